"""How reports name days and checklists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from eldercheck.domain.checklist import Checklist
from eldercheck.domain.clean_text import visible
from eldercheck.language import _, current
from eldercheck.wording.results import listed


def fact_text(label: str, text: str) -> str:
    """Return a fact of the head as one line says it, with nothing hidden in it."""
    return _("{label}: {text}").format(label=visible(label), text=visible(text))


def letter_facts(year: int, authority: str, contact: str, checklists: str, day: date) -> dict[str, str]:
    """Return what a letter names, as `Report.facts` has it."""
    return {
        "year": str(year),
        "authority": authority,
        "contact": contact,
        "checklists": checklists,
        "day": day.isoformat(),
    }


def day_text(day: date) -> str:
    """Return a day as an official text writes it."""
    if current() == "zh":
        return _("{year}-{month}-{day}").format(year=day.year, month=day.month, day=day.day)
    return day.isoformat()


def checklist_name(checklist: Checklist) -> str:
    """Return title and version of a checklist."""
    title = checklist.title.in_language(current())
    return _("{title}, version {version}").format(title=title, version=checklist.version)


def checklists_text(references: Iterable[str], known: Iterable[Checklist]) -> str:
    """Return titles and versions of the checklists that these references ("branch@2026.1") mean."""
    names = {checklist.reference: checklist_name(checklist) for checklist in known}
    return listed(names.get(reference, reference) for reference in references)

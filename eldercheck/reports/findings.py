"""What lost marks, as a report: over a year or in one unit, read row by row however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eldercheck.domain.figures import Figure
from eldercheck.domain.register import Unit
from eldercheck.language import _, current
from eldercheck.reports.answer_words import critical_words
from eldercheck.reports.case_answers import answer_since
from eldercheck.reports.grade_rows import Row
from eldercheck.reports.naming import day_text, letter_facts
from eldercheck.reports.report import Column, Report
from eldercheck.services.casebook import Casebook
from eldercheck.services.county import CountyYear
from eldercheck.services.findings import Findings, findings
from eldercheck.wording.case_steps import finding_step


def findings_report(county: CountyYear, casebook: Casebook, day: date, unit: Unit | None = None) -> Report:
    """Return what lost marks in the units of the grade table, or in one unit and what belongs to it.

    The rows are read from the database while they are written: keep it open until then.
    """
    programme = county.programme
    found = findings(county, casebook, unit.code if unit else "")
    title = _("Findings {year}: what lost marks").format(year=programme.year)
    if unit:
        title = _("{name}: findings {year}").format(name=unit.name, year=programme.year)
    return Report(
        title=title,
        head=(
            (_("Year"), str(programme.year)),
            (_("Authority"), programme.authority or "—"),
            (_("Date"), day_text(day)),
            (_("Findings"), str(found.count)),
        ),
        mark=_("Working paper, not published"),
        is_published=False,
        columns=_columns(),
        rows=_rows(found, day.isoformat()),
        count=found.count,
        foot=(
            _("Points lost are rounded half up to one decimal."),
            _("After a notice the points are those that it named, and a finding stays here once put right."),
        ),
        author=programme.authority,
        day=day,
        facts=letter_facts(programme.year, programme.authority, programme.contact, "", day),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("code", _("Code"), "code", 12),
        Column("name", _("Name"), "text", 26),
        Column("institution", _("Institution"), "text", 22),
        Column("item", _("Item"), "code", 10),
        Column("question", _("Question"), "text", 44),
        Column("lost", _("Points lost"), "figure", 9),
        Column("answer", _("Answer"), "text", 22),
        Column("note", _("Note"), "text", 32),
        Column("critical", _("Critical"), "text", 14),
        Column("due", _("Put right by"), "code", 13),
        Column("person", _("Responsible"), "text", 10),
        Column("status", _("Status"), "text", 12),
    )


def _rows(found: Findings, today: str) -> Iterator[Row]:
    language = current()
    for line in found:
        file = line.file
        yield (
            line.unit.code,
            line.unit.name,
            line.institution.name,
            line.item.id,
            line.item.ask.in_language(language),
            Figure.of(line.lost),
            answer_since(line.item, line.answer, line.dossier),
            line.note or None,
            critical_words(line.item, fails=line.fails) or None,
            file.due if file else None,
            (file.person or None) if file else None,
            finding_step(file, today) if file else None,
        )

"""What lost marks in a year: each item of each unit in the grade table, read sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from eldercheck.domain.answers import Answer, credit
from eldercheck.domain.checklist import Item
from eldercheck.domain.grading import critical_fails
from eldercheck.domain.register import Unit
from eldercheck.domain.scoring import Mark
from eldercheck.services.casebook import Casebook
from eldercheck.services.county import CountyYear, UnitYear


@dataclass(frozen=True, slots=True)
class Finding:
    """One item that lost marks in one unit."""

    unit: Unit
    institution: Unit
    item: Item
    lost: Fraction
    """Points, exactly."""
    answer: Answer
    note: str
    fails: bool
    """Whether a critical item fails, which holds the grade down."""


@dataclass(frozen=True)
class Findings:
    """The findings of some units; counted at once, read from the file one unit after the other."""

    casebook: Casebook
    entries: tuple[UnitYear, ...]
    count: int

    def __iter__(self) -> Iterator[Finding]:
        for entry in self.entries:
            yield from _findings(self.casebook, entry)


def findings(county: CountyYear, casebook: Casebook, code: str = "") -> Findings:
    """Return what lost marks in a year, or in one unit (an institution: with its branches and points)."""
    entries = tuple(
        entry
        for entry in county.units
        if entry.graded and (not code or code in (entry.unit.code, entry.institution.code))
    )
    lost = (e.examined.score.lost for e in entries if e.examined and e.examined.score)
    return Findings(casebook, entries, sum(map(len, lost)))


def _findings(casebook: Casebook, entry: UnitYear) -> Iterator[Finding]:
    case = entry.examined
    if case is None or case.score is None or not case.score.lost:
        return
    checklist = casebook.checklist(case.assessment.checklist_digest)
    sheet = casebook.sheet(case.assessment.id)
    for item_id in case.score.lost:
        item, answer = checklist.item(item_id), sheet.answers[item_id]
        mark = Mark(item, credit(item, answer))
        note = sheet.notes.get(item_id, "")
        yield Finding(entry.unit, entry.institution, item, mark.lost, answer, note, critical_fails(mark))

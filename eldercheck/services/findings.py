"""What lost marks in a year: each item of each unit in the grade table, read sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from eldercheck.domain.answers import Answer, credit
from eldercheck.domain.checklist import Item
from eldercheck.domain.dossier import EMPTY, Dossier, FindingFile
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
    """Points, exactly: those lost when the unit was told, else those lost now."""
    answer: Answer
    note: str
    fails: bool
    """Whether a critical item fails, which holds the grade down."""
    dossier: Dossier = EMPTY
    """Of its examination: what became of it since the notice."""

    @property
    def file(self) -> FindingFile | None:
        """What became of it since the notice; None before one."""
        return self.dossier.findings.get(self.item.id)


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
    return Findings(casebook, entries, sum(len(_items(entry)) for entry in entries))


def _items(entry: UnitYear) -> frozenset[str]:
    """Return what loses marks now, and what the notice named: a finding that was put right stays one."""
    case = entry.examined
    if case is None or case.score is None:
        return frozenset()
    return frozenset(case.score.lost) | case.assessment.dossier.findings.keys()


def _findings(casebook: Casebook, entry: UnitYear) -> Iterator[Finding]:
    case, named = entry.examined, _items(entry)
    if case is None or not named:
        return
    checklist = casebook.checklist(case.assessment.checklist_digest)
    sheet, dossier = casebook.sheet(case.assessment.id), case.assessment.dossier
    for item in checklist:
        if item.id in named:
            answer, file = sheet.answers[item.id], dossier.findings.get(item.id)
            mark = Mark(item, credit(item, answer))
            lost = mark.lost if file is None else file.points
            note = sheet.notes.get(item.id, "")
            yield Finding(
                entry.unit, entry.institution, item, lost, answer, note, critical_fails(mark), dossier
            )

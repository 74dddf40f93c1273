"""A bank's self-assessment beside the examination of the same unit and year; it never counts in the grade."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from eldercheck.domain.answers import answer_from_plain
from eldercheck.domain.assessment import Assessment, Party, Sheet
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.comparison import ItemComparison, compare_sheets
from eldercheck.domain.errors import AnswerError, StateError
from eldercheck.domain.ledger import utc_moment
from eldercheck.domain.register import Unit
from eldercheck.services.casebook import Case, Casebook, newest_first
from eldercheck.services.county import UnitYear


@dataclass(frozen=True)
class Comparison:
    """Both assessments of a unit with their items beside each other."""

    unit: Unit
    bank: Case
    examined: Case
    bank_checklist: Checklist
    checklist: Checklist
    """The examiners'."""
    items: ItemComparison

    @property
    def handed_in(self) -> date:
        """The day, here, on which the bank signed its own assessment."""
        return _day(self.bank.assessment.signed_at)

    @property
    def began(self) -> date:
        """The day on which the examination began: that of the visit, else the day it was opened."""
        return began(self.examined.assessment)

    @property
    def is_late(self) -> bool:
        """Whether the bank handed in on the day the examination began, or after."""
        return self.handed_in >= self.began


def compare(casebook: Casebook, unit: Unit, year: int) -> Comparison:
    """Put the newest self-assessment and the newest examination of a unit in a year beside each other.

    Both must be signed: what a bank has not handed in is its own, and examiners who saw the bank's answers
    before they sign would be swayed by them. Raises StateError (`no_self_assessment`, `no_examination`,
    `self_assessment_open`, `examination_open`), AnswerError where a stored answer does not fit its item.
    """
    bank, examined = both(casebook.cases(year).get(unit.id, ()))
    return _compared(casebook, unit, bank, examined, year)


def both(cases: Sequence[Case]) -> tuple[Case | None, Case | None]:
    """Return a unit's self-assessment and examination: of each the newest signed, else the newest."""
    return _newest(cases, "bank"), _newest(cases, "examiner")


def began(assessment: Assessment) -> date:
    """Return the day on which an examination began: that of the visit, else the day it was opened."""
    visit = assessment.dossier.visit
    return date.fromisoformat(visit.day) if visit else _day(assessment.opened_at)


class Claims(NamedTuple):
    """What the self-assessments of some units claimed over what was found there."""

    units: int
    """How many units were looked at."""
    compared: int
    """How many of them handed in an assessment of their own and were examined."""
    late: int
    items: int
    """Over-claimed items in all."""


def claims(casebook: Casebook, entries: Iterable[UnitYear]) -> Claims:
    """Add up what some units of a year over-claimed; what cannot be compared or is damaged is not in it."""
    entries = tuple(entries)
    found = []
    for entry in entries:
        year = entry.examined.assessment.year if entry.examined else 0
        try:
            found.append(_compared(casebook, entry.unit, entry.self_assessed, entry.examined, year))
        except (StateError, AnswerError):
            continue
    over = sum(len(one.items.over_claimed) for one in found)
    return Claims(len(entries), len(found), sum(one.is_late for one in found), over)


def _compared(
    casebook: Casebook, unit: Unit, bank: Case | None, examined: Case | None, year: int
) -> Comparison:
    about = {"name": unit.name, "unit_code": unit.code, "year": year}
    if bank is None:
        raise StateError("no_self_assessment", **about)
    if examined is None:
        raise StateError("no_examination", **about)
    if bank.assessment.is_open:
        raise StateError("self_assessment_open", **about)
    if examined.assessment.is_open:
        raise StateError("examination_open", **about)
    theirs = casebook.checklist(bank.assessment.checklist_digest)
    ours = casebook.checklist(examined.assessment.checklist_digest)
    found = _as_found(casebook.sheet(examined.assessment.id), examined.assessment, ours)
    items = compare_sheets(theirs, casebook.sheet(bank.assessment.id), ours, found)
    return Comparison(unit, bank, examined, theirs, ours, items)


def _as_found(sheet: Sheet, assessment: Assessment, checklist: Checklist) -> Sheet:
    """Return the sheet as the visit found it: a re-check looks at what was mended after the bank's claim."""
    before = {
        item_id: answer_from_plain(checklist.item(item_id), finding.was)
        for item_id, finding in assessment.dossier.findings.items()
        if finding.replaced and item_id in checklist
    }
    return replace(sheet, answers={**sheet.answers, **before}) if before else sheet


def _newest(cases: Sequence[Case], party: Party) -> Case | None:
    order = newest_first(case for case in cases if case.assessment.party == party)
    return next((case for case in order if not case.assessment.is_open), next(iter(order), None))


def _day(at: str) -> date:
    return utc_moment(at).astimezone().date()

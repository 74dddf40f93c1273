"""What was answered to an item in the year before: offered to a bank, only shown to an examiner.

A bank that assesses itself may take its own answer of last year over, item by item, each confirmed by hand
and only where not a word of the item differs: an assessment copied whole would be worth nothing. An examiner
sees in the margin what was found last year, for information, and is never offered it as an answer: what
counts is what is there on the day of the visit.
"""

from __future__ import annotations

from dataclasses import dataclass

from eldercheck.domain.answers import Answer
from eldercheck.domain.assessment import Sheet
from eldercheck.domain.checklist import Checklist, Item
from eldercheck.domain.comparison import same_wording
from eldercheck.services.casebook import Casebook
from eldercheck.services.examination import Examination


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What was said of an item in an earlier year."""

    year: int
    item: Item
    """As it was asked then."""
    answer: Answer
    same: bool
    """Whether not a word of the item differs."""


@dataclass(frozen=True)
class LastYear:
    """The assessment of an earlier year by the same party."""

    year: int
    checklist: Checklist
    sheet: Sheet

    def of(self, item: Item) -> LastAnswer | None:
        """Return what was answered to an item then; None where it was not asked or not answered."""
        answer = self.sheet.answers.get(item.id)
        if answer is None or item.id not in self.checklist:
            return None
        was = self.checklist.item(item.id)
        return LastAnswer(self.year, was, answer, same_wording(was, item))


def last_year(casebook: Casebook, examination: Examination) -> LastYear | None:
    """Return the newest signed assessment of the unit by the same party, of the latest earlier year with one.

    None where there is none. Raises StorageError.
    """
    before = casebook.signed_before(examination.assessment)
    if before is None:
        return None
    return LastYear(before.year, casebook.checklist(before.checklist_digest), casebook.sheet(before.id))

"""The bank's own sheet beside the examiners', item by item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from eldercheck.domain.agreement import Agreement, agreement, category
from eldercheck.domain.answer_kinds import Measure
from eldercheck.domain.answers import Answer, Given, NotApplicable, credit
from eldercheck.domain.assessment import Sheet
from eldercheck.domain.checklist import Checklist, Item, Section
from eldercheck.domain.figures import read_decimal
from eldercheck.domain.scoring import Mark

Verdict = Literal["over", "under", "differs", "equal"]
"""What a pair of answers says; see `ItemPair.verdict`."""
WhyNot = Literal["changed", "only_bank", "only_examiner", "open_bank", "open_examiner", "open_both"]
"""Worded otherwise in the two checklists; in one of them only; without an answer of one or of both."""


@dataclass(frozen=True, slots=True)
class ItemPair:
    """One item that both answered, by the same wording."""

    item: Item
    section: Section
    """Of the examiners' checklist."""
    bank: Answer
    examiner: Answer
    bank_credit: Fraction | None
    examiner_credit: Fraction | None
    bank_note: str = ""
    examiner_note: str = ""

    @property
    def bank_lost(self) -> Fraction:
        """The points that the bank's answer loses."""
        return Mark(self.item, self.bank_credit).lost

    @property
    def examiner_lost(self) -> Fraction:
        """The points that the examiners' answer loses."""
        return Mark(self.item, self.examiner_credit).lost

    @property
    def over(self) -> Fraction:
        """The points over-claimed: lost by the examiners and not by the bank; below 0 the other way round."""
        return self.examiner_lost - self.bank_lost

    @property
    def same_category(self) -> bool:
        """Whether both are full, part, nothing or not applicable."""
        return category(self.bank_credit) == category(self.examiner_credit)

    @property
    def equal(self) -> bool:
        """Whether both gave the same answer; the reasons for leaving an item out may differ, 2.0 is 2."""
        match self.bank, self.examiner:
            case NotApplicable(), NotApplicable():
                return True
            case Given(one), Given(other) if isinstance(self.item.answer, Measure):
                return read_decimal(one) == read_decimal(other)
            case one, other:
                return one == other

    @property
    def verdict(self) -> Verdict:
        """What the pair says, by the points lost: an item left out loses none.

        Over-claimed where the bank loses fewer points than the examiners: its answer earns more, or it left
        out what the examiners found wanting. Under-claimed the other way round. An item at full credit that
        the other left out costs nobody a point: the two differ, and nothing is claimed.
        """
        if self.over > 0:
            return "over"
        if self.over < 0:
            return "under"
        return "equal" if self.equal else "differs"


@dataclass(frozen=True, slots=True)
class NotCompared:
    """An item that cannot be compared."""

    item: Item
    """As the examiners' checklist has it, else the bank's."""
    why: WhyNot


@dataclass(frozen=True)
class ItemComparison:
    """Two sheets of one unit beside each other."""

    pairs: tuple[ItemPair, ...]
    """In the order of the examiners' checklist."""
    not_compared: tuple[NotCompared, ...]
    sections: tuple[Section, ...]
    """Of the examiners' checklist, those with an item that was compared."""

    @cached_property
    def over_claimed(self) -> tuple[ItemPair, ...]:
        """The over-claimed items, the most points first."""
        return self._by_points("over")

    @cached_property
    def under_claimed(self) -> tuple[ItemPair, ...]:
        """The under-claimed items, the most points first."""
        return self._by_points("under")

    @cached_property
    def by_weight(self) -> tuple[ItemPair, ...]:
        """Every pair: over-claimed, under-claimed, other differences, then what is equal in sheet order."""
        rest = (pair for name in ("differs", "equal") for pair in self.pairs if pair.verdict == name)
        return (*self.over_claimed, *self.under_claimed, *rest)

    @property
    def points_over(self) -> Fraction:
        """The points over-claimed, over all such items."""
        return sum((pair.over for pair in self.over_claimed), Fraction(0))

    @cached_property
    def agreement(self) -> Agreement:
        """The agreement over all items compared."""
        return _agreement(self.pairs)

    @cached_property
    def by_section(self) -> tuple[tuple[Section, Agreement], ...]:
        """The agreement of each section with an item compared, in walking order."""
        return tuple(
            (section, _agreement(pair for pair in self.pairs if pair.section == section))
            for section in self.sections
        )

    def _by_points(self, verdict: Verdict) -> tuple[ItemPair, ...]:
        found = (pair for pair in self.pairs if pair.verdict == verdict)
        return tuple(sorted(found, key=lambda pair: -abs(pair.over)))


def compare_sheets(
    bank_checklist: Checklist, bank: Sheet, examiner_checklist: Checklist, examiner: Sheet
) -> ItemComparison:
    """Put two sheets beside each other: the items that both checklists have in the same wording.

    The checklists may be two versions; what differs by a word, stands in one of them only or has no answer
    is not compared and is named with the reason. Raises AnswerError where an answer does not fit its item.
    """
    pairs, left = [], []
    for section in examiner_checklist.sections:
        for item in section.items:
            why = _why_not(item, bank_checklist, bank, examiner)
            if why is None:
                pairs.append(_pair(item, section, bank, examiner))
            else:
                left.append(NotCompared(item, why))
    only_bank = (item for item in bank_checklist if item.id not in examiner_checklist)
    left += [NotCompared(item, "only_bank") for item in only_bank]
    compared = {pair.section.id for pair in pairs}
    sections = tuple(section for section in examiner_checklist.sections if section.id in compared)
    return ItemComparison(tuple(pairs), tuple(left), sections)


def same_wording(one: Item, other: Item) -> bool:
    """Tell whether not a word of an item differs."""
    return one == other or one.digest == other.digest


def _why_not(item: Item, bank_checklist: Checklist, bank: Sheet, examiner: Sheet) -> WhyNot | None:
    if item.id not in bank_checklist:
        return "only_examiner"
    if not same_wording(bank_checklist.item(item.id), item):
        return "changed"
    match item.id in bank.answers, item.id in examiner.answers:
        case False, False:
            return "open_both"
        case False, True:
            return "open_bank"
        case True, False:
            return "open_examiner"
    return None


def _pair(item: Item, section: Section, bank: Sheet, examiner: Sheet) -> ItemPair:
    theirs, ours = bank.answers[item.id], examiner.answers[item.id]
    notes = bank.notes.get(item.id, ""), examiner.notes.get(item.id, "")
    return ItemPair(item, section, theirs, ours, credit(item, theirs), credit(item, ours), *notes)


def _agreement(pairs: Iterable[ItemPair]) -> Agreement:
    def categories() -> Iterator[tuple[str, str]]:
        for pair in pairs:
            yield category(pair.bank_credit), category(pair.examiner_credit)

    return agreement(categories())

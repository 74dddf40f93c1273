"""From answers to figures: marks of each item, dimensions, sections, score (scoring.md §2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from eldercheck.domain.answers import Answers, credit
from eldercheck.domain.checklist import Checklist, Item
from eldercheck.domain.errors import AnswerError
from eldercheck.domain.figures import Figure


@dataclass(frozen=True, slots=True)
class Mark:
    """What one answered item brings."""

    item: Item
    credit: Fraction | None
    """0 to 1; None where the item is not applicable."""

    @property
    def earned(self) -> Fraction:
        """Credit times points; 0 where the item is not applicable."""
        return Fraction(0) if self.credit is None else self.credit * self.item.points

    @property
    def available(self) -> int:
        """The points in play; 0 where the item is not applicable."""
        return 0 if self.credit is None else self.item.points

    @property
    def lost(self) -> Fraction:
        """Points in play and not earned."""
        return self.available - self.earned


@dataclass(frozen=True, slots=True)
class Tally:
    """Points earned of points available."""

    earned: Fraction = Fraction(0)
    available: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.earned + other.earned, self.available + other.available)

    @property
    def percent(self) -> Fraction | None:
        """100 · earned / available, exactly; None where nothing is available."""
        return 100 * self.earned / self.available if self.available else None

    @property
    def figure(self) -> Figure | None:
        """The printed percentage."""
        percent = self.percent
        return None if percent is None else Figure.of(percent)

    @classmethod
    def of(cls, marks: Iterable[Mark]) -> Tally:
        """Add up marks."""
        return sum((cls(mark.earned, mark.available) for mark in marks), cls())


@dataclass(frozen=True)
class Score:
    """The figures of a sheet, all derived from its marks."""

    checklist: Checklist
    marks: Mapping[str, Mark]
    """By item id, the answered items only."""

    @cached_property
    def open(self) -> tuple[str, ...]:
        """Items without an answer, in sheet order."""
        return tuple(item.id for item in self.checklist if item.id not in self.marks)

    @cached_property
    def dimensions(self) -> dict[str, Tally]:
        """The tally of each dimension, in sheet order."""
        tallies = {dimension.id: Tally() for dimension in self.checklist.dimensions}
        for mark in self.marks.values():
            tallies[mark.item.dimension] += Tally(mark.earned, mark.available)
        return tallies

    @cached_property
    def sections(self) -> dict[str, Tally]:
        """The tally of each section, in walking order."""
        return {
            section.id: Tally.of(self.marks[item.id] for item in section.items if item.id in self.marks)
            for section in self.checklist.sections
        }

    @cached_property
    def exact(self) -> Fraction | None:
        """S before rounding: Σ(D · dimension points) / Σ(dimension points); None where nothing applies."""
        weighted, weights = Fraction(0), 0
        for dimension in self.checklist.dimensions:
            percent = self.dimensions[dimension.id].percent
            if percent is not None:
                weighted += percent * dimension.points
                weights += dimension.points
        return weighted / weights if weights else None

    @cached_property
    def figure(self) -> Figure | None:
        """S as printed."""
        return None if self.exact is None else Figure.of(self.exact)

    def filled(self, credit: Fraction) -> Score:
        """Return this score with every open item earning `credit`."""
        extra = {item_id: Mark(self.checklist.item(item_id), credit) for item_id in self.open}
        return Score(self.checklist, {**self.marks, **extra})


def score_answers(checklist: Checklist, answers: Answers) -> Score:
    """Score the answers given so far.

    Raises AnswerError for an item the checklist does not have or an answer that does not fit.
    """
    marks = {}
    for item_id, answer in answers.items():
        if item_id not in checklist:
            raise AnswerError("unknown_item", item_id, None)
        item = checklist.item(item_id)
        marks[item_id] = Mark(item, credit(item, answer))
    return Score(checklist, marks)

"""Scoring many sheets of one checklist at once: whole numbers for fractions, the same result to the digit.

The few answers that a county gives thousands of times are turned into credit once each. Whoever wants every
fraction of one sheet asks `scoring` and `grading`; a test proves the two equal.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from eldercheck.domain.answers import Given, NotApplicable, credit
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.errors import AnswerError
from eldercheck.domain.figures import Figure
from eldercheck.domain.grading import (
    BEST,
    GradeRules,
    Letter,
    Limit,
    cap_of,
    critical_fails,
    floor_limits,
    worst,
)
from eldercheck.domain.scoring import Mark

Line = tuple[str, str | None, str | None]
"""An item, what was given, and why it was left out; both None where only a note stands."""


@dataclass(frozen=True, slots=True)
class QuickScore:
    """The figures and the grade of one sheet."""

    answered: int
    """How many items have an answer."""
    total: int
    figure: Figure | None
    """None while an item is open, and where nothing applies."""
    dimensions: Mapping[str, Figure | None]
    by_score: Letter | None
    grade: Letter | None
    limits: tuple[Limit, ...]
    must_fix: bool
    lost: tuple[str, ...]
    """The items that lost marks, in sheet order."""

    @property
    def complete(self) -> bool:
        """Whether no item is open."""
        return self.answered == self.total


class _Worth(NamedTuple):
    """What one answer to one item brings."""

    position: int
    dimension: int
    points: int
    """0 where the item does not apply."""
    earned: int
    """In units of 1/denominator point."""
    denominator: int
    fails: bool
    """Whether it is a critical item that fails."""


class QuickScorer:
    """Scores sheets of one checklist by one year's lines."""

    def __init__(self, checklist: Checklist, rules: GradeRules) -> None:
        self.checklist = checklist
        self.rules = rules
        self._names = tuple(dimension.id for dimension in checklist.dimensions)
        self._points = tuple(dimension.points for dimension in checklist.dimensions)
        self._worth: dict[tuple[str, str | None], _Worth] = {}

    def score(self, lines: Iterable[Line], vetoes: Sequence[str] = ()) -> QuickScore:
        """Score the answered lines of a sheet; each item at most once.

        Raises AnswerError for an answer that does not fit its item.
        """
        worths = [self._worth_of(*line) for line in lines if line[1] is not None or line[2] is not None]
        earned, denominators = [0] * len(self._names), [1] * len(self._names)
        available = [0] * len(self._names)
        for _position, place, points, got, denominator, _fails in worths:
            available[place] += points
            if denominator == denominators[place]:
                earned[place] += got
            else:
                common = math.lcm(denominator, denominators[place])
                earned[place] = earned[place] * (common // denominators[place]) + got * (
                    common // denominator
                )
                denominators[place] = common
        tallies = list(zip(earned, denominators, available, strict=True))
        figures = {
            name: Figure(_tenths(100 * got, low * of)) if of else None
            for name, (got, low, of) in zip(self._names, tallies, strict=True)
        }
        return self._graded(worths, self._whole(tallies), figures, vetoes)

    def _graded(
        self,
        worths: Sequence[_Worth],
        whole: Figure | None,
        figures: Mapping[str, Figure | None],
        vetoes: Sequence[str],
    ) -> QuickScore:
        items, total = self.checklist.items, len(self.checklist.items)
        lost = tuple(items[w.position].id for w in sorted(worths) if w.earned < w.points * w.denominator)
        if len(worths) < total or whole is None:
            return QuickScore(len(worths), total, None, figures, None, None, (), bool(vetoes), lost)
        by_score = self.rules.band(whole)
        limits = (
            *((Limit("band", by_score),) if by_score != BEST else ()),
            *floor_limits(figures, self.rules),
            *self._criticals(worths),
            *(Limit("veto", "C", event) for event in vetoes),
        )
        letter = worst([limit.to for limit in limits])
        low = letter == "C" and whole.value < self.rules.low_line
        return QuickScore(total, total, whole, figures, by_score, letter, limits, low or bool(vetoes), lost)

    def _criticals(self, worths: Sequence[_Worth]) -> Iterator[Limit]:
        if not self.rules.caps:
            return
        for position in sorted(worth.position for worth in worths if worth.fails):
            item = self.checklist.items[position]
            yield Limit("critical", cap_of(item), item.id)

    def _whole(self, tallies: Sequence[tuple[int, int, int]]) -> Figure | None:
        """Return S: Σ(points · earned/available) / Σ points, over the dimensions that have something."""
        above, below, weights = 0, 1, 0
        for points, (got, low, of) in zip(self._points, tallies, strict=True):
            if of:
                above, below = above * low * of + points * got * below, below * low * of
                weights += points
        return Figure(_tenths(100 * above, below * weights)) if weights else None

    def _worth_of(self, item_id: str, given: str | None, left_out: str | None) -> _Worth:
        key = (item_id, given)
        worth = self._worth.get(key)
        if worth is None:
            worth = self._worth[key] = self._reckoned(item_id, given, left_out)
        return worth

    def _reckoned(self, item_id: str, given: str | None, left_out: str | None) -> _Worth:
        if item_id not in self.checklist:
            raise AnswerError("unknown_item", item_id, None)
        item = self.checklist.item(item_id)
        answer = NotApplicable(left_out or "") if given is None else Given(given)
        mark = Mark(item, credit(item, answer))
        earned: Fraction = mark.earned
        return _Worth(
            self.checklist.position(item_id),
            self._names.index(item.dimension),
            mark.available,
            earned.numerator,
            earned.denominator,
            critical_fails(mark),
        )


def _tenths(above: int, below: int) -> int:
    """Return above/below in whole tenths, rounded half up."""
    return (20 * above + below) // (2 * below)

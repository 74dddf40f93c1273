"""The year of an institution: its sheet, branches and service points rolled up (scoring.md §5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from eldercheck.domain.checklist import BonusEntry
from eldercheck.domain.errors import SheetError
from eldercheck.domain.figures import Figure
from eldercheck.domain.grading import (
    BEST,
    GradeRules,
    Letter,
    Limit,
    Result,
    floor_limits,
    sheet_limits,
    worst,
)

HIGHEST = Figure(1000)


@dataclass(frozen=True, slots=True)
class UnitScore:
    """The printed figures of one scored branch or service point."""

    score: Figure
    grade: Letter
    dimensions: Mapping[str, Figure | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RollUpRules:
    """The roll-up settings of a programme year; these are the defaults."""

    sheet_weight: int = 30
    branches_weight: int = 50
    points_weight: int = 20
    spread: bool = True
    """Whether branches at C hold the institution down."""
    spread_percent: int = 30
    """More than this share of scored branches at C makes the institution C."""
    branches_least: int = 5
    branches_percent: int = 40
    points_least: int = 3
    points_percent: int = 10
    bonus_at_most: Fraction = Fraction(5)
    quota_percent: int = 0
    """At most this share of A's in a ranking group; 0 for no quota."""


@dataclass(frozen=True, slots=True)
class Registered:
    """How many units the register counts; None where that is not known."""

    branches: int | None = None
    service_points: int | None = None


@dataclass(frozen=True, slots=True)
class SheetPart:
    """The printed figures of an institution's own sheet, and what its criticals and vetoes limit."""

    score: Figure
    dimensions: Mapping[str, Figure | None]
    limits: tuple[Limit, ...] = ()
    """The criticals that failed and the vetoes; its band and floors do not count again."""

    @classmethod
    def of(cls, sheet: Result) -> SheetPart | None:
        """Return the part of a graded sheet; None while it has no printed score."""
        if not sheet.complete or sheet.score.figure is None:
            return None
        figures = {name: tally.figure for name, tally in sheet.score.dimensions.items()}
        return cls(sheet.score.figure, figures, tuple(sheet_limits(sheet.score, sheet.rules, sheet.vetoes)))


@dataclass(frozen=True)
class RollUp:
    """The result of an institution for a year."""

    before_bonus: Figure
    bonus: Figure
    score: Figure
    by_score: Letter
    grade: Letter
    provisional: bool
    dimensions: Mapping[str, Figure | None]
    limits: tuple[Limit, ...]


def bonus_total(entries: Sequence[BonusEntry], given: Mapping[str, Fraction], rules: RollUpRules) -> Figure:
    """Add up the bonus, each entry within its own maximum, held to the year's maximum; printed.

    Raises SheetError for an unknown entry or one above its maximum.
    """
    known = {entry.id: entry for entry in entries}
    for name, value in given.items():
        if name not in known:
            raise SheetError("unknown_bonus", item=name)
        if not 0 <= value <= known[name].at_most:
            raise SheetError("bonus_out_of_range", item=name, at_most=known[name].at_most)
    return Figure.of(min(sum(given.values(), Fraction(0)), rules.bonus_at_most))


def roll_up(
    sheet: Result,
    branches: Sequence[UnitScore],
    points: Sequence[UnitScore],
    *,
    registered: Registered = Registered(),
    bonus: Figure = Figure(0),  # noqa: B008
    rules: RollUpRules = RollUpRules(),
) -> RollUp | None:
    """Roll up an institution; None while its sheet has no printed score."""
    part = SheetPart.of(sheet)
    if part is None:
        return None
    return roll_up_figures(
        part, branches, points, registered=registered, bonus=bonus, rules=rules, lines=sheet.rules
    )


def roll_up_figures(
    sheet: SheetPart,
    branches: Sequence[UnitScore],
    points: Sequence[UnitScore],
    *,
    registered: Registered,
    bonus: Figure,
    rules: RollUpRules,
    lines: GradeRules,
) -> RollUp:
    """Roll up an institution from printed figures alone, by the lines and roll-up rules of a year."""
    weights = (rules.sheet_weight, rules.branches_weight, rules.points_weight)
    parts = ([sheet.score], [unit.score for unit in branches], [unit.score for unit in points])
    before = weighted_mean(weights, parts) or sheet.score
    figures = {
        name: weighted_mean(
            weights,
            (
                [figure],
                [unit.dimensions.get(name) for unit in branches],
                [unit.dimensions.get(name) for unit in points],
            ),
        )
        for name, figure in sheet.dimensions.items()
    }
    final = min(Figure(before.tenths + bonus.tenths), HIGHEST)
    short = coverage_is_short(len(branches), len(points), registered, rules)
    limits = (
        *_score_limits(final, figures, lines),
        *sheet.limits,
        *_county_limits(branches, short, rules),
    )
    letter = worst([limit.to for limit in limits])
    return RollUp(before, bonus, final, lines.band(final), letter, short, figures, limits)


def weighted_mean(weights: Sequence[int], parts: Sequence[Sequence[Figure | None]]) -> Figure | None:
    """Return the mean of the parts' means, each by its weight; a part without figures leaves the weights."""
    total, present = Fraction(0), 0
    for weight, part in zip(weights, parts, strict=True):
        tenths = [figure.tenths for figure in part if figure is not None]
        if tenths:
            total += Fraction(weight * sum(tenths), 10 * len(tenths))
            present += weight
    return Figure.of(total / present) if present else None


def _score_limits(final: Figure, figures: Mapping[str, Figure | None], lines: GradeRules) -> Iterator[Limit]:
    band = lines.band(final)
    if band != BEST:
        yield Limit("band", band)
    yield from floor_limits(figures, lines)


def _county_limits(branches: Sequence[UnitScore], short: bool, rules: RollUpRules) -> Iterator[Limit]:
    at_c = sum(branch.grade == "C" for branch in branches)
    if at_c and rules.spread:
        spread: Letter = "C" if at_c * 100 > rules.spread_percent * len(branches) else "B"
        yield Limit("spread", spread, count=at_c)
    if short:
        yield Limit("coverage", "B")


def coverage_wanted(registered: int, least: int, percent: int) -> int:
    """Return how many of the registered units of a kind must be scored: min(all, max(least, ⌈percent⌉))."""
    return min(registered, max(least, -(-registered * percent // 100)))


def units_wanted(registered: Registered, rules: RollUpRules) -> tuple[int, int]:
    """Return how many branches and service points the year wants scored; 0 where nobody knows of how many."""
    return (
        coverage_wanted(registered.branches or 0, rules.branches_least, rules.branches_percent),
        coverage_wanted(registered.service_points or 0, rules.points_least, rules.points_percent),
    )


def coverage_is_short(branches: int, points: int, registered: Registered, rules: RollUpRules) -> bool:
    """Whether fewer units were scored than the year wants, where the register's counts are known."""
    branches_wanted, points_wanted = units_wanted(registered, rules)
    return branches < branches_wanted or points < points_wanted

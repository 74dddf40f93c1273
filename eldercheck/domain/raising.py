"""What would raise an institution to the next letter: each rule that holds it, and how far it is from it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from eldercheck.domain.county_table import quota_line
from eldercheck.domain.figures import Figure, least_exact
from eldercheck.domain.grade_table import GradedInstitution, GradedUnit, GradeTable
from eldercheck.domain.grading import Letter
from eldercheck.domain.programme import Programme
from eldercheck.domain.rollup import HIGHEST, units_wanted

Part = Literal["sheet", "branches", "service_points"]


@dataclass(frozen=True, slots=True)
class Raise:
    """One thing that must change; all of them together reach the letter."""

    what: Literal["score", "floor", "critical", "veto", "spread", "branches", "service_points", "quota"]
    subject: str = ""
    """The dimension, the item, the event, or the codes of branches."""
    now: Figure | None = None
    wanted: Figure | None = None
    number: int = 0
    """How many branches to bring up, or how many more units to examine."""
    parts: tuple[tuple[Part, Figure, Figure], ...] = ()
    """For a score: each part that alone could bring it there; what it is now and would have to be."""


def goal(row: GradedInstitution) -> Letter | None:
    """Return the next letter; None for an A and where there is no grade."""
    return {"B": "A", "C": "B"}.get(row.grade or "")  # type: ignore[return-value]


def raising(table: GradeTable, row: GradedInstitution, programme: Programme) -> tuple[Raise, ...]:
    """Name what holds an institution below the next letter, and what would lift each; empty for an A."""
    letter = goal(row)
    if letter is None or row.score is None or row.sheet is None:
        return ()
    return tuple(_raising(table, row, programme, letter))


def _raising(
    table: GradeTable, row: GradedInstitution, programme: Programme, letter: Letter
) -> Iterator[Raise]:
    rules = programme.rules
    band, floor = (rules.a_band, rules.a_floor) if letter == "A" else (rules.b_band, rules.b_floor)
    assert row.score is not None
    if row.score.value < band:
        yield Raise("score", now=row.score, wanted=_printed(band), parts=_parts(row, programme, band))
    for name, figure in row.dimensions.items():
        if figure is not None and figure.value < floor:
            yield Raise("floor", name, figure, _printed(floor))
    for limit in row.limits:
        if limit.to <= letter:
            continue
        if limit.rule in ("critical", "veto"):
            yield Raise("critical" if limit.rule == "critical" else "veto", limit.subject)
        elif limit.rule == "spread":
            yield _spread(row, programme, letter)
        elif limit.rule == "coverage":
            yield from _coverage(row, programme)
        elif limit.rule == "quota":
            line = quota_line(table.institutions, row.group, programme.roll_up.quota_percent)
            yield Raise("quota", now=row.score, wanted=line)


def _spread(row: GradedInstitution, programme: Programme, letter: Letter) -> Raise:
    """Name the branches at C, the best first, and how many of them must come up."""
    at_c = sorted((unit for unit in row.branches if unit.grade == "C"), key=lambda u: u.score, reverse=True)
    allowed = 0 if letter == "A" else len(row.branches) * programme.roll_up.spread_percent // 100
    return Raise("spread", " ".join(unit.code for unit in at_c), number=len(at_c) - allowed)


def _coverage(row: GradedInstitution, programme: Programme) -> Iterator[Raise]:
    branches, points = units_wanted(row.registered, programme.roll_up)
    if branches > len(row.branches):
        yield Raise("branches", number=branches - len(row.branches))
    if points > len(row.service_points):
        yield Raise("service_points", number=points - len(row.service_points))


def _parts(
    row: GradedInstitution, programme: Programme, band: Fraction
) -> tuple[tuple[Part, Figure, Figure], ...]:
    """Return each part that alone could bring the score to a band: its mean, and the least that would do."""
    rules = programme.roll_up
    means: dict[Part, tuple[int, Fraction]] = {}
    for part, weight, units in (
        ("sheet", rules.sheet_weight, [row.sheet] if row.sheet else []),
        ("branches", rules.branches_weight, row.branches),
        ("service_points", rules.points_weight, row.service_points),
    ):
        if units and weight:
            means[part] = weight, _mean(units)  # type: ignore[index]
    present = sum(weight for weight, _mean_now in means.values())
    now = sum((weight * mean for weight, mean in means.values()), Fraction(0)) / present
    missing = least_exact(band - row.bonus.value) - now
    found = []
    for part, (weight, mean) in means.items():
        wanted = Figure(math.ceil((mean + missing * present / weight) * 10))
        if wanted <= HIGHEST:
            found.append((part, Figure.of(mean), wanted))
    return tuple(found)


def _mean(units: Sequence[GradedUnit]) -> Fraction:
    return sum((unit.score.value for unit in units), Fraction(0)) / len(units)


def _printed(line: Fraction) -> Figure:
    return Figure(math.ceil(line * 10))

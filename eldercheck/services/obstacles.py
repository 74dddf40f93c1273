"""What stands in the way of publishing a year: named by kind with the units it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from eldercheck.domain.assessment import TOLD

if TYPE_CHECKING:
    from eldercheck.domain.grade_table import GradeTable
    from eldercheck.services.county import UnitYear

ObstacleKind = Literal[
    "no_authority",
    "damaged",
    "in_progress",
    "not_approved",
    "not_noticed",
    "open_cases",
    "missing_sheets",
    "provisional",
]
"""`not_noticed`: approved, but the unit was not told of its grade and could not object; `open_cases`: told,
not closed: an objection or a re-check may still change the grade."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands in the way of publishing; whoever publishes lets it pass or mends it first."""

    kind: ObstacleKind
    codes: tuple[str, ...]
    """The codes of the units it is about."""


def obstacles(units: Iterable[UnitYear], table: GradeTable) -> Iterator[Obstacle]:
    """Name what stands in the way of publishing a table, in the order in which it is mended."""
    found: dict[ObstacleKind, list[str]] = {} if table.authority else {"no_authority": []}
    for entry in units:
        if kind := _of_unit(entry):
            found.setdefault(kind, []).append(entry.unit.code)
    for row in table.institutions:
        if row.exempt:
            continue
        if row.sheet is None:
            found.setdefault("missing_sheets", []).append(row.code)
        elif row.provisional:
            found.setdefault("provisional", []).append(row.code)
    for kind in get_args(ObstacleKind):
        if kind in found:
            yield Obstacle(kind, tuple(found[kind]))


def _of_unit(entry: UnitYear) -> ObstacleKind | None:
    if entry.why_not == "damaged":
        return "damaged"
    if entry.state == "in_progress":
        return "in_progress"
    if entry.case_state == "signed":
        return "not_approved"
    if entry.case_state == "approved":
        return "not_noticed"
    return "open_cases" if entry.case_state in TOLD else None

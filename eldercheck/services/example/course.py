"""How far the case of a signed examination of the example goes, and on which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from eldercheck.services.example import stories
from eldercheck.services.example.chance import Dice
from eldercheck.services.example.plan import Visit, workday

Stage = Literal["approved", "noticed", "appealed", "decided", "rectifying", "closed"]
STAGES: tuple[tuple[float, Stage], ...] = (
    (0.08, "approved"),
    (0.24, "noticed"),
    (0.29, "appealed"),
    (0.36, "decided"),
    (0.62, "rectifying"),
)
"""Of the year under way: up to which share a case has come no farther; the rest is closed."""
LAST_DAY = {2025: date(2025, 12, 19), 2026: date(2026, 11, 23)}
"""The last day on which something is said of a case of the year."""
RETURNED = 0.06
DISPUTED = 0.07
PUT_RIGHT = 0.09
"""Of the cases that are closed: how many were returned, objected to, put right and looked at again."""


@dataclass(frozen=True)
class Course:
    """What becomes of one examination after its approval."""

    approved: date
    stage: Stage
    noticed: date
    disputed: bool
    put_right: bool
    closed: date


def course(visit: Visit, approved: date) -> Course:
    """Return the course of an examination that was approved on a day."""
    dice = Dice(f"{visit.unit.code} {visit.year} case")
    stage, last = _stage(visit, dice.share()), LAST_DAY[visit.year]
    told = workday(approved + timedelta(days=1 + dice.below(3)))
    if visit.year == 2026 and not visit.unit.closed:
        told = max(told, _told_late(stage, dice))
    disputed = stage in ("appealed", "decided") or dice.falls(DISPUTED)
    named = visit.unit.code in stories.LOOKED_AT_AGAIN[visit.year]
    put_right = stage == "rectifying" or named or dice.falls(PUT_RIGHT)
    closed = min(workday(told + timedelta(days=31 + dice.below(9))), last)
    if visit.unit.closed[:4] == str(visit.year):
        closed = date.fromisoformat(visit.unit.closed)
    return Course(approved, stage, told, disputed and not named, put_right, closed)


def _stage(visit: Visit, share: float) -> Stage:
    if visit.year == 2025 or visit.unit.closed:
        return "closed"
    if visit.unit.code in stories.LOOKED_AT_AGAIN[visit.year]:
        return "rectifying"
    return next((stage for up_to, stage in STAGES if share < up_to), "closed")


def _told_late(stage: Stage, dice: Dice) -> date:
    """Return the day before which no notice was given: the office gives them in turn."""
    first = {
        "noticed": date(2026, 11, 16),
        "appealed": date(2026, 11, 16),
        "decided": date(2026, 11, 3),
        "rectifying": date(2026, 9, 14),
    }
    if stage not in first:
        return date(2026, 4, 1)
    return workday(first[stage] + timedelta(days=dice.below(30 if stage == "rectifying" else 4)))

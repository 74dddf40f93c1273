"""The visits of the example: on which day, in what weather, whom the examiners met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from eldercheck.domain.checklist import Checklist
from eldercheck.domain.register import UnitKind
from eldercheck.domain.visit import Visit, Way
from eldercheck.domain.visit_rules import asks_weather
from eldercheck.services.example.chance import Dice

RAIN = 0.12
"""On how many of a hundred days it rains."""
MET: dict[UnitKind, tuple[str, ...]] = {
    "branch": ("会计主管", "网点负责人", "大堂经理", "运营主管", "值班经理"),
    "service_point": ("服务点负责人", "服务点值守人员", "服务点负责人"),
    "institution": ("消费者权益保护部负责人", "分管副行长", "办公室主任"),
}
"""Whom they met: a position, never a name."""
_HOURS: dict[UnitKind, tuple[int, int]] = {
    "branch": (95, 60),
    "service_point": (52, 30),
    "institution": (150, 70),
}
"""How many minutes a visit takes at the least, and how many more at the most."""


def rains(day: date) -> bool:
    """Tell whether it rains on a day."""
    return Dice(f"{day} weather").falls(RAIN)


def recorded(
    kind: UnitKind,
    checklist: Checklist,
    day: date,
    begun: tuple[int, int],
    examiners: Sequence[str],
    dice: Dice,
) -> Visit:
    """Return the record of a visit that began at an hour and a minute of the county."""
    start = begun[0] * 60 + begun[1]
    least, more = _HOURS[kind]
    weather = ("wet" if rains(day) else "dry") if asks_weather(checklist) else None
    return Visit(
        day.isoformat(),
        _clock(start),
        _clock(start + least + dice.below(more)),
        _way(kind, dice),
        weather,  # type: ignore[arg-type]
        MET[kind][dice.below(len(MET[kind]))],
        tuple(examiners),
    )


def _way(kind: UnitKind, dice: Dice) -> Way:
    """Return how they came: the papers of an institution are looked through by appointment."""
    share = dice.share()
    if kind == "institution":
        return "announced"
    return "unannounced" if share < 0.7 else "secret" if share < 0.78 else "announced"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"

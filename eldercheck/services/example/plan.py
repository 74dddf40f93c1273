"""Who visits what in a year of the example, on which day, and how far it got."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from eldercheck.domain.assessment import Party
from eldercheck.domain.register import Unit
from eldercheck.services.example import stories
from eldercheck.services.example.chance import Dice
from eldercheck.services.example.county import BANKS, DemoBank

How = Literal["open", "signed", "returned", "approved"]
SEASON = {2025: (date(2025, 4, 8), 205), 2026: (date(2026, 4, 7), 200)}
"""The first day of the visits, and over how many days they go."""
SAMPLE = 12
"""How many in a hundred service points are drawn for a visit."""
APPROVED, RETURNED, SIGNED = 0.86, 0.89, 0.95
"""In 2026: up to which share of the visits they are approved, then returned, signed; the rest is begun."""
_HOLIDAYS = frozenset({*((5, day) for day in range(1, 6)), *((10, day) for day in range(1, 9))})
_OWN = frozenset(("010101", *stories.LATE))
"""The branches that surely assess themselves."""
BANK_OF = {bank.code: bank for bank in BANKS}


@dataclass(frozen=True)
class Visit:
    """One assessment that is written."""

    unit: Unit
    bank: DemoBank
    year: int
    day: date
    quality: float
    how: How = "approved"
    share: float = 1.0
    """The share of items answered."""
    party: Party = "examiner"


def plan(units: Sequence[Unit], year: int) -> list[Visit]:
    """Return the assessments of a year, by their days."""
    heads = {unit.id: unit for unit in units if unit.kind == "institution"}
    seen = [unit for unit in _drawn(units, heads, year) if unit.code not in stories.NEVER_SEEN[year]]
    places = sorted(seen, key=lambda unit: _place(unit, heads, year))
    visits = [*_of_units(places, heads, year), *_of_heads(heads, year)]
    own = [visit for unit in units if (visit := _own(unit, heads, year)) is not None]
    return sorted((*visits, *own), key=lambda visit: (visit.day, visit.unit.code, visit.party))


def _of_units(places: Sequence[Unit], heads: dict[str, Unit], year: int) -> Iterator[Visit]:
    first, days = SEASON[year]
    for number, unit in enumerate(places):
        day = workday(first + timedelta(days=number * days // len(places)))
        if not unit.opened <= str(day) or (unit.closed and unit.closed <= str(day)):
            continue
        how, share = _how_far(unit, number / len(places), year)
        yield Visit(unit, _bank(unit, heads), year, day, _quality(unit, heads, year), how, share)


def _of_heads(heads: dict[str, Unit], year: int) -> Iterator[Visit]:
    for unit in heads.values():
        bank = BANK_OF[unit.code]
        if unit.code in stories.NEVER_SEEN[year]:
            continue
        day = workday(date(year, 10 + (year == 2025), 9) + timedelta(days=bank.turn))
        how: How = "approved" if year == 2025 or bank.turn <= 10 else "signed"
        yield Visit(unit, bank, year, day, _quality(unit, heads, year), how)


def _drawn(units: Sequence[Unit], heads: dict[str, Unit], year: int) -> Iterator[Unit]:
    """Return the branches, and the service points that the lot falls on."""
    for head in heads.values():
        below = [u for u in units if u.parent == head.id and u.stands_in(year)]
        yield from (unit for unit in below if unit.kind == "branch")
        points = [u for u in below if u.kind == "service_point" and not u.opened and not u.closed]
        lot = sorted(points, key=lambda unit: Dice(f"{unit.code} {year} lot").share())
        yield from lot[: max(3, -(-len(points) * SAMPLE // 100))]


def _place(unit: Unit, heads: dict[str, Unit], year: int) -> tuple[float, str]:
    """Return when a unit's turn is: late for what closed late or opened within the year."""
    late = 20 if unit.opened[:4] == str(year) else 0
    return late + _bank(unit, heads).turn + 6 * Dice(f"{unit.code} {year} turn").share(), unit.code


def _how_far(unit: Unit, passed: float, year: int) -> tuple[How, float]:
    if year == 2025:
        return "approved", 1.0
    if unit.code in stories.HALF_DONE:
        return "open", stories.HALF_DONE[unit.code]
    if passed < APPROVED:
        return "approved", 1.0
    if passed < RETURNED:
        return "returned", 1.0
    if passed < SIGNED:
        return "signed", 1.0
    return "open", 0.2 + 0.7 * Dice(f"{unit.code} share").share()


def _own(unit: Unit, heads: dict[str, Unit], year: int) -> Visit | None:
    """Return a bank's own assessment, where it made one: a third of the branches and of the institutions."""
    dice = Dice(f"{unit.code} {year} own")
    asked = unit.kind != "service_point" and unit.stands_in(year) and not unit.opened
    if not asked or unit.code in stories.HALF_DONE or not (dice.falls(0.3) or unit.code in _OWN):
        return None
    quality = _quality(unit, heads, year)
    day = workday(date(year, 3, 9) + timedelta(days=dice.below(20)))
    if year == 2026 and unit.code in stories.LATE:
        day = date(year, *stories.LATE[unit.code])
    how: How = "open" if year == 2026 and dice.falls(0.12) else "signed"
    share = 0.6 if how == "open" else 1.0
    return Visit(unit, _bank(unit, heads), year, day, quality + (1 - quality) * 0.6, how, share, "bank")


def _quality(unit: Unit, heads: dict[str, Unit], year: int) -> float:
    spread = 0.22 if unit.kind == "service_point" else 0.14
    lasting, fresh = Dice(f"{unit.code} quality").share() - 0.5, Dice(f"{unit.code} {year} quality").share()
    if unit.kind == "institution":
        lasting = 0.0
    best = _bank(unit, heads).quality[year] + spread * lasting + 0.05 * (fresh - 0.5)
    return min(0.99, max(0.02, best))


def _bank(unit: Unit, heads: dict[str, Unit]) -> DemoBank:
    return BANK_OF[heads[unit.parent or unit.id].code]


def workday(day: date) -> date:
    """Return the day, or the next that is neither at a week end nor on the holidays of May and October."""
    while day.weekday() > 4 or (day.month, day.day) in _HOLIDAYS:
        day += timedelta(days=1)
    return day

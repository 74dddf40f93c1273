"""The register: institutions, their branches and their service points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from eldercheck.domain.clean_text import clean_code, clean_line
from eldercheck.domain.errors import StateError

UnitKind = Literal["institution", "branch", "service_point"]
UNIT_KINDS: tuple[UnitKind, ...] = ("institution", "branch", "service_point")


@dataclass(frozen=True, slots=True)
class Unit:
    """An institution, a branch or a service point."""

    id: str
    kind: UnitKind
    code: str
    """As the authority writes it, leading zeros kept; unique in the register."""
    name: str
    parent: str | None = None
    """The id of the institution it belongs to; None for an institution."""
    place: str = ""
    """Address or village."""
    ranking_group: str = ""
    """The group an institution is ranked in (state bank, rural bank…); empty where all stand in one."""
    exempt: str = ""
    """Why an institution gets no grade; empty for one that does."""
    opened: str = ""
    """The day it opened (YYYY-MM-DD); empty where that is not known."""
    closed: str = ""
    """The day it closed (YYYY-MM-DD); empty while it is open."""

    def stands_in(self, year: int) -> bool:
        """Whether it was open on any day of a year."""
        return (not self.opened or self.opened <= f"{year}-12-31") and (
            not self.closed or self.closed >= f"{year}-01-01"
        )

    def closed_in(self, year: int) -> bool:
        """Whether it closed within a year."""
        return self.closed[:4] == str(year)


def clean_unit(unit: Unit) -> Unit:
    """Return a unit cleaned of what no name holds.

    Raises StateError (`code_missing`, `name_missing`, `institution_missing`, `day_unknown`,
    `closed_before_opened`).
    """
    unit = replace(
        unit,
        code=clean_code(unit.code),
        name=clean_line(unit.name),
        place=clean_line(unit.place),
        ranking_group=clean_line(unit.ranking_group, 60),
        exempt=clean_line(unit.exempt),
    )
    if not unit.code:
        raise StateError("code_missing")
    if not unit.name:
        raise StateError("name_missing")
    if (unit.parent is None) != (unit.kind == "institution"):
        raise StateError("institution_missing")
    for day in (unit.opened, unit.closed):
        if day and not is_day(day):
            raise StateError("day_unknown", given=day)
    if unit.opened and unit.closed and unit.closed < unit.opened:
        raise StateError("closed_before_opened", opened=unit.opened, closed=unit.closed)
    return unit


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar, written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

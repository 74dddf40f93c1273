"""The draw of a year's visits: a stated seed, kept in the ledger of the year, that anybody can repeat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.drawing import drawn
from eldercheck.domain.errors import StateError
from eldercheck.domain.register import Unit

if TYPE_CHECKING:
    from eldercheck.services.casebook import Casebook
    from eldercheck.services.years import Years
    from eldercheck.storage.year_store import YearStore


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw as it was recorded."""

    seed: str
    codes: tuple[str, ...]
    author: str
    at: str


class Drawing:
    """Draws the branches and service points to visit."""

    def __init__(self, store: YearStore, years: Years, casebook: Casebook) -> None:
        self._store = store
        self._years = years
        self._casebook = casebook

    def preview(self, year: int, seed: str) -> tuple[Unit, ...]:
        """Return whom a seed draws in a year, by the counts that its rules want. Raises StateError."""
        seed = clean_line(seed)
        if not seed:
            raise StateError("seed_needed")
        units = [unit for unit in self._casebook.units() if unit.stands_in(year)]
        return drawn(units, self._years.programme(year).roll_up, seed)

    def draw(self, year: int, seed: str, reason: str = "") -> Draw:
        """Draw, and keep it. A second draw of the same year takes a reason, and both stay to be read.

        Raises StateError (`year_not_open`, `year_published`, `seed_needed`, `nobody_to_draw`,
        `drawn_already`).
        """
        standing, reason = self._years.standing(year), clean_line(reason)
        if not standing.is_open:
            raise StateError("year_not_open", year=year)
        if standing.is_final:
            raise StateError("year_published", year=year)
        units = self.preview(year, seed)
        if not units:
            raise StateError("nobody_to_draw")
        before = self.standing(year)
        if before is not None and not reason:
            raise StateError("drawn_already", year=year, seed=before.seed)
        codes = [unit.code for unit in units]
        event = self._years.event(year, "visits_drawn", seed=clean_line(seed), codes=codes, reason=reason)
        self._store.append_draw(event, year)
        return Draw(clean_line(seed), tuple(codes), event.author, event.at)

    def standing(self, year: int) -> Draw | None:
        """Return the newest draw of a year; None where there is none."""
        draws = [event for event in self._years.history(year) if event.kind == "visits_drawn"]
        if not draws:
            return None
        newest = draws[-1]
        return Draw(newest.payload["seed"], tuple(newest.payload["codes"]), newest.author, newest.at)

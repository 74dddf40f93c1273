"""One sheet of a register file: its headings found, its rows read cell by cell, every fault noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from eldercheck.domain.register import UnitKind
from eldercheck.domain.register_lines import Place, RegisterFault, UnitLine
from eldercheck.exchange.grids import BLANK, Grid, RawCell, column_letter
from eldercheck.exchange.heading_words import HEADINGS
from eldercheck.exchange.register_cells import (
    Noted,
    code_from,
    day_from,
    kind_from,
    nothing_or,
    reason_from,
    text_from,
)
from eldercheck.exchange.register_headings import (
    NEEDED,
    Columns,
    find_columns,
    kind_of_sheet,
    known_headings,
)

_HEADINGS_WITHIN = 30
"""Rows in which the headings are looked for: titles and remarks stand above them."""
_FEWEST = 2
"""A row of headings names at least so many fields."""
_TRIED = 500
"""Rows under the headings that say what an ambiguous column holds."""

Value = TypeVar("Value")


@dataclass
class RegisterFile:
    """What a register file says, and what is wrong with it."""

    path: Path
    lines: list[UnitLine] = field(default_factory=list)
    faults: list[RegisterFault] = field(default_factory=list)
    notes: list[RegisterFault] = field(default_factory=list)
    """What was passed over: columns that say nothing to the register, sheets without headings."""


def read_sheet(grid: Grid, found: RegisterFile) -> bool:
    """Read a sheet into `found`; tell whether it has a row of headings."""
    return _Sheet(grid, found).read()


class _Sheet:
    def __init__(self, grid: Grid, found: RegisterFile) -> None:
        self._grid, self._found = grid, found
        self._columns = Columns()
        self._letters: dict[str, tuple[str, str]] = {}
        self._kind: UnitKind | None = kind_of_sheet(grid.name)

    def read(self) -> bool:
        rows = list(self._grid.numbered())
        start = self._find_headings(rows)
        if start is None:
            if rows:
                self._note("sheet_without_headings", 0)
            return False
        number, row = rows[start]
        headings, below = _texts(row), rows[start + 1 :]
        self._columns = find_columns(headings, [_texts(cells) for _number, cells in islice(below, _TRIED)])
        self._letters = self._columns.letters()
        if self._columns_do(number):
            for number, cells in below:
                if _texts(cells) != headings:
                    self._line(_Cells(self, number, cells))
        return True

    def _find_headings(self, rows: Sequence[tuple[int, Sequence[RawCell]]]) -> int | None:
        known = [known_headings(_texts(row)) for _number, row in rows[:_HEADINGS_WITHIN]]
        best = max(known, default=0)
        return known.index(best) if best >= _FEWEST else None

    def _columns_do(self, row: int) -> bool:
        """Note what is wrong with the headings; tell whether the lines can be read."""
        columns = self._columns
        for place, title, nearest in columns.unknown:
            code = "column_unknown_near" if nearest else "column_unknown"
            self._note(code, row, column_letter(place), title, nearest=nearest)
        for place, title, name in columns.twice:
            at = (column_letter(place), title)
            self.fault("column_twice", row, name, at, title, first=self._letters[name][0])
        missing = [
            n for n in (*NEEDED, "kind") if n not in columns.places and (n != "kind" or not self._kind)
        ]
        for name in missing:
            near = [told for told in columns.unknown if HEADINGS.get(told[2]) == name]
            if near:
                at = (column_letter(near[0][0]), near[0][1])
                self.fault("column_missing_near", row, name, at, near[0][1], wanted=name)
            else:
                self.fault("column_missing", row, name, ("", ""), wanted=name)
        return not missing and not columns.twice

    def _line(self, cells: _Cells) -> None:
        grid, text = self._grid, self._grid.is_text
        kind = self._kind
        if "kind" in self._columns.places:
            kind = cells.say("kind", lambda cell, note: kind_from(cell, note, is_text=text))
        code = cells.say("code", lambda cell, note: code_from(cell, note, is_text=text))
        line = UnitLine(
            Place(grid.name, cells.row, self._letters),
            kind or "institution",
            code or "",
            cells.say("name", lambda cell, _note: text_from(cell, is_text=text)),
            cells.say("parent", lambda cell, note: code_from(cell, note, is_text=text)),
            cells.say("place", lambda cell, _note: nothing_or(text_from(cell, is_text=text))),
            cells.say("ranking_group", lambda cell, _note: nothing_or(text_from(cell, is_text=text))),
            cells.say("exempt", lambda cell, note: reason_from(cell, note, is_text=text)),
            cells.say("opened", lambda cell, note: day_from(cell, note, epoch_1904=grid.epoch_1904)),
            cells.say("closed", lambda cell, note: day_from(cell, note, epoch_1904=grid.epoch_1904)),
        )
        if kind is not None and code is not None:
            self._found.lines.append(line)

    def fault(
        self,
        code: str,
        row: int,
        name: str,
        at: tuple[str, str] | None = None,
        value: str = "",
        **values: object,
    ) -> None:
        """Note a fault of a field (its column, where none is said)."""
        column, heading = self._letters[name] if at is None else at
        self._found.faults.append(
            RegisterFault(code, self._grid.name, row, column, heading, name, value, values)
        )

    def cell(self, name: str, cells: Sequence[RawCell]) -> RawCell | None:
        """Return the cell of a field, None where there is no such column."""
        place = self._columns.places.get(name)
        if place is None:
            return None
        return cells[place] if place < len(cells) else BLANK

    def _note(self, code: str, row: int, column: str = "", heading: str = "", **values: object) -> None:
        note = RegisterFault(code, self._grid.name, row, column, heading, "", heading, values)
        self._found.notes.append(note)


class _Cells:
    """The cells of one row."""

    def __init__(self, sheet: _Sheet, row: int, cells: Sequence[RawCell]) -> None:
        self._sheet, self.row, self._cells = sheet, row, cells

    def say(self, name: str, convert: Callable[[RawCell, Noted], Value | None]) -> Value | None:
        """Return what the cell of a field says; None where there is no such column, or after a fault."""
        cell = self._sheet.cell(name, self._cells)
        if cell is None:
            return None

        def note(code: str, **values: object) -> None:
            shown = "" if cell.value is None else str(cell.value)
            self._sheet.fault(code, self.row, name, None, shown, **values)

        if cell.problem:
            note("cell_formula" if cell.problem == "formula_without_value" else "cell_error")
            return None
        return convert(cell, note)


def _texts(cells: Sequence[RawCell]) -> list[str]:
    return ["" if cell.value is None else str(cell.value) for cell in cells]

"""The sheets of an xlsx file: unpacked within bounds, values only, never a formula."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from eldercheck.exchange.grids import (
    BLANK,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_UNPACKED,
    Grid,
    RawCell,
    RegisterFileError,
)

_MOST_PARTS = 5_000
_LAST_ROW = 1_048_576
"""The last row of any spreadsheet; a file that names a later one is broken."""
_HEAD = 4_096
_FORMULA = re.compile(rb"<(?:\w{1,8}:)?f[\s>/]")
_LONGEST_MARK = 12
_BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, BufferError, EOFError, LookupError, OSError),
    *(RuntimeError, SyntaxError, TypeError, ValueError, struct.error, zipfile.BadZipFile, zlib.error),
)
"""What the reader of workbooks stumbles with over a file that is not sound."""


def workbook_grids(data: bytes, path: Path) -> list[Grid]:
    """Return the visible sheets of a workbook, each with all its rows.

    Raises RegisterFileError: `register_wrong_type`, `register_unpacks_too_large`, `register_too_many_rows`,
    `register_damaged`.
    """
    try:
        with catch_warnings():
            simplefilter("ignore")
            _look(data, path)
            return _grids(data, path)
    except MemoryError as error:
        raise RegisterFileError("register_unpacks_too_large", path=path.name) from error
    except _BROKEN as error:
        raise RegisterFileError("register_damaged", path=path.name) from error


def _look(data: bytes, path: Path) -> None:
    """Refuse what is no workbook or unpacks to too much, before anything is unpacked whole."""
    with zipfile.ZipFile(BytesIO(data)) as pack:
        parts = pack.infolist()
        names = {part.filename for part in parts}
        if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
            raise RegisterFileError("register_wrong_type", path=path.name)
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise RegisterFileError("register_unpacks_too_large", path=path.name)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with pack.open(part) as stream:
                    if b"<!DOCTYPE" in stream.read(_HEAD):
                        raise RegisterFileError("register_damaged", path=path.name)


def _grids(data: bytes, path: Path) -> list[Grid]:
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    with_formulas = _has_formulas(data)
    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    formulas = load_workbook(BytesIO(data), read_only=True) if with_formulas else None
    grids = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        twin = formulas[sheet.title] if formulas is not None else None
        rows = [_row(values, asked) for values, asked in _both(sheet, twin, path)]
        grids.append(Grid(sheet.title, rows, epoch_1904=book.epoch == CALENDAR_MAC_1904))
    return grids


def _has_formulas(data: bytes) -> bool:
    """Tell whether any sheet holds a formula: only then are they looked for cell by cell."""
    with zipfile.ZipFile(BytesIO(data)) as pack:
        for name in pack.namelist():
            if name.startswith("xl/worksheets/") and _mentions(pack, name):
                return True
    return False


def _mentions(pack: zipfile.ZipFile, name: str) -> bool:
    before = b""
    with pack.open(name) as stream:
        while block := stream.read(1 << 20):
            if _FORMULA.search(before + block):
                return True
            before = block[-_LONGEST_MARK:]
    return False


def _both(sheet: Any, twin: Any | None, path: Path) -> Iterator[tuple[Sequence[Any], Sequence[Any]]]:
    """Yield the cells of each row, and those that hold its formulas (none where there are none)."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=MOST_COLUMNS)
    if twin is not None:
        twin.reset_dimensions()
    others = iter(()) if twin is None else twin.iter_rows(max_col=MOST_COLUMNS)
    for number, row in enumerate(rows, 1):
        asked = next(others, ())
        if number > MOST_ROWS:
            if number > _LAST_ROW or any(cell.value is not None for cell in row):
                raise RegisterFileError("register_too_many_rows", path=path.name, most=MOST_ROWS)
            continue
        yield row, asked


def _row(cells: Sequence[Any], asked: Sequence[Any]) -> list[RawCell]:
    formulas = {place for place, cell in enumerate(asked) if getattr(cell, "data_type", "n") == "f"}
    return [_cell(cell, place in formulas) for place, cell in enumerate(cells)]


def _cell(cell: Any, is_formula: bool) -> RawCell:
    value = cell.value
    if value is None:
        return RawCell(None, problem="formula_without_value") if is_formula else BLANK
    if cell.data_type == "e" or (isinstance(value, float) and not isfinite(value)):
        return RawCell(str(value), problem="error_value")
    match value:
        case bool():
            return RawCell(str(value).upper())
        case datetime():
            return RawCell(value.date())
        case time() | timedelta():
            return RawCell(str(value))
        case str() | int() | float() | date():
            return RawCell(value, str(cell.number_format or ""))
    return RawCell(str(value))

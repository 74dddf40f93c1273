"""The rows of a csv file, in whatever encoding and with whatever divider an office program wrote it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from eldercheck.exchange.grids import BLANK, MOST_COLUMNS, MOST_ROWS, Grid, RawCell, RegisterFileError

DIVIDERS = ",;\t"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TRIED_ROWS = 30
_DIRECTIVE = "sep="
"""What a first line says to Excel of the divider; it is no row."""


def text_grid(data: bytes, path: Path, fits: Callable[[Sequence[str]], int]) -> Grid:
    """Return the rows of a csv file.

    `fits` says how many headings it knows in a row: the divider that gives most is the one in use. Raises
    RegisterFileError: `register_binary`, `register_undecodable`, `register_quotes` (with the line),
    `register_too_many_rows`.
    """
    text = _text(data, path)
    if text[: len(_DIRECTIVE)].lower() == _DIRECTIVE:
        first, _end, text = text.partition("\n")
        rows = _rows(text, first[len(_DIRECTIVE) :][:1] or ",", path)
    else:
        rows = _rows(text, max(DIVIDERS, key=lambda divider: _fitting(text, divider, fits)), path)
    return Grid(path.name, [[_cell(value) for value in row[:MOST_COLUMNS]] for row in rows], is_text=True)


def _text(data: bytes, path: Path) -> str:
    """Decode strictly: what the marks at the beginning say, else UTF-8, else GB 18030 (GBK within it)."""
    if data.startswith(_UTF16):
        tried: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data:
        raise RegisterFileError("register_binary", path=path.name)
    else:
        tried = ("utf-8-sig", "gb18030")
    for encoding in tried:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise RegisterFileError("register_binary", path=path.name)
        return text
    raise RegisterFileError("register_undecodable", path=path.name)


def _fitting(text: str, divider: str, fits: Callable[[Sequence[str]], int]) -> int:
    best = 0
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=divider)
    try:
        for _number, row in zip(range(_TRIED_ROWS), lines, strict=False):
            best = max(best, fits(row))
    except csv.Error:
        return best
    return best


def _rows(text: str, divider: str, path: Path) -> list[list[str]]:
    """Return all rows; a quote that is never closed would swallow those after it, and is refused."""
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
    except (TypeError, ValueError) as error:
        raise RegisterFileError("register_binary", path=path.name) from error
    rows: list[list[str]] = []
    begins = 1
    try:
        for row in lines:
            if len(rows) == MOST_ROWS:
                raise RegisterFileError("register_too_many_rows", path=path.name, most=MOST_ROWS)
            rows.append(row)
            begins = lines.line_num + 1
    except csv.Error as error:
        raise RegisterFileError("register_quotes", path=path.name, line=begins) from error
    return rows


def _cell(value: str) -> RawCell:
    return RawCell(value) if value else BLANK

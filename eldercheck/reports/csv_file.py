"""A report as CSV: UTF-8 with BOM and CRLF, as spreadsheets open it; no cell is ever taken for a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from eldercheck.domain.clean_text import visible
from eldercheck.reports.report import Cell, Column, Report

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def write_csv(report: Report, path: Path) -> None:
    """Write the columns and rows of a report; head and foot stay out, so that a program can read it.

    Raises OSError.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(list(chain.from_iterable(map(_titles, report.columns))))
        for row in report.rows:
            writer.writerow(_cells(report.columns, row))


def _titles(column: Column) -> tuple[str, ...]:
    return tuple(map(safe, column.parts or (column.title,)))


def _cells(columns: tuple[Column, ...], row: tuple[Cell, ...]) -> Iterator[str]:
    for column, cell in zip(columns, row, strict=True):
        text = "" if cell is None else safe(cell) if isinstance(cell, str) else str(cell)
        if column.parts:
            parts = text.split("/")
            yield from parts + [""] * (len(column.parts) - len(parts))
        else:
            yield text


def safe(text: str) -> str:
    """Return a text that shows all it holds and that no spreadsheet reckons: an apostrophe before = + - @."""
    if text.startswith(_BEGINS_A_FORMULA) and not _NUMBER.fullmatch(text):
        text = f"'{text}"
    return visible(text, multiline=True)

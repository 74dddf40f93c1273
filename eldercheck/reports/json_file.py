"""A report as JSON: the object of its contract, else its columns and rows, figures as printed strings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TextIO

from eldercheck.domain.figures import Figure
from eldercheck.reports.report import Cell, Report


def write_json(report: Report, path: Path) -> None:
    """Write a report as one JSON object in UTF-8, rows read one by one. Raises OSError.

    Half a pair of UTF-16, which UTF-8 cannot hold, is written as the escape that JSON has for it.
    """
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        if report.plain is not None:
            for _row in report.rows:
                pass  # whoever counts the rows sees them pass
            file.write(_json(report.plain(), indent=1) + "\n")
        else:
            _write_rows(report, file)


def _write_rows(report: Report, file: TextIO) -> None:
    head = {
        "title": report.title,
        "mark": report.mark,
        "head": [{"label": label, "text": text} for label, text in report.head],
        "columns": [{"id": column.id, "title": column.title} for column in report.columns],
    }
    file.write(f'{_json(head)[:-1]}, "rows": [')
    ids = [column.id for column in report.columns]
    for number, row in enumerate(report.rows):
        plain = dict(zip(ids, map(_plain, row), strict=True))
        file.write(f"{',' if number else ''}\n{_json(plain)}")
    file.write("\n]}\n")


def _plain(cell: Cell) -> str | int | None:
    return str(cell) if isinstance(cell, Figure) else cell


def _json(plain: Any, indent: int | None = None) -> str:
    return json.dumps(plain, ensure_ascii=False, indent=indent)

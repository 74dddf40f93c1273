"""What a cell of a report says where a person reads it: on a page or on paper."""

from __future__ import annotations

from eldercheck.domain.clean_text import visible
from eldercheck.reports.report import Cell, Column

NOTHING = "—"


def cell_text(column: Column, cell: Cell) -> str:
    """Return the text of a cell, nothing hidden in it; a dash where a figure or a grade is missing."""
    if cell is None:
        return NOTHING if column.kind in ("figure", "grade") else ""
    return visible(cell, multiline=True) if isinstance(cell, str) else str(cell)


def naming_column(columns: tuple[Column, ...]) -> int:
    """Return the place of the column that names a row: `name`, else the first code, else the first text."""
    for wanted in ("name", "code", "text"):
        for place, column in enumerate(columns):
            if wanted in (column.id, column.kind):
                return place
    return 0

"""The register as a file to fill in: empty, or with what is known; read back it changes nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from eldercheck.domain.clean_text import drawable
from eldercheck.domain.register import UNIT_KINDS, Unit
from eldercheck.domain.register_search import in_register_order
from eldercheck.exchange.grids import RegisterFileError
from eldercheck.language import N_, _
from eldercheck.storage.handed_files import write_handed
from eldercheck.wording.register import FIELDS, HELP, field_title
from eldercheck.wording.years import kind_title

_SHEET, _HOW_TO = N_("Register"), N_("How to fill in")
_WIDTHS = {"code": 14, "name": 34, "place": 34, "exempt": 30, "parent": 16}
_USUAL_WIDTH = 13
_NEEDED = ("kind", "code", "name")
_ROOM = 5_000
"""Rows for which the list of kinds is offered."""
_HEAD_COLOUR, _NEEDED_COLOUR = "#E8EEF4", "#D5E3F0"
_OBEYED = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""A text that begins so would be a formula to whoever opens a csv file."""
_STEPS = (
    N_("One row for each institution, branch and service point; the order does not matter."),
    N_("Save the file and read it: eldercheck register read FILE, or the key r on the page of the register."),
    N_("You are shown what is new, changed and closed before anything is taken over."),
    N_("Read again, the file changes units by their codes. A unit that is not in the file stays as it is."),
    N_("A closed unit is not deleted: fill in the day on which it closed."),
    N_("No names, identity numbers or telephone numbers of customers belong here."),
)


def write_register(path: Path, units: Sequence[Unit] = (), *, replace: bool = False) -> None:
    """Write the register, or an empty one to fill in, to an .xlsx or .csv file, whole or not at all.

    Raises RegisterFileError (`register_suffix`), StateError (`file_exists`) where a file is there that is not
    to be replaced, StorageError where it cannot be written.
    """
    writers = {".xlsx": _write_workbook, ".csv": _write_csv}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise RegisterFileError("register_suffix", path=path.name)
    rows = list(_rows(units))
    write_handed(path, lambda part: write(part, rows), replace=replace)


def _rows(units: Sequence[Unit]) -> Iterator[list[str]]:
    """Yield each unit below its institution, as the columns stand."""
    heads = {unit.id: unit for unit in units}
    for unit in in_register_order(units):
        parent = heads[unit.parent].code if unit.parent in heads else ""
        texts = {name: str(getattr(unit, name)) for name in FIELDS if name not in ("kind", "parent")}
        said = {**texts, "kind": kind_title(unit.kind), "parent": parent}
        yield [drawable(said[name]) for name in FIELDS]


def _write_csv(part: Path, rows: Sequence[Sequence[str]]) -> None:
    with part.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream)
        table.writerow([field_title(name) for name in FIELDS])
        table.writerows([[_as_text(text) for text in row] for row in rows])


def _as_text(text: str) -> str:
    """Return a text that no program takes for a formula; reading takes the sign before it off again."""
    return f"'{text}" if text.lstrip("'").startswith(_OBEYED) else text


def _write_workbook(part: Path, rows: Sequence[Sequence[str]]) -> None:
    from xlsxwriter import Workbook

    data = BytesIO()
    book = Workbook(data, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    _fill(book, rows)
    _explain(book)
    book.close()
    part.write_bytes(data.getvalue())


def _fill(book: Any, rows: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet(_(_SHEET))
    text = book.add_format({"num_format": "@"})
    head = {"bold": True, "bottom": 1, "valign": "vcenter", "num_format": "@"}
    plain, needed = (book.add_format({**head, "bg_color": c}) for c in (_HEAD_COLOUR, _NEEDED_COLOUR))
    for column, name in enumerate(FIELDS):
        sheet.set_column(column, column, _WIDTHS.get(name, _USUAL_WIDTH), text)
        sheet.write_string(0, column, field_title(name), needed if name in _NEEDED else plain)
    sheet.set_row(0, 22)
    sheet.freeze_panes(1, 3)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if value:
                sheet.write_string(number, column, value, text)
    last = max(_ROOM, len(rows))
    sheet.autofilter(0, 0, max(1, len(rows)), len(FIELDS) - 1)
    sheet.data_validation(
        *(1, 0, last, 0),
        {
            "validate": "list",
            "source": [kind_title(kind) for kind in UNIT_KINDS],
            "error_title": _("Unit kind"),
            "error_message": _("Choose a kind from the list."),
        },
    )
    _lay_out(sheet)
    sheet.repeat_rows(0)


def _explain(book: Any) -> None:
    sheet = book.add_worksheet(_(_HOW_TO))
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 84)
    sheet.hide_gridlines(2)
    _lay_out(sheet)
    row = 0
    for number, step in enumerate(_STEPS, 1):
        sheet.write_string(row, 0, f"{number}", bold)
        sheet.write_string(row, 1, _(step), wrapped)
        row += 1
    for name in FIELDS:
        row += 1
        sheet.write_string(row, 0, field_title(name), bold)
        sheet.write_string(row, 1, _(HELP[name]), wrapped)


def _lay_out(sheet: Any) -> None:
    """Print on A4 across, as wide as the page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)

"""A report as a workbook: typed cells, ready to print; no cell is ever a formula."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eldercheck.domain.figures import Figure
from eldercheck.language import _
from eldercheck.reports.errors import ReportError
from eldercheck.reports.report import Cell, Column, Report
from eldercheck.reports.text_cells import lines_of
from eldercheck.reports.xlsx_text import cell_text, head_lines, header_text, sheet_name

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from eldercheck.reports.xlsx_looks import Looks

STREAMED_FROM = 5000
"""From so many rows on, rows leave the memory as they are written; fewer make a smaller file whole."""
MOST_ROWS = 1_048_576
TITLE_HEIGHT, MARK_HEIGHT, ROW_HEIGHT, LINE_HEIGHT, HIGHEST_ROW = 32, 20, 19, 14, 400
A4 = 9


@dataclass(frozen=True)
class _Page:
    """One sheet of the workbook being written."""

    sheet: Worksheet
    looks: Looks
    columns: tuple[Column, ...]

    @property
    def last(self) -> int:
        """The place of the last column."""
        return len(self.columns) - 1


def write_xlsx(report: Report, path: Path) -> None:
    """Write a report as a workbook to `path`. Raises OSError, ReportError (`report_too_long`)."""
    from eldercheck.reports.xlsx_looks import Looks

    with _workbook(report, path) as workbook:
        looks, names = Looks(workbook), set[str]()
        main = workbook.add_worksheet(sheet_name(_("Table"), names))
        _write_main(_Page(main, looks, report.columns), report)
        if report.distribution:
            from eldercheck.reports.xlsx_chart import write_chart

            chart = workbook.add_worksheet(sheet_name(_("Distribution"), names))
            write_chart(workbook, chart, looks, report)
            _print_set_up(chart, report, _("Distribution"), repeated=None)
        for extra in report.sheets:
            sheet = workbook.add_worksheet(sheet_name(extra.title, names))
            page = _Page(sheet, looks, extra.columns)
            _merged(page, 0, extra.title, looks.title, TITLE_HEIGHT)
            _merged(page, 1, report.mark, looks.mark(report), MARK_HEIGHT)
            _write_table(page, 2, extra.rows)
            _print_set_up(sheet, report, extra.title, repeated=2)


@contextmanager
def _workbook(report: Report, path: Path) -> Iterator[Workbook]:
    """Open a workbook that is closed whatever happens; its scraps lie in a folder of their own."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    with tempfile.TemporaryDirectory(prefix="eldercheck-", ignore_cleanup_errors=True) as scraps:
        options = {
            "constant_memory": report.count >= STREAMED_FROM,
            "tmpdir": scraps,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        workbook = xlsxwriter.Workbook(str(path), options)
        workbook.set_properties(_properties(report))
        try:
            yield workbook
            workbook.close()
        except FileCreateError as error:
            cause = error.args[0] if error.args else None
            _let_go(error)
            raise cause if isinstance(cause, OSError) else OSError(str(error)) from error
        finally:
            _close_scraps(workbook)


def _let_go(error: BaseException | None) -> None:
    """Close the half zip file that the library leaves open: it would complain on stderr by itself."""
    from traceback import walk_tb
    from zipfile import ZipFile

    while error is not None:
        for frame, _line in walk_tb(error.__traceback__):
            for pack in frame.f_locals.values():
                if isinstance(pack, ZipFile):
                    with suppress(OSError, ValueError):
                        pack.close()
        error = error.__context__


def _close_scraps(workbook: Workbook) -> None:
    for sheet in workbook.worksheets():
        handle = sheet.row_data_fh
        if handle is not None:
            with suppress(OSError):
                handle.close()


def _properties(report: Report) -> dict[str, Any]:
    created = {"created": datetime.combine(report.day, time())} if report.day else {}
    return {
        "title": cell_text(report.title),
        "subject": cell_text(report.mark),
        "author": cell_text(report.author),
        "company": cell_text(report.author),
        "comments": _("Made by eldercheck."),
        **created,
    }


def _write_main(page: _Page, report: Report) -> None:
    looks = page.looks
    _merged(page, 0, report.title, looks.title, TITLE_HEIGHT)
    _merged(page, 1, report.mark, looks.mark(report), MARK_HEIGHT)
    row = 2
    for line in head_lines(report.head, sum(column.cells for column in page.columns)):
        _merged(page, row, line, looks.head, MARK_HEIGHT)
        row += 1
    end = _write_table(page, row, report.rows, report)
    for number, line in enumerate(report.foot):
        _merged(page, end + 1 + number, line, looks.foot, LINE_HEIGHT + 2)
    _print_set_up(page.sheet, report, report.title, repeated=row)


def _merged(page: _Page, row: int, text: str, look: Any, height: int) -> None:
    page.sheet.set_row(row, height)
    if page.last:
        page.sheet.merge_range(row, 0, row, page.last, "", look)
    page.sheet.write_string(row, 0, cell_text(text), look)


def _write_table(
    page: _Page, top: int, rows: Iterable[tuple[Cell, ...]], report: Report | None = None
) -> int:
    """Write headings and rows from a row of the sheet on; return the row after the last."""
    sheet, stands_out = page.sheet, report.stands_out if report else None
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_row(top, _height(page.columns, [column.title for column in page.columns]))
    for place, column in enumerate(page.columns):
        sheet.set_column(place, place, _width(column))
        sheet.write_string(top, place, cell_text(column.title), page.looks.heading)
    row = top
    for row, cells in enumerate(rows, top + 1):
        if row >= MOST_ROWS - 100:
            raise ReportError("report_too_long", most=f"{MOST_ROWS:,}")
        _write_row(page, row, cells, strong=stands_out is not None and stands_out(cells))
    sheet.autofilter(top, 0, max(row, top), page.last)
    sheet.freeze_panes(top + 1, _frozen_columns(page.columns))
    if codes := " ".join(_code_ranges(page.columns, top, row)):
        sheet.ignore_errors({"number_stored_as_text": codes})
    return row + 1


def _code_ranges(columns: tuple[Column, ...], top: int, last: int) -> Iterator[str]:
    """Yield the cells whose digits are no number, so that no green corner asks about them."""
    from xlsxwriter.utility import xl_range

    for place, column in enumerate(columns):
        if column.kind == "code" and last > top:
            yield xl_range(top + 1, place, last, place)


def _write_row(page: _Page, row: int, cells: tuple[Cell, ...], *, strong: bool) -> None:
    sheet, look = page.sheet, page.looks.cell
    height = _height(page.columns, cells)
    if height > ROW_HEIGHT:
        sheet.set_row(row, height)
    for place, (column, cell) in enumerate(zip(page.columns, cells, strict=True)):
        chosen = look("whole" if column.parts else column.kind, cell, strong)
        if isinstance(cell, str) and cell:
            sheet.write_string(row, place, cell_text(cell), chosen)
        elif isinstance(cell, Figure):
            sheet.write_number(row, place, cell.tenths / 10, chosen)
        elif isinstance(cell, int):
            sheet.write_number(row, place, cell, chosen)
        else:
            sheet.write_blank(row, place, None, chosen)


def _width(column: Column) -> int:
    """Return how wide a column is: as it asks, and no word of its heading is broken."""
    words = [word for word in column.title.split() if word.isascii()]
    return max(column.cells, max(map(len, words), default=0)) + 1


def _height(columns: tuple[Column, ...], cells: Iterable[Cell]) -> int:
    """Return how high a row must be to show its longest text: not every program finds out by itself."""
    lines = max(
        (
            lines_of(cell, _width(column))
            for column, cell in zip(columns, cells, strict=True)
            if isinstance(cell, str)
        ),
        default=1,
    )
    return ROW_HEIGHT if lines <= 1 else min(HIGHEST_ROW, 5 + LINE_HEIGHT * lines)


def _frozen_columns(columns: tuple[Column, ...]) -> int:
    """Return how many columns stay in sight: up to the name, where they leave room for the rest."""
    named = next((place for place, column in enumerate(columns) if column.id == "name"), -1)
    kept = columns[: named + 1]
    return len(kept) if sum(column.cells for column in kept) <= 60 else 0


def _print_set_up(sheet: Worksheet, report: Report, title: str, repeated: int | None) -> None:
    """Set a sheet up for A4 landscape, as wide as the paper, its headings on every page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.center_horizontally()
    if repeated is not None:
        sheet.repeat_rows(repeated)
    sheet.set_header(f"&L&9{header_text(title)}&R&9{header_text(report.mark)}", {"margin": 0.3})
    pages = _("Page {page} of {pages}").format(page="&P", pages="&N")
    sheet.set_footer(f"&L&9{header_text(report.author)}&C&9{pages}", {"margin": 0.3})

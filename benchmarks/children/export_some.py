"""Write one report, or the same rows through the bare library; print milliseconds and the peak in MB.

Usage: export_some.py own|floor FORM ROWS PATH
"""

from __future__ import annotations

import csv
import html
import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from eldercheck.domain.figures import Figure
from eldercheck.reports.report import Cell, Column, Report
from eldercheck.reports.writing import write_report

STREAMED_FROM = 5000
NAME, NOTE = "青山农村商业银行第{number}支行", "暂定：检查覆盖面不足"
COLUMNS = (
    Column("number", "No.", "whole", 6),
    Column("code", "Code", "code", 10),
    Column("name", "Name", "text", 30),
    Column("group", "Category", "text", 12),
    Column("branches", "Branches/examined", "text", 10, ("Branches", "Examined")),
    Column("points", "Points/examined", "text", 10, ("Points", "Examined")),
    *(Column(name, name, "figure", 10) for name in ("organisation", "facilities", "publicity", "outcome")),
    Column("score", "Score", "figure", 8),
    Column("bonus", "Bonus", "figure", 8),
    Column("grade", "Grade", "grade", 8),
    Column("note", "Remarks", "text", 24),
)


def own_rows(number: int) -> Iterator[tuple[Cell, ...]]:
    """Rows as a report has them."""
    for place in range(number):
        figures = (Figure(901), Figure(880 + place % 90), Figure(777), Figure(654), Figure(800 + place % 200))
        texts = (f"{place:06d}", NAME.format(number=place), "农村金融机构", "12/6", "40/5")
        yield (place + 1, *texts, *figures, Figure(15), "ABC"[place % 3], NOTE)


def bare_rows(number: int) -> Iterator[tuple[str | int | float, ...]]:
    """The same rows as plain values."""
    for place in range(number):
        figures = (90.1, 88.0 + place % 90 / 10, 77.7, 65.4, 80.0 + place % 200 / 10)
        texts = (f"{place:06d}", NAME.format(number=place), "农村金融机构", "12/6", "40/5")
        yield (place + 1, *texts, *figures, 1.5, "ABC"[place % 3], NOTE)


def write_own(form: str, number: int, path: Path) -> None:
    """Write a whole report: head, table, foot."""
    report = Report(
        "Grade table",
        (("Year", "2026"),),
        "Draft, not published",
        False,
        COLUMNS,
        own_rows(number),
        number,
        ("A foot.",),
        (("Branches", {"A": 1, "B": 2, "C": 3}),),
        day=date(2026, 1, 1),
    )
    write_report(report, path)


def bare_xlsx(number: int, path: Path) -> None:
    """Every cell once, with no look at all."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": number >= STREAMED_FROM})
    sheet = book.add_worksheet()
    for place, row in enumerate(bare_rows(number)):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(place, column, cell)
            else:
                sheet.write_number(place, column, cell)
    book.close()


def bare_csv(number: int, path: Path) -> None:
    """The rows through the csv module."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(bare_rows(number))


def bare_json(number: int, path: Path) -> None:
    """One object for each row through the json module."""
    names = [column.id for column in COLUMNS]
    with path.open("w", encoding="utf-8") as file:
        for row in bare_rows(number):
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + ",\n")


def bare_html(number: int, path: Path) -> None:
    """A table of escaped cells."""
    with path.open("w", encoding="utf-8") as file:
        for row in bare_rows(number):
            file.write(f"<tr>{''.join(f'<td>{html.escape(str(cell))}</td>' for cell in row)}</tr>\n")


def bare_text(number: int, path: Path) -> None:
    """A line of cells with blanks between."""
    with path.open("w", encoding="utf-8") as file:
        for row in bare_rows(number):
            file.write("  ".join(map(str, row)) + "\n")


def bare_docx(number: int, path: Path) -> None:
    """A table through python-docx, its cells taken row by row as it advises."""
    from docx import Document

    document = Document()
    table = document.add_table(rows=number, cols=len(COLUMNS))
    cells = table._cells
    for place, row in enumerate(bare_rows(number)):
        for column, cell in enumerate(row):
            cells[place * len(COLUMNS) + column].text = str(cell)
    document.save(str(path))


FLOORS: dict[str, Callable[[int, Path], None]] = {
    "xlsx": bare_xlsx,
    "csv": bare_csv,
    "json": bare_json,
    "html": bare_html,
    "text": bare_text,
    "docx": bare_docx,
}


def peak_mb() -> float:
    """Return the most memory this process held; 0 where the system does not say.

    Linux counts what the parent held into `ru_maxrss`, so there the kernel's own note is read.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024


def main() -> None:
    """Do what was asked for once."""
    which, form, number, path = sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
    begin = time.perf_counter()
    if which == "own":
        write_own(form, number, path)
    else:
        FLOORS[form](number, path)
    print((time.perf_counter() - begin) * 1000, peak_mb())


if __name__ == "__main__":
    main()

"""The distribution of grades in a workbook: numbers, and a native chart that follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eldercheck.domain.grading import LETTERS, Letter
from eldercheck.language import _
from eldercheck.reports.report import Report
from eldercheck.reports.xlsx_text import cell_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from eldercheck.reports.xlsx_looks import Looks

FILLS = {"A": "#5B9A68", "B": "#E0B03A", "C": "#C65A5A"}
INKS = {"A": "#FFFFFF", "B": "#3A2A00", "C": "#FFFFFF"}
TOP = 2
"""The row of the headings, under the title and the mark."""


def write_chart(workbook: Workbook, sheet: Worksheet, looks: Looks, report: Report) -> None:
    """Write how many units have each grade, and a bar of parts for each kind of unit."""
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, len(LETTERS) + 1, "", looks.title)
    sheet.write_string(0, 0, _("Distribution of grades"), looks.title)
    sheet.merge_range(1, 0, 1, len(LETTERS) + 1, "", looks.mark(report))
    sheet.write_string(1, 0, cell_text(report.mark), looks.mark(report))
    _write_numbers(sheet, looks, report)
    last = TOP + len(report.distribution)
    chart = workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for place, letter in enumerate(LETTERS, 1):
        chart.add_series(
            {
                "name": [sheet.get_name(), TOP, place],
                "categories": [sheet.get_name(), TOP + 1, 0, last, 0],
                "values": [sheet.get_name(), TOP + 1, place, last, place],
                "fill": {"color": FILLS[letter]},
                "border": {"color": "#FFFFFF"},
                "gap": 60,
                "data_labels": _labels(report, letter),
            }
        )
    chart.set_title({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 11}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom", "font": {"size": 11}})
    chart.set_size({"width": 740, "height": 130 + 70 * len(report.distribution)})
    sheet.insert_chart(last + 2, 0, chart, {"description": _words(report)})


def _write_numbers(sheet: Worksheet, looks: Looks, report: Report) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(LETTERS) + 1, 18)
    sheet.write_string(TOP, 0, _("Units"), looks.heading)
    for place, letter in enumerate(LETTERS, 1):
        sheet.write_string(TOP, place, _("Grade {letter}").format(letter=letter), looks.heading)
    sheet.write_string(TOP, len(LETTERS) + 1, _("In all"), looks.heading)
    for row, (title, counts) in enumerate(report.distribution, TOP + 1):
        sheet.write_string(row, 0, cell_text(title), looks.cell("text", title, False))
        numbers = [counts.get(letter, 0) for letter in LETTERS]
        for place, number in enumerate([*numbers, sum(numbers)], 1):
            sheet.write_number(row, place, number, looks.cell("whole", number, False))


def _labels(report: Report, letter: Letter) -> dict[str, object]:
    """Return the labels of one letter: the letter and the number, none where there is no unit."""
    numbers = [counts.get(letter, 0) for _title, counts in report.distribution]
    texts = [{"value": f"{letter}  {number}"} if number else {"delete": True} for number in numbers]
    return {"value": True, "custom": texts, "font": {"color": INKS[letter], "bold": True, "size": 11}}


def _words(report: Report) -> str:
    """Say in words what the chart shows, for whoever does not see it."""
    lines = (
        f"{title}: " + ", ".join(f"{letter} {counts.get(letter, 0)}" for letter in LETTERS)
        for title, counts in report.distribution
    )
    return cell_text("; ".join(lines))

"""Workbooks read back: what the cells are, how they print, and that no text does harm."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from eldercheck import language
from eldercheck.domain.clean_text import visible
from eldercheck.reports import xlsx
from eldercheck.reports.errors import ReportError
from eldercheck.reports.report import Column, Sheet
from eldercheck.reports.writing import write_report
from eldercheck.reports.xlsx_text import cell_text, header_text, sheet_name
from tests.reports.papers import COLUMNS, NAMES, a_report


def written(path: Path, **fields: Any) -> Any:
    names = fields.pop("names", ("甲行", "乙行", "丙行"))
    write_report(a_report(names, **fields), path)
    return load_workbook(path)


@pytest.fixture(params=[False, True], ids=["whole", "streamed"])
def streamed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Write both ways: kept in memory, and row by row."""
    if request.param:
        monkeypatch.setattr(xlsx, "STREAMED_FROM", 1)
    return bool(request.param)


@pytest.mark.usefixtures("streamed")
def test_cells_are_typed_and_print_one_decimal(tmp_path: Path) -> None:
    sheet = written(tmp_path / "a.xlsx").worksheets[0]
    top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Code")
    code, name, pair, number, score, grade = (sheet.cell(top + 1, column) for column in range(1, 7))
    assert (code.value, code.data_type, code.number_format) == ("000", "s", "@")
    assert (name.value, name.alignment.wrap_text) == ("甲行", True)
    assert (pair.value, pair.data_type) == ("12/6", "s")
    assert (number.value, number.data_type) == (0, "n")
    assert (score.value, score.data_type, score.number_format) == (89.5, "n", "0.0")
    fills = {sheet.cell(row, 6).value: sheet.cell(row, 6).fill.fgColor.rgb for row in range(top + 1, top + 4)}
    assert set(fills) == {"A", "B", "C"}
    assert len(set(fills.values())) == 3
    assert grade.font.bold
    assert (sheet.cell(1, 1).value, sheet.cell(2, 1).value) == ("Table of 2026", "Draft, not published")
    assert "2026" in sheet.cell(3, 1).value
    assert sheet.cell(top + 5, 1).value == "A foot."


@pytest.mark.usefixtures("streamed")
def test_it_is_frozen_filtered_and_ready_to_print(tmp_path: Path) -> None:
    book = written(tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Code")
    assert sheet.freeze_panes == f"C{top + 1}"
    assert sheet.auto_filter.ref == f"A{top}:F{top + 3}"
    for each in book.worksheets:
        assert (each.page_setup.orientation, int(each.page_setup.paperSize)) == ("landscape", 9)
        assert (int(each.page_setup.fitToWidth or 1), int(each.page_setup.fitToHeight)) == (1, 0)
        assert each.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in str(each.oddFooter.center.text)
        assert "Draft, not published" in str(each.oddHeader.right.text)
    assert sheet.print_title_rows == f"${top}:${top}"
    assert book.sheetnames == ["Table", "Distribution", "Limits"]
    assert len(book["Distribution"]._charts) == 1
    assert [book["Distribution"].cell(4, column).value for column in range(1, 6)] == ["Branches", 3, 2, 0, 5]
    assert (book.properties.title, book.properties.creator) == ("Table of 2026", "青山县")


@pytest.mark.usefixtures("streamed")
def test_no_text_becomes_a_formula_or_breaks_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = written(
        path,
        names=NAMES,
        title=NAMES[0],
        mark=NAMES[6],
        author=NAMES[10],
        head=tuple(zip(NAMES, NAMES, strict=True)),
    )
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                tree = ElementTree.fromstring(parts.read(name))
                assert not [tag for tag in tree.iter() if tag.tag.endswith("}f") and "chart" not in name]
        assert not [name for name in parts.namelist() if "external" in name.lower()]
    for sheet in book.worksheets:
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
        assert all(cell.hyperlink is None for line in sheet.iter_rows() for cell in line)
    found = [str(cell.value).replace("_x005F", "") for cell in book.worksheets[0]["B"]]
    for name in NAMES:
        assert visible(name, multiline=True) in found, name


def test_texts_that_look_like_escapes_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    written(path, names=["_x000D_ _x0041_"])
    with zipfile.ZipFile(path) as parts:
        assert b"_x005F_x000D_ _x005F_x0041_" in parts.read("xl/sharedStrings.xml")


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        written(tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_long_name_has_a_high_row(tmp_path: Path) -> None:
    sheet = written(tmp_path / "a.xlsx", names=["短", "长" * 60]).worksheets[0]
    top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Code")
    assert sheet.row_dimensions[top + 2].height > 3 * sheet.sheet_format.defaultRowHeight / 2


def test_it_speaks_chinese(tmp_path: Path) -> None:
    language.use("zh")
    book = written(tmp_path / "a.xlsx")
    assert book.sheetnames[:2] == ["等级表", "等级分布"]
    assert book.worksheets[0].cell(1, 1).font.name == "宋体"


def test_sheets_of_one_name_or_of_forbidden_signs(tmp_path: Path) -> None:
    taken: set[str] = set()
    names = [sheet_name(title, taken) for title in ("a/b[c]:*?\\", "A B C", "", "''", "History", "长" * 40)]
    assert names == ["a b c", "A B C 2", "1", "1 2", "History 2", "长" * 31]
    book = written(tmp_path / "a.xlsx", sheets=(Sheet("x", COLUMNS[:2], []), Sheet("X", COLUMNS[:2], [])))
    assert book.sheetnames[2:] == ["x", "X 2"]


def test_what_a_cell_and_a_header_hold() -> None:
    assert len(cell_text("𠮷" * 40_000).encode("utf-16-le")) // 2 <= 32_767
    assert cell_text("a" * 32_767) == "a" * 32_767
    assert cell_text("a" * 32_768).endswith("a…")
    assert header_text("A&B" * 100).replace("&&", "").count("&") == 0
    assert len(header_text("长" * 300)) <= 72


def test_one_column_alone(tmp_path: Path) -> None:
    sheet = written(
        tmp_path / "a.xlsx", columns=(Column("name", "Name"),), rows=[("甲",)], sheets=()
    ).worksheets[0]
    assert "甲" in [cell.value for cell in sheet["A"]]


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 110)
    with pytest.raises(ReportError, match="report_too_long"):
        written(tmp_path / "a.xlsx", names=["x"] * 50)
    assert list(tmp_path.iterdir()) == []

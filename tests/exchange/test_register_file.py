"""Registers as offices write them: headings, encodings, codes and days; every fault with its cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from eldercheck.exchange.grids import column_letter
from eldercheck.exchange.register_file import read_register
from eldercheck.wording.register import fault_place, fault_text
from tests.exchange.register_samples import (
    BANK,
    BRANCH,
    HEADINGS,
    ROWS,
    changes_of,
    csv_bytes,
    faults_of,
    lines_of,
    plain,
    replaced,
    where,
    workbook,
    workbook_of,
)

READ = [
    ("institution", "0101", "青山农村商业银行", "", "农商行", "中山路18号", "1998-05-01", "", ""),
    ("branch", "010101", "北关支行", "0101", "", "北关街1号", "2001-02-03", "", ""),
    ("service_point", "010151", "下柳村服务点", "0101", "", "下柳村", "2019-07-01", "2025-12-31", ""),
]


def test_a_workbook_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "名录.xlsx", HEADINGS, *ROWS)
    assert [plain(line) for line in lines_of(path)] == READ
    assert [unit.parent for unit in changes_of(path).new] == [None, "n0000", "n0000"]


@pytest.mark.parametrize("divider", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_a_csv_is_read_in_each_encoding_with_each_divider(
    tmp_path: Path, encoding: str, divider: str
) -> None:
    path = tmp_path / "名录.csv"
    path.write_bytes(csv_bytes(HEADINGS, *ROWS, encoding=encoding, divider=divider))
    assert [plain(line) for line in lines_of(path)] == READ


def test_big_endian_rare_characters_and_a_line_for_excel_are_read(tmp_path: Path) -> None:
    rare = (*BRANCH[:2], "𠮷𫟹支行", *BRANCH[3:])
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xfe\xff" + csv_bytes(HEADINGS, BANK, rare, encoding="utf-16-be"))
    assert lines_of(path)[1].name == "𠮷𫟹支行"
    path.write_bytes(csv_bytes(HEADINGS, BANK, rare, encoding="gb18030"))
    assert lines_of(path)[1].name == "𠮷𫟹支行"
    path.write_bytes(b"sep=;\n" + csv_bytes(HEADINGS, BANK, divider=";"))
    assert lines_of(path)[0].code == "0101"


def test_headings_stand_below_titles_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ("青山县银行网点名录",),
        (),
        ("填报：办公室",),
        HEADINGS,
        BANK,
        (),
        ("  ",),
        BRANCH,
        HEADINGS,
    )
    assert [(line.code, line.at.row) for line in lines_of(path)] == [("0101", 5), ("010101", 8)]


def test_english_headings_and_kinds_are_known(tmp_path: Path) -> None:
    head = ("Kind", "Code *", "Name", "Institution code", "Opened on (year-month-day)", "Exempt reason")
    path = workbook(tmp_path / "a.xlsx", head, ("Institution", "01", "Bank", None, None, "new this year"))
    (line,) = lines_of(path)
    assert plain(line) == ("institution", "01", "Bank", "", None, None, "", None, "new this year")


def test_a_sheet_may_tell_the_kind(tmp_path: Path) -> None:
    sheets: dict[str, list[tuple[Any, ...]]] = {
        "机构": [("机构代码", "机构名称", "机构类型"), ("01", "青山银行", "农商行")],
        "网点名录": [("机构代码", "网点代码", "网点名称", "序号"), ("01", "0101", "北关支行", 1)],
        "服务点清单": [
            ("服务点编号", "服务点名称", "所属机构", "行政村"),
            ("0151", "下柳村点", "青山银行", "下柳村"),
        ],
        "说明": [("本表由各机构填写",)],
    }
    path = workbook_of(tmp_path / "a.xlsx", sheets)
    found = read_register(path)
    assert [(line.kind, line.code, line.parent, line.ranking_group) for line in found.lines] == [
        ("institution", "01", None, "农商行"),
        ("branch", "0101", "01", None),
        ("service_point", "0151", "青山银行", None),
    ]
    assert [(note.sheet, note.code) for note in found.notes] == [("说明", "sheet_without_headings")]
    assert len(changes_of(path).new) == 3


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    book = Workbook()
    for sheet, rows in ((book.active, ROWS), (book.create_sheet("旧"), (BRANCH,))):
        assert sheet is not None
        for row in (HEADINGS, *rows):
            sheet.append(list(row))
    book["旧"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert len(lines_of(tmp_path / "a.xlsx")) == 3


def test_columns_that_say_nothing_are_named_and_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", (*HEADINGS, "联系电话", "开业日起"), (*BANK, "12345", "x"))
    found = read_register(path)
    assert (found.faults, len(found.lines)) == ([], 1)
    assert [(note.column, note.code, note.values["nearest"]) for note in found.notes] == [
        ("J", "column_unknown", ""),
        ("K", "column_unknown_near", "开业日"),
    ]


def test_a_needed_column_that_is_missing_or_there_twice_is_a_fault(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("类别", "代嘛", "名称", "名称"), ("机构", "01", "a", "b"))
    assert where(faults_of(path)) == [("名录!1", "column_missing", ""), ("名录!D1", "column_twice", "名称")]
    path = workbook(tmp_path / "b.xlsx", ("类别", "网点代马", "名称"), ("机构", "01", "a"))
    assert where(faults_of(path)) == [("名录!B1", "column_missing_near", "网点代马")]


# --- codes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "number_format", "code"),
    [
        ("0101", "@", "0101"),
        (101, "0000", "0101"),
        (101, "000000;@", "000101"),
        (101, "General", "101"),
        (101.0, "0.00", "101"),
        (1234567, "#,##0", "1234567"),
        (101, "0_ ", "101"),
        ("０１０１", "@", "0101"),
        (" 0101\n", "@", "0101"),
        ("'0101", "General", "0101"),
        ("B-７", "@", "B-7"),
    ],
)
def test_a_code_is_read_as_it_was_meant(tmp_path: Path, value: Any, number_format: str, code: str) -> None:
    row = ("机构", value, "青山银行")
    path = workbook(tmp_path / "a.xlsx", HEADINGS[:3], row, formats={"B2": number_format})
    assert lines_of(path)[0].code == code


@pytest.mark.parametrize(
    ("value", "number_format", "fault"),
    [
        (1.1, "General", "cell_code_not_whole"),
        (-3, "General", "cell_code_not_whole"),
        (1.23e20, "General", "cell_code_scientific"),
        (1234567890123456, "0", "cell_code_scientific"),
        ("1.23E+17", "General", "cell_code_scientific"),
        (101, '"B"0000', "cell_code_shaped"),
        (date(2024, 1, 2), "yyyy-mm-dd", "cell_code_is_day"),
        ("", "General", "line_without_code"),
    ],
)
def test_a_code_that_the_spreadsheet_changed_is_a_fault(
    tmp_path: Path, value: Any, number_format: str, fault: str
) -> None:
    row = ("机构", value, "青山银行")
    path = workbook(tmp_path / "a.xlsx", HEADINGS[:3], row, formats={"B2": number_format})
    assert [(place, code) for place, code, _value in where(faults_of(path))] == [("名录!B2", fault)]


@pytest.mark.parametrize(
    ("text", "code"), [("0101", "0101"), ("101.0", "101"), ('="0101"', "0101"), ("'0101", "0101")]
)
def test_a_code_of_a_csv_keeps_its_zeros(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(HEADINGS[:3], ("机构", text, "青山银行")))
    assert lines_of(path)[0].code == code


@given(st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=30))
def test_any_code_goes_through_a_csv_as_it_is_kept(
    tmp_path_factory: pytest.TempPathFactory, code: str
) -> None:
    path = tmp_path_factory.mktemp("a") / "a.csv"
    path.write_bytes(csv_bytes(HEADINGS[:3], ("机构", code, "青山银行")))
    (first,) = lines_of(path)
    path.write_bytes(csv_bytes(HEADINGS[:3], ("机构", first.code, "青山银行")))
    assert lines_of(path)[0].code == first.code


# --- days ---------------------------------------------------------------------------------------------------

AT_NOON = datetime.combine(date(2024, 5, 1), time(12))
DAYED = ("类别", "代码", "名称", "开业日期")


@pytest.mark.parametrize(
    "value",
    [
        *(date(2024, 5, 1), AT_NOON, 45413, 45413.75, 20240501, "2024-5-1", "2024/05/01"),
        *("2024.5.1", "2024年5月1日", "20240501", "２０２４－５－１", "2024-05-01 00:00:00"),
    ],
)
def test_a_day_is_read_as_people_type_it(tmp_path: Path, value: Any) -> None:
    path = workbook(tmp_path / "a.xlsx", DAYED, ("机构", "01", "青山银行", value))
    assert lines_of(path)[0].opened == "2024-05-01"


@pytest.mark.parametrize("value", [None, "", "-", "/", "无", "——"])
def test_no_day_is_none(tmp_path: Path, value: Any) -> None:
    path = workbook(tmp_path / "a.xlsx", DAYED, ("机构", "01", "青山银行", value))
    assert lines_of(path)[0].opened == ""


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        *(
            ("1/5/2024", "cell_day_ambiguous"),
            ("31/02", "cell_day_incomplete"),
            (2024, "cell_day_incomplete"),
        ),
        *(("2024-02-30", "cell_day_unknown"), (12345678.5, "cell_day_unknown"), ("长期", "cell_day_unknown")),
    ],
)
def test_what_is_no_day_is_a_fault_of_its_cell(tmp_path: Path, value: Any, fault: str) -> None:
    path = workbook(tmp_path / "a.xlsx", DAYED, ("机构", "01", "青山银行", value))
    assert where(faults_of(path)) == [("名录!D2", fault, str(value))]
    assert read_register(path).lines[0].opened is None


def test_days_of_an_old_mac_count_from_1904(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    for row in (DAYED, ("机构", "01", "青山银行", 43951)):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert lines_of(tmp_path / "a.xlsx")[0].opened == "2024-05-01"


@given(st.dates(date(1930, 1, 1), date(2150, 12, 31)))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_day_comes_back_from_a_date_cell_and_from_its_number(tmp_path: Path, day: date) -> None:
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    rows = [("机构", "01", "青山银行", day), ("机构", "02", "丰安银行", serial)]
    path = workbook(tmp_path / "a.xlsx", DAYED, *rows)
    assert {line.opened for line in lines_of(path)} == {day.isoformat()}


# --- other cells --------------------------------------------------------------------------------------------


def test_a_formula_without_a_result_and_an_error_are_faults(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", DAYED, ("机构", "01", "=A1&A2"), ("机构", "02", "#N/A"))
    assert where(faults_of(path)) == [("名录!C2", "cell_formula", ""), ("名录!C3", "cell_error", "#N/A")]


@pytest.mark.parametrize("column", range(9))
def test_a_number_without_end_is_a_fault_of_its_cell(tmp_path: Path, column: int) -> None:
    row = list(BANK)
    row[column] = 123456789  # type: ignore[call-overload]
    path = workbook(tmp_path / "a.xlsx", HEADINGS, row, BANK)
    replaced(path, b"<v>123456789</v>", b"<v>1e999</v>")
    place = f"名录!{column_letter(column)}2"
    assert (place, "cell_error", "inf") in where(faults_of(path))


def test_a_bare_yes_is_no_reason_and_no_is_none(tmp_path: Path) -> None:
    head = ("类别", "代码", "名称", "免评原因")
    path = workbook(tmp_path / "a.xlsx", head, ("机构", "01", "a", "是"), ("机构", "02", "b", "否"))
    assert where(faults_of(path)) == [("名录!D2", "cell_exempt_is_yes", "是")]
    assert read_register(path).lines[1].exempt == ""


def test_an_unknown_kind_is_told_with_the_nearest(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        HEADINGS[:3],
        ("营业网店", "01", "a"),
        ("?", "02", "b"),
        ("", "03", "c"),
        BANK[:3],
    )
    faults = faults_of(path)
    assert where(faults) == [
        ("名录!A2", "cell_kind_unknown_near", "营业网店"),
        ("名录!A3", "cell_kind_unknown", "?"),
        ("名录!A4", "cell_kind_missing", ""),
    ]
    assert "did you mean “Branch”" in fault_text(faults[0])


def test_all_faults_are_told_at_once_in_words_and_with_their_cells(tmp_path: Path) -> None:
    rows = [
        BANK,
        ("网点", 1.5, "a", "0101"),
        ("网点", "02", "", "0109", "", "", "1/5/2024"),
        ("网点", "02", "b", "0101", "农商行"),
        ("服务点", "0101", "c", "0101", "", "", "", "", "试点"),
    ]
    faults = faults_of(workbook(tmp_path / "a.xlsx", HEADINGS, *rows))
    assert {(fault_place(fault), fault.code) for fault in faults} == {
        *(("名录!B3", "cell_code_not_whole"), ("名录!C4", "line_without_name")),
        *(("名录!G4", "cell_day_ambiguous"), ("名录!B5", "line_code_twice")),
        *(("名录!E5", "line_group_no_institution"), ("名录!B6", "line_code_twice")),
        ("名录!I6", "line_exempt_no_institution"),
    }
    assert [fault.row for fault in faults] == sorted(fault.row for fault in faults)
    texts = [fault_text(fault) for fault in faults]
    assert any(text.startswith("开业日期 “1/5/2024”: This day can be read in two ways.") for text in texts)


def test_hostile_text_is_cleaned_and_shown(tmp_path: Path) -> None:
    name = "青山\u202e银行\u200b=cmd|'/c calc'!A0"
    rows = [("机构", "01", name), ("网点\u202e\u0007", "02", "x")]
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(HEADINGS[:3], *rows))
    found = read_register(path)
    assert found.lines[0].name == "青山银行=cmd|'/c calc'!A0"
    assert fault_text(found.faults[0]).isprintable() if found.faults else len(found.lines) == 2


def test_columns_have_their_letters() -> None:
    assert [column_letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA")
    ]

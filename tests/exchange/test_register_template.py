"""The template: what is written is read back as it was, in each language, and no text becomes a formula."""

from __future__ import annotations

import csv
import os
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from eldercheck import language
from eldercheck.domain.clean_text import clean_code, clean_line
from eldercheck.domain.errors import EldercheckError, StateError
from eldercheck.domain.register import Unit
from eldercheck.domain.register_changes import compare
from eldercheck.exchange.grids import RegisterFileError
from eldercheck.exchange.register_file import HOW_TO, read_register
from eldercheck.exchange.register_headings import find_columns
from eldercheck.exchange.register_template import write_register
from eldercheck.wording.register import FIELDS, field_title
from tests.builders import ids_from

UNITS = (
    Unit("u1", "institution", "0101", "青山农村商业银行", None, "中山路18号", "农商行", "", "1998-05-01"),
    Unit("u2", "institution", "0102", '=HYPERLINK("x")', None, "", "", "本年新设", "2026-01-01"),
    Unit("u3", "branch", "010101", "-1+2支行", "u1", "@北关街", opened="2001-02-03", closed="2025-12-31"),
    Unit("u4", "service_point", "0151", '𠮷𫟹村服务点,"一"', "u1", "下柳村"),
)
SUFFIXES = (".xlsx", ".csv")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_the_register_written_and_read_changes_nothing(
    tmp_path: Path, suffix: str, spoken: language.Language
) -> None:
    language.use(spoken)
    path = tmp_path / f"a{suffix}"
    write_register(path, UNITS)
    found = read_register(path)
    assert (found.faults, found.notes) == ([], [])
    changes = compare(UNITS, found.lines, ids_from(), found.faults)
    assert changes.is_nothing
    assert (changes.unchanged, changes.not_in_file) == (4, ())


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_every_heading_of_a_template_is_known_to_the_reader(spoken: language.Language) -> None:
    language.use(spoken)
    columns = find_columns([field_title(name) for name in FIELDS], [])
    assert list(columns.places) == list(FIELDS)
    assert not columns.unknown


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_an_empty_template_can_be_filled_in(tmp_path: Path, spoken: language.Language) -> None:
    language.use(spoken)
    path = tmp_path / "a.xlsx"
    write_register(path)
    book = load_workbook(path)
    sheet, how_to = book.worksheets
    assert how_to.title in HOW_TO
    assert sheet.freeze_panes == "D2"
    assert all(sheet.column_dimensions[letter].width > 8 for letter in "ABC")
    (rule,) = sheet.data_validations.dataValidation
    assert str(rule.sqref) == "A2:A5001"
    kinds = rule.formula1.strip('"').split(",")
    for row, said in enumerate((("01", "青山银行", ""), ("0101", "北关支行", "01"), ("0151", "点", "01"))):
        for column, value in enumerate((kinds[row], *said), 1):
            sheet.cell(row + 2, column, value)
    book.save(path)
    found = read_register(path)
    assert [(line.kind, line.code) for line in found.lines] == [
        ("institution", "01"),
        ("branch", "0101"),
        ("service_point", "0151"),
    ]
    assert len(compare((), found.lines, ids_from(), found.faults).new) == 3


def test_nothing_in_a_file_is_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    write_register(tmp_path / "a.xlsx", UNITS)
    for row in load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows(min_row=2, max_row=6):
        assert all(cell.data_type == "s" for cell in row if cell.value is not None)
        assert all(cell.hyperlink is None for cell in row)
        assert all(cell.number_format == "@" for cell in row if cell.value is not None)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as pack:
        assert b"<f>" not in pack.read("xl/worksheets/sheet1.xml")
    write_register(tmp_path / "a.csv", UNITS)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_there_is_left_alone_unless_asked(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"mine")
    with pytest.raises(StateError) as caught:
        write_register(path, UNITS)
    assert (caught.value.code, path.read_bytes()) == ("file_exists", b"mine")
    write_register(path, UNITS, replace=True)
    assert len(read_register(path).lines) == 4
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(os.name != "posix", reason="has no such files")
def test_a_pipe_or_device_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(path := tmp_path / "a.xlsx")
    with pytest.raises(StateError) as caught:
        write_register(path, (), replace=True)
    assert (caught.value.code, path.is_fifo()) == ("handed_not_regular", True)


def test_where_nothing_can_be_written_is_said_by_name(tmp_path: Path) -> None:
    for path, code in (
        (tmp_path / "a.docx", "register_suffix"),
        (tmp_path / "nowhere" / "a.xlsx", "no_such_folder"),
    ):
        with pytest.raises(EldercheckError) as caught:
            write_register(path)
        assert caught.value.code == code
    (tmp_path / "b.xlsx").mkdir()
    with pytest.raises(EldercheckError) as caught:
        write_register(tmp_path / "b.xlsx", replace=True)
    assert caught.value.code == "is_folder"
    assert issubclass(RegisterFileError, EldercheckError)


NAMES = st.text(min_size=1, max_size=20).map(clean_line).filter(bool)
CODES = st.text(min_size=1, max_size=12).map(lambda text: clean_code(text.replace("'", ""))).filter(bool)


@given(st.lists(st.tuples(CODES, NAMES, NAMES), min_size=1, max_size=5, unique_by=lambda told: told[0]))
@example([("0", "'@", "''=1"), ("1", "'", "@")])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_register_comes_back_through_a_workbook(tmp_path: Path, told: list[tuple[str, str, str]]) -> None:
    units = [Unit(f"u{code}", "institution", code, name, ranking_group=group) for code, name, group in told]
    for suffix in SUFFIXES:
        path = tmp_path / f"a{suffix}"
        write_register(path, units, replace=True)
        found = read_register(path)
        read = {line.code: (line.name, line.ranking_group) for line in found.lines}
        scientific = {fault.value for fault in found.faults}
        assert read.keys() | scientific >= {unit.code for unit in units if not found.faults}
        if not found.faults:
            assert {name for name, _group in read.values()} == {unit.name for unit in units}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_who_may_read_it_is_for_its_users_own_setting(tmp_path: Path, suffix: str) -> None:
    before = os.umask(0o022)
    try:
        write_register(tmp_path / f"a{suffix}", UNITS)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / f"a{suffix}").stat().st_mode) == 0o644

"""grades, sheet and findings: what is printed, what is written, and what a person is told."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from eldercheck.cli import handing_over
from eldercheck.cli.commands import build
from eldercheck.cli.spoken import run
from tests.builders import a_desk
from tests.county import make_county

pytestmark = pytest.mark.usefixtures("own_home")


class Called:
    """A database and a way to call the program on it."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys
        self.code = 0
        self.err = ""

    def __call__(self, *arguments: str | Path) -> str:
        self.code = run(build(lambda _db, _wish: 0), ["--db", str(self.path), *map(str, arguments)])
        said = self._capsys.readouterr()
        self.err = said.err
        return said.out

    def refused(self, *arguments: str | Path, code: int = 2) -> str:
        out = self(*arguments)
        assert (self.code, out) == (code, "")
        assert self.err.count("\n") == 1
        assert self.err.strip().isprintable()
        return self.err


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Called:
    """The small county, to be called on."""
    folder = tmp_path / "db"
    folder.mkdir()
    return Called(make_county(folder / "a.db"), capsys)


# --- grades -------------------------------------------------------------------------------------------------


def test_without_a_file_the_newest_table_is_printed_to_be_read(call: Called) -> None:
    out = call("grades")
    assert (call.code, call.err) == (0, "")
    assert out.startswith("Grade table 2026")
    assert "Draft, not published" in out
    assert "青山银行" in out
    assert "Grade table 2025" in call("grades", "--year", "2025")


def test_json_and_csv_are_printed_as_a_file_would_hold_them(call: Called, tmp_path: Path) -> None:
    plain = json.loads(call("grades", "--format", "json"))
    assert (plain["year"], plain["published"], len(plain["institutions"])) == (2026, False, 3)
    out = call("grades", "--format", "csv")
    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))
    assert rows[1][1] == "青山银行"
    call("grades", "-o", tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().decode() == out
    assert call("grades", "--format", "html").lower().startswith("<!doctype html>")


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.json", "a.html", "a.docx", "a.txt"])
def test_the_end_of_the_name_says_the_form_and_nothing_is_overwritten(
    name: str, call: Called, tmp_path: Path
) -> None:
    path = tmp_path / name
    assert call("grades", "-o", path) == ""
    assert (call.code, call.err) == (0, f"{path}: written\n")
    before = path.read_bytes()
    assert "exists already" in call.refused("grades", "-o", path, code=3)
    assert path.read_bytes() == before
    call("grades", "--year", "2025", "-o", path, "--force")
    assert call.code == 0
    assert path.read_bytes() != before


def test_for_the_office_or_inside(call: Called, tmp_path: Path) -> None:
    call("grades", "-o", tmp_path / "a.xlsx", "--for", "internal")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert "0103" in {cell.value for cell in sheet["C"]}
    assert "office or internal" in call.refused("grades", "--for", "everybody")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["grades", "--year", "2031"], ["2031", "2025, 2026"]),
        (["findings", "--year", "2024"], ["2024", "2025, 2026"]),
        (["grades", "-o", "a.pdf"], ["a.pdf", ".xlsx"]),
        (["grades", "-o", "a.csv", "--format", "json"], ["a.csv", "json"]),
        (["grades", "--format", "pdf"], ["pdf", "xlsx"]),
        (["grades", "--format", "docx"], ["docx", "-o"]),
        (["grades", "--as-published"], ["2026", "not published"]),
        (["sheet", "9999"], ["9999"]),
        (["sheet", "010"], ["010", "0101 北关支行"]),
        (["sheet", "北关"], ["0101 北关支行"]),
        (["sheet", "0152"], ["石桥村服务点", "not examined"]),
        (["sheet", "0101", "--self"], ["北关支行", "did not assess itself"]),
        (["findings", "--unit", "01o3"], ["0103 东门支行"]),
        (["sheet", "\x1b[31m"], ["␛[31m"]),
    ],
)
def test_what_cannot_be_had_is_a_sentence_and_code_2(
    arguments: list[str], words: list[str], call: Called
) -> None:
    told = call.refused(*arguments)
    assert all(word in told for word in words), told


def test_a_folder_that_is_not_there_is_code_3(call: Called, tmp_path: Path) -> None:
    assert "no folder" in call.refused("grades", "-o", tmp_path / "none" / "a.csv", code=3)


def test_the_published_table_can_be_had_while_it_is_corrected(call: Called) -> None:
    with a_desk(call.path, "later") as desk:
        desk.publishing.publish(2025, ("missing_sheets", "provisional", "not_approved", "not_noticed"))
        before = json.loads(call("grades", "--year", "2025", "--format", "json"))
        case = desk.casebook.cases(2025)["b1"][0]
        desk.casebook.resume(case.assessment.id).reopen("误记")
    draft = json.loads(call("grades", "--year", "2025", "--format", "json"))
    kept = json.loads(call("grades", "--year", "2025", "--format", "json", "--as-published"))
    assert (before["published"], draft["published"], kept["published"]) == (True, False, True)
    assert kept == before != draft


def test_reading_changes_nothing(call: Called) -> None:
    before = call.path.read_bytes()
    for command in (["grades"], ["sheet", "0101"], ["findings"]):
        call(*command)
        assert call.code == 0
    assert call.path.read_bytes() == before


def test_a_file_in_which_no_year_was_opened(call: Called, tmp_path: Path) -> None:
    with a_desk(tmp_path / "b.db"):
        pass
    call.path = tmp_path / "b.db"
    assert "year open" in call.refused("grades")


# --- sheets and findings ------------------------------------------------------------------------------------


def test_the_sheet_of_a_unit(call: Called, tmp_path: Path) -> None:
    out = call("sheet", "0103")
    assert "东门支行: scored sheet 2026" in out
    assert "Signed and approved" in out
    assert "Critical item B-GC-01" in out
    call("sheet", "0102", "--year", "2025", "-o", tmp_path / "s.csv")
    rows = list(csv.reader((tmp_path / "s.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][1] == "Item"
    assert {row[4] for row in rows if row[1] == "B-TM-06"} == {"0 of 4"}


def test_what_lost_marks(call: Called) -> None:
    plain = json.loads(call("findings", "--format", "json"))
    assert {row["code"] for row in plain["rows"]} == {"0102", "0103"}
    plain = json.loads(call("findings", "--unit", "0102", "--format", "json"))
    assert [row["item"] for row in plain["rows"]] == ["B-TM-06"]


def test_a_long_export_shows_on_a_terminal_how_far_it_is(
    call: Called, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_over, "LONG", 2)
    call("findings", "-o", tmp_path / "a.csv")
    assert call.err == f"{tmp_path / 'a.csv'}: written\n"
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    call("findings", "-o", tmp_path / "b.csv")
    number = len((tmp_path / "b.csv").read_text(encoding="utf-8-sig").splitlines()) - 1
    first, *_told, wiped, last = call.err.split("\r")
    assert first == ""
    assert f"{number} of {number} rows" in call.err
    assert not wiped.strip()
    assert last == f"{tmp_path / 'b.csv'}: written\n"

"""csv as spreadsheets open it, JSON of any report, and text for a terminal."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from eldercheck.domain.clean_text import visible
from eldercheck.domain.figures import Figure
from eldercheck.reports.csv_file import safe
from eldercheck.reports.text_cells import cells_of, lines_of
from eldercheck.reports.text_file import text_lines
from eldercheck.reports.writing import write_report
from tests.reports.papers import COLUMNS, FORMULAS, NAMES, a_report, row


def csv_of(path: Path, names: tuple[str, ...]) -> list[list[str]]:
    write_report(a_report(names), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_it_begins_with_a_bom_and_ends_its_lines_as_windows_does(tmp_path: Path) -> None:
    lines = csv_of(tmp_path / "a.csv", ("甲行", "乙行"))
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfCode,")
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    assert lines[0] == ["Code", "Name", "Branches", "Examined", "Number", "Score", "Grade"]
    assert lines[1] == ["000", "甲行", "12", "6", "0", "89.5", "A"]


def test_no_cell_begins_a_formula(tmp_path: Path) -> None:
    lines = csv_of(tmp_path / "a.csv", NAMES)
    assert len(lines) == len(NAMES) + 1
    for name, line in zip(NAMES, lines[1:], strict=True):
        assert line[1] == ("'" if name in FORMULAS else "") + visible(name, multiline=True)
        assert not line[1].startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["+1.2", "-3", "12.5", "0"])
def test_numbers_stay_numbers(text: str) -> None:
    assert safe(text) == text


def test_a_pair_without_its_numbers_keeps_the_columns_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_report(a_report(rows=[("001", "甲", None, 1, Figure(5), None)]), path)
    assert path.read_text(encoding="utf-8-sig").splitlines()[1] == "001,甲,,,1,0.5,"


def test_the_json_of_rows_says_figures_as_printed_and_survives_every_name(tmp_path: Path) -> None:
    write_report(a_report(NAMES), tmp_path / "a.json")
    plain = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [line["name"] for line in plain["rows"]] == list(NAMES)
    assert plain["rows"][0] == dict(
        zip([c.id for c in COLUMNS], [*row(NAMES[0])[:4], "89.5", "A"], strict=True)
    )
    assert plain["head"][0] == {"label": "Year", "text": "2026"}
    assert plain["mark"] == "Draft, not published"


# --- text ---------------------------------------------------------------------------------------------------


def test_columns_stand_under_each_other_whatever_the_width_of_the_signs() -> None:
    lines = list(text_lines(a_report(("甲行", "abc", "䶮㐂𠮷"))))
    assert lines[:4] == ["Table of 2026", "Draft, not published", "Year: 2026", "Authority: 青山县"]
    table = [line for line in lines if "12/6" in line]
    assert len({cells_of(line[: line.index("12/6")]) for line in table}) == 1
    assert lines[-1] == "A foot."


@pytest.mark.parametrize("room", [60, 80, 120])
def test_it_fits_the_terminal_and_loses_nothing(room: int) -> None:
    name = "青山农村商业银行股份有限公司" * 3
    lines = list(text_lines(a_report((name,)), room))
    assert max(map(cells_of, lines)) <= room
    left, right = 6, room
    shown = "".join(line[left:right].split("  ")[0] for line in lines)
    assert all(shown.count(sign) >= name.count(sign) for sign in "村股份限")


def test_nothing_reaches_a_terminal_that_it_obeys() -> None:
    report = a_report(NAMES, title=NAMES[6], mark=NAMES[8], head=((NAMES[6], NAMES[8]),), foot=(NAMES[6],))
    assert all(line.isprintable() for line in text_lines(report, 80))


def test_lines_are_counted_as_they_wrap() -> None:
    assert [lines_of(text, 10) for text in ("", "abc", "五个字的名", "五个字的名字", "a\nb", "\n")] == [
        1,
        1,
        1,
        2,
        2,
        2,
    ]

"""The comparison as a report: the figures, the rows, the findings, and the same facts in every form."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from eldercheck.domain.answers import NotApplicable
from eldercheck.domain.figures import Figure
from eldercheck.domain.programme import Programme
from eldercheck.reports.comparison import comparison_report
from eldercheck.reports.report import Cell, Report
from eldercheck.reports.writing import write_report
from eldercheck.services.comparison import compare
from tests.builders import Desk, full_answers, visited
from tests.reports.papers import DAY


@pytest.fixture
def report(desk: Desk) -> Report:
    """A bank that claims everything, and examiners who found two items wanting."""
    programme = desk.years.open(Programme(2026, authority="金融办", counts="signed"))
    bank = desk.casebook.add_unit("institution", "01", "甲行")
    unit = desk.casebook.add_unit("branch", "0101", "=北关\u202e支行", bank.id)
    own = desk.casebook.start(unit, "bank")
    for item_id, answer in full_answers(own.checklist, TM_01=NotApplicable("没有")).items():
        own.answer(item_id, answer)
    own.sign(["赵行长"])
    examined = visited(desk.casebook.start(unit, "examiner"))
    for item_id, answer in full_answers(examined.checklist, GC_01="no", TM_06="2/4").items():
        examined.answer(item_id, answer)
    examined.note("B-GC-01", "没有看到窗口")
    examined.sign(["李芳", "王敏"])
    return comparison_report(compare(desk.casebook, unit, 2026), programme, DAY)


def lines(report: Report) -> list[dict[str, Cell]]:
    ids = [column.id for column in report.columns]
    return [dict(zip(ids, row, strict=True)) for row in report.rows]


def test_the_head_has_both_grades_the_claim_and_the_agreement(report: Report) -> None:
    head = dict(report.head)
    assert head["Self-assessment"] == "100.0 A · 赵行长"
    assert head["Examination"].endswith(" C · 李芳, 王敏")
    assert head["Handed in"] == "2026-03-02"
    assert head["Over-claimed"] == "2 items, 5.5 points"
    assert head["Agreement"].startswith("94.1% · kappa -0.")
    assert "AC1 0.94 (n = 51)" in head["Agreement"]
    assert "Green channel" not in head
    rows = [tuple(row) for row in report.sheets[-1].rows]
    assert rows[0] == ("Green channel", 7, "85.7%", "0.00", "0.85")
    assert rows[-1][:3] == ("Whole sheet", 51, "94.1%")
    assert "not counted" in report.mark
    assert not report.is_published


def test_over_claimed_items_come_first_and_are_listed_as_findings(report: Report) -> None:
    rows = lines(report)
    assert len(rows) == report.count == 51
    assert [(row["item"], row["verdict"], row["over"]) for row in rows[:3]] == [
        ("B-GC-01", "over-claimed", Figure(40)),
        ("B-TM-06", "over-claimed", Figure(15)),
        ("B-TM-01", "other answer", None),
    ]
    assert (rows[0]["bank_answer"], rows[0]["examiner_answer"]) == ("yes", "no")
    assert (rows[0]["bank_credit"], rows[0]["examiner_credit"]) == (Figure(1000), Figure(0))
    assert (rows[1]["bank_lost"], rows[1]["examiner_lost"]) == (Figure(0), Figure(15))
    assert {row["verdict"] for row in rows[3:]} == {"equal"}
    sheet, _by_section = report.sheets
    found = [tuple(row) for row in sheet.rows]
    assert [(row[0], row[-2], row[-1]) for row in found] == [
        ("B-GC-01", Figure(40), "没有看到窗口"),
        ("B-TM-06", Figure(15), None),
    ]
    assert report.stands_out is not None
    assert [report.stands_out(row) for row in report.rows][:3] == [True, True, False]


def test_the_same_facts_leave_in_every_form(report: Report, tmp_path: Path) -> None:
    for end in ("xlsx", "docx", "html", "csv", "json", "txt"):
        write_report(report, tmp_path / f"a.{end}")
    plain = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert plain["over_claimed"] == ["B-GC-01", "B-TM-06"]
    assert plain["points_over_claimed"] == "11/2"
    assert (plain["agreement"]["n"], plain["agreement"]["percent"]) == (51, "94.1")
    assert (plain["bank"]["grade"], plain["examiner"]["grade"], plain["late"]) == ("A", "C", False)
    first = plain["items"][0]
    assert (first["item"], first["bank"], first["examiner"]) == ("B-GC-01", "yes", "no")
    assert (first["verdict"], first["equal"], first["same_category"]) == ("over", False, False)
    assert sum(section["n"] for section in plain["sections"]) == 51
    book = load_workbook(tmp_path / "a.xlsx")
    assert len(book.sheetnames) == 3
    cells = [cell.value for row in book.worksheets[1].iter_rows() for cell in row]
    assert "B-GC-01" in cells
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sum(row[1:2] == ["B-GC-01"] for row in csv.reader(file)) == 1
    for end in ("html", "txt"):
        text = (tmp_path / f"a.{end}").read_text("utf-8")
        assert "B-GC-01" in text
        assert "\u202e" not in text

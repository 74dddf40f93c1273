"""The grade that a unit was told first, beside the final one, in the internal table and in the JSON."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from eldercheck.domain.answers import Given
from eldercheck.domain.programme import Programme
from eldercheck.reports.grade_rows import Audience
from eldercheck.reports.grades import grade_report
from eldercheck.reports.writing import write_report
from eldercheck.services.rectification import Rectification
from tests.builders import Desk
from tests.services.test_inbox import NAMES, approved, branch, noticed


@pytest.fixture
def rechecked(desk: Desk) -> Desk:
    desk.years.open(Programme(2026, authority="金融办"))
    bank = desk.casebook.add_unit("institution", "01", "甲行")
    examination = noticed(desk, branch(desk, bank, 1), TM_06="0/4")
    Rectification(examination).report_fixed("B-TM-06", "已换", "钱经理", "赵行长")
    Rectification(examination).recheck("B-TM-06", Given("4/4"), NAMES)
    noticed(desk, branch(desk, bank, 2), TM_06="0/4")
    approved(desk, bank)
    return desk


def written(desk: Desk, path: Path, audience: Audience) -> Path:
    write_report(grade_report(desk.county.year(2026), None, audience, date(2026, 12, 1)), path)
    return path


def test_the_internal_table_says_it_beside_the_final_grade(rechecked: Desk, tmp_path: Path) -> None:
    text = written(rechecked, tmp_path / "a.csv", "internal").read_text(encoding="utf-8-sig")
    rows = {row[2]: row for row in csv.reader(text.splitlines()) if len(row) > 10}
    assert "at first B 97.0 → A 100.0 after the re-check" in rows["0101"][-1]
    assert "at first" not in rows["0102"][-1]


def test_the_office_that_grades_by_it_gets_final_grades_only(rechecked: Desk, tmp_path: Path) -> None:
    assert "at first" not in written(rechecked, tmp_path / "a.csv", "office").read_text(encoding="utf-8-sig")


def test_the_json_has_both(rechecked: Desk, tmp_path: Path) -> None:
    plain = json.loads(written(rechecked, tmp_path / "a.json", "internal").read_text(encoding="utf-8"))
    first, second = plain["institutions"][0]["branches"]
    assert (first["score"], first["first"], first["rechecked"]) == (
        "100.0",
        {"score": "97.0", "grade": "B"},
        1,
    )
    assert (second["first"], second["rechecked"]) == (None, 0)

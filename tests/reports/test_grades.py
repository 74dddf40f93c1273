"""What a grade report says, to whom, and when it may carry the mark of a publication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from eldercheck.domain.answers import Given
from eldercheck.domain.figures import Figure
from eldercheck.reports.errors import ReportError
from eldercheck.reports.grades import grade_report
from eldercheck.reports.naming import day_text
from eldercheck.reports.report import Cell, Report, Sheet
from eldercheck.services.second_look import SecondLook
from eldercheck.wording.moments import local_day
from tests.builders import START, Desk, a_desk
from tests.county import make_county
from tests.reports.papers import DAY

PASSED = ("in_progress", "not_approved", "not_noticed", "missing_sheets", "provisional")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The small county."""
    make_county(tmp_path / "a.db")
    with a_desk(tmp_path / "a.db", "later", START + timedelta(days=1)) as desk:
        yield desk


def office(desk: Desk, **wish: bool) -> Report:
    return grade_report(desk.county.year(2026), desk.county.before(2026), "office", DAY, **wish)


def internal(desk: Desk) -> Report:
    return grade_report(desk.county.year(2026), desk.county.before(2026), "internal", DAY)


def named(report: Report, place: int = 0) -> dict[str, Cell]:
    row = list(report.rows)[place]
    return dict(zip([column.id for column in report.columns], row, strict=True))


def sheet(report: Report, title: str) -> Sheet:
    return next(sheet for sheet in report.sheets if sheet.title == title)


def correct(desk: Desk, unit: str, item: str) -> None:
    """Open a correction of a published sheet and answer one item otherwise."""
    case = desk.casebook.cases(2026)[unit][0]
    examination = desk.casebook.resume(case.assessment.id)
    examination.reopen("误记")
    examination.answer(item, Given("no"))
    examination.sign(["林晓梅", "陈志远"])
    SecondLook(examination).approve("王䶮")


# --- columns ------------------------------------------------------------------------------------------------


def test_the_office_reads_the_columns_of_the_design(desk: Desk) -> None:
    report = office(desk)
    dimensions = ["organisation", "facilities", "publicity", "outcome"]
    assert [column.id for column in report.columns] == [
        *("number", "name", "group", "branches", "service_points"),
        *dimensions,
        *("score", "bonus", "grade", "note"),
    ]
    first, second, third = (named(report, place) for place in range(3))
    row = desk.county.year(2026).table.institutions[0]
    assert (first["number"], first["name"], first["group"]) == (1, "青山银行", "农商行")
    assert (first["branches"], first["service_points"]) == ("3/3", "2/1")
    assert (first["score"], first["bonus"], first["grade"]) == (row.score, Figure(0), "C")
    assert [first[name] for name in dimensions] == list(row.dimensions.values())
    assert (second["score"], second["grade"]) == (None, None)
    assert "no signed sheet" in str(second["note"])
    assert third["note"] == "exempt: 年内合并"
    assert dict(report.head)["Authority"] == "青山县文明办"
    assert dict(report.head)["Date"] == "2026-11-24"
    assert "2026.1" in dict(report.head)["Checklists"]
    assert "the grade follows the printed figure" in report.foot[0]
    assert "30%" in report.foot[1]


def test_inside_every_unit_stands_below_its_institution_beside_last_year(desk: Desk) -> None:
    report = internal(desk)
    rows = [named(report, place) for place in range(report.count)]
    assert [row["code"] for row in rows] == ["01", "01", "0101", "0102", "0103", "0151", "02", "03"]
    assert [row["kind"] for row in rows][:3] == ["Institution", "own sheet", "Branch"]
    assert rows[0]["branches"] == "3/3/3"
    assert rows[0]["service_points"] == "2/2/1"
    branch, before = rows[2], desk.county.year(2025).table.institutions[0].branches[0]
    assert (branch["last_score"], branch["last_grade"]) == (before.score, "B")
    now = branch["score"]
    assert isinstance(now, Figure)
    assert branch["change"] == f"+{Figure(now.tenths - before.score.tenths)}"
    assert "B-TM-06 → B" in str(rows[3]["limits"])
    assert report.stands_out is not None
    assert [report.stands_out(row) for row in report.rows] == [row["number"] is not None for row in rows]


def test_limits_left_out_and_rules_stand_in_words(desk: Desk) -> None:
    inside, outside = internal(desk), office(desk)
    words = {(row[0], row[5]) for row in sheet(inside, "Limits").rows}
    assert any(code == "0103" and "Critical item B-GC-01 fails" in str(text) for code, text in words)
    assert {row[0] for row in sheet(outside, "Limits").rows} == {"01"}
    why = {row[0]: row[3] for row in sheet(inside, "Left out").rows}
    assert why["0201"] == "examination not signed yet"
    assert ("Service point", "not examined this year", 1) in sheet(outside, "Left out").rows
    assert any(
        row[1] == "A from a score of" and row[2] == "90" for row in sheet(outside, "Rules of the year").rows
    )
    assert "Corrections" not in {sheet.title for sheet in inside.sheets}
    assert dict(outside.distribution)["Branches"] == {"A": 1, "B": 1, "C": 1}


# --- the mark -----------------------------------------------------------------------------------------------


def test_a_draft_says_so_and_nothing_else(desk: Desk) -> None:
    report = office(desk)
    assert (report.mark, report.is_published) == ("Draft, not published", False)
    with pytest.raises(ReportError, match="not_published"):
        office(desk, as_published=True)


def test_the_published_table_carries_number_day_and_digest(desk: Desk) -> None:
    publication = desk.publishing.publish(2026, PASSED)
    report = office(desk)
    assert report.is_published
    day = day_text(local_day(publication.at))
    assert report.mark == f"Published, no. 1, {day} · digest {publication.digest[:12]}"
    assert f"Digest of what was published (SHA-256): {publication.digest}" in report.foot
    assert report.plain is not None
    assert report.plain()["published"] is True


def test_a_correction_under_way_is_a_draft_and_the_published_one_stays_to_be_had(desk: Desk) -> None:
    desk.publishing.publish(2026, PASSED)
    before = list(office(desk).rows)
    correct(desk, "b1", "B-HV-01")
    now, kept = office(desk), office(desk, as_published=True)
    assert (now.is_published, kept.is_published) == (False, True)
    assert list(kept.rows) == before != list(now.rows)
    assert now.plain is not None
    assert kept.plain is not None
    assert (now.plain()["published"], kept.plain()["published"]) == (False, True)
    (line,) = [row for row in sheet(now, "Corrections").rows if row[0] == "0101"]
    old, new = line[2], line[3]
    assert isinstance(old, Figure)
    assert isinstance(new, Figure)
    assert old > new
    assert "Corrections" not in {sheet.title for sheet in kept.sheets}


def test_an_amendment_stands_beside_what_it_amends(desk: Desk) -> None:
    desk.publishing.publish(2026, PASSED)
    correct(desk, "b1", "B-HV-01")
    desk.publishing.publish(2026, PASSED, "申诉成立")
    report = office(desk)
    assert report.mark.startswith("Published, no. 2")
    assert "Why it was amended: 申诉成立" in report.foot
    assert {row[0] for row in sheet(report, "Corrections").rows} >= {"0101"}


def test_a_published_table_is_read_by_the_rules_it_was_published_with(desk: Desk) -> None:
    desk.publishing.publish(2026, PASSED)
    programme = desk.years.programme(2026)
    rules = replace(programme.rules, b_band=programme.rules.b_band - 5)
    desk.years.change(replace(programme, rules=rules), "改线")
    values = {row[1]: row[2] for row in sheet(office(desk, as_published=True), "Rules of the year").rows}
    assert values["B from a score of"] == "75"
    assert office(desk, as_published=True).is_published
    assert not office(desk).is_published

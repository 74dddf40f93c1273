"""The scored sheet of one unit, and what lost marks over a year or in one unit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eldercheck.domain.answers import NotApplicable
from eldercheck.domain.figures import Figure
from eldercheck.reports.findings import findings_report
from eldercheck.reports.report import Cell, Report
from eldercheck.reports.sheets import sheet_report
from eldercheck.services.evidence import ItemEvidence
from eldercheck.services.findings import findings
from eldercheck.services.second_look import SecondLook
from eldercheck.services.vetoes import Vetoes
from eldercheck.storage.evidence_files import EvidenceFiles
from tests.builders import Desk, a_desk
from tests.county import make_county
from tests.pictures import a_file, phone_picture
from tests.reports.papers import DAY


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Desk]:
    """The small county."""
    make_county(tmp_path / "county.db")
    with a_desk(tmp_path / "county.db") as desk:
        yield desk


def lines(report: Report) -> list[dict[str, Cell]]:
    ids = [column.id for column in report.columns]
    return [dict(zip(ids, row, strict=True)) for row in report.rows]


def test_the_head_says_when_and_how_the_unit_was_visited_and_what_was_vetoed(desk: Desk) -> None:
    examination = desk.finished()
    Vetoes(examination).record("refused", "拒收硬币", "李芳", "信访件17号")
    head = dict(sheet_report(examination, DAY).head)
    assert (head["Visited on"], head["Time of the visit"]) == ("2026-10-08", "09:05–11:40")
    assert (head["Way of the visit"], head["Weather"]) == ("unannounced", "rain, snow or wet ground")
    assert (head["Met by"], head["Examiners"]) == ("会计主管", "李芳, 张三")
    assert "拒收硬币" in head["Veto"]
    assert "信访件17号" in head["Veto"]
    assert "拒收硬币" in head["Held at C"]
    assert "Visited on" not in dict(sheet_report(desk.examination(code="02", party="bank"), DAY).head)


# --- sheets -------------------------------------------------------------------------------------------------


def test_a_sheet_says_item_by_item_what_was_earned_and_why_not(desk: Desk) -> None:
    examination = desk.finished(GC_01="no", TM_01="1/3")
    examination.note("B-GC-01", "无绿色通道")
    examination.sign(["林晓梅", "陈志远"])
    report = sheet_report(examination, DAY, "农商银行")
    assert [column.id for column in report.columns] == [
        *("section", "item", "question", "points", "answer", "credit", "score", "note", "evidence"),
    ]
    rows = {row["item"]: row for row in lines(report)}
    assert len(rows) == report.count == len(examination.checklist.items)
    assert (rows["B-GC-01"]["answer"], rows["B-GC-01"]["credit"], rows["B-GC-01"]["score"]) == (
        "no",
        Figure(0),
        Figure(0),
    )
    assert rows["B-GC-01"]["note"] == "无绿色通道"
    assert (rows["B-TM-01"]["answer"], rows["B-TM-01"]["credit"]) == ("1 of 3", Figure(333))
    head = dict(report.head)
    assert head["Score"] == str(examination.result.score.figure)
    assert (head["Grade"], head["Signed by"], head["Institution"]) == ("C", "林晓梅, 陈志远", "农商银行")
    assert "Critical item B-GC-01 fails" in head["Held at C"]
    assert head["Organisation"] == str(examination.result.score.dimensions["organisation"].figure)
    assert (report.mark, report.is_published, report.is_draft) == ("Signed, not approved yet", False, False)
    SecondLook(examination).approve("王䶮")
    assert sheet_report(examination, DAY).mark == "Signed and approved"


def test_an_item_left_out_says_why_and_has_no_figures(desk: Desk) -> None:
    examination = desk.finished()
    item = next(item for item in examination.checklist if item.not_applicable)
    examination.answer(item.id, NotApplicable("没有"))
    row = next(row for row in lines(sheet_report(examination, DAY)) if row["item"] == item.id)
    assert (row["answer"], row["credit"], row["score"]) == ("not applicable: 没有", None, None)


def test_an_unfinished_sheet_is_a_draft_without_a_grade(desk: Desk) -> None:
    report = sheet_report(desk.examination(), DAY)
    assert report.mark.startswith("Draft, not signed")
    assert report.is_draft
    assert not {"Score", "Grade"} & set(dict(report.head))
    assert "Can still become" not in dict(report.head)
    own = sheet_report(desk.examination(code="0102", party="bank"), DAY)
    assert "Can still become" in dict(own.head)


def test_a_sheet_names_the_evidence_of_each_item_or_says_that_it_is_missing(
    desk: Desk, tmp_path: Path
) -> None:
    examination = desk.finished()
    evidence = ItemEvidence(examination, EvidenceFiles(tmp_path / "kept"))
    photo = evidence.attach_file("B-GC-01", a_file(tmp_path, "=正门.jpg", phone_picture())).evidence
    evidence.attach_text("B-GC-01", "document", "青银发〔2026〕3号")
    rows = {row["item"]: row["evidence"] for row in lines(sheet_report(examination, DAY))}
    assert photo.file
    assert rows["B-GC-01"] == (
        f"photo =正门.jpg {photo.file.sha256[:8]} taken 2026-03-02 09:08\ndocument number 青银发〔2026〕3号"
    )
    assert rows["B-GC-03"] == "still missing: photo (always)"
    assert rows["B-GC-02"] == "reading (always)"


# --- findings -----------------------------------------------------------------------------------------------


def test_findings_name_what_lost_marks_in_the_units_of_the_table(county: Desk) -> None:
    year = county.county.year(2026)
    report = findings_report(year, county.casebook, DAY)
    rows = lines(report)
    assert len(rows) == report.count
    assert {row["code"] for row in rows} == {"0102", "0103"}
    (held,) = [row for row in rows if row["code"] == "0102"]
    assert (held["item"], held["answer"], held["institution"]) == ("B-TM-06", "0 of 4", "青山银行")
    assert held["critical"] == "fails: at most B"
    assert isinstance(held["lost"], Figure)
    assert held["lost"].tenths == 10 * year.checklists["branch"].item("B-TM-06").points
    for entry in year.units:
        if entry.graded and entry.examined and entry.examined.score:
            mine = [row["item"] for row in rows if row["code"] == entry.unit.code]
            assert mine == list(entry.examined.score.lost)


@pytest.mark.parametrize(("code", "units"), [("0103", {"0103"}), ("01", {"0102", "0103"}), ("0101", set())])
def test_findings_of_one_unit_or_of_an_institution_with_its_units(
    county: Desk, code: str, units: set[str]
) -> None:
    year = county.county.year(2026)
    found = findings(year, county.casebook, code)
    assert {finding.unit.code for finding in found} == units
    assert found.count == len(list(found))
    unit = next(entry.unit for entry in year.units if entry.unit.code == code)
    assert unit.name in findings_report(year, county.casebook, DAY, unit).title

"""Cases in the county's year: overdue findings, first grade beside the final one, what stands in the way."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from eldercheck.domain.answers import Given
from eldercheck.domain.canonical import canonical_json
from eldercheck.domain.grade_table import GradeTable
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit
from eldercheck.services.appeals import Appeals
from eldercheck.services.county import UnitYear
from eldercheck.services.rectification import Rectification
from eldercheck.services.vetoes import Vetoes
from tests.builders import ROOT, Desk, a_desk
from tests.services.test_inbox import NAMES, TOO_MUCH, approved, branch, noticed, signed, written

LATER = datetime(2026, 5, 20, tzinfo=UTC)


@pytest.fixture
def bank(desk: Desk) -> Unit:
    desk.years.open(Programme(2026, authority="金融办"))
    return desk.casebook.add_unit("institution", "01", "甲行")


def entry_of(desk: Desk, unit: Unit) -> UnitYear:
    return next(entry for entry in desk.county.year().units if entry.unit.id == unit.id)


def test_what_is_not_put_right_in_time_is_counted_until_the_case_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with a_desk(path) as desk:
        desk.years.open(Programme(2026))
        bank = desk.casebook.add_unit("institution", "01", "甲行")
        late, mended = branch(desk, bank, 1), branch(desk, bank, 2)
        examination = noticed(desk, late)
        other = noticed(desk, mended, TM_06="0/4")
        Rectification(other).report_fixed("B-TM-06", "已换", "钱经理", "赵行长")
        assert entry_of(desk, late).overdue == ()
    with a_desk(path, "x", LATER) as desk:
        assert set(entry_of(desk, late).overdue) == {"B-TM-06", "B-GC-01"}
        assert entry_of(desk, mended).overdue == ()
        tally = desk.county.year().tally(bank)
        assert (tally.overdue, tally.overdue_units) == (2, 1)
        assert desk.county.year().tally().overdue == 2
        Rectification(desk.casebook.resume(examination.assessment.id)).close("王敏", "网点撤销")
        assert desk.county.year().tally().overdue == 0
        assert entry_of(desk, late).case_state == "closed"


def test_an_upheld_objection_and_a_recheck_leave_the_first_grade_beside_the_final_one(
    desk: Desk, bank: Unit
) -> None:
    one = branch(desk, bank, 1)
    examination = noticed(desk, one)
    told = entry_of(desk, one).graded
    assert told is not None
    assert (told.first_score, told.first_grade, told.rechecked, told.is_changed) == (None, None, 0, False)
    Appeals(examination).claim("B-GC-01", "有专人", "赵行长")
    Appeals(examination).uphold("B-GC-01", Given("yes"), "照片为证", "周主任")
    upheld = entry_of(desk, one).graded
    assert upheld is not None
    assert (upheld.first_score, upheld.first_grade, upheld.rechecked) == (told.score, told.grade, 0)
    assert upheld.score > told.score
    Rectification(examination).report_fixed("B-TM-06", "已换", "钱经理", "赵行长")
    Rectification(examination).recheck("B-TM-06", Given("4/4"), NAMES)
    final = entry_of(desk, one).graded
    assert final is not None
    assert (str(final.score), final.grade) == ("100.0", "A")
    assert (final.first_score, final.first_grade, final.rechecked) == (told.score, told.grade, 1)
    assert final.is_changed


def test_a_recheck_that_failed_changes_no_figure(desk: Desk, bank: Unit) -> None:
    one = branch(desk, bank, 1)
    examination = noticed(desk, one)
    Rectification(examination).report_fixed("B-TM-06", "已换", "钱经理", "赵行长")
    Rectification(examination).recheck("B-TM-06", Given("0/4"), NAMES)
    graded = entry_of(desk, one).graded
    assert graded is not None
    assert (graded.first_score, graded.rechecked) == (None, 0)


def test_a_table_says_of_a_first_grade_only_where_there_is_one(desk: Desk, bank: Unit) -> None:
    one, two = branch(desk, bank, 1), branch(desk, bank, 2)
    examination = noticed(desk, one)
    approved(desk, two)
    table = desk.county.year().table
    assert not any(
        "first_score" in row or "rechecked" in row for row in table.plain()["institutions"][0]["branches"]
    )
    Rectification(examination).report_fixed("B-TM-06", "已换", "钱经理", "赵行长")
    Rectification(examination).recheck("B-TM-06", Given("4/4"), NAMES)
    changed = desk.county.year().table
    first, second = changed.plain()["institutions"][0]["branches"]
    assert (first["first_grade"], first["rechecked"]) == ("C", 1)
    assert "first_score" not in second and "rechecked" not in second
    again = GradeTable.from_plain(json.loads(canonical_json(changed.plain())))
    assert (again, again.digest) == (changed, changed.digest)
    assert changed.digest != table.digest


def test_a_table_published_by_an_earlier_version_keeps_its_digest() -> None:
    kept = json.loads((ROOT / "tests" / "domain" / "published_table.json").read_text(encoding="utf-8"))
    table = GradeTable.from_plain(kept["body"])
    assert table.plain() == kept["body"]
    assert table.digest == kept["digest"]
    assert (table.settings["visit_record"], table.settings["evidence"]) == ("no", "pass")


def test_a_year_of_an_earlier_version_has_the_table_that_version_would_have_made(desk: Desk) -> None:
    old = {
        name: value
        for name, value in Programme(2026, counts="signed").plain().items()
        if name not in ("visit_record", "evidence")
    }
    desk.years.open(Programme.from_plain(old))
    signed(desk, branch(desk, desk.casebook.add_unit("institution", "01", "甲行"), 1))
    table = desk.county.year().table
    assert {"visit_record", "evidence"}.isdisjoint(table.plain()["settings"])
    desk.years.change(replace(desk.years.programme(2026), evidence="block"), "按新规定")
    assert desk.county.year().table.plain()["settings"]["evidence"] == "block"


def test_what_follows_the_second_look_stands_in_the_way_until_the_case_is_closed(
    desk: Desk, bank: Unit
) -> None:
    one, two, three, four = (branch(desk, bank, number) for number in (1, 2, 3, 4))
    signed(desk, one)
    approved(desk, two)
    examination = noticed(desk, three, TM_06="0/4")
    written(desk, four)

    def standing() -> dict[str, tuple[str, ...]]:
        return {one.kind: one.codes for one in desk.county.year().obstacles()}

    assert standing() == {
        "in_progress": ("0104",), "not_approved": ("0101",), "not_noticed": ("0102",),
        "open_cases": ("0103",), "missing_sheets": ("01",),
    }  # fmt: skip
    Rectification(examination).close("王敏", "网点撤销")
    assert "open_cases" not in standing()
    publication = desk.publishing.publish(2026, TOO_MUCH)
    passed = desk.years.history(2026)[-1].payload["passed"]
    assert passed["not_noticed"] == ["0102"]
    assert publication.number == 1


def test_a_veto_holds_the_unit_at_c_in_the_table(desk: Desk, bank: Unit) -> None:
    one = branch(desk, bank, 1)
    examination = approved(desk, one, TM_06="4/4")
    graded = entry_of(desk, one).graded
    assert graded is not None and graded.grade == "A"
    Vetoes(examination).record("refused", "拒收现金", "王敏", "信访件12号")
    vetoed = entry_of(desk, one).graded
    assert vetoed is not None
    assert (vetoed.grade, str(vetoed.score)) == ("C", str(graded.score))
    assert any(limit.rule == "veto" for limit in vetoed.limits)


def test_a_unit_closed_during_the_year_stays_in_the_table_where_it_was_examined(
    desk: Desk, bank: Unit
) -> None:
    one, two = branch(desk, bank, 1), branch(desk, bank, 2)
    noticed(desk, one)
    for unit in (one, two):
        desk.casebook.change_unit(replace(unit, closed="2026-03-20"))
    county = desk.county.year()
    assert [unit.code for unit in county.table.institutions[0].branches] == ["0101"]
    assert {unit.code: unit.why for unit in county.table.left_out}["0102"] == "closed"
    assert entry_of(desk, one).case_state == "noticed"


def test_a_self_assessment_that_came_late_stands_beside_all_the_same(desk: Desk, bank: Unit) -> None:
    one = branch(desk, bank, 1)
    noticed(desk, one)
    own = desk.casebook.start(one, "bank")
    for item, answer in written(desk, branch(desk, bank, 2)).sheet.answers.items():
        own.answer(item, answer)
    own.sign(["赵行长"])
    graded = entry_of(desk, one).graded
    assert graded is not None
    assert str(graded.self_score) == "100.0"
    assert graded.score.tenths < 1000

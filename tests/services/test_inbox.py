"""The inboxes of a year on a real file: what waits for whom, the oldest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from eldercheck.domain.answers import Given
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit
from eldercheck.domain.waiting import Role
from eldercheck.services.appeals import Appeals
from eldercheck.services.examination import Examination
from eldercheck.services.inbox import Inbox, Waiting
from eldercheck.services.notices import Notices
from eldercheck.services.rectification import Rectification
from eldercheck.services.second_look import SecondLook
from tests.builders import Desk, a_desk, full_answers, visited

NAMES = ["李芳", "张三"]
LOST = {"TM_06": "0/4", "GC_01": "no"}
TOO_MUCH = ("missing_sheets", "provisional", "not_noticed", "open_cases", "not_approved", "in_progress")


def written(desk: Desk, unit: Unit, **changes: str) -> Examination:
    examination = visited(desk.casebook.start(unit, "examiner"))
    for item, answer in full_answers(examination.checklist, **changes).items():
        examination.answer(item, answer)
    return examination


def signed(desk: Desk, unit: Unit, **changes: str) -> Examination:
    examination = written(desk, unit, **changes)
    examination.sign(NAMES)
    return examination


def approved(desk: Desk, unit: Unit, **changes: str) -> Examination:
    examination = signed(desk, unit, **changes)
    SecondLook(examination).approve("王敏")
    return examination


def noticed(desk: Desk, unit: Unit, **changes: str) -> Examination:
    examination = approved(desk, unit, **(changes or LOST))
    Notices(examination).give("王敏")
    return examination


@pytest.fixture
def bank(desk: Desk) -> Unit:
    desk.years.open(Programme(2026, authority="金融办"))
    return desk.casebook.add_unit("institution", "01", "甲行")


def branch(desk: Desk, bank: Unit, number: int) -> Unit:
    return desk.casebook.add_unit("branch", f"01{number:02}", f"网点{number}", bank.id)


def waiting(desk: Desk, role: Role, of: Unit | None = None) -> tuple[Waiting, ...]:
    return Inbox(desk.casebook, desk.years).waiting(role, of=of)


def found(desk: Desk, role: Role, of: Unit | None = None) -> list[tuple[str, str]]:
    return [(one.wait.kind, one.unit.code if one.unit else "") for one in waiting(desk, role, of)]


def test_a_sheet_goes_from_inbox_to_inbox(desk: Desk, bank: Unit) -> None:
    one = branch(desk, bank, 1)
    examination = written(desk, one, **LOST)
    assert found(desk, "examiner") == [("to_finish", "0101")]
    examination.sign(NAMES)
    assert (found(desk, "examiner"), found(desk, "supervisor")) == ([], [("to_look", "0101")])
    SecondLook(examination).give_back("王敏", {"B-TM-06": "哪一台？", "B-GC-01": "照片"})
    (back,) = waiting(desk, "examiner")
    assert (back.wait.kind, back.number) == ("returned", 2)
    assert found(desk, "supervisor") == []
    SecondLook(examination).reply("B-TM-06", "门口那台", "李芳")
    SecondLook(examination).reply("B-GC-01", "没有照片", "李芳")
    examination.sign(NAMES)
    SecondLook(examination).approve("王敏")
    assert found(desk, "supervisor") == [("to_notice", "0101")]
    Notices(examination).give("王敏")
    assert found(desk, "bank", one) == [("may_object", "0101"), ("to_respond", "0101")]
    assert found(desk, "supervisor") == []


def test_an_examination_not_finished_says_how_many_items_are_open(desk: Desk, bank: Unit) -> None:
    examination = visited(desk.casebook.start(branch(desk, bank, 1), "examiner"))
    answers = list(full_answers(examination.checklist).items())
    for item, answer in answers[:3]:
        examination.answer(item, answer)
    (one,) = waiting(desk, "examiner")
    assert one.number == len(examination.checklist.items) - 3


def test_what_waits_longest_stands_first_by_the_moment_it_came_into_its_state(desk: Desk, bank: Unit) -> None:
    one, two, three = (branch(desk, bank, number) for number in (1, 2, 3))
    first, second = written(desk, one), written(desk, two)
    second.sign(NAMES)
    first.sign(NAMES)
    approved(desk, three)
    assert found(desk, "supervisor") == [("to_look", "0102"), ("to_look", "0101"), ("to_notice", "0103")]
    second.reopen("重看")
    begun = waiting(desk, "examiner")[0]
    assert begun.case is not None
    assert begun.wait.since > begun.case.assessment.opened_at


def test_objection_decision_repair_and_recheck_change_hands(desk: Desk, bank: Unit) -> None:
    one = branch(desk, bank, 1)
    examination = noticed(desk, one)
    Appeals(examination).claim("B-GC-01", "有专人", "赵行长")
    assert found(desk, "supervisor") == [("to_decide", "0101")]
    Appeals(examination).uphold("B-GC-01", Given("yes"), "照片为证", "周主任")
    assert found(desk, "supervisor") == []
    Rectification(examination).respond("B-TM-06", "本周换屏", "钱经理", "赵行长")
    assert ("to_fix", "0101") in found(desk, "bank")
    Rectification(examination).report_fixed("B-TM-06", "已换", "钱经理", "赵行长")
    assert found(desk, "bank", one) == [("may_object", "0101")]
    (look,) = waiting(desk, "examiner")
    assert (look.wait.kind, look.wait.items) == ("to_recheck", ("B-TM-06",))
    Rectification(examination).recheck("B-TM-06", Given("0/4"), NAMES)
    assert found(desk, "examiner") == []
    assert ("to_fix_again", "0101") in found(desk, "bank")


def test_a_day_later_than_the_last_one_is_overdue_for_all_three(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with a_desk(path) as desk:
        desk.years.open(Programme(2026))
        noticed(desk, branch(desk, desk.casebook.add_unit("institution", "01", "甲行"), 1))
    with a_desk(path, "x", datetime(2026, 5, 1, tzinfo=UTC)) as desk:
        for role, kind in (("examiner", "recheck_due"), ("bank", "to_respond"), ("supervisor", "overdue")):
            (late,) = (one for one in waiting(desk, role) if one.wait.kind == kind)  # type: ignore[arg-type]
            assert late.wait.overdue
            assert "2026-03-02" < late.wait.due < "2026-05-01"
        assert "may_object" not in dict(found(desk, "bank"))


def test_a_case_with_all_settled_waits_to_be_closed_once_nobody_can_object(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with a_desk(path) as desk:
        desk.years.open(Programme(2026))
        unit = branch(desk, desk.casebook.add_unit("institution", "01", "甲行"), 1)
        examination = noticed(desk, unit, TM_06="0/4")
        Rectification(examination).report_fixed("B-TM-06", "已换", "钱经理", "赵行长")
        Rectification(examination).recheck("B-TM-06", Given("4/4"), NAMES)
        assert found(desk, "supervisor") == []
    with a_desk(path, "x", datetime(2026, 5, 1, tzinfo=UTC)) as desk:
        assert found(desk, "supervisor") == [("to_close", "0101")]
        Rectification(desk.casebook.resume(examination.assessment.id)).close("王敏")
        assert found(desk, "supervisor") == found(desk, "examiner") == []


def test_a_bank_is_asked_for_the_self_assessments_of_its_units_and_no_others(desk: Desk, bank: Unit) -> None:
    one, two = branch(desk, bank, 1), branch(desk, bank, 2)
    other = desk.casebook.add_unit("institution", "02", "乙行")
    closed = branch(desk, bank, 3)
    desk.casebook.change_unit(replace(closed, closed="2026-02-27"))
    exempt = desk.casebook.add_unit("institution", "03", "丙行")
    desk.casebook.change_unit(replace(exempt, exempt="年内合并"))
    desk.casebook.start(one, "bank")
    noticed(desk, two)
    assert found(desk, "bank", other) == [("own_to_begin", "02")]
    assert found(desk, "bank", bank) == [
        ("may_object", "0102"), ("to_respond", "0102"), ("own_to_begin", "01"), ("own_to_finish", "0101"),
    ]  # fmt: skip
    assert found(desk, "bank", one) == [("own_to_finish", "0101")]
    assert ("own_to_begin", "0103") not in found(desk, "bank")
    assert ("own_to_begin", "03") not in found(desk, "bank")


def test_a_late_self_assessment_still_waits_until_the_unit_is_told_of_its_grade(
    desk: Desk, bank: Unit
) -> None:
    one = branch(desk, bank, 1)
    examination = approved(desk, one)
    assert ("own_to_begin", "0101") in found(desk, "bank")
    Notices(examination).give("王敏")
    assert ("own_to_begin", "0101") not in found(desk, "bank")


def test_a_unit_closed_during_the_year_keeps_what_was_begun(desk: Desk, bank: Unit) -> None:
    one = branch(desk, bank, 1)
    written(desk, one)
    desk.casebook.change_unit(replace(one, closed="2026-02-27"))
    assert found(desk, "examiner") == [("to_finish", "0101")]
    assert found(desk, "bank", one) == []


def test_a_year_that_nobody_opened_waits_for_no_bank(desk: Desk) -> None:
    desk.casebook.add_unit("institution", "01", "甲行")
    assert found(desk, "bank") == []


def test_a_published_year_waits_for_nobody_until_a_correction_is_opened(desk: Desk, bank: Unit) -> None:
    one, two = branch(desk, bank, 1), branch(desk, bank, 2)
    done = approved(desk, one, TM_06="0/4")
    signed(desk, two)
    desk.publishing.publish(2026, TOO_MUCH)
    assert [found(desk, role) for role in ("examiner", "bank", "supervisor")] == [[], [], []]
    again = desk.casebook.resume(done.assessment.id)
    again.reopen("申诉成立")
    assert found(desk, "examiner") == [("to_finish", "0101")]
    assert found(desk, "supervisor") == [("to_publish", "")]
    again.answer("B-TM-06", Given("4/4"))
    again.sign(NAMES)
    SecondLook(again).approve("王敏")
    desk.publishing.publish(2026, TOO_MUCH, "申诉成立")
    assert found(desk, "supervisor") == []


def test_the_number_at_home_is_that_of_the_inbox(desk: Desk, bank: Unit) -> None:
    noticed(desk, branch(desk, bank, 1))
    signed(desk, branch(desk, bank, 2))
    written(desk, branch(desk, bank, 3))
    inbox, overview = Inbox(desk.casebook, desk.years), desk.casebook.overview()
    for role in ("examiner", "bank", "supervisor"):
        for of in (None, bank):
            assert inbox.number(role, overview, of) == len(inbox.waiting(role, of=of))

"""A county's year read whole, published, corrected: what counts, what stands in the way, old beside new."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import get_args

import pytest

from eldercheck.domain.errors import StateError
from eldercheck.domain.grade_table import GradeTable
from eldercheck.domain.programme import Programme
from eldercheck.domain.programme_settings import with_setting
from eldercheck.domain.register import Unit
from eldercheck.domain.table_facts import TableFacts
from eldercheck.services.examination import Examination
from eldercheck.services.notices import Notices
from eldercheck.services.obstacles import ObstacleKind
from eldercheck.services.rectification import Rectification
from eldercheck.services.second_look import SecondLook
from tests.builders import Desk, full_answers, visited

EVERYTHING = get_args(ObstacleKind)


def written(desk: Desk, unit: Unit, party: str = "examiner", **changes: str) -> Examination:
    examination = visited(desk.casebook.start(unit, party))  # type: ignore[arg-type]
    for item_id, answer in full_answers(examination.checklist, **changes).items():
        examination.answer(item_id, answer)
    return examination


def signed(desk: Desk, unit: Unit, **changes: str) -> Examination:
    examination = written(desk, unit, **changes)
    examination.sign(["李芳", "王敏"])
    return examination


@pytest.fixture
def bank(desk: Desk) -> Unit:
    desk.years.open(Programme(2026, authority="金融办", counts="signed"))
    return desk.casebook.add_unit("institution", "01", "甲行")


def branches(desk: Desk, bank: Unit, number: int) -> list[Unit]:
    return [desk.casebook.add_unit("branch", f"01{n:02}", f"网点{n}", bank.id) for n in range(1, number + 1)]


def why_not(desk: Desk) -> dict[str, str | None]:
    return {entry.unit.code: entry.why_not for entry in desk.county.year().units}


def test_a_sheet_in_hand_when_its_year_is_published_is_read_only_too(desk: Desk, bank: Unit) -> None:
    one, two = branches(desk, bank, 2)
    own, done, begun = signed(desk, bank), signed(desk, one), written(desk, two)
    desk.publishing.publish(2026, EVERYTHING)
    item = begun.checklist.items[0].id
    for act in (
        lambda: begun.answer(item, None),
        lambda: begun.note(item, "x"),
        begun.undo,
        lambda: begun.sign(["李芳", "王敏"]),
        lambda: SecondLook(done).approve("陈志远"),
        lambda: own.reopen("更正"),
    ):
        with pytest.raises(StateError, match="year_published"):
            act()
    assert desk.county.year().is_published
    again = desk.casebook.resume(done.assessment.id)
    again.reopen("更正")
    again.answer(again.checklist.items[0].id, None)
    desk.publishing.publish(2026, EVERYTHING, "更正")
    with pytest.raises(StateError, match="year_published"):
        again.note(again.checklist.items[0].id, "x")


def test_what_is_signed_counts_and_the_rest_says_why_not(desk: Desk, bank: Unit) -> None:
    one, two, three, four, five = branches(desk, bank, 5)
    signed(desk, bank)
    signed(desk, one, TM_06="0/4")
    written(desk, two)
    written(desk, three, party="bank").sign(["李芳"])
    desk.casebook.change_unit(replace(four, closed="2026-03-01"))
    county = desk.county.year()
    assert why_not(desk) == {
        "01": None, "0101": None, "0102": "in_progress", "0103": "not_examined", "0104": "closed",
        "0105": "not_examined",
    }  # fmt: skip
    (row,) = county.table.institutions
    assert [(unit.code, str(unit.score), unit.grade) for unit in row.branches] == [("0101", "97.0", "B")]
    assert row.registered.branches == 4
    assert {(unit.code, unit.why) for unit in county.table.left_out} == {
        ("0102", "in_progress"), ("0103", "not_examined"), ("0104", "closed"), ("0105", "not_examined"),
    }  # fmt: skip
    assert county.tally(bank).by_state == {"planned": 3, "in_progress": 1, "signed": 2, "approved": 0}
    assert county.tally().by_grade == {"A": 0, "B": 1, "C": 0}
    assert five.code == "0105"


def test_a_self_assessment_stands_beside_and_never_counts(desk: Desk, bank: Unit) -> None:
    (one,) = branches(desk, bank, 1)
    written(desk, one, party="bank").sign(["黄秀英"])
    assert why_not(desk)["0101"] == "not_examined"
    signed(desk, one, TM_06="0/4")
    entry = desk.county.year().units[1]
    assert entry.graded is not None
    assert (str(entry.graded.score), str(entry.graded.self_score)) == ("97.0", "100.0")


def test_the_newest_signed_examination_counts_not_one_begun_after(desk: Desk, bank: Unit) -> None:
    (one,) = branches(desk, bank, 1)
    signed(desk, one, TM_06="0/4")
    written(desk, one)
    assert [str(unit.score) for unit in desk.county.year().table.institutions[0].branches] == ["97.0"]
    signed(desk, one)
    assert [str(unit.score) for unit in desk.county.year().table.institutions[0].branches] == ["100.0"]


def test_a_year_that_counts_what_is_approved_waits_for_the_second_look(desk: Desk, bank: Unit) -> None:
    desk.years.change(with_setting(desk.years.programme(2026), "counts", "approved"))
    examination = signed(desk, bank)
    assert why_not(desk)["01"] == "not_approved"
    with pytest.raises(StateError, match="approver_signed"):
        SecondLook(examination).approve(" 李 芳")
    with pytest.raises(StateError, match="approver_needed"):
        SecondLook(examination).approve(" ")
    SecondLook(examination).approve("陈志远")
    entry = desk.county.year().units[0]
    assert (entry.state, entry.why_not) == ("approved", None)
    assert entry.graded is not None
    assert entry.graded.approved
    examination.reopen("重看")
    assert desk.county.year().units[0].state == "in_progress"


def test_the_weakest_items_say_how_many_units_lost_marks(desk: Desk, bank: Unit) -> None:
    one, two, three = branches(desk, bank, 3)
    signed(desk, one, TM_06="0/4", GC_04="4/5")
    signed(desk, two, TM_06="1/4")
    written(desk, three, TM_06="0/4")
    first, second = desk.county.year().weakest
    assert (first.item.id, first.lost, first.asked) == ("B-TM-06", ("0101", "0102"), 2)
    assert (second.item.id, second.lost, second.asked) == ("B-GC-04", ("0101",), 2)


def test_means_are_of_printed_figures(desk: Desk, bank: Unit) -> None:
    one, two = branches(desk, bank, 2)
    signed(desk, one, TM_06="0/4")
    signed(desk, two)
    means = TableFacts.of(desk.county.year().table).means
    assert {name: str(figure) for name, figure in means["branch"].items()} == {
        "organisation": "100.0", "facilities": "95.7", "publicity": "100.0", "outcome": "100.0",
    }  # fmt: skip
    assert set(means["service_point"].values()) == {None}


def test_a_sheet_changed_by_hand_is_named_and_hides_nothing(desk: Desk, bank: Unit) -> None:
    one, two = branches(desk, bank, 2)
    signed(desk, one)
    signed(desk, two)
    with closing(sqlite3.connect(desk.database.path)) as connection, connection:
        connection.execute(
            "UPDATE answer SET given = '9/3' WHERE item_id = 'B-TM-01' AND assessment_id = "
            "(SELECT id FROM assessment WHERE unit = ?)",
            (one.id,),
        )
    assert why_not(desk) == {"01": "not_examined", "0101": "damaged", "0102": None}
    assert [o.kind for o in desk.county.year().obstacles()] == ["damaged", "not_approved", "missing_sheets"]


# --- publishing ---------------------------------------------------------------------------------------------


def published(desk: Desk, bank: Unit) -> Examination:
    (one,) = branches(desk, bank, 1)
    for examination in (signed(desk, bank), signed(desk, one)):
        SecondLook(examination).approve("陈志远")
        Notices(examination).give("陈志远")
        Rectification(examination).close("陈志远")
    desk.publishing.publish(2026)
    return examination


def test_what_stands_in_the_way_is_named_and_passed_only_when_named(desk: Desk, bank: Unit) -> None:
    one, two = branches(desk, bank, 2)
    signed(desk, one)
    written(desk, two)
    county = desk.county.year()
    assert {o.kind: o.codes for o in county.obstacles()} == {
        "in_progress": ("0102",),
        "not_approved": ("0101",),
        "missing_sheets": ("01",),
    }
    with pytest.raises(StateError, match="obstacles_stand") as caught:
        desk.publishing.publish(2026, {"in_progress", "not_approved"})
    assert caught.value.values["kinds"] == "missing_sheets"
    assert desk.years.standing(2026).publications == ()
    publication = desk.publishing.publish(2026, EVERYTHING)
    assert publication.digest == county.table.digest
    event = desk.years.history(2026)[-1]
    assert event.payload["passed"] == {
        "in_progress": ["0102"], "not_approved": ["0101"], "missing_sheets": ["01"],
    }  # fmt: skip


def test_nothing_is_published_without_a_name_a_year_or_a_grade(desk: Desk, bank: Unit) -> None:
    with pytest.raises(StateError, match="nothing_to_publish"):
        desk.publishing.publish(2026, EVERYTHING)
    with pytest.raises(StateError, match="year_not_open"):
        desk.publishing.publish(2025)
    signed(desk, bank)
    desk.casebook.named("")
    with pytest.raises(StateError, match="author_missing"):
        desk.publishing.publish(2026, EVERYTHING)


def test_a_published_year_is_read_only(desk: Desk, bank: Unit) -> None:
    examination = published(desk, bank)
    county = desk.county.year()
    assert (county.is_published, county.standing.is_final) == (True, True)
    assert GradeTable.from_plain(county.published.body if county.published else {}) == county.table
    again = desk.casebook.resume(examination.assessment.id)
    assert (again.is_open, again.is_published) == (False, True)
    for act in (
        lambda: again.answer("B-GC-01", None),
        lambda: again.note("B-GC-01", "x"),
        lambda: SecondLook(again).approve("别人"),
        lambda: desk.casebook.start(again.unit, "examiner"),
        lambda: desk.years.give_bonus(2026, bank, {}),
    ):
        with pytest.raises(StateError, match="year_published"):
            act()
    with pytest.raises(StateError, match="published_already"):
        desk.publishing.publish(2026, EVERYTHING)


def test_a_correction_keeps_the_old_figure_beside_the_new(desk: Desk, bank: Unit) -> None:
    examination = desk.casebook.resume(published(desk, bank).assessment.id)
    examination.reopen("转账提示漏查")
    assert desk.years.standing(2026).corrections == {examination.assessment.id: "转账提示漏查"}
    assert not desk.county.year().is_published
    examination.answer("B-TM-06", full_answers(examination.checklist, TM_06="0/4")["B-TM-06"])
    examination.sign(["李芳", "王敏"])
    lines = desk.publishing.corrections(desk.county.year())
    assert [(line.code, str(line.old_score), str(line.new_score), line.new_grade) for line in lines] == [
        ("01", "100.0", "98.1", "A"),
        ("0101", "100.0", "97.0", "B"),
    ]
    with pytest.raises(StateError, match="amendment_needs_reason"):
        desk.publishing.publish(2026, EVERYTHING)
    second = desk.publishing.publish(2026, EVERYTHING, "更正")
    assert (second.number, second.reason) == (2, "更正")
    county = desk.county.year()
    assert county.is_published
    assert [(line.code, str(line.old_score)) for line in desk.publishing.corrections(county)] == [
        ("01", "100.0"),
        ("0101", "100.0"),
    ]
    first = desk.county.published(2026, 1)
    assert first is not None
    assert str(first.institutions[0].score) == "100.0"
    assert desk.county.published(2026) == county.table
    assert not desk.casebook.resume(examination.assessment.id).is_open


def test_last_years_table_is_the_published_one(desk: Desk, bank: Unit) -> None:
    published(desk, bank)
    desk.years.open(Programme(2027))
    before = desk.county.before(2027)
    assert before == desk.county.published(2026)
    assert desk.county.before(2026) is None
    assert desk.county.year().table.year == 2027
    assert desk.county.year(2026).is_published


def test_a_year_of_the_first_version_gets_its_checklists_before_it_is_published(desk: Desk) -> None:
    bare = Programme(2026, authority="金融办", counts="signed")
    event = desk.years.event(2026, "year_opened", programme=bare.plain())
    desk.database.years.open_year(event, bare)
    bank = desk.casebook.add_unit("institution", "01", "甲行")
    examination = signed(desk, bank)
    assert desk.years.programme(2026).checklists["institution"].digest == examination.checklist.digest
    assert [event.kind for event in desk.years.history(2026)] == ["year_opened", "rules_changed"]


def test_a_year_that_has_no_checklists_when_it_is_published_names_them_all_the_same(desk: Desk) -> None:
    bank = desk.casebook.add_unit("institution", "01", "甲行")
    signed(desk, bank)
    desk.years.change(
        replace(desk.years.programme(2026), checklists={}, authority="金融办", counts="signed"),
        "旧版本没有固定检查表",
    )
    publication = desk.publishing.publish(2026, EVERYTHING)
    assert [name.partition("@")[0] for name in publication.body["checklists"]] == [
        "institution",
        "branch",
        "service-point",
    ]
    assert desk.county.year(2026).is_published

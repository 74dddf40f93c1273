"""Recording a visit: whole or with every fault named; what its weather and day do to the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from eldercheck.domain.answers import Given, NotApplicable
from eldercheck.domain.errors import AnswerError, StateError
from eldercheck.domain.visit import Visit
from eldercheck.domain.visit_rules import Disagreement, VisitFaults
from eldercheck.services.examination import Examination
from eldercheck.services.visits import Visits, typed_visit
from tests.builders import VISIT, Desk, a_desk, visited

WET = VISIT
DRY = replace(VISIT, weather="dry")
MATS, CAMPAIGNS = "B-FA-08", "B-PU-03"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "a.db", start=datetime(2026, 10, 9, 1, tzinfo=UTC)) as desk:
        yield desk


@pytest.fixture
def begun(desk: Desk) -> Examination:
    """An examination whose visit is not recorded."""
    parent = desk.casebook.add_unit("institution", "01", "农商银行")
    unit = desk.casebook.add_unit("branch", "0101", "城关网点", parent.id)
    return desk.casebook.start(unit, "examiner")


def again(desk: Desk, examination: Examination) -> Examination:
    return desk.casebook.resume(examination.assessment.id)


def test_a_visit_is_kept_cleaned_and_read_back(desk: Desk, begun: Examination) -> None:
    Visits(begun).record(replace(VISIT, met=" 会计主管\t王敏 ", examiners=("李芳", " 张三", "李 芳", "")))
    kept = again(desk, begun).dossier.visit
    assert kept == replace(VISIT, met="会计主管 王敏", examiners=("李芳", "张三"))


def test_every_fault_comes_at_once_and_nothing_is_kept(desk: Desk, begun: Examination) -> None:
    with pytest.raises(VisitFaults) as error:
        Visits(begun).record(Visit(day="2026-10-10", examiners=("李芳",)))
    fields = [fault.values["field"] for fault in error.value.found]
    assert fields == ["day", "start", "way", "weather", "met", "examiners"]
    assert again(desk, begun).dossier.visit is None


def test_the_end_may_wait_until_the_signature(begun: Examination) -> None:
    Visits(begun).record(replace(VISIT, end=""))
    assert [fault.code for fault in Visits(begun).review().faults] == ["visit_end_missing"]
    Visits(begun).record(VISIT)
    assert Visits(begun).review().is_clean


def test_the_same_visit_again_is_no_event(desk: Desk, begun: Examination) -> None:
    Visits(begun).record(VISIT)
    heads = desk.database.assessments.heads(begun.assessment.id)
    Visits(begun).record(VISIT)
    assert desk.database.assessments.heads(begun.assessment.id) == heads


def test_a_dry_day_leaves_the_mats_out_and_a_wet_one_asks_again(desk: Desk, begun: Examination) -> None:
    listed = begun.checklist.item(MATS).not_applicable
    assert listed is not None
    Visits(begun).record(DRY)
    answer = again(desk, begun).sheet.answers[MATS]
    assert isinstance(answer, NotApplicable)
    assert answer.reason in (listed.zh, listed.en)
    Visits(again(desk, begun)).record(WET)
    assert MATS not in again(desk, begun).sheet.answers


def test_what_was_given_by_hand_stays_and_disagrees(desk: Desk, begun: Examination) -> None:
    begun.answer(MATS, Given("no"))
    Visits(begun).record(DRY)
    assert begun.sheet.answers[MATS] == Given("no")
    assert Visits(begun).review().disagreements == (Disagreement(MATS, "wet_item_on_a_dry_day"),)


def test_a_listed_reason_given_by_hand_is_not_cleared(begun: Examination) -> None:
    listed = begun.checklist.item(MATS).not_applicable
    assert listed is not None
    begun.answer(MATS, NotApplicable(listed.zh))
    Visits(begun).record(WET)
    assert begun.sheet.answers[MATS] == NotApplicable(listed.zh)
    assert Visits(begun).review().disagreements == (Disagreement(MATS, "wet_item_left_out"),)


def test_a_hand_that_changed_what_the_weather_decided_is_kept(begun: Examination) -> None:
    Visits(begun).record(DRY)
    begun.answer(MATS, Given("yes"))
    Visits(begun).record(WET)
    assert begun.sheet.answers[MATS] == Given("yes")


def test_undo_leads_around_the_weather(desk: Desk, begun: Examination) -> None:
    begun.answer("B-GC-01", Given("yes"))
    Visits(begun).record(DRY)
    begun = again(desk, begun)
    undone = begun.undo()
    assert undone is not None
    assert undone.item == "B-GC-01"
    assert set(begun.sheet.answers) == {MATS}
    assert begun.undo() is None


def test_undo_after_a_hand_gives_back_what_the_weather_decided(desk: Desk, begun: Examination) -> None:
    Visits(begun).record(DRY)
    by_weather = begun.sheet.answers[MATS]
    begun.answer(MATS, Given("yes"))
    begun.undo()
    assert begun.sheet.answers[MATS] == by_weather
    Visits(again(desk, begun)).record(WET)
    assert MATS not in again(desk, begun).sheet.answers


@pytest.mark.parametrize(
    ("day", "due", "refused"), [("2026-10-01", 3, "2/2"), ("2026-07-01", 2, "2/3"), ("2026-02-01", 0, "0/1")]
)
def test_a_count_of_campaigns_has_the_number_that_was_due(
    begun: Examination, day: str, due: int, refused: str
) -> None:
    Visits(begun).record(replace(VISIT, day=day))
    assert begun.total_due(CAMPAIGNS) == due
    with pytest.raises(AnswerError) as error:
        begun.answer(CAMPAIGNS, Given(refused))
    assert (error.value.code, error.value.values["due"]) == ("count_not_due", due)
    begun.answer(CAMPAIGNS, Given(f"0/{due}"))
    assert begun.sheet.answers[CAMPAIGNS] == Given(f"0/{due}")


def test_without_a_visit_any_number_is_taken_and_a_later_visit_disagrees(begun: Examination) -> None:
    assert begun.total_due(CAMPAIGNS) is None
    begun.answer(CAMPAIGNS, Given("1/1"))
    Visits(begun).record(VISIT)
    assert Visits(begun).review().disagreements == (Disagreement(CAMPAIGNS, "count_not_due", 3),)


def test_campaigns_before_the_opening_were_not_due(desk: Desk) -> None:
    parent = desk.casebook.add_unit("institution", "01", "农商银行")
    unit = desk.casebook.add_unit("branch", "0101", "城关网点", parent.id)
    unit = desk.casebook.change_unit(replace(unit, opened="2026-05-01"))
    examination = visited(desk.casebook.start(unit, "examiner"))
    assert examination.total_due(CAMPAIGNS) == 2


def test_an_institution_is_examined_in_its_office(desk: Desk) -> None:
    unit = desk.casebook.add_unit("institution", "01", "农商银行")
    examination = desk.casebook.start(unit, "examiner")
    Visits(examination).record(replace(VISIT, weather=None))
    Visits(examination).record(replace(VISIT, weather="wet", met="办公室主任"))
    assert examination.dossier.visit == replace(VISIT, weather=None, met="办公室主任")
    assert Visits(examination).review().is_clean


def test_a_bank_records_no_visit_of_its_own(desk: Desk) -> None:
    own = desk.examination(party="bank")
    with pytest.raises(StateError) as error:
        Visits(own).record(VISIT)
    assert error.value.code == "self_assessment_only"


def test_a_signed_sheet_keeps_its_visit(desk: Desk) -> None:
    examination = desk.finished()
    examination.sign(("李芳", "张三"))
    with pytest.raises(StateError) as error:
        Visits(examination).record(DRY)
    assert error.value.code == "signed_already"
    assert again(desk, examination).dossier.visit == VISIT


def test_nobody_signs_without_a_visit_that_agrees(desk: Desk) -> None:
    examination = desk.finished()
    Visits(examination).record(DRY)
    with pytest.raises(StateError) as error:
        examination.sign(("李芳", "张三"))
    assert error.value.code == "visit_not_clean"
    Visits(examination).record(WET)
    examination.sign(("李芳", "张三"))


def test_what_is_typed_is_read_as_people_write_it() -> None:
    said = {
        "day": "2026年10月8日",
        "start": "9点05",
        "end": "１１：４０",
        "way": "unannounced",
        "weather": "wet",
    }
    assert typed_visit(said | {"met": "会计主管"}, VISIT.examiners) == VISIT
    unread = typed_visit({"day": "8/10/26", "start": "soon", "way": "by car"}, ())
    assert unread == Visit(day="8/10/26", start="soon")

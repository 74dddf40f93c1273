"""Walking a sheet over a real store: every act saved, nothing lost, each refusal named."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.errors import AnswerError, StateError
from eldercheck.domain.ledger import heads
from eldercheck.services.examination import Examination, Progress
from eldercheck.storage.errors import NotNowError
from tests.builders import Desk, a_desk, full_answers, left_out

FIRST, SECOND, THIRD = "B-GC-01", "B-GC-02", "B-GC-03"
YES, NO = Given("yes"), Given("no")


@pytest.fixture
def begun(desk: Desk) -> Examination:
    return desk.examination()


def reopened(desk: Desk, examination: Examination) -> Examination:
    """The same assessment, read from the store anew."""
    return desk.casebook.resume(examination.assessment.id)


def same(one: Examination, other: Examination) -> None:
    """Both know the same of the assessment."""
    assert dict(one.sheet.answers) == dict(other.sheet.answers)
    assert dict(one.sheet.notes) == dict(other.sheet.notes)
    assert one.assessment == other.assessment
    assert one.place == other.place
    assert one.latest_changes(1000) == other.latest_changes(1000)


# --- answers and notes --------------------------------------------------------------------------------------


def test_an_answer_is_saved_when_it_returns(desk: Desk, begun: Examination) -> None:
    begun.answer(FIRST, YES, place=SECOND)
    assert begun.sheet.answers == {FIRST: YES}
    same(reopened(desk, begun), begun)
    begun.answer(FIRST, NO)
    assert reopened(desk, begun).sheet.answers == {FIRST: NO}
    begun.answer(FIRST, None)
    assert begun.sheet.answers == {}
    same(reopened(desk, begun), begun)


def test_the_same_answer_again_is_no_event(desk: Desk, begun: Examination) -> None:
    begun.answer(FIRST, YES)
    before = desk.database.assessments.events(begun.assessment.id)
    begun.answer(FIRST, YES, place=THIRD)
    begun.answer(SECOND, None)
    begun.note(FIRST, " ")
    assert desk.database.assessments.events(begun.assessment.id) == before


@pytest.mark.parametrize(
    ("item", "answer", "code"),
    [
        (FIRST, Given("maybe"), "wants_yes_no"),
        (FIRST, left_out(), "not_applicable_not_allowed"),
        ("B-TM-01", Given("5/3"), "count_have_above_of"),
        ("B-FA-02", Given("9"), "wants_level"),
        (SECOND, Given("-1"), "wants_measure"),
    ],
)
def test_an_answer_that_does_not_fit_changes_nothing(
    desk: Desk, begun: Examination, item: str, answer: Answer, code: str
) -> None:
    with pytest.raises(AnswerError) as caught:
        begun.answer(item, answer)
    assert caught.value.code == code
    assert begun.sheet.answers == {}
    same(reopened(desk, begun), begun)


def test_an_item_the_checklist_does_not_have_is_a_mistake_of_the_program(begun: Examination) -> None:
    with pytest.raises(KeyError):
        begun.answer("B-XX-01", YES)


def test_a_reason_is_cleaned_and_may_be_empty_in_a_draft(desk: Desk, begun: Examination) -> None:
    begun.answer("B-TM-01", NotApplicable("  没有\x1b[31m\nATM \u202e"))
    assert begun.sheet.answers["B-TM-01"] == NotApplicable("没有[31m ATM")
    begun.answer("B-TM-02", NotApplicable(""))
    assert begun.review().without_reason == ("B-TM-02",)
    same(reopened(desk, begun), begun)


def test_a_note_is_cleaned_and_saved(desk: Desk, begun: Examination) -> None:
    begun.note(FIRST, "  一行\r\n二行\x00 ")
    assert begun.sheet.notes == {FIRST: "一行\n二行"}
    same(reopened(desk, begun), begun)
    begun.note(FIRST, "")
    assert begun.sheet.notes == {}
    same(reopened(desk, begun), begun)


def test_a_note_does_not_move_the_place(begun: Examination) -> None:
    begun.answer(FIRST, YES, place=SECOND)
    begun.note(THIRD, "一")
    assert begun.place == SECOND


# --- undo and redo ------------------------------------------------------------------------------------------


def test_undo_and_redo(desk: Desk, begun: Examination) -> None:
    assert begun.undo() is None
    assert begun.redo() is None
    begun.answer(FIRST, YES)
    begun.note(FIRST, "一")
    begun.answer(FIRST, NO, place=SECOND)
    change = begun.undo()
    assert change is not None
    assert (change.item, change.before, change.after) == (FIRST, "no", "yes")
    assert begun.sheet.answers == {FIRST: YES}
    assert begun.place == FIRST
    begun.undo()
    assert begun.sheet.notes == {}
    same(reopened(desk, begun), begun)
    begun.redo()
    begun.redo()
    assert begun.redo() is None
    assert begun.sheet.answers == {FIRST: NO}
    assert begun.sheet.notes == {FIRST: "一"}
    same(reopened(desk, begun), begun)


def test_undo_outlives_the_program_and_new_acts_end_redo(desk: Desk, begun: Examination) -> None:
    begun.answer(FIRST, YES)
    begun.answer("B-TM-01", left_out("why"))
    later = reopened(desk, begun)
    later.undo()
    assert later.sheet.answers == {FIRST: YES}
    latest = reopened(desk, later)
    latest.redo()
    assert latest.sheet.answers == {FIRST: YES, "B-TM-01": left_out("why")}
    latest.undo()
    latest.note(FIRST, "一")
    assert latest.redo() is None


def test_the_latest_changes_come_newest_first(begun: Examination) -> None:
    for item in (FIRST, SECOND, THIRD):
        begun.answer(item, Given("2") if item == SECOND else YES)
    assert [change.item for change in begun.latest_changes(2)] == [THIRD, SECOND]
    assert [change.item for change in begun.latest_changes(9)] == [THIRD, SECOND, FIRST]
    assert begun.latest_changes(0) == ()


steps = st.lists(
    st.tuples(
        st.sampled_from(["answer", "answer", "answer", "note", "undo", "redo", "move"]),
        st.sampled_from([FIRST, THIRD, "B-TM-01"]),
        st.sampled_from([None, "1", "2"]),
    ),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_nothing_is_lost_after_any_acts(desk: Desk, steps: list[tuple[str, str, Any]]) -> None:
    units = len(desk.casebook.units())
    examination = desk.examination(code=f"{units:04}")
    answers: dict[str | None, dict[str, Answer | None]] = {
        None: dict.fromkeys([FIRST, THIRD, "B-TM-01"]),
        "1": {FIRST: YES, THIRD: YES, "B-TM-01": Given("1/2")},
        "2": {FIRST: NO, THIRD: NO, "B-TM-01": left_out("why")},
    }
    for act, item, value in steps:
        match act:
            case "answer":
                examination.answer(item, answers[value][item])
            case "note":
                examination.note(item, value or "")
            case "undo":
                examination.undo()
            case "redo":
                examination.redo()
            case _:
                examination.move_to(item)
    same(reopened(desk, examination), examination)
    store = desk.database.assessments
    assert store.heads(examination.assessment.id) == heads(store.events(examination.assessment.id))
    store.rebuild(examination.assessment.id)
    same(reopened(desk, examination), examination)


# --- the walk -----------------------------------------------------------------------------------------------


def test_it_resumes_at_the_very_item(desk: Desk, begun: Examination) -> None:
    assert begun.place == FIRST
    begun.answer(FIRST, YES)
    assert begun.place == FIRST
    begun.answer(SECOND, Given("2"), place=THIRD)
    assert begun.place == THIRD
    begun.move_to("B-SO-01")
    begun.move_to("B-SO-01")
    assert reopened(desk, begun).place == "B-SO-01"


def test_where_no_place_was_kept_it_begins_at_the_first_open_item(desk: Desk, begun: Examination) -> None:
    begun.answer(FIRST, YES, place=SECOND)
    desk.database.assessments.set_place(begun.assessment.id, "")
    assert reopened(desk, begun).place == SECOND
    desk.database.assessments.set_place(begun.assessment.id, "B-GONE-01")
    assert reopened(desk, begun).place == SECOND


def test_a_neighbour_is_held_to_the_ends(begun: Examination) -> None:
    last = begun.checklist.items[-1].id
    assert begun.neighbour(FIRST, 1) == SECOND
    assert begun.neighbour(SECOND, -1) == FIRST
    assert begun.neighbour(FIRST, -1) == FIRST
    assert begun.neighbour(FIRST, 1000) == last
    assert begun.neighbour(last, 1) == last
    assert begun.neighbour(SECOND, 0) == SECOND


def test_the_next_open_item_goes_round(begun: Examination) -> None:
    items = [item.id for item in begun.checklist]
    assert begun.next_open(FIRST) == SECOND
    assert begun.next_open(items[-1]) == FIRST
    full = full_answers(begun.checklist)
    for item_id in items:
        if item_id not in (SECOND, "B-OM-01"):
            begun.answer(item_id, full[item_id])
    assert begun.next_open(FIRST) == SECOND
    assert begun.next_open(SECOND) == "B-OM-01"
    assert begun.next_open("B-OM-01") == SECOND
    assert begun.next_open(items[-1]) == SECOND
    begun.answer(SECOND, Given("2"))
    assert begun.next_open("B-OM-02") == "B-OM-01"
    assert begun.next_open("B-OM-01") == "B-OM-01"
    begun.answer("B-OM-01", YES)
    assert begun.next_open(FIRST) is None


def test_progress(begun: Examination) -> None:
    assert begun.progress() == Progress(0, len(begun.checklist.items))
    begun.answer(FIRST, YES)
    begun.answer("B-TM-01", left_out(""))
    assert begun.progress() == Progress(2, len(begun.checklist.items))
    assert begun.progress([FIRST, SECOND]) == Progress(1, 2)
    assert not begun.progress([FIRST, SECOND]).complete
    assert begun.progress([FIRST]).complete


def test_an_examiner_sees_the_grade_at_the_end_and_a_bank_at_once(desk: Desk) -> None:
    examiner = desk.finished()
    assert examiner.shows_grade
    examiner.answer(FIRST, None)
    assert not examiner.shows_grade
    unit = desk.casebook.units()[-1]
    assert desk.casebook.start(unit, "bank").shows_grade
    desk.years.change(replace(desk.years.programme(2026), examiner_sees_grade=True))
    assert desk.casebook.resume(examiner.assessment.id).shows_grade


def test_the_result_is_that_of_the_sheet(desk: Desk) -> None:
    examination = desk.finished(TM_06="0/4")
    result = examination.result
    assert (str(result.score.figure), result.by_score, result.grade) == ("97.0", "A", "B")
    assert examination.score.marks["B-TM-06"].credit == 0


# --- signing ------------------------------------------------------------------------------------------------


def test_signing_makes_it_read_only(desk: Desk) -> None:
    examination = desk.finished()
    assert examination.is_open
    examination.sign(["李芳", "王敏"])
    assert not examination.is_open
    assert examination.assessment.signers == ("李芳", "王敏")
    before = desk.database.assessments.events(examination.assessment.id)
    acts: list[Callable[[], object]] = [
        lambda: examination.answer(FIRST, NO),
        lambda: examination.answer(FIRST, None),
        lambda: examination.note(FIRST, "一"),
        examination.undo,
        lambda: examination.sign(["李芳", "王敏"]),
    ]
    for act in acts:
        with pytest.raises(StateError) as caught:
            act()
        assert caught.value.code == "signed_already"
    assert desk.database.assessments.events(examination.assessment.id) == before
    same(reopened(desk, examination), examination)


def test_the_signature_says_what_was_signed(desk: Desk) -> None:
    examination = desk.finished(TM_06="0/4")
    examination.sign(["李芳", "王敏"])
    event = desk.database.assessments.events(examination.assessment.id)[-1]
    assert (event.kind, event.at) == ("signed", examination.assessment.signed_at)
    assert event.payload == {
        "names": ["李芳", "王敏"],
        "checklist": examination.checklist.digest,
        "grade": "B",
        "score": "97.0",
        "evidence_rule": "warn",
        "evidence_missing": list(examination.missing_evidence),
    }
    assert {"B-GC-01", "B-TM-06"} <= set(examination.missing_evidence)


@pytest.mark.parametrize(
    ("names", "given"),
    [([], 0), (["李芳"], 1), (["李芳", " 李芳 "], 1), (["", "  "], 0), (["李芳", "", "\u3000"], 1)],
)
def test_too_few_different_names(desk: Desk, names: list[str], given: int) -> None:
    examination = desk.finished()
    with pytest.raises(StateError) as caught:
        examination.sign(names)
    assert (caught.value.code, caught.value.values) == ("too_few_signers", {"least": 2, "given": given})
    assert reopened(desk, examination).is_open


def test_more_names_than_needed_are_all_kept_once(desk: Desk) -> None:
    examination = desk.finished()
    examination.sign([" 李芳", "王敏", "李芳", "", "陈\x07志"])
    assert examination.assessment.signers == ("李芳", "王敏", "陈志")
    same(reopened(desk, examination), examination)


def test_a_bank_signs_with_one_name(desk: Desk) -> None:
    examination = desk.examination(party="bank")
    for item_id, answer in full_answers(examination.checklist).items():
        examination.answer(item_id, answer)
    assert examination.least_signers == 1
    with pytest.raises(StateError):
        examination.sign([""])
    examination.sign(["黄秀英"])
    assert examination.assessment.signers == ("黄秀英",)


@pytest.mark.parametrize("hole", [None, left_out(""), left_out("  ")])
def test_what_is_not_finished_cannot_be_signed(desk: Desk, hole: Answer | None) -> None:
    examination = desk.finished()
    examination.answer("B-TM-08", hole)
    with pytest.raises(StateError) as caught:
        examination.sign(["李芳", "王敏"])
    assert caught.value.code == "not_ready_to_sign"
    assert reopened(desk, examination).is_open


def test_a_contradiction_only_warns(desk: Desk) -> None:
    examination = desk.finished(TM_01="3/3", TM_02="2/2")
    assert examination.review().contradictions
    examination.sign(["李芳", "王敏"])
    assert not examination.is_open


def test_reopening_needs_a_signature_and_a_reason(desk: Desk) -> None:
    examination = desk.finished()
    with pytest.raises(StateError) as caught:
        examination.reopen("wrong branch")
    assert caught.value.code == "not_signed"
    examination.sign(["李芳", "王敏"])
    for reason in ("", " ", "\u3000\n"):
        with pytest.raises(StateError) as caught:
            examination.reopen(reason)
        assert caught.value.code == "reason_needed"
    assert not examination.is_open
    examination.reopen(" 漏了一项 ")
    assert examination.is_open
    assert (examination.assessment.signers, examination.assessment.signed_at) == ((), "")
    event = desk.database.assessments.events(examination.assessment.id)[-1]
    assert (event.kind, event.payload) == ("reopened", {"reason": "漏了一项"})
    same(reopened(desk, examination), examination)
    examination.answer(FIRST, NO)
    examination.sign(["李芳", "王敏"])
    same(reopened(desk, examination), examination)


# --- two windows --------------------------------------------------------------------------------------------


def test_nobody_writes_past_what_he_has_not_read(desk: Desk, begun: Examination) -> None:
    other = reopened(desk, begun)
    begun.answer(FIRST, YES)
    acts: list[Callable[[], object]] = [
        lambda: other.answer(FIRST, NO),
        lambda: other.answer(SECOND, Given("2")),
        lambda: other.note(SECOND, "一"),
    ]
    for act in acts:
        with pytest.raises(NotNowError) as caught:
            act()
        assert caught.value.code == "stale"
        assert other.sheet.answers == {}
    other.reload()
    same(other, begun)
    other.answer(FIRST, NO)
    with pytest.raises(NotNowError):
        begun.undo()
    begun.reload()
    assert begun.sheet.answers == {FIRST: NO}


def test_a_signature_elsewhere_stops_the_other_window(desk: Desk) -> None:
    examination = desk.finished()
    other = reopened(desk, examination)
    examination.sign(["李芳", "王敏"])
    with pytest.raises(NotNowError) as caught:
        other.answer(FIRST, NO)
    assert caught.value.code in ("not_open", "stale")
    other.reload()
    assert not other.is_open


# --- the ledger ---------------------------------------------------------------------------------------------


def test_each_event_has_seen_the_one_before(desk: Desk) -> None:
    examination = desk.finished()
    examination.note(FIRST, "一")
    examination.undo()
    examination.redo()
    examination.sign(["李芳", "王敏"])
    examination.reopen("again")
    events = desk.database.assessments.events(examination.assessment.id)
    assert events[0].kind == "opened"
    assert events[0].parents == ()
    for before, event in itertools.pairwise(events):
        assert event.parents == (before.hash,)
        assert event.at > before.at
        assert (event.author, event.device) == ("李芳", "laptop")
    assert len({event.id for event in events}) == len(events)


def test_nothing_is_lost_when_the_program_ends(tmp_path: Path) -> None:
    with a_desk(tmp_path / "a.db") as desk:
        examination = desk.examination()
        examination.answer(FIRST, YES, place=SECOND)
        examination.note(FIRST, "一")
        examination.answer("B-TM-01", left_out("why"), place="B-TM-02")
    with a_desk(tmp_path / "a.db", prefix="later-") as desk:
        later = desk.casebook.resume(examination.assessment.id)
        same(later, examination)
        later.undo()
        later.undo()
        assert later.sheet.notes == {}
        assert later.sheet.answers == {FIRST: YES}

"""The register and the cases: what may be added, in what order it stands, what an assessment pins."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from eldercheck.domain.checklist import Checklist
from eldercheck.domain.errors import AnswerError, StateError
from eldercheck.domain.programme import Programme
from eldercheck.domain.wordings import Wording
from eldercheck.services import years as years_module
from eldercheck.services.casebook import Casebook
from eldercheck.services.identity import Identity, random_id, system_clock
from eldercheck.services.years import CHECKLIST_OF, Years
from eldercheck.storage.errors import CodeTakenError, MissingError, StorageError
from tests.builders import Desk, a_desk, clock_from, full_answers, shipped, visited


def anew(desk: Desk, **identity: Any) -> Casebook:
    """Another casebook over the same database, which remembers nothing."""
    who = replace(desk.identity, **identity)
    years = Years(desk.database.years, desk.database.assessments, who)
    return Casebook(desk.database.register, desk.database.assessments, years, who)


# --- the register -------------------------------------------------------------------------------------------


def test_a_code_typed_in_full_width_is_the_same_code(desk: Desk) -> None:
    unit = desk.casebook.add_unit("institution", "０１０１－Ａ", "甲银行（西）")
    assert (unit.code, unit.name) == ("0101-A", "甲银行（西）")
    with pytest.raises(CodeTakenError):
        desk.casebook.add_unit("institution", "0101-A", "乙银行")


def test_units_stand_by_institution_then_kind_then_code(desk: Desk) -> None:
    book = desk.casebook
    second = book.add_unit("institution", "02", "乙行")
    first = book.add_unit("institution", "01", "甲行")
    book.add_unit("service_point", "0101", "甲点", first.id)
    book.add_unit("branch", "0109", "甲网点九", first.id)
    book.add_unit("branch", "0199", "甲网点十", first.id)
    book.add_unit("branch", "0005", "乙网点", second.id)
    assert [unit.code for unit in book.units()] == ["01", "0109", "0199", "0101", "02", "0005"]
    assert [entry.unit.code for entry in book.overview()] == [unit.code for unit in book.units()]
    heads = {entry.unit.code: entry.institution and entry.institution.code for entry in book.overview()}
    assert heads == {"01": None, "0109": "01", "0199": "01", "0101": "01", "02": None, "0005": "02"}


def test_a_unit_is_cleaned_and_kept_with_its_leading_zeros(desk: Desk) -> None:
    added = desk.casebook.add_unit("institution", " 0007 ", "甲\x1b行 ", None, " 城关\n镇 ")
    assert (added.code, added.name, added.place) == ("0007", "甲行", "城关 镇")
    assert anew(desk).units() == (added,)


@pytest.mark.parametrize(
    ("kind", "code", "name", "with_parent", "fault"),
    [
        ("institution", "", "甲行", False, "code_missing"),
        ("institution", " \u3000", "甲行", False, "code_missing"),
        ("institution", "01", "\t", False, "name_missing"),
        ("institution", "01", "甲行", True, "institution_missing"),
        ("branch", "01", "网点", False, "institution_missing"),
        ("service_point", "01", "点", False, "institution_missing"),
    ],
)
def test_a_unit_needs(desk: Desk, kind: Any, code: str, name: str, with_parent: bool, fault: str) -> None:
    parent = desk.casebook.add_unit("institution", "99", "乙行").id if with_parent else None
    before = desk.casebook.units()
    with pytest.raises(StateError) as caught:
        desk.casebook.add_unit(kind, code, name, parent)
    assert caught.value.code == fault
    assert desk.casebook.units() == before


def test_a_code_is_taken_once(desk: Desk) -> None:
    first = desk.casebook.add_unit("institution", "01", "甲行")
    for kind, parent in (("institution", None), ("branch", first.id)):
        with pytest.raises(CodeTakenError) as caught:
            desk.casebook.add_unit(kind, " 01", "乙行", parent)  # type: ignore[arg-type]
        assert caught.value.values == {"unit_code": "01", "name": "甲行"}
    assert desk.casebook.units() == (first,)


def test_a_parent_that_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(StorageError):
        desk.casebook.add_unit("branch", "01", "网点", "nobody")
    assert desk.casebook.units() == ()


def test_a_unit_is_changed_in_place(desk: Desk) -> None:
    added = desk.casebook.add_unit("institution", "01", "甲行")
    changed = desk.casebook.change_unit(replace(added, name="甲银行", code="001"))
    assert desk.casebook.units() == (changed,)
    with pytest.raises(StateError):
        desk.casebook.change_unit(replace(added, name=""))
    assert anew(desk).units() == (changed,)


def test_a_change_is_cleaned_as_well(desk: Desk) -> None:
    added = desk.casebook.add_unit("institution", "01", "甲行")
    changed = desk.casebook.change_unit(replace(added, name=" 甲\x1b银行 ", code=" 02 ", place="\u202e城关"))
    assert (changed.name, changed.code, changed.place) == ("甲银行", "02", "城关")
    assert desk.casebook.units() == (changed,)
    with pytest.raises(StateError):
        desk.casebook.change_unit(replace(added, name="\x1b\u202e"))


# --- starting and resuming ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["branch", "service_point", "institution"])
def test_each_kind_has_its_checklist(desk: Desk, kind: Any) -> None:
    examination = desk.examination(kind)
    assert examination.checklist == shipped(CHECKLIST_OF[kind])
    assert examination.checklist.unit == kind
    assert examination.assessment.checklist_digest == examination.checklist.digest
    assert desk.casebook.resume(examination.assessment.id).checklist == examination.checklist


def test_the_first_event_says_what_was_opened(desk: Desk) -> None:
    examination = desk.examination(party="bank")
    (event,) = desk.database.assessments.events(examination.assessment.id)
    assert (event.kind, event.author, event.device) == ("opened", "李芳", "laptop")
    assert event.payload == {
        "unit": {"kind": "branch", "code": "0101", "name": "城关网点"},
        "year": 2026,
        "party": "bank",
        "checklist": {
            "id": "branch",
            "version": "2026.1",
            "digest": examination.checklist.digest,
        },
    }


def test_the_year_is_that_of_the_clock(desk: Desk) -> None:
    assert desk.casebook.this_year == 2026
    later = anew(desk, clock=clock_from(datetime(2031, 12, 31, 23, 0, tzinfo=UTC)))
    assert later.this_year == 2031


def test_the_checklist_of_an_assessment_never_changes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    examination = desk.finished()
    newer: Checklist = replace(
        shipped("branch"), version="2099", title=Wording("新表"), sections=shipped("branch").sections[:1]
    )
    monkeypatch.setattr(years_module, "find_checklist", lambda _name: newer)
    again = anew(desk).resume(examination.assessment.id)
    assert again.checklist == shipped("branch")
    assert again.result.grade == "A"
    assert anew(desk).start(again.unit, "examiner").checklist == shipped("branch")
    desk.years.open(Programme(2027))
    assert anew(desk).start(again.unit, "examiner").checklist == newer


def test_the_first_assessment_opens_a_year_that_nobody_opened(desk: Desk) -> None:
    assert desk.years.programmes() == ()
    examination = desk.finished(GC_02="3")
    (opened,) = desk.years.programmes()
    assert opened.year == 2026
    assert opened.checklists["branch"].digest == shipped("branch").digest
    assert examination.result.grade == "A"
    strict = replace(opened, rules=replace(opened.rules, a_band=Fraction(100)), least_examiners=3)
    desk.years.change(strict)
    again = anew(desk).resume(examination.assessment.id)
    assert again.programme == strict
    assert again.result.grade == "B"
    assert again.least_signers == 3
    anew(desk).start(again.unit, "examiner")
    assert desk.years.programmes() == (strict,)


def test_what_is_not_there_cannot_be_resumed(desk: Desk) -> None:
    with pytest.raises(MissingError) as caught:
        desk.casebook.resume("nothing")
    assert caught.value.code == "no_such_assessment"


def test_who_writes_can_be_named(desk: Desk) -> None:
    desk.casebook.named("  陈志远\x1b ")
    examination = desk.examination()
    events = desk.database.assessments.events(examination.assessment.id)
    assert {event.author for event in events} == {"陈志远"}


# --- the overview -------------------------------------------------------------------------------------------


def test_the_overview_shows_progress_and_the_result_of_what_is_finished(desk: Desk) -> None:
    finished = desk.finished(TM_06="0/4")
    unit = finished.unit
    half = desk.casebook.start(unit, "bank")
    half.answer("B-GC-01", full_answers(half.checklist)["B-GC-01"])
    institution, entry = desk.casebook.overview()
    assert institution.cases == ()
    assert institution.current is None
    assert entry.institution == institution.unit
    newest, oldest = entry.cases
    assert (newest.assessment.id, oldest.assessment.id) == (half.assessment.id, finished.assessment.id)
    assert newest.score is not None
    assert (newest.score.answered, newest.score.total) == (1, len(half.checklist.items))
    assert (newest.is_complete, newest.score.grade) == (False, None)
    assert oldest.score is not None
    assert (oldest.score.grade, str(oldest.score.figure)) == ("B", "97.0")


def test_the_case_to_go_on_with_is_an_open_one_else_the_newest(desk: Desk) -> None:
    first = desk.finished()
    first.sign(["李芳", "王敏"])
    entry = desk.casebook.overview()[1]
    assert entry.current == entry.cases[0]
    second = visited(desk.casebook.start(first.unit, "examiner"))
    for item_id, answer in full_answers(second.checklist).items():
        second.answer(item_id, answer)
    second.sign(["李芳", "王敏"])
    entry = desk.casebook.overview()[1]
    assert entry.current is not None
    assert entry.current.assessment.id == second.assessment.id
    first.reopen("again")
    entry = desk.casebook.overview()[1]
    assert entry.current is not None
    assert entry.current.assessment.id == first.assessment.id


def test_the_overview_reads_what_another_has_written(desk: Desk) -> None:
    examination = desk.examination()
    seen = anew(desk)
    assert [case.score and case.score.answered for case in seen.overview()[1].cases] == [0]
    examination.answer("B-GC-01", full_answers(examination.checklist)["B-GC-01"])
    assert [case.score and case.score.answered for case in seen.overview()[1].cases] == [1]


def test_everything_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    with a_desk(tmp_path / "a.db") as desk:
        desk.finished()
        units, overview = desk.casebook.units(), desk.casebook.overview()
    with a_desk(tmp_path / "a.db", prefix="later-", start=datetime(2027, 1, 1, tzinfo=UTC)) as desk:
        assert desk.casebook.units() == units
        again = desk.casebook.overview()
        assert [entry.unit for entry in again] == [entry.unit for entry in overview]
        assert again[1].cases[0].assessment == overview[1].cases[0].assessment
        assert desk.casebook.resume(again[1].cases[0].assessment.id).programme.year == 2026


def test_a_sheet_changed_by_hand_is_named_and_does_not_hide_the_others(desk: Desk) -> None:
    examination, other = desk.finished(), desk.examination(code="0201")
    with closing(sqlite3.connect(desk.database.path)) as connection, connection:
        connection.execute("UPDATE answer SET given = '9/3' WHERE item_id = 'B-TM-01'")
    faulty, sound = (entry.cases[0] for entry in anew(desk).overview() if entry.cases)
    assert faulty.assessment.id == examination.assessment.id
    assert (faulty.score, faulty.is_complete) == (None, False)
    assert faulty.fault is not None
    assert (faulty.fault.code, faulty.fault.values["item"]) == ("count_have_above_of", "B-TM-01")
    assert (sound.assessment.id, sound.fault) == (other.assessment.id, None)
    with pytest.raises(AnswerError):
        anew(desk).resume(examination.assessment.id)


# --- identity -----------------------------------------------------------------------------------------------


def test_the_clock_is_aware_and_ids_differ() -> None:
    moment = system_clock()
    assert moment.utcoffset() == timedelta(0)
    ids = {random_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(len(found) == 32 and int(found, 16) >= 0 for found in ids)
    assert Identity("x", "y").now().endswith("Z")

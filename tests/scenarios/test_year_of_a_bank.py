"""A year of a bank with three branches, through the services; every figure at its end is traced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from eldercheck.domain.answers import Given, NotApplicable
from eldercheck.domain.errors import StateError
from eldercheck.domain.grade_table import GradedUnit
from eldercheck.domain.ledger import Event, utc_moment
from eldercheck.domain.scoring import score_answers
from eldercheck.services.appeals import Appeals
from eldercheck.services.comparison import compare
from eldercheck.services.examination import Examination
from eldercheck.services.history import Entry, History
from eldercheck.services.notices import Notices
from eldercheck.services.rectification import Rectification
from eldercheck.services.second_look import SecondLook
from eldercheck.services.vetoes import Vetoes
from eldercheck.storage.evidence_files import EvidenceFiles
from eldercheck.storage.ledger_tables import add_up
from tests.pictures import a_file, phone_picture
from tests.scenarios.played import BANK, DECIDER, EXAMINERS, SUPERVISOR, YEAR, Play, a_play, answer_all

NORTH, WILLOW, EAST, HEAD = "0101", "0102", "0103", "01"


Act = Callable[[Play], None]
ACTS: list[tuple[str, Act]] = []


def on(day: str) -> Callable[[Act], Act]:
    """Let something happen on a day of the year; whatever the order here, it is played day by day."""

    def register(act: Act) -> Act:
        ACTS.append((day, act))
        return act

    return register


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    """The whole year, played."""
    with a_play(tmp_path_factory.mktemp("year") / "a.db") as play:
        for _day, act in sorted(ACTS, key=lambda line: line[0]):
            act(play)
        yield play


# --- the north branch: returned, objected to, put right -----------------------------------------------------


@on("2026-03-20")
def the_bank_looks_at_its_north_branch_in_time(play: Play) -> None:
    own = play.start("2026-03-20", NORTH, BANK, "bank")
    answer_all(own)
    own.sign([BANK])


@on("2026-10-08")
def the_north_branch_is_examined(play: Play) -> None:
    one = play.examined("2026-10-08", NORTH, "wet", TM_06="0/4", FA_02="0", HV_06="3/5")
    picture = a_file(play.path.parent, "取款机 '1'.jpg", phone_picture())
    play.photo(one, "B-TM-06", picture)
    play.show(one, "B-HV-06", "抽查登记单第3、5、9、12、17号")
    one.sign(EXAMINERS)
    for name in EXAMINERS:
        with pytest.raises(StateError, match="approver_signed"):
            SecondLook(one).approve(name)


@on("2026-10-12")
def it_is_given_back(play: Play) -> None:
    look = SecondLook(play.take("2026-10-12", NORTH, SUPERVISOR))
    look.give_back(SUPERVISOR, {"B-FA-02": "一副也没有？", "B-TM-06": "四台都没有？"})


@on("2026-10-13")
def one_item_is_changed_and_one_replied_to(play: Play) -> None:
    one = play.take("2026-10-13", NORTH, EXAMINERS[0])
    one.answer("B-FA-02", Given("1"))
    SecondLook(one).reply("B-TM-06", "四台逐一试过，见照片", EXAMINERS[0])
    one.sign(EXAMINERS)


@on("2026-10-14")
def it_is_approved_and_told_its_grade(play: Play) -> None:
    one = play.take("2026-10-14", NORTH, SUPERVISOR)
    SecondLook(one).approve(SUPERVISOR)
    Notices(one).give(SUPERVISOR)
    assert one.result.grade == "B"


@on("2026-10-16")
def the_bank_objects_twice(play: Play) -> None:
    one = play.take("2026-10-16", NORTH, BANK)
    shown = play.show(one, "B-FA-02", "采购单，十副，9月", purpose="appeal")
    Appeals(one).claim("B-FA-02", "柜台内另有三副，当天没有摆出", BANK, evidence=[shown])
    Appeals(one).claim("B-HV-06", "两份单子签字在背面", BANK)


@on("2026-10-20")
def one_objection_is_right_and_nobody_decides_who_examined(play: Play) -> None:
    one = play.take("2026-10-20", NORTH, DECIDER)
    for name in EXAMINERS:
        with pytest.raises(StateError, match="decider_examined"):
            Appeals(one).uphold("B-FA-02", Given("3"), "属实", name)
    before = one.result.score.figure
    Appeals(one).uphold("B-FA-02", Given("3"), "采购单和实物相符", DECIDER)
    Appeals(one).refuse("B-HV-06", "背面没有签字", DECIDER)
    assert before is not None
    assert one.result.score.figure is not None
    assert one.result.score.figure > before


@on("2026-10-22")
def an_objection_comes_too_late(play: Play) -> None:
    with pytest.raises(StateError, match="appeal_too_late"):
        Appeals(play.take("2026-10-22", NORTH, BANK)).claim("B-TM-06", "太晚了", BANK)


@on("2026-10-23")
def the_bank_answers_and_repairs(play: Play) -> None:
    one = play.take("2026-10-23", NORTH, BANK)
    for item in one.dossier.unsettled:
        Rectification(one).respond(item, "月底前改好", "会计主管", BANK)
    Rectification(one).report_fixed("B-TM-06", "程序已升级", "会计主管", BANK)


@on("2026-10-25")
def the_repair_does_not_hold(play: Play) -> None:
    one = play.take("2026-10-25", NORTH, EXAMINERS[0])
    assert Rectification(one).recheck("B-TM-06", Given("0/4"), EXAMINERS, "提示没有出现") == "failed"
    assert one.result.grade == "B"


@on("2026-11-03")
def it_is_repaired_again(play: Play) -> None:
    one = play.take("2026-11-03", NORTH, BANK)
    shown = play.show(one, "B-TM-06", "测试记录表第2号", purpose="fix")
    Rectification(one).report_fixed("B-TM-06", "重新升级，逐台测试", "会计主管", BANK, [shown])
    Rectification(one).report_fixed("B-HV-06", "补签并培训", "运营主管", BANK)


@on("2026-11-06")
def now_it_holds_and_the_cap_is_lifted(play: Play) -> None:
    one = play.take("2026-11-06", NORTH, EXAMINERS[1])
    assert Rectification(one).recheck("B-TM-06", Given("4/4"), EXAMINERS, "四台都弹出提示") == "passed"
    assert Rectification(one).recheck("B-HV-06", Given("4/5"), EXAMINERS) == "improved"


@on("2026-11-20")
def its_case_is_closed_with_a_reason(play: Play) -> None:
    Rectification(play.take("2026-11-20", NORTH, SUPERVISOR)).close(SUPERVISOR, "一份未补，明年再看")


# --- the willow branch: a mistake, a veto, a finding that is late ------------------------------------------


@on("2026-10-09")
def the_willow_branch_is_examined_and_a_mistake_corrected_after_signing(play: Play) -> None:
    one = play.examined("2026-10-09", WILLOW, "dry", PU_01="0", TM_01="1/3")
    assert isinstance(one.sheet.answers["B-FA-08"], NotApplicable)
    one.sign(EXAMINERS)
    with pytest.raises(StateError, match="signed_already"):
        one.answer("B-TM-01", Given("3/3"))
    one.reopen("大字模式的台数记错")
    one.answer("B-TM-01", Given("3/3"))
    one.sign(EXAMINERS)


@on("2026-10-26")
def the_bank_looks_at_it_months_late(play: Play) -> None:
    own = play.start("2026-10-26", WILLOW, BANK, "bank")
    answer_all(own)
    own.sign([BANK])


@on("2026-10-27")
def a_veto_is_recorded(play: Play) -> None:
    one = play.take("2026-10-27", WILLOW, EXAMINERS[0])
    Vetoes(one).record("refused", "拒收老年客户现金，当场核实", EXAMINERS[0], "现场记录第1号")


@on("2026-10-28")
def it_is_told_the_grade_that_the_veto_leaves(play: Play) -> None:
    one = play.take("2026-10-28", WILLOW, DECIDER)
    SecondLook(one).approve(DECIDER)
    assert Notices(one).give(SUPERVISOR).grade == "C"


@on("2026-12-01")
def its_finding_is_late_and_gets_more_time(play: Play) -> None:
    one = play.take("2026-12-01", WILLOW, SUPERVISOR)
    assert one.dossier.overdue(one.today) == ("B-PU-01",)
    assert play.desk.county.year().tally().overdue == 1
    Rectification(one).extend("B-PU-01", "2026-12-20", "屏幕在修", SUPERVISOR)
    assert one.dossier.overdue(one.today) == ()


@on("2026-12-21")
def its_finding_is_late_again_and_the_case_ends(play: Play) -> None:
    one = play.take("2026-12-21", WILLOW, SUPERVISOR)
    assert one.dossier.overdue(one.today) == ("B-PU-01",)
    Rectification(one).close(SUPERVISOR, "到期未改，列入明年重点")


# --- the east branch closes within the year, the head office is in order -----------------------------------


@on("2026-05-11")
def the_east_branch_is_examined(play: Play) -> None:
    one = play.examined("2026-05-11", EAST, "wet", PU_01="0", FA_02="1")
    assert one.sheet.answers["B-PU-03"] == Given("1/1")
    one.sign(EXAMINERS)


@on("2026-05-18")
def it_is_told_too(play: Play) -> None:
    one = play.take("2026-05-18", EAST, DECIDER)
    SecondLook(one).approve(DECIDER)
    Notices(one).give(SUPERVISOR)


@on("2026-06-30")
def it_closes_and_so_does_its_case(play: Play) -> None:
    desk = play.on("2026-06-30", SUPERVISOR)
    play.units[EAST] = desk.casebook.change_unit(replace(play.units[EAST], closed="2026-06-30"))
    work = Rectification(play.take("2026-06-30", EAST, SUPERVISOR))
    with pytest.raises(StateError, match="closing_needs_reason"):
        work.close(SUPERVISOR)
    work.close(SUPERVISOR, "网点已撤并")


@on("2026-10-19")
def the_head_office_is_examined(play: Play) -> None:
    play.examined("2026-10-19", HEAD, None).sign(EXAMINERS)


@on("2026-11-30")
def the_head_office_is_told(play: Play) -> None:
    one = play.take("2026-11-30", HEAD, SUPERVISOR)
    SecondLook(one).approve(SUPERVISOR)
    Notices(one).give(SUPERVISOR)


@on("2026-12-22")
def its_case_ends_without_a_finding(play: Play) -> None:
    Rectification(play.take("2026-12-22", HEAD, SUPERVISOR)).close(SUPERVISOR)


# --- published, and corrected -------------------------------------------------------------------------------


@on("2026-12-28")
def the_year_is_published_and_read_only(play: Play) -> None:
    desk = play.on("2026-12-28", SUPERVISOR)
    assert [obstacle.kind for obstacle in desk.county.year(YEAR).obstacles()] == []
    desk.publishing.publish(YEAR)
    one = play.take("2026-12-28", NORTH, SUPERVISOR)
    with pytest.raises(StateError, match="year_published"):
        Rectification(one).close(SUPERVISOR, "再来")


@on("2027-01-11")
def one_answer_is_corrected_with_a_reason(play: Play) -> None:
    one = play.take("2027-01-11", NORTH, SUPERVISOR)
    one.reopen("等候时间录错一位")
    one.answer("B-SO-02", Given("23"))
    one.sign(EXAMINERS)


@on("2027-01-12")
def the_correction_is_looked_at_and_told(play: Play) -> None:
    one = play.take("2027-01-12", NORTH, DECIDER)
    SecondLook(one).approve(DECIDER)
    Notices(one).give(SUPERVISOR)
    Rectification(one).close(SUPERVISOR, "更正后的问题明年再看")


@on("2027-01-13")
def the_amendment_is_published(play: Play) -> None:
    play.on("2027-01-13", SUPERVISOR).publishing.publish(YEAR, (), "北关支行更正一项")


# --- at the end: what stands, and who said so ---------------------------------------------------------------


def examination_of(play: Play, code: str) -> Examination:
    """The examination of a unit, as it stands at the end."""
    cases = play.desk.casebook.cases(YEAR)[play.units[code].id]
    found = next(case for case in cases if case.assessment.party == "examiner")
    return play.desk.casebook.resume(found.assessment.id)


def history_of(play: Play, code: str) -> History:
    return play.desk.casebook.history(examination_of(play, code).assessment.id)


def graded(play: Play) -> dict[str, GradedUnit]:
    """The units in the table by their codes, with the sheet of the institution."""
    (row,) = play.desk.county.year(YEAR).table.institutions
    assert row.sheet is not None
    return {unit.code: unit for unit in (row.sheet, *row.branches)}


def test_the_table_holds_every_unit_with_first_and_final_grade(play: Play) -> None:
    found = graded(play)
    assert set(found) == {HEAD, NORTH, WILLOW, EAST}
    assert {code: unit.grade for code, unit in found.items()} == {
        HEAD: "A",
        NORTH: "A",
        WILLOW: "C",
        EAST: "A",
    }
    north = found[NORTH]
    assert (north.first_grade, north.grade) == ("B", "A")
    assert north.first_score is not None
    assert north.first_score < north.score
    assert {limit.rule for limit in found[WILLOW].limits} == {"veto"}


def test_each_answer_is_explained_by_the_newest_entry_about_it(play: Play) -> None:
    """Who said what, when: for every answer on every sheet that counts."""
    for code in graded(play):
        history, one = history_of(play, code), examination_of(play, code)
        changed = {entry.items[0]: entry for entry in history.entries if changes_an_answer(entry)}
        assert set(changed) == set(one.sheet.answers)
        for item, answer in one.sheet.answers.items():
            event = changed[item].event
            assert event.author in {*EXAMINERS, SUPERVISOR, DECIDER}
            assert utc_moment(event.at).year in (2026, 2027)
            plain = event.payload["answer"]
            said = Given(plain) if isinstance(plain, str) else NotApplicable(plain["not_applicable"])
            assert said == answer
            if changed[item].event.kind == "decided":
                assert event.payload["name"] == DECIDER
                assert event.payload["reason"]


def changes_an_answer(entry: Entry) -> bool:
    said = entry.event.payload
    return (
        entry.event.kind == "answered"
        or (entry.event.kind == "decided" and said["upheld"])
        or (entry.event.kind == "rechecked" and said["outcome"] != "failed")
    )


def test_each_figure_of_the_table_is_what_the_ledger_adds_up_to(play: Play) -> None:
    for code, unit in graded(play).items():
        one = examination_of(play, code)
        events = play.desk.database.assessments.events(one.assessment.id)
        assert unit.score == score_answers(one.checklist, add_up(events).answers).figure


def test_what_is_rebuilt_is_what_was_lived_through(play: Play) -> None:
    store = play.desk.database.assessments
    for assessment in store.assessments(YEAR):
        before = (assessment, store.sheet(assessment.id), store.evidence(assessment.id))
        store.rebuild(assessment.id)
        now = store.assessment(assessment.id)
        assert (now, store.sheet(now.id), store.evidence(now.id)) == before


def test_every_step_after_the_answers_names_a_person(play: Play) -> None:
    unnamed = {"opened", "answered", "noted", "signed", "reopened", "visited", "attached", "rechecked"}
    for code in graded(play):
        for entry in history_of(play, code).entries:
            if entry.of_year:
                continue
            said = entry.event.payload
            assert entry.event.author
            if entry.event.kind not in unnamed:
                assert said["name"], entry.event.kind
            if entry.event.kind in ("signed", "rechecked"):
                assert said["names"] == list(EXAMINERS)
            if entry.event.kind in ("returned", "decided", "vetoed", "extended", "closed", "reopened"):
                assert said.get("reason") or said.get("reasons") or code == HEAD


def kinds(play: Play, code: str) -> list[str]:
    return [entry.event.kind for entry in history_of(play, code).entries if not entry.of_year]


def test_the_timeline_of_an_item_tells_its_whole_story(play: Play) -> None:
    entries = history_of(play, NORTH).only("B-TM-06")
    assert [entry.event.kind for entry in entries if entry.event.kind != "signed"] == [
        *("answered", "attached", "returned", "replied", "noticed", "responded", "fixed"),
        *("rechecked", "attached", "fixed", "rechecked"),
    ]
    assert kinds(play, WILLOW).count("signed") == 2
    assert kinds(play, NORTH)[-5:] == ["answered", "signed", "approved", "noticed", "closed"]


def test_on_what_evidence_is_said_and_its_file_is_whole(play: Play) -> None:
    history = history_of(play, NORTH)
    fixed = [entry for entry in history.entries if entry.event.kind == "fixed"]
    assert [[piece.text for piece in entry.evidence.values()] for entry in fixed] == [
        [],
        ["测试记录表第2号"],
        [],
    ]
    (claimed,) = [e for e in history.only("B-FA-02") if e.event.kind == "appealed"]
    assert [piece.text for piece in claimed.evidence.values()] == ["采购单，十副，9月"]
    (photo,) = [piece for piece in examination_of(play, NORTH).evidence if piece.file]
    assert photo.file is not None
    assert EvidenceFiles.beside(play.path).read(photo.file) == phone_picture()
    (veto,) = [e for e in history_of(play, WILLOW).entries if e.event.kind == "vetoed"]
    assert [piece.text for piece in veto.evidence.values()] == ["现场记录第1号"]


def test_the_sheet_of_any_day_is_the_one_of_then(play: Play) -> None:
    history = history_of(play, NORTH)
    stood = {
        name: history.as_of(utc_moment(f"{day}T23:59:59.999999Z"))
        for name, day in {
            "signed": "2026-10-08",
            "returned": "2026-10-12",
            "told": "2026-10-14",
            "decided": "2026-10-20",
            "failed": "2026-10-25",
            "passed": "2026-11-06",
            "published": "2026-12-28",
        }.items()
    }
    assert [past.standing.state for past in stood.values()] == [
        *("signed", "returned", "noticed", "decided", "rectifying", "rectifying", "closed")
    ]
    assert [past.result.grade for past in stood.values()] == ["B", "B", "B", "B", "B", "A", "A"]
    assert [past.sheet.answers["B-FA-02"].text for past in stood.values()] == [  # type: ignore[union-attr]
        *("0", "0", "1", "3", "3", "3", "3")
    ]
    told = stood["told"].standing.dossier.notice
    assert told is not None
    assert (told.score, told.grade) == (str(stood["told"].result.score.figure), "B")


def test_an_objection_keeps_the_old_value_beside_the_new(play: Play) -> None:
    past = history_of(play, NORTH).as_of(utc_moment("2026-12-28T23:59:59.999999Z"))
    upheld, refused = past.standing.dossier.claims["B-FA-02"], past.standing.dossier.claims["B-HV-06"]
    assert (upheld.upheld, upheld.was, upheld.answer, upheld.decided_by) == (True, "1", "3", DECIDER)
    assert (refused.upheld, refused.was, refused.answer) == (False, "3/5", None)
    assert past.standing.dossier.findings["B-TM-06"].was == "0/4"
    assert past.standing.dossier.unsettled == ("B-HV-06",)


def test_the_self_assessments_stand_beside_and_one_is_late(play: Play) -> None:
    casebook = play.desk.casebook
    found = {code: compare(casebook, play.units[code], YEAR) for code in (NORTH, WILLOW)}
    assert {code: one.is_late for code, one in found.items()} == {NORTH: False, WILLOW: True}
    assert {unit.code for unit in graded(play).values() if unit.self_score} == {NORTH, WILLOW}


def test_the_correction_stands_beside_what_was_published(play: Play) -> None:
    county = play.desk.county.year(YEAR)
    assert county.is_published
    first, second = county.standing.publications
    assert (first.reason, second.reason) == ("", "北关支行更正一项")
    lines = {line.code: line for line in play.desk.publishing.corrections(county)}
    assert set(lines) == {HEAD, NORTH}
    north = lines[NORTH]
    assert north.old_score is not None
    assert north.new_score is not None
    assert north.old_score > north.new_score == graded(play)[NORTH].score
    assert [event.kind for event in play.desk.years.history(YEAR)] == [
        *("year_opened", "published", "correction_opened", "published")
    ]


def test_no_event_of_the_year_was_changed(play: Play) -> None:
    """Each ledger is a chain: every event has seen the one before."""
    store = play.desk.database.assessments
    for assessment in store.assessments(YEAR):
        events: tuple[Event, ...] = store.events(assessment.id)
        assert [event.parents for event in events[1:]] == [(event.hash,) for event in events[:-1]]
        assert store.heads(assessment.id) == (events[-1].hash,)

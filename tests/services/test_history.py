"""The history of an assessment: every event in its place, and the past as the store had it then."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eldercheck.domain.answers import Answer, Given
from eldercheck.domain.assessment import Sheet
from eldercheck.domain.errors import LedgerError, StateError
from eldercheck.domain.evidence import Evidence
from eldercheck.domain.figures import Figure
from eldercheck.domain.ledger import Event, utc_moment, utc_text
from eldercheck.domain.past import GROUP_OF, concerns, group_of, interleaved, items_of, rules_then
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit
from eldercheck.domain.standing import Standing
from eldercheck.services.appeals import Appeals
from eldercheck.services.examination import Examination
from eldercheck.services.history import History, typed_moment
from eldercheck.services.notices import Notices
from eldercheck.services.rectification import Rectification
from eldercheck.services.second_look import SecondLook
from tests.builders import Desk, a_desk, full_answer, full_answers, nothing_answer


def history(desk: Desk, examination: Examination) -> History:
    return desk.casebook.history(examination.assessment.id)


def plain_event(kind: str, at: str = "2026-01-01T00:00:00.000000Z", **said: Any) -> Event:
    return Event(f"e{kind}{at}", "a", kind, "李芳", "laptop", at, (), said)  # type: ignore[arg-type]


# --- the past as the store had it ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Stood:
    """What the store said right after an act."""

    at: str
    standing: Standing
    sheet: Sheet
    evidence: tuple[Evidence, ...]
    score: Figure | None
    grade: str | None
    rules: Programme


def stood(desk: Desk, examination: Examination, at: str) -> Stood:
    kept = desk.casebook.resume(examination.assessment.id)
    result = kept.result
    return Stood(
        at, kept.standing, kept.sheet, kept.evidence, result.score.figure, result.grade, kept.programme
    )


ACTS = (
    *["answer"] * 6,
    *["take away", "note", "undo", "redo"] * 2,
    *["sign", "reopen", "approve", "give back", "reply", "attach", "detach", "veto", "lift", "amend"],
)


def act(desk: Desk, examination: Examination, what: str, rng: random.Random) -> None:
    """Do one thing to an assessment; StateError where its state does not allow it."""
    item = rng.choice(examination.checklist.items)
    match what:
        case "answer":
            examination.answer(item.id, rng.choice([full_answer, nothing_answer])(item))
        case "take away":
            examination.answer(item.id, None)
        case "note":
            examination.note(item.id, rng.choice(["", "坡道", "无扶手"]))
        case "undo":
            examination.undo()
        case "redo":
            examination.redo()
        case "sign":
            for open_item in examination.review().open:
                examination.answer(open_item, full_answer(examination.checklist.item(open_item)))
            examination.sign(["林晓梅", "陈志远"])
        case "reopen":
            examination.reopen("误签")
        case "approve":
            SecondLook(examination).approve("王主任")
        case "give back":
            SecondLook(examination).give_back("王主任", {item.id: "照片看不清"})
        case "reply":
            SecondLook(examination).reply(item.id, "已核实", "林晓梅")
        case "amend":
            least = rng.choice([1, 2])
            rules = replace(desk.years.programme(examination.assessment.year), least_examiners=least)
            desk.years.change(rules, "补充")
        case _:
            _case_act(examination, what, item.id, rng)


def _case_act(examination: Examination, what: str, item: str, rng: random.Random) -> None:
    match what:
        case "attach":
            said = {"evidence": examination.new_id(), "item": item, "purpose": "answer", "kind": "document"}
            examination.append("attached", **said, text="文件 3 号", name="林晓梅")
        case "detach":
            if examination.evidence:
                piece = rng.choice(examination.evidence)
                examination.append("detached", evidence=piece.id, reason="贴错了")
        case "veto":
            said = {"veto": examination.new_id(), "ground": "refused", "reason": "拒收现金", "name": "林晓梅"}
            examination.append("vetoed", **said, evidence=[])
        case "lift":
            for veto in examination.dossier.vetoes:
                examination.append("veto_lifted", veto=veto, reason="查无此事", name="王主任")
                break


CASE_ACTS = (
    *["claim", "uphold", "refuse", "respond", "fix", "recheck"] * 3,
    *["extend", "attach", "detach", "veto", "lift", "close", "reopen"],
)


def later_act(examination: Examination, what: str, rng: random.Random) -> None:
    """Do one thing to a case after its notice; StateError where its state does not allow it."""
    item = rng.choice(list(examination.dossier.findings) or [examination.checklist.items[0].id])
    answer = rng.choice([full_answer, nothing_answer])(examination.checklist.item(item))
    appeals, repair = Appeals(examination), Rectification(examination)
    match what:
        case "claim":
            appeals.claim(item, "有异议", "赵行长")
        case "uphold":
            appeals.uphold(item, answer, "属实", "孙科长")
        case "refuse":
            appeals.refuse(item, "无据", "孙科长")
        case "respond":
            repair.respond(item, "更换", "钱经理", "赵行长")
        case "fix":
            repair.report_fixed(item, "已换", "钱经理", "赵行长")
        case "recheck":
            repair.recheck(item, answer, ["林晓梅", "陈志远"])
        case "extend":
            repair.extend(item, "2026-12-01", "缺货", "王主任")
        case "close":
            repair.close("王主任", "年底")
        case "reopen":
            examination.reopen("误签")
        case _:
            _case_act(examination, what, item, rng)


def assert_as_it_was(desk: Desk, examination: Examination, told: list[Stood]) -> None:
    """Every moment that was told of is found again, and what differs from the last is named."""
    past, last = history(desk, examination), told[-1].sheet.answers
    for then in told:
        found = past.as_of(utc_moment(then.at))
        answers = found.sheet.answers
        assert (found.standing, found.sheet, found.evidence) == (then.standing, then.sheet, then.evidence)
        assert (found.result.score.figure, found.result.grade) == (then.score, then.grade)
        assert found.programme == then.rules
        assert set(found.later) == {
            item for item in set(answers) | set(last) if answers.get(item) != last.get(item)
        }


@settings(max_examples=25)
@given(st.lists(st.sampled_from(ACTS), min_size=1, max_size=30), st.integers(0, 2**32))
def test_as_of_the_moment_after_each_act_is_what_the_store_said_then(acts: list[str], seed: int) -> None:
    rng = random.Random(seed)
    with TemporaryDirectory() as folder, a_desk(Path(folder) / "a.db") as desk:
        examination = desk.examination("service_point")
        told = [stood(desk, examination, desk.identity.now())]
        for what in acts:
            with suppress(StateError):
                act(desk, examination, what, rng)
            told.append(stood(desk, examination, desk.identity.now()))
        assert_as_it_was(desk, examination, told)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(CASE_ACTS), min_size=1, max_size=20), st.integers(0, 2**32))
def test_a_case_is_found_again_as_it_stood_after_each_act(acts: list[str], seed: int) -> None:
    rng = random.Random(seed)
    with TemporaryDirectory() as folder, a_desk(Path(folder) / "a.db") as desk:
        examination = desk.finished("service_point")
        for item in rng.sample(examination.checklist.items, 4):
            examination.answer(item.id, nothing_answer(item))
        examination.sign(["林晓梅", "陈志远"])
        SecondLook(examination).approve("王主任")
        Notices(examination).give("王主任")
        told = [stood(desk, examination, desk.identity.now())]
        for what in acts:
            with suppress(StateError):
                later_act(examination, what, rng)
            told.append(stood(desk, examination, desk.identity.now()))
        assert_as_it_was(desk, examination, told)


def test_after_each_entry_stands_what_the_entries_up_to_it_say(desk: Desk) -> None:
    examination = desk.finished("service_point")
    examination.sign(["甲", "乙"])
    past = history(desk, examination)
    for entry in past.entries:
        if not entry.of_year:
            after = past.after(entry)
            assert after.at == entry.event.at
            said = [one.event for one in past.entries if one.event.kind == "answered"]
            assert len(after.sheet.answers) == len([one for one in said if one.at <= entry.event.at])
    assert past.after(past.entries[-1]).standing.state == "signed"
    assert past.after(past.entries[-2]).standing.state == "open"


def test_the_grade_then_is_by_the_rules_as_they_stood_then(desk: Desk) -> None:
    examination = desk.finished("branch", TM_06="0/4")
    examination.sign(["甲", "乙"])
    signed_at = desk.identity.now()
    rules = desk.years.programme(examination.assessment.year)
    desk.years.change(replace(rules, rules=replace(rules.rules, caps=False)), "停用")
    past = history(desk, examination)
    assert past.as_of(utc_moment(signed_at)).result.grade == "B"
    assert past.as_of(utc_moment(desk.identity.now())).result.grade == "A"
    amended = past.only(group="year")[-1]
    assert (amended.event.kind, past.after(amended).result.grade) == ("rules_amended", "A")


def test_a_moment_before_the_first_event_is_refused(desk: Desk) -> None:
    past = history(desk, desk.examination())
    with pytest.raises(StateError) as refused:
        past.as_of(datetime(2026, 3, 1, tzinfo=UTC))
    assert refused.value.code == "before_the_first"
    opened = past.only(group="year")[0]
    with pytest.raises(StateError):
        past.after(opened)


# --- entries ------------------------------------------------------------------------------------------------


def test_an_entry_holds_what_stood_before_it(desk: Desk) -> None:
    examination = desk.examination("branch")
    item = examination.checklist.items[0].id
    examination.answer(item, Given("yes"))
    examination.answer(item, Given("no"))
    examination.note(item, "一")
    examination.note(item, "二")
    examination.undo()
    examination.answer("B-GC-02", Given("1"))
    found = history(desk, examination).only(item)
    assert [(entry.event.kind, entry.was, entry.note_was) for entry in found] == [
        ("answered", None, ""),
        ("answered", Given("yes"), ""),
        ("noted", None, ""),
        ("noted", None, "一"),
        ("noted", None, "二"),
    ]
    assert found[-1].event.payload["because"] == "undo"


def test_the_year_s_own_events_stand_where_their_time_puts_them(desk: Desk) -> None:
    first = desk.finished("branch")
    other = desk.examination("service_point", "0202")
    first.sign(["甲", "乙"])
    year = first.assessment.year
    rules = desk.years.programme(year)
    desk.years.change(replace(rules, least_examiners=3), "加一人")
    SecondLook(first).approve("王主任")
    desk.years.change(replace(rules, authority="某某办"), "署名")
    now = desk.county.year(year)
    desk.publishing.publish(year, {obstacle.kind for obstacle in now.obstacles()}, "")
    desk.casebook.resume(first.assessment.id).reopen("笔误")
    kinds = [entry.event.kind for entry in history(desk, first).entries if entry.event.kind != "answered"]
    assert kinds == [
        "year_opened",
        "opened",
        "visited",
        "signed",
        "rules_amended",
        "approved",
        "rules_amended",
        "published",
        "correction_opened",
        "reopened",
    ]
    assert "correction_opened" not in [entry.event.kind for entry in history(desk, other).entries]


def test_a_clock_that_was_set_back_does_not_turn_a_ledger_round() -> None:
    own = [plain_event("opened", "2026-01-02"), plain_event("answered", "2026-01-01")]
    year = [plain_event("year_opened", "2026-01-01"), plain_event("published", "2026-01-03")]
    assert [event.kind for event in interleaved(own, year)] == [
        "year_opened",
        "opened",
        "answered",
        "published",
    ]


def test_a_draw_and_a_bonus_concern_only_the_units_they_name() -> None:
    unit = Unit("u1", "branch", "0101", "城关网点")
    assert concerns(plain_event("visits_drawn", codes=["0101"]), "a", unit)
    assert not concerns(plain_event("visits_drawn", codes=["0202"]), "a", unit)
    assert not concerns(plain_event("bonus_given", unit="u2"), "a", unit)
    assert not concerns(plain_event("correction_opened", assessment="b"), "a", unit)
    assert concerns(plain_event("published"), "a", unit)


def test_evidence_is_found_under_its_item_even_when_it_was_taken_back(desk: Desk) -> None:
    examination = desk.examination("branch")
    about = {"item": "B-TM-01", "purpose": "answer", "kind": "reading", "text": "82 厘米", "name": "甲"}
    examination.append("attached", evidence="p1", **about)
    examination.append("detached", evidence="p1", reason="量错了")
    attached, detached = history(desk, examination).only("B-TM-01", "evidence")
    assert (attached.event.kind, detached.event.kind) == ("attached", "detached")
    assert detached.evidence["p1"].text == "82 厘米"
    assert history(desk, examination).after(attached).evidence[0].id == "p1"
    assert history(desk, examination).after(detached).evidence == ()


def test_every_kind_has_a_group_and_a_newer_one_is_unknown() -> None:
    assert group_of("answered") == "answers"
    assert group_of("teleported") == "unknown"
    assert set(GROUP_OF.values()) == {
        "answers",
        "evidence",
        "second_look",
        "notice",
        "rectification",
        "year",
    }


@pytest.mark.parametrize(
    ("kind", "said", "items"),
    [
        ("answered", {"item": "A"}, ("A",)),
        ("attached", {"item": ""}, ()),
        ("returned", {"reasons": {"A": "x", "B": "y"}}, ("A", "B")),
        ("noticed", {"findings": {"C": {}}}, ("C",)),
        ("signed", {"evidence_missing": ["D"]}, ("D",)),
        ("signed", {}, ()),
        ("approved", {"name": "王"}, ()),
    ],
)
def test_items_of_an_event(kind: str, said: dict[str, Any], items: tuple[str, ...]) -> None:
    assert items_of(plain_event(kind, **said)) == items


def test_rules_of_a_year_without_events_are_those_of_now_and_before_its_first_event_those_of_that() -> None:
    now, then = Programme(2026, least_examiners=3), Programme(2026, least_examiners=1)
    changed = plain_event("rules_changed", "2026-05-01", programme=then.plain())
    assert rules_then([], "2026-01-01", now) == now
    assert rules_then([changed], "2026-01-01", now) == then


def test_an_event_of_a_newer_version_stands_in_the_history_and_changes_nothing(desk: Desk) -> None:
    examination = desk.finished("service_point")
    past = history(desk, examination)
    events = [entry.event for entry in past.entries if not entry.of_year]
    newer = plain_event("teleported", utc_text(desk.identity.clock()), x=1)
    with_it = History(past.assessment, past.unit, past.checklist, Programme(2026), [*events, newer], ())
    assert with_it.entries[-1].group == "unknown"
    assert with_it.after(with_it.entries[-1]).sheet == past.after(past.entries[-1]).sheet


def test_an_event_that_is_cut_short_is_named(desk: Desk) -> None:
    past = history(desk, desk.examination())
    opened = next(entry.event for entry in past.entries if entry.event.kind == "opened")
    short = replace(opened, id="s", kind="answered", payload={})
    with pytest.raises(LedgerError) as refused:
        History(past.assessment, past.unit, past.checklist, Programme(2026), [opened, short])
    assert refused.value.code == "event_unreadable"


# --- typed moments ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-03-05", (2026, 3, 5, 23, 59, 59)),
        ("2026-03-05 14:30", (2026, 3, 5, 14, 30, 59)),
        ("2026-03-05T14:30:07", (2026, 3, 5, 14, 30, 7)),
        ("２０２６年３月５日　9：05", (2026, 3, 5, 9, 5, 59)),
        ("2026/3/5 9:05", (2026, 3, 5, 9, 5, 59)),
    ],
)
def test_a_moment_is_local_and_means_its_end(typed: str, meant: tuple[int, ...]) -> None:
    found = typed_moment(typed)
    assert found.astimezone().timetuple()[:6] == meant
    assert found.microsecond == 999_999


def test_a_moment_of_the_ledger_is_taken_to_the_microsecond() -> None:
    assert utc_text(typed_moment("2026-03-02T01:02:03.000004Z")) == "2026-03-02T01:02:03.000004Z"


@pytest.mark.parametrize("typed", ["", "yesterday", "2026-03-05 25:00", "2026-02-30", "14:30", "05/03/2026"])
def test_what_is_no_moment_is_refused_by_name(typed: str) -> None:
    with pytest.raises(StateError):
        typed_moment(typed)


def test_answers_are_traced_through_return_and_recheck(desk: Desk) -> None:
    """The whole case of one item is found under it, the answer of each step beside the one before."""
    answers: Callable[[str], Answer] = Given
    examination = desk.finished("branch", TM_06="0/4")
    examination.sign(["甲", "乙"])
    SecondLook(examination).give_back("王主任", {"B-TM-06": "请复核"})
    examination.answer("B-TM-06", answers("2/4"))
    examination.sign(["甲", "乙"])
    found = [
        (entry.event.kind, entry.was)
        for entry in history(desk, examination).only("B-TM-06")
        if entry.event.kind != "signed"
    ]
    assert found == [("answered", None), ("returned", None), ("answered", Given("0/4"))]
    assert len(full_answers(examination.checklist)) == len(examination.sheet.answers)

"""The example county: the same row for row everywhere, and something true in each corner."""

from __future__ import annotations

import gzip
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest

from eldercheck.assemble import Office, open_office
from eldercheck.domain.answers import Answer, NotApplicable, answer_from_plain
from eldercheck.domain.assessment import AssessmentState
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import GradedInstitution
from eldercheck.domain.ledger import heads, utc_moment
from eldercheck.domain.review import review
from eldercheck.domain.standing import Standing
from eldercheck.domain.visit import Visit
from eldercheck.services.appeals import Appeals
from eldercheck.services.county import CountyYear
from eldercheck.services.examination import Examination
from eldercheck.services.example.chance import Watch
from eldercheck.services.example.hand import Hand
from eldercheck.services.example.plan import workday
from eldercheck.services.identity import Identity
from eldercheck.services.notices import Notices
from eldercheck.services.rectification import Rectification
from eldercheck.services.second_look import SecondLook
from eldercheck.services.visits import Visits
from eldercheck.storage.ledger_tables import add_up
from eldercheck.storage.opening import open_database
from eldercheck.storage.settings import Settings
from tests.builders import Desk

EXAMPLE = Path(__file__).parents[2] / "assessments.db.example"
YEARS = (2025, 2026)
NOW = "2026-11-24"
"""The day on which the example ends."""
REAL = (
    "工商",
    "建设",
    "中国银行",
    "农业银行",
    "邮政",
    "交通",
    "招商",
    "中信",
    "光大",
    "浦发",
    "民生",
    "兴业",
)


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """A copy of the shipped example."""
    opened = open_office(EXAMPLE, Settings(device="test"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def counties(office: Office) -> dict[int, CountyYear]:
    return {year: office.county.year(year) for year in YEARS}


@pytest.fixture(params=YEARS)
def now(request: pytest.FixtureRequest, counties: dict[int, CountyYear]) -> CountyYear:
    """Each of the two years."""
    return counties[request.param]


def rows(path: Path) -> list[str]:
    """Return every row of a database as SQL."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return list(connection.iterdump())


def written(path: Path, **environment: str) -> list[str]:
    command = [sys.executable, "-m", "eldercheck", "demo", str(path)]
    where = {**os.environ, "ELDERCHECK_HOME": str(path.parent), **environment}
    subprocess.run(command, env=where, check=True, capture_output=True)
    return rows(path)


def row_of(county: CountyYear, code: str) -> GradedInstitution:
    row = county.table.institution(code)
    assert row is not None
    return row


# --- the same everywhere ------------------------------------------------------------------------------------


def test_it_is_the_same_whatever_the_zone_the_locale_and_the_hash_seed(tmp_path: Path) -> None:
    one = written(tmp_path / "a.db", TZ="Asia/Shanghai", LANG="zh_CN.UTF-8", PYTHONHASHSEED="1")
    other = written(tmp_path / "b.db", TZ="America/New_York", LANG="C", PYTHONHASHSEED="2")
    assert one == other


def test_the_shipped_example_is_its_output(tmp_path: Path) -> None:
    """That was written on another day, by another clock."""
    assert rows(EXAMPLE) == written(tmp_path / "now.db")


def test_it_is_small_enough_to_travel() -> None:
    assert EXAMPLE.stat().st_size < 12_000_000
    assert len(gzip.compress(EXAMPLE.read_bytes(), 9)) < 3_000_000


def test_opening_it_changes_no_byte() -> None:
    before = EXAMPLE.read_bytes()
    office = open_office(EXAMPLE, Settings(device="test"))
    office.casebook.add_unit("institution", "99", "新")
    office.close()
    assert EXAMPLE.read_bytes() == before
    assert office.is_copy
    assert not office.path.exists()


# --- the register -------------------------------------------------------------------------------------------


def test_it_is_a_county_of_the_size_that_was_asked(office: Office) -> None:
    units = office.casebook.units()
    assert Counter(unit.kind for unit in units) == {"institution": 15, "branch": 80, "service_point": 700}
    assert len({unit.name for unit in units}) == len(units)
    assert all(unit.place for unit in units)
    heads_ = [unit for unit in units if unit.kind == "institution"]
    assert {unit.ranking_group for unit in heads_} == {
        *("国有商业银行", "股份制银行", "城市商业银行", "农村金融机构")
    }
    assert [unit.code for unit in heads_ if unit.exempt] == ["0115"]
    assert not [unit.name for unit in units for real in REAL if real in unit.name]
    assert max(len(unit.name) for unit in units) > 30
    assert any(ord(character) > 0x1FFFF for unit in units for character in unit.name)


def test_units_open_and_close_within_a_year(office: Office) -> None:
    units = office.casebook.units()
    for year in YEARS:
        assert any(unit.opened[:4] == str(year) for unit in units)
        assert any(unit.closed[:4] == str(year) for unit in units)


def test_nobody_examines_a_unit_that_is_not_open(office: Office) -> None:
    units = {unit.id: unit for unit in office.casebook.units()}
    for assessment in office.casebook._assessments.assessments():
        unit, day = units[assessment.unit], assessment.opened_at[:10]
        assert unit.opened <= day, unit.code
        assert not unit.closed or day < unit.closed, unit.code
        assert workday(date.fromisoformat(day)) == date.fromisoformat(day)


# --- both years ---------------------------------------------------------------------------------------------


def test_the_institutions_have_every_grade(now: CountyYear) -> None:
    assert {row.grade for row in now.table.institutions if row.grade} == {"A", "B", "C"}
    assert all(now.tally().by_grade.values())


def test_a_sample_of_the_points_is_examined_and_most_branches(now: CountyYear) -> None:
    seen = Counter(entry.unit.kind for entry in now.units if entry.examined)
    assert seen["institution"] == (15 if now.programme.year == 2025 else 14)
    assert 65 <= seen["branch"] <= 80
    assert 70 <= seen["service_point"] <= 105
    answers = sum(case.score.answered for entry in now.units if (case := entry.examined) and case.score)
    assert 5000 < answers < 7000


def test_the_weakest_items_are_the_ones_that_a_county_knows(now: CountyYear) -> None:
    branches = [weak.item.id for weak in now.weakest if weak.item.id.startswith("B-")]
    assert {"B-TM-06", "B-TM-02"} <= set(branches[:3])
    assert len([weak for weak in now.weakest if len(weak.lost) >= 3]) >= 10


def test_banks_think_better_of_themselves(now: CountyYear) -> None:
    pairs = [
        (entry.graded.score, entry.graded.self_score)
        for entry in now.units
        if entry.graded and entry.graded.self_score
    ]
    assert len(pairs) >= 15
    assert sum(own > found for found, own in pairs) > len(pairs) * 2 // 3


def test_the_bonus_is_given_with_reasons(office: Office, now: CountyYear) -> None:
    year = now.programme.year
    lines = [line for unit in now.institutions for line in office.years.bonus_lines(year, unit)]
    assert len(lines) >= 4
    assert all(line.reason for line in lines)
    assert sum(row.bonus > Figure(0) for row in now.table.institutions) >= 3


def test_a_year_changes_believably(counties: dict[int, CountyYear]) -> None:
    before, after = counties[2025].table, counties[2026].table
    moves = []
    for row in after.institutions:
        old = before.institution(row.code)
        if row.score and old and old.score:
            moves.append(row.score.tenths - old.score.tenths)
    assert len(moves) >= 11
    assert max(map(abs, moves)) < 150
    assert sum(move > 0 for move in moves) > len(moves) // 2
    assert any(move < 0 for move in moves)


# --- the published year -------------------------------------------------------------------------------------


def test_last_year_is_published_and_verifies(counties: dict[int, CountyYear]) -> None:
    county = counties[2025]
    assert county.is_published
    assert county.standing.is_final
    assert county.tally().by_state["in_progress"] == county.tally().by_state["signed"] == 0
    assert {obstacle.kind for obstacle in county.obstacles()} == {"provisional"}
    assert county.programme.roll_up.quota_percent == 0
    assert "quota" not in {limit.rule for row in county.table.institutions for limit in row.limits}


def test_last_year_was_amended_once(office: Office, counties: dict[int, CountyYear]) -> None:
    county = counties[2025]
    first, second = county.standing.publications
    assert (first.reason, bool(second.reason)) == ("", True)
    corrections = office.publishing.corrections(county)
    assert {line.code for line in corrections} >= {"010206"}
    assert all(line.new_score and line.old_score and line.old_score < line.new_score for line in corrections)


def test_the_ledger_of_each_year_tells_its_story(office: Office) -> None:
    kinds = {year: [event.kind for event in office.years.history(year)] for year in YEARS}
    assert kinds[2025] == [
        "year_opened",
        *["bonus_given"] * 3,
        *("published", "correction_opened", "published"),
    ]
    assert kinds[2026] == ["year_opened", "rules_changed", *["bonus_given"] * 4]
    for year in YEARS:
        history = office.years.history(year)
        assert [event.parents for event in history[1:]] == [(event.hash,) for event in history[:-1]]


# --- the year under way -------------------------------------------------------------------------------------


def test_this_year_shows_every_state(counties: dict[int, CountyYear]) -> None:
    county = counties[2026]
    tally = county.tally()
    assert all(tally.by_state.values())
    assert {entry.case_state for entry in county.units if entry.case_state} == set(get_args(AssessmentState))
    half_done = next(entry for entry in county.units if entry.unit.code == "010103")
    assert half_done.state == "in_progress"
    assert {obstacle.kind for obstacle in county.obstacles()} == {
        *("in_progress", "not_approved", "not_noticed", "open_cases", "missing_sheets", "provisional")
    }
    assert not county.is_published


def test_this_year_has_a_quota_a_missing_sheet_and_an_exempt_institution(
    counties: dict[int, CountyYear],
) -> None:
    county = counties[2026]
    pushed = [row for row in county.table.institutions if row.grade != row.raw_grade]
    assert [(row.code, row.raw_grade, row.grade) for row in pushed] == [
        ("0102", "A", "B"),
        ("0106", "A", "B"),
    ]
    assert row_of(county, "0109").sheet is None
    assert row_of(county, "0115").exempt
    assert not row_of(county, "0115").is_graded


def test_every_kind_of_limit_is_there(counties: dict[int, CountyYear]) -> None:
    rules = {
        limit.rule
        for county in counties.values()
        for row in county.table.institutions
        for limit in row.limits
    }
    assert rules == {"band", "floor", "critical", "spread", "coverage", "quota"}
    spreads = {
        limit.to
        for county in counties.values()
        for row in county.table.institutions
        for limit in row.limits
        if limit.rule == "spread"
    }
    assert spreads == {"B", "C"}
    units = [entry.graded for county in counties.values() for entry in county.units if entry.graded]
    assert {limit.to for unit in units for limit in unit.limits if limit.rule == "critical"} == {"B", "C"}
    assert any(unit.must_fix for unit in units)


# --- the sheets ---------------------------------------------------------------------------------------------


def test_each_sheet_agrees_with_itself(office: Office) -> None:
    store = office.casebook._assessments
    sheets, checklists = store.sheets(), dict[str, Checklist]()
    notes, left_out = 0, 0
    for assessment in store.assessments():
        digest = assessment.checklist_digest
        checklist = checklists.setdefault(digest, store.checklist(digest))
        sheet = sheets[assessment.id]
        found = review(checklist, sheet.answers)
        assert not found.contradictions, assessment.id
        assert found.can_sign or assessment.state == "open"
        assert len(assessment.signers) == (not assessment.is_open) * (1 + (assessment.party == "examiner"))
        notes += len(sheet.notes)
        left_out += sum(isinstance(answer, NotApplicable) for answer in sheet.answers.values())
    assert notes > 200
    assert left_out > 500
    assert {case.party for case in store.assessments()} == {"examiner", "bank"}


def test_the_events_of_each_assessment_add_up_to_its_rows(office: Office) -> None:
    store = office.casebook._assessments
    sheets = store.sheets()
    for assessment in store.assessments():
        events = store.events(assessment.id)
        whole = add_up(events)
        standing = whole.standing
        assert [event.parents for event in events[1:]] == [(event.hash,) for event in events[:-1]]
        assert store.heads(assessment.id) == heads(events) == whole.heads
        assert all(one.at < other.at for one, other in pairwise(events))
        assert whole.sheet == sheets[assessment.id]
        assert tuple(whole.evidence.values()) == store.evidence(assessment.id)
        assert standing == Standing(
            assessment.party,
            assessment.state,
            assessment.signed_at,
            assessment.signers,
            assessment.approved_by,
            assessment.dossier,
        )
        assert assessment.approved_by not in assessment.signers


# --- the cases ----------------------------------------------------------------------------------------------


def examinations(office: Office, year: int) -> Iterator[Examination]:
    """Every examination of a year."""
    for assessment in office.casebook._assessments.assessments(year):
        if assessment.party == "examiner":
            yield office.casebook.resume(assessment.id)


@pytest.mark.parametrize("year", YEARS)
def test_each_visit_agrees_with_what_was_answered_on_it(office: Office, year: int) -> None:
    ways, weathers = set(), set()
    for examination in examinations(office, year):
        if examination.assessment.signed_at == "":
            continue
        visit, assessment = examination.dossier.visit, examination.assessment
        assert visit is not None
        assert examination.visit_review.is_clean, examination.unit.code
        assert visit.examiners == assessment.signers
        assert visit.day == assessment.opened_at[:10]
        ways.add(visit.way)
        weathers.add((visit.day, visit.weather))
    assert ways == {"announced", "unannounced", "secret"}
    by_day = [day for day, weather in weathers if weather]
    assert len(by_day) == len(set(by_day)), "it rains on all units of a day or on none"
    assert {weather for _day, weather in weathers} >= {"wet", "dry"}


@pytest.mark.parametrize("year", YEARS)
def test_a_share_of_the_sheets_has_evidence_and_no_words_twice(office: Office, year: int) -> None:
    pieces = [one.evidence for one in examinations(office, year)]
    assert len(list(filter(None, pieces))) > len(pieces) // 6
    assert all(piece.text and piece.name and piece.file is None for some in pieces for piece in some)
    for some in pieces:
        kept = [(piece.item, piece.purpose, piece.text) for piece in some]
        assert len(kept) == len(set(kept))


def test_nobody_looks_again_or_decides_who_examined(office: Office) -> None:
    for year in YEARS:
        for one in examinations(office, year):
            people = {*one.assessment.signers, *(one.dossier.visit.examiners if one.dossier.visit else ())}
            deciders = {claim.decided_by for claim in one.dossier.claims.values()}
            assert not people & {one.assessment.approved_by, one.dossier.returned_by, *deciders} - {""}


def test_last_years_cases_are_closed_before_its_publication(office: Office) -> None:
    outcomes: Counter[str | None] = Counter()
    decided: Counter[bool | None] = Counter()
    published = office.years.standing(2025).publications[0].at
    corrected = {unit.id for unit in office.casebook.units() if unit.code == "010206"}
    for one in examinations(office, 2025):
        closed = one.dossier.closed
        assert closed is not None
        assert bool(closed.reason) == bool(one.dossier.unsettled)
        assert closed.at < published or one.assessment.unit in corrected
        outcomes.update(finding.outcome for finding in one.dossier.findings.values())
        decided.update(claim.upheld for claim in one.dossier.claims.values())
    assert min(outcomes["passed"], outcomes["failed"], decided[True], decided[False]) >= 3
    assert decided[None] == 0


def test_this_years_cases_show_life_in_every_state(office: Office) -> None:
    by_code = {one.unit.code: one for one in examinations(office, 2026)}
    cases = [one.dossier for one in by_code.values()]
    states = Counter(one.assessment.state for one in by_code.values())
    assert min(states.values()) >= 3
    assert {claim.upheld for case in cases for claim in case.claims.values()} == {True, False, None}
    assert sum(len(case.overdue(NOW)) for case in cases if not case.closed) > 20
    assert any(finding.awaits_recheck for case in cases for finding in case.findings.values())
    assert any(SecondLook(one).unanswered for one in by_code.values() if one.assessment.state == "returned")
    (vetoed,) = [one for one in by_code.values() if one.dossier.vetoes]
    assert (vetoed.unit.code, vetoed.result.grade) == ("010302", "C")
    lifted = by_code["010102"]
    assert lifted.dossier.first is not None
    assert "B-TM-06" in lifted.dossier.rechecked
    assert (lifted.dossier.first.grade, lifted.result.grade) == ("B", "A")
    merged = by_code["010114"]
    assert merged.dossier.closed is not None
    assert merged.unit.closed == merged.dossier.closed.at[:10]


def test_a_self_assessment_came_months_late(office: Office) -> None:
    late = max(
        assessment.signed_at[:10]
        for assessment in office.casebook._assessments.assessments(2026)
        if assessment.party == "bank"
    )
    assert late == "2026-10-26"


# --- the app would have written the same --------------------------------------------------------------------


@pytest.mark.parametrize("code", ["010101", "010102", "010301", "010302", "0104", "010114"])
def test_the_app_would_have_written_the_same(office: Office, tmp_path: Path, code: str) -> None:
    """What stands in the ledger is what the walk and the services after it write, act for act."""
    unit = next(unit for unit in office.casebook.units() if unit.code == code)
    case = next(case for case in office.casebook.cases(2026)[unit.id] if case.assessment.party == "examiner")
    events = office.casebook._assessments.events(case.assessment.id)
    moment = [utc_moment(events[0].at)]
    identity = Identity("李芳", "test", lambda: moment[0])
    with open_database(tmp_path / "a.db", clock=identity.clock, who="李芳") as database:
        own = Desk(database, identity)
        own.years.open(office.years.draft(2026, like=2026))
        head = own.casebook.add_unit("institution", "0101" if unit.parent else code, unit.name)
        same = own.casebook.add_unit(unit.kind, code, unit.name, head.id) if unit.parent else head
        started = own.casebook.start(same, "examiner")
        hand = Hand(database.assessments, identity, Watch(date(2026, 1, 1)))
        examination = hand.take(started, "李芳")
        for event in events[1:]:
            moment[0] = utc_moment(event.at)
            act(examination, event.kind, event.payload)
        found = database.assessments.events(examination.assessment.id)
    assert [(event.kind, event.payload) for event in found] == [
        (event.kind, event.payload) for event in events
    ]
    assert examination.assessment.place == case.assessment.place


def act(examination: Examination, kind: str, said: Mapping[str, Any]) -> None:
    """Do in an examination what an event says was done."""
    match kind:
        case "answered":
            item = examination.checklist.item(said["item"])
            answer: Answer = answer_from_plain(item, said["answer"])
            examination.answer(item.id, answer, place=examination.neighbour(item.id, 1))
        case "noted":
            examination.note(said["item"], said["note"])
        case "visited":
            Visits(examination).record(Visit.from_plain(said))
        case "signed":
            examination.sign(said["names"])
        case "attached" | "vetoed":
            examination.append(kind, **said)
        case _:
            follow(examination, kind, said)


def follow(examination: Examination, kind: str, said: Mapping[str, Any]) -> None:
    """Do what an event after the signature says."""
    appeals, work = Appeals(examination), Rectification(examination)
    item = examination.checklist.item(said["item"]) if "item" in said else examination.checklist.items[0]
    match kind:
        case "returned":
            SecondLook(examination).give_back(said["name"], said["reasons"])
        case "replied":
            SecondLook(examination).reply(item.id, said["text"], said["name"])
        case "approved":
            SecondLook(examination).approve(said["name"])
        case "noticed":
            Notices(examination).give(said["name"])
        case "appealed":
            appeals.claim(item.id, said["claim"], said["name"], said["day"], said["evidence"])
        case "decided" if said["upheld"]:
            appeals.uphold(item.id, answer_from_plain(item, said["answer"]), said["reason"], said["name"])
        case "decided":
            appeals.refuse(item.id, said["reason"], said["name"])
        case "responded":
            work.respond(item.id, said["text"], said["person"], said["name"])
        case "fixed":
            work.report_fixed(item.id, said["text"], said["person"], said["name"], said["evidence"])
        case "extended":
            work.extend(item.id, said["due"], said["reason"], said["name"])
        case "rechecked":
            answer = answer_from_plain(item, said["answer"])
            work.recheck(item.id, answer, said["names"], said["note"], said["day"])
        case "closed":
            work.close(said["name"], said["reason"])

"""Findings put right: said by the bank, looked at again by examiners, closed; the first grade stays."""

from __future__ import annotations

import pytest

from eldercheck.domain.answers import Given
from eldercheck.domain.errors import AnswerError, StateError
from eldercheck.services.appeals import Appeals
from eldercheck.services.notices import Notices
from eldercheck.services.rectification import Rectification
from tests.builders import Desk, left_out
from tests.services.cases import BANK, OFFICE, SIGNERS, approved, refused, state, told

ITEM = "B-TM-06"


def test_a_passed_re_check_replaces_the_answer_and_lifts_the_cap(desk: Desk) -> None:
    examination = told(desk, TM_06="0/4")
    assert (examination.result.by_score, examination.result.grade) == ("A", "B")
    work = Rectification(examination)
    work.respond(ITEM, "三周内升级", "会计主管", BANK)
    finding = examination.dossier.findings[ITEM]
    assert (finding.response, finding.person, finding.responded_on) == (
        *("三周内升级", "会计主管", examination.today),
    )
    assert state(examination) == "noticed"
    work.report_fixed(ITEM, " 已升级 ", "运营主管", BANK, ["e1"])
    finding = examination.dossier.findings[ITEM]
    assert (finding.fixed, finding.fixed_by, finding.person) == ("已升级", BANK, "运营主管")
    assert (finding.evidence, finding.awaits_recheck) == (("e1",), True)
    assert state(examination) == "rectifying"
    assert work.recheck(ITEM, Given("4/4"), ["赵六", "李芳"], " 逐台试过 ", "2026-11-20") == "passed"
    assert examination.sheet.answers[ITEM] == Given("4/4")
    assert examination.result.grade == "A"
    finding = examination.dossier.findings[ITEM]
    assert (finding.was, finding.outcome, finding.is_settled) == ("0/4", "passed", True)
    assert (finding.rechecked_by, finding.rechecked_on) == (("赵六", "李芳"), "2026-11-20")
    said = desk.database.assessments.events(examination.assessment.id)[-1].payload
    assert (said["note"], said["names"]) == ("逐台试过", ["赵六", "李芳"])
    first = examination.dossier.first
    assert first is not None
    assert (first.score, first.grade) == ("97.0", "B")
    work.close(OFFICE)
    assert state(examination) == "closed"
    assert desk.casebook.resume(examination.assessment.id).sheet == examination.sheet


@pytest.mark.parametrize(
    ("was", "now", "outcome", "stands"),
    [
        ("1/4", "1/4", "failed", "1/4"),
        ("1/4", "0/4", "failed", "1/4"),
        ("1/4", "2/4", "improved", "2/4"),
        ("1/4", "4/4", "passed", "4/4"),
        ("0/4", "3/4", "improved", "3/4"),
    ],
)
def test_the_outcome_follows_what_is_lost_now_and_before(
    desk: Desk, was: str, now: str, outcome: str, stands: str
) -> None:
    examination = told(desk, TM_06=was)
    work = Rectification(examination)
    assert work.recheck(ITEM, Given(now), SIGNERS) == outcome
    assert examination.sheet.answers[ITEM] == Given(stands)
    finding = examination.dossier.findings[ITEM]
    assert finding.is_settled == (outcome == "passed")
    assert finding.was == (None if outcome == "failed" else was)
    assert finding.rechecked_on == examination.today
    events = desk.database.assessments.events(examination.assessment.id)
    assert (events[-1].payload["answer"], events[-1].payload["was"]) == (now, was)


def test_what_no_longer_applies_is_settled(desk: Desk) -> None:
    examination = told(desk, FA_11="8")
    assert Rectification(examination).recheck("B-FA-11", left_out("坡道已拆"), SIGNERS) == "passed"
    assert examination.dossier.unsettled == ()


def test_after_a_failed_re_check_the_bank_repairs_again(desk: Desk) -> None:
    examination = told(desk, TM_06="0/4")
    work = Rectification(examination)
    work.report_fixed(ITEM, "已升级", "会计主管", BANK)
    work.recheck(ITEM, Given("0/4"), SIGNERS)
    assert not examination.dossier.findings[ITEM].awaits_recheck
    work.report_fixed(ITEM, "这回真升级了", "会计主管", BANK)
    assert work.recheck(ITEM, Given("4/4"), SIGNERS) == "passed"
    assert examination.dossier.findings[ITEM].was == "0/4"


def test_a_finding_is_late_until_its_day_is_extended(desk: Desk) -> None:
    examination = told(desk, TM_06="0/4")
    due = examination.dossier.findings[ITEM].due
    assert examination.dossier.overdue("2027-01-01") == (ITEM,)
    Rectification(examination).extend(ITEM, "2027-03-01", "等设备", OFFICE)
    assert examination.dossier.findings[ITEM].due == "2027-03-01" > due
    assert examination.dossier.overdue("2027-03-01") == ()


def test_what_the_bank_says_is_refused(desk: Desk) -> None:
    examination = approved(desk, TM_06="0/4")
    work = Rectification(examination)
    refused("not_noticed", lambda: work.respond(ITEM, "一", "二", BANK), examination)
    Notices(examination).give(OFFICE)
    for say in (work.respond, work.report_fixed):
        refused("no_such_finding", lambda s=say: s("B-GC-01", "一", "二", BANK), examination)  # type: ignore[misc]
        refused("text_needed", lambda s=say: s(ITEM, " ", "二", BANK), examination)  # type: ignore[misc]
        refused("person_needed", lambda s=say: s(ITEM, "一", " ", BANK), examination)  # type: ignore[misc]
        refused("name_needed", lambda s=say: s(ITEM, "一", "二", ""), examination)  # type: ignore[misc]
    work.recheck(ITEM, Given("4/4"), SIGNERS)
    refused("finding_settled", lambda: work.report_fixed(ITEM, "一", "二", BANK), examination)


def test_what_an_extension_refuses(desk: Desk) -> None:
    examination = told(desk, TM_06="0/4")
    work, due = Rectification(examination), examination.dossier.findings[ITEM].due
    error = refused("day_unknown", lambda: work.extend(ITEM, "soon", "一", OFFICE), examination)
    assert error.values == {"given": "soon"}
    refused("extension_not_later", lambda: work.extend(ITEM, due, "一", OFFICE), examination)
    refused("reason_needed", lambda: work.extend(ITEM, "2027-01-01", "", OFFICE), examination)
    refused("name_needed", lambda: work.extend(ITEM, "2027-01-01", "一", ""), examination)
    refused("no_such_finding", lambda: work.extend("B-GC-01", "2027-01-01", "一", OFFICE), examination)


def test_what_a_re_check_refuses(desk: Desk) -> None:
    examination = told(desk, TM_06="0/4", GC_01="no")
    work, full = Rectification(examination), Given("4/4")
    error = refused("no_such_finding", lambda: work.recheck("B-GC-02", Given("1"), SIGNERS), examination)
    assert error.values == {"item": "B-GC-02"}
    for names in ([], ["李芳"], ["李芳", " 李 芳 ", ""]):
        error = refused("too_few_signers", lambda n=names: work.recheck(ITEM, full, n), examination)  # type: ignore[misc]
        assert error.values == {"least": 2, "given": min(len(names), 1)}
    error = refused("day_unknown", lambda: work.recheck(ITEM, full, SIGNERS, "", "2026-13-01"), examination)
    assert error.values == {"given": "2026-13-01"}
    with pytest.raises(AnswerError):
        work.recheck(ITEM, Given("yes"), SIGNERS)
    Appeals(examination).claim(ITEM, "一", BANK)
    refused("appeal_undecided", lambda: work.recheck(ITEM, full, SIGNERS), examination)
    assert work.recheck("B-GC-01", Given("yes"), SIGNERS) == "passed"
    refused("finding_settled", lambda: work.recheck("B-GC-01", Given("yes"), SIGNERS), examination)


def test_what_a_closing_refuses(desk: Desk) -> None:
    examination = approved(desk, TM_06="0/4")
    work = Rectification(examination)
    refused("not_noticed", lambda: work.close(OFFICE), examination)
    Notices(examination).give(OFFICE)
    refused("name_needed", lambda: work.close(" ", "年末"), examination)
    error = refused("closing_needs_reason", lambda: work.close(OFFICE, " "), examination)
    assert error.values == {"number": 1}
    Appeals(examination).claim(ITEM, "一", BANK)
    refused("appeal_undecided", lambda: work.close(OFFICE, "年末"), examination)
    Appeals(examination).refuse(ITEM, "一", "韩雪")
    work.close(OFFICE, "年末")
    assert examination.dossier.closed is not None
    assert (examination.dossier.closed.name, examination.dossier.closed.reason) == (OFFICE, "年末")
    refused("not_noticed", lambda: work.close(OFFICE), examination)
    refused("not_noticed", lambda: work.recheck(ITEM, Given("4/4"), SIGNERS), examination)
    refused(
        "case_closed",
        lambda: examination.append("vetoed", veto="v", ground="refused", reason="一", name="二", evidence=[]),
        examination,
    )


@pytest.mark.parametrize("day", ["1999-01-01", "2149-01-01"])
def test_nobody_looks_again_before_the_notice_or_years_later(desk: Desk, day: str) -> None:
    examination = told(desk, TM_06="0/4")
    with pytest.raises(StateError, match="recheck_day_wrong"):
        Rectification(examination).recheck(ITEM, Given("4/4"), SIGNERS, day=day)

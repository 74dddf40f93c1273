"""Objections: claimed within the days set, decided by somebody who did not examine, old beside new."""

from __future__ import annotations

import pytest

from eldercheck.domain.answers import Given
from eldercheck.domain.errors import AnswerError
from eldercheck.services.appeals import Appeals
from eldercheck.services.notices import Notices
from tests.builders import Desk, left_out
from tests.services.cases import BANK, DECIDER, OFFICE, approved, events, refused, state, told

ITEM = "B-TM-06"


def test_an_upheld_claim_changes_the_grade_and_keeps_what_stood(desk: Desk) -> None:
    examination = told(desk, GC_01="no", TM_06="0/4")
    appeals = Appeals(examination)
    appeals.claim("B-TM-06", " 当天已升级\n", BANK, evidence=["e1"])
    assert state(examination) == "appealed"
    claim = examination.dossier.claims["B-TM-06"]
    assert (claim.claim, claim.name, claim.day) == ("当天已升级", BANK, examination.today)
    assert (claim.evidence, claim.upheld) == (("e1",), None)
    assert examination.result.grade == "C"
    appeals.uphold("B-TM-06", Given("4/4"), "经查属实", DECIDER)
    assert state(examination) == "decided"
    assert examination.sheet.answers["B-TM-06"] == Given("4/4")
    assert desk.casebook.resume(examination.assessment.id).sheet == examination.sheet
    claim = examination.dossier.claims["B-TM-06"]
    assert (claim.upheld, claim.was, claim.answer) == (True, "0/4", "4/4")
    assert (claim.reason, claim.decided_by) == ("经查属实", DECIDER)
    assert examination.dossier.findings["B-TM-06"].withdrawn
    assert not examination.dossier.findings["B-GC-01"].withdrawn


def test_upheld_in_part_the_finding_stays(desk: Desk) -> None:
    examination = told(desk, TM_06="0/4")
    appeals = Appeals(examination)
    appeals.claim("B-TM-06", "有两台", BANK)
    appeals.uphold("B-TM-06", Given("2/4"), "属实", DECIDER)
    assert examination.dossier.unsettled == ("B-TM-06",)
    assert examination.score.marks["B-TM-06"].credit.__str__() == "1/2"


def test_a_refused_claim_changes_no_answer(desk: Desk) -> None:
    examination = told(desk, TM_06="0/4")
    appeals = Appeals(examination)
    appeals.claim("B-TM-06", "有两台", BANK)
    before = examination.sheet
    appeals.refuse("B-TM-06", "以当天为准", DECIDER)
    assert examination.sheet == before
    claim = examination.dossier.claims["B-TM-06"]
    assert (claim.upheld, claim.was, claim.answer) == (False, "0/4", None)
    assert examination.dossier.unsettled == ("B-TM-06",)
    assert events(examination)[-2:] == ("appealed", "decided")


def test_an_item_that_lost_nothing_may_be_objected_to_and_left_out(desk: Desk) -> None:
    examination = told(desk)
    appeals = Appeals(examination)
    appeals.claim("B-FA-11", "没有坡道", BANK)
    appeals.uphold("B-FA-11", left_out("没有坡道"), "属实", DECIDER)
    assert examination.sheet.answers["B-FA-11"] == left_out("没有坡道")
    assert examination.dossier.claims["B-FA-11"].answer == {"not_applicable": "没有坡道"}
    assert examination.dossier.findings == {}


def test_an_upheld_claim_is_not_undone_by_a_key(desk: Desk) -> None:
    examination = told(desk, TM_06="0/4")
    appeals = Appeals(examination)
    appeals.claim("B-TM-06", "有两台", BANK)
    appeals.uphold("B-TM-06", Given("2/4"), "属实", DECIDER)
    refused("signed_already", examination.undo, examination)
    examination.reopen("重看")
    assert examination.undo() is None


def test_the_last_day_to_object_is_one(desk: Desk) -> None:
    examination = approved(desk, GC_01="no", TM_06="0/4")
    Notices(examination).give(OFFICE, "2026-03-02")
    appeals = Appeals(examination)
    appeals.claim("B-GC-01", "一", BANK, "2026-03-09")
    error = refused(
        "appeal_too_late", lambda: appeals.claim("B-TM-06", "一", BANK, "2026-03-10"), examination
    )
    assert error.values == {"until": "2026-03-09", "day": "2026-03-10"}


def test_what_an_objection_refuses(desk: Desk) -> None:
    examination = approved(desk, GC_01="no")
    appeals = Appeals(examination)
    refused("not_noticed", lambda: appeals.claim("B-GC-01", "一", BANK), examination)
    Notices(examination).give(OFFICE)
    error = refused("no_such_item", lambda: appeals.claim("X-01", "一", BANK), examination)
    assert error.values == {"item": "X-01"}
    refused("claim_needed", lambda: appeals.claim("B-GC-01", " \n", BANK), examination)
    refused("name_needed", lambda: appeals.claim("B-GC-01", "一", ""), examination)
    refused("no_such_claim", lambda: appeals.refuse("B-GC-01", "一", DECIDER), examination)
    appeals.claim("B-GC-01", "一", BANK)
    refused("claimed_already", lambda: appeals.claim("B-GC-01", "二", BANK), examination)


def test_what_a_decision_refuses(desk: Desk) -> None:
    examination = told(desk, GC_01="no")
    appeals, yes = Appeals(examination), Given("yes")
    appeals.claim("B-GC-01", "一", BANK)
    for name in ("李芳", "王强", " 张 三"):
        refused("decider_examined", lambda n=name: appeals.refuse("B-GC-01", "一", n), examination)  # type: ignore[misc]
        refused("decider_examined", lambda n=name: appeals.uphold("B-GC-01", yes, "一", n), examination)  # type: ignore[misc]
    refused("reason_needed", lambda: appeals.refuse("B-GC-01", " ", DECIDER), examination)
    refused("name_needed", lambda: appeals.uphold("B-GC-01", yes, "一", " "), examination)
    refused("no_such_item", lambda: appeals.uphold("X-01", yes, "一", DECIDER), examination)
    error = refused(
        "decision_changes_nothing",
        lambda: appeals.uphold("B-GC-01", Given("no"), "一", DECIDER),
        examination,
    )
    assert error.values == {"item": "B-GC-01"}
    with pytest.raises(AnswerError):
        appeals.uphold("B-GC-01", Given("3/4"), "一", DECIDER)
    appeals.uphold("B-GC-01", yes, "一", DECIDER)
    refused("no_such_claim", lambda: appeals.refuse("B-GC-01", "一", DECIDER), examination)

"""The grade notice: what it says, by when to object and to put right, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eldercheck.domain.answers import Given
from eldercheck.domain.errors import StateError
from eldercheck.domain.programme import Days, Programme
from eldercheck.services.notices import Notices
from eldercheck.services.second_look import SecondLook
from tests.builders import Desk, left_out
from tests.services.cases import APPROVER, BANK, OFFICE, SIGNERS, approved, refused, signed

FRIDAY = "2026-11-20"


def test_a_notice_names_score_grade_days_and_every_item_that_lost_marks(desk: Desk) -> None:
    examination = approved(desk, GC_01="no", TM_06="0/4", TM_01="1/3")
    draft = Notices(examination).give(OFFICE, FRIDAY)
    assert (draft.score, draft.grade) == (str(examination.result.score.figure), "C")
    assert (draft.day, draft.appeal_until) == (FRIDAY, "2026-11-27")
    assert list(draft.findings) == ["B-GC-01", "B-TM-01", "B-TM-06"]
    notice, findings = examination.dossier.notice, examination.dossier.findings
    assert notice is not None
    assert (notice.name, notice.score, notice.grade, notice.day) == (OFFICE, draft.score, "C", FRIDAY)
    assert (findings["B-GC-01"].due, findings["B-TM-06"].due) == ("2026-12-20", "2026-11-27")
    assert {item: str(finding.points) for item, finding in findings.items()} == {
        item: str(examination.score.marks[item].lost) for item in findings
    }
    assert [item for item, finding in findings.items() if finding.fails] == ["B-GC-01", "B-TM-06"]
    first = examination.dossier.first
    assert first is not None
    assert (first.score, first.grade, first.day) == (draft.score, "C", FRIDAY)


def test_a_finding_about_safety_has_less_time(desk: Desk) -> None:
    examination = approved(desk, FA_08="no", SO_04="0")
    findings = Notices(examination).draft(FRIDAY).findings
    safety = {item.id for item in examination.checklist if item.safety}
    assert safety & set(findings)
    for item, finding in findings.items():
        assert finding["safety"] == (item in safety)
        assert finding["due"] == ("2026-11-27" if item in safety else "2026-12-20")


def test_the_days_are_those_of_the_year(desk: Desk) -> None:
    desk.years.open(replace(Programme(2026), days=Days(appeal=10, rectify=60, safety=1)))
    draft = Notices(approved(desk, FA_08="no", GC_01="no")).draft(FRIDAY)
    assert draft.appeal_until == "2026-12-04"
    assert {finding["due"] for finding in draft.findings.values()} == {"2026-11-21", "2027-01-19"}


def test_nothing_lost_and_nothing_asked_is_no_finding(desk: Desk) -> None:
    examination = approved(desk, FA_11=left_out("没有坡道"))
    draft = Notices(examination).give(OFFICE)
    assert (draft.findings, draft.grade) == ({}, "A")
    assert draft.day == examination.today


def test_a_draft_writes_nothing_and_a_later_day_to_object_is_kept(desk: Desk) -> None:
    examination = approved(desk, GC_01="no")
    notices = Notices(examination)
    notices.draft(FRIDAY)
    assert examination.assessment.state == "approved"
    assert notices.draft(FRIDAY, "2026-11-27").appeal_until == "2026-11-27"
    assert notices.give(OFFICE, FRIDAY, "2026-12-01").appeal_until == "2026-12-01"
    assert examination.dossier.notice is not None
    assert examination.dossier.notice.appeal_until == "2026-12-01"


def test_a_veto_stands_in_the_grade_that_is_told(desk: Desk) -> None:
    examination = signed(desk)
    veto = {"veto": "v1", "ground": "refused", "reason": "拒收现金", "name": "李芳", "evidence": []}
    examination.append("vetoed", **veto)
    SecondLook(examination).approve(APPROVER)
    assert Notices(examination).give(OFFICE).grade == "C"


def test_what_a_notice_refuses(desk: Desk) -> None:
    examination = signed(desk, GC_01="no")
    notices = Notices(examination)
    refused("not_approved", lambda: notices.give(OFFICE), examination)
    SecondLook(examination).approve(APPROVER)
    refused("name_needed", lambda: notices.give(" "), examination)
    for day, until in (("2026-02-30", ""), ("20.11.2026", ""), (FRIDAY, "soon")):
        error = refused("day_unknown", lambda d=day, u=until: notices.give(OFFICE, d, u), examination)  # type: ignore[misc]
        assert error.values == {"given": until or day}
    error = refused("appeal_days_short", lambda: notices.give(OFFICE, FRIDAY, "2026-11-26"), examination)
    assert error.values == {"least": "2026-11-27", "given": "2026-11-26"}
    notices.give(OFFICE)
    refused("not_approved", lambda: notices.give(OFFICE), examination)


def test_a_self_assessment_gets_none(desk: Desk) -> None:
    examination = desk.finished()
    own = desk.casebook.start(examination.unit, "bank")
    for item_id, answer in examination.sheet.answers.items():
        own.answer(item_id, answer)
    own.sign([BANK])
    refused("self_assessment_only", lambda: Notices(own).give(OFFICE), own)
    refused("self_assessment_only", lambda: SecondLook(own).approve(APPROVER), own)


@pytest.mark.parametrize("again", [True, False])
def test_after_a_reopening_the_first_grade_stays_the_first(desk: Desk, again: bool) -> None:
    examination = approved(desk, GC_01="no")
    Notices(examination).give(OFFICE, FRIDAY)
    examination.reopen("误记")
    assert examination.dossier.notice is None
    first = examination.dossier.first
    if again:
        examination.answer("B-GC-01", Given("yes"))
        examination.sign(SIGNERS)
        SecondLook(examination).approve(APPROVER)
        Notices(examination).give(OFFICE)
    assert examination.dossier.first == first


@pytest.mark.parametrize("day", ["1850-01-01", "2025-12-31", "2028-01-01"])
def test_a_day_that_cuts_the_days_to_object_is_refused(desk: Desk, day: str) -> None:
    with pytest.raises(StateError, match="notice_of_another_year"):
        Notices(approved(desk)).give("王敏", day)

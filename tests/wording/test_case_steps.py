"""What is said of a case in each of its states, and of each finding."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eldercheck.domain.assessment import AssessmentState
from eldercheck.domain.dossier import EMPTY, Claim, Closing, Dossier, FindingFile, Notice
from eldercheck.domain.standing import Standing
from eldercheck.wording.case_steps import case_step, changed_since, finding_step

TODAY = "2026-11-10"
NOTICE = Notice("周建国", "88.0", "B", "2026-11-02", "2026-11-09")
OPEN = FindingFile("3", "2026-12-02")
LATE = FindingFile("3", "2026-11-09")
FIXED = replace(LATE, fixed="已整改", fixed_by="赵行长", fixed_on="2026-11-10")
PASSED = replace(OPEN, outcome="passed", was="no")
CLAIM = Claim("不符", "赵行长", "2026-11-05")


def said(state: AssessmentState, dossier: Dossier = EMPTY, unanswered: int = 0) -> str:
    return case_step(Standing(state=state, dossier=dossier), TODAY, unanswered)


def told(**findings: FindingFile) -> Dossier:
    return Dossier(notice=NOTICE, findings=findings)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (said("open"), ("examiners complete",)),
        (said("signed"), ("second look", "did not examine")),
        (said("returned", Dossier(returned_by="王敏"), 2), ("王敏", "2 items")),
        (said("returned", Dossier(returned_by="王敏")), ("every reason is answered", "sign again")),
        (said("approved"), ("supervisor tells",)),
        (said("noticed", told(A=OPEN)), ("days to object are over", "the bank puts 1 finding right")),
        (said("noticed", told(A=PASSED)), ("Nothing is left", "closes the case")),
        (
            said("noticed", replace(told(), notice=replace(NOTICE, appeal_until=TODAY))),
            (f"may object until {TODAY}",),
        ),
        (said("appealed", Dossier(notice=NOTICE, claims={"A": CLAIM})), ("1 objection", "did not examine")),
        (said("decided", told(A=OPEN, B=LATE)), ("2 findings right", "1 of them is overdue")),
        (said("rectifying", told(A=OPEN, B=FIXED)), ("1 finding right", "re-check 1 finding.")),
        (
            said(
                "closed",
                replace(told(A=OPEN), closed=Closing("周建国", "撤销", "2026-11-10T04:00:00.000000Z")),
            ),
            ("Closed by 周建国 on 2026-11-10", "1 finding stayed open: 撤销"),
        ),
    ],
)
def test_each_state_says_what_comes_next_and_who_does_it(text: str, parts: tuple[str, ...]) -> None:
    for part in parts:
        assert part in text


def test_a_self_assessment_is_never_counted() -> None:
    assert "signs it" in case_step(Standing(party="bank"), TODAY)
    assert "never counted" in case_step(Standing(party="bank", state="signed"), TODAY)


@pytest.mark.parametrize(
    ("finding", "word"),
    [
        (OPEN, "to be put right"),
        (replace(OPEN, response="升级"), "being put right"),
        (LATE, "OVERDUE"),
        (replace(LATE, due=TODAY), "to be put right"),
        (FIXED, "to be re-checked"),
        (replace(OPEN, outcome="improved"), "improved, not yet passed"),
        (replace(OPEN, outcome="failed"), "re-check not passed"),
        (replace(LATE, outcome="failed"), "OVERDUE"),
        (PASSED, "re-check passed"),
        (replace(LATE, withdrawn=True), "withdrawn"),
    ],
)
def test_a_finding_says_how_it_stands_in_words(finding: FindingFile, word: str) -> None:
    assert finding_step(finding, TODAY) == word


def test_an_answer_is_marked_by_what_changed_it() -> None:
    upheld, refused = replace(CLAIM, upheld=True), replace(CLAIM, upheld=False)
    dossier = Dossier(
        claims={"A": upheld, "B": refused, "C": CLAIM},
        findings={"C": PASSED, "D": replace(OPEN, outcome="failed")},
    )
    assert [changed_since(dossier, item) for item in "ABCDE"] == ["decided", "", "re-checked", "", ""]

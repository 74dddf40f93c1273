"""How a case stands: what its events add up to, whatever they are and in whatever order they come."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.assessment import APPROVED, WRITABLE, AssessmentState
from eldercheck.domain.canonical import canonical_json
from eldercheck.domain.dossier import EMPTY, Dossier, FindingFile
from eldercheck.domain.errors import StateError
from eldercheck.domain.proceedings import refuse
from eldercheck.domain.standing import Standing, take
from tests.domain import cases
from tests.domain.cases import Said, after, event
from tests.domain.test_proceedings import but

ITEMS = ("A", "B", "C")
ACTS: tuple[Said, ...] = (
    *(cases.VISITED, cases.SIGNED, cases.RETURNED, cases.REPLIED, cases.APPROVED, cases.NOTICED),
    *(cases.APPEALED, cases.UPHELD, cases.REFUSED, cases.RESPONDED, cases.FIXED, cases.EXTENDED),
    *(cases.FAILED, cases.PASSED, cases.CLOSED, cases.REOPENED, cases.VETOED, cases.LIFTED),
    ("rechecked", {**cases.PASSED[1], "outcome": "improved", "answer": "1/2"}),
    ("signed", {**cases.SIGNED[1], "evidence_rule": "warn", "evidence_missing": ["A", "B"]}),
    ("noticed", {**cases.NOTICED[1], "findings": {}}),
)
ANY = st.lists(
    st.builds(
        lambda said, item: but(said, item=item) if "item" in said[1] else said,
        st.sampled_from(ACTS),
        st.sampled_from(ITEMS),
    ),
    max_size=40,
)


def lived(said: list[Said]) -> list[Standing]:
    """Return every standing of a history in which only what is allowed was said."""
    standings = [after([cases.OPENED])]
    for number, one in enumerate(said):
        try:
            refuse(standings[-1], event(one, number))
        except StateError:
            continue
        standings.append(take(standings[-1], event(one, number)))
    return standings


@given(ANY)
def test_whatever_order_events_come_in_they_add_up(said: list[Said]) -> None:
    standing = after([cases.OPENED, *said])
    assert standing.state in get_args(AssessmentState)
    assert Dossier.from_plain(json.loads(canonical_json(standing.dossier.plain()))) == standing.dossier


@given(ANY)
def test_a_dossier_reads_back_from_its_text(said: list[Said]) -> None:
    for standing in lived(said):
        plain = standing.dossier.plain()
        text = canonical_json(plain)
        assert Dossier.from_plain(json.loads(text)) == standing.dossier
        assert canonical_json(Dossier.from_plain(json.loads(text)).plain()) == text


@given(ANY)
def test_an_allowed_history_keeps_its_state_and_its_parts_together(said: list[Said]) -> None:
    for standing in lived(said):
        dossier, state = standing.dossier, standing.state
        told = dossier.notice is not None
        assert told == (state in ("noticed", "appealed", "decided", "rectifying", "closed"))
        assert (state in WRITABLE) == (standing.signers == ()) == (standing.signed_at == "")
        assert bool(standing.approved_by) == (state in APPROVED)
        assert (state == "closed") == (dossier.closed is not None)
        assert not (dossier.claims or dossier.findings) or told
        assert not told or dossier.first is not None
        if told and state != "closed":
            begun = any(finding.fixed_on or finding.outcome for finding in dossier.findings.values())
            undecided = bool(dossier.undecided)
            assert (state == "appealed") == undecided
            assert (state == "rectifying") == (begun and not undecided)
            assert (state == "decided") == (bool(dossier.claims) and not begun and not undecided)


@given(ANY)
def test_the_first_grade_never_changes_once_told(said: list[Said]) -> None:
    known = [standing.dossier.first for standing in lived(said) if standing.dossier.first]
    assert len(set(known)) <= 1


def test_an_empty_dossier_is_an_empty_mapping() -> None:
    assert EMPTY.plain() == {}
    assert Dossier.from_plain({}) == EMPTY == Dossier()


def test_a_kind_of_a_later_version_changes_nothing() -> None:
    standing = after(cases.WAY_TO["noticed"])
    later: Any = ("written_later", {"item": "A"})
    assert take(standing, event(later)) == standing


def test_an_event_that_is_cut_short_is_noticed() -> None:
    for said in (cases.SIGNED, cases.APPROVED, cases.NOTICED, cases.VETOED, cases.RETURNED, cases.CLOSED):
        with pytest.raises(KeyError):
            take(Standing(), event((said[0], {})))


def test_whose_it_is_stands_in_its_first_event() -> None:
    assert after([("opened", {"party": "bank"})]).party == "bank"
    assert after([("opened", {})]).party == "examiner"


# --- one step at a time -------------------------------------------------------------------------------------

NOTICED = after(cases.WAY_TO["noticed"])


def test_a_signature_says_who_when_and_what_evidence_was_missing() -> None:
    standing = after([cases.SIGNED])
    assert (standing.state, standing.signers) == ("signed", ("李芳", "王强"))
    assert standing.signed_at == event(cases.SIGNED).at
    said = but(cases.SIGNED, evidence_rule="pass", evidence_missing=["A", "B"])
    found = after([said]).dossier
    assert (found.evidence_rule, found.evidence_missing) == ("pass", ("A", "B"))
    assert after([said, cases.SIGNED]).dossier == EMPTY


def test_a_return_takes_the_signature_and_keeps_what_stood_there() -> None:
    standing = after(cases.WAY_TO["returned"])
    assert (standing.state, standing.signed_at, standing.signers) == ("returned", "", ())
    returned = standing.dossier.returned["A"]
    assert (returned.reason, returned.was, returned.note, returned.reply) == ("为何", "no", "", "")
    assert standing.dossier.returned_by == "沈文博"
    noted = after([*cases.WAY_TO["signed"], but(cases.RETURNED, notes={"A": "一"}, was={})]).dossier
    assert (noted.returned["A"].note, noted.returned["A"].was) == ("一", None)
    replied = after([cases.REPLIED], standing).dossier.returned["A"]
    assert (replied.reason, replied.was, replied.reply, replied.replied_by) == (
        "为何",
        "no",
        "见附件",
        "李芳",
    )


def test_a_newer_return_stands_in_place_of_the_one_before() -> None:
    again = but(cases.RETURNED, reasons={"B": "再看"}, name="韩雪")
    standing = after([*cases.WAY_TO["returned"], cases.SIGNED, again])
    assert (set(standing.dossier.returned), standing.dossier.returned_by) == ({"B"}, "韩雪")


def test_a_reopening_takes_back_what_followed_and_keeps_visit_veto_and_first_grade() -> None:
    standing = after([cases.VETOED, cases.FIXED, cases.REOPENED], NOTICED)
    assert standing == Standing(
        "examiner",
        dossier=Dossier(
            visit=NOTICED.dossier.visit,
            vetoes=after([cases.VETOED]).dossier.vetoes,
            first=NOTICED.dossier.first,
        ),
    )
    assert after([cases.REOPENED], Standing("bank", "signed", "t", ("黄秀英",))) == Standing("bank")


def test_a_second_notice_tells_anew_and_keeps_the_first_grade() -> None:
    better = but(cases.NOTICED, score="93.0", grade="A", findings={})
    standing = after([cases.APPEALED, cases.REOPENED, cases.SIGNED, cases.APPROVED, better], NOTICED)
    dossier = standing.dossier
    assert dossier.first is not None
    assert dossier.notice is not None
    assert (dossier.first.grade, dossier.notice.grade) == ("B", "A")
    assert (dossier.claims, dossier.findings, standing.state) == ({}, {}, "noticed")


def test_after_a_notice_the_state_follows_what_weighs_most() -> None:
    for said, state in (
        ((), "noticed"),
        ((cases.RESPONDED,), "noticed"),
        ((cases.EXTENDED,), "noticed"),
        ((cases.APPEALED,), "appealed"),
        ((cases.FIXED, cases.APPEALED), "appealed"),
        ((cases.APPEALED, cases.FIXED), "appealed"),
        ((cases.APPEALED, cases.REFUSED), "decided"),
        ((cases.APPEALED, cases.REFUSED, cases.FIXED), "rectifying"),
        ((cases.FAILED,), "rectifying"),
        ((cases.FAILED, cases.APPEALED, cases.CLOSED), "closed"),
        ((cases.APPEALED, cases.REFUSED, but(cases.APPEALED, item="B")), "appealed"),
    ):
        assert after(said, NOTICED).state == state, said


def test_a_decision_keeps_the_claim_and_withdraws_the_finding_only_where_it_says_so() -> None:
    claimed = after([but(cases.APPEALED, evidence=["e1"]), cases.UPHELD], NOTICED).dossier
    claim = claimed.claims["A"]
    assert (claim.claim, claim.name, claim.day, claim.evidence) == ("不对", "赵行", "2026-11-03", ("e1",))
    assert (claim.upheld, claim.reason, claim.decided_by) == (True, "属实", "韩雪")
    assert (claim.was, claim.answer, claim.decided_on) == ("no", "yes", "2026-11-03")
    assert claimed.findings["A"].withdrawn
    assert not claimed.findings["B"].withdrawn
    kept = after([cases.APPEALED, but(cases.UPHELD, withdrawn=False)], NOTICED).dossier
    assert not kept.findings["A"].is_settled
    assert after([cases.APPEALED, cases.REFUSED], NOTICED).dossier.claims["A"].answer is None
    elsewhere = [but(cases.APPEALED, item="C"), but(cases.UPHELD, item="C")]
    assert set(after(elsewhere, NOTICED).dossier.findings) == {"A", "B"}


def test_a_finding_keeps_the_newest_word_of_the_bank() -> None:
    other = but(cases.FIXED, person="网点负责人")
    finding = after([cases.RESPONDED, other], NOTICED).dossier.findings["A"]
    assert (finding.response, finding.responded_on, finding.person) == ("将改", "2026-11-03", "网点负责人")
    assert (finding.fixed, finding.fixed_by, finding.fixed_on) == ("已改", "赵行", "2026-11-03")
    assert (finding.evidence, finding.awaits_recheck) == (("e1",), True)
    assert after([cases.EXTENDED], NOTICED).dossier.findings["A"].due == "2026-12-31"


def test_a_failed_re_check_asks_for_another_repair_and_a_passed_one_keeps_it() -> None:
    failed = after([cases.FIXED, cases.FAILED], NOTICED).dossier.findings["A"]
    assert (failed.fixed, failed.fixed_by, failed.fixed_on, failed.outcome) == ("", "", "", "failed")
    assert (failed.replaced, failed.is_settled, failed.awaits_recheck) == (False, False, False)
    passed = after([cases.FIXED, cases.FAILED, cases.FIXED, cases.PASSED], NOTICED).dossier.findings["A"]
    assert (passed.fixed, passed.outcome, passed.was) == ("已改", "passed", "no")
    assert (passed.rechecked_by, passed.rechecked_on) == (("李芳", "王强"), "2026-11-20")
    assert (passed.replaced, passed.is_settled, passed.awaits_recheck) == (True, True, False)


def test_an_improvement_replaces_the_answer_once_and_the_finding_stays() -> None:
    better = but(cases.PASSED, outcome="improved", answer="1/2", was="0/2")
    finding = after([cases.FIXED, better], NOTICED).dossier.findings["A"]
    assert (finding.was, finding.is_settled, finding.fixed_on, finding.replaced) == ("0/2", False, "", True)
    whole = after([but(cases.PASSED, was="1/2")], after([better], NOTICED)).dossier
    assert (whole.findings["A"].was, whole.findings["A"].outcome) == ("0/2", "passed")
    assert whole.rechecked == {"A"}
    assert whole.unsettled == ("B",)


def test_what_is_late_is_what_nobody_reported_put_right() -> None:
    dossier = NOTICED.dossier
    assert dossier.overdue("2026-11-07") == ()
    assert dossier.overdue("2026-11-08") == ("B",)
    assert dossier.overdue("2026-12-01") == ("A", "B")
    assert after([cases.FIXED], NOTICED).dossier.overdue("2026-12-01") == ("B",)
    assert after([cases.FIXED, cases.FAILED], NOTICED).dossier.overdue("2026-12-01") == ("A", "B")
    assert after([cases.PASSED], NOTICED).dossier.overdue("2026-12-01") == ("B",)
    assert after([cases.EXTENDED], NOTICED).dossier.overdue("2026-12-31") == ("B",)
    assert after([cases.EXTENDED], NOTICED).dossier.overdue("2027-01-01") == ("A", "B")


def test_vetoes_stand_in_the_order_of_their_recording_until_they_are_lifted() -> None:
    other = but(cases.VETOED, veto="v0", ground="kept_card", reason="代管银行卡")
    both = after([cases.VETOED, other])
    assert both.dossier.veto_texts == ("refused: 拒收现金", "kept_card: 代管银行卡")
    assert after([cases.LIFTED], both).dossier.veto_texts == ("kept_card: 代管银行卡",)


@pytest.mark.parametrize(
    "plain",
    [
        {"visit": 3},
        {"visits": {}},
        {"claims": {"A": {"claim": "一"}}},
        {"findings": {"A": {"lost": "1", "due": "x", "more": 1}}},
        {"vetoes": []},
        {"notice": {}},
    ],
)
def test_a_mapping_that_is_no_dossier_is_refused(plain: Any) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        Dossier.from_plain(plain)


def test_the_points_lost_are_exact() -> None:
    assert FindingFile("3/2", "2026-11-30").points * 2 == 3
    assert {line.name for line in fields(Dossier)} >= {"visit", "vetoes", "claims", "findings", "first"}

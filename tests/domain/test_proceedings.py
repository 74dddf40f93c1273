"""What may be said of an assessment when, and by whom: every act in every state."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from eldercheck.domain.assessment import AssessmentState
from eldercheck.domain.errors import StateError
from eldercheck.domain.proceedings import SAID_LATER, examined, refuse
from eldercheck.domain.standing import Standing
from tests.domain import cases
from tests.domain.cases import Said, after, event

STATES: tuple[AssessmentState, ...] = get_args(AssessmentState)
ANSWERED: Said = ("answered", {"item": "A", "answer": "no"})
NOTED: Said = ("noted", {"item": "A", "note": "一"})
ATTACHED: Said = ("attached", {"evidence": "e1", "item": "A", "purpose": "answer"})
DETACHED: Said = ("detached", {"evidence": "e1", "reason": "错"})


def _for(purpose: str) -> Said:
    return "attached", {**ATTACHED[1], "purpose": purpose}


CLAIMED, NO_CLAIM = "claimed_already", "no_such_claim"


def _told(**others: str) -> dict[str, str]:
    return {**dict.fromkeys(("noticed", "appealed", "decided", "rectifying"), ""), **others}


def _only(*states: str, other: str) -> dict[str, str]:
    return {**dict.fromkeys(states, ""), "*": other}


EXPECTED: dict[str, tuple[Said, dict[str, str]]] = {
    "answered": (ANSWERED, _only("open", "returned", other="signed_already")),
    "noted": (NOTED, _only("open", "returned", other="signed_already")),
    "visited": (cases.VISITED, _only("open", "returned", other="signed_already")),
    "signed": (cases.SIGNED, _only("open", "returned", other="signed_already")),
    "attached to an answer": (ATTACHED, _only("open", "returned", other="signed_already")),
    "attached to a veto": (_for("veto"), {"closed": "case_closed", "*": ""}),
    "attached to an objection": (_for("appeal"), _told(**{"*": "not_noticed"})),
    "attached to a repair": (_for("fix"), _told(**{"*": "not_noticed"})),
    "attached to a re-check": (_for("recheck"), _told(**{"*": "not_noticed"})),
    "detached": (DETACHED, _told(open="", returned="", **{"*": "signed_already"})),
    "vetoed": (cases.VETOED, {"closed": "case_closed", "*": ""}),
    "veto_lifted": (cases.LIFTED, {"closed": "case_closed", "*": "no_such_veto"}),
    "returned": (cases.RETURNED, _only("signed", other="not_signed")),
    "replied": (cases.REPLIED, _only("returned", other="not_returned")),
    "approved": (cases.APPROVED, _only("signed", other="not_signed")),
    "reopened": (cases.REOPENED, {"open": "not_signed", "returned": "not_signed", "*": ""}),
    "noticed": (cases.NOTICED, _only("approved", other="not_approved")),
    "appealed": (cases.APPEALED, _told(appealed=CLAIMED, decided=CLAIMED, **{"*": "not_noticed"})),
    "decided": (
        cases.REFUSED,
        _told(noticed=NO_CLAIM, decided=NO_CLAIM, rectifying=NO_CLAIM, **{"*": "not_noticed"}),
    ),
    "responded": (cases.RESPONDED, _told(**{"*": "not_noticed"})),
    "fixed": (cases.FIXED, _told(**{"*": "not_noticed"})),
    "extended": (cases.EXTENDED, _told(**{"*": "not_noticed"})),
    "rechecked": (cases.PASSED, _told(appealed="appeal_undecided", **{"*": "not_noticed"})),
    "closed": (cases.CLOSED, _told(appealed="appeal_undecided", **{"*": "not_noticed"})),
}
"""What is said, and in each state which refusal meets it, empty for none; "*" is every other state."""


def refusal(standing: Standing, said: Said) -> str:
    """Return the code with which something is refused; empty where it is allowed."""
    try:
        refuse(standing, event(said))
    except StateError as error:
        return error.code
    return ""


def but(said: Said, **changes: Any) -> Said:
    return said[0], {**said[1], **changes}


def test_the_table_names_every_kind_of_event() -> None:
    assert {said[0] for said, _where in EXPECTED.values()} == SAID_LATER


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", EXPECTED)
def test_each_act_in_each_state(act: str, state: AssessmentState) -> None:
    standing = after(cases.WAY_TO[state])
    assert standing.state == state
    said, expected = EXPECTED[act]
    assert refusal(standing, said) == expected.get(state, expected["*"])


@pytest.mark.parametrize("act", EXPECTED)
def test_a_self_assessment_knows_no_second_look_and_no_notice(act: str) -> None:
    said, _expected = EXPECTED[act]
    own = {"answered", "noted", "attached", "detached", "signed", "reopened"}
    for standing in (Standing("bank"), Standing("bank", "signed")):
        assert (refusal(standing, said) == "self_assessment_only") == (said[0] not in own)
    assert refusal(Standing("bank", "signed"), cases.REOPENED) == ""


# --- who ----------------------------------------------------------------------------------------------------

SIGNED = after(cases.WAY_TO["signed"])
RETURNED = after(cases.WAY_TO["returned"])
NOTICED = after(cases.WAY_TO["noticed"])
APPEALED = after(cases.WAY_TO["appealed"])


@pytest.mark.parametrize(
    "name", ["李芳", " 李 芳", "王强", "Zhang San", "ｚｈａｎｇ san", "ZHANG  SAN", "zhangsan"]
)
def test_who_signed_or_was_there_neither_looks_again_nor_decides(name: str) -> None:
    assert examined(SIGNED, name)
    assert refusal(SIGNED, but(cases.APPROVED, name=name)) == "approver_signed"
    assert refusal(SIGNED, but(cases.RETURNED, name=name)) == "approver_signed"
    assert refusal(APPEALED, but(cases.REFUSED, name=name)) == "decider_examined"
    assert refusal(APPEALED, but(cases.UPHELD, name=name)) == "decider_examined"


def test_whoever_was_not_there_may() -> None:
    assert not examined(SIGNED, "张三")
    assert refusal(SIGNED, but(cases.APPROVED, name="张三")) == ""
    assert refusal(APPEALED, but(cases.UPHELD, name="沈文博")) == ""
    assert examined(Standing(signers=("李芳",)), "李芳"), "without a visit the signature tells"


# --- what must be said --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standing", "said", "code"),
    [
        (SIGNED, but(cases.APPROVED, name=""), "approver_needed"),
        (SIGNED, but(cases.RETURNED, name=""), "approver_needed"),
        (SIGNED, but(cases.RETURNED, reasons={}), "return_needs_reasons"),
        (SIGNED, but(cases.RETURNED, reasons={"A": "一", "B": ""}), "return_needs_reasons"),
        (SIGNED, but(cases.REOPENED, reason=""), "reason_needed"),
        (SIGNED, but(cases.VETOED, reason=""), "reason_needed"),
        (SIGNED, but(cases.VETOED, name=""), "name_needed"),
        (SIGNED, but(cases.LIFTED, reason=""), "reason_needed"),
        (SIGNED, but(cases.LIFTED, name=""), "name_needed"),
        (RETURNED, but(DETACHED, reason=""), "reason_needed"),
        (RETURNED, but(cases.REPLIED, text=""), "text_needed"),
        (RETURNED, but(cases.REPLIED, name=""), "name_needed"),
        (RETURNED, but(cases.REPLIED, item="B"), "item_not_returned"),
        (after(cases.WAY_TO["approved"]), but(cases.NOTICED, name=""), "name_needed"),
        (NOTICED, but(cases.APPEALED, claim=""), "claim_needed"),
        (NOTICED, but(cases.APPEALED, name=""), "name_needed"),
        (NOTICED, but(cases.APPEALED, day="2026-11-07"), "appeal_too_late"),
        (NOTICED, but(cases.APPEALED, day="2026-11-06"), ""),
        (NOTICED, but(cases.APPEALED, item="C"), ""),
        (APPEALED, but(cases.APPEALED, item="B"), ""),
        (APPEALED, but(cases.REFUSED, reason=""), "reason_needed"),
        (APPEALED, but(cases.REFUSED, name=""), "name_needed"),
        (APPEALED, but(cases.REFUSED, item="B"), "no_such_claim"),
        (APPEALED, but(cases.UPHELD, answer=None), "decision_needs_answer"),
        *(
            (NOTICED, but(said, **{field: ""}), f"{field}_needed")
            for said in (cases.RESPONDED, cases.FIXED)
            for field in ("text", "person", "name")
        ),
        *(
            (NOTICED, but(said, item="C"), "no_such_finding")
            for said in (cases.RESPONDED, cases.FIXED, cases.EXTENDED, cases.PASSED)
        ),
        (NOTICED, but(cases.EXTENDED, reason=""), "reason_needed"),
        (NOTICED, but(cases.EXTENDED, name=""), "name_needed"),
        (NOTICED, but(cases.EXTENDED, due="2026-11-30"), "extension_not_later"),
        (NOTICED, but(cases.EXTENDED, due="2026-12-01"), ""),
        (NOTICED, but(cases.PASSED, names=[]), "name_needed"),
        (APPEALED, but(cases.PASSED, item="B"), ""),
        (NOTICED, but(cases.CLOSED, name=""), "name_needed"),
        (NOTICED, but(cases.CLOSED, reason=""), "closing_needs_reason"),
    ],
)  # fmt: skip
def test_what_an_act_must_say(standing: Standing, said: Said, code: str) -> None:
    assert refusal(standing, said) == code


@pytest.mark.parametrize("said", [cases.RESPONDED, cases.FIXED, cases.EXTENDED, cases.PASSED])
@pytest.mark.parametrize("settled", [(cases.PASSED,), (cases.APPEALED, cases.UPHELD)])
def test_nothing_more_is_said_of_a_settled_finding(said: Said, settled: tuple[Said, ...]) -> None:
    assert refusal(after(settled, NOTICED), said) == "finding_settled"


def test_a_case_whose_findings_are_settled_closes_without_a_reason() -> None:
    both = after([cases.PASSED, but(cases.PASSED, item="B")], NOTICED)
    assert refusal(both, but(cases.CLOSED, reason="")) == ""
    one = after([cases.PASSED], NOTICED)
    with pytest.raises(StateError) as caught:
        refuse(one, event(but(cases.CLOSED, reason="")))
    assert (caught.value.code, caught.value.values) == ("closing_needs_reason", {"number": 1})


def test_a_refusal_names_what_it_is_about() -> None:
    for standing, said, values in (
        (SIGNED, but(cases.APPROVED, name="李芳"), {"name": "李芳"}),
        (NOTICED, but(cases.APPEALED, day="2026-11-07"), {"until": "2026-11-06", "day": "2026-11-07"}),
        (NOTICED, but(cases.EXTENDED, due="2026-11-30"), {"due": "2026-11-30"}),
        (APPEALED, cases.CLOSED, {"item": "A"}),
        (APPEALED, cases.PASSED, {"item": "A"}),
        (APPEALED, cases.APPEALED, {"item": "A"}),
        (APPEALED, but(cases.REFUSED, item="B"), {"item": "B"}),
        (APPEALED, but(cases.REFUSED, name="王强"), {"name": "王强"}),
        (RETURNED, but(cases.REPLIED, item="B"), {"item": "B"}),
        (NOTICED, but(cases.FIXED, item="C"), {"item": "C"}),
        (after([cases.PASSED], NOTICED), cases.FIXED, {"item": "A"}),
        (SIGNED, ANSWERED, {"state": "signed"}),
        (Standing("bank"), cases.VISITED, {"kind": "visited"}),
    ):
        with pytest.raises(StateError) as caught:
            refuse(standing, event(said))
        assert caught.value.values == values


def test_a_veto_is_lifted_by_its_id() -> None:
    assert refusal(after([cases.VETOED], SIGNED), cases.LIFTED) == ""
    assert refusal(after([cases.VETOED], SIGNED), but(cases.LIFTED, veto="v2")) == "no_such_veto"

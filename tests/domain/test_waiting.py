"""What waits for whom: every assessment that somebody has to go on with stands in that one's inbox."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.assessment import TOLD, Assessment, Party
from eldercheck.domain.errors import StateError
from eldercheck.domain.ledger import Event, EventKind
from eldercheck.domain.proceedings import refuse
from eldercheck.domain.standing import Standing, take
from eldercheck.domain.waiting import ROLES, Role, Wait, WaitKind, waits

AT = "2026-03-02T01:02:03.000000Z"
TURNED = "2026-03-05T01:02:03.000000Z"
DAYS = ["2026-03-01", "2026-03-06", "2026-03-09", "2026-03-15", "2026-04-20"]
ITEMS = ["A-01", "A-02", "A-03"]
DUE = {"A-01": "2026-03-08", "A-02": "2026-03-14", "A-03": "2026-03-14"}


def said(kind: EventKind, item: str, day: str, yes: bool) -> dict[str, Any]:
    """The payload of an event that is complete."""
    findings = {one: {"lost": "1", "due": DUE[one]} for one in ITEMS} if yes else {}
    payloads: dict[str, dict[str, Any]] = {
        "signed": {"names": ["李芳", "张三"]},
        "returned": {"name": "王敏", "reasons": {item: "看不清"}},
        "approved": {"name": "王敏"},
        "reopened": {"reason": "重看"},
        "noticed": {
            "name": "王敏", "score": "90.0", "grade": "B", "day": "2026-03-01",
            "appeal_until": "2026-03-08", "findings": findings,
        },
        "appealed": {"item": item, "claim": "不是这样", "name": "赵行长", "day": "2026-03-03"},
        "decided": {
            "item": item, "upheld": yes, "reason": "看过", "name": "周主任", "day": day,
            "answer": "yes", "withdrawn": yes,
        },
        "responded": {"item": item, "text": "马上", "person": "钱经理", "name": "赵行长", "day": day},
        "fixed": {"item": item, "text": "好了", "person": "钱经理", "name": "赵行长", "day": day},
        "rechecked": {
            "item": item, "outcome": "passed" if yes else "failed", "names": ["李芳"], "day": day,
            "was": "no", "answer": "yes",
        },
        "closed": {"name": "王敏", "reason": "撤销网点"},
    }  # fmt: skip
    return payloads[kind]


KINDS: list[EventKind] = [
    "signed", "returned", "approved", "reopened", "noticed", "appealed", "decided", "responded", "fixed",
    "rechecked", "closed",
]  # fmt: skip
ACTS = st.tuples(st.sampled_from(KINDS), st.sampled_from(ITEMS), st.sampled_from(DAYS), st.booleans())
TOLD_ALREADY: list[tuple[EventKind, str, str, bool]] = [
    ("signed", "A-01", DAYS[0], True),
    ("approved", "A-01", DAYS[0], True),
    ("noticed", "A-01", DAYS[0], True),
]


def an_assessment(standing: Standing) -> Assessment:
    return Assessment(
        "a", "u", 2026, standing.party, "d", standing.state, "", AT, standing.signed_at,
        standing.signers, standing.approved_by, standing.dossier,
    )  # fmt: skip


def after(acts: list[tuple[EventKind, str, str, bool]], party: Party = "examiner") -> Assessment:
    """How an assessment stands after the acts that its state allowed."""
    standing = Standing(party)
    for kind, item, day, yes in acts:
        event = Event("e", "a", kind, "x", "y", AT, (), said(kind, item, day, yes))
        try:
            refuse(standing, event)
        except StateError:
            continue
        standing = take(standing, event)
    return an_assessment(standing)


def next_actors(assessment: Assessment, today: str) -> set[Role]:
    """Who has to go on, told from the rules in words and not from the inbox."""
    dossier, state = assessment.dossier, assessment.state
    if assessment.party == "bank":
        return {"bank"} if state == "open" else set()
    if state in ("open", "returned"):
        return {"examiner"}
    if state in ("signed", "approved"):
        return {"supervisor"}
    if state not in TOLD:
        return set()
    assert dossier.notice is not None
    actors: set[Role] = set()
    if today <= dossier.notice.appeal_until:
        actors.add("bank")
    for item, finding in dossier.findings.items():
        objected = item in dossier.undecided
        if finding.withdrawn or finding.outcome == "passed":
            continue
        if finding.fixed_on:
            actors |= set() if objected else {"examiner"}
            continue
        actors.add("bank")
        if today > finding.due:
            actors.add("supervisor")
            if not objected and not finding.rechecked_on > finding.due:
                actors.add("examiner")
    if dossier.undecided or not actors:
        actors.add("supervisor")
    return actors


@given(
    st.lists(ACTS, max_size=14), st.booleans(), st.sampled_from(DAYS), st.sampled_from(["examiner", "bank"])
)
def test_whoever_has_to_go_on_finds_it_in_the_inbox_and_nobody_else(
    acts: list[tuple[EventKind, str, str, bool]], told: bool, today: str, party: Party
) -> None:
    assessment = after([*TOLD_ALREADY, *acts] if told else acts, party)
    found = list(waits(assessment, today, TURNED))
    assert {wait.role for wait in found} == next_actors(assessment, today)
    assert len({wait.kind for wait in found}) == len(found)
    if assessment.party == "examiner" and assessment.state != "closed":
        assert found
    for wait in found:
        assert wait.since
        assert wait.overdue is (bool(wait.due) and today > wait.due)


@given(st.lists(ACTS, max_size=14), st.sampled_from(DAYS))
def test_a_finding_that_is_not_settled_is_with_the_bank_or_with_the_examiners(
    acts: list[tuple[EventKind, str, str, bool]], today: str
) -> None:
    assessment = after([*TOLD_ALREADY, *acts])
    dossier = assessment.dossier
    places: dict[str, list[WaitKind]] = {item: [] for item in dossier.findings}
    for wait in waits(assessment, today, TURNED):
        for item in wait.items:
            if wait.kind in ("to_respond", "to_fix", "to_fix_again", "to_recheck"):
                places[item].append(wait.kind)
    if assessment.state not in TOLD:
        assert not any(places.values())
        return
    for item, kinds in places.items():
        waits_for_a_decision = item in dossier.undecided and dossier.findings[item].awaits_recheck
        settled = dossier.findings[item].is_settled
        assert len(kinds) == (0 if settled or waits_for_a_decision else 1)


def kinds(assessment: Assessment, today: str = "2026-03-02") -> list[tuple[WaitKind, tuple[str, ...]]]:
    return [(wait.kind, wait.items) for wait in waits(assessment, today, TURNED)]


def test_what_is_reported_late_is_looked_at_and_no_longer_overdue() -> None:
    assessment = after([*TOLD_ALREADY, ("fixed", "A-01", "2026-03-09", True)])
    assert kinds(assessment, "2026-03-10") == [
        ("to_respond", ("A-02", "A-03")),
        ("to_recheck", ("A-01",)),
    ]


def test_a_repair_that_failed_is_with_the_bank_again_and_the_examiners_looked_since() -> None:
    acts: list[tuple[EventKind, str, str, bool]] = [
        ("fixed", "A-01", "2026-03-09", True),
        ("rechecked", "A-01", "2026-03-10", False),
    ]
    assert kinds(after([*TOLD_ALREADY, *acts]), "2026-03-11") == [
        ("to_respond", ("A-02", "A-03")),
        ("to_fix_again", ("A-01",)),
        ("overdue", ("A-01",)),
    ]


def test_a_notice_without_findings_waits_for_the_bank_and_then_to_be_closed() -> None:
    assessment = after([*TOLD_ALREADY[:2], ("noticed", "A-01", DAYS[0], False)])
    assert kinds(assessment, "2026-03-08") == [("may_object", ())]
    assert list(waits(assessment, "2026-03-09", TURNED)) == [Wait("to_close", "2026-03-08")]


def test_a_self_assessment_that_was_handed_in_waits_for_nobody() -> None:
    assessment = replace(after([], "bank"), state="signed")
    assert kinds(after([], "bank")) == [("own_to_finish", ())]
    assert kinds(assessment) == []


def test_every_role_has_something_to_wait_for() -> None:
    assert ROLES == ("examiner", "bank", "supervisor")
    found = {Wait(kind, "").role for kind in WaitKind.__args__}  # type: ignore[attr-defined]
    assert found == set(ROLES)

"""One case told event by event, for tests: who signed, returned, objected; a test changes what matters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eldercheck.domain.assessment import AssessmentState
from eldercheck.domain.ledger import Event, EventKind
from eldercheck.domain.standing import Standing, take

Said = tuple[EventKind, dict[str, Any]]
VISIT = {
    "day": "2026-10-08",
    "start": "09:05",
    "end": "11:40",
    "way": "unannounced",
    "weather": "wet",
    "met": "会计主管",
    "examiners": ["李芳", "Zhang San"],
}
FINDINGS = {
    "A": {"lost": "3/2", "due": "2026-11-30", "safety": False, "fails": True},
    "B": {"lost": "1", "due": "2026-11-07", "safety": True, "fails": False},
}
ABOUT = {"item": "A", "name": "赵行", "day": "2026-11-03"}

OPENED: Said = ("opened", {"party": "examiner"})
VISITED: Said = ("visited", VISIT)
SIGNED: Said = ("signed", {"names": ["李芳", "王强"]})
RETURNED: Said = ("returned", {"name": "沈文博", "reasons": {"A": "为何"}, "was": {"A": "no"}, "notes": {}})
REPLIED: Said = ("replied", {"item": "A", "text": "见附件", "name": "李芳"})
APPROVED: Said = ("approved", {"name": "沈文博"})
NOTICED: Said = (
    "noticed",
    {
        "name": "沈文博",
        "score": "88.0",
        "grade": "B",
        "day": "2026-10-31",
        "appeal_until": "2026-11-06",
        "findings": FINDINGS,
    },
)
APPEALED: Said = ("appealed", {**ABOUT, "claim": "不对", "evidence": []})
UPHELD: Said = (
    "decided",
    {
        **ABOUT,
        "name": "韩雪",
        "upheld": True,
        "reason": "属实",
        "was": "no",
        "answer": "yes",
        "withdrawn": True,
    },
)
REFUSED: Said = ("decided", {**UPHELD[1], "upheld": False, "answer": None, "withdrawn": False})
RESPONDED: Said = ("responded", {**ABOUT, "text": "将改", "person": "会计主管"})
FIXED: Said = ("fixed", {**ABOUT, "text": "已改", "person": "会计主管", "evidence": ["e1"]})
EXTENDED: Said = ("extended", {"item": "A", "due": "2026-12-31", "reason": "等设备", "name": "沈文博"})
FAILED: Said = (
    "rechecked",
    {
        "item": "A",
        "answer": "no",
        "was": "no",
        "names": ["李芳", "王强"],
        "day": "2026-11-20",
        "outcome": "failed",
        "note": "",
    },
)
PASSED: Said = ("rechecked", {**FAILED[1], "outcome": "passed", "answer": "yes"})
CLOSED: Said = ("closed", {"name": "沈文博", "reason": "年末"})
REOPENED: Said = ("reopened", {"reason": "误记"})
VETOED: Said = (
    "vetoed",
    {"veto": "v1", "ground": "refused", "reason": "拒收现金", "name": "李芳", "evidence": []},
)
LIFTED: Said = ("veto_lifted", {"veto": "v1", "reason": "查无实据", "name": "李芳"})

OPEN = (OPENED, VISITED)
WAY_TO: dict[AssessmentState, tuple[Said, ...]] = {
    "open": OPEN,
    "signed": (*OPEN, SIGNED),
    "returned": (*OPEN, SIGNED, RETURNED),
    "approved": (*OPEN, SIGNED, APPROVED),
    "noticed": (*OPEN, SIGNED, APPROVED, NOTICED),
    "appealed": (*OPEN, SIGNED, APPROVED, NOTICED, APPEALED),
    "decided": (*OPEN, SIGNED, APPROVED, NOTICED, APPEALED, REFUSED),
    "rectifying": (*OPEN, SIGNED, APPROVED, NOTICED, FIXED),
    "closed": (*OPEN, SIGNED, APPROVED, NOTICED, CLOSED),
}
"""The shortest way into each state."""


def event(said: Said, number: int = 0) -> Event:
    """Make an event that says this."""
    kind, payload = said
    return Event(f"e{number}", "a1", kind, "李芳", "d1", f"2026-11-01T00:00:{number:02}.000000Z", (), payload)


def after(said: Iterable[Said], standing: Standing | None = None) -> Standing:
    """Return how a case stands after what was said."""
    standing = standing or Standing()
    for number, one in enumerate(said):
        standing = take(standing, event(one, number))
    return standing

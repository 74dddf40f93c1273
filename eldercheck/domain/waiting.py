"""What waits for whom: each step of a year that somebody has to take next, from how an assessment stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from eldercheck.domain.assessment import TOLD, Assessment
from eldercheck.domain.dossier import FindingFile

Role = Literal["examiner", "bank", "supervisor"]
"""Those who examine; the assessed institution; those who look a second time, decide and publish."""
ROLES: tuple[Role, ...] = ("examiner", "bank", "supervisor")
WaitKind = Literal[
    "to_finish",
    "returned",
    "to_recheck",
    "recheck_due",
    "own_to_begin",
    "own_to_finish",
    "may_object",
    "to_respond",
    "to_fix",
    "to_fix_again",
    "to_look",
    "to_notice",
    "to_decide",
    "overdue",
    "to_close",
    "to_publish",
]
ROLE_OF: dict[WaitKind, Role] = {
    "to_finish": "examiner",
    "returned": "examiner",
    "to_recheck": "examiner",
    "recheck_due": "examiner",
    "own_to_begin": "bank",
    "own_to_finish": "bank",
    "may_object": "bank",
    "to_respond": "bank",
    "to_fix": "bank",
    "to_fix_again": "bank",
    "to_look": "supervisor",
    "to_notice": "supervisor",
    "to_decide": "supervisor",
    "overdue": "supervisor",
    "to_close": "supervisor",
    "to_publish": "supervisor",
}
"""For whom each waits. `recheck_due`: the last day is over and nobody looked since; `own_…`: the bank's
self-assessment; `to_publish`: what was corrected after the publication."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One step that somebody has to take."""

    kind: WaitKind
    since: str
    """From when on it waits: a moment of the ledger (UTC), or a day (YYYY-MM-DD)."""
    items: tuple[str, ...] = ()
    """The items it is about; empty where it is about the whole sheet."""
    due: str = ""
    """The last day (YYYY-MM-DD) to take it; empty where there is none."""
    overdue: bool = False
    """Whether that day is over."""

    @property
    def role(self) -> Role:
        """For whom it waits."""
        return ROLE_OF[self.kind]


def waits(assessment: Assessment, today: str, turned_at: str) -> Iterator[Wait]:
    """Yield every step that has to be taken next on an assessment.

    `today` is a day (YYYY-MM-DD), `turned_at` the moment at which it came into its state. A signed
    self-assessment and a closed case wait for nobody.
    """
    state = assessment.state
    if assessment.party == "bank":
        if state == "open":
            yield Wait("own_to_finish", turned_at)
    elif state == "open":
        yield Wait("to_finish", turned_at)
    elif state == "returned":
        yield Wait("returned", turned_at, tuple(assessment.dossier.returned))
    elif state == "signed":
        yield Wait("to_look", turned_at)
    elif state == "approved":
        yield Wait("to_notice", turned_at)
    elif state in TOLD:
        yield from _after_the_notice(assessment, today)


def _after_the_notice(assessment: Assessment, today: str) -> Iterator[Wait]:
    dossier = assessment.dossier
    notice, claims = dossier.notice, dossier.claims
    assert notice is not None, "a unit that was told of its grade has a notice"
    may_object = today <= notice.appeal_until
    if may_object:
        yield Wait("may_object", notice.day, due=notice.appeal_until)
    if undecided := dossier.undecided:
        yield Wait("to_decide", min(claims[item].day for item in undecided), undecided)
    yield from _of_findings(assessment, today)
    if not undecided and not dossier.unsettled and not may_object:
        days = [notice.appeal_until]
        days += [claim.decided_on for claim in claims.values()]
        days += [finding.rechecked_on for finding in dossier.findings.values()]
        yield Wait("to_close", max(days))


def _of_findings(assessment: Assessment, today: str) -> Iterator[Wait]:
    """Yield what is to be done about findings; nobody looks again at one whose objection is undecided."""
    dossier = assessment.dossier
    told_on = dossier.notice.day if dossier.notice else ""
    undecided = set(dossier.undecided)
    for kind, fits, since in _ABOUT:
        found = {
            item: finding
            for item, finding in dossier.findings.items()
            if not finding.is_settled
            and fits(finding, today)
            and not (ROLE_OF[kind] == "examiner" and item in undecided)
        }
        if found:
            due = min(finding.due for finding in found.values())
            yield Wait(
                kind,
                min(since(finding) or told_on for finding in found.values()),
                tuple(found),
                due,
                today > due,
            )


_ABOUT: tuple[tuple[WaitKind, Callable[[FindingFile, str], bool], Callable[[FindingFile], str]], ...] = (
    ("to_respond", lambda f, _day: not (f.fixed_on or f.outcome or f.response), lambda _f: ""),
    ("to_fix", lambda f, _day: bool(f.response) and not (f.fixed_on or f.outcome), lambda f: f.responded_on),
    ("to_fix_again", lambda f, _day: f.outcome is not None and not f.fixed_on, lambda f: f.rechecked_on),
    ("to_recheck", lambda f, _day: f.awaits_recheck, lambda f: f.fixed_on),
    ("recheck_due", lambda f, day: f.is_overdue(day) and f.rechecked_on <= f.due, lambda f: f.due),
    ("overdue", lambda f, day: f.is_overdue(day), lambda f: f.due),
)
"""Of an unsettled finding: what waits, where it does (on a day), since when (empty: since the notice)."""

"""How an assessment stands: what its events add up to, but for the answers and notes themselves.

`take` only adds up, whatever order events of several laptops come in; what may be said when, and by whom, is
for `proceedings`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from eldercheck.domain.assessment import TOLD, Assessment, AssessmentState, Party
from eldercheck.domain.dossier import (
    EMPTY,
    Claim,
    Closing,
    Dossier,
    FindingFile,
    FirstGrade,
    Notice,
    ReturnedItem,
    Veto,
)
from eldercheck.domain.ledger import Event
from eldercheck.domain.visit import Visit


@dataclass(frozen=True, slots=True)
class Standing:
    """State, signatures and dossier of an assessment."""

    party: Party = "examiner"
    state: AssessmentState = "open"
    signed_at: str = ""
    signers: tuple[str, ...] = ()
    approved_by: str = ""
    dossier: Dossier = EMPTY

    @classmethod
    def of(cls, one: Assessment) -> Standing:
        """Return how an assessment stands by its own fields."""
        return cls(one.party, one.state, one.signed_at, one.signers, one.approved_by, one.dossier)


Said = Mapping[str, Any]


def take(standing: Standing, event: Event) -> Standing:
    """Return how an assessment stands after an event; KeyError or TypeError for one that is cut short."""
    follow = _FOLLOWS.get(event.kind)
    return standing if follow is None else follow(standing, event.payload, event)


def fits_state(dossier: Dossier, state: AssessmentState) -> bool:
    """Tell whether a state is one that goes with a dossier: after a notice it follows from what was said."""
    if dossier.notice is None:
        return state not in TOLD and state != "closed"
    return state == _state_of(dossier)


def _opened(standing: Standing, said: Said, _event: Event) -> Standing:
    return replace(standing, party=said.get("party", "examiner"))


def _signed(standing: Standing, said: Said, event: Event) -> Standing:
    dossier = replace(
        standing.dossier,
        evidence_rule=said.get("evidence_rule", ""),
        evidence_missing=tuple(said.get("evidence_missing", ())),
    )
    return replace(
        standing, state="signed", signed_at=event.at, signers=tuple(said["names"]), dossier=dossier
    )


def _approved(standing: Standing, said: Said, _event: Event) -> Standing:
    return replace(standing, state="approved", approved_by=said["name"])


def _reopened(standing: Standing, _said: Said, _event: Event) -> Standing:
    kept = standing.dossier
    dossier = Dossier(visit=kept.visit, vetoes=kept.vetoes, first=kept.first)
    return Standing(standing.party, dossier=dossier)


def _visited(standing: Standing, said: Said, _event: Event) -> Standing:
    return _with(standing, visit=Visit.from_plain(said))


def _vetoed(standing: Standing, said: Said, event: Event) -> Standing:
    veto = Veto(said["ground"], said["reason"], said["name"], tuple(said.get("evidence", ())), event.at)
    return _with(standing, vetoes={**standing.dossier.vetoes, said["veto"]: veto})


def _veto_lifted(standing: Standing, said: Said, _event: Event) -> Standing:
    kept = {name: veto for name, veto in standing.dossier.vetoes.items() if name != said["veto"]}
    return _with(standing, vetoes=kept)


def _returned(standing: Standing, said: Said, _event: Event) -> Standing:
    was, notes = said.get("was", {}), said.get("notes", {})
    returned = {
        item: ReturnedItem(reason, was.get(item), notes.get(item, ""))
        for item, reason in said["reasons"].items()
    }
    return replace(
        _with(standing, returned=returned, returned_by=said["name"]),
        state="returned",
        signed_at="",
        signers=(),
    )


def _replied(standing: Standing, said: Said, _event: Event) -> Standing:
    item = said["item"]
    before = standing.dossier.returned.get(item, ReturnedItem(""))
    reply = replace(before, reply=said["text"], replied_by=said["name"])
    return _with(standing, returned={**standing.dossier.returned, item: reply})


def _noticed(standing: Standing, said: Said, _event: Event) -> Standing:
    names = ("name", "score", "grade", "day", "appeal_until")
    notice = Notice(**{name: said[name] for name in names})
    findings = {
        item: FindingFile(f["lost"], f["due"], f.get("safety", False), f.get("fails", False))
        for item, f in said["findings"].items()
    }
    first = standing.dossier.first or FirstGrade(notice.score, notice.grade, notice.day)
    return _told(standing, notice=notice, findings=findings, claims={}, first=first)


def _appealed(standing: Standing, said: Said, _event: Event) -> Standing:
    claim = Claim(said["claim"], said["name"], said["day"], tuple(said.get("evidence", ())))
    return _told(standing, claims={**standing.dossier.claims, said["item"]: claim})


def _decided(standing: Standing, said: Said, _event: Event) -> Standing:
    item, dossier = said["item"], standing.dossier
    claim = replace(
        dossier.claims.get(item, Claim("", "", "")),
        upheld=said["upheld"],
        reason=said["reason"],
        decided_by=said["name"],
        decided_on=said["day"],
        was=said.get("was"),
        answer=said.get("answer"),
    )
    findings = dict(dossier.findings)
    if item in findings and said.get("withdrawn"):
        findings[item] = replace(findings[item], withdrawn=True)
    return _told(standing, claims={**dossier.claims, item: claim}, findings=findings)


def _responded(standing: Standing, said: Said, _event: Event) -> Standing:
    return _finding(
        standing,
        said["item"],
        response=said["text"],
        person=said["person"],
        responded_on=said["day"],
    )


def _fixed(standing: Standing, said: Said, _event: Event) -> Standing:
    return _finding(
        standing,
        said["item"],
        fixed=said["text"],
        person=said["person"],
        fixed_by=said["name"],
        fixed_on=said["day"],
        evidence=tuple(said.get("evidence", ())),
    )


def _extended(standing: Standing, said: Said, _event: Event) -> Standing:
    return _finding(standing, said["item"], due=said["due"])


def _rechecked(standing: Standing, said: Said, _event: Event) -> Standing:
    item, outcome = said["item"], said["outcome"]
    before = standing.dossier.findings.get(item)
    changes: dict[str, Any] = {
        "outcome": outcome,
        "rechecked_by": tuple(said["names"]),
        "rechecked_on": said["day"],
    }
    if outcome != "failed" and before is not None and before.was is None:
        changes["was"] = said["was"]
    if outcome != "passed":
        changes |= {"fixed": "", "fixed_by": "", "fixed_on": ""}
    return _finding(standing, item, **changes)


def _closed(standing: Standing, said: Said, event: Event) -> Standing:
    return _told(standing, closed=Closing(said["name"], said.get("reason", ""), event.at))


def _with(standing: Standing, **changes: Any) -> Standing:
    return replace(standing, dossier=replace(standing.dossier, **changes))


def _finding(standing: Standing, item: str, **changes: Any) -> Standing:
    findings = standing.dossier.findings
    if item not in findings:
        return standing
    return _told(standing, findings={**findings, item: replace(findings[item], **changes)})


def _told(standing: Standing, **changes: Any) -> Standing:
    """Change the dossier of a unit that was told of its grade, and let the state follow.

    What is said after a reopening on another laptop leaves the state: the unit is not told any more.
    """
    standing = _with(standing, **changes)
    if standing.dossier.notice is None:
        return standing
    return replace(standing, state=_state_of(standing.dossier))


def _state_of(dossier: Dossier) -> AssessmentState:
    if dossier.closed:
        return "closed"
    if dossier.undecided:
        return "appealed"
    if any(finding.fixed_on or finding.outcome for finding in dossier.findings.values()):
        return "rectifying"
    return "decided" if dossier.claims else "noticed"


_FOLLOWS: dict[str, Callable[[Standing, Said, Event], Standing]] = {
    "opened": _opened,
    "visited": _visited,
    "vetoed": _vetoed,
    "veto_lifted": _veto_lifted,
    "signed": _signed,
    "returned": _returned,
    "replied": _replied,
    "approved": _approved,
    "reopened": _reopened,
    "noticed": _noticed,
    "appealed": _appealed,
    "decided": _decided,
    "responded": _responded,
    "fixed": _fixed,
    "extended": _extended,
    "rechecked": _rechecked,
    "closed": _closed,
}

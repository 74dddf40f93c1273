"""What may be said of an assessment when, and by whom (the steps of year.md).

Asked by the services before an act and again inside its transaction, so that no face and no second window
gets around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from eldercheck.domain.assessment import TOLD, WRITABLE, AssessmentState
from eldercheck.domain.clean_text import name_key
from eldercheck.domain.errors import StateError
from eldercheck.domain.ledger import Event
from eldercheck.domain.standing import Said, Standing

_OF_A_BANK = frozenset({"opened", "answered", "noted", "attached", "detached", "signed", "reopened"})
"""What is said of a self-assessment: it is never looked at a second time, noticed or re-checked."""


def refuse(standing: Standing, event: Event) -> None:
    """Raise StateError where an event may not be said of an assessment as it stands."""
    if standing.party == "bank" and event.kind not in _OF_A_BANK:
        raise StateError("self_assessment_only", kind=event.kind)
    rule = _RULES.get(event.kind)
    if rule is not None:
        rule(standing, event.payload)


def examined(standing: Standing, name: str) -> bool:
    """Tell whether a person took part in the examination: signed it or is named in its visit."""
    visit = standing.dossier.visit
    return _is_one_of(name, (*standing.signers, *(visit.examiners if visit else ())))


def _is_one_of(name: str, names: Iterable[str]) -> bool:
    return name_key(name) in map(name_key, names)


def _must_be(standing: Standing, states: Iterable[AssessmentState], code: str = "not_in_this_state") -> None:
    if standing.state not in states:
        raise StateError(code, state=standing.state)


def _must_say(said: Said, *names: str) -> None:
    for name in names:
        if not said.get(name):
            raise StateError(f"{name}_needed")


def _writing(standing: Standing, _said: Said) -> None:
    _must_be(standing, WRITABLE, "signed_already")


def _attached(standing: Standing, said: Said) -> None:
    if said["purpose"] == "answer":
        _must_be(standing, WRITABLE, "signed_already")
    elif said["purpose"] == "veto":
        _not_closed(standing, said)
    else:
        _must_be(standing, TOLD, "not_noticed")


def _detached(standing: Standing, said: Said) -> None:
    _must_say(said, "reason")
    _must_be(standing, WRITABLE | TOLD, "signed_already")


def _not_closed(standing: Standing, _said: Said) -> None:
    if standing.state == "closed":
        raise StateError("case_closed")


def _vetoed(standing: Standing, said: Said) -> None:
    _not_closed(standing, said)
    _must_say(said, "reason", "name")


def _veto_lifted(standing: Standing, said: Said) -> None:
    _vetoed(standing, said)
    if said["veto"] not in standing.dossier.vetoes:
        raise StateError("no_such_veto")


def _second_person(standing: Standing, said: Said) -> None:
    if not said.get("name"):
        raise StateError("approver_needed")
    _must_be(standing, {"signed"}, "not_signed")
    if examined(standing, said["name"]):
        raise StateError("approver_signed", name=said["name"])


def _returned(standing: Standing, said: Said) -> None:
    _second_person(standing, said)
    if not said["reasons"] or not all(said["reasons"].values()):
        raise StateError("return_needs_reasons")


def _replied(standing: Standing, said: Said) -> None:
    _must_be(standing, {"returned"}, "not_returned")
    _must_say(said, "text", "name")
    if said["item"] not in standing.dossier.returned:
        raise StateError("item_not_returned", item=said["item"])


def _reopened(standing: Standing, said: Said) -> None:
    _must_say(said, "reason")
    if standing.state in WRITABLE:
        raise StateError("not_signed")


def _noticed(standing: Standing, said: Said) -> None:
    _must_say(said, "name")
    _must_be(standing, {"approved"}, "not_approved")


def _appealed(standing: Standing, said: Said) -> None:
    _must_be(standing, TOLD, "not_noticed")
    _must_say(said, "claim", "name")
    notice = standing.dossier.notice
    if said["item"] in standing.dossier.claims:
        raise StateError("claimed_already", item=said["item"])
    if notice is not None and said["day"] > notice.appeal_until:
        raise StateError("appeal_too_late", until=notice.appeal_until, day=said["day"])


def _decided(standing: Standing, said: Said) -> None:
    _must_be(standing, TOLD, "not_noticed")
    _must_say(said, "reason", "name")
    if said["item"] not in standing.dossier.undecided:
        raise StateError("no_such_claim", item=said["item"])
    if examined(standing, said["name"]):
        raise StateError("decider_examined", name=said["name"])
    if said["upheld"] and said.get("answer") is None:
        raise StateError("decision_needs_answer")


def _about_finding(standing: Standing, said: Said) -> None:
    _must_be(standing, TOLD, "not_noticed")
    item = said["item"]
    if item not in standing.dossier.findings:
        raise StateError("no_such_finding", item=item)
    if standing.dossier.findings[item].is_settled:
        raise StateError("finding_settled", item=item)


def _by_the_bank(standing: Standing, said: Said) -> None:
    _about_finding(standing, said)
    _must_say(said, "text", "person", "name")


def _extended(standing: Standing, said: Said) -> None:
    _about_finding(standing, said)
    _must_say(said, "reason", "name")
    due = standing.dossier.findings[said["item"]].due
    if said["due"] <= due:
        raise StateError("extension_not_later", due=due)


def _rechecked(standing: Standing, said: Said) -> None:
    _about_finding(standing, said)
    if not said["names"]:
        raise StateError("name_needed")
    if said["item"] in standing.dossier.undecided:
        raise StateError("appeal_undecided", item=said["item"])


def _closed(standing: Standing, said: Said) -> None:
    _must_be(standing, TOLD, "not_noticed")
    _must_say(said, "name")
    if standing.dossier.undecided:
        raise StateError("appeal_undecided", item=standing.dossier.undecided[0])
    if standing.dossier.unsettled and not said.get("reason"):
        raise StateError("closing_needs_reason", number=len(standing.dossier.unsettled))


_RULES: dict[str, Callable[[Standing, Said], None]] = {
    "answered": _writing,
    "noted": _writing,
    "visited": _writing,
    "attached": _attached,
    "detached": _detached,
    "vetoed": _vetoed,
    "veto_lifted": _veto_lifted,
    "signed": _writing,
    "returned": _returned,
    "replied": _replied,
    "approved": _second_person,
    "reopened": _reopened,
    "noticed": _noticed,
    "appealed": _appealed,
    "decided": _decided,
    "responded": _by_the_bank,
    "fixed": _by_the_bank,
    "extended": _extended,
    "rechecked": _rechecked,
    "closed": _closed,
}

SAID_LATER = frozenset(_RULES)
"""Every kind of event that is said of an assessment after its opening."""

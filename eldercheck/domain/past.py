"""What the ledgers of an assessment and of its year say of the past: of which items, by which rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from eldercheck.domain.ledger import Event, EventKind
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit

Group = Literal["answers", "evidence", "second_look", "notice", "rectification", "year", "unknown"]
"""What an event belongs to; `unknown` for a kind that only a newer version writes."""
GROUPS: tuple[Group, ...] = ("answers", "evidence", "second_look", "notice", "rectification", "year")
"""Those that can be asked for."""
GROUP_OF: Mapping[EventKind, Group] = {
    "opened": "answers",
    "answered": "answers",
    "noted": "answers",
    "visited": "evidence",
    "attached": "evidence",
    "detached": "evidence",
    "vetoed": "evidence",
    "veto_lifted": "evidence",
    "signed": "second_look",
    "returned": "second_look",
    "replied": "second_look",
    "approved": "second_look",
    "reopened": "second_look",
    "noticed": "notice",
    "appealed": "notice",
    "decided": "notice",
    "responded": "rectification",
    "fixed": "rectification",
    "extended": "rectification",
    "rechecked": "rectification",
    "closed": "rectification",
    "year_opened": "year",
    "rules_changed": "year",
    "rules_amended": "year",
    "visits_drawn": "year",
    "bonus_given": "year",
    "correction_opened": "year",
    "published": "year",
}
_RULES = frozenset({"year_opened", "rules_changed", "rules_amended"})


def group_of(kind: str) -> Group:
    """Return what an event of a kind belongs to."""
    groups: Mapping[str, Group] = {str(known): group for known, group in GROUP_OF.items()}
    return groups.get(kind, "unknown")


def items_of(event: Event) -> tuple[str, ...]:
    """Return the items that an event says something of; what is said of a whole sheet has none."""
    said = event.payload
    if isinstance(item := said.get("item"), str) and item:
        return (item,)
    named: Any = {"returned": "reasons", "noticed": "findings", "signed": "evidence_missing"}.get(event.kind)
    return tuple(map(str, said.get(named) or ())) if named else ()


def evidence_ids(event: Event) -> tuple[str, ...]:
    """Return the ids of the evidence that an event names."""
    named = event.payload.get("evidence") or ()
    return (named,) if isinstance(named, str) else tuple(map(str, named))


def concerns(event: Event, assessment: str, unit: Unit) -> bool:
    """Tell whether an event of a year concerns an assessment of a unit: rules, publications concern all."""
    match event.kind:
        case "correction_opened":
            return bool(event.payload.get("assessment") == assessment)
        case "bonus_given":
            return bool(event.payload.get("unit") == unit.id)
        case "visits_drawn":
            return unit.code in (event.payload.get("codes") or ())
        case _:
            return True


def rules_then(year: Iterable[Event], until: str, now: Programme) -> Programme:
    """Return the rules of a year as they stood at a moment (UTC text, included).

    Before the first event that names rules (a year of the first version has none) they were those that it
    names; `now` where no event names any. Raises KeyError or TypeError for an event that is cut short.
    """
    told = [event for event in year if event.kind in _RULES]
    if not told:
        return now
    stood = [event for event in told if event.at <= until] or told[:1]
    return Programme.from_plain(stood[-1].payload["programme"])


def interleaved(own: Sequence[Event], year: Sequence[Event]) -> Iterator[Event]:
    """Yield the events of an assessment in the order of its ledger, those of the year where they fall.

    A clock that was set back does not change the order of a ledger.
    """
    waiting, latest = list(year), ""
    for event in own:
        latest = max(latest, event.at)
        while waiting and waiting[0].at <= latest:
            yield waiting.pop(0)
        yield event
    yield from waiting

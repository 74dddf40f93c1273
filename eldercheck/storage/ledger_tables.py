"""What the events of an assessment add up to: the truth that its tables must agree with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from eldercheck.domain.answers import Answer, Given, NotApplicable, answer_to_plain
from eldercheck.domain.assessment import AssessmentState, Sheet
from eldercheck.domain.errors import LedgerError
from eldercheck.domain.ledger import Event, EventKind, heads


@dataclass
class Standing:
    """An assessment as its events leave it."""

    answers: dict[str, Answer] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    state: AssessmentState = "open"
    signed_at: str = ""
    signers: tuple[str, ...] = ()
    approved_by: str = ""
    heads: tuple[str, ...] = ()

    @property
    def sheet(self) -> Sheet:
        """What is written on it."""
        return Sheet(self.answers, self.notes)


def add_up(events: Iterable[Event]) -> Standing:
    """Return what events add up to, taken in the order of appending.

    Raises LedgerError where one does not say what its kind says.
    """
    taken = tuple(events)
    standing = Standing(heads=heads(taken))
    for event in taken:
        try:
            _take(standing, event)
        except (KeyError, TypeError) as error:
            raise LedgerError("event_unreadable", id=event.id) from error
    return standing


def must_say(event: Event, kind: EventKind, **said: object) -> None:
    """Raise LedgerError where an event is not of this kind or says something else: tables follow events."""
    if event.kind != kind or any(event.payload.get(name, said) != value for name, value in said.items()):
        raise LedgerError("event_disagrees", id=event.id)


def plain_answer(answer: Answer | None) -> str | dict[str, str] | None:
    """Return an answer as the payload of its event writes it."""
    return None if answer is None else answer_to_plain(answer)


def _take(standing: Standing, event: Event) -> None:
    said = event.payload
    match event.kind:
        case "answered":
            _put(standing.answers, said["item"], _answer(said["answer"]))
        case "noted":
            _put(standing.notes, said["item"], said["note"] or None)
        case "signed":
            standing.state, standing.signed_at = "signed", event.at
            standing.signers = tuple(said["names"])
        case "approved":
            standing.state, standing.approved_by = "approved", said["name"]
        case "reopened":
            standing.state, standing.signed_at, standing.signers = "open", "", ()
            standing.approved_by = ""


def _put(written: dict[str, Any], item: str, value: Answer | str | None) -> None:
    if value is None:
        written.pop(item, None)
    else:
        written[item] = value


def _answer(plain: Any) -> Answer | None:
    if plain is None:
        return None
    return Given(plain) if isinstance(plain, str) else NotApplicable(plain["not_applicable"])

"""What the events of an assessment add up to: the truth that its tables must agree with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from eldercheck.domain.answers import Answer, Given, NotApplicable, answer_to_plain
from eldercheck.domain.assessment import Sheet
from eldercheck.domain.errors import LedgerError
from eldercheck.domain.evidence import Evidence
from eldercheck.domain.ledger import Event, EventKind, heads
from eldercheck.domain.standing import Standing, take


@dataclass
class WholeStanding:
    """An assessment as its events leave it: its standing, its sheet and its evidence."""

    standing: Standing = field(default_factory=Standing)
    answers: dict[str, Answer] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    """What is attached now, by its id."""
    heads: tuple[str, ...] = ()

    @property
    def sheet(self) -> Sheet:
        """What is written on it."""
        return Sheet(self.answers, self.notes)


def add_up(events: Iterable[Event]) -> WholeStanding:
    """Return what events add up to, taken in the order of appending.

    Raises LedgerError where one does not say what its kind says.
    """
    taken = tuple(events)
    whole = WholeStanding(heads=heads(taken))
    for event in taken:
        try:
            follow(whole, event)
        except (KeyError, TypeError, AttributeError) as error:
            raise LedgerError("event_unreadable", id=event.id) from error
    return whole


def follow(whole: WholeStanding, event: Event) -> None:
    """Take one more event in; KeyError, TypeError or AttributeError for one that is cut short."""
    whole.standing = take(whole.standing, event)
    if (changed := changed_answer(event)) is not None:
        _put(whole.answers, *changed)
    elif event.kind == "noted":
        _put(whole.notes, event.payload["item"], event.payload["note"] or None)
    elif event.kind == "attached":
        found = Evidence.from_plain(event.payload, event.at)
        whole.evidence[found.id] = found
    elif event.kind == "detached":
        whole.evidence.pop(event.payload["evidence"], None)


def changed_answer(event: Event) -> tuple[str, Answer | None] | None:
    """Return the item whose answer an event changes, and the answer; None for an event that changes none."""
    said = event.payload
    changes = (
        event.kind == "answered"
        or (event.kind == "decided" and said["upheld"])
        or (event.kind == "rechecked" and said["outcome"] != "failed")
    )
    return (said["item"], answer_of(said["answer"])) if changes else None


def must_say(event: Event, kind: EventKind, **said: object) -> None:
    """Raise LedgerError where an event is not of this kind or says something else: tables follow events."""
    if event.kind != kind or any(event.payload.get(name, said) != value for name, value in said.items()):
        raise LedgerError("event_disagrees", id=event.id)


def plain_answer(answer: Answer | None) -> str | dict[str, str] | None:
    """Return an answer as the payload of its event writes it."""
    return None if answer is None else answer_to_plain(answer)


def answer_of(plain: Any) -> Answer | None:
    """Return the answer that an event carries."""
    if plain is None:
        return None
    return Given(plain) if isinstance(plain, str) else NotApplicable(plain["not_applicable"])


def _put(written: dict[str, Any], item: str, value: Answer | str | None) -> None:
    if value is None:
        written.pop(item, None)
    else:
        written[item] = value

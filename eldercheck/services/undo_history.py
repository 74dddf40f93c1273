"""Undo and redo, read from the ledger itself, so that they outlive the program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from eldercheck.domain.ledger import Event

Field = Literal["answer", "note"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one item: what stood there before and after, as events carry it."""

    item: str
    field: Field
    before: Any
    """None where nothing stood there."""
    after: Any

    @property
    def reversed(self) -> Change:
        """The change that takes this one back."""
        return Change(self.item, self.field, self.after, self.before)


class UndoHistory:
    """What can be taken back and what can be done again."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._values: dict[tuple[str, Field], Any] = {}
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._by_visit: dict[str, Any] = {}
        for event in events:
            self.follow(event)

    def follow(self, event: Event) -> None:
        """Take in an event that was appended.

        What a decision or a re-check put in place is no typing mistake: nothing before it is undone any more.
        """
        if event.kind in ("decided", "rechecked"):
            if event.payload.get("upheld") or event.payload.get("outcome") in ("passed", "improved"):
                self._values[event.payload["item"], "answer"] = event.payload["answer"]
            self._done.clear()
            self._undone.clear()
        if event.kind not in ("answered", "noted"):
            return
        field: Field = "answer" if event.kind == "answered" else "note"
        item, after = event.payload["item"], event.payload[field]
        before = self._values.get((item, field))
        self._values[item, field] = after
        match event.payload.get("because", ""):
            case "visit":
                self._follow_visit(item, after)
            case "undo" if self._done:
                self._undone.append(self._done.pop())
            case "redo" if self._undone:
                self._done.append(self._undone.pop())
            case _:
                self._done.append(Change(item, field, before, after))
                self._undone.clear()
                if field == "answer" and after == self._by_visit.get(item):
                    self._by_visit.pop(item, None)

    def _follow_visit(self, item: str, after: Any) -> None:
        """What the weather decides is nobody's step: undo leads around it, never to what stood before it."""
        self._by_visit[item] = after
        self._undone.clear()
        self._done = [change for change in self._done if (change.item, change.field) != (item, "answer")]

    def is_by_visit(self, item: str) -> bool:
        """Tell whether an answer stands there because of the visit, and nobody gave it by hand."""
        return item in self._by_visit and self._values.get((item, "answer")) == self._by_visit[item]

    @property
    def to_undo(self) -> Change | None:
        """The change that undo takes back."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> Change | None:
        """The change that redo does again."""
        return self._undone[-1] if self._undone else None

    @property
    def latest(self) -> tuple[Change, ...]:
        """The changes in force, oldest first."""
        return tuple(self._done)

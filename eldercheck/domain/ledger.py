"""The ledger: each fact is an event, appended and never changed; the current sheet is what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from eldercheck.domain.canonical import digest

EventKind = Literal[
    "opened",
    "answered",
    "noted",
    "visited",
    "attached",
    "detached",
    "vetoed",
    "veto_lifted",
    "signed",
    "returned",
    "replied",
    "approved",
    "reopened",
    "noticed",
    "appealed",
    "decided",
    "responded",
    "fixed",
    "extended",
    "rechecked",
    "closed",
    "year_opened",
    "rules_changed",
    "rules_amended",
    "visits_drawn",
    "bonus_given",
    "correction_opened",
    "published",
]
"""First what is said of an assessment, in the order of its year; from `year_opened` on of a whole year
(see `year_ledger`)."""
Because = Literal["", "undo", "redo", "visit"]
"""Why an answer changed where nobody typed it: undone, done again, or the weather of the visit decides it."""

FORMAT = "eldercheck.event.v1"


def utc_text(moment: datetime) -> str:
    """Return an aware moment as the text that events carry (UTC, microseconds, Z)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def utc_moment(text: str) -> datetime:
    """Read back what `utc_text` gave."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Event:
    """One fact: who, when, on which laptop, having seen what, said what."""

    id: str
    """Random, so that two laptops never make the same event."""
    assessment: str
    """The ledger it stands in: that of an assessment, or of a year."""
    kind: EventKind
    author: str
    device: str
    at: str
    """UTC, as `utc_text` writes it."""
    parents: tuple[str, ...]
    """The hashes of the newest events of this assessment that the author had seen."""
    payload: Mapping[str, Any] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """Return the canonical mapping, which is what the hash covers."""
        return {
            "format": FORMAT,
            "id": self.id,
            "assessment": self.assessment,
            "kind": self.kind,
            "author": self.author,
            "device": self.device,
            "at": self.at,
            "parents": sorted(self.parents),
            "payload": dict(self.payload),
        }

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical form; it covers the parents, so it covers all that was seen."""
        return digest(self.plain())


def year_ledger(year: int) -> str:
    """Return the name of the ledger in which the events of a whole year stand."""
    return f"year:{year}"


def heads(events: Iterable[Event]) -> tuple[str, ...]:
    """Return the hashes of the events that no other event has seen, sorted."""
    hashes: set[str] = set()
    seen: set[str] = set()
    for event in events:
        hashes.add(event.hash)
        seen.update(event.parents)
    return tuple(sorted(hashes - seen))

"""Where time, chance and names come from: handed in, so that a test or the example can fix them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from eldercheck.domain.ledger import Event, EventKind, utc_text


def system_clock() -> datetime:
    """Return the moment, aware, in UTC."""
    return datetime.now(UTC)


def random_id() -> str:
    """Return an id that no other laptop will make."""
    return uuid.uuid4().hex


@dataclass(frozen=True)
class Identity:
    """Who writes, on which laptop, by which clock."""

    author: str
    device: str
    clock: Callable[[], datetime] = system_clock
    new_id: Callable[[], str] = random_id

    def now(self) -> str:
        """Return the moment as events carry it."""
        return utc_text(self.clock())

    def event(self, assessment: str, kind: EventKind, parents: tuple[str, ...], /, **payload: Any) -> Event:
        """Make an event of this author at this moment."""
        return Event(self.new_id(), assessment, kind, self.author, self.device, self.now(), parents, payload)

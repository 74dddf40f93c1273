"""What can be done with an examination just now, asked before anything is typed."""

from __future__ import annotations

from typing import Any

from eldercheck.domain.errors import StateError
from eldercheck.domain.ledger import Event, EventKind
from eldercheck.domain.proceedings import refuse
from eldercheck.services.examination import Examination

_SOMEBODY, _LAST_DAY = "…", "9999-12-31"
_SAID: dict[str, tuple[str, ...]] = {
    "vetoed": ("reason", "name"),
    "returned": ("name",),
    "replied": ("text", "name"),
    "approved": ("name",),
    "noticed": ("name",),
    "appealed": ("claim", "name"),
    "decided": ("reason", "name"),
    "responded": ("text", "person", "name"),
    "fixed": ("text", "person", "name"),
    "extended": ("reason", "name"),
    "rechecked": ("names",),
    "closed": ("name", "reason"),
    "reopened": ("reason",),
}
"""The words of each act, which only its form knows: taken as said, so that what is left is the state."""


def refusal(examination: Examination, kind: EventKind, item: str = "") -> StateError | None:
    """Return why an act cannot be done now, whoever did it; None where it can.

    It is refused again where it is done: by the person who does it, and by what was said meanwhile.
    """
    if examination.is_published and kind != "reopened":
        return StateError("year_published", year=examination.assessment.year)
    said: dict[str, Any] = dict.fromkeys(_SAID[kind], _SOMEBODY)
    said |= {"item": item, "day": examination.today, "due": _LAST_DAY, "upheld": False, "reasons": {"…": "…"}}
    event = Event("", examination.assessment.id, kind, "", "", "", (), said)
    try:
        refuse(examination.standing, event)
    except StateError as error:
        return error
    return None

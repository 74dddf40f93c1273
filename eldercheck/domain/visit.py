"""A visit: when the examiners were there, how they came, in what weather, and whom they met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Way = Literal["announced", "unannounced", "secret"]
"""How the examiners came: with notice, without, or without saying who they are."""
Weather = Literal["wet", "dry"]
"""Wet: rain, snow, or a floor still wet from it; only then are mats to be down."""
WAYS: tuple[Way, ...] = ("announced", "unannounced", "secret")
WEATHERS: tuple[Weather, ...] = ("wet", "dry")


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit as the examiners recorded it; anything may still be missing."""

    day: str = ""
    """YYYY-MM-DD, as the calendar there says."""
    start: str = ""
    """HH:MM, as the clock there says."""
    end: str = ""
    way: Way | None = None
    weather: Weather | None = None
    met: str = ""
    """Whom they met: staff of the unit, never a customer."""
    examiners: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return the canonical mapping."""
        return asdict(self) | {"examiners": list(self.examiners)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Visit:
        """Read back what `plain` gave."""
        return cls(**{**plain, "examiners": tuple(plain["examiners"])})

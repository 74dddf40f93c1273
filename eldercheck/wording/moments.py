"""Moments of the ledger, which keeps UTC, as people here read them: the local day, the local time."""

from __future__ import annotations

from datetime import date

from eldercheck.domain.ledger import utc_moment


def local_day(at: str) -> date:
    """Return the day, here, of a moment of the ledger."""
    return utc_moment(at).astimezone().date()


def local_moment(at: str) -> str:
    """Return a moment of the ledger in this computer's time, to the minute."""
    return utc_moment(at).astimezone().strftime("%Y-%m-%d %H:%M")

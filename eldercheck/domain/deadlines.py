"""The last day of a time limit, counted from the day after the notice."""

from __future__ import annotations

from datetime import date, timedelta

SATURDAY = 5


def after_days(day: str, number: int) -> str:
    """Return the day (YYYY-MM-DD) that lies a number of calendar days after another."""
    return (date.fromisoformat(day) + timedelta(days=number)).isoformat()


def after_working_days(day: str, number: int) -> str:
    """Return the day that lies a number of working days, Monday to Friday, after another.

    The holidays that the State Council moves each year are not known offline: whoever gives a notice may set
    a later day.
    """
    found = date.fromisoformat(day)
    while number:
        found += timedelta(days=1)
        number -= found.weekday() < SATURDAY
    return found.isoformat()

"""Time limits: calendar days and working days, over week ends, months, years and a leap day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.deadlines import after_days, after_working_days

DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-11-23", 1, "2026-11-24"),
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-20", 5, "2026-11-27"),
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-11-22", 5, "2026-11-27"),
        ("2026-11-21", 0, "2026-11-21"),
        ("2026-11-26", 5, "2026-12-03"),
        ("2026-12-30", 5, "2027-01-06"),
        ("2028-02-28", 1, "2028-02-29"),
        ("2028-02-29", 5, "2028-03-07"),
        ("2027-02-26", 1, "2027-03-01"),
    ],
)
def test_working_days_leave_the_week_ends_out(day: str, number: int, expected: str) -> None:
    assert after_working_days(day, number) == expected


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        ("2026-11-23", 30, "2026-12-23"),
        ("2026-12-02", 30, "2027-01-01"),
        ("2027-01-30", 30, "2027-03-01"),
        ("2028-01-30", 30, "2028-02-29"),
        ("2028-02-22", 7, "2028-02-29"),
        ("2027-02-22", 7, "2027-03-01"),
        ("2026-11-21", 7, "2026-11-28"),
        ("2026-11-21", 0, "2026-11-21"),
    ],
)
def test_calendar_days_count_every_day(day: str, number: int, expected: str) -> None:
    assert after_days(day, number) == expected


@given(DAYS, st.integers(1, 40))
def test_a_number_of_working_days_is_passed_and_the_last_is_one(day: date, number: int) -> None:
    last = date.fromisoformat(after_working_days(day.isoformat(), number))
    passed = [date.fromordinal(place) for place in range(day.toordinal() + 1, last.toordinal() + 1)]
    assert sum(one.isoweekday() <= 5 for one in passed) == number
    assert last.isoweekday() <= 5

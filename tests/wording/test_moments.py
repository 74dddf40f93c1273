"""The day of a moment is the day here, not that of Greenwich."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date

import pytest

from eldercheck.wording.moments import local_day, local_moment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a process on Windows cannot choose its zone")
LATE = "2025-12-31T16:30:00.000000Z"


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("zone", "day", "moment"),
    [
        ("Asia/Shanghai", date(2026, 1, 1), "2026-01-01 00:30"),
        ("UTC", date(2025, 12, 31), "2025-12-31 16:30"),
        ("America/New_York", date(2025, 12, 31), "2025-12-31 11:30"),
    ],
    indirect=["zone"],
)
@pytest.mark.usefixtures("zone")
def test_a_moment_is_told_in_the_time_here(day: date, moment: str) -> None:
    assert local_day(LATE) == day
    assert local_moment(LATE) == moment

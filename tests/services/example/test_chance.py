"""Chance that repeats, and the clock of the example."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from eldercheck.services.example.chance import Dice, Watch, ids


def test_chance_falls_the_same_everywhere() -> None:
    one, other = Dice("eldercheck"), Dice("eldercheck")
    assert [one.below(100) for _ in range(50)] == [other.below(100) for _ in range(50)]
    assert Dice("a").new_id() != Dice("b").new_id()
    assert len(one.new_id()) == 32
    dice = Dice("x")
    assert sum(dice.falls(0.25) for _ in range(4000)) == pytest.approx(1000, rel=0.1)
    assert {dice.below(3) for _ in range(200)} == {0, 1, 2}
    assert all(0 <= dice.share() < 1 for _ in range(200))


def test_its_first_numbers_are_known() -> None:
    """Should Python ever shuffle another way, this says so before the example does."""
    assert [Dice("eldercheck").below(1000), Dice("010101").below(1000)] == KNOWN


def test_the_clock_steps_and_ids_repeat() -> None:
    watch, other = Watch(date(2026, 4, 7)), Watch(date(2026, 4, 7))
    moments = [watch() for _ in range(50)]
    assert moments[0] == datetime(2026, 4, 7, 1, tzinfo=UTC)
    assert moments == [other() for _ in range(50)]
    assert all(30 <= (two - one).total_seconds() < 120 for one, two in pairwise(moments))
    watch.set(date(2026, 5, 1), 16, 30)
    assert watch() == datetime(2026, 5, 1, 8, 30, tzinfo=UTC)
    assert [ids("a")() for _ in range(2)] == [ids("a")() for _ in range(2)]


KNOWN = [590, 444]

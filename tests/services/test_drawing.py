"""The draw of a year's visits: kept with its seed, repeated only with a reason, never in a published year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eldercheck.domain.drawing import drawn
from eldercheck.domain.errors import StateError
from eldercheck.domain.programme import Programme
from eldercheck.services.drawing import Drawing
from tests.builders import Desk, a_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "a.db") as desk:
        yield desk


@pytest.fixture
def drawing(desk: Desk) -> Drawing:
    return Drawing(desk.database.years, desk.years, desk.casebook)


def with_branches(desk: Desk, number: int = 12) -> None:
    bank = desk.casebook.add_unit("institution", "01", "甲银行")
    for place in range(number):
        desk.casebook.add_unit("branch", f"01{place:02}", f"网点{place}", bank.id)


def refused(code: str, drawing: Drawing, *said: str) -> None:
    with pytest.raises(StateError, match=code):
        drawing.draw(2026, *said)


def test_a_draw_is_kept_with_its_seed_and_who_drew(desk: Desk, drawing: Drawing) -> None:
    with_branches(desk)
    desk.years.open(Programme(2026))
    assert drawing.standing(2026) is None
    kept = drawing.draw(2026, " 3 17 29 ")
    units = drawn(desk.casebook.units(), desk.years.programme(2026).roll_up, "3 17 29")
    assert drawing.standing(2026) == kept
    assert (kept.seed, kept.author, kept.codes) == ("3 17 29", "李芳", tuple(unit.code for unit in units))
    assert len(kept.codes) == 5


def test_a_second_draw_takes_a_reason_and_the_first_stays_to_be_read(desk: Desk, drawing: Drawing) -> None:
    with_branches(desk)
    desk.years.open(Programme(2026))
    drawing.draw(2026, "one")
    refused("drawn_already", drawing, "two")
    second = drawing.draw(2026, "two", "名录有误")
    assert drawing.standing(2026) == second
    assert [e.payload["seed"] for e in desk.years.history(2026) if e.kind == "visits_drawn"] == ["one", "two"]


def test_what_cannot_be_drawn_says_why(desk: Desk, drawing: Drawing) -> None:
    refused("year_not_open", drawing, "x")
    desk.years.open(Programme(2026))
    refused("nobody_to_draw", drawing, "x")
    with_branches(desk)
    refused("seed_needed", drawing, " \u200b ")
    assert drawing.standing(2026) is None

"""The grade table narrowed by words as they are typed, and what its short marks mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from eldercheck.tui.screens.grades import GradesScreen
from eldercheck.tui.screens.home import HomeScreen
from tests.county import make_county
from tests.tui.driving import Driver, running


def names(driver: Driver) -> list[str]:
    assert isinstance(driver.app.screen, GradesScreen)
    return [row.code for row in driver.app.screen.rows]


async def test_the_rows_follow_each_key_and_escape_brings_them_back(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db")) as driver:
        await driver.press("t", "2")
        every = names(driver)
        assert len(every) > 1
        await driver.press("slash")
        await driver.type("北")
        assert names(driver) == ["0101"]
        await driver.press("enter")
        assert "▸ “北”" in driver.screen_text()
        await driver.press("1")
        assert names(driver) == []
        await driver.press("2", "escape")
        assert names(driver) == every
        await driver.press("escape")
        assert isinstance(driver.app.screen, HomeScreen)


async def test_words_are_found_in_code_and_group_whatever_their_width(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db")) as driver:
        await driver.press("t", "slash")
        await driver.type("国有 ０２")
        assert names(driver) == ["02"]
        await driver.press("escape", "／")
        await driver.type("nowhere")
        assert names(driver) == []
        assert "No row to show." in driver.screen_text()
        await driver.press("enter", "F")
        assert len(names(driver)) == 3


@pytest.mark.parametrize(("size", "explained"), [((60, 18), True), ((80, 24), True), ((130, 40), False)])
async def test_the_short_marks_in_view_are_explained(
    tmp_path: Path, size: tuple[int, int], explained: bool
) -> None:
    async with running(make_county(tmp_path / "a.db"), size) as driver:
        await driver.press("t")
        text = driver.screen_text()
        assert ("mis no sheet of its own" in text) is explained
        assert ("exm exempt" in text) is explained
        assert "held by the quota" not in text

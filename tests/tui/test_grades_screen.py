"""The grade table on the screen: what is shown, in which order, and the way from a row to its reasons."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eldercheck.tui.grade_table_rows import Chosen
from eldercheck.tui.screens.county import CountyScreen
from eldercheck.tui.screens.grades import GradesScreen
from eldercheck.tui.screens.result import ResultScreen
from eldercheck.tui.screens.roll_up import RollUpScreen
from eldercheck.tui.screens.units import UnitsScreen
from eldercheck.tui.widgets.row_list import RowList
from tests.builders import a_desk
from tests.county import AT_C, HELD_AT_B, Seen, codes, make_county
from tests.tui.driving import Driver, running

ALL_A = {"i1": Seen(), "b1": Seen(), "b2": Seen(), "b3": Seen(), "p1": Seen(), "p2": Seen()}


def grades(driver: Driver) -> GradesScreen:
    assert isinstance(driver.app.screen, GradesScreen)
    return driver.app.screen


def shown(driver: Driver) -> list[str]:
    return [row.code for row in grades(driver).rows]


async def test_the_table_shows_what_the_service_graded(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db"), (120, 30)) as driver:
        await driver.press("t")
        row = driver.app.county.year().table.institutions[0]
        line = next(line for line in driver.screen_text().splitlines() if "青山银行" in line)
        assert shown(driver) == ["01", "02", "03"]
        for part in (str(row.score), "3/3", "1/2", "农商行", *map(str, row.dimensions.values())):
            assert part in line
        assert "exempt" in driver.screen_text()
        assert "2 units left out" in driver.screen_text()


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40), (160, 45)])
async def test_every_line_of_the_table_is_as_wide_as_its_titles(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    from eldercheck.tui.grade_rows import columns

    async with running(make_county(tmp_path / "a.db"), size) as driver:
        await driver.press("t")
        screen = grades(driver)
        assert screen.county is not None
        for kind in ("institution", "branch", "service_point"):
            await driver.app.run_action(f"kind('{kind}')", screen)
            width = screen.query_one("#table", RowList).scrollable_content_region.width
            found = columns(screen.county.table, screen.rows, screen.kind, width)
            assert sum(column.cells for column in found) == width
            assert all(column.cells > 0 for column in found)


async def test_levels_follow_each_other_and_the_digits_go_there(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db")) as driver:
        await driver.press("t", "v")
        assert shown(driver) == ["0101", "0102", "0103"]
        await driver.press("３")
        assert shown(driver) == ["0151"]
        await driver.press("1")
        assert shown(driver) == ["01", "02", "03"]


async def test_sorting_by_key_and_by_title_what_has_no_figure_last(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db")) as driver:
        await driver.press("t", "2", "s")
        scores = {row.code: row.score for row in grades(driver).all_rows}
        assert shown(driver) == sorted(scores, key=lambda code: scores[code], reverse=True)  # type: ignore[arg-type,return-value]
        await driver.press("S")
        assert shown(driver)[0] == "0103"
        await driver.press("1")
        assert shown(driver)[0] == "01"
        x, y = driver.find("Gr.")
        await driver.press("2")
        await driver.pilot.click(offset=(x, y))
        await driver.pilot.pause()
        assert [row.grade for row in grades(driver).rows] == ["A", "B", "C"]
        x, y = driver.find("Gr.")
        await driver.pilot.click(offset=(x, y))
        await driver.pilot.pause()
        assert [row.grade for row in grades(driver).rows] == ["C", "B", "A"]


async def test_filters_are_chosen_by_typing_and_all_rows_come_back(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db")) as driver:
        await driver.press("t", "f")
        await driver.type("exempt\n")
        assert shown(driver) == ["03"]
        await driver.press("F")
        assert shown(driver) == ["01", "02", "03"]
        await driver.press("f")
        await driver.type("国有\n")
        assert shown(driver) == ["02"]
        assert "国有行" in driver.screen_text().splitlines()[-2]
        await driver.press("F", "2", "f")
        await driver.type("grade c\n")
        assert shown(driver) == ["0103"]
        await driver.press("f")
        await driver.type("grade c\n")
        assert shown(driver) == ["0101", "0102", "0103"]


def test_choosing_the_same_twice_drops_it() -> None:
    once = Chosen().toggled("group 农商行").toggled("grade A")
    assert (once.group, once.grade) == ("农商行", "A")
    assert once.toggled("group 农商行") == Chosen(grade="A")


async def test_enter_explains_an_institution_and_its_units_are_one_key_away(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db"), (120, 50)) as driver:
        await driver.press("t", "enter")
        screen = driver.app.screen
        assert isinstance(screen, RollUpScreen)
        assert codes(screen.listed) == ["01", "0101", "0102", "0103", "0151", "0152"]
        text = driver.screen_text()
        for part in (
            "Why C",
            "at most C",
            "1 of 3 branches is at C",
            "What would raise it to B",
            "Score = (30",
        ):
            assert part in text
        await driver.press("down", "down", "enter")
        assert isinstance(driver.app.screen, ResultScreen)
        assert driver.app.screen.examination.unit.code == "0102"
        await driver.press("escape")
        assert screen.is_current
        assert screen.query_one("#parts", RowList).current == "b2"
        await driver.press("right_square_bracket")
        assert screen.code == "02"
        assert "no signed sheet of its own" in driver.screen_text()
        await driver.press("】")
        assert "Exempt, no grade: 年内合并" in driver.screen_text()
        await driver.press("escape")
        assert shown(driver) == ["01", "02", "03"]


async def test_enter_on_a_branch_shows_its_result(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db")) as driver:
        await driver.press("t", "2", "down", "enter")
        assert isinstance(driver.app.screen, ResultScreen)
        assert driver.app.screen.examination.unit.code == "0102"
        await driver.press("escape")
        assert grades(driver).query_one("#table", RowList).current == "0102"


async def test_what_is_left_out_is_listed_with_its_why(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db")) as driver:
        await driver.press("t", "o")
        assert isinstance(driver.app.screen, UnitsScreen)
        assert codes(driver.app.screen.listed) == ["0152", "0201"]
        assert "examinat" in driver.screen_text()


async def test_a_table_without_a_limit_says_that_every_rule_allows_a(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db", ALL_A), (120, 40)) as driver:
        await driver.press("t", "enter")
        assert "every rule of the year allows A" in driver.screen_text()
        await driver.press("escape", "c")
        assert isinstance(driver.app.screen, CountyScreen)


async def test_a_table_that_leaves_nobody_out_says_so(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db")) as driver:
        await driver.press("t")
        county = grades(driver).county
        assert county is not None
        grades(driver).county = replace(county, table=replace(county.table, left_out=()))
        await driver.press("o")
        assert driver.notices() == ["No unit is left out of this table."]


async def test_published_changed_and_draft_are_told_apart(tmp_path: Path) -> None:
    path = make_county(
        tmp_path / "a.db", {**ALL_A, "b2": Seen("approved", HELD_AT_B), "b3": Seen("approved", AT_C)}
    )
    with a_desk(path, "x") as desk:
        kinds = [obstacle.kind for obstacle in desk.county.year().obstacles()]
        digest = desk.publishing.publish(2026, kinds).digest
    async with running(path) as driver:
        await driver.press("t")
        first = driver.screen_text().splitlines()[0]
        assert "published" in first and digest[:8] in first
        await driver.press("left_square_bracket")
        assert "draft, not published" in driver.screen_text().splitlines()[0]

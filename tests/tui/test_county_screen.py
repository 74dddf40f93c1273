"""The county at a glance: what the services hold, and which units stand behind a figure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eldercheck import language
from eldercheck.assemble import open_office
from eldercheck.services.county import CountyYear, UnitYear
from eldercheck.tui.behind import behind, target
from eldercheck.tui.reads_year import ReadsYear
from eldercheck.tui.screens.county import CountyScreen
from eldercheck.tui.screens.grades import GradesScreen
from eldercheck.tui.screens.home import HomeScreen
from eldercheck.tui.screens.result import ResultScreen
from eldercheck.tui.screens.start import StartDialog
from eldercheck.tui.screens.units import UnitsScreen
from eldercheck.tui.screens.visit import VisitDialog
from eldercheck.tui.screens.walk import WalkScreen
from eldercheck.tui.widgets.figure_list import FigureList
from eldercheck.tui.widgets.row_list import RowList
from tests.builders import a_desk
from tests.county import codes, make_county
from tests.tui.driving import SETTINGS, Driver, running, with_branch
from tests.tui.test_screens import Pseudo, untranslated


def county_of(driver: Driver) -> CountyYear:
    screen = driver.app.screen
    assert isinstance(screen, ReadsYear) and screen.county is not None
    return screen.county


def listed(driver: Driver) -> list[str]:
    assert isinstance(driver.app.screen, UnitsScreen)
    return codes(driver.app.screen.listed)


def stand_on(driver: Driver, *parts: str) -> None:
    assert any(one.stand_on(target(*parts)) for one in driver.app.screen.query(FigureList))


async def test_a_line_of_the_county_counts_what_the_service_counts(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db"), (80, 40)) as driver:
        await driver.press("c")
        assert isinstance(driver.app.screen, CountyScreen)
        county = county_of(driver)
        line = next(line for line in driver.screen_text().splitlines() if "青山银行" in line)
        tally = county.tally(county.institutions[0])
        assert line.split()[1:5] == ["1", "·", "2", "3"]
        assert list(tally.by_state.values()) == [1, 0, 2, 3]
        assert str(county.table.institutions[0].score) in line
        assert "5/9 examined" in driver.screen_text()
        assert "青山县文明办" in driver.screen_text()
        assert "draft, not published" in driver.screen_text()


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (("of", "i1", "signed"), ["0102", "0151"]),
        (("of", "i1", ""), ["01", "0101", "0102", "0103", "0151", "0152"]),
        (("of", "", "in_progress"), ["0201"]),
        (("of", "", "planned"), ["0152", "02", "03"]),
        (("grade", "branch", "B"), ["0102"]),
        (("grade", "branch", "C"), ["0103"]),
        (("dimension", "branch", "facilities"), ["0103", "0102", "0101"]),
        (("item", "branch", "B-TM-06"), ["0102", "0103"]),
    ],
)
async def test_enter_on_a_figure_lists_the_units_behind_it(
    tmp_path: Path, figure: tuple[str, ...], expected: list[str]
) -> None:
    async with running(make_county(tmp_path / "a.db"), (100, 60)) as driver:
        await driver.press("c")
        stand_on(driver, *figure)
        await driver.press("enter")
        assert sorted(listed(driver)) == sorted(expected)
        if figure[0] == "dimension":
            assert listed(driver)[-1] == "0101"
        await driver.press("escape")
        assert isinstance(driver.app.screen, CountyScreen)
        assert driver.app.screen.query_one("#left", FigureList).target == target(*figure)


async def test_the_large_figures_and_the_digits_lead_behind_them(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db"), (130, 40)) as driver:
        await driver.press("c", "2")
        assert listed(driver) == ["0102", "0151"]
        await driver.press("escape", "３")
        assert listed(driver) == ["0103"]
        await driver.press("escape")
        await driver.pilot.click("BigFigures", offset=(4, 2))
        await driver.pilot.pause()
        assert listed(driver) == ["01", "0101", "0102", "0103", "0151"]


async def test_arrows_walk_the_figures_of_a_row_and_into_the_other_column(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db"), (130, 40)) as driver:
        await driver.press("c")
        left, right = (driver.app.screen.query_one(name, FigureList) for name in ("#left", "#right"))
        stand_on(driver, "of", "i1", "")
        await driver.press("right", "right")
        assert left.target == target("of", "i1", "signed")
        await driver.press("right", "right")
        assert right.has_focus
        await driver.press("left")
        assert left.has_focus


async def test_a_click_on_a_figure_lists_its_units(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db"), (80, 40)) as driver:
        await driver.press("c")
        _x, y = driver.find("青山银行")
        line = driver.screen_text().splitlines()[y]
        await driver.pilot.click(offset=(line.index("2") + 4, y))
        await driver.pilot.pause()
        assert listed(driver) == ["0102", "0151"]


async def test_enter_goes_to_the_unit_and_escape_back_to_its_row(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db"), (80, 40)) as driver:
        await driver.press("c")
        stand_on(driver, "of", "", "")
        await driver.press("enter")
        rows = driver.app.screen.query_one(RowList)
        for unit, screen in (("b2", ResultScreen), ("b4", WalkScreen), ("p2", StartDialog)):
            rows.move_to(unit)
            await driver.press("enter")
            assert isinstance(driver.app.screen, screen)
            await driver.press("escape")
            assert isinstance(driver.app.screen, UnitsScreen)
            assert rows.current == unit


async def test_an_examination_started_from_the_list_stands_in_the_county_at_once(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db"), (80, 40)) as driver:
        await driver.press("c")
        stand_on(driver, "of", "i1", "planned")
        await driver.press("enter", "enter", "enter")
        assert isinstance(driver.app.screen, VisitDialog)
        await driver.press("escape")
        assert isinstance(driver.app.screen, WalkScreen)
        await driver.press("escape", "escape")
        assert county_of(driver).tally(county_of(driver).institutions[0]).by_state["in_progress"] == 1


async def test_a_self_assessment_that_is_there_is_told_before_another_is_started(tmp_path: Path) -> None:
    with a_desk(make_county(tmp_path / "a.db")) as desk:
        unit = next(unit for unit in desk.casebook.units() if unit.id == "p2")
        desk.casebook.start(unit, "bank")
    async with running(tmp_path / "a.db", (80, 40)) as driver:
        await driver.press("c")
        stand_on(driver, "of", "i1", "planned")
        await driver.press("enter", "enter", "2")
        assert isinstance(driver.app.screen, StartDialog)
        assert "There is one already" in driver.screen_text()
        await driver.press("2")
        assert isinstance(driver.app.screen, WalkScreen)


async def test_the_year_before_is_one_key_away(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db"), (80, 40)) as driver:
        await driver.press("c", "left_square_bracket")
        assert county_of(driver).programme.year == 2025
        await driver.press("left_square_bracket")
        assert county_of(driver).programme.year == 2025
        await driver.press("】", "t")
        assert isinstance(driver.app.screen, GradesScreen)
        assert county_of(driver).programme.year == 2026


async def test_the_weakest_item_says_of_how_many_units_it_took_marks(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db"), (130, 50)) as driver:
        await driver.press("c")
        weak = next(one for one in county_of(driver).weakest if one.item.id == "B-TM-06")
        assert (weak.lost, weak.asked) == (("0102", "0103"), 3)
        assert "2 of 3  B-TM-06" in driver.screen_text()


async def test_last_year_stands_beside_this_year(tmp_path: Path) -> None:
    async with running(make_county(tmp_path / "a.db"), (80, 60)) as driver:
        await driver.press("c")
        screen = driver.app.screen
        assert isinstance(screen, CountyScreen) and screen.last is not None
        old, new = screen.last.institutions[0], county_of(driver).table.institutions[0]
        lines = [line for line in driver.screen_text().splitlines() if "→" in line and "青山银行" in line]
        assert str(old.score) in lines[0] and str(new.score) in lines[0]


async def test_an_empty_county_says_so_and_leads_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with a_desk(path) as desk:
        desk.casebook.add_unit("institution", "01", "青山银行")
    async with running(path, (60, 18)) as driver:
        await driver.press("c")
        assert "not opened yet" in driver.screen_text()
        await driver.press("4")
        assert listed(driver) == []
        await driver.press("enter", "escape", "escape")
        assert isinstance(driver.app.screen, HomeScreen)


def test_every_target_that_means_nothing_leads_nowhere(tmp_path: Path) -> None:
    make_county(tmp_path / "a.db")
    with a_desk(tmp_path / "a.db", "x") as desk:
        county = desk.county.year()
        assert behind(county, "") is None
        assert behind(county, target("item", "branch", "B-XX-99")) is None
        found = behind(county, target("left_out"))
        assert found is not None
        assert codes(found.units) == ["0152", "0201"]
        reasons: list[UnitYear] = [entry for entry in found.units if entry.why_not == "in_progress"]
        assert codes(reasons) == ["0201"]


@pytest.mark.parametrize(
    "keys",
    [("c",), ("c", "1"), ("t",), ("t", "2"), ("t", "f"), ("t", "o"), ("t", "enter"), ("t", "end", "enter")],
    ids=" ".join,
)
@pytest.mark.parametrize("size", [(60, 40), (80, 60), (160, 60)])
async def test_no_word_of_a_full_county_is_left_untranslated(
    tmp_path: Path, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    make_county(tmp_path / "a.db")
    language.use("zh", Pseudo())
    async with running(tmp_path / "a.db", size) as driver:
        await driver.press(*keys)
        assert untranslated(driver.screen_text()) == []


@pytest.mark.parametrize("key", ["c", "t"])
async def test_a_year_without_units_says_what_comes_first(tmp_path: Path, key: str) -> None:
    with_branch(tmp_path / "a.db")
    office = open_office(tmp_path / "a.db", SETTINGS)
    try:
        for unit in office.casebook.units():
            office.casebook.change_unit(replace(unit, closed="2001-01-01"))
    finally:
        office.close()
    async with running(tmp_path / "a.db") as driver:
        await driver.press(key)
        assert "No unit stands in this year yet." in driver.screen_text()

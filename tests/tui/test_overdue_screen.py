"""What is overdue on the county's screens, every step in a word, the first grade beside the final one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from eldercheck import language
from eldercheck.domain.answers import Given
from eldercheck.domain.programme import Programme
from eldercheck.services.appeals import Appeals
from eldercheck.services.rectification import Rectification
from eldercheck.tui.screens.case import CaseScreen
from eldercheck.tui.screens.county import CountyScreen
from eldercheck.tui.screens.grades import GradesScreen
from eldercheck.tui.screens.publish import PublishScreen
from eldercheck.tui.screens.roll_up import RollUpScreen
from eldercheck.tui.screens.units import UnitsScreen
from eldercheck.tui.widgets.row_list import RowList
from tests.builders import a_desk
from tests.county import codes
from tests.services.test_inbox import NAMES, approved, branch, noticed
from tests.tui.driving import Driver, running
from tests.tui.test_screens import Pseudo, untranslated


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Two years ago by any clock: one unit late, one looked at again, one with nothing to put right."""
    path = tmp_path / "a.db"
    with a_desk(path, start=datetime(2024, 3, 4, tzinfo=UTC)) as desk:
        desk.years.open(Programme(2024, authority="金融办"))
        bank = desk.casebook.add_unit("institution", "01", "甲[/x]行")
        other = desk.casebook.add_unit("institution", "02", "乙行")
        late = noticed(desk, branch(desk, bank, 1))
        Appeals(late).claim("B-GC-01", "有专人", "赵行长")
        Appeals(late).uphold("B-GC-01", Given("yes"), "照片为证", "周主任")
        again = noticed(desk, branch(desk, bank, 2), TM_06="0/4")
        Rectification(again).report_fixed("B-TM-06", "已换", "钱经理", "赵行长")
        Rectification(again).recheck("B-TM-06", Given("4/4"), NAMES)
        Rectification(again).close("王敏")
        approved(desk, bank)
        approved(desk, other)
    return path


def listed(driver: Driver) -> list[str]:
    assert isinstance(driver.app.screen, UnitsScreen)
    return codes(driver.app.screen.listed)


def line_of(driver: Driver, text: str) -> str:
    return next(line for line in driver.screen_text().splitlines() if text in line)


@pytest.mark.parametrize("size", [(60, 30), (80, 24), (120, 40)])
async def test_the_county_says_what_is_overdue_and_where(database: Path, size: tuple[int, int]) -> None:
    async with running(database, size) as driver:
        await driver.press("c")
        assert "! 1 finding overdue, in 1 unit" in driver.screen_text()
        assert " late" in line_of(driver, "How far")
        assert " 1 " in line_of(driver, "甲[/x]行")
        assert " · " in line_of(driver, "乙行")
        await driver.press("o")
        assert listed(driver) == ["0101"]
        await driver.press("escape")
        await driver.pilot.click(offset=(4, driver.find("finding overdue")[1]))
        await driver.pilot.pause()
        assert listed(driver) == ["0101"]


async def test_the_units_say_every_step_in_a_word_and_can_be_narrowed_to_what_is_late(database: Path) -> None:
    async with running(database, (130, 40)) as driver:
        await driver.press("c", "1")
        assert "ruled !" in line_of(driver, "0101")
        assert "1 finding overdue" in line_of(driver, "0101")
        assert "ended" in line_of(driver, "0102")
        assert "at first B 97.0 → A 100.0" in line_of(driver, "0102")
        await driver.press("o")
        assert listed(driver) == ["0101"]
        await driver.press("o")
        assert listed(driver) == ["01", "0101", "0102", "02"]


async def test_what_is_late_or_not_closed_leads_to_its_case(database: Path) -> None:
    async with running(database, (100, 40)) as driver:
        await driver.press("c", "o", "enter")
        assert isinstance(driver.app.screen, CaseScreen)
        await driver.press("escape", "escape", "escape", "y", "p")
        assert "objections decided · " in line_of(driver, "0101")
        driver.app.screen.query_one(RowList).move_to("unit open_cases 0101")
        await driver.press("enter")
        assert isinstance(driver.app.screen, CaseScreen)
        assert driver.app.screen.examination.unit.code == "0101"


async def test_a_county_with_nothing_overdue_has_no_column_for_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with a_desk(path) as desk:
        desk.years.open(Programme(2026))
        approved(desk, desk.casebook.add_unit("institution", "01", "甲行"))
    async with running(path) as driver:
        await driver.press("c")
        assert "overdue" not in driver.screen_text()
        assert "late" not in line_of(driver, "How far")
        await driver.press("ｏ")
        assert isinstance(driver.app.screen, CountyScreen)
        assert driver.notices() == ["No finding is overdue."]


async def test_the_first_grade_stands_beside_the_final_one_wherever_the_grade_is_explained(
    database: Path,
) -> None:
    async with running(database, (160, 60)) as driver:
        await driver.press("t", "2")
        assert isinstance(driver.app.screen, GradesScreen)
        assert "at first B 97.0 → A 100.0" in driver.screen_text()
        await driver.press("1", "enter")
        assert isinstance(driver.app.screen, RollUpScreen)
        assert "First grade and final grade" in driver.screen_text()
        assert "1 item re-checked" in driver.screen_text()
        await driver.press("escape", "escape", "y", "p")
        assert isinstance(driver.app.screen, PublishScreen)
        assert "Not as first told" in driver.screen_text()
        assert "after the objection" in driver.screen_text()
        assert "Told of the grade, but the case is not closed" in driver.screen_text()


@pytest.mark.parametrize("keys", [("c",), ("c", "o"), ("t", "2"), ("t", "enter"), ("y", "p")], ids=" ".join)
@pytest.mark.parametrize("size", [(60, 40), (130, 60)])
async def test_no_word_is_left_untranslated(
    database: Path, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    language.use("zh", Pseudo())
    async with running(database, size) as driver:
        await driver.press(*keys)
        assert untranslated(driver.screen_text()) == []

"""The inbox on the screen: what waits for whom, and the way to where it is done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eldercheck import language
from eldercheck.domain.programme import Programme
from eldercheck.services.appeals import Appeals
from eldercheck.tui.screens.case import CaseScreen
from eldercheck.tui.screens.home import HomeScreen
from eldercheck.tui.screens.inbox import InboxScreen
from eldercheck.tui.screens.publish import PublishScreen
from eldercheck.tui.screens.start import StartDialog
from eldercheck.tui.screens.walk import WalkScreen
from eldercheck.tui.widgets.row_list import RowList
from tests.builders import a_desk
from tests.services.test_inbox import TOO_MUCH, approved, branch, noticed, signed, written
from tests.tui.driving import SETTINGS, Driver, running, with_branch
from tests.tui.test_screens import Pseudo, untranslated


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    with a_desk(path) as desk:
        desk.years.open(Programme(2026, authority="金融办"))
        bank = desk.casebook.add_unit("institution", "01", "甲[/x]行")
        written(desk, branch(desk, bank, 1))
        signed(desk, branch(desk, bank, 2), TM_06="0/4")
        examination = noticed(desk, branch(desk, bank, 3))
        Appeals(examination).claim("B-GC-01", "有专人", "赵行长")
        desk.casebook.add_unit("institution", "02", "乙行")
    return path


def shown(driver: Driver) -> list[tuple[str, str]]:
    screen = driver.app.screen
    assert isinstance(screen, InboxScreen)
    return [(one.wait.kind, one.unit.code if one.unit else "") for one in screen.shown]


async def stand_on(driver: Driver, kind: str) -> None:
    screen = driver.app.screen
    assert isinstance(screen, InboxScreen)
    rows = screen.query_one("#waiting", RowList)
    rows.move_to(next(row.id for row in rows._rows if row.id.startswith(f"{kind} ")))
    await driver.press("enter")


async def test_each_role_has_its_list_and_is_remembered(database: Path) -> None:
    async with running(database) as driver:
        await driver.press("b")
        assert ("to_finish", "0101") in shown(driver)
        await driver.press("tab")
        assert driver.kept[-1].role == "bank"
        assert ("own_to_begin", "02") in shown(driver)
        await driver.press("3")
        assert {("to_look", "0102"), ("to_decide", "0103")} <= set(shown(driver))
        assert driver.kept[-1].role == "supervisor"
    async with running(database, settings=replace(SETTINGS, role="supervisor")) as driver:
        await driver.press("ｂ")
        assert ("to_look", "0102") in shown(driver)
        await driver.press("left", "left")
        assert ("to_finish", "0101") in shown(driver)


async def test_a_click_on_a_role_shows_its_list(database: Path) -> None:
    async with running(database) as driver:
        await driver.press("b")
        x, y = driver.find("Supervisor")
        await driver.pilot.click(offset=(x + 2, y))
        await driver.pilot.pause()
        assert ("to_decide", "0103") in shown(driver)


async def test_enter_goes_to_where_it_is_done_and_back(database: Path) -> None:
    async with running(database) as driver:
        await driver.press("b")
        await stand_on(driver, "to_finish")
        assert isinstance(driver.app.screen, WalkScreen)
        assert driver.app.screen.examination.unit.code == "0101"
        await driver.press("escape", "3")
        await stand_on(driver, "to_decide")
        assert isinstance(driver.app.screen, CaseScreen)
        assert driver.app.screen.examination.unit.code == "0103"
        await driver.press("escape")
        assert isinstance(driver.app.screen, InboxScreen)


async def test_a_self_assessment_is_begun_from_the_inbox_and_moves_on(database: Path) -> None:
    async with running(database) as driver:
        await driver.press("b", "2")
        before = shown(driver)
        await stand_on(driver, "own_to_begin")
        assert isinstance(driver.app.screen, StartDialog)
        await driver.press("enter")
        assert isinstance(driver.app.screen, WalkScreen)
        assert driver.app.screen.examination.assessment.party == "bank"
        code = driver.app.screen.examination.unit.code
        await driver.press("escape")
        assert ("own_to_begin", code) in before
        assert ("own_to_finish", code) in shown(driver)
        assert ("own_to_begin", code) not in shown(driver)


async def test_a_bank_chooses_itself_once(database: Path) -> None:
    async with running(database) as driver:
        await driver.press("b", "2", "f")
        await driver.type("乙\n")
        assert shown(driver) == [("own_to_begin", "02")]
        assert (driver.kept[-1].role, driver.kept[-1].bank) == ("bank", "02")
        await driver.press("escape")
        assert "1 waits" in driver.screen_text()
        await driver.press("b", "f", "enter")
        assert len(shown(driver)) > 3
        assert driver.kept[-1].bank == ""


async def test_a_published_year_that_is_corrected_leads_to_publishing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with a_desk(path) as desk:
        desk.years.open(Programme(2026, authority="金融办"))
        unit = branch(desk, desk.casebook.add_unit("institution", "01", "甲行"), 1)
        done = approved(desk, unit, TM_06="0/4")
        desk.publishing.publish(2026, TOO_MUCH)
        desk.casebook.resume(done.assessment.id).reopen("申诉成立")
    async with running(path, settings=replace(SETTINGS, role="supervisor")) as driver:
        await driver.press("b")
        assert shown(driver) == [("to_publish", "")]
        await driver.press("enter")
        assert isinstance(driver.app.screen, PublishScreen)


async def test_last_years_inbox_is_one_key_away_and_begins_nothing(database: Path) -> None:
    with a_desk(database, "x") as desk:
        desk.years.open(Programme(2027))
    async with running(database) as driver:
        await driver.press("b", "2")
        assert {kind for kind, _code in shown(driver)} == {"own_to_begin"}
        await driver.press("left_square_bracket")
        assert "Inbox · 2026" in driver.screen_text()
        assert ("to_respond", "0103") in shown(driver)
        assert "own_to_begin" not in dict(shown(driver))
        await driver.press("【", "】")
        assert driver.notices() == ["No earlier year was opened."]
        assert "Inbox · 2027" in driver.screen_text()


async def test_home_says_how_much_waits_for_the_role_in_view_last(database: Path) -> None:
    async with running(database) as driver:
        await driver.press("b")
        number = len(shown(driver))
        await driver.press("escape")
        assert isinstance(driver.app.screen, HomeScreen)
        assert f"{number} wait" in driver.screen_text()


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
async def test_an_empty_inbox_says_what_it_is_for(tmp_path: Path, size: tuple[int, int]) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db", size) as driver:
        for key, word in (("b", "not signed"), ("2", "self-assessments"), ("3", "to decide")):
            await driver.press(key, "enter")
            text = " ".join(driver.screen_text().split())
            assert "Nothing waits." in text
            assert "The year is not opened yet" in text
            assert word in text
            assert isinstance(driver.app.screen, InboxScreen)


@pytest.mark.parametrize("keys", [("b",), ("b", "2"), ("b", "3")], ids=" ".join)
@pytest.mark.parametrize("size", [(60, 18), (130, 45)])
async def test_no_word_of_a_full_inbox_is_left_untranslated(
    database: Path, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    language.use("zh", Pseudo())
    async with running(database, size) as driver:
        await driver.press(*keys)
        assert untranslated(driver.screen_text()) == []
        assert "甲[/x]行" in driver.screen_text() or keys != ("b", "2")

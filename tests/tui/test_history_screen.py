"""The history on the screen: reached by one key, filtered by item and matter, read as it stood then."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import Input

from eldercheck.assemble import open_office
from eldercheck.domain.answers import Given
from eldercheck.tui.screens.export import ExportDialog
from eldercheck.tui.screens.history import HistoryScreen
from eldercheck.tui.screens.page import PageDialog
from eldercheck.tui.screens.result import ResultScreen
from eldercheck.tui.screens.walk import WalkScreen
from tests.builders import visited
from tests.tui.driving import SETTINGS, Driver, running
from tests.tui.test_screens import answered_branch

SHA = "ab12cd34ef56" * 5 + "ab12"
ITEM = "B-TM-06"


def a_case(path: Path) -> str:
    """A branch that was answered, put right, shown by a photo and signed."""
    assessment = answered_branch(path, B_TM_06=Given("0/4"))
    office = open_office(path, SETTINGS)
    try:
        examination = visited(office.casebook.resume(assessment))
        examination.answer(ITEM, Given("2/4"))
        photo = {"sha256": SHA, "name": "a.jpg", "size": 2_300_000, "media": "image/jpeg"}
        about = {"evidence": "p1", "item": ITEM, "purpose": "answer", "kind": "photo", "text": "面板"}
        examination.append("attached", **about, name="陈[志]远", file=photo)
        examination.sign(["林晓梅", "陈[志]远"])
    finally:
        office.close()
    return assessment


def on_history(driver: Driver) -> HistoryScreen:
    assert isinstance(driver.app.screen, HistoryScreen)
    return driver.app.screen


async def test_the_result_leads_to_the_history_and_back(tmp_path: Path) -> None:
    a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "g", "h")
        screen = on_history(driver)
        text = driver.screen_text()
        assert "signed: score" in text
        assert "陈[志]远" in text
        assert len(screen.listed) > 50
        await driver.press("escape")
        assert isinstance(driver.app.screen, ResultScreen)


async def test_an_item_clicked_on_a_signed_result_is_traced_to_its_evidence(tmp_path: Path) -> None:
    a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db", (110, 40)) as driver:
        await driver.press("down", "g")
        await driver.pilot.click(offset=driver.find(ITEM))
        await driver.pilot.pause()
        screen = on_history(driver)
        kinds = [entry.event.kind for entry in screen.listed]
        assert (screen.item, kinds[:3]) == (ITEM, ["answered", "answered", "attached"])
        text = driver.screen_text()
        assert f"SHA-256 {SHA[:12]}" in text
        assert f"{ITEM}: 0/4 → 2/4" in text
        assert "now: 2/4" in text


async def test_the_walk_opens_the_history_of_the_item_in_hand(tmp_path: Path) -> None:
    answered_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter", "home", "ｈ")
        screen = on_history(driver)
        assert screen.item == "B-GC-01"
        assert [entry.event.kind for entry in screen.listed] == ["answered"]
        await driver.press("a")
        assert screen.item == ""
        assert len(screen.listed) > 50
        await driver.press("escape")
        assert isinstance(driver.app.screen, WalkScreen)


async def test_matters_go_round_and_can_be_clicked(tmp_path: Path) -> None:
    a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db", (100, 30)) as driver:
        await driver.press("down", "h")
        screen = on_history(driver)
        await driver.press("right")
        assert {entry.group for entry in screen.listed} == {"answers"}
        await driver.press("g")
        assert {entry.group for entry in screen.listed} == {"evidence"}
        assert screen.listed[-1].event.kind == "attached"
        await driver.press("left", "left", "left")
        assert {entry.group for entry in screen.listed} == {"year"}
        assert "the year: opened the year" in driver.screen_text()
        await driver.pilot.click(offset=driver.find("second look"))
        await driver.pilot.pause()
        assert [entry.event.kind for entry in screen.listed] == ["signed"]
        await driver.press("right", "right")
        assert screen.group is None


async def test_an_item_is_found_by_its_words(tmp_path: Path) -> None:
    a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "h", "slash")
        driver.app.screen.query_one(Input).value = "tm-06"
        await driver.press("enter")
        assert on_history(driver).item == ITEM


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
async def test_enter_shows_the_sheet_as_it_stood_right_after(tmp_path: Path, size: tuple[int, int]) -> None:
    a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db", size) as driver:
        await driver.press("down", "h", "right", "home")
        answered = on_history(driver).listed
        assert answered[-1].event.payload["answer"] == "2/4"
        await driver.press("down", "enter")
        assert isinstance(driver.app.screen, PageDialog)
        assert "As it stood right after that" in driver.screen_text()
        await driver.press("end")
        await driver.press("escape")
        assert isinstance(driver.app.screen, HistoryScreen)


async def test_answers_changed_later_are_marked_on_the_page(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db", (110, 90)) as driver:
        driver.app.screen.show_history(assessment, ITEM)  # type: ignore[attr-defined]
        await driver.pilot.pause()
        await driver.press("end", "enter")
        text = driver.screen_text()
        assert "now: 2/4" in text
        assert "≠ B-TM-06 0/4" in text
        assert "being filled in" in text


async def test_the_year_before_the_assessment_has_no_sheet_and_says_so(tmp_path: Path) -> None:
    a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "h", "end", "enter")
        assert isinstance(driver.app.screen, HistoryScreen)
        assert any("Nothing had been said" in notice for notice in driver.notices())


async def test_a_unit_without_an_assessment_has_no_history(tmp_path: Path) -> None:
    a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("home", "h")
        assert not isinstance(driver.app.screen, HistoryScreen)
        assert any("no assessment" in notice for notice in driver.notices())


async def test_a_click_on_an_entry_opens_it_and_export_offers_what_is_shown(tmp_path: Path) -> None:
    a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "h")
        await driver.pilot.click(offset=driver.find("signed: score"))
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, PageDialog)
        await driver.press("escape", "x")
        assert isinstance(driver.app.screen, ExportDialog)


async def test_a_history_that_was_altered_is_named_in_its_place(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        with closing(sqlite3.connect(tmp_path / "a.db")) as connection, connection:
            triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (name,) in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute("UPDATE event SET author = '别人' WHERE kind = 'signed'")
        driver.app.screen.show_history(assessment)  # type: ignore[attr-defined]
        await driver.pilot.pause()
        assert on_history(driver).listed == ()
        await driver.pilot.pause(0.1)
        text = driver.screen_text()
        assert "is not as it was written" in text
        assert "Back" in text.splitlines()[-1]
        assert "One item" not in text


@pytest.mark.parametrize("keys", [("c", "down", "enter", "end", "h"), ("t", "enter", "end", "h")])
async def test_the_lists_of_units_lead_to_the_history(tmp_path: Path, keys: tuple[str, ...]) -> None:
    a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press(*keys)
        on_history(driver)

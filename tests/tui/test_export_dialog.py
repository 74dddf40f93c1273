"""Handing over from the screen: what is written, what is never overwritten unasked, and how it is stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input

from eldercheck.reports.report import Column, Report
from eldercheck.tui.papers import Paper, file_name
from eldercheck.tui.screens.export import ExportDialog
from eldercheck.tui.screens.grades import GradesScreen
from eldercheck.tui.screens.result import ResultScreen
from eldercheck.tui.widgets.choice import Choice
from tests.county import make_county
from tests.tui.driving import Driver, running


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the dialog offers."""
    folder = tmp_path / "documents"
    folder.mkdir()
    monkeypatch.setattr("eldercheck.tui.screens.export.own_folder", lambda: folder)
    return folder


def dialog(driver: Driver) -> ExportDialog:
    assert isinstance(driver.app.screen, ExportDialog)
    return driver.app.screen


def path_of(driver: Driver) -> Path:
    return Path(dialog(driver).query_one("#path", Input).value)


async def wait_until_done(driver: Driver) -> None:
    for _turn in range(400):
        await driver.pilot.pause(0.02)
        if not isinstance(driver.app.screen, ExportDialog) or driver.app.screen._stop is None:
            return
    raise AssertionError("still writing")


async def test_the_grade_table_is_written_under_a_name_that_says_what_it_is(
    tmp_path: Path, documents: Path
) -> None:
    async with running(make_county(tmp_path / "a.db")) as driver:
        await driver.press("t", "x")
        assert path_of(driver) == documents / "青山县文明办 grade table 2026.xlsx"
        await driver.press("tab", "5")
        assert path_of(driver).suffix == ".json"
        await driver.press("enter")
        await wait_until_done(driver)
        assert isinstance(driver.app.screen, GradesScreen)
        (written,) = documents.iterdir()
        table = json.loads(written.read_text(encoding="utf-8"))
        score = driver.app.county.year().table.institutions[0].score
        assert table["institutions"][0]["score"] == str(score)
        assert table["published"] is False
        assert any(str(written) in said.message for said in driver.app._notifications)


async def test_report_form_and_name_follow_each_other(tmp_path: Path, documents: Path) -> None:
    async with running(make_county(tmp_path / "a.db")) as driver:
        await driver.press("c", "x", "2")
        assert path_of(driver).name == "青山县文明办 grade table 2026, internal.xlsx"
        dialog(driver).query_one("#path", Input).value = f"{documents}/mine.docx"
        await driver.pilot.pause()
        assert dialog(driver).query_one("#form", Choice).value == "docx"
        await driver.press("3")
        assert path_of(driver).name == "mine.docx"
        await driver.press("tab", "4")
        assert path_of(driver).name == "mine.csv"


async def test_a_file_that_is_there_is_replaced_only_when_asked_twice(
    tmp_path: Path, documents: Path
) -> None:
    there = documents / "old.csv"
    there.write_text("mine", encoding="utf-8")
    async with running(make_county(tmp_path / "a.db")) as driver:
        await driver.press("t", "x")
        dialog(driver).query_one("#path", Input).value = str(there)
        await driver.press("enter")
        await wait_until_done(driver)
        assert "old.csv is there already" in driver.screen_text()
        assert there.read_text(encoding="utf-8") == "mine"
        await driver.press("enter")
        await wait_until_done(driver)
        assert isinstance(driver.app.screen, GradesScreen)
        assert "青山银行" in there.read_text(encoding="utf-8-sig")


async def test_a_name_without_an_end_takes_that_of_the_form(tmp_path: Path, documents: Path) -> None:
    async with running(make_county(tmp_path / "a.db")) as driver:
        await driver.press("t", "x")
        dialog(driver).query_one("#path", Input).value = str(documents / "v1.2 table")
        await driver.press("enter")
        await wait_until_done(driver)
        assert [path.name for path in documents.iterdir()] == ["v1.2 table.xlsx"]


async def test_what_goes_wrong_is_said_and_the_path_stays(tmp_path: Path, documents: Path) -> None:
    async with running(make_county(tmp_path / "a.db")) as driver:
        await driver.press("t", "x")
        dialog(driver).query_one("#path", Input).value = str(documents / "none" / "a.csv")
        await driver.press("enter")
        await wait_until_done(driver)
        assert "There is no folder" in driver.screen_text()
        assert path_of(driver).name == "a.csv"
        dialog(driver).query_one("#path", Input).value = ""
        await driver.press("enter")
        assert "needed" in driver.screen_text()
        assert list(documents.iterdir()) == []


async def test_escape_stops_a_long_report_and_leaves_no_half_file(tmp_path: Path, documents: Path) -> None:
    def rows() -> Iterator[tuple[str, ...]]:
        while True:
            yield ("x",)

    def make() -> Report:
        return Report("t", (), "", False, (Column("a", "A"),), rows(), 10**9)

    async with running(make_county(tmp_path / "a.db")) as driver:
        driver.app.push_screen(ExportDialog([Paper("endless", "endless", "endless", make)]))
        await driver.pilot.pause()
        await driver.press("tab", "4", "enter")
        for _turn in range(400):
            await driver.pilot.pause(0.02)
            if "1,000,000,000 rows" in driver.screen_text():
                break
        await driver.press("escape")
        await wait_until_done(driver)
        assert "Stopped as you wished" in driver.screen_text()
        assert list(documents.iterdir()) == []
        await driver.press("escape")
        assert not isinstance(driver.app.screen, ExportDialog)


async def test_a_result_hands_over_its_sheet(tmp_path: Path, documents: Path) -> None:
    async with running(make_county(tmp_path / "a.db")) as driver:
        await driver.press("t", "2", "down", "enter")
        assert isinstance(driver.app.screen, ResultScreen)
        await driver.press("ｘ", "tab", "4", "enter")
        await wait_until_done(driver)
        (written,) = documents.iterdir()
        assert written.name == "0102 柳林支行 scored sheet 2026.csv"
        assert "B-TM-06" in written.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("  ..  ", "eldercheck"),
        ("县\x07文明办.", "县文明办"),
        ("名" * 200, "名" * 80),
        ("con", "_con"),
        ("NUL.2026 grade table", "_NUL.2026 grade table"),
        ("contact 1", "contact 1"),
    ],
)
def test_a_name_fits_every_system(text: str, name: str) -> None:
    assert file_name(text) == name

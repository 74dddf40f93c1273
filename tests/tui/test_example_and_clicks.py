"""Opening examples beside real work, clicking what stands everywhere, and what is typed when a save fails."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from eldercheck.assemble import Office, open_office
from eldercheck.domain.errors import EldercheckError
from eldercheck.storage.errors import DiskFullError
from eldercheck.tui.screens.help import HelpScreen
from eldercheck.tui.screens.home import HomeScreen
from eldercheck.tui.screens.note import NoteDialog
from eldercheck.tui.screens.notices import ProblemDialog
from tests.tui.driving import SETTINGS, running, with_branch


@pytest.mark.parametrize("name", [".example", "a.db.example", "link.db"])
def test_closing_takes_nothing_of_the_users_away(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("keep me", encoding="utf-8")
    with_branch(folder / "a.db")
    (folder / "a.db").rename(folder / "a.db.example")
    before = (folder / "a.db.example").read_bytes()
    if name == "link.db":
        (folder / name).symlink_to(folder / "a.db.example")
    try:
        office = open_office(folder / name, SETTINGS)
    except EldercheckError:
        office = None
    if office is not None:
        if name != ".example":
            assert office.is_copy
            office.casebook.add_unit("institution", "99", "新")
        office.close()
    assert (folder / "letter.txt").read_text(encoding="utf-8") == "keep me"
    assert (folder / "a.db.example").read_bytes() == before


async def test_the_example_takes_the_place_of_the_walk_and_never_its_answers(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter", "enter")
        driver.app.open_example()
        for _turn in range(400):
            if driver.app._opened.is_copy:
                break
            await driver.pilot.pause(0.05)
        await driver.pilot.pause(0.2)
        assert isinstance(driver.app.screen, HomeScreen)
    office = open_office(tmp_path / "a.db", SETTINGS)
    score = office.casebook.overview()[1].cases[0].score
    assert score is not None
    assert score.answered == 0
    office.close()


async def test_the_title_says_that_the_example_is_being_opened_and_it_is_opened_once(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    may_go_on, opened = Event(), list[Office]()

    def slowly() -> Office:
        may_go_on.wait(20)
        opened.append(open_office(tmp_path / "other.db", SETTINGS))
        return opened[-1]

    async with running(tmp_path / "a.db") as driver:
        driver.app._example = slowly
        await driver.press("x", "x")
        assert "opening…" in driver.screen_text()
        assert not opened
        may_go_on.set()
        for _turn in range(400):
            if driver.app._opened.path.name == "other.db":
                break
            await driver.pilot.pause(0.05)
        await driver.pilot.pause(0.2)
        assert "other.db" in driver.screen_text()
        assert "opening…" not in driver.screen_text()
    assert len(opened) == 1


async def test_help_opens_by_click_on_every_screen(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db", (100, 24)) as driver:
        for keys in ((), ("down", "enter", "enter", "escape"), ("r",)):
            await driver.press(*keys)
            await driver.pilot.click(offset=driver.find("? Help"))
            await driver.pilot.pause()
            assert isinstance(driver.app.screen, HelpScreen)
            await driver.press("escape", "question_mark")
            assert isinstance(driver.app.screen, HelpScreen)
            await driver.press("escape")


async def test_a_note_whose_save_fails_is_still_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter", "enter", "escape", "m")
        await driver.type("重要")

        def full(*_arguments: object) -> None:
            raise DiskFullError(tmp_path / "a.db")

        with monkeypatch.context() as patch:
            patch.setattr(type(driver.app.casebook._assessments), "append_note", full)
            await driver.press("ctrl+s")
            assert isinstance(driver.app.screen, ProblemDialog)
            await driver.press("enter")
        assert isinstance(driver.app.screen, NoteDialog)
        assert "重要" in driver.screen_text()
        await driver.press("ctrl+s")
        assert driver.stored(driver.walk.examination.assessment.id).sheet.notes == {"B-GC-01": "重要"}


async def test_a_taken_code_leaves_what_was_typed(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("a")
        await driver.type("0101")
        await driver.press("tab")
        await driver.type("长长的名字\n")
        await driver.press("enter")
        assert "长长的名字" in driver.screen_text()


async def test_quitting_works_in_a_dialog(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("a", "ctrl+q")
        assert driver.app.return_code == 0

"""The evidence of an item on the screen, as the store then holds it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from eldercheck.assemble import open_office
from eldercheck.domain.evidence import Evidence
from eldercheck.domain.programme import Programme
from eldercheck.tui import outside
from eldercheck.tui.screens.add_evidence import AddFilesDialog
from eldercheck.tui.screens.choose_file import ChooseFileScreen
from eldercheck.tui.screens.evidence import EvidenceScreen
from eldercheck.tui.screens.evidence_words import DetachDialog, WordsDialog
from eldercheck.tui.screens.notices import ProblemDialog
from eldercheck.tui.screens.review import ReviewScreen
from eldercheck.tui.screens.walk import WalkScreen
from eldercheck.tui.widgets.half_cells import HalfCells
from eldercheck.tui.widgets.row_list import RowList
from tests.pictures import A_PDF, a_file, a_picture, phone_picture
from tests.tui.driving import SETTINGS, Driver, running
from tests.tui.test_screens import answered_branch

ITEM = "B-GC-01"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


async def until(driver: Driver, holds: Callable[[], bool]) -> None:
    """Wait for what a thread brings."""
    for _turn in range(300):
        if holds():
            return
        await driver.pilot.pause(0.02)
    raise AssertionError(driver.screen_text())


async def open_walk(driver: Driver) -> None:
    await driver.press("down", "enter")
    await until(driver, lambda: isinstance(driver.app.screen, WalkScreen))
    await driver.press("home")


async def paste(driver: Driver, text: str) -> None:
    driver.app.post_message(events.Paste(text))
    await driver.pilot.pause()


def stored(path: Path, assessment: str) -> tuple[Evidence, ...]:
    office = open_office(path, SETTINGS, read_only=True)
    try:
        return office.casebook.resume(assessment).evidence
    finally:
        office.close()


async def attach(driver: Driver, path: Path) -> None:
    await driver.press("a")
    await paste(driver, f"'{path}'")
    await driver.press("enter")
    await until(driver, lambda: isinstance(driver.app.screen, EvidenceScreen))


async def test_a_pasted_photo_is_attached_shown_and_said_on_the_card(tmp_path: Path) -> None:
    assessment = answered_branch(tmp_path / "a.db")
    photo = a_file(tmp_path, "前门 [b].jpg", phone_picture())
    async with running(tmp_path / "a.db") as driver:
        await open_walk(driver)
        assert "still missing" in driver.screen_text()
        await driver.press("e")
        assert "Nothing is attached yet." in driver.screen_text()
        await attach(driver, photo)
        look = driver.app.screen.query_one(HalfCells)
        await until(driver, lambda: look.small is not None)
        text = driver.screen_text()
        assert "前门 [b].jpg" in text
        assert "2026-03-02 09:08" in text
        assert "▀" in text
        await driver.press("escape")
        assert "still missing" not in driver.screen_text()
        assert "photo 1" in driver.screen_text()
    (piece,) = stored(tmp_path / "a.db", assessment)
    assert (piece.item, piece.kind, piece.name) == (ITEM, "photo", "林晓梅")


@pytest.mark.parametrize("form", ["'{}'", '"{}" ', "& '{}'", "{}\n", "file://{}"])
async def test_a_path_that_is_pasted_in_the_walk_is_asked_about(tmp_path: Path, form: str) -> None:
    assessment = answered_branch(tmp_path / "a.db")
    photo = a_file(tmp_path, "a b.jpg", a_picture())
    name = photo.as_posix().replace(" ", "%20") if form.startswith("file") else str(photo)
    async with running(tmp_path / "a.db") as driver:
        await open_walk(driver)
        await paste(driver, form.format(name))
        await until(driver, lambda: isinstance(driver.app.screen, AddFilesDialog))
        await driver.press("enter")
        await until(driver, lambda: isinstance(driver.app.screen, EvidenceScreen))
    (piece,) = stored(tmp_path / "a.db", assessment)
    assert piece.file is not None
    assert piece.file.name == "a b.jpg"


async def test_a_pasted_number_is_still_a_number(tmp_path: Path) -> None:
    answered_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await open_walk(driver)
        await driver.press("down")
        await paste(driver, "12.5")
        assert driver.walk.typed == "12.5"
        await paste(driver, "/tmp/a.jpg")
        assert isinstance(driver.app.screen, WalkScreen)


async def test_several_files_are_taken_and_those_refused_stay_to_be_mended(tmp_path: Path) -> None:
    assessment = answered_branch(tmp_path / "a.db")
    good, bad = a_file(tmp_path, "a.pdf", A_PDF), a_file(tmp_path, "b.jpg", HEIC)
    async with running(tmp_path / "a.db") as driver:
        await open_walk(driver)
        await driver.press("e", "a")
        await paste(driver, f'"{bad}" "{good}" "{tmp_path / "gone.jpg"}"')
        await driver.press("enter")
        await until(driver, lambda: "HEIC" in driver.box_text())
        assert "1 attached." in driver.box_text()
        assert "1 more was refused." in driver.box_text()
        assert driver.app.screen.query_one(Input).value == f'"{bad}" "{tmp_path / "gone.jpg"}"'
        await driver.press("escape")
        assert "a.pdf" in driver.screen_text()
        assert "PDF document" in driver.screen_text()
    (piece,) = stored(tmp_path / "a.db", assessment)
    assert piece.kind == "document"


async def test_the_same_file_is_refused_here_and_said_of_another_item(tmp_path: Path) -> None:
    assessment = answered_branch(tmp_path / "a.db")
    photo = a_file(tmp_path, "a.jpg", a_picture())
    async with running(tmp_path / "a.db") as driver:
        await open_walk(driver)
        await driver.press("e")
        await attach(driver, photo)
        await driver.press("a")
        await paste(driver, str(photo))
        await driver.press("enter")
        await until(driver, lambda: "same content" in driver.box_text())
        await driver.press("escape", "escape", "down", "e")
        await attach(driver, photo)
        assert any(ITEM in notice for notice in driver.notices())
    assert len(stored(tmp_path / "a.db", assessment)) == 2


async def test_words_are_attached_and_a_persons_number_is_refused(tmp_path: Path) -> None:
    assessment = answered_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await open_walk(driver)
        await driver.press("e", "t")
        assert isinstance(driver.app.screen, WordsDialog)
        assert "tallies only" in driver.box_text()
        await driver.type("13812345678\n")
        assert "mobile number" in driver.box_text()
        driver.app.screen.query_one("#text", Input).value = "青银发〔2026〕3号"
        await driver.press("enter")
        assert isinstance(driver.app.screen, EvidenceScreen)
        assert "青银发〔2026〕3号" in driver.screen_text()
    (piece,) = stored(tmp_path / "a.db", assessment)
    assert (piece.kind, piece.text, piece.file) == ("document", "青银发〔2026〕3号", None)


async def test_a_piece_is_taken_off_with_a_reason_and_comes_back(tmp_path: Path) -> None:
    assessment = answered_branch(tmp_path / "a.db")
    photo = a_file(tmp_path, "a.jpg", a_picture())
    async with running(tmp_path / "a.db") as driver:
        await open_walk(driver)
        await driver.press("e")
        await attach(driver, photo)
        await driver.press("d", "enter")
        assert isinstance(driver.app.screen, DetachDialog)
        assert "needs a reason" in driver.box_text()
        await driver.type("拍错了\n")
        assert "Nothing is attached yet." in driver.screen_text()
        assert stored(tmp_path / "a.db", assessment) == ()
        await driver.press("u")
        assert "a.jpg" in driver.screen_text()
    assert len(stored(tmp_path / "a.db", assessment)) == 1


async def test_a_file_is_chosen_from_the_folders(tmp_path: Path) -> None:
    assessment = answered_branch(tmp_path / "a.db")
    inner = tmp_path / "photos" / "照片 [1]"
    inner.mkdir(parents=True)
    a_file(inner, "a.jpg", a_picture())
    a_file(inner, "notes.txt", b"x")
    a_file(inner, ".hidden.jpg", a_picture())
    async with running(tmp_path / "a.db") as driver:
        driver.app.evidence_folder = inner.parent
        await open_walk(driver)
        await driver.press("e", "a", "ctrl+o")
        await until(driver, lambda: "照片 [1]/" in driver.screen_text())
        await driver.press("enter")
        await until(driver, lambda: "a.jpg" in driver.screen_text())
        assert "notes.txt" not in driver.screen_text()
        assert "hidden" not in driver.screen_text()
        await driver.press("backspace")
        await until(driver, lambda: "照片 [1]/" in driver.screen_text())
        await driver.press("enter")
        await until(driver, lambda: "a.jpg" in driver.screen_text())
        assert isinstance(driver.app.screen, ChooseFileScreen)
        await driver.press("enter")
        await until(driver, lambda: isinstance(driver.app.screen, EvidenceScreen))
        assert driver.app.evidence_folder == inner
    assert len(stored(tmp_path / "a.db", assessment)) == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
async def test_a_folder_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    answered_branch(tmp_path / "a.db")
    (tmp_path / "b" / "shut").mkdir(parents=True, mode=0)
    async with running(tmp_path / "a.db") as driver:
        driver.app.evidence_folder = tmp_path / "b"
        await open_walk(driver)
        await driver.press("e", "a", "ctrl+o")
        await until(driver, lambda: "shut/" in driver.screen_text())
        await driver.press("enter")
        await until(driver, lambda: bool(driver.notices()))
        assert "shut" in driver.notices()[0]


async def test_a_copy_is_opened_outside_and_a_fault_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessment = answered_branch(tmp_path / "a.db")
    photo = a_file(tmp_path, "a.jpg", phone_picture())
    opened: list[Path] = []

    def opener(path: Path) -> bool:
        opened.append(path)
        return len(opened) == 1

    monkeypatch.setattr(outside, "_open", opener)
    async with running(tmp_path / "a.db") as driver:
        await open_walk(driver)
        await driver.press("e")
        await attach(driver, photo)
        await driver.press("o")
        await until(driver, lambda: "opened: a copy" in driver.screen_text())
        await driver.press("enter")
        await until(driver, lambda: isinstance(driver.app.screen, ProblemDialog))
        assert "No program on this computer opens a.jpg" in driver.box_text()
    (piece,) = stored(tmp_path / "a.db", assessment)
    assert piece.file
    kept = tmp_path / "a.db.evidence" / piece.file.sha256[:2] / f"{piece.file.sha256}.jpg"
    assert opened[0] != kept
    assert b"GPS" not in opened[0].read_bytes()
    assert kept.read_bytes() == photo.read_bytes()


async def test_a_lost_picture_says_so_in_its_place(tmp_path: Path) -> None:
    answered_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await open_walk(driver)
        await driver.press("e")
        await attach(driver, a_file(tmp_path, "a.jpg", a_picture()))
        for path in (tmp_path / "a.db.evidence").rglob("*.jpg"):
            path.unlink()
        await driver.press("escape", "e")
        await until(driver, lambda: "is not there" in driver.screen_text())


@pytest.mark.parametrize("rule", ["block", "warn", "pass"])
async def test_the_review_says_what_is_missing_and_what_that_does(tmp_path: Path, rule: str) -> None:
    answered_branch(tmp_path / "a.db")
    office = open_office(tmp_path / "a.db", SETTINGS)
    programme = office.years.programmes()[-1]
    office.years.change(_with(programme, rule), "")
    office.close()
    said = {"block": "not signed without it", "warn": "may be signed", "pass": "let pass"}
    async with running(tmp_path / "a.db") as driver:
        await open_walk(driver)
        await driver.press("r")
        assert isinstance(driver.app.screen, ReviewScreen)
        assert said[rule] in driver.screen_text()
        assert ITEM in driver.screen_text()
        blocked = "The missing evidence comes before signing" in driver.screen_text()
        assert blocked is (rule == "block")
        driver.app.screen.query_one(RowList).move_to(f"{ITEM} evidence")
        await driver.press("enter")
        assert driver.walk.item_id == ITEM


def _with(programme: Programme, rule: str) -> Programme:
    return replace(programme, evidence=rule, visit_record=False)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
async def test_a_picture_fits_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    answered_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db", size) as driver:
        await open_walk(driver)
        await driver.press("e")
        await attach(driver, a_file(tmp_path, "a.jpg", a_picture(size=(4000, 3000))))
        look = driver.app.screen.query_one(HalfCells)
        await until(driver, lambda: look.small is not None)
        assert look.small is not None
        assert look.small.width <= look.room[0] <= size[0] - 28
        assert look.small.height <= look.room[1]
        lines = driver.screen_text().splitlines()
        assert sum("▀" in line for line in lines) == (look.small.height + 1) // 2

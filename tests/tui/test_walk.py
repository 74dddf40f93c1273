"""The walk: every answer kind by its keys; what the store then holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widgets import Input

from eldercheck.assemble import open_office
from eldercheck.domain.answer_kinds import Measure
from eldercheck.tui.screens.home import HomeScreen
from eldercheck.tui.screens.review import ReviewScreen
from eldercheck.tui.screens.sign import SignDialog
from eldercheck.tui.screens.walk import WalkScreen
from tests.builders import full_answers
from tests.tui.driving import SETTINGS, Driver, running, with_branch


async def begin(driver: Driver) -> None:
    """Start an examination of the only branch; its visit is recorded later."""
    await driver.press("down", "enter")
    await driver.press("enter")
    await driver.press("escape")
    assert driver.walk.item_id == "B-GC-01"


async def go(driver: Driver, item_id: str) -> None:
    await driver.press("slash")
    await driver.type(item_id)
    await driver.press("enter")
    assert driver.walk.item_id == item_id


@pytest.mark.parametrize(
    ("item", "keys", "stored"),
    [
        ("B-GC-01", "y", "yes"),
        ("B-GC-01", "1", "yes"),
        ("B-GC-01", "１", "yes"),
        ("B-GC-01", "n", "no"),
        ("B-GC-01", "0", "no"),
        ("B-GC-01", "ｎ", "no"),
        ("B-FA-02", "2", "2"),
        ("B-FA-02", "３", "3"),
        ("B-GC-04", "4", "4/5"),
        ("B-TM-01", "2/3\n", "2/3"),
        ("B-TM-01", "２／３\n", "2/3"),
        ("B-TM-01", "2 3\n", "2/3"),
        ("B-TM-01", "0/0\n", "0/0"),
        ("B-GC-02", "12.5\n", "12.5"),
        ("B-GC-02", "１２。５\n", "12.5"),
    ],
)
async def test_each_kind_is_answered_by_its_keys(tmp_path: Path, item: str, keys: str, stored: str) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        await go(driver, item)
        await driver.type(keys)
        assert driver.answers() == {item: stored}
        assert driver.walk.item_id == driver.walk.examination.neighbour(item, 1)


@pytest.mark.parametrize(
    ("item", "keys"),
    [
        ("B-TM-01", "5/3\n"),
        ("B-TM-01", "3\n"),
        ("B-TM-01", "1e9\n"),
        ("B-TM-01", "3/x\n"),
        ("B-GC-02", "1e9\n"),
        ("B-GC-02", "1.2.3\n"),
        ("B-GC-04", "7"),
        ("B-FA-02", "9"),
        ("B-GC-01", "5"),
        ("B-PU-03", "1/4\n"),
    ],
)
async def test_wrong_input_is_answered_beside_the_field_and_stores_nothing(
    tmp_path: Path, item: str, keys: str
) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        await go(driver, item)
        await driver.type(keys)
        assert driver.answers() == {}
        assert driver.walk.item_id == item
        assert driver.walk.fault
        assert driver.walk.fault[:20] in driver.screen_text()


async def test_not_applicable_takes_the_listed_reason_or_ones_own(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        await go(driver, "B-GC-05")
        await driver.press("minus", "enter")
        await go(driver, "B-FA-08")
        await driver.press("－")
        await driver.type("zi ding")
        await driver.press("enter")
        listed = driver.walk.examination.checklist.item("B-GC-05").not_applicable
        assert listed is not None
        assert driver.answers() == {"B-GC-05": f"-{listed.en}", "B-FA-08": "-zi ding"}


async def test_an_item_that_always_applies_says_so(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        await driver.press("minus")
        assert "cannot be left out" in driver.walk.fault
        assert driver.answers() == {}


async def test_undo_and_redo_outlive_the_program(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        await driver.press("y", "3", "enter", "n")
        await driver.press("u")
        assert driver.answers() == {"B-GC-01": "yes", "B-GC-02": "3"}
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter")
        await driver.press("u")
        assert driver.answers() == {"B-GC-01": "yes"}
        await driver.press("U", "U", "U")
        assert driver.answers() == {"B-GC-01": "yes", "B-GC-02": "3", "B-GC-03": "no"}


async def test_the_walk_resumes_at_the_very_item(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        await driver.press("y", "down", "down")
        assert driver.walk.item_id == "B-GC-04"
        await driver.press("escape")
        assert isinstance(driver.app.screen, HomeScreen)
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter")
        assert driver.walk.item_id == "B-GC-04"


@pytest.mark.parametrize("leaving", ["ctrl+q", "up", "right", "pageup", "end"])
async def test_what_is_half_typed_is_not_stored_though_it_fits(tmp_path: Path, leaving: str) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        await go(driver, "B-GC-02")
        await driver.press("8", "5", leaving)
        assert driver.app.is_running
        assert driver.walk.typed == "85"
        assert driver.answers() == {}
        assert leaving == "pageup" or "85 is not confirmed" in driver.screen_text()
        await driver.press("0", "enter")
        assert driver.answers() == {"B-GC-02": "850"}


async def test_what_is_half_typed_is_taken_away_by_escape(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        await go(driver, "B-GC-02")
        await driver.press("4", "ctrl+q", "escape")
        assert driver.walk.typed == ""
        assert not driver.walk.fault
        assert driver.answers() == {}


async def test_a_note_is_thrown_away_only_when_asked_twice(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        await driver.press("m", "escape")
        assert driver.walk
        await driver.press("m")
        await driver.type("text")
        await driver.press("escape")
        assert "Esc once more" in driver.screen_text()
        await driver.type("s")
        await driver.press("escape")
        assert not isinstance(driver.app.screen, WalkScreen)
        await driver.press("escape")
        assert isinstance(driver.app.screen, WalkScreen)
        assert driver.stored(driver.walk.examination.assessment.id).sheet.notes == {}
        assert driver.app.drafts.read(driver.walk.examination.assessment.id) is None


async def test_a_ratio_is_hinted_by_its_x(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db", (100, 30)) as driver:
        await begin(driver)
        checklist = driver.walk.examination.checklist
        ratio = next(i for i in checklist if isinstance(i.answer, Measure) and i.answer.unit.en == "1:x")
        await go(driver, ratio.id)
        assert re.search(r"Full marks x ≥ [0-9]+ · half marks x ≥ [0-9]+ ·", driver.screen_text())


async def test_a_note_is_stored_and_a_draft_survives(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        await driver.press("m")
        await driver.type("两句 话")
        await driver.press("ctrl+s")
        assert driver.stored(driver.walk.examination.assessment.id).sheet.notes == {"B-GC-01": "两句 话"}
        await driver.press("down", "m")
        await driver.type("half")
        await driver.pilot.pause(0.5)
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter")
        await driver.press("ctrl+s")
        assert driver.stored(driver.walk.examination.assessment.id).sheet.notes["B-GC-02"] == "half"
        assert driver.app.drafts.read(driver.walk.examination.assessment.id) is None


async def test_a_click_answers_and_moves(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        await driver.pilot.click(offset=driver.find("1 y"))
        assert driver.answers() == {"B-GC-01": "yes"}
        await driver.pilot.click(offset=driver.find("GC-06"))
        assert driver.walk.item_id == "B-GC-06"


async def test_next_open_sections_and_edges(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        await driver.press("right_square_bracket")
        assert driver.walk.item_id == "B-TM-01"
        await driver.press("end")
        assert driver.walk.item_id == "B-SO-05"
        await driver.press("y", "o")
        assert driver.walk.item_id == "B-GC-01"
        await driver.press("left_square_bracket", "home", "up")
        assert driver.walk.item_id == "B-GC-01"


async def test_a_critical_item_says_so_before_it_is_answered(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        assert "! Critical: earning nothing here" in driver.screen_text()


async def test_an_examiner_does_not_see_the_running_grade_and_a_bank_does(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db", (130, 40)) as driver:
        await begin(driver)
        await driver.press("y")
        assert "As it stands" not in driver.screen_text()
        await driver.press("escape", "n", "2")
        await driver.press("y")
        assert "As it stands" in driver.screen_text()


async def test_review_leads_to_each_item(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        await driver.press("y", "r")
        assert isinstance(driver.app.screen, ReviewScreen)
        await driver.press("down", "enter")
        assert driver.walk.item_id == "B-GC-03"


async def test_a_resize_that_comes_while_a_screen_is_left_does_no_harm(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        walk = driver.walk
        await driver.press("escape")
        assert isinstance(driver.app.screen, HomeScreen)
        assert not walk.query("#outline")
        walk.redraw()
        walk.on_screen_resume()


async def test_a_resize_and_a_leaving_in_one_breath_do_no_harm(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await begin(driver)
        walk = driver.walk
        walk.on_resize()
        walk.dismiss()
        walk.on_resize()
        await driver.pilot.pause(0.1)
        assert isinstance(driver.app.screen, HomeScreen)


async def test_no_name_of_an_examiner_is_offered_to_a_bank_nor_the_other_way_round(tmp_path: Path) -> None:
    _head, branch = with_branch(tmp_path / "a.db")
    office = open_office(tmp_path / "a.db", SETTINGS)
    own = office.casebook.start(branch, "bank")
    for item_id, answer in full_answers(own.checklist).items():
        own.answer(item_id, answer)
    office.close()
    async with running(tmp_path / "a.db") as driver:
        driver.app.remember_names(("李芳", "王强"))
        await driver.press("down", "enter", "r", "s")
        assert isinstance(driver.app.screen, SignDialog)
        assert not any(field.value for field in driver.app.screen.query(Input))
        await driver.type("黄秀英\n")
        assert driver.stored(own.assessment.id).assessment.signers == ("黄秀英",)
        assert tuple(driver.app.names) == ("李芳", "王强")

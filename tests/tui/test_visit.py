"""The visit and the vetoes on the screen: asked for, corrected, looked through; what the store then holds."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from eldercheck.assemble import open_office
from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.visit import Visit
from eldercheck.services.vetoes import Vetoes
from eldercheck.tui.screens.result import ResultScreen
from eldercheck.tui.screens.review import ReviewScreen
from eldercheck.tui.screens.veto import LiftDialog, VetoDialog, VetoesDialog
from eldercheck.tui.screens.visit import VisitDialog
from eldercheck.tui.screens.walk import WalkScreen
from eldercheck.tui.widgets.choice import Choice
from tests.builders import VISIT, full_answers, visited
from tests.tui.driving import SETTINGS, Driver, running, with_branch

CAMPAIGNS = "B-PU-03"


def begun(path: Path, visit: Visit | None = None, left_open: str = "", **changes: str | Answer) -> str:
    """Make a branch with a whole examination, its visit recorded where one is given, but for one item."""
    _institution, branch = with_branch(path)
    office = open_office(path, SETTINGS)
    try:
        examination = office.casebook.start(branch, "examiner")
        if visit is not None:
            visited(examination, visit)
        for item_id, answer in full_answers(examination.checklist, **changes).items():
            due = examination.total_due(item_id)
            if item_id != left_open:
                examination.answer(item_id, answer if due is None else Given(f"{due}/{due}"))
        return examination.assessment.id
    finally:
        office.close()


def box(driver: Driver, **texts: str) -> None:
    for name, text in texts.items():
        driver.app.screen.query_one(f"#{name}", Input).value = text


async def start(driver: Driver) -> None:
    """Start an examination of the only branch: its visit is asked for."""
    await driver.press("down", "n", "1")
    await driver.pilot.pause(0.1)
    assert isinstance(driver.app.screen, VisitDialog)


async def test_a_visit_is_asked_for_first_and_everything_missing_is_said(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await start(driver)
        screen = driver.app.screen
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", screen.query_one("#day", Input).value)
        assert re.fullmatch(r"\d\d:\d\d", screen.query_one("#start", Input).value)
        assert screen.query_one("#end", Input).value == ""
        assert [choice.value for choice in screen.query(Choice).results(Choice)] == ["", ""]
        await driver.press("enter")
        text = driver.box_text()
        for part in ("How the examiners came is missing", "The weather is missing", "Whom the examiners met"):
            assert part in text
        assert isinstance(driver.app.screen, VisitDialog)


async def test_a_visit_is_recorded_by_keys_and_the_title_shows_it(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await start(driver)
        await driver.press("down", "down", "down", "2", "down", "1", "down")
        await driver.type("会计主管")
        await driver.press("down")
        await driver.type("李芳")
        await driver.press("down")
        await driver.type("张三\n")
        assert isinstance(driver.app.screen, WalkScreen)
        visit = driver.stored(driver.walk.examination.assessment.id).dossier.visit
        assert visit is not None
        assert (visit.way, visit.weather, visit.met) == ("unannounced", "wet", "会计主管")
        assert (visit.examiners, visit.end) == (("李芳", "张三"), "")
        assert f"wet, {visit.day[5:]}" in driver.screen_text().splitlines()[0]
        assert driver.kept[-1].names == ("李芳", "张三")
        await driver.press("v")
        assert driver.app.screen.query_one("#met", Input).value == "会计主管"


async def test_escape_leaves_the_visit_for_later_and_the_title_says_so(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await start(driver)
        await driver.press("escape")
        assert isinstance(driver.app.screen, WalkScreen)
        assert "visit not recorded" in driver.screen_text().splitlines()[0]
        await driver.press("v")
        assert isinstance(driver.app.screen, VisitDialog)


async def test_a_bank_is_not_asked_for_a_visit(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "n", "2")
        assert isinstance(driver.app.screen, WalkScreen)
        assert "visit" not in driver.screen_text().splitlines()[0]
        await driver.press("v")
        assert isinstance(driver.app.screen, WalkScreen)


@pytest.mark.parametrize(
    ("day", "typed", "stored"), [("03-20", "1", "1/1"), ("08-01", "1", "1/2"), ("02-01", "0", "0/0")]
)
async def test_one_digit_answers_a_count_that_hangs_on_the_day(
    tmp_path: Path, day: str, typed: str, stored: str
) -> None:
    begun(tmp_path / "a.db", replace(VISIT, day=f"2026-{day}"), CAMPAIGNS)
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter", "slash")
        await driver.type("B-PU-03\n")
        due = stored.partition("/")[2]
        assert ("None was due" if due == "0" else f"Due by the visit: {due}") in driver.screen_text()
        await driver.type(typed)
        assert driver.answers()["B-PU-03"] == stored
        assert driver.walk.item_id == "B-PU-04"


async def test_another_total_than_was_due_is_refused_beside_the_field(tmp_path: Path) -> None:
    begun(tmp_path / "a.db", replace(VISIT, day="2026-08-01"), CAMPAIGNS)
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter", "slash")
        await driver.type("B-PU-03\n")
        driver.walk.typed = "1/3"
        await driver.press("enter")
        assert "2 were due by the visit of" in driver.walk.fault
        assert "B-PU-03" not in driver.answers()


async def test_the_review_lists_what_is_missing_and_what_disagrees_and_leads_there(tmp_path: Path) -> None:
    begun(tmp_path / "a.db", replace(VISIT, weather="dry", end=""), FA_08="yes")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter", "r")
        assert isinstance(driver.app.screen, ReviewScreen)
        text = driver.screen_text()
        assert "The visit comes before signing" in text
        assert "ended is missing" in text
        assert "dry day" in text
        await driver.press("s")
        assert isinstance(driver.app.screen, ReviewScreen)
        await driver.press("home", "down", "enter")
        assert isinstance(driver.app.screen, VisitDialog)
        assert driver.app.screen.focused is driver.app.screen.query_one("#end", Input)
        box(driver, end="11:40")
        await driver.press("enter")
        assert "ended is missing" not in driver.screen_text()
        await driver.press("home", "down", "enter")
        assert driver.walk.item_id == "B-FA-08"
        await driver.press("minus", "enter", "r", "s")
        names = [field.value for field in driver.app.screen.query(Input).results(Input)]
        assert tuple(names[:2]) == VISIT.examiners
        await driver.press("enter")
        assert isinstance(driver.app.screen, ResultScreen)


async def test_a_dry_day_leaves_the_mats_out_by_itself(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await start(driver)
        box(driver, met="会计主管", examiner0="李芳", examiner1="张三")
        for name, value in (("way", "announced"), ("weather", "dry")):
            driver.app.screen.query_one(f"#{name}", Choice).choose(value)
        await driver.press("enter")
        answer = driver.walk.examination.sheet.answers["B-FA-08"]
        assert isinstance(answer, NotApplicable)
        assert (
            driver.walk.examination.sheet.answers
            == driver.stored(driver.walk.examination.assessment.id).sheet.answers
        )
        assert "1/51" in driver.screen_text()


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
async def test_the_dialog_fits(tmp_path: Path, size: tuple[int, int]) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db", size) as driver:
        await start(driver)
        text = driver.screen_text()
        for part in ("Day, start and end", "unannounced", "rain, snow", "Met by", "Examiners", "Esc later"):
            assert part in text


async def test_a_veto_is_recorded_read_on_the_result_and_taken_back(tmp_path: Path) -> None:
    assessment = begun(tmp_path / "a.db", VISIT)
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "g", "z")
        assert isinstance(driver.app.screen, VetoDialog)
        await driver.press("enter")
        for part in ("The ground of the veto", "What happened is missing", "needs evidence"):
            assert part in driver.box_text()
        driver.app.screen.query_one("#ground", Choice).focus()
        await driver.press("2")
        box(driver, reason="叫来卧床老人", evidence="信访件17号", name="王敏")
        await driver.press("enter")
        assert isinstance(driver.app.screen, ResultScreen)
        for part in ("at most C", "叫来卧床", "信访件17号", "王敏", "Nothing lifts a veto this year"):
            assert part in driver.screen_text()
        assert driver.stored(assessment).result.grade == "C"
        await driver.press("z")
        assert isinstance(driver.app.screen, VetoesDialog)
        await driver.press("down", "enter")
        assert isinstance(driver.app.screen, LiftDialog)
        box(driver, reason="查无此事", name="王敏")
        await driver.press("enter")
        assert Vetoes(driver.stored(assessment)).in_force() == ()
        assert "叫来卧床" not in driver.screen_text()


async def test_a_veto_stands_on_the_review_too(tmp_path: Path) -> None:
    assessment = begun(tmp_path / "a.db", VISIT)
    async with running(tmp_path / "a.db") as driver:
        Vetoes(driver.stored(assessment)).record("kept_card", "代管存折", "王敏", "谈话记录")
        await driver.press("down", "enter", "r")
        assert "代管存折" in driver.screen_text()
        await driver.press("z")
        assert isinstance(driver.app.screen, VetoesDialog)

"""The comparison on the screen, last year's answers in the walk, and a bank's running grade in its title."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eldercheck import language
from eldercheck.domain.answers import Given, NotApplicable
from eldercheck.domain.assessment import Party
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit
from eldercheck.tui.screens.compare import CompareScreen
from eldercheck.tui.screens.export import ExportDialog
from eldercheck.tui.screens.page import PageDialog
from eldercheck.tui.screens.result import ResultScreen
from eldercheck.tui.screens.walk import WalkScreen
from eldercheck.tui.widgets.row_list import RowList
from tests.builders import VISIT, Desk, a_desk, full_answers, visited
from tests.earlier_years import earlier
from tests.tui.driving import Driver, running
from tests.tui.test_screens import Pseudo, untranslated

SIZES = [(60, 18), (80, 24), (120, 40)]
FOUND = {"GC_01": "no", "TM_06": "2/4"}


def a_branch(desk: Desk) -> Unit:
    for year in (2025, 2026):
        desk.years.open(Programme(year, authority="金融办", counts="signed"))
    bank = desk.casebook.add_unit("institution", "01", "甲行")
    return desk.casebook.add_unit("branch", "0101", "北关[/x]支行", bank.id)


def assess(desk: Desk, unit: Unit, party: Party, day: str = VISIT.day, **changes: str) -> None:
    one = visited(desk.casebook.start(unit, party), replace(VISIT, day=day))
    for item_id, answer in full_answers(one.checklist, **changes).items():
        one.answer(item_id, answer)
    one.sign(["李芳", "王敏"])


def both(path: Path, **changes: str) -> Path:
    """A branch that claims everything, examined with these answers."""
    with a_desk(path) as desk:
        unit = a_branch(desk)
        assess(desk, unit, "bank")
        assess(desk, unit, "examiner", **changes)
    return path


async def go(driver: Driver) -> CompareScreen:
    """Go to the comparison by the result of the first assessment of the branch."""
    await driver.press("down", "g", "c")
    assert isinstance(driver.app.screen, CompareScreen)
    return driver.app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_figures_and_over_claimed_items_are_in_view_in_every_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(both(tmp_path / "a.db", **FOUND), size) as driver:
        screen = await go(driver)
        text = driver.screen_text()
        parts = ("2 over-claimed", "100.0", "2 items, 5.5 points", "96.1%", "+4  B-GC-01", "+1.5  B-TM-06")
        for part in parts:
            assert part in text
        assert "北关[/x]支行" in text
        lines = text.splitlines()
        assert lines.index(next(line for line in lines if "B-GC-01" in line)) < 16
        assert screen.query_one(RowList).current == "B-GC-01"


async def test_only_differences_and_back(tmp_path: Path) -> None:
    async with running(both(tmp_path / "a.db", **FOUND)) as driver:
        screen = await go(driver)
        everything = len(screen.query_one(RowList)._rows)
        await driver.press("f")
        assert len(screen.query_one(RowList)._rows) == 2
        assert "differences only" in driver.screen_text()
        await driver.press("ｆ")
        assert len(screen.query_one(RowList)._rows) == everything


async def test_an_item_shows_both_answers(tmp_path: Path) -> None:
    async with running(both(tmp_path / "a.db", **FOUND)) as driver:
        await go(driver)
        await driver.press("enter")
        assert isinstance(driver.app.screen, PageDialog)
        text = driver.box_text()
        assert "over-claimed · 4 of 4 points" in text
        assert "The bank yes points lost: 0" in text
        assert "The examiners no points lost: 4" in text
        await driver.press("escape")
        await driver.pilot.click(RowList, offset=(12, 1))
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, PageDialog)
        assert "B-TM-06" in driver.box_text()


async def test_agreement_by_section_says_what_it_means(tmp_path: Path) -> None:
    async with running(both(tmp_path / "a.db", **FOUND), (60, 18)) as driver:
        await go(driver)
        await driver.press("s")
        assert "Green channel" in driver.box_text()
        assert "85.7%" in driver.box_text()
        await driver.press("escape", "x")
        assert isinstance(driver.app.screen, ExportDialog)


async def test_a_late_self_assessment_is_said(tmp_path: Path) -> None:
    with a_desk(tmp_path / "a.db") as desk:
        unit = a_branch(desk)
        assess(desk, unit, "examiner")
        assess(desk, unit, "bank")
    async with running(tmp_path / "a.db", (120, 40)) as driver:
        await driver.press("down", "g")
        assert "late" not in driver.screen_text()
    with a_desk(tmp_path / "b.db") as desk:
        programme = replace(Programme(2026, authority="金融办"), visit_record=False)
        desk.years.open(programme)
        unit = desk.casebook.add_unit("institution", "01", "甲行")
        for party in ("examiner", "bank"):
            one = desk.casebook.start(unit, party)
            for item_id, answer in full_answers(one.checklist).items():
                one.answer(item_id, answer)
            one.sign(["李芳", "王敏"])
    async with running(tmp_path / "b.db", (120, 40)) as driver:
        await driver.press("g")
        assert "2026-03-02, late: the" in driver.screen_text()
        await driver.press("c")
        assert "handed in 2026-03-02 late" in driver.screen_text()


async def test_a_result_says_that_no_self_assessment_came_and_what_it_waits_for(tmp_path: Path) -> None:
    with a_desk(tmp_path / "a.db") as desk:
        unit = a_branch(desk)
        assess(desk, unit, "examiner")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "g")
        assert isinstance(driver.app.screen, ResultScreen)
        assert "handed in no self-assessment of 2026" in " ".join(driver.screen_text().split())
        await driver.press("c")
        assert isinstance(driver.app.screen, CompareScreen)
        assert "handed in no self-assessment of 2026" in " ".join(driver.screen_text().split())
        await driver.press("enter", "f", "s", "x", "escape")
        assert isinstance(driver.app.screen, ResultScreen)


async def test_a_result_shows_the_self_assessment_beside_it_and_a_click_compares(tmp_path: Path) -> None:
    async with running(both(tmp_path / "a.db", **FOUND)) as driver:
        await driver.press("down", "down", "g")
        text = " ".join(driver.screen_text().split())
        assert "Self-assessment 100.0 A (not counted), handed in 2026-03-02" in text
        await driver.pilot.click(offset=driver.find("Self-assessment 100.0"))
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, CompareScreen)


async def test_it_is_reached_from_a_list_of_units_and_from_an_institutions_page(tmp_path: Path) -> None:
    async with running(both(tmp_path / "a.db", **FOUND), (100, 40)) as driver:
        await driver.press("t", "enter")
        text = " ".join(driver.screen_text().split())
        assert "1 of 2 units can be compared; over-claimed: 2 items." in text
        await driver.press("down", "c")
        assert isinstance(driver.app.screen, CompareScreen)
        assert "+4  B-GC-01" in driver.screen_text()
        await driver.press("escape", "escape", "escape", "c", "down", "enter")
        await driver.press("end", "c")
        assert isinstance(driver.app.screen, CompareScreen)


@pytest.mark.parametrize("size", [(80, 24), (130, 45)])
async def test_no_word_of_it_is_left_untranslated(tmp_path: Path, size: tuple[int, int]) -> None:
    path = both(tmp_path / "a.db", **FOUND)
    language.use("zh", Pseudo())
    async with running(path, size) as driver:
        for keys in ((), ("down", "g"), ("c",), ("enter",), ("escape", "s"), ("escape", "question_mark")):
            await driver.press(*keys)
            await driver.pilot.pause(0.2)
            assert [word for word in untranslated(driver.screen_text()) if word != "AC1"] == []


# --- last year's answers ------------------------------------------------------------------------------------


def with_last_year(path: Path, party: Party = "bank", **changes: Any) -> Path:
    """A branch with an assessment of 2025 and one just begun, by the same party."""
    with a_desk(path) as desk:
        unit = a_branch(desk)
        earlier(desk, unit, 2025, party, **changes)
        desk.casebook.start(unit, party)
    return path


@pytest.mark.parametrize("key", ["l", "ｌ"])
async def test_a_bank_takes_its_own_answer_one_at_a_time_and_stays(tmp_path: Path, key: str) -> None:
    async with running(with_last_year(tmp_path / "a.db", GC_01="no")) as driver:
        await driver.press("down", "enter")
        assert "your answer of 2025: no" in driver.screen_text()
        assert driver.answers() == {}
        await driver.press(key, key, key)
        assert driver.answers() == {"B-GC-01": "no"}
        assert driver.walk.item_id == "B-GC-01"
        assert "as in 2025" in driver.screen_text()
        await driver.press("enter", key)
        assert set(driver.answers()) == {"B-GC-01", "B-GC-02"}
        await driver.press("u")
        assert set(driver.answers()) == {"B-GC-01"}


async def test_the_line_of_the_card_can_be_clicked(tmp_path: Path) -> None:
    async with running(with_last_year(tmp_path / "a.db"), (120, 40)) as driver:
        await driver.press("down", "enter")
        await driver.pilot.click(offset=driver.find("your answer of 2025"))
        await driver.pilot.pause()
        assert driver.answers() == {"B-GC-01": "yes"}


async def test_an_item_that_changed_shows_how_and_offers_nothing(tmp_path: Path) -> None:
    async with running(with_last_year(tmp_path / "a.db", reworded="yes")) as driver:
        await driver.press("down", "enter")
        assert "The item changed since 2025" in driver.screen_text()
        assert "your answer of" not in driver.screen_text()
        await driver.press("l")
        assert isinstance(driver.app.screen, PageDialog)
        text = driver.box_text()
        assert "asked otherwise" in text
        assert "Answered in 2025" in text
        await driver.press("escape")
        assert driver.answers() == {}
        await driver.press("enter", "l")
        assert set(driver.answers()) == {"B-GC-02"}


async def test_an_examiner_reads_it_in_the_margin_and_is_never_offered_it(tmp_path: Path) -> None:
    async with running(with_last_year(tmp_path / "a.db", "examiner", GC_01="no"), (120, 40)) as driver:
        await driver.press("down", "enter")
        if not isinstance(driver.app.screen, WalkScreen):
            await driver.press("escape")
        text = driver.screen_text()
        assert "Found in 2025" in text
        assert "your answer of 2025" not in text
        await driver.press("l")
        assert "for self-assessments" in driver.screen_text()
        assert driver.answers() == {}


async def test_without_an_earlier_year_nothing_is_offered(tmp_path: Path) -> None:
    with a_desk(tmp_path / "a.db") as desk:
        desk.casebook.start(a_branch(desk), "bank")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter", "l")
        assert "no answer of an earlier year" in driver.screen_text()
        assert driver.answers() == {}


# --- the running grade --------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("tongue", ["en", "zh"])
async def test_a_banks_running_grade_stands_in_the_title_in_every_size(
    tmp_path: Path, size: tuple[int, int], tongue: language.Language
) -> None:
    with a_desk(tmp_path / "a.db") as desk:
        own = desk.casebook.start(a_branch(desk), "bank")
        first, *rest = full_answers(own.checklist)
        for item_id in rest:
            own.answer(item_id, full_answers(own.checklist)[item_id])
        own.move_to(first)
    language.use(tongue)
    async with running(tmp_path / "a.db", size) as driver:
        await driver.press("down", "enter")
        title = driver.screen_text().splitlines()[0].rstrip()
        assert title.endswith("96.0–100.0 C–A")
        await driver.press("y", "home")
        assert driver.screen_text().splitlines()[0].rstrip().endswith(" 100.0 A")


async def test_an_examiner_does_not_see_it_before_the_sheet_is_complete(tmp_path: Path) -> None:
    with a_desk(tmp_path / "a.db") as desk:
        one = visited(desk.casebook.start(a_branch(desk), "examiner"))
        one.answer("B-GC-01", Given("yes"))
        one.answer("B-TM-06", NotApplicable("没有"))
    async with running(tmp_path / "a.db", (120, 40)) as driver:
        await driver.press("down", "enter")
        title = driver.screen_text().splitlines()[0].rstrip()
        assert title.endswith("sheet 2/51")

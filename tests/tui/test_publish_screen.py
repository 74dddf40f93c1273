"""Publishing in the app: what stands in the way, the table kept for good, corrections; looks at the store."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from textual.widgets import Input

from eldercheck.assemble import Office, open_office
from eldercheck.domain.programme import Programme
from eldercheck.domain.programme_settings import with_setting
from eldercheck.services.examination import Examination
from eldercheck.services.notices import Notices
from eldercheck.services.obstacles import ObstacleKind
from eldercheck.services.rectification import Rectification
from eldercheck.services.second_look import SecondLook
from eldercheck.storage.settings import Settings
from eldercheck.tui.screens.home import HomeScreen
from eldercheck.tui.screens.publish import PublishDialog, PublishScreen
from eldercheck.tui.screens.result import ResultScreen
from eldercheck.tui.screens.rules import RulesDialog
from eldercheck.tui.screens.second_look import ReopenDialog
from eldercheck.tui.screens.start import StartDialog
from eldercheck.tui.screens.walk import WalkScreen
from eldercheck.tui.screens.year import YearScreen
from eldercheck.tui.widgets.row_list import RowList
from tests.builders import full_answers, visited
from tests.tui.driving import SETTINGS, Driver, running

ALL = get_args(ObstacleKind)


def a_county(path: Path, *, branches: int = 1, authority: str = "甲局", publish: bool = False) -> None:
    """A year with the case of one institution closed, and its branches signed (the first one lost marks)."""
    office = open_office(path, SETTINGS)
    try:
        office.years.open(with_setting(Programme(2026, counts="signed"), "authority", authority))
        head = office.casebook.add_unit("institution", "01", "青山银行")
        told_and_closed(examined(office, "01"))
        for number in range(1, branches + 1):
            office.casebook.add_unit("branch", f"01{number:02}", f"第{number}支行", head.id)
            examined(office, f"01{number:02}", **({"GC_01": "no"} if number == 1 else {}))
        if publish:
            office.publishing.publish(2026, ALL)
    finally:
        office.close()


def examined(office: Office, code: str, **changes: str) -> Examination:
    unit = next(unit for unit in office.casebook.units() if unit.code == code)
    examination = visited(office.casebook.start(unit, "examiner"))
    for item_id, answer in full_answers(examination.checklist, **changes).items():
        examination.answer(item_id, answer)
    examination.sign(("陈志远", "李芳"))
    return examination


def told_and_closed(examination: Examination) -> None:
    """Take a case without findings to its end."""
    SecondLook(examination).approve("王敏")
    Notices(examination).give("王敏")
    Rectification(examination).close("王敏")


async def at(driver: Driver, row: str) -> None:
    """Put the cursor on a row of the check."""
    driver.app.screen.query_one("#check", RowList).move_to(row)
    await driver.pilot.pause()


async def test_what_stands_in_the_way_is_let_pass_and_the_choice_is_kept(tmp_path: Path) -> None:
    a_county(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "p")
        assert isinstance(driver.app.screen, PublishScreen)
        assert "1 thing stands in the way" in driver.screen_text()
        assert "0101  第1支行" in driver.screen_text()
        await driver.press("p")
        assert isinstance(driver.app.screen, PublishScreen)
        await at(driver, "obstacle not_approved")
        await driver.press("space")
        assert "let pass" in driver.screen_text()
        assert "Nothing stands in the way any more" in driver.screen_text()
        await driver.press("p")
        assert isinstance(driver.app.screen, PublishDialog)
        await driver.press("enter")
        assert "Nobody is named who publishes" in driver.box_text()
        await driver.type("林晓梅\n")
        assert isinstance(driver.app.screen, YearScreen)
        (publication,) = driver.app.years.standing(2026).publications
        assert (publication.number, publication.author) == (1, "林晓梅")
        assert driver.app.years.history(2026)[-1].payload["passed"] == {"not_approved": ["0101"]}
        assert driver.notices()[-1:] == [f"2026 is published: number 1, digest {publication.digest[:12]}."]
        assert "2026 published" in driver.screen_text()


async def test_a_choice_can_be_taken_back(tmp_path: Path) -> None:
    a_county(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "p")
        await at(driver, "obstacle not_approved")
        await driver.press("enter", "enter", "p")
        assert isinstance(driver.app.screen, PublishScreen)
        assert driver.app.years.standing(2026).publications == ()


async def test_a_unit_behind_an_obstacle_is_mended_and_the_check_read_anew(tmp_path: Path) -> None:
    a_county(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "p")
        await at(driver, "unit not_approved 0101")
        await driver.press("enter")
        assert isinstance(driver.app.screen, ResultScreen)
        await driver.press("v")
        await driver.type("王敏\n")
        await driver.press("escape")
        assert isinstance(driver.app.screen, PublishScreen)
        assert "Signed, not approved" not in driver.screen_text()
        await at(driver, "obstacle not_noticed")
        await driver.press("space")
        assert "Nothing stands in the way" in driver.screen_text()
        await driver.press("p")
        await driver.type("林晓梅\n")
        assert driver.app.years.history(2026)[-1].payload["passed"] == {"not_noticed": ["0101"]}


async def test_enter_leads_to_the_walk_of_an_open_sheet_and_starts_a_missing_one(tmp_path: Path) -> None:
    a_county(tmp_path / "a.db")
    office = open_office(tmp_path / "a.db", SETTINGS)
    office.casebook.add_unit("institution", "02", "丰安银行")
    branch = office.casebook.units()[1]
    office.casebook.start(branch, "examiner")
    other = office.casebook.add_unit("branch", "0109", "新支行", branch.parent)
    office.casebook.start(other, "examiner")
    office.close()
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "p")
        await at(driver, "unit missing_sheets 02")
        await driver.press("enter")
        assert isinstance(driver.app.screen, StartDialog)
        await driver.press("escape")
        await at(driver, "unit in_progress 0109")
        await driver.press("enter")
        assert isinstance(driver.app.screen, WalkScreen)
        assert driver.walk.examination.unit.code == "0109"


async def test_a_missing_name_is_written_from_the_check(tmp_path: Path) -> None:
    a_county(tmp_path / "a.db", authority="")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "p")
        await at(driver, "mend")
        await driver.press("enter")
        assert isinstance(driver.app.screen, RulesDialog)
        driver.app.screen.query_one("#authority", Input).value = "青山县民政局"
        driver.app.screen.query_one("#reason", Input).value = "漏填"
        await driver.press("enter")
        assert isinstance(driver.app.screen, PublishScreen)
        assert "name of the authority" not in driver.screen_text()
        assert driver.app.years.programme(2026).authority == "青山县民政局"


async def test_many_units_are_unfolded(tmp_path: Path) -> None:
    a_county(tmp_path / "a.db", branches=7)
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "p")
        assert "… and 2 more" in driver.screen_text()
        assert "0107" not in driver.screen_text()
        await at(driver, "more not_approved")
        await driver.press("enter")
        assert "0107" in driver.screen_text()


async def test_whoever_publishes_is_named(tmp_path: Path) -> None:
    a_county(tmp_path / "a.db")
    async with running(tmp_path / "a.db", settings=Settings(device="test")) as driver:
        await driver.press("y", "p")
        await at(driver, "obstacle not_approved")
        await driver.press("enter", "p", "enter")
        assert isinstance(driver.app.screen, PublishDialog)
        assert "Nobody is named who publishes" in driver.box_text()
        await driver.type("王敏\n")
        assert driver.app.years.standing(2026).publications[0].author == "王敏"
        assert driver.kept[-1].author == "王敏"


@pytest.mark.parametrize("signed", [False, True])
async def test_nothing_is_published_where_there_is_nothing_new(tmp_path: Path, signed: bool) -> None:
    if signed:
        a_county(tmp_path / "a.db", publish=True)
    else:
        office = open_office(tmp_path / "a.db", SETTINGS)
        office.years.open(Programme(2026))
        office.close()
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "p")
        assert "there is nothing to publish" in " ".join(driver.screen_text().split())
        await driver.press("p")
        assert isinstance(driver.app.screen, PublishScreen)
        assert len(driver.app.years.standing(2026).publications) == signed


async def test_a_correction_is_opened_with_a_reason_and_published_as_an_amendment(tmp_path: Path) -> None:
    a_county(tmp_path / "a.db", publish=True)
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "g")
        assert "signed · published" in driver.screen_text().splitlines()[0]
        assert "v Approve" not in driver.screen_text()
        await driver.press("o")
        assert isinstance(driver.app.screen, ReopenDialog)
        assert "2026 is published: this opens a correction" in driver.box_text()
        await driver.press("enter")
        assert driver.app.years.standing(2026).corrections == {}
        await driver.type("答案录错\n")
        assert isinstance(driver.app.screen, WalkScreen)
        assessment = driver.walk.examination.assessment.id
        assert driver.app.years.standing(2026).corrections == {assessment: "答案录错"}
        examination = driver.stored(assessment)
        examination.answer("B-GC-01", full_answers(examination.checklist)["B-GC-01"])
        examination.sign(("陈志远", "李芳"))
        await driver.press("escape", "y")
        assert "Correction under way since publication 1: 0101 (答案录错)" in driver.screen_text()
        await driver.press("p")
        await at(driver, "obstacle not_approved")
        await driver.press("space")
        text = driver.screen_text()
        assert "Against publication 1" in text
        assert "96.0 C → 100.0 A" in text
        await driver.press("p")
        await driver.type("林晓梅\n")
        assert "needs its reason" in driver.box_text()
        assert "96.0 C → 100.0 A" in driver.box_text()
        await driver.type("更正一处录入\n")
        first, second = driver.app.years.standing(2026).publications
        assert (second.number, second.reason) == (2, "更正一处录入")
        assert first.digest != second.digest
        assert driver.app.years.standing(2026).is_final


async def test_in_a_published_year_nothing_is_started_and_the_reason_is_said(tmp_path: Path) -> None:
    a_county(tmp_path / "a.db", publish=True)
    async with running(tmp_path / "a.db") as driver:
        await driver.press("n")
        assert isinstance(driver.app.screen, HomeScreen)
        assert "is published and read-only" in driver.notices()[0]
        await driver.press("y")
        assert "b Bonus" not in driver.screen_text()
        await driver.press("b")
        assert "is published and read-only" in driver.box_text()
        assert driver.app.years.bonus(2026) == {}

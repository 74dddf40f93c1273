"""The second look on the screen: given back item by item, answered, approved; looks at the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from eldercheck.domain.answers import Given
from eldercheck.domain.second_look import changed_since_return
from eldercheck.services.second_look import SecondLook
from eldercheck.tui.screens.case import CaseScreen
from eldercheck.tui.screens.result import ResultScreen
from eldercheck.tui.screens.returning import ReasonForm, ReturningScreen, SendDialog
from eldercheck.tui.screens.review import ReviewScreen
from eldercheck.tui.screens.second_look import ApproveDialog, ReplyDialog
from eldercheck.tui.screens.walk import WalkScreen
from tests.tui.cases import a_case, fill, on_row, returned, to_case, typed
from tests.tui.driving import running


async def test_a_sheet_is_given_back_item_by_item_in_one_event(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        assert "waiting for the second look" in driver.screen_text()
        await driver.press("b")
        assert isinstance(driver.app.screen, ReturningScreen)
        assert driver.walk.item_id == "B-GC-01"
        await driver.press("b")
        assert isinstance(driver.app.screen, ReasonForm)
        await driver.type("标识看得见\n")
        assert "To be given back: 标识看得见" in driver.screen_text()
        await driver.press("enter", "b")
        await driver.type("读数不符\n")
        await driver.press("o")
        assert driver.walk.item_id == "B-GC-01"
        assert driver.stored(assessment).assessment.state == "signed"
        await driver.press("s")
        assert isinstance(driver.app.screen, SendDialog)
        assert typed(driver, "name") == "林晓梅"
        await fill(driver, name="王敏")
        await driver.press("enter")
        assert isinstance(driver.app.screen, CaseScreen)
        stored = driver.stored(assessment)
        assert stored.assessment.state == "returned"
        reasons = {item: one.reason for item, one in stored.dossier.returned.items()}
        assert reasons == {"B-GC-01": "标识看得见", "B-GC-02": "读数不符"}
        assert stored.dossier.returned_by == "王敏"
        assert "Returned by 王敏: 2 items" in driver.screen_text()


async def test_who_examined_gives_nothing_back_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await driver.press("b", "b")
        await driver.type("理由\n")
        await driver.press("s")
        await fill(driver, name="李 芳")
        await driver.press("enter")
        assert isinstance(driver.app.screen, SendDialog)
        assert typed(driver, "name") == "李 芳"
        assert "李 芳" in driver.box_text()
        assert driver.stored(assessment).assessment.state == "signed"


async def test_reasons_that_were_not_sent_are_asked_about_before_leaving(tmp_path: Path) -> None:
    a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await driver.press("b", "s")
        assert "No reason is written yet" in driver.walk.fault
        await driver.press("b")
        await driver.type("理由")
        await driver.press("escape")
        assert "Not saved yet" in driver.box_text()
        await driver.press("enter", "escape")
        assert isinstance(driver.app.screen, ReturningScreen)
        assert "1 reason is not sent" in driver.walk.fault
        await driver.press("d", "escape")
        assert isinstance(driver.app.screen, CaseScreen)


async def test_no_key_of_the_walk_answers_while_a_sheet_is_looked_through(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await driver.press("b", "y", "1", "x", "u", "m")
        assert isinstance(driver.app.screen, ReturningScreen)
        assert driver.walk.item_id == "B-GC-01"
        assert driver.stored(assessment).sheet.answers["B-GC-01"] == Given("no")


async def test_the_examiner_answers_each_reason_and_it_is_approved(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", returned)
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter")
        assert driver.walk.item_id == "B-GC-01"
        assert "Given back: 标识在照片里看得见" in driver.screen_text()
        assert "Not answered yet" in driver.screen_text()
        await driver.press("y", "b")
        assert driver.walk.item_id == "B-TM-06"
        stored = driver.stored(assessment)
        assert changed_since_return(stored.dossier, stored.sheet) == {"B-GC-01"}
        await driver.press("r")
        assert isinstance(driver.app.screen, ReviewScreen)
        assert "Given back, to be answered · 1" in driver.screen_text()
        await driver.press("escape", "t")
        assert isinstance(driver.app.screen, ReplyDialog)
        await driver.type("四台都已核对\n")
        reply = driver.stored(assessment).dossier.returned["B-TM-06"]
        assert (reply.reply, reply.replied_by) == ("四台都已核对", "李芳")
        assert "Reply of 李芳" in driver.screen_text()
        await driver.press("b")
        assert "every reason is answered" in driver.screen_text()
        await driver.press("r", "s", "enter")
        assert driver.stored(assessment).assessment.state == "signed"
        assert isinstance(driver.app.screen, ResultScreen)
        await driver.press("k")
        text = driver.screen_text()
        assert "changed" in text
        assert "replied" in text
        assert "no → yes" in text
        await driver.press("v")
        assert isinstance(driver.app.screen, ApproveDialog)
        await fill(driver, approver="王敏")
        await driver.press("enter")
        assert driver.stored(assessment).assessment.approved_by == "王敏"
        assert "the supervisor tells the unit its grade" in driver.screen_text()


async def test_approving_says_which_reasons_are_not_answered(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", returned)
    async with running(tmp_path / "a.db") as driver:
        examination = driver.stored(assessment)
        SecondLook(examination).reply("B-GC-01", "原样", "李芳")
        examination.sign(("陈志远", "李芳"))
        await to_case(driver)
        await driver.press("v")
        await fill(driver, approver="王敏")
        await driver.press("enter")
        assert isinstance(driver.app.screen, ApproveDialog)
        assert "B-TM-06" in driver.box_text()
        assert "B-GC-01" not in driver.box_text()
        assert driver.stored(assessment).assessment.state == "signed"


@pytest.mark.parametrize("key", ["v", "b", "n", "d", "a", "r", "c"])
async def test_what_the_state_does_not_allow_is_said_in_words(tmp_path: Path, key: str) -> None:
    assessment = a_case(tmp_path / "a.db", returned)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await driver.press(key)
        assert isinstance(driver.app.screen, CaseScreen)
        (said,) = driver.notices()
        assert " " in said
        assert driver.stored(assessment).assessment.state == "returned"


async def test_an_item_of_the_case_leads_to_the_sheet(tmp_path: Path) -> None:
    a_case(tmp_path / "a.db", returned)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await on_row(driver, "returned B-TM-06")
        await driver.press("enter")
        assert isinstance(driver.app.screen, WalkScreen)
        assert driver.walk.item_id == "B-TM-06"
        await driver.press("escape")
        assert isinstance(driver.app.screen, CaseScreen)

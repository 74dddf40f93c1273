"""Findings on the screen: planned, put right, given more time, asked again, closed; looks at the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from eldercheck.domain.answers import Given
from eldercheck.services.appeals import Appeals
from eldercheck.services.examination import Examination
from eldercheck.storage.errors import DiskFullError
from eldercheck.tui.case_people import evidence_giver
from eldercheck.tui.screens.case import CaseScreen
from eldercheck.tui.screens.evidence import EvidenceScreen
from eldercheck.tui.screens.recheck import RecheckScreen
from eldercheck.tui.screens.recheck_forms import ExaminersDialog, NoteForm
from eldercheck.tui.screens.rectify import CloseDialog, ExtendDialog, FixedDialog, RespondDialog
from eldercheck.tui.screens.second_look import ReopenDialog
from tests.tui.cases import a_case, fill, noticed, on_row, overdue, to_case, typed
from tests.tui.driving import Driver, running


def objected(examination: Examination) -> None:
    noticed(examination)
    Appeals(examination).claim("B-GC-01", "不符", "赵行长")


async def to_recheck(driver: Driver, row: str) -> RecheckScreen:
    """Begin a re-check at a finding, by those who signed."""
    await to_case(driver)
    await on_row(driver, row)
    await driver.press("r")
    assert isinstance(driver.app.screen, ExaminersDialog)
    await driver.press("enter")
    assert isinstance(driver.app.screen, RecheckScreen)
    return driver.app.screen


async def test_the_bank_says_what_it_will_do_and_that_it_is_done(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", noticed)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await on_row(driver, "finding B-TM-06")
        await driver.press("p")
        assert isinstance(driver.app.screen, RespondDialog)
        await fill(driver, text="升级程序", person="孙主管", name="赵行长")
        await driver.press("enter")
        finding = driver.stored(assessment).dossier.findings["B-TM-06"]
        assert (finding.response, finding.person) == ("升级程序", "孙主管")
        await driver.press("f")
        assert isinstance(driver.app.screen, FixedDialog)
        assert typed(driver, "person") == "孙主管"
        await fill(driver, text="已升级", name="赵行长")
        await driver.press("enter")
        finding = driver.stored(assessment).dossier.findings["B-TM-06"]
        assert (finding.fixed, finding.fixed_by) == ("已升级", "赵行长")
        assert driver.stored(assessment).assessment.state == "rectifying"
        text = driver.screen_text()
        assert "to be re-checked" in text
        assert "Put right, says 赵行长" in text


@pytest.mark.parametrize("missing", ["text", "person", "name"])
async def test_what_the_bank_leaves_out_is_asked_for_at_its_field(tmp_path: Path, missing: str) -> None:
    assessment = a_case(tmp_path / "a.db", noticed)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await driver.press("f")
        values = {"text": "已整改", "person": "孙主管", "name": "赵行长", missing: ""}
        await fill(driver, **values)
        await driver.press("enter")
        dialog = driver.app.screen
        assert isinstance(dialog, FixedDialog)
        assert dialog.focused is dialog.query_one(f"#{missing}")
        assert dialog.values() == values
        assert not driver.stored(assessment).dossier.findings["B-GC-01"].fixed


async def test_what_a_full_disk_refuses_is_still_there_and_saved_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessment = a_case(tmp_path / "a.db", noticed)
    async with running(tmp_path / "a.db") as driver:

        def full(*_arguments: object) -> None:
            raise DiskFullError(tmp_path / "a.db")

        await to_case(driver)
        await driver.press("f")
        values = {"text": "已整改", "person": "孙主管", "name": "赵行长"}
        await fill(driver, **values)
        with monkeypatch.context() as patch:
            patch.setattr(type(driver.app.casebook._assessments), "append", full)
            await driver.press("enter")
        dialog = driver.app.screen
        assert isinstance(dialog, FixedDialog)
        assert "full" in driver.box_text()
        assert dialog.values() == values
        await driver.press("enter")
        assert driver.stored(assessment).dossier.findings["B-GC-01"].fixed == "已整改"


async def test_a_recheck_that_is_not_saved_stays_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessment = a_case(tmp_path / "a.db", noticed)
    async with running(tmp_path / "a.db") as driver:

        def full(*_arguments: object) -> None:
            raise DiskFullError(tmp_path / "a.db")

        screen = await to_recheck(driver, "finding B-GC-01")
        await driver.press("y")
        with monkeypatch.context() as patch:
            patch.setattr(type(driver.app.casebook._assessments), "append", full)
            await driver.press("enter")
        assert "NOT saved" in driver.screen_text()
        assert (screen.item_id, screen.chosen) == ("B-GC-01", Given("yes"))
        await driver.press("enter")
        assert driver.stored(assessment).dossier.findings["B-GC-01"].outcome == "passed"


async def test_typed_text_is_thrown_away_only_when_asked_twice(tmp_path: Path) -> None:
    a_case(tmp_path / "a.db", noticed)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await driver.press("p")
        await driver.type("升级")
        await driver.press("escape")
        assert isinstance(driver.app.screen, RespondDialog)
        assert "Not saved yet" in driver.box_text()
        await driver.press("escape")
        assert isinstance(driver.app.screen, CaseScreen)
        await driver.press("p", "escape")
        assert isinstance(driver.app.screen, CaseScreen)


async def test_a_finding_gets_more_time_and_only_more(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", overdue)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        assert "OVERDUE" in driver.screen_text()
        await on_row(driver, "finding B-TM-06")
        await driver.press("l")
        assert isinstance(driver.app.screen, ExtendDialog)
        await fill(driver, due="2026-10-01", reason="厂家排期")
        assert typed(driver, "name") == "周建国"
        await driver.press("enter")
        assert driver.app.screen.focused is driver.app.screen.query_one("#due")
        await fill(driver, due="2099年1月5日")
        await driver.press("enter")
        assert driver.stored(assessment).dossier.findings["B-TM-06"].due == "2099-01-05"
        assert "B-TM-06" not in driver.stored(assessment).dossier.overdue("2026-12-31")


async def test_only_what_was_not_passed_is_asked_again_and_each_answer_saved_at_once(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", overdue)
    async with running(tmp_path / "a.db") as driver:
        screen = await to_recheck(driver, "finding B-GC-01")
        assert screen.items == ["B-GC-01", "B-TM-06", "B-FA-02"]
        await driver.press("m")
        assert isinstance(driver.app.screen, NoteForm)
        await driver.type("标识已装好\n")
        await driver.press("y")
        assert driver.stored(assessment).dossier.findings["B-GC-01"].outcome is None
        assert "saves yes · passed" in driver.screen_text()
        await driver.press("enter")
        stored = driver.stored(assessment)
        first = stored.dossier.findings["B-GC-01"]
        assert (first.outcome, first.was, first.rechecked_by) == ("passed", "no", ("陈志远", "李芳"))
        assert stored.sheet.answers["B-GC-01"] == Given("yes")
        assert driver.app.casebook.history(assessment).entries[-1].event.payload["note"] == "标识已装好"
        assert screen.item_id == "B-TM-06"
        await driver.type("1/4\n")
        assert driver.stored(assessment).dossier.findings["B-TM-06"].outcome == "improved"
        assert screen.item_id == "B-FA-02"
        await driver.type("1\n")
        stored = driver.stored(assessment)
        assert stored.dossier.findings["B-FA-02"].outcome == "failed"
        assert stored.sheet.answers["B-FA-02"] == Given("1")
        assert "3 of 3 asked again" in driver.screen_text()
        await driver.press("escape")
        text = " ".join(driver.screen_text().split())
        assert "Grade first C" in text
        assert "passed · no → yes" in text
        await driver.press("g", "w", "home")
        assert "Re-check of" in driver.screen_text()
        assert "before: no" in " ".join(driver.screen_text().replace("│", " ").split())


async def test_what_does_not_fit_is_said_and_nothing_saved(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", overdue)
    async with running(tmp_path / "a.db") as driver:
        screen = await to_recheck(driver, "finding B-TM-06")
        await driver.type("5/4\n")
        assert "more than there are" in screen.fault
        assert screen.item_id == "B-TM-06"
        await driver.press("down")
        assert screen.item_id == "B-TM-06"
        await driver.press("escape", "down")
        assert screen.item_id == "B-FA-02"
        await driver.press("3", "up")
        assert "Not saved yet" in screen.fault
        await driver.press("escape")
        assert driver.app.screen is screen
        await driver.press("d", "escape")
        assert isinstance(driver.app.screen, CaseScreen)
        stored = driver.stored(assessment)
        assert not any(finding.outcome for finding in stored.dossier.findings.values())


async def test_a_note_without_its_answer_is_asked_about(tmp_path: Path) -> None:
    a_case(tmp_path / "a.db", overdue)
    async with running(tmp_path / "a.db") as driver:
        screen = await to_recheck(driver, "finding B-TM-06")
        await driver.press("m")
        await driver.type("看过\n")
        await driver.press("escape")
        assert driver.app.screen is screen
        await driver.press("escape")
        assert isinstance(driver.app.screen, CaseScreen)


async def test_an_item_with_an_undecided_objection_is_not_asked_again(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", objected)
    async with running(tmp_path / "a.db") as driver:
        screen = await to_recheck(driver, "finding B-GC-01")
        await driver.press("y")
        assert "not decided yet" in screen.fault
        assert driver.stored(assessment).dossier.findings["B-GC-01"].outcome is None


async def test_a_recheck_takes_as_many_names_as_an_examination(tmp_path: Path) -> None:
    a_case(tmp_path / "a.db", noticed)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await driver.press("r")
        await fill(driver, name0="Li Na", name1="ｌｉ ＮＡ")
        await driver.press("enter")
        assert isinstance(driver.app.screen, ExaminersDialog)
        assert "Too few different names" in driver.box_text()


async def test_a_case_is_closed_with_a_reason_where_something_is_open(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", overdue)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await driver.press("c")
        assert isinstance(driver.app.screen, CloseDialog)
        assert "3 findings are not put right" in driver.box_text()
        await fill(driver, name="周建国")
        await driver.press("enter")
        assert driver.app.screen.focused is driver.app.screen.query_one("#reason")
        await driver.type("网点撤销\n")
        closed = driver.stored(assessment).dossier.closed
        assert closed is not None
        assert (closed.name, closed.reason) == ("周建国", "网点撤销")
        assert "3 findings stayed open: 网点撤销" in driver.screen_text()
        await driver.press("f")
        assert isinstance(driver.app.screen, CaseScreen)
        assert "closed" in driver.notices()[-1]


async def test_nothing_is_closed_while_an_objection_is_undecided(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", objected)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await driver.press("c")
        assert isinstance(driver.app.screen, CaseScreen)
        assert "B-GC-01" in driver.notices()[-1]
        assert driver.stored(assessment).assessment.state == "appealed"


async def test_reopening_says_what_is_taken_back_and_keeps_the_first_grade(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", overdue)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await driver.press("o")
        assert isinstance(driver.app.screen, ReopenDialog)
        assert "objections and findings are taken back" in driver.box_text()
        await driver.type("误签\n")
        stored = driver.stored(assessment)
        assert (stored.assessment.state, stored.dossier.findings) == ("open", {})
        assert stored.dossier.first is not None


async def test_the_evidence_of_a_finding_is_for_its_repair(tmp_path: Path) -> None:
    a_case(tmp_path / "a.db", noticed)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await on_row(driver, "finding B-TM-06")
        await driver.press("e")
        screen = driver.app.screen
        assert isinstance(screen, EvidenceScreen)
        assert (screen.item, screen.purpose) == ("B-TM-06", "fix")
        assert evidence_giver(screen.examination, "fix") == screen.examination.unit.name
        await driver.press("t")
        await fill(driver, kind="document", text="升级单 2026-7")
        await driver.press("enter")
        piece = screen.examination.evidence[-1]
        assert (piece.purpose, piece.name) == ("fix", screen.examination.unit.name)


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
@pytest.mark.parametrize("key", ["p", "f", "l", "c", "a", "r"])
async def test_every_form_shows_its_first_field_and_its_keys(
    tmp_path: Path, size: tuple[int, int], key: str
) -> None:
    a_case(tmp_path / "a.db", noticed)
    async with running(tmp_path / "a.db", size) as driver:
        await to_case(driver)
        await on_row(driver, "finding B-TM-06")
        await driver.press(key)
        box = driver.app.screen.query_one(".dialog")
        focused = driver.app.screen.focused
        assert focused is not None
        assert box.region.contains_region(focused.region)
        assert "Esc back" in driver.box_text()

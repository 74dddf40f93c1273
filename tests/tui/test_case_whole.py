"""One case from the signature to its end by the keys alone: every figure then leads back to who said what."""

from __future__ import annotations

from pathlib import Path

from eldercheck.domain.answers import Given
from eldercheck.tui.screens.case import CaseScreen
from eldercheck.tui.screens.history import HistoryScreen
from tests.tui.cases import a_case, fill, on_row, to_case
from tests.tui.driving import Driver, running


async def say(driver: Driver, key: str, row: str = "", **values: str) -> None:
    """Do one act on the page of the case: its row, its key, its form."""
    if row:
        await on_row(driver, row)
    await driver.press(key)
    await fill(driver, **values)
    await driver.press("enter")


async def second_look(driver: Driver) -> None:
    await driver.press("b", "b")
    await driver.type("标识看得见\n")
    await say(driver, "s", name="王敏")
    await driver.press("w", "t")
    await fill(driver, text="进门一步处看不见", name="李芳")
    await driver.press("enter", "r", "s", "enter", "k")
    assert isinstance(driver.app.screen, CaseScreen)
    await say(driver, "v", approver="王敏")


async def test_a_case_is_played_from_its_signature_to_its_end(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await second_look(driver)
        await say(driver, "n", name="周建国")
        await driver.press("escape")
        await say(driver, "a", "finding B-TM-06", claim="两台在检修", name="赵行长")
        await say(driver, "a", "finding B-GC-01", claim="有标识", name="赵行长")
        upheld = {"verdict": "uphold", "answer": "2/2", "reason": "属实", "name": "王敏"}
        await say(driver, "d", "claim B-TM-06", **upheld)
        await say(driver, "d", "claim B-GC-01", verdict="refuse", reason="照片为证", name="王敏")
        await say(driver, "p", "finding B-GC-01", text="装标识", person="孙主管", name="赵行长")
        await say(driver, "f", "finding B-GC-01", text="已装", name="赵行长")
        await say(driver, "r")
        await driver.type("y\n")
        await driver.type("3\n")
        await driver.press("escape")
        await say(driver, "c", name="周建国")
        stored = driver.stored(assessment)
        assert stored.assessment.state == "closed"
        assert [stored.sheet.answers[item] for item in ("B-GC-01", "B-TM-06", "B-FA-02")] == [
            Given("yes"),
            Given("2/2"),
            Given("3"),
        ]
        assert (stored.result.grade, str(stored.result.score.figure)) == ("A", "100.0")
        first = stored.dossier.first
        assert first is not None
        assert first.grade == "C"
        assert "Closed by 周建国" in driver.screen_text()
        kinds = [entry.event.kind for entry in driver.app.casebook.history(assessment).entries]
        assert kinds[kinds.index("signed") :] == [
            *("signed", "returned", "replied", "signed", "approved", "noticed", "appealed", "appealed"),
            *("decided", "decided", "responded", "fixed", "rechecked", "rechecked", "closed"),
        ]
        await on_row(driver, "finding B-GC-01")
        await driver.press("h")
        assert isinstance(driver.app.screen, HistoryScreen)

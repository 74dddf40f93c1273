"""A failing disk, and a mistake of the program itself: said in sentences, nothing lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from eldercheck.services.examination import Examination
from eldercheck.storage.errors import DiskFullError
from tests.tui.driving import running, with_branch


async def test_a_failed_save_says_so_and_keeps_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter", "enter", "escape")
        await driver.press("y")
        store = driver.walk.examination._store

        def full(*_arguments: object) -> None:
            raise DiskFullError(tmp_path / "a.db")

        with monkeypatch.context() as patch:
            patch.setattr(type(store), "append_answer", full)
            await driver.type("12\n")
            assert "NOT saved" in driver.screen_text()
            assert "disk is full" in driver.walk.fault
            assert driver.walk.typed == "12"
            assert driver.walk.item_id == "B-GC-02"
            assert driver.answers() == {"B-GC-01": "yes"}
        await driver.press("enter")
        assert driver.answers() == {"B-GC-01": "yes", "B-GC-02": "12"}


async def test_a_sheet_changed_elsewhere_is_read_again_and_nothing_is_overwritten(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter", "enter", "escape")
        other: Examination = driver.stored(driver.walk.examination.assessment.id)
        other.note("B-GC-05", "elsewhere")
        await driver.press("y")
        assert "changed elsewhere" in driver.walk.fault
        assert driver.answers() == {}
        assert driver.walk.examination.sheet.notes == {"B-GC-05": "elsewhere"}
        await driver.press("y")
        assert driver.answers() == {"B-GC-01": "yes"}


def test_a_mistake_of_the_program_is_a_sentence_and_a_report(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['eldercheck', '--lang', 'en', 'demo', 'x.db']\n"
        "import eldercheck.assemble\n"
        "def broken(path): raise ZeroDivisionError('secret name')\n"
        "eldercheck.assemble.write_demo = broken\n"
        "from eldercheck.__main__ import main; main()\n"
    )
    environment = {"ELDERCHECK_HOME": str(tmp_path), "PATH": "", "SYSTEMROOT": "C:\\Windows"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "made a mistake" in done.stderr
    report = (tmp_path / "crash-report.txt").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in report
    assert "secret name" not in report


async def test_a_mistake_of_the_screen_leaves_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_branch(tmp_path / "a.db")
    with pytest.raises(ZeroDivisionError):
        async with running(tmp_path / "a.db") as driver:
            monkeypatch.setattr(type(driver.app.screen), "action_find", lambda _self: 1 // 0)
            await driver.press("slash")
    assert "ZeroDivisionError" in (own_home / "crash-report.txt").read_text(encoding="utf-8")
    said = capsys.readouterr().err
    assert "made a mistake" in said
    assert "Traceback" not in said

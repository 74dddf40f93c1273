"""A picture in half cells, and the program that a copy is handed to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from eldercheck.domain.evidence import KeptFile
from eldercheck.storage.evidence_files import EvidenceFiles
from eldercheck.storage.pictures import Small
from eldercheck.tui import outside
from eldercheck.tui.outside import NothingOpensError, open_copy
from eldercheck.tui.widgets.half_cells import UPPER, HalfCells
from tests.pictures import a_file, phone_picture

RED, BLUE = (200, 0, 0), (0, 0, 200)


class Shows(App[None]):
    def compose(self) -> ComposeResult:
        yield HalfCells()


async def test_two_pixels_stand_in_one_cell_in_the_middle_of_the_room() -> None:
    app = Shows()
    async with app.run_test(size=(10, 6)):
        look = app.query_one(HalfCells)
        assert look.room == (10, 12)
        look.show(Small(2, 3, bytes((*RED, *BLUE, *BLUE, *RED, *RED, *RED))))
        lines = [look.render_line(y) for y in range(6)]
        assert ["".join(segment.text for segment in line).strip() for line in lines] == [
            *("", "", UPPER * 2, UPPER * 2, "", ""),
        ]
        first, last = (
            [segment.style for segment in lines[y] if segment.text == UPPER and segment.style] for y in (2, 3)
        )
        assert [(style.color, style.bgcolor) != (None, None) for style in first] == [True, True]
        assert first[0].color and first[0].color.triplet == RED
        assert first[0].bgcolor and first[0].bgcolor.triplet == BLUE
        assert last[0].color and last[0].color.triplet == RED
        assert all(line.cell_length == 10 for line in lines)


async def test_words_stand_in_the_place_of_a_picture() -> None:
    app = Shows()
    async with app.run_test(size=(12, 5)):
        look = app.query_one(HalfCells)
        look.say(Content("PDF文件：按回车打开副本"))
        text = "".join(segment.text for y in range(5) for segment in look.render_line(y))
        assert "PDF文件" in text
        assert look.small is None
        assert look.render_line(0).cell_length == 12


@pytest.fixture
def kept(tmp_path: Path) -> tuple[EvidenceFiles, KeptFile]:
    files = EvidenceFiles(tmp_path / "kept")
    return files, files.keep(files.look_at(a_file(tmp_path, "前门.jpg", phone_picture())))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens by itself")
@pytest.mark.parametrize(("code", "opens"), [("exit 0", True), ("exit 4", False), ("sleep 30", True)])
def test_a_copy_is_handed_to_the_program_of_this_computer(
    kept: tuple[EvidenceFiles, KeptFile],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    opens: bool,
) -> None:
    files, file = kept
    script = tmp_path / "opener"
    script.write_text(f"#!/bin/sh\n{code}\n")
    script.chmod(0o700)
    monkeypatch.setattr("eldercheck.tui.outside.shutil.which", lambda _name: str(script))
    monkeypatch.setattr(outside, "PATIENCE", 0.3)
    if opens:
        path = open_copy(files, file)
        assert path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0
        assert b"PLANTED" not in path.read_bytes()
    else:
        with pytest.raises(NothingOpensError):
            open_copy(files, file)
    for process in outside._SHOWING:
        process.kill()
        process.wait()
    outside._SHOWING.clear()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens by itself")
def test_a_computer_without_such_a_program_is_answered(
    kept: tuple[EvidenceFiles, KeptFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eldercheck.tui.outside.shutil.which", lambda _name: None)
    with pytest.raises(NothingOpensError) as caught:
        open_copy(*kept)
    assert caught.value.values["name"] == "前门.jpg"


def test_copies_go_when_the_program_ends() -> None:
    code = "from eldercheck.tui.outside import _folder; f = _folder(); (f / 'a').touch(); print(f)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not Path(done.stdout.strip()).exists()

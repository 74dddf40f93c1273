"""`eldercheck evidence`: listing, adding, exporting, checking."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.builders import a_desk
from tests.cli.test_grade_commands import Called
from tests.pictures import A_PDF, PLACE, a_file, phone_picture

pytestmark = pytest.mark.usefixtures("own_home")
ITEM = "B-GC-01"


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Called:
    """A branch with an examination that is answered and not signed."""
    folder = tmp_path / "db"
    folder.mkdir()
    with a_desk(folder / "a.db") as desk:
        desk.finished()
    return Called(folder / "a.db", capsys)


def test_files_are_attached_listed_and_exported_without_their_names_and_places(
    call: Called, tmp_path: Path
) -> None:
    photo, document = a_file(tmp_path, "张三 '1'.jpg", phone_picture()), a_file(tmp_path, "b.pdf", A_PDF)
    out = call("evidence", "add", "0101", ITEM, photo, document, "--by", "王强")
    assert (call.code, call.err, out.count("attached")) == (0, "", 2)
    listed = call("evidence", "list", "0101")
    assert "张三 '1'.jpg" in listed
    assert "Evidence missing on" in listed
    plain = json.loads(call("evidence", "list", "0101", "--json"))
    assert [piece["name"] for piece in plain["evidence"]] == ["王强", "王强"]
    assert plain["evidence"][0]["file"]["sha256"] == hashlib.sha256(photo.read_bytes()).hexdigest()
    assert ITEM not in plain["missing"]
    folder = tmp_path / "out" / "deep"
    assert call("evidence", "export", "0101", "-o", folder) == ""
    assert call.code == 0
    assert sorted(path.name for path in folder.iterdir()) == [f"{ITEM}-1.jpg", f"{ITEM}-2.pdf"]
    assert PLACE.encode() not in (folder / f"{ITEM}-1.jpg").read_bytes()
    assert "exists already" in call.refused("evidence", "export", "0101", "-o", folder)
    call("evidence", "export", "0101", "-o", folder, "--force")
    assert call.code == 0
    call.refused("evidence", "export", "0101", "-o", photo)


def test_words_take_the_kind_of_the_item(call: Called) -> None:
    call("evidence", "add", "0101", "B-SO-01", "--text", "受访5人，满意4人")
    call("evidence", "add", "0101", ITEM, "--text", "3号", "--kind", "reading")
    plain = json.loads(call("evidence", "list", "0101", "--json"))
    assert [(piece["kind"], piece["text"]) for piece in plain["evidence"]] == [
        ("interview", "受访5人，满意4人"),
        ("reading", "3号"),
    ]


def test_one_that_is_refused_holds_up_no_other(call: Called, tmp_path: Path) -> None:
    out = call("evidence", "add", "0101", ITEM, tmp_path / "gone.jpg", a_file(tmp_path, "b.pdf", A_PDF))
    assert (call.code, "b.pdf" in out, "gone.jpg" in call.err) == (2, True, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([ITEM], "at least one file"),
        ([ITEM, "a.jpg", "--text", "x"], "either files or --text"),
        (["X-1", "--text", "x"], "no such item"),
        ([ITEM, "--text", "x", "--kind", "film"], "no kind of evidence"),
        ([ITEM, "--text", "110101194912310023"], "identity number"),
    ],
)
def test_what_cannot_be_attached_is_a_sentence(call: Called, arguments: list[str], says: str) -> None:
    assert says in call.refused("evidence", "add", "0101", *arguments)


def test_a_unit_that_is_not_here_is_a_sentence(call: Called) -> None:
    call.refused("evidence", "list", "9999")
    call.refused("evidence", "list", "0101", "--self")


def test_the_check_names_what_was_lost_or_altered(call: Called, tmp_path: Path) -> None:
    assert call("evidence", "check") == ""
    assert call.code == 0
    call("evidence", "add", "0101", ITEM, a_file(tmp_path, "a.jpg", phone_picture()))
    call("evidence", "add", "0101", ITEM, a_file(tmp_path, "b.pdf", A_PDF))
    call("evidence", "check")
    assert (call.code, "2 files are kept; every byte" in call.err) == (0, True)
    folder = call.path.with_name("a.db.evidence")
    next(folder.rglob("*.jpg")).unlink()
    next(folder.rglob("*.pdf")).write_bytes(b"x")
    out = call("evidence", "check")
    assert call.code == 1
    assert len(out.splitlines()) == 2
    assert "a.jpg" in out
    assert "is not there" in out
    assert "b.pdf" in out
    assert "is not as it was kept" in out
    assert "2 are lost or altered" in call.err
    call("evidence", "export", "0101", "-o", tmp_path / "out")
    assert call.code == 3


def test_an_item_altered_by_hand_sends_nothing_to_the_terminal(call: Called) -> None:
    call("evidence", "add", "0101", ITEM, "--text", "3号", "--kind", "reading")
    with closing(sqlite3.connect(call.path, isolation_level=None)) as connection:
        connection.execute("UPDATE evidence SET item = ?", ("\x1b[31m[A]{{7*7}}",))
    listed = call("evidence", "list", "0101")
    assert "␛[31m[A]{{7*7}}" in listed
    assert "\x1b" not in listed


def test_a_folder_with_a_name_too_long_is_named(call: Called) -> None:
    call("evidence", "export", "0101", "-o", "a" * 300)
    assert call.code == 3
    assert "everything before it is safe" in call.err

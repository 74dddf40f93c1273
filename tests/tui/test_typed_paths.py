"""Paths as people give them to a terminal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from eldercheck.tui.typed_paths import is_like_a_path, several_in, typed_path, typed_paths, unquoted


@pytest.mark.skipif(os.name == "nt", reason="POSIX paths")
@pytest.mark.parametrize(
    "text",
    [
        *("/a/b c.xlsx", " /a/b c.xlsx\n", "'/a/b c.xlsx'", '"/a/b c.xlsx"', "“/a/b c.xlsx”"),
        *("& '/a/b c.xlsx'", "‘/a/b c.xlsx’", "「/a/b c.xlsx」", "'/a/b c.xlsx' \n", "`/a/b c.xlsx`"),
        *("/a/b\\ c.xlsx", "file:///a/b%20c.xlsx", "'file:///a/b%20c.xlsx'", "file://localhost/a/b%20c.xlsx"),
    ],
)
def test_a_path_is_understood_however_it_comes(text: str) -> None:
    assert typed_path(text) == Path("/a/b c.xlsx")


def test_the_own_folder_has_a_short_name() -> None:
    assert typed_path("~/a.csv") == Path.home() / "a.csv"
    assert typed_path("~nobody-of-this-name/a.csv") == Path("~nobody-of-this-name/a.csv")


@pytest.mark.parametrize("text", ["", "  ", "''", "file://"])
def test_nothing_is_no_path(text: str) -> None:
    assert typed_path(text) in (None, Path())


def test_a_name_with_a_backslash_that_is_there_is_left_alone(tmp_path: Path) -> None:
    if os.name != "nt":
        (tmp_path / "a\\b.csv").touch()
        assert typed_path(str(tmp_path / "a\\b.csv")) == tmp_path / "a\\b.csv"


@pytest.mark.parametrize("text", ["file://[", "file:///\0", "\0", "~\0"])
def test_nonsense_is_a_path_that_is_not_there(text: str) -> None:
    typed_path(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("'it''s.jpg'", "it's.jpg"),
        ("& 'it''s.jpg'", "it's.jpg"),
        ("'it'\\''s.jpg'", "it's.jpg"),
        ("'it'\"'\"'s.jpg'", "it's.jpg"),
        ('"a""b.jpg"', 'a"b.jpg'),
        ("it's.jpg", "it's.jpg"),
        ("'", "'"),
        ("“前门”.jpg", "“前门”.jpg"),
    ],
)
def test_quotes_within_quotes_are_as_they_are_meant(text: str, meant: str) -> None:
    assert unquoted(text) == meant


@pytest.mark.skipif(os.name == "nt", reason="POSIX paths")
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("file:///a/%E7%85%A7%E7%89%87%201.jpg", "/a/照片 1.jpg"),
        ("file:///a/照片.jpg", "/a/照片.jpg"),
        ("/a/100%.jpg", "/a/100%.jpg"),
        ("/a/照片\\(1\\).jpg", "/a/照片(1).jpg"),
        ("/a/x\\'s.jpg", "/a/x's.jpg"),
    ],
)
def test_a_name_in_chinese_or_with_signs_is_understood(text: str, meant: str) -> None:
    assert typed_paths(text) == (Path(meant),)


@pytest.mark.skipif(os.name == "nt", reason="POSIX paths")
@pytest.mark.parametrize(
    "text",
    [
        "'/a/b c.jpg' '/a/d.jpg' ",
        "/a/b\\ c.jpg /a/d.jpg",
        '"/a/b c.jpg" "/a/d.jpg"',
        "file:///a/b%20c.jpg\nfile:///a/d.jpg\n",
        "file:///a/b%20c.jpg file:///a/d.jpg",
        "/a/b c.jpg\r\n/a/d.jpg\r\n",
        "'/a/b c.jpg' /a/d.jpg '/a/d.jpg'",
    ],
)
def test_several_files_dragged_together_are_several(text: str) -> None:
    assert typed_paths(text) == (Path("/a/b c.jpg"), Path("/a/d.jpg"))


def test_a_name_with_blanks_that_is_there_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "a ").mkdir()
    (tmp_path / "a " / "b.jpg").touch()
    assert typed_paths(f"{tmp_path}/a /b.jpg") == (tmp_path / "a " / "b.jpg",)
    assert typed_paths(f"{tmp_path}/one two.jpg") == (tmp_path / "one two.jpg",)
    assert typed_paths("  \n ") == ()


@pytest.mark.parametrize(
    "text",
    [
        '"C:\\a b\\c.jpg" "D:\\d.jpg"',
        "& 'C:\\a b\\c.jpg' 'D:\\d.jpg'",
        '"C:\\a b\\c.jpg" D:\\d.jpg ',
    ],
)
def test_several_files_of_windows_are_several(text: str) -> None:
    assert [unquoted(part) for part in several_in(text, "nt")] == ["C:\\a b\\c.jpg", "D:\\d.jpg"]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        *((text, True) for text in ("/a/b.jpg", "'/a b'", "~/x", "C:\\a.jpg", "\\\\host\\a", "file:///a")),
        *((text, True) for text in ("photo.JPG", "“照片 1.jpg”", "& 'C:\\a.jpg'")),
        *((text, False) for text in ("", "3/5", "12.5", "/5", " 3 / 5 ", "yes", "a.txt", "受访5人")),
    ],
)
def test_a_pasted_path_is_told_from_a_number(text: str, is_one: bool) -> None:
    assert is_like_a_path(text, (".jpg",)) is is_one

"""Paths as people give them to a terminal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from eldercheck.tui.typed_paths import typed_path


@pytest.mark.skipif(os.name == "nt", reason="POSIX paths")
@pytest.mark.parametrize(
    "text",
    [
        *("/a/b c.xlsx", " /a/b c.xlsx\n", "'/a/b c.xlsx'", '"/a/b c.xlsx"', "“/a/b c.xlsx”"),
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

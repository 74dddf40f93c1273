"""The private names of Textual that the program builds on are where they were, at the pinned version."""

from __future__ import annotations

import inspect
from importlib.metadata import version

import pytest
from textual.app import App
from textual.command import CommandPalette
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widgets import OptionList
from textual.widgets._select import SelectOverlay

from eldercheck.tui.app import EldercheckApp
from eldercheck.tui.palette import Palette


def test_the_version_is_the_pinned_one() -> None:
    assert version("textual") == "8.2.8"


@pytest.mark.parametrize(
    ("ours", "theirs", "name"),
    [
        (EldercheckApp, App, "_fatal_error"),
        (Palette, CommandPalette, "_start_no_matches_countdown"),
    ],
)
def test_what_is_overridden_is_still_called_so(ours: type, theirs: type, name: str) -> None:
    mine, original = getattr(ours, name), getattr(theirs, name)
    assert mine is not original
    assert list(inspect.signature(mine).parameters) == list(inspect.signature(original).parameters)


@pytest.mark.parametrize(
    ("theirs", "name"),
    [
        (App, "_close_messages_no_wait"),
        (CommandPalette, "_stop_no_matches_countdown"),
        (CommandPalette, "_NO_MATCHES"),
        (CommandPalette, "_NO_MATCHES_COUNTDOWN"),
        (CommandPalette, "_list_visible"),
        (ScrollView, "_scroll_update"),
    ],
)
def test_what_is_used_is_still_there(theirs: type, name: str) -> None:
    assert hasattr(theirs, name)


def test_what_an_instance_has_is_still_there() -> None:
    app = App[None]()
    assert isinstance(app._filters, list)
    assert isinstance(app._exit_renderables, list)
    assert app._exception is None
    assert isinstance(Screen[None]()._bindings.key_to_bindings, dict)
    assert issubclass(SelectOverlay, OptionList)

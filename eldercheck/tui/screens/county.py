"""The county in a year, at a glance."""

from __future__ import annotations

from textual.app import ComposeResult

from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.widgets.bars import KeyBar, TitleBar


class CountyScreen(KeyedScreen):
    """The county in a year, at a glance."""

    def compose(self) -> ComposeResult:
        """Lay out the title and the keys."""
        yield TitleBar()
        yield KeyBar()

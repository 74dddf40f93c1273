"""The programme years and their rules."""

from __future__ import annotations

from textual.app import ComposeResult

from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.widgets.bars import KeyBar, TitleBar


class YearScreen(KeyedScreen):
    """The programme years and their rules."""

    def compose(self) -> ComposeResult:
        """Lay out the title and the keys."""
        yield TitleBar()
        yield KeyBar()

"""The grade table of a year."""

from __future__ import annotations

from textual.app import ComposeResult

from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.widgets.bars import KeyBar, TitleBar


class GradesScreen(KeyedScreen):
    """The grade table of a year."""

    def compose(self) -> ComposeResult:
        """Lay out the title and the keys."""
        yield TitleBar()
        yield KeyBar()

"""A page to read above the screen: a title, paragraphs, Escape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from eldercheck.language import _
from eldercheck.tui.leaving import LeavesOnce
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.dialog import key_line
from eldercheck.tui.widgets.pane import Pane, Paragraph


class PageDialog(LeavesOnce[None], ModalScreen[None]):
    """Paragraphs that scroll; any of the usual keys leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "leave", show=False)]

    def __init__(self, title: str, paragraphs: Sequence[Paragraph]) -> None:
        super().__init__()
        self._heading, self._paragraphs = title, tuple(paragraphs)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with Vertical(classes="dialog -tall"):
            yield Static(plain(self._heading), classes="heading")
            yield Pane(id="page")
            yield Static(key_line(("↑↓", _("read on")), ("Esc", _("back"))), classes="keys")

    def on_mount(self) -> None:
        """Write the page."""
        self.query_one(Pane).show(self._paragraphs)
        self.query_one(Pane).focus()

    def action_leave(self) -> None:
        """Close the page."""
        self.dismiss()

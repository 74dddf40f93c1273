"""Two notices: what went wrong, and that the terminal is too small."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Middle
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from eldercheck.language import _
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.dialog import Dialog, key_line
from eldercheck.tui.theme import SMALLEST


class ProblemDialog(Dialog[None]):
    """What happened, whether the work is safe, what to do next."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "leave", show=False)]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def heading(self) -> Content:
        """Say that something went wrong."""
        return Content.styled(_("That did not work"), "$error")

    def parts(self) -> list[Widget]:
        """Return the sentences."""
        return [Static(plain(self._text, multiline=True))]

    def keys(self) -> Content:
        """Return the line of keys."""
        return key_line(("↵", _("go on")))


class TooSmallScreen(ModalScreen[None]):
    """Goes away by itself when the terminal grows."""

    def compose(self) -> ComposeResult:
        """Lay out one sentence."""
        with Middle():
            yield Static(id="too-small")

    def on_mount(self) -> None:
        """Say it."""
        text = _("The terminal is too small. Make it at least {columns} by {rows}; nothing is lost.")
        self.query_one(Static).update(Content(text.format(columns=SMALLEST[0], rows=SMALLEST[1])))

"""One large figure with its title, for wide screens; a click shows what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Digits, Static


class BigFigure(Vertical):
    """A figure in digits three lines high."""

    DEFAULT_CSS = """
    BigFigure { height: 5; width: 1fr; padding: 0 2; }
    BigFigure Digits { width: auto; }
    BigFigure Static { height: 1; color: $muted; }
    """

    @dataclass
    class Pressed(Message):
        """The figure was clicked."""

        number: int
        """Which of the figures of the screen."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def compose(self) -> ComposeResult:
        """Lay out the digits and the title."""
        yield Digits()
        yield Static()

    def show(self, title: str, figure: str) -> None:
        """Show a figure, and the key that leads behind it."""
        self.query_one(Digits).update(figure)
        lead = Content.styled(str(self._number + 1), "bold $accent")
        self.query_one(Static).update(Content.assemble(lead, f" {title}"))

    def on_click(self) -> None:
        """Say that it was clicked."""
        self.post_message(self.Pressed(self._number))

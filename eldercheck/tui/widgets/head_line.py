"""The line of titles above a list; a title that sorts can be clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

Heads = Callable[[int], Sequence[tuple[Content, str]]]
"""The titles in a width, one after the other without a gap, each with the column it stands for."""


class HeadLine(Widget):
    """One line, as wide as the rows below it."""

    DEFAULT_CSS = """
    HeadLine { height: 1; color: $muted; background: $surface; }
    """

    @dataclass
    class Pressed(Message):
        """A title was clicked."""

        column: str
        """The column it stands for."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._heads: Heads = lambda _width: ()

    def show(self, heads: Heads) -> None:
        """Show these titles."""
        self._heads = heads
        self.refresh()

    def render(self) -> Content:
        """Draw the titles in the width that the rows have beside their scroll bar."""
        return Content.assemble(*(text for text, _column in self._heads(self.size.width - 1)))

    def on_click(self, event: Click) -> None:
        """Say which title was clicked."""
        offset, start = event.get_content_offset(self), 0
        for text, column in self._heads(self.size.width - 1):
            if offset and column and start <= offset.x < start + text.cell_length:
                self.post_message(self.Pressed(column))
            start += text.cell_length

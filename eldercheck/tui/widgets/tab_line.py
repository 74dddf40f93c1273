"""A line of words, the one in view marked; each can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from eldercheck.tui.plain import plain


class TabLine(Widget):
    """Words in a row; where they do not all fit, those farthest from the marked one give way."""

    DEFAULT_CSS = """
    TabLine { height: 1; }
    """

    @dataclass
    class Picked(Message):
        """A word was clicked."""

        tab: str
        """Its id."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tabs: tuple[tuple[str, str], ...] = ()
        self._current = ""
        self._spans: list[tuple[int, int, str]] = []

    def show(self, tabs: Sequence[tuple[str, str]], current: str) -> None:
        """Show these (id and word), with one marked."""
        self._tabs, self._current = tuple(tabs), current
        self.refresh()

    def render(self) -> Content:
        """Draw as many as fit."""
        parts = [(name, self._part(name, title)) for name, title in self._tabs]
        while len(parts) > 1 and sum(part.cell_length for _name, part in parts) > self.size.width:
            here = next((place for place, (name, _part) in enumerate(parts) if name == self._current), 0)
            parts.pop(0 if here > len(parts) - 1 - here else -1)
        self._spans, used = [], 0
        for name, part in parts:
            self._spans.append((used, used + part.cell_length, name))
            used += part.cell_length
        return Content("").join([part for _name, part in parts])

    def on_click(self, event: Click) -> None:
        """Say which word was clicked."""
        offset = event.get_content_offset(self)
        for start, end, name in self._spans:
            if offset and start <= offset.x < end:
                self.post_message(self.Picked(name))

    def _part(self, name: str, title: str) -> Content:
        style = "bold reverse $accent" if name == self._current else "$muted"
        return plain(f" {title} ").stylize(style)

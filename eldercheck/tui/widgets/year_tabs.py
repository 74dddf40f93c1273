"""The years that were opened, in one line, the one in view marked; each can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class YearTab:
    """One year, and in a word how far it is."""

    year: int
    word: str


class YearTabs(Widget):
    """A line of years, the newest at the right; where they do not all fit the oldest give way."""

    DEFAULT_CSS = """
    YearTabs { height: 1; }
    """

    @dataclass
    class Picked(Message):
        """A year was clicked."""

        year: int
        """Which."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tabs: tuple[YearTab, ...] = ()
        self._current = 0
        self._spans: list[tuple[int, int, int]] = []

    def show(self, tabs: Sequence[YearTab], current: int) -> None:
        """Show these years, with this one marked."""
        self._tabs, self._current = tuple(tabs), current
        self.refresh()

    def render(self) -> Content:
        """Draw as many years as fit: the one in view, those after it, then those before it."""
        parts = [(tab.year, self._part(tab)) for tab in self._tabs]
        while len(parts) > 1 and sum(part.cell_length + 1 for _year, part in parts) > self.size.width:
            parts.pop(0 if parts[0][0] != self._current else -1)
        self._spans, used = [], 0
        for year, part in parts:
            self._spans.append((used, used + part.cell_length, year))
            used += part.cell_length + 1
        return Content(" ").join([part for _year, part in parts])

    def on_click(self, event: Click) -> None:
        """Say which year was clicked."""
        offset = event.get_content_offset(self)
        for start, end, year in self._spans:
            if offset and start <= offset.x < end:
                self.post_message(self.Picked(year))

    def _part(self, tab: YearTab) -> Content:
        if tab.year == self._current:
            return Content.styled(f" {tab.year} {tab.word} ", "bold reverse $accent")
        return Content.assemble(f" {tab.year} ", (f"{tab.word} ", "$muted"))

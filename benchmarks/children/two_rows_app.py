"""The floor of one answer: a list drawn line by line that repaints two rows a key, and never scrolls."""

from __future__ import annotations

import sys

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.events import Key
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


class TwoRows(ScrollView, can_focus=True):
    def __init__(self, number: int) -> None:
        super().__init__()
        self._answers = [""] * number
        self._cursor = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(20, len(self._answers))
        self.focus()

    def render_line(self, y: int) -> Strip:
        if y >= len(self._answers):
            return Strip.blank(self.size.width)
        text = f" item {y + 1:03}  {self._answers[y]}"
        return Strip([Segment(text, Style(reverse=y == self._cursor))]).adjust_cell_length(self.size.width)

    def on_key(self, event: Key) -> None:
        if event.character in ("0", "1"):
            here, shown = self._cursor, min(len(self._answers), self.size.height)
            self._answers[here] = "yes" if self._answers[here] != "yes" else "no"
            self._cursor = (here + 1) % shown
            for row in (here, self._cursor):
                self.refresh(Region(0, row, self.size.width, 1))


class TwoRowsApp(App[None]):
    def compose(self) -> ComposeResult:
        yield TwoRows(int(sys.argv[1]))


if __name__ == "__main__":
    TwoRowsApp().run()

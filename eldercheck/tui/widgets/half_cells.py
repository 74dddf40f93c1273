"""A picture in half cells: two pixels in every cell, one above the other."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from eldercheck.storage.pictures import Small

UPPER = "▀"


class HalfCells(Widget):
    """Shows a small picture in the middle of its room, or says in words why there is none."""

    DEFAULT_CSS = """
    HalfCells { width: 1fr; height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._small: Small | None = None
        self._words = Content("")

    @property
    def room(self) -> tuple[int, int]:
        """The pixels that fit: as many as cells across, twice as many down."""
        return self.content_size.width, 2 * self.content_size.height

    @property
    def small(self) -> Small | None:
        """The picture that is shown."""
        return self._small

    def show(self, small: Small) -> None:
        """Show a picture."""
        self._small, self._words = small, Content("")
        self.refresh()

    def say(self, words: Content) -> None:
        """Show words in place of a picture."""
        self._small, self._words = None, words
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, height = self.content_size
        if self._small is None:
            return self._line_of_words(y, width, height)
        small = self._small
        row = 2 * (y - max(0, height - (small.height + 1) // 2) // 2)
        if not 0 <= row < small.height:
            return Strip.blank(width, self.rich_style)
        left = max(0, width - small.width) // 2
        cells = [self._cell(small, x, row) for x in range(min(small.width, width))]
        right = width - left - len(cells)
        style = self.rich_style
        return Strip([Segment(" " * left, style), *cells, Segment(" " * right, style)], width)

    def _cell(self, small: Small, x: int, row: int) -> Segment:
        above = Color.from_rgb(*small.colour(x, row))
        if row + 1 == small.height:
            return Segment(UPPER, Style(color=above, bgcolor=self.rich_style.bgcolor))
        return Segment(UPPER, Style(color=above, bgcolor=Color.from_rgb(*small.colour(x, row + 1))))

    def _line_of_words(self, y: int, width: int, height: int) -> Strip:
        lines = Visual.to_strips(self, self._words, max(1, width - 2), None, self.visual_style)
        place = y - max(0, height - len(lines)) // 2
        if not 0 <= place < len(lines):
            return Strip.blank(width, self.rich_style)
        return Strip.join([Strip.blank(1, self.rich_style), lines[place]]).adjust_cell_length(
            width, self.rich_style
        )

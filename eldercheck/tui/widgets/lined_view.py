"""A view drawn line by line that lays the screen out anew only where its scrollbar comes or goes."""

from __future__ import annotations

from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView


class LinedView(ScrollView):
    """Lines in a scrolled view; Textual would lay out the whole screen for every change of their number."""

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)

    def set_lines(self, number: int) -> None:
        """Say how many lines there are."""
        size = Size(self.size.width, number)
        if size != self.virtual_size:
            self.virtual_size = size
            if self.container_size:
                self._scroll_update(size)

    def refresh_lines_in_view(self, lines: range) -> None:
        """Draw some lines anew, as far as they are in view."""
        top, bottom = max(0, lines.start - self.scroll_offset.y), lines.stop - self.scroll_offset.y
        bottom = min(bottom, self.size.height)
        if top < bottom:
            self.refresh(Region(0, top, self.size.width, bottom - top))

"""A pane of paragraphs: wrapped, scrolled, and each of them clickable where it stands for something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest

from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual

from eldercheck.tui.widgets.lined_view import LinedView


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; an empty one is a blank line."""

    content: Content = field(default_factory=lambda: Content(""))
    target: str = ""
    """What clicking it means; empty for nothing."""
    indent: int = 0
    """Cells that every line stands in."""
    lead: Content = field(default_factory=lambda: Content(""))
    """What stands before the first line; the other lines stand in as far."""


class Pane(LinedView, can_focus=True):
    """Shows paragraphs; without a layout of the screen for each change."""

    DEFAULT_CSS = """
    Pane { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    @dataclass
    class Picked(Message):
        """A paragraph that stands for something was clicked."""

        target: str
        """What it stands for."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._strips: list[Strip] = []
        self._targets: list[str] = []

    def show(self, paragraphs: Sequence[Paragraph], *, from_top: bool = True) -> None:
        """Show these paragraphs."""
        self._paragraphs = tuple(paragraphs)
        if from_top:
            self.scroll_to(y=0, animate=False, force=True)
        before = self._strips
        self._wrap()
        self._refresh_changed(before)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        line, width = self.scroll_offset.y + y, self.scrollable_content_region.width
        if line >= len(self._strips):
            return Strip.blank(width, self.rich_style)
        return self._strips[line].adjust_cell_length(width, self.rich_style)

    def notify_style_update(self) -> None:
        """Wrap anew in the new colours."""
        super().notify_style_update()
        self._wrap()

    def on_resize(self, _event: Resize) -> None:
        """Wrap anew in the new width."""
        self._wrap()
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Say what was clicked."""
        offset = event.get_content_offset(self)
        line = self.scroll_offset.y + (offset.y if offset else 0)
        if offset and line < len(self._targets) and self._targets[line]:
            self.post_message(self.Picked(self._targets[line]))

    def _wrap(self) -> None:
        width = max(1, self.size.width - 1)
        self._strips, self._targets = [], []
        for paragraph in self._paragraphs if self.size else ():
            strips = self._lines(paragraph, width)
            self._strips += strips
            self._targets += [paragraph.target] * len(strips)
        self.set_lines(len(self._strips))

    def _refresh_changed(self, before: Sequence[Strip]) -> None:
        """Draw the lines anew that differ from those before, from the first to the last of a run."""
        changed = [line for line, (old, new) in enumerate(zip_longest(before, self._strips)) if old != new]
        for _run, lines in groupby(enumerate(changed), lambda pair: pair[1] - pair[0]):
            run = [line for _place, line in lines]
            self.refresh_lines_in_view(range(run[0], run[-1] + 1))

    def _lines(self, paragraph: Paragraph, width: int) -> list[Strip]:
        style, hang, content = self.visual_style, paragraph.lead.cell_length, paragraph.content
        if hang * 2 > width:
            hang, content = 0, paragraph.lead + content
        strips = Visual.to_strips(self, content, max(1, width - paragraph.indent - hang), None, style)
        strips = strips or [Strip.blank(0, style.rich_style)]
        if hang:
            lead = Visual.to_strips(self, paragraph.lead, hang, 1, style)[0]
            strips = [Strip.join([lead, strips[0]]), *(self._indented(strip, hang) for strip in strips[1:])]
        return [self._indented(strip, paragraph.indent) for strip in strips]

    def _indented(self, strip: Strip, cells: int) -> Strip:
        return Strip.join([Strip.blank(cells, self.rich_style), strip]) if cells else strip

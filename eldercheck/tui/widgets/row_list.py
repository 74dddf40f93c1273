"""A list of one-line rows, drawn line by line: one widget however long the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual

from eldercheck.tui.widgets.lined_view import LinedView


@dataclass(frozen=True, slots=True)
class Row:
    """One row: how it draws itself in a width, in cells."""

    id: str
    draw: Callable[[int], Content]
    selectable: bool = True


class RowList(LinedView, can_focus=True):
    """Rows with a cursor; moves it, scrolls to it, and says what was chosen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--cursor"}
    DEFAULT_CSS = """
    RowList { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    RowList > .row-list--cursor { background: $cursor; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j,ｊ", "cursor(1)", show=False),
        Binding("up,k,ｋ", "cursor(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        row: str
        """Its id."""

    @dataclass
    class Chosen(Message):
        """A row was clicked."""

        row: str
        """Its id."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._places: dict[str, int] = {}
        self._cursor = -1
        self._drawn: dict[int, Strip] = {}
        self._drawn_for: tuple[object, ...] = ()
        """The look and the width that the lines were drawn for."""

    @property
    def current(self) -> str:
        """The id of the row under the cursor; empty where there is none."""
        return self._rows[self._cursor].id if 0 <= self._cursor < len(self._rows) else ""

    def show(self, rows: Sequence[Row], current: str = "") -> None:
        """Show these rows, the cursor on `current` (else where it was, else on the first that takes it)."""
        wish = current or self.current
        self._rows = tuple(rows)
        self._places = {row.id: place for place, row in enumerate(rows)}
        self._cursor = self._places.get(wish, -1)
        if self._cursor < 0:
            self._cursor = next((place for place, row in enumerate(rows) if row.selectable), -1)
        self._drawn.clear()
        self.set_lines(len(self._rows))
        self._follow_cursor()
        self.refresh()

    def replace(self, *rows: Row) -> None:
        """Draw some rows anew; the others stay as they are."""
        listed = list(self._rows)
        for row in rows:
            place = self._places[row.id]
            listed[place] = row
            self._redraw(place)
        self._rows = tuple(listed)

    def move_to(self, row: str) -> None:
        """Put the cursor on a row, without a message."""
        place = self._places.get(row, -1)
        if place not in (-1, self._cursor):
            old, self._cursor = self._cursor, place
            self._redraw(old)
            self._redraw(place)
            self._follow_cursor()

    def action_cursor(self, step: int) -> None:
        """Move the cursor to the next row that takes it."""
        place = self._cursor + step
        while 0 <= place < len(self._rows) and not self._rows[place].selectable:
            place += step
        if 0 <= place < len(self._rows):
            self._go(place)
        else:
            self.scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        """Move the cursor by a page."""
        self.action_edge_near(self._cursor + step * max(1, self.size.height - 1))

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first (0) or last (-1) row."""
        self.action_edge_near(0 if end == 0 else len(self._rows) - 1)

    def action_edge_near(self, place: int) -> None:
        """Move the cursor to a place, or to the nearest row that takes it."""
        takers = [index for index, row in enumerate(self._rows) if row.selectable]
        if takers:
            self._go(min(takers, key=lambda index: abs(index - place)))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        place, width = self.scroll_offset.y + y, self.scrollable_content_region.width
        if not 0 <= place < len(self._rows):
            return Strip.blank(width, self.rich_style)
        if self._drawn_for[1:] != (width,):
            self._drawn.clear()
            self._drawn_for = self._look(), width
        if place not in self._drawn:
            style = self.visual_style
            if place == self._cursor:
                style += self.get_visual_style("row-list--cursor")
            content = self._rows[place].draw(width)
            strips = Visual.to_strips(self, content, width, 1, style, pad=True)
            self._drawn[place] = strips[0].adjust_cell_length(width, style.rich_style)
        return self._drawn[place]

    def notify_style_update(self) -> None:
        """Draw everything anew in new colours; only the line of the cursor where just the focus changed."""
        super().notify_style_update()
        if self._drawn_for[:1] != (self._look(),):
            self._drawn_for = ()
        self._drawn.pop(self._cursor, None)

    def on_resize(self, _event: Resize) -> None:
        """Keep the cursor in view; lines of another width draw themselves anew."""
        self.set_lines(len(self._rows))
        self._follow_cursor()
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Choose the row that was clicked."""
        offset = event.get_content_offset(self)
        place = self.scroll_offset.y + offset.y if offset else -1
        if 0 <= place < len(self._rows) and self._rows[place].selectable:
            self._go(place)
            self.post_message(self.Chosen(self._rows[place].id))

    def _look(self) -> tuple[object, ...]:
        return self.app.theme, self.visual_style

    def _go(self, place: int) -> None:
        if place != self._cursor:
            self.move_to(self._rows[place].id)
            self.post_message(self.Moved(self._rows[place].id))

    def _redraw(self, place: int) -> None:
        self._drawn.pop(place, None)
        self.refresh_lines_in_view(range(place, place + 1))

    def _follow_cursor(self) -> None:
        if self._cursor < 0 or not self.size.height:
            return
        context = min(3, (self.size.height - 1) // 2)
        top = max(0, self._cursor - context)
        bottom = min(len(self._rows), self._cursor + context + 1)
        self.scroll_to_region(Region(0, top, 1, bottom - top), animate=False, force=True)

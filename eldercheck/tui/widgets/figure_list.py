"""Rows of figures: each figure can be stood on with the arrows, and stands for the units behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message

from eldercheck.tui.widgets.row_list import Row, RowList


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a row."""

    text: Content
    target: str = ""
    """What it stands for; empty for mere text."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row: its cells in a width, one after the other without a gap."""

    id: str
    cells: Callable[[int], Sequence[Cell]]
    selectable: bool = True


class FigureList(RowList):
    """A list whose cursor stands on one figure of one row; without the focus it shows no cursor."""

    DEFAULT_CSS = """
    FigureList > .row-list--cursor { background: $background; text-style: none; }
    FigureList:focus > .row-list--cursor { background: $cursor; text-style: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "figure(-1)", show=False),
        Binding("right", "figure(1)", show=False),
    ]

    @dataclass
    class Left(Message):
        """The cursor would go beyond the first or last figure of its row."""

        step: int
        """-1 or 1."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._figures: dict[str, FigureRow] = {}
        self._column = 0

    def show_figures(self, rows: Sequence[FigureRow]) -> None:
        """Show these rows; the cursor stays where it was."""
        self._figures = {row.id: row for row in rows}
        self.show([Row(row.id, partial(self._content, row), row.selectable) for row in rows])

    @property
    def target(self) -> str:
        """What the figure under the cursor stands for."""
        row = self._figures.get(self.current)
        targets = _targets(row.cells(self._width)) if row else []
        return targets[min(self._column, len(targets) - 1)] if targets else ""

    @property
    def _width(self) -> int:
        return max(1, self.scrollable_content_region.width)

    def stand_on(self, target: str) -> bool:
        """Put the cursor on the figure that stands for something; tell whether there is one."""
        for row in self._figures.values():
            targets = _targets(row.cells(self._width)) if row.selectable else []
            if target in targets:
                self._column = targets.index(target)
                self.move_to(row.id)
                self._redraw(self._cursor)
                return True
        return False

    def action_figure(self, step: int) -> None:
        """Move the cursor to the next figure of its row."""
        row = self._figures.get(self.current)
        last = len(_targets(row.cells(self._width))) - 1 if row else 0
        column = min(self._column, last) + step
        if 0 <= column <= last:
            self._column = column
            self._redraw(self._cursor)
        else:
            self.post_message(self.Left(step))

    def on_click(self, event: Click) -> None:
        """Choose the figure that was clicked."""
        event.prevent_default()
        offset = event.get_content_offset(self)
        place = self.scroll_offset.y + offset.y if offset else -1
        if offset is None or not 0 <= place < len(self._rows) or not self._rows[place].selectable:
            return
        self._go(place)
        start, cells = 0, self._figures[self._rows[place].id].cells(self._width)
        for number, cell in enumerate(cells):
            start += cell.text.cell_length
            if offset.x < start:
                if cell.target:
                    self._column = len(_targets(cells[:number]))
                    self._redraw(place)
                    self.post_message(self.Chosen(self._rows[place].id))
                return

    def _content(self, row: FigureRow, width: int) -> Content:
        cells = list(row.cells(width))
        if row.id == self.current and self.has_focus:
            places = [place for place, cell in enumerate(cells) if cell.target]
            if places:
                place = places[min(self._column, len(places) - 1)]
                cells[place] = Cell(cells[place].text.stylize("$background on $accent"), cells[place].target)
        return Content.assemble(*(cell.text for cell in cells))


def _targets(cells: Sequence[Cell]) -> list[str]:
    return [cell.target for cell in cells if cell.target]

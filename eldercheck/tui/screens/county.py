"""The county in a year, at a glance: how far it is, and from every figure to the units behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from eldercheck.language import _
from eldercheck.tui.behind import behind, target
from eldercheck.tui.county_keys import COUNTY
from eldercheck.tui.county_rows import all_sections, blank, figures_row, four_figures
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.overdue_rows import overdue_rows
from eldercheck.tui.reads_year import ReadsYear
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.big_figures import BigFigures
from eldercheck.tui.widgets.figure_list import FigureList, FigureRow
from eldercheck.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from eldercheck.services.county import CountyYear

WIDE, HIGH = 112, 30
"""From this size on the figures stand large and the blocks side by side."""


class CountyScreen(ReadsYear):
    """One screen that says how far the year is."""

    KEYS: ClassVar[Sequence[Key]] = COUNTY
    BINDINGS: ClassVar[list[BindingType]] = bindings(COUNTY)
    AUTO_FOCUS = "#left"

    def compose(self) -> ComposeResult:
        """Lay out the title, the large figures, two columns and the keys."""
        yield TitleBar()
        yield Pane(id="fault")
        yield BigFigures(id="figures")
        with Horizontal(id="columns"):
            yield FigureList(id="left")
            yield FigureList(id="right")
        yield KeyBar()

    def draw(self, county: CountyYear) -> None:
        """Draw the blocks, side by side where there is room."""
        self.show_title(_("County"))
        self.query_one("#fault", Pane).display = False
        if not county.units:
            self.say_empty()
        wide = self.app.size.width >= WIDE
        large = wide and self.app.size.height >= HIGH
        figures = self.query_one(BigFigures)
        figures.display = large
        figures.show([shown[:2] for shown in four_figures(county)])
        institutions, letters, dimensions, weakest, last = all_sections(county, self.last, self.last_facts)
        first = (*(() if large else (figures_row(county),)), *overdue_rows(county))
        lead = (first,) if first else ()
        blocks = (*lead, institutions, letters, dimensions, weakest, last)
        right = self.query_one("#right", FigureList)
        right.display = wide
        if wide:
            blocks = (*lead, institutions, last)
            right.show_figures(tuple(_stacked((letters, dimensions, weakest))))
        self.query_one("#left", FigureList).show_figures(tuple(_stacked(blocks)))

    def action_open(self) -> None:
        """Show the units behind the figure under the cursor."""
        focused = self.focused
        self._show(focused.target if isinstance(focused, FigureList) else "")

    def action_number(self, number: int) -> None:
        """Show the units behind one of the four figures."""
        if self.county is not None:
            self._show(four_figures(self.county)[number][2])

    def action_overdue(self) -> None:
        """Show the units whose findings are overdue."""
        if self.county is not None and not self.county.tally().overdue:
            self.notify(_("No finding is overdue."), markup=False)
        else:
            self._show(target("overdue", ""))

    def action_grades(self) -> None:
        """Show the grade table."""
        from eldercheck.tui.screens.grades import GradesScreen

        self.app.push_screen(GradesScreen(self.year))

    def action_find(self) -> None:
        """Find a unit and show it."""
        from eldercheck.tui.screens.find import FindDialog

        if self.county is not None:
            lines = [(e.unit.code, f"{e.unit.code} {e.unit.name}") for e in self.county.units]
            self.app.push_screen(FindDialog(lines), self._found)

    def _found(self, code: str | None) -> None:
        entry = self.unit_by_code(code) if code else None
        if entry is not None:
            self.open_unit(entry)

    @on(FigureList.Chosen)
    def _clicked(self, message: FigureList.Chosen) -> None:
        message.stop()
        self.action_open()

    @on(FigureList.Left)
    def _to_the_other_column(self, message: FigureList.Left) -> None:
        other = self.query_one("#right" if message.step > 0 else "#left", FigureList)
        if other.display:
            other.focus()

    @on(BigFigures.Pressed)
    def _pressed(self, message: BigFigures.Pressed) -> None:
        self.action_number(message.number)

    def _show(self, target: str) -> None:
        from eldercheck.tui.screens.units import UnitsScreen

        if self.county is not None and behind(self.county, target) is not None:
            self.app.push_screen(UnitsScreen(target, self.county.programme.year))


def _stacked(blocks: Sequence[Sequence[FigureRow]]) -> Iterator[FigureRow]:
    for number, block in enumerate(blocks):
        if number:
            yield blank(str(number))
        yield from block

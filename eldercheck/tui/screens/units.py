"""The units behind one figure of the county; Enter goes to a unit, Escape comes back to its row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from eldercheck.language import _, ngettext
from eldercheck.tui.behind import Behind, behind
from eldercheck.tui.county_keys import UNITS
from eldercheck.tui.history_keys import with_history
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.reads_year import ReadsYear
from eldercheck.tui.unit_rows import code_cells, unit_heads, unit_rows
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.head_line import HeadLine
from eldercheck.tui.widgets.pane import Pane
from eldercheck.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from eldercheck.services.county import CountyYear, UnitYear


class UnitsScreen(ReadsYear):
    """The units that a figure counts."""

    KEYS: ClassVar[Sequence[Key]] = with_history(UNITS)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    AUTO_FOCUS = "#behind"

    def __init__(self, target: str, year: int) -> None:
        super().__init__(year)
        self.target = target
        """The figure, as `tui.behind` reads it."""
        self.listed: tuple[UnitYear, ...] = ()
        self.only_overdue = False
        """Whether only units with overdue findings are listed."""

    def compose(self) -> ComposeResult:
        """Lay out the title, the heads, the rows and the keys."""
        yield TitleBar()
        yield Pane(id="fault")
        yield HeadLine()
        yield RowList(id="behind")
        yield KeyBar()

    def draw(self, county: CountyYear) -> None:
        """Draw the units; a figure that is gone (its last unit was mended) leaves an empty list."""
        found = behind(county, self.target) or Behind("", ())
        if self.only_overdue:
            late = tuple(entry for entry in found.units if entry.overdue)
            found = Behind(" · ".join(filter(None, (found.title, _("only overdue")))), late)
        self.listed = found.units
        fault = self.query_one("#fault", Pane)
        fault.display = not found.units
        if not found.units:
            self.say_fault(_("No unit stands behind this figure any more."))
        count = ngettext("{number} unit", "{number} units", len(found.units)).format(number=len(found.units))
        self.query_one(TitleBar).show(
            plain(found.title).stylize("bold"), plain(f"{county.programme.year} · {count}")
        )
        codes = code_cells(found.units)
        self.query_one(HeadLine).show(lambda width: [(unit_heads(codes, width), "")])
        self.query_one(RowList).show(tuple(unit_rows(county, found.units, self.last_facts)))

    def action_open(self) -> None:
        """Go to the unit under the cursor; one that is late, to what is late of it."""
        entry = self._current()
        if entry is not None and entry.overdue:
            self.open_case(entry)
        elif entry is not None:
            self.open_unit(entry)

    def action_overdue(self) -> None:
        """Show only units with overdue findings, or all again."""
        if not self.only_overdue and not any(entry.overdue for entry in self.listed):
            self.notify(_("No finding is overdue."), markup=False)
            return
        self.only_overdue = not self.only_overdue
        self.repaint()

    def action_why(self) -> None:
        """Explain the grade of the institution that the unit belongs to."""
        from eldercheck.tui.screens.roll_up import RollUpScreen

        entry = self._current()
        if entry is not None and self.county is not None:
            self.app.push_screen(RollUpScreen(entry.institution.code, self.county.programme.year))

    def action_compare(self) -> None:
        """Put the self-assessment of the unit under the cursor beside its examination."""
        self.show_comparison(self._current())

    def action_history(self) -> None:
        """Show who said what of the examination of the unit under the cursor."""
        self.show_unit_history(self._current())

    def action_find(self) -> None:
        """Find a unit in the list."""
        from eldercheck.tui.screens.find import FindDialog

        lines = [(entry.unit.id, f"{entry.unit.code} {entry.unit.name}") for entry in self.listed]
        self.app.push_screen(FindDialog(lines), lambda unit: self.query_one(RowList).move_to(unit or ""))

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_open()

    def _current(self) -> UnitYear | None:
        wanted = self.query_one(RowList).current
        return next((entry for entry in self.listed if entry.unit.id == wanted), None)

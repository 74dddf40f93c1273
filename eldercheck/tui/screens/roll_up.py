"""The grade of an institution explained, with its branches and service points beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from eldercheck.domain.errors import EldercheckError
from eldercheck.language import _
from eldercheck.tui.compare_text import claims_paragraphs
from eldercheck.tui.county_keys import ROLL_UP
from eldercheck.tui.history_keys import with_history
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.reads_year import ReadsYear
from eldercheck.tui.roll_up_text import roll_up_paragraphs
from eldercheck.tui.unit_rows import unit_rows
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.pane import Pane
from eldercheck.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from eldercheck.services.county import CountyYear, UnitYear
    from eldercheck.storage.year_store import GivenBonus


class RollUpScreen(ReadsYear):
    """Why an institution has its grade, and what would raise it."""

    KEYS: ClassVar[Sequence[Key]] = with_history(ROLL_UP)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    AUTO_FOCUS = "#parts"

    def __init__(self, code: str, year: int, beside: Sequence[str] = ()) -> None:
        super().__init__(year)
        self.code = code
        self._beside = tuple(beside)
        """The codes of the rows before and after, as the table shows them."""
        self.listed: tuple[UnitYear, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the title, the page, the units that it was made of, and the keys."""
        yield TitleBar()
        yield Pane(id="fault")
        with Container(id="explained"):
            yield Pane(id="why")
            yield RowList(id="parts")
        yield KeyBar()

    def redraw_in_new_size(self) -> None:
        """Draw anew: the bars of the page go by its width, which is known now."""
        self.redraw()

    def draw(self, county: CountyYear) -> None:
        """Draw the page."""
        row = county.table.institution(self.code)
        self.query_one("#fault", Pane).display = row is None
        if row is None:
            self.say_fault(_("This institution does not stand in the year."))
            return
        self.show_title(row.name)
        self.listed = tuple(entry for entry in county.units if entry.institution.code == self.code)
        page = self.query_one("#why", Pane)
        page.can_focus = False
        paragraphs = roll_up_paragraphs(county, row, self._bonus(county), self.last_facts, page.size.width)
        own = claims_paragraphs(self.office.casebook, self.listed)
        page.show((*paragraphs, *own), from_top=False)
        self.query_one("#parts", RowList).show(tuple(unit_rows(county, self.listed, self.last_facts)))

    def action_open(self) -> None:
        """Show the result of the unit under the cursor."""
        entry = self._current()
        if entry is not None:
            self.open_unit(entry)

    def action_compare(self) -> None:
        """Put the self-assessment of the unit under the cursor beside its examination."""
        self.show_comparison(self._current())

    def action_history(self) -> None:
        """Show who said what of the examination of the unit under the cursor."""
        self.show_unit_history(self._current())

    def action_read_on(self, step: int) -> None:
        """Scroll the page."""
        page = self.query_one("#why", Pane)
        page.scroll_relative(y=step * max(1, page.size.height - 1), animate=False)

    def action_beside(self, step: int) -> None:
        """Explain the row after or before."""
        place = self._beside.index(self.code) + step if self.code in self._beside else -1
        if 0 <= place < len(self._beside):
            self.code = self._beside[place]
            self.query_one("#why", Pane).scroll_to(y=0, animate=False)
            self.repaint()

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_open()

    def _current(self) -> UnitYear | None:
        wanted = self.query_one("#parts", RowList).current
        return next((entry for entry in self.listed if entry.unit.id == wanted), None)

    def _bonus(self, county: CountyYear) -> Sequence[GivenBonus]:
        entry = self.unit_by_code(self.code)
        try:
            return self.office.years.bonus_lines(county.programme.year, entry.unit) if entry else ()
        except EldercheckError:
            return ()

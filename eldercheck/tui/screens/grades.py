"""The grade table of a year: sorted, filtered, and every row explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input

from eldercheck.domain.grading import LETTERS
from eldercheck.domain.register import UNIT_KINDS, UnitKind
from eldercheck.language import _, ngettext
from eldercheck.tui.behind import target
from eldercheck.tui.county_keys import GRADES
from eldercheck.tui.grade_rows import columns, drawn_rows, heads, legend
from eldercheck.tui.grade_table_rows import (
    TITLES,
    Chosen,
    TableRow,
    choices,
    chosen_text,
    sorted_rows,
    table_rows,
)
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.reads_year import ReadsYear
from eldercheck.tui.small_bars import letter
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.head_line import HeadLine
from eldercheck.tui.widgets.pane import Pane
from eldercheck.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from eldercheck.services.county import CountyYear


class GradesScreen(ReadsYear):
    """Institutions, branches or service points with their figures."""

    KEYS: ClassVar[Sequence[Key]] = GRADES
    BINDINGS: ClassVar[list[BindingType]] = bindings(GRADES)
    AUTO_FOCUS = "#table"

    def __init__(self, year: int | None = None) -> None:
        super().__init__(year)
        self.kind: UnitKind = "institution"
        self.chosen = Chosen()
        self.sorted_by, self.is_reversed = "code", False
        self.all_rows: tuple[TableRow, ...] = ()
        self.rows: list[TableRow] = []
        """The rows as they are shown."""

    def compose(self) -> ComposeResult:
        """Lay out the title, the column titles, the rows, their sums and the keys."""
        yield TitleBar()
        yield Pane(id="fault")
        yield Input(id="words", compact=True, max_length=80)
        yield HeadLine()
        yield RowList(id="table")
        yield HeadLine(id="legend")
        yield TitleBar(id="sums")
        yield KeyBar()

    def draw(self, county: CountyYear) -> None:
        """Draw the rows that are chosen, in their order."""
        self.show_title(_(TITLES[self.kind]))
        self.all_rows = table_rows(county, self.kind, self.last_facts)
        shown = [row for row in self.all_rows if self.chosen.fits(row)]
        self.rows = sorted_rows(shown, self.sorted_by, reverse=self.is_reversed)
        self.query_one("#fault", Pane).display = not self.rows
        if not county.units:
            self.say_empty()
        elif not self.rows:
            self.say_fault(_("No row to show."))
        table, rows, kind = county.table, tuple(self.rows), self.kind
        self.query_one(HeadLine).show(
            lambda width: heads(columns(table, rows, kind, width), self.sorted_by, reverse=self.is_reversed)
        )
        self.query_one("#table", RowList).show(tuple(drawn_rows(table, rows, kind)))
        words, marks = self.query_one("#words", Input), self.query_one("#legend", HeadLine)
        words.placeholder = _("words in code, name or group")
        words.display = bool(self.chosen.words) or words.has_focus
        marks.display = bool(legend(rows, self.app.size.width))
        marks.show(lambda width: [(legend(rows, width), "")])
        self.query_one("#sums", TitleBar).show(*self._sums(county))

    def action_why(self) -> None:
        """Explain the row under the cursor."""
        from eldercheck.tui.screens.roll_up import RollUpScreen

        code = self.query_one("#table", RowList).current
        if self.county is None or not code:
            return
        entry = self.unit_by_code(code)
        if self.kind == "institution":
            codes = [row.code for row in self.rows]
            self.app.push_screen(RollUpScreen(code, self.county.programme.year, codes))
        elif entry is not None:
            self.open_unit(entry)

    def action_kind(self, kind: UnitKind) -> None:
        """Show another kind of units: of that grade, with those words."""
        self.kind, self.chosen = kind, Chosen(grade=self.chosen.grade, words=self.chosen.words)
        self._show_anew()

    def action_next_kind(self) -> None:
        """Show the next kind of units."""
        self.action_kind(UNIT_KINDS[(UNIT_KINDS.index(self.kind) + 1) % len(UNIT_KINDS)])

    def action_sort(self) -> None:
        """Sort by the next column."""
        order = self._sortable()
        place = order.index(self.sorted_by) if self.sorted_by in order else -1
        self.sorted_by, self.is_reversed = order[(place + 1) % len(order)], False
        self._show_anew()

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self.is_reversed = not self.is_reversed
        self._show_anew()

    def action_filter(self) -> None:
        """Choose what is shown."""
        from eldercheck.tui.screens.find import FindDialog

        self.app.push_screen(FindDialog(list(choices(self.all_rows, self.kind))), self._choose)

    def action_show_all(self) -> None:
        """Show all rows again."""
        self.chosen = Chosen()
        self.query_one("#words", Input).value = ""
        self.query_one("#table", RowList).focus()
        self._show_anew()

    def action_find(self) -> None:
        """Type words; the rows follow each key."""
        field = self.query_one("#words", Input)
        field.display = True
        field.focus()

    def action_back(self) -> None:
        """Take back the words, else go back to the screen before."""
        if self.chosen.words or self.query_one("#words", Input).has_focus:
            self.chosen = replace(self.chosen, words="")
            self.query_one("#words", Input).value = ""
            self.query_one("#table", RowList).focus()
            self._show_anew()
        else:
            self.dismiss()

    def action_left_out(self) -> None:
        """Show what is not in the table, and why."""
        from eldercheck.tui.screens.units import UnitsScreen

        if self.county is not None and self.county.table.left_out:
            self.app.push_screen(UnitsScreen(target("left_out"), self.county.programme.year))
        elif self.county is not None:
            self.notify(_("No unit is left out of this table."), markup=False)

    def action_county(self) -> None:
        """See how far the county's year is."""
        from eldercheck.tui.screens.county import CountyScreen

        self.app.switch_screen(CountyScreen(self.year))

    @on(Input.Changed, "#words")
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self.chosen.words:
            self.chosen = replace(self.chosen, words=event.value)
            self._show_anew()

    @on(Input.Submitted, "#words")
    def _found(self) -> None:
        self.query_one("#table", RowList).focus()
        self.repaint()

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_why()

    @on(HeadLine.Pressed)
    def _sort_by(self, message: HeadLine.Pressed) -> None:
        again = message.column == self.sorted_by
        self.is_reversed = not self.is_reversed if again else False
        self.sorted_by = message.column
        self._show_anew()

    def _sortable(self) -> list[str]:
        dimensions = [name for name, _title in self.county.table.dimensions] if self.county else []
        return ["code", "score", *dimensions, "grade", "change"]

    def _choose(self, choice: str | None) -> None:
        if choice:
            self.chosen = self.chosen.toggled(choice)
            self._show_anew()

    def _show_anew(self) -> None:
        self.repaint()
        self.query_one("#table", RowList).scroll_to(y=0, animate=False)

    def _sums(self, county: CountyYear) -> tuple[Content, Content]:
        parts: list[Content | str] = []
        for grade in LETTERS:
            number = sum(row.grade == grade for row in self.rows)
            parts += [letter(grade), f" {number}   "]
        without = sum(row.grade is None for row in self.rows)
        if without:
            parts.append(_("without a grade {number}").format(number=without))
        chosen = chosen_text(self.chosen, self.all_rows)
        if chosen:
            parts += ["   ", plain(f"▸ {chosen}").stylize("$accent bold")]
        left_out = len(county.table.left_out)
        text = ngettext("{number} unit left out", "{number} units left out", left_out)
        return Content.assemble(*parts), Content(text.format(number=left_out) if left_out else "")

"""Home: the units, what is in progress, and where to go on.

It paints before anything is loaded: what an action opens is imported by the action.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from eldercheck.domain.errors import EldercheckError
from eldercheck.language import _, ngettext
from eldercheck.tui.history_keys import TO_HISTORY
from eldercheck.tui.inbox_keys import TO_INBOX
from eldercheck.tui.keeping_units import KeepsUnits
from eldercheck.tui.keys import HOME, Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.ways_of_a_year import WaysOfAYear
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.pane import Pane, Paragraph
from eldercheck.tui.widgets.row_list import RowList
from eldercheck.wording.errors import explain

if TYPE_CHECKING:
    from eldercheck.services.casebook import Case, UnitCases


class HomeScreen(KeepsUnits, WaysOfAYear):
    """Every unit with its newest assessments."""

    KEYS: ClassVar[Sequence[Key]] = (*HOME[:3], TO_INBOX, *HOME[3:], TO_HISTORY)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    AUTO_FOCUS = "#units"

    def compose(self) -> ComposeResult:
        """Lay out the title, the list (or what an empty one teaches) and the keys."""
        yield TitleBar()
        yield RowList(id="units")
        yield Pane(id="empty")
        yield KeyBar()

    def keys_now(self) -> Sequence[Key]:
        """Leave out what an empty register does not take."""
        taken = {"home.add", "home.example", "home.year", "home.register", "help.show", "app.language"}
        return [key for key in self.KEYS if self.overview or key.id in taken]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take no key that needs the database before it is open."""
        return self.office.is_ready or action not in {key.action for key in self.KEYS} - {
            "help",
            "switch_language",
        }

    def repaint(self) -> None:
        """Read the overview and draw it."""
        if not self.office.is_ready:
            self.query_one(TitleBar).show(Content.styled("eldercheck", "bold"), Content(_("opening…")))
            self.query_one("#empty", Pane).display = False
            self.show_keys()
            return
        try:
            self.overview = self.office.casebook.overview()
        except EldercheckError as error:
            self.overview = ()
            self._draw()
            self.query_one("#empty", Pane).show([Paragraph(plain(explain(error)), indent=2)])
            return
        self._draw()

    def action_open(self) -> None:
        """Go on with the assessment under the cursor, or start one."""
        entry, case = self.current()
        if case is None:
            self.action_start()
        elif not case.assessment.is_open:
            self.action_result()
        elif entry is not None:
            self._walk(case)

    def action_start(self) -> None:
        """Start a new assessment of the unit under the cursor."""
        from eldercheck.tui.starting import offer_start

        entry, _case = self.current()
        if entry is None:
            self.action_add_unit()
        else:
            offer_start(self, entry.unit, entry.cases, self.office.show_sheet)

    def action_result(self) -> None:
        """Show the result of the assessment under the cursor."""
        from eldercheck.tui.screens.result import ResultScreen

        _entry, case = self.current()
        if case is None or not case.is_complete:
            self.notify(_("There is no result yet: items are still open."), markup=False)
            return
        examination = self.office.resume(case.assessment.id)
        if examination is not None:
            self.app.push_screen(ResultScreen(examination))

    def action_history(self) -> None:
        """Show who said what of the assessment under the cursor."""
        _entry, case = self.current()
        if case is not None:
            self.show_history(case.assessment.id)
        else:
            self.notify(_("This unit has no assessment in this year yet."), markup=False)

    def action_find(self) -> None:
        """Find a unit."""
        from eldercheck.tui.screens.find import FindDialog

        lines = [(entry.unit.id, f"{entry.unit.code} {entry.unit.name}") for entry in self.overview]
        self.app.push_screen(FindDialog(lines), self._found)

    def action_year(self) -> None:
        """Open a year, change its rules, publish."""
        from eldercheck.tui.screens.year import YearScreen

        self.app.push_screen(YearScreen())

    def action_example(self) -> None:
        """Open the example county."""
        self.office.open_example()
        self.redraw()

    def action_back(self) -> None:
        """There is nothing before home."""

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_open()

    def _draw(self) -> None:
        from eldercheck.tui.home_rows import empty_paragraphs, home_rows, same_unit

        units, year = len(self.overview), self.office.casebook.this_year
        count = ngettext("{number} unit", "{number} units", units).format(number=units)
        left = Content.assemble(
            ("eldercheck", "bold"), _(" · senior-friendly service · {year}").format(year=year)
        )
        right = Content.assemble(self._waiting(), plain(self.office.place()), f" · {count}")
        self.query_one(TitleBar).show(left, right)
        units_list, empty = self.query_one("#units", RowList), self.query_one("#empty", Pane)
        units_list.display, empty.display = bool(self.overview), not self.overview
        if self.overview:
            units_list.show(
                rows := tuple(home_rows(self.overview)),
                same_unit(rows, units_list.current or self.office.row),
            )
        else:
            empty.show(tuple(empty_paragraphs()))
        self.show_keys(self.office.standing())

    def _waiting(self) -> Content:
        """Say how much waits for the role whose inbox was in view last."""
        office = self.office
        of = office.bank_unit() if office.role == "bank" else None
        try:
            number = office.inbox.number(office.role, self.overview, of)
        except EldercheckError:
            return Content("")
        text = ngettext("{number} waits", "{number} wait", number).format(number=number)
        return Content.assemble((text, "bold $accent"), " · ") if number else Content("")

    def current(self) -> tuple[UnitCases | None, Case | None]:
        """Return the unit and the assessment under the cursor."""
        unit_id, _gap, case_id = self.query_one(RowList).current.partition(" ")
        entry = next((entry for entry in self.overview if entry.unit.id == unit_id), None)
        cases = entry.cases if entry else ()
        return entry, next((case for case in cases if case.assessment.id == case_id), None)

    def _walk(self, case: Case) -> None:
        examination = self.office.resume(case.assessment.id)
        if examination is not None:
            self.office.show_sheet(examination)

    def _found(self, unit_id: str | None) -> None:
        entry = next((entry for entry in self.overview if entry.unit.id == unit_id), None)
        if entry is not None:
            first = entry.cases[0].assessment.id if entry.cases else ""
            self.query_one(RowList).move_to(f"{entry.unit.id} {first}")

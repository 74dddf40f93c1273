"""The programme years: the rules of each, what differs from the year before, and what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from eldercheck.domain.errors import EldercheckError, StateError
from eldercheck.domain.programme_settings import setting_text, with_setting
from eldercheck.language import _
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.ways_of_a_year import WaysOfAYear
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.pane import Pane
from eldercheck.tui.widgets.row_list import RowList
from eldercheck.tui.widgets.year_tabs import YearTab, YearTabs
from eldercheck.tui.year_keys import YEAR
from eldercheck.tui.year_rows import (
    RULE_OF,
    Rule,
    changed_with,
    is_switch,
    rule_title,
    rule_value,
    year_rows,
)
from eldercheck.tui.year_text import (
    YearView,
    history_paragraphs,
    read_year,
    standing_content,
    teaching_paragraphs,
)
from eldercheck.wording.errors import explain
from eldercheck.wording.year_history import STAGES

if TYPE_CHECKING:
    from eldercheck.domain.programme import Programme

HISTORY_CELLS = 44
TURNED = {"yes": "no", "no": "yes", "signed": "approved", "approved": "signed"}


class YearScreen(WaysOfAYear):
    """One year at a time; arrows go to the others."""

    KEYS: ClassVar[Sequence[Key]] = YEAR
    BINDINGS: ClassVar[list[BindingType]] = bindings(YEAR)
    AUTO_FOCUS = "#rules"

    def __init__(self, year: int = 0) -> None:
        super().__init__()
        self._wished = year
        self._only = False
        self.view: YearView | None = None
        """The year in view; None before any was opened."""

    def compose(self) -> ComposeResult:
        """Lay out the title, the years, how far the one in view is, its rules, its history and the keys."""
        yield TitleBar()
        yield YearTabs(id="years")
        yield Static(id="standing")
        with Horizontal():
            yield RowList(id="rules")
            yield Pane(id="teaching")
            yield Pane(id="year-history")
        yield KeyBar()

    def keys_now(self) -> Sequence[Key]:
        """Leave out what means nothing before a year was opened."""
        if self.view is None:
            taken = {"year.open", "year.register", "help.show", "screen.back"}
            return [key for key in YEAR if key.id in taken]
        silent = {"year.differences"} if self.view.before is None else set()
        if self.view.standing.is_final:
            silent.add("year.bonus")
        return [key for key in YEAR if key.id not in silent]

    def repaint(self) -> None:
        """Read the year and draw it."""
        known = self.view.stages if self.view else {}
        try:
            self.view = read_year(self.office.years, self._wished, known)
        except EldercheckError as error:
            self.view = None
            self.query_one("#standing", Static).update(plain(explain(error)))
        self._draw()

    def action_change(self) -> None:
        """Change the rule under the cursor: turn it over, or ask."""
        rule = RULE_OF.get(self.query_one(RowList).current)
        if self.view is None:
            self.action_open_year()
        elif rule is None:
            self.notify(_("A checklist is frozen when the year is opened."), markup=False)
        elif rule.name == "add_ons" and self.view.standing.locked:
            self.office.report(StateError("checklists_frozen"))
        elif self.office.may_write():
            if is_switch(rule) and not self.view.standing.locked:
                self._turn_over(rule, self.view.standing.programme)
            else:
                self._ask(self.view, rule)

    def action_open_year(self) -> None:
        """Ask which year to open."""
        from eldercheck.tui.screens.open_year import OpenYearDialog

        if self.office.may_write():
            years, opened = self.office.years, self.view.opened if self.view else ()
            year = opened[-1].year + 1 if opened else years.current()
            self.app.push_screen(OpenYearDialog(self.office, year, opened), self._opened_year)

    def action_publish(self) -> None:
        """Check the year, then publish it."""
        from eldercheck.tui.screens.publish import PublishScreen

        if self.view is not None:
            self.app.push_screen(PublishScreen(self.view.year))

    def action_bonus(self) -> None:
        """Give an institution its bonus."""
        from eldercheck.tui.screens.bonus import ask_bonus

        if self.view is not None and self.office.may_write():
            ask_bonus(self, self.view.standing)

    def action_differences(self) -> None:
        """Show only what differs from the year before, or everything."""
        self._only = not self._only
        self._draw()

    def action_history(self) -> None:
        """Read the history on a page of its own."""
        from eldercheck.tui.screens.page import PageDialog

        if self.view is not None:
            title = _("History of {year}").format(year=self.view.year)
            self.app.push_screen(PageDialog(title, tuple(history_paragraphs(self.view.history))))

    def action_year(self, step: int) -> None:
        """Look at another year."""
        if self.view is not None:
            self._look_at(self.view.neighbour(step))

    def year_in_view(self) -> int | None:
        """Return the year in view, to go on with it."""
        return self.view.year if self.view is not None else None

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_change()

    @on(YearTabs.Picked)
    def _tab_clicked(self, message: YearTabs.Picked) -> None:
        self._look_at(message.year)

    @on(Pane.Picked)
    async def _step_clicked(self, message: Pane.Picked) -> None:
        await self.run_action(message.target)

    def _ask(self, view: YearView, rule: Rule) -> None:
        from eldercheck.tui.screens.rules import RulesDialog

        dialog = RulesDialog(
            view.standing, changed_with(rule), self.office.years.change, rule.settings[0], view.before
        )
        self.app.push_screen(dialog)

    def _turn_over(self, rule: Rule, programme: Programme) -> None:
        text = TURNED[setting_text(programme, rule.settings[0])]
        try:
            programme = self.office.years.change(with_setting(programme, rule.settings[0], text))
        except EldercheckError as error:
            self.office.report(error)
            return
        self.repaint()
        saved = f"{rule_title(rule)} → {rule_value(rule, programme)}"
        self.query_one(KeyBar).say(plain(saved).stylize("$success"))

    def _look_at(self, year: int) -> None:
        self._wished = year
        self.repaint()

    def _opened_year(self, programme: Programme | None) -> None:
        if programme is not None:
            self._only = False
            self._look_at(programme.year)

    def _draw(self) -> None:
        view = self.view
        rules, teaching = self.query_one("#rules", RowList), self.query_one("#teaching", Pane)
        rules.display, teaching.display = view is not None, view is None
        self.query_one("#years").display = view is not None
        self.query_one("#year-history").display = view is not None and self.has_class("-wide")
        title = Content.styled(_("The programme year"), "bold")
        if view is None:
            self.query_one(TitleBar).show(title, plain(self.office.place()))
            teaching.show(tuple(teaching_paragraphs()))
        else:
            authority = view.standing.programme.authority
            whose = plain(f" · {authority}" if authority else "")
            self.query_one(TitleBar).show(title + whose, plain(self.office.place()))
            tabs = [YearTab(one.year, _(STAGES[view.stages[one.year]])) for one in view.opened]
            self.query_one(YearTabs).show(tabs, view.year)
            self.query_one("#standing", Static).update(standing_content(view))
            width = self.size.width - 1 - (HISTORY_CELLS if self.has_class("-wide") else 0)
            rules.show(tuple(year_rows(view.standing, view.before, width, only=self._only)))
            self.query_one("#year-history", Pane).show(tuple(history_paragraphs(view.history)))
        self.show_keys(self.office.standing())

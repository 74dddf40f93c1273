"""The history of an assessment: who said what, when; Enter shows sheet and grade as they stood then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.past import GROUPS, Group
from eldercheck.language import _, current, ngettext
from eldercheck.tui.history_keys import HISTORY
from eldercheck.tui.history_rows import entry_rows, item_content, past_paragraphs, row_id
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.walk_margin import party_title
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.pane import Pane, Paragraph
from eldercheck.tui.widgets.row_list import RowList
from eldercheck.tui.widgets.tab_line import TabLine
from eldercheck.wording.case_words import GROUPS as WORDS
from eldercheck.wording.errors import explain
from eldercheck.wording.pasts import moment_title

if TYPE_CHECKING:
    from eldercheck.reports.report import Report
    from eldercheck.services.history import Entry, History

EVERYTHING = "all"


class HistoryScreen(KeyedScreen):
    """Every event of an assessment, the newest first; of one item or one matter where that is asked for."""

    KEYS: ClassVar[Sequence[Key]] = HISTORY
    BINDINGS: ClassVar[list[BindingType]] = bindings(HISTORY)
    AUTO_FOCUS = "#history"

    def __init__(self, assessment_id: str, item: str = "") -> None:
        super().__init__()
        self._assessment = assessment_id
        self._read: History | None = None
        self.item = item
        """Only what was said of this item; empty for everything."""
        self.group: Group | None = None

    def compose(self) -> ComposeResult:
        """Lay out the title, the matters, the item asked for, the entries and the keys."""
        yield TitleBar()
        yield TabLine(id="groups")
        yield Static(id="about")
        yield Pane(id="fault")
        yield RowList(id="history")
        yield KeyBar()

    @property
    def listed(self) -> tuple[Entry, ...]:
        """The entries in view, the first first."""
        return self._read.only(self.item, self.group) if self._read else ()

    def keys_now(self) -> Sequence[Key]:
        """Leave out what means nothing just now."""
        if self._read is None:
            return [key for key in HISTORY if key.id in ("help.show", "screen.back")]
        silent = set() if self.item or self.group else {"history.all"}
        if not self.listed:
            silent |= {"history.then", "history.export"}
        return [key for key in HISTORY if key.id not in silent]

    def repaint(self) -> None:
        """Read the history and draw it; in place of one that cannot be read, why."""
        try:
            self._read = self.office.casebook.history(self._assessment)
        except EldercheckError as error:
            self._read = None
            self.query_one("#fault", Pane).show([Paragraph(plain(explain(error)), indent=2)])
        self.query_one("#fault", Pane).display = self._read is None
        self._draw()

    def action_then(self) -> None:
        """Show the entry under the cursor whole, with the sheet and the grade right after it."""
        from eldercheck.tui.screens.page import PageDialog

        wanted = self.query_one(RowList).current
        entry = next((entry for entry in self.listed if row_id(entry) == wanted), None)
        if entry is None or self._read is None:
            return
        try:
            past = self._read.after(entry)
            page = tuple(past_paragraphs(self._read, entry, past))
        except EldercheckError as error:
            self.notify(explain(error), markup=False)
            return
        self.app.push_screen(PageDialog(moment_title(past), page))

    def action_group(self, step: int) -> None:
        """Show the next matter that anything was said of, going round."""
        names = [name for name, _title in self._tabs()]
        here = names.index(self.group or EVERYTHING) if (self.group or EVERYTHING) in names else 0
        self._show_group(names[(here + step) % len(names)])

    def action_all(self) -> None:
        """Show everything."""
        self.item, self.group = "", None
        self._draw()

    def action_find(self) -> None:
        """Choose an item; only what was said of it is shown then."""
        from eldercheck.tui.screens.find import FindDialog

        if self._read is not None:
            told = {item for entry in self._read.entries for item in entry.items}
            items = [item for item in self._read.checklist if item.id in told]
            lines = [(item.id, f"{item.id} {item.ask.in_language(current())}") for item in items]
            self.app.push_screen(FindDialog(lines, self._read.now.notes), self._found)

    def action_export(self) -> None:
        """Hand what is shown here over as a file."""
        from eldercheck.tui.papers import Paper, file_name
        from eldercheck.tui.screens.export import ExportDialog

        history = self._read
        if history is None:
            return
        item, group = self.item, self.group

        def make() -> Report:
            from eldercheck.reports.timeline import timeline_report

            return timeline_report(history, date.today(), item, group)  # noqa: DTZ011 - the day on this laptop

        about = {"code": history.unit.code, "name": history.unit.name, "year": history.assessment.year}
        name = _("{code} {name} history {year}").format(**about)
        paper = Paper("history", _("history"), file_name(f"{name} {item}"), make)
        self.app.push_screen(ExportDialog([paper]))

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_then()

    @on(TabLine.Picked)
    def _tab_clicked(self, message: TabLine.Picked) -> None:
        self._show_group(message.tab)

    def _found(self, item: str | None) -> None:
        if item:
            self.item = item
            self._draw()

    def _show_group(self, name: str) -> None:
        self.group = next((group for group in GROUPS if group == name), None)
        self._draw()

    def _tabs(self) -> list[tuple[str, str]]:
        said = {entry.group for entry in self._read.only(self.item)} if self._read else set()
        return [(EVERYTHING, _("all")), *((group, _(WORDS[group])) for group in GROUPS if group in said)]

    def _draw(self) -> None:
        history, about = self._read, self.query_one("#about", Static)
        rows, tabs = self.query_one("#history", RowList), self.query_one("#groups", TabLine)
        tabs.display = history is not None
        about.display = history is not None and self.item in history.checklist
        if history is None:
            self.query_one(TitleBar).show(Content.styled(_("Timeline"), "bold"))
            rows.show(())
        else:
            party = party_title(history.assessment.party, history.assessment.year)
            name = plain(history.unit.name).stylize("bold")
            number = len(self.listed)
            count = ngettext("{number} entry", "{number} entries", number).format(number=number)
            self.query_one(TitleBar).show(
                Content.assemble(name, f" · {party} · ", _("Timeline")), Content(count)
            )
            tabs.show(self._tabs(), self.group or EVERYTHING)
            if self.item in history.checklist:
                about.update(item_content(history, history.checklist.item(self.item)))
            rows.show(tuple(entry_rows(history, self.listed, self.item, self.size.width - 2)))
        self.show_keys(self.office.standing())

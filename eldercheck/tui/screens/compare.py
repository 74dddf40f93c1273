"""A bank's self-assessment beside the examination: figures, agreement, and the items side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.register import Unit
from eldercheck.language import _, ngettext
from eldercheck.services.comparison import Comparison, compare
from eldercheck.tui.compare_keys import COMPARE
from eldercheck.tui.compare_rows import figure_lines, item_heads, item_rows
from eldercheck.tui.compare_text import agreement_paragraphs, not_compared_paragraphs, pair_paragraphs
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.page import PageDialog
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.head_line import HeadLine
from eldercheck.tui.widgets.pane import Pane, Paragraph
from eldercheck.tui.widgets.row_list import RowList
from eldercheck.wording.errors import explain

PAGE_CELLS = 66


class CompareScreen(KeyedScreen):
    """Both sheets of a unit and a year beside each other; read anew on coming back."""

    KEYS: ClassVar[Sequence[Key]] = COMPARE
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMPARE)
    AUTO_FOCUS = "#compared"

    def __init__(self, unit: Unit, year: int) -> None:
        super().__init__()
        self.unit, self.year = unit, year
        self.found: Comparison | None = None
        self.only_differences = False
        self._stale = True

    def compose(self) -> ComposeResult:
        """Lay out the title, the figures, the items and the keys."""
        yield TitleBar()
        yield Pane(id="fault")
        yield Pane(id="both")
        yield HeadLine()
        yield RowList(id="compared")
        yield KeyBar()

    def on_mount(self) -> None:
        """The items have the keys."""
        self.query_one("#both", Pane).can_focus = False

    def on_screen_resume(self) -> None:
        """Read anew on coming back, when the handler of every screen draws."""
        self._stale = True

    def repaint(self) -> None:
        """Draw both sheets, or say what they wait for."""
        if self._stale:
            self._read()
        found = self.found
        if found is not None:
            lines = figure_lines(found, self.size.width - 5)
            pane = self.query_one("#both", Pane)
            pane.styles.height = len(lines) + (0 if self.has_class("-narrow") else 2)
            pane.show(lines)
            self.query_one(HeadLine).show(lambda width: [(item_heads(width), "")])
            rows = tuple(item_rows(found, only_differences=self.only_differences))
            self.query_one(RowList).show(rows)
        self._show_title()
        self.show_keys()

    def action_open(self) -> None:
        """Show the item under the cursor with both answers."""
        wanted = self.query_one(RowList).current
        if self.found is None:
            return
        pair = next((pair for pair in self.found.items.pairs if pair.item.id == wanted), None)
        if pair is not None:
            self.app.push_screen(PageDialog(wanted, tuple(pair_paragraphs(pair))))
            return
        one = next((one for one in self.found.items.not_compared if one.item.id == wanted), None)
        if one is not None:
            theirs = self.found.bank_checklist
            was = theirs.item(wanted) if wanted in theirs else None
            self.app.push_screen(PageDialog(wanted, tuple(not_compared_paragraphs(one, was))))

    def action_filter(self) -> None:
        """Show only differences, or all items again."""
        self.only_differences = not self.only_differences
        self.repaint()

    def action_sections(self) -> None:
        """Show the agreement by section."""
        if self.found is not None:
            width = min(PAGE_CELLS, self.size.width * 94 // 100 - 8)
            paragraphs = tuple(agreement_paragraphs(self.found, width))
            self.app.push_screen(PageDialog(_("Agreement by section"), paragraphs))

    def action_export(self) -> None:
        """Hand the comparison over as a file."""
        from eldercheck.tui.papers import comparison_papers
        from eldercheck.tui.screens.export import ExportDialog

        if self.found is not None:
            self.app.push_screen(ExportDialog(comparison_papers(self.office, self.found)))

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_open()

    def _read(self) -> None:
        fault = self.query_one("#fault", Pane)
        try:
            self.found = compare(self.office.casebook, self.unit, self.year)
        except EldercheckError as error:
            self.found = None
            fault.show([Paragraph(plain(explain(error), multiline=True), indent=2)])
        fault.display = self.found is None
        for part in self.query("#both, HeadLine, #compared"):
            part.display = self.found is not None
        self._stale = False

    def _show_title(self) -> None:
        title = _("{year} self-assessment beside the examination").format(year=self.year)
        said = ""
        if self.found is not None:
            number = len(self.found.items.over_claimed)
            said = ngettext("{number} over-claimed", "{number} over-claimed", number).format(number=number)
        if self.only_differences:
            said += " · " + _("differences only")
        left = plain(self.unit.name).stylize("bold").append(f" · {title}")
        self.query_one(TitleBar).show(left, plain(said).stylize("bold"))

"""The result of a finished sheet, with its reasons down to the last fraction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from eldercheck.language import _
from eldercheck.services.examination import Examination
from eldercheck.tui.compare_text import beside_paragraphs
from eldercheck.tui.history_keys import with_history
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.keys import RESULT, Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.result_text import result_paragraphs, result_standing
from eldercheck.tui.screens.second_look import ApproveDialog, ReopenDialog
from eldercheck.tui.walk_margin import party_title
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.pane import Pane
from eldercheck.wording.results import printed


class ResultScreen(KeyedScreen):
    """Score, grade, reasons, the way up, every sum."""

    KEYS: ClassVar[Sequence[Key]] = with_history(RESULT)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    AUTO_FOCUS = "#result"

    def __init__(self, examination: Examination) -> None:
        super().__init__()
        self.examination = examination

    def compose(self) -> ComposeResult:
        """Lay out the title, the large figures of a wide screen, the page and the keys."""
        yield TitleBar()
        with Horizontal():
            with Vertical(id="large"):
                yield Static(id="large-score-label")
                yield Digits(id="large-score")
                yield Static(id="large-grade-label")
                yield Static(id="large-grade")
            yield Pane(id="result")
        yield KeyBar()

    def keys_now(self) -> Sequence[Key]:
        """Leave out the second look and reopening where they mean nothing."""
        silent = set() if self._may_approve else {"result.approve"}
        if self.examination.is_open:
            silent.add("result.reopen")
        assessment = self.examination.assessment
        if assessment.party == "bank" or assessment.state == "closed":
            silent.add("sheet.veto")
        return [key for key in self.KEYS if key.id not in silent]

    def repaint(self) -> None:
        """Draw everything anew; without a result any more, this page is left."""
        if not self.examination.progress().complete:
            self.dismiss()
            return
        examination, result = self.examination, self.examination.result
        party = party_title(examination.assessment.party, examination.assessment.year)
        title = Content.assemble(plain(examination.unit.name).stylize("bold"), f" · {party} · ", _("Result"))
        self.query_one(TitleBar).show(title, plain(" · ".join(result_standing(examination))))
        self.query_one("#large-score-label", Static).update(_("Score"))
        self.query_one("#large-grade-label", Static).update(_("Grade"))
        self.query_one("#large-score", Digits).update(printed(result.score.figure))
        grade = self.query_one("#large-grade", Static)
        grade.update(result.grade or "—")
        grade.set_classes([f"-grade-{(result.grade or 'none').lower()}"])
        width = self.query_one(Pane).size.width
        beside = tuple(beside_paragraphs(self.office.casebook, examination))
        self.query_one(Pane).show(tuple(result_paragraphs(examination, width, beside)), from_top=False)
        self.show_keys()

    def action_sheet(self) -> None:
        """Look at the answers; leaving them leads back here."""
        self._show_item("")

    def action_approve(self) -> None:
        """Approve after a second look."""
        if not self._may_approve:
            self.notify(_("Only a signed examination that nobody approved yet is approved."), markup=False)
        elif self.office.may_write():
            self.app.push_screen(ApproveDialog(self.examination))

    def action_reopen(self) -> None:
        """Take the signature back, with a reason; in a published year this opens a correction."""
        if not self.examination.is_open and self.office.may_write():
            self.app.push_screen(ReopenDialog(self.examination), self._reopened)

    def action_case(self) -> None:
        """See what became of it, and what can be done about it."""
        from eldercheck.tui.screens.case import CaseScreen

        self.app.push_screen(CaseScreen(self.examination))

    def action_veto(self) -> None:
        """Record a veto, or take one back."""
        from eldercheck.tui.screens.veto import open_vetoes

        if self.examination.assessment.party == "examiner":
            open_vetoes(self.office, self.examination)

    def action_export(self) -> None:
        """Hand the sheet over as a file."""
        from eldercheck.tui.papers import unit_papers
        from eldercheck.tui.screens.export import ExportDialog

        self.app.push_screen(ExportDialog(unit_papers(self.office, self.examination)))

    def action_compare(self) -> None:
        """Put the self-assessment beside the examination."""
        from eldercheck.tui.screens.compare import CompareScreen

        self.app.push_screen(CompareScreen(self.examination.unit, self.examination.assessment.year))

    def action_history(self) -> None:
        """Show who said what, when, and on what evidence."""
        self.show_history(self.examination.assessment.id)

    @property
    def _may_approve(self) -> bool:
        assessment = self.examination.assessment
        signed = assessment.state == "signed" and assessment.party == "examiner"
        return signed and not self.examination.is_published

    def on_pane_picked(self, message: Pane.Picked) -> None:
        """Go to the comparison, the case, or the item clicked: a signed one is traced to who said it."""
        item_id = message.target.removeprefix("item:")
        if message.target == "compare":
            self.action_compare()
        elif message.target == "case":
            self.action_case()
        elif self.examination.is_open:
            self._show_item(item_id)
        else:
            self.show_history(self.examination.assessment.id, item_id)

    def _show_item(self, item_id: str) -> None:
        from eldercheck.tui.screens.walk import WalkScreen

        self.app.push_screen(WalkScreen(self.examination, item_id))

    def _reopened(self, done: bool | None) -> None:
        if done:
            self.office.show_sheet(self.examination)

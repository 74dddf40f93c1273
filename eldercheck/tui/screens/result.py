"""The result of a finished sheet, with its reasons down to the last fraction."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from eldercheck.domain.errors import EldercheckError
from eldercheck.language import _
from eldercheck.services.examination import Examination
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.keys import RESULT, Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.result_text import result_paragraphs
from eldercheck.tui.screens.ask import AskDialog
from eldercheck.tui.walk_margin import party_title
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.pane import Pane
from eldercheck.wording.results import printed


class ResultScreen(KeyedScreen):
    """Score, grade, reasons, the way up, every sum."""

    KEYS: ClassVar[Sequence[Key]] = RESULT
    BINDINGS: ClassVar[list[BindingType]] = bindings(RESULT)
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
        """Leave out reopening where nothing is signed."""
        silent = "" if self.examination.assessment.state != "open" else "result.reopen"
        return [key for key in RESULT if key.id != silent]

    def repaint(self) -> None:
        """Draw everything anew."""
        examination, result = self.examination, self.examination.result
        party = party_title(examination.assessment.party, examination.assessment.year)
        title = Content.assemble(plain(examination.unit.name).stylize("bold"), f" · {party} · ", _("Result"))
        self.query_one(TitleBar).show(title, Content("" if examination.is_open else _("signed")))
        self.query_one("#large-score-label", Static).update(_("Score"))
        self.query_one("#large-grade-label", Static).update(_("Grade"))
        self.query_one("#large-score", Digits).update(printed(result.score.figure))
        grade = self.query_one("#large-grade", Static)
        grade.update(result.grade or "—")
        grade.set_classes([f"-grade-{(result.grade or 'none').lower()}"])
        width = self.query_one(Pane).size.width
        self.query_one(Pane).show(tuple(result_paragraphs(examination, width)), from_top=False)
        self.show_keys()

    def action_sheet(self) -> None:
        """Look at the answers."""
        self.office.show_sheet(self.examination)

    def action_reopen(self) -> None:
        """Take the signature back, with a reason."""
        if self.office.read_only:
            self.notify(self.office.why_read_only(), severity="warning", markup=False)
        elif not self.examination.is_open:
            question = _("Take the signature back? The reason is kept.")
            self.app.push_screen(AskDialog(question, _("Reason")), self._reopen)

    def on_pane_picked(self, message: Pane.Picked) -> None:
        """Go to the item that was clicked."""
        self.office.show_sheet(self.examination, message.target.removeprefix("item:"))

    def _reopen(self, reason: str | None) -> None:
        if reason is None:
            return
        try:
            self.examination.reopen(reason)
        except EldercheckError as error:
            with suppress(EldercheckError):
                self.examination.reload()
            self.office.report(error)
            return
        self.office.show_sheet(self.examination)

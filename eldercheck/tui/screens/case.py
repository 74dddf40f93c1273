"""The case: what became of an examination after its signature, and what can be done about it now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from eldercheck.domain.errors import StateError
from eldercheck.domain.ledger import EventKind
from eldercheck.language import _
from eldercheck.services.allowed import refusal
from eldercheck.services.examination import Examination
from eldercheck.services.second_look import SecondLook
from eldercheck.tui.case_keys import ACTS, CASE
from eldercheck.tui.case_rows import CaseRows
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.walk_margin import party_title
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.row_list import RowList
from eldercheck.wording.case_steps import case_step
from eldercheck.wording.case_words import CASE_STATES, word


class CaseScreen(KeyedScreen):
    """One examination and all that follows from it."""

    KEYS: ClassVar[Sequence[Key]] = CASE
    BINDINGS: ClassVar[list[BindingType]] = bindings(CASE)
    AUTO_FOCUS = "#case"

    def __init__(self, examination: Examination) -> None:
        super().__init__()
        self.examination = examination

    def compose(self) -> ComposeResult:
        """Lay out the title, the state, the rows and the keys."""
        yield TitleBar()
        yield Static(id="step")
        yield RowList(id="case")
        yield KeyBar()

    def keys_now(self) -> Sequence[Key]:
        """Leave out what the state, or the row under the cursor, does not take."""
        shown = []
        for key in CASE:
            act = ACTS.get(key.id)
            if act is None or self._refusal(act) is None:
                shown.append(key)
        return shown

    def repaint(self) -> None:
        """Draw everything anew."""
        examination, assessment = self.examination, self.examination.assessment
        party = party_title(assessment.party, assessment.year)
        title = Content.assemble(plain(examination.unit.name).stylize("bold"), f" · {party} · ", _("Case"))
        state = word(CASE_STATES, assessment.state)
        published = [_("published")] if examination.is_published else []
        self.query_one(TitleBar).show(title, Content.styled(" · ".join([state, *published]), "bold"))
        waiting = len(SecondLook(examination).unanswered)
        step = case_step(examination.standing, examination.today, waiting)
        self.query_one("#step", Static).update(plain(step).stylize("bold"))
        rows = self.query_one("#case", RowList)
        rows.show(tuple(CaseRows(examination, self.size.width).rows()))
        self.show_keys(self.office.standing())

    def _refusal(self, act: EventKind) -> StateError | None:
        return refusal(self.examination, act, self._item)

    @property
    def _item(self) -> str:
        """The item under the cursor; empty where there is none."""
        return self.query_one("#case", RowList).current.partition(" ")[2]

    @on(RowList.Moved)
    def _moved(self) -> None:
        self.show_keys(self.office.standing())

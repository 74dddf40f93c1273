"""The case: what became of an examination after its signature, and what can be done about it now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from eldercheck.language import _
from eldercheck.services.examination import Examination
from eldercheck.services.second_look import SecondLook
from eldercheck.tui.case_acts import CaseActs
from eldercheck.tui.case_keys import ACTS, CASE
from eldercheck.tui.case_rows import CaseRows
from eldercheck.tui.history_keys import with_history
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.walk_margin import party_title
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.row_list import RowList
from eldercheck.wording.case_steps import case_step
from eldercheck.wording.case_words import CASE_STATES, word


class CaseScreen(CaseActs):
    """One examination and all that follows from it."""

    KEYS: ClassVar[Sequence[Key]] = with_history(CASE)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    AUTO_FOCUS = "#case"

    def __init__(self, examination: Examination) -> None:
        super().__init__()
        self.examination = examination
        self._done = Content("")
        """What was done last, for the right end of the bar."""

    def compose(self) -> ComposeResult:
        """Lay out the title, the state, the rows and the keys."""
        yield TitleBar()
        yield Static(id="step")
        yield RowList(id="case")
        yield KeyBar()

    def keys_now(self) -> Sequence[Key]:
        """Leave out what the state, or the row under the cursor, does not take."""
        acts = {key.id: ACTS.get(key.id) for key in self.KEYS}
        allowed = [key for key in self.KEYS if (act := acts[key.id]) is None or self.refusal_of(act) is None]
        on_item = {"case.item", "case.evidence"}
        return [key for key in allowed if key.id not in on_item or self.item_in_hand()]

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
        rows = tuple(CaseRows(examination, self.size.width).rows())
        self.query_one("#case", RowList).show(rows)
        self._show_keys()

    def item_in_hand(self, *kinds: str) -> str:
        """Return the item under the cursor, of these kinds of rows (none given: of any); empty for none."""
        kind, _gap, item = self.query_one("#case", RowList).current.partition(" ")
        return item if not kinds or kind in kinds else ""

    def say(self, text: str) -> None:
        """Say at the right end of the bar what was done."""
        self._done = Content.styled(f"{text} {self.office.time_now()}", "$success")
        self._show_keys()

    @on(RowList.Moved)
    def _moved(self) -> None:
        self._show_keys()

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_item()

    def _show_keys(self) -> None:
        self.show_keys(self.office.standing() if self.office.read_only else self._done)

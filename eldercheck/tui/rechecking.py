"""Asking an item again: what is chosen or typed is saved by Enter only, since a re-check is not undone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.content import Content

from eldercheck.domain.answers import Answer
from eldercheck.domain.dossier import Outcome
from eldercheck.domain.errors import EldercheckError
from eldercheck.language import _
from eldercheck.services.allowed import refusal
from eldercheck.services.examination import Examination
from eldercheck.services.rectification import Rectification
from eldercheck.tui.answering import AnsweringScreen
from eldercheck.tui.number_entry import entered
from eldercheck.tui.recheck_rows import outcome_content
from eldercheck.tui.screens.recheck_forms import NoteForm
from eldercheck.wording.errors import explain


class RecheckingScreen(AnsweringScreen):
    """A screen with an item in hand that is asked again."""

    def __init__(self, examination: Examination, names: Sequence[str], item: str = "") -> None:
        super().__init__(examination)
        held = set(examination.dossier.unsettled)
        self.items = [one.id for one in examination.checklist if one.id in held]
        """What is asked again, in sheet order; it stays the same while the screen stands."""
        self.names = tuple(names)
        self.chosen: Answer | None = None
        """What was found for the item in hand, before it is saved."""
        self.notes: dict[str, str] = {}
        """The notes that wait for their answers."""
        self.outcomes: dict[str, Outcome] = {}
        self._warned = False
        waiting = [one for one in self.items if examination.dossier.findings[one].awaits_recheck]
        first = item if item in held else next(iter([*waiting, *self.items]))
        self.set_reactive(RecheckingScreen.item_id, first)

    def go(self, item: str) -> None:
        """Take another item in hand, or draw this one anew."""
        if item == self.item_id:
            self.repaint()
        else:
            self.item_id = item

    def action_accept(self) -> None:
        """Save what was found, or go on."""
        if self.typed:
            self._choose(entered(self.item, self.typed, self.examination.total_due(self.item_id)))
        if self.chosen is not None:
            self._save(self.chosen)
        elif not self.typed:
            self.action_move(1)

    def action_move(self, step: int) -> None:
        """Go to the next item or the one before."""
        place = self.items.index(self.item_id) + step
        if self.settled() and 0 <= place < len(self.items):
            self.go(self.items[place])

    def action_clear(self) -> None:
        """Take away what was typed or chosen."""
        self.take_away()
        self.repaint()

    def action_note(self) -> None:
        """Write the note that is saved with the answer."""
        here = self.item_id
        if self.may_change():
            keep = partial(self.notes.__setitem__, here)
            self.app.push_screen(NoteForm(here, self.notes.get(here, ""), keep))

    def action_evidence(self, path: str = "") -> None:
        """Show what is attached to the item; what is added is for the re-check."""
        from eldercheck.tui.screens.evidence import EvidenceScreen

        if self.settled():
            self.app.push_screen(EvidenceScreen(self.examination, self.item_id, "recheck", path))

    def take_away(self) -> None:
        """Forget what was typed, chosen or wrong."""
        self.chosen, self._warned = None, False
        self.set_reactive(RecheckingScreen.typed, "")
        self.set_reactive(RecheckingScreen.fault, "")

    def settled(self) -> bool:
        """Tell whether the item can be left: nothing is typed or chosen and not saved."""
        if self.chosen is not None:
            self.fault = _("Not saved yet: Enter saves it, d takes it away.")
        return self.chosen is None and super().settled()

    def may_change(self) -> bool:
        """Tell whether the item can be asked again; says why where it cannot."""
        error = refusal(self.examination, "rechecked", self.item_id)
        if self.office.read_only:
            self.fault = self.office.why_read_only()
        elif error is not None:
            self.fault = explain(error)
        return error is None and not self.office.read_only

    def may_leave(self) -> bool:
        """Tell whether nothing is lost by leaving; a note without its answer is asked about once."""
        if not self.settled():
            return False
        if any(self.notes.values()) and not self._warned:
            self._warned = True
            self.fault = _(
                "A note is saved with its answer, which is not given. Esc once more throws it away."
            )
            return False
        return True

    def changed(self, item_id: str, goal: str) -> None:
        """Nothing changes here but by a re-check."""

    def _answer(self, answer: Answer | None, *, stay: bool = False) -> bool:
        """Take an answer as chosen; Enter saves it."""
        if answer is None or not self.may_change():
            return False
        self.take_away()
        self._choose(answer)
        self.repaint()
        return True

    def _choose(self, answer: Answer) -> None:
        try:
            Rectification(self.examination).outcome(self.item_id, answer)
        except EldercheckError as error:
            self.fault = explain(error)
        else:
            self.chosen = answer

    def _save(self, answer: Answer) -> None:
        here = self.item_id
        try:
            outcome = Rectification(self.examination).recheck(
                here, answer, self.names, self.notes.get(here, "")
            )
        except EldercheckError as error:
            self._failed(error)
            return
        self.notes.pop(here, None)
        self.outcomes[here] = outcome
        self.status = Content.assemble((f"{here} ", "$muted"), outcome_content(outcome))
        self.take_away()
        start = self.items.index(here) + 1
        turned = self.items[start:] + self.items[:start]
        self.go(next((item for item in turned if item not in self.outcomes), here))

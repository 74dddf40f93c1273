"""Answering the item in hand: by a key, by a number typed, by leaving it out; notes, undo and redo."""

from __future__ import annotations

from contextlib import suppress

from textual import events
from textual.content import Content
from textual.reactive import reactive

from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.checklist import Item
from eldercheck.domain.clean_text import visible
from eldercheck.domain.errors import EldercheckError
from eldercheck.language import _
from eldercheck.services.examination import Examination
from eldercheck.storage.evidence_kinds import SUFFIXES
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.number_entry import LONGEST, entered, is_whole_already, starts_entry, typed_character
from eldercheck.tui.screens.note import NoteDialog
from eldercheck.tui.screens.reason import ReasonDialog
from eldercheck.tui.typed_paths import is_like_a_path
from eldercheck.wording.errors import explain


class AnsweringScreen(KeyedScreen):
    """A screen with an item in hand that takes its answer; what it shows is for the screens made from it."""

    item_id: reactive[str] = reactive("", init=False, repaint=False)
    """The item in hand."""
    typed: reactive[str] = reactive("", init=False, repaint=False)
    """What was typed for it and not yet confirmed."""
    fault: reactive[str] = reactive("", init=False, repaint=False)
    """What is wrong, in words, shown beside the field."""

    def __init__(self, examination: Examination) -> None:
        super().__init__()
        self.examination = examination
        self.status = Content("")
        """What just happened, for the right end of the bar."""

    @property
    def item(self) -> Item:
        """The item in hand."""
        return self.examination.checklist.item(self.item_id)

    def changed(self, item_id: str, goal: str) -> None:
        """An item has another answer or note; the walk goes on at `goal`."""
        raise NotImplementedError

    async def on_key(self, event: events.Key) -> None:
        """Take every key here, in the order it was pressed: a binding would run later than a digit."""
        bound = self._bindings.key_to_bindings.get(event.key, [])
        if self.app.screen is not self:
            event.stop()
            self.app.post_message(events.Key(event.key, event.character))
        elif self._takes(event.key, typed_character(event.character)):
            event.stop()
        elif bound:
            event.stop()
            await self.run_action(bound[0].action)

    def _takes(self, key: str, character: str) -> bool:
        """Take what is typed, a choice by its digit or a number key by key; tell whether it was that."""
        if self.typed:
            return self._type(key, character)
        if not starts_entry(character):
            return False
        match self.item.answer:
            case Count() | Measure():
                self._enter(character)
            case Levels() if character.isdigit():
                self.action_level(int(character))
            case YesNo() if character in "01":
                self.action_say("yes" if character == "1" else "no")
            case _:
                self.fault = _("{key} is not one of the answers here.").format(key=character)
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted number as if it were typed, a pasted path as a file of evidence."""
        if not self.typed and is_like_a_path(event.text, tuple(SUFFIXES.values())):
            self.action_evidence(event.text)
        elif isinstance(self.item.answer, (Count, Measure)):
            self._enter("".join(map(typed_character, event.text.strip()[:LONGEST])))

    def action_say(self, word: str) -> None:
        """Answer yes or no."""
        if isinstance(self.item.answer, YesNo):
            self._answer(Given(word))
        else:
            self.fault = _("This item is not answered by yes or no.")

    def action_level(self, level: int) -> None:
        """Answer by a level."""
        self._answer(Given(str(level)))

    def action_leave_out(self) -> None:
        """Leave the item out, with a reason."""
        item = self.item
        if item.not_applicable is None:
            self.fault = _("This item cannot be left out: it always applies.")
        elif self.may_change():
            reason = self.examination.sheet.answers.get(item.id)
            own = reason.reason if isinstance(reason, NotApplicable) else ""
            self.app.push_screen(ReasonDialog(item, own), self._leave_out)

    def action_clear(self) -> None:
        """Take the answer away, or what is being typed."""
        if self.typed:
            self.typed = ""
        elif self.item_id in self.examination.sheet.answers:
            self._answer(None, stay=True)

    def action_evidence(self, path: str = "") -> None:
        """Show what is attached to the item; a path that was pasted is asked about there."""
        from eldercheck.tui.screens.evidence import EvidenceScreen

        if self.settled():
            self.app.push_screen(EvidenceScreen(self.examination, self.item_id, path=path))

    def action_note(self) -> None:
        """Write a note."""
        if self.may_change():
            self.write_note(self.examination.sheet.notes.get(self.item_id, ""))

    def action_undo(self) -> None:
        """Take the last change back."""
        self._repeat("undo")

    def action_redo(self) -> None:
        """Do it again."""
        self._repeat("redo")

    def action_saved(self) -> None:
        """Say that there is nothing to save."""
        self.say(_("already saved"))

    def say(self, text: str) -> None:
        """Say at the right end of the bar what just happened."""
        self.status = Content.styled(text, "$success")
        self.show_keys(self.status)

    def _type(self, key: str, character: str) -> bool:
        if key == "backspace":
            self.typed = self.typed[:-1]
        elif key == "escape":
            self.typed = ""
        elif character and key != "enter" and len(self.typed) < LONGEST:
            self.typed += character
        else:
            return False
        return True

    def _enter(self, text: str) -> None:
        item = self.item
        if not self.may_change():
            return
        due = self.examination.total_due(item.id)
        if is_whole_already(item, text, due):
            self._answer(entered(item, text, due))
        else:
            self.typed = text

    def action_history(self) -> None:
        """Show who said what of the item in hand."""
        if self.settled():
            self.show_history(self.examination.assessment.id, self.item_id)

    def settled(self) -> bool:
        """Tell whether the item can be left: a number half typed may fit by chance, so it is asked about."""
        if self.typed:
            self.fault = _("{typed} is not confirmed: Enter saves it, Esc takes it away.").format(
                typed=visible(self.typed)
            )
        return not self.typed

    def may_change(self) -> bool:
        """Tell whether the sheet takes a change; says why where it does not."""
        if not self.examination.is_open:
            self.fault = _("This sheet is signed. It can be reopened from the result page, with a reason.")
        elif self.office.read_only:
            self.fault = self.office.why_read_only()
        return self.examination.is_open and not self.office.read_only

    def _answer(self, answer: Answer | None, *, stay: bool = False) -> bool:
        if not self.may_change():
            return False
        here = self.item_id
        goal = here if stay else self.examination.neighbour(here, 1)
        try:
            self.examination.answer(here, answer, place=goal)
        except EldercheckError as error:
            self._failed(error)
            return False
        self.set_reactive(AnsweringScreen.typed, "")
        self.changed(here, goal)
        return True

    def _failed(self, error: EldercheckError) -> None:
        if not self.office.is_about_input(error):
            with suppress(EldercheckError):
                self.examination.reload()
            self.status = Content.styled(_("NOT saved"), "$error bold")
            self.show_keys(self.status)
        self.fault = explain(error)

    def _leave_out(self, reason: str | None) -> None:
        if reason is not None:
            self._answer(NotApplicable(reason))

    def write_note(self, text: str, *, recovered: bool = False) -> None:
        """Open the note of the item in hand with this text."""
        dialog = NoteDialog(self.examination.assessment.id, self.item_id, text, recovered=recovered)
        self.app.push_screen(dialog, self._note)

    def _note(self, text: str | None) -> None:
        if text is None:
            return
        try:
            self.examination.note(self.item_id, text)
        except EldercheckError as error:
            self._failed(error)
            self.write_note(text, recovered=True)
            self.office.report(error)
            return
        self.office.drafts.clear()
        self.changed(self.item_id, self.item_id)

    def _repeat(self, way: str) -> None:
        if not self.may_change():
            return
        try:
            change = self.examination.undo() if way == "undo" else self.examination.redo()
        except EldercheckError as error:
            self._failed(error)
            return
        if change is None:
            self.say(_("nothing to undo") if way == "undo" else _("nothing to redo"))
        else:
            self.changed(change.item, change.item)

"""The walk: one item at a time beside the outline; one key answers and moves on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive

from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.errors import EldercheckError
from eldercheck.language import _, current
from eldercheck.services.examination import Examination
from eldercheck.tui.item_text import Card, card_paragraphs
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.keys import WALK, Key, bindings
from eldercheck.tui.number_entry import LONGEST, entered, is_whole_already, starts_entry, typed_character
from eldercheck.tui.outline_rows import item_row, outline_rows, section_row
from eldercheck.tui.screens.find import FindDialog
from eldercheck.tui.screens.note import NoteDialog
from eldercheck.tui.screens.reason import ReasonDialog
from eldercheck.tui.screens.review import ReviewScreen
from eldercheck.tui.walk_margin import margin_paragraphs, sheet_title, what_happened
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.pane import Pane
from eldercheck.tui.widgets.row_list import RowList
from eldercheck.wording.errors import explain


class WalkScreen(KeyedScreen):
    """Walk a sheet, item by item."""

    KEYS: ClassVar[Sequence[Key]] = WALK
    BINDINGS: ClassVar[list[BindingType]] = bindings(WALK)
    AUTO_FOCUS = ""

    item_id: reactive[str] = reactive("", init=False)
    """The item in hand."""
    typed: reactive[str] = reactive("", init=False)
    """What was typed for it and not yet confirmed."""
    fault: reactive[str] = reactive("", init=False)
    """What is wrong, in words, shown beside the field."""

    def __init__(self, examination: Examination) -> None:
        super().__init__()
        self.examination = examination
        self._status = Content("")
        self.set_reactive(WalkScreen.item_id, examination.place)

    def compose(self) -> ComposeResult:
        """Lay out the title, the outline, the card, the margin and the keys."""
        yield TitleBar()
        with Horizontal():
            yield RowList(id="outline")
            yield Pane(id="card")
            yield Pane(id="margin")
        yield KeyBar()

    def on_mount(self) -> None:
        """Nothing takes the focus: every key belongs to the walk. A draft left by a crash is offered."""
        for part in self.query(RowList).results(RowList):
            part.can_focus = False
        for pane in self.query(Pane).results(Pane):
            pane.can_focus = False
        draft = self.office.drafts.read(self.examination.assessment.id)
        if draft and self.examination.is_open:
            self.item_id = draft.item
            self.call_after_refresh(self._write_note, draft.text)

    def repaint(self) -> None:
        """Draw everything anew from the sheet."""
        self.query_one("#outline", RowList).show(tuple(outline_rows(self.examination)), self.item_id)
        self._show_item()

    def keys_now(self) -> Sequence[Key]:
        """Leave out what this item or a signed sheet does not take."""
        item = self.examination.checklist.item(self.item_id)
        silent = set() if item.not_applicable else {"item.leave_out"}
        if not self.examination.is_open:
            silent |= {"item.leave_out", "item.undo", "item.open", "item.note"}
        return [key for key in WALK if key.id not in silent]

    def watch_item_id(self) -> None:
        """Show another item."""
        self.set_reactive(WalkScreen.typed, "")
        self.set_reactive(WalkScreen.fault, "")
        self.query_one("#outline", RowList).move_to(self.item_id)
        self._show_item()

    def watch_typed(self) -> None:
        """Show what is being typed."""
        self.set_reactive(WalkScreen.fault, "")
        self._show_card()

    def watch_fault(self) -> None:
        """Show what is wrong."""
        self._show_card()

    def on_key(self, event: events.Key) -> None:
        """Take what is typed: a choice by its digit, or a number key by key."""
        character = typed_character(event.character)
        item = self.examination.checklist.item(self.item_id)
        if self.typed and self._type(event.key, character):
            event.stop()
            event.prevent_default()
        elif not starts_entry(character):
            return
        elif isinstance(item.answer, (Count, Measure)):
            self._enter(character)
        elif isinstance(item.answer, Levels) and character.isdigit():
            self.action_level(int(character))
        elif isinstance(item.answer, YesNo) and character in "01":
            self.action_say("yes" if character == "1" else "no")
        else:
            self.fault = _("{key} is not one of the answers here.").format(key=character)

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted number as if it were typed."""
        if isinstance(self.examination.checklist.item(self.item_id).answer, (Count, Measure)):
            self._enter("".join(map(typed_character, event.text.strip()[:LONGEST])))

    def action_say(self, word: str) -> None:
        """Answer yes or no."""
        if isinstance(self.examination.checklist.item(self.item_id).answer, YesNo):
            self._answer(Given(word))

    def action_level(self, level: int) -> None:
        """Answer by a level."""
        self._answer(Given(str(level)))

    def action_accept(self) -> None:
        """Confirm what was typed, or go on."""
        if self.typed:
            self._answer(entered(self.examination.checklist.item(self.item_id), self.typed))
        else:
            self.action_move(1)

    def action_move(self, step: int) -> None:
        """Go to the next item or the one before; what was typed is confirmed first."""
        if self._settled():
            self._go(self.examination.neighbour(self.item_id, step))

    def action_section(self, step: int) -> None:
        """Go to the first item of the next section, or of this or the one before."""
        sections = self.examination.checklist.sections
        here = sections.index(self.examination.checklist.section_of(self.item_id))
        at_start = sections[here].items[0].id == self.item_id
        target = here + step if step > 0 or at_start else here
        if self._settled():
            self._go(sections[max(0, min(len(sections) - 1, target))].items[0].id)

    def action_edge(self, end: int) -> None:
        """Go to the first or the last item."""
        if self._settled():
            self._go(self.examination.checklist.items[end].id)

    def action_next_open(self) -> None:
        """Go to the next item without an answer."""
        target = self.examination.next_open(self.item_id)
        if target is None:
            self.say(_("every item has an answer; r reviews"))
        elif self._settled():
            self._go(target)

    def action_scroll_card(self, direction: int) -> None:
        """Read on in a card that is longer than the screen."""
        self.query_one("#card", Pane).scroll_relative(y=direction * 5, animate=False)

    def action_leave_out(self) -> None:
        """Leave the item out, with a reason."""
        item = self.examination.checklist.item(self.item_id)
        if item.not_applicable is None:
            self.fault = _("This item cannot be left out: it always applies.")
        elif self._may_change():
            reason = self.examination.sheet.answers.get(item.id)
            own = reason.reason if isinstance(reason, NotApplicable) else ""
            self.app.push_screen(ReasonDialog(item, own), self._leave_out)

    def action_clear(self) -> None:
        """Take the answer away, or what is being typed."""
        if self.typed:
            self.typed = ""
        elif self.item_id in self.examination.sheet.answers:
            self._answer(None, stay=True)

    def action_note(self) -> None:
        """Write a note."""
        if self._may_change():
            self._write_note(self.examination.sheet.notes.get(self.item_id, ""))

    def action_undo(self) -> None:
        """Take the last change back."""
        self._repeat("undo")

    def action_redo(self) -> None:
        """Do it again."""
        self._repeat("redo")

    def action_find(self) -> None:
        """Find an item."""
        items = [(item.id, item.ask.in_language(current())) for item in self.examination.checklist]
        self.app.push_screen(FindDialog(items, self.examination.sheet.notes), self._found)

    def action_review(self) -> None:
        """Look at what is open, and sign."""
        if self._settled():
            self.app.push_screen(ReviewScreen(self.examination), self._reviewed)

    def action_saved(self) -> None:
        """Say that there is nothing to save."""
        self.say(_("already saved"))

    def action_back(self) -> None:
        """Leave the walk; where it stood is kept."""
        if self._settled() and self.examination.is_open and not self.office.read_only:
            try:
                self.examination.move_to(self.item_id)
            except EldercheckError as error:
                self.office.report(error)
        if not self.fault:
            self.dismiss()

    def say(self, text: str) -> None:
        """Say at the right end of the bar what just happened."""
        self._status = Content.styled(text, "$success")
        self.show_keys(self._status)

    @on(RowList.Moved)
    def _picked_row(self, message: RowList.Moved) -> None:
        if self._settled():
            self._go(message.row)

    @on(Pane.Picked)
    async def _picked(self, message: Pane.Picked) -> None:
        if message.target.startswith("item:"):
            self._picked_row(RowList.Moved(message.target.removeprefix("item:")))
        elif message.target != "entry":
            await self.run_action(message.target)

    def _go(self, item_id: str) -> None:
        self.item_id = item_id

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
        item = self.examination.checklist.item(self.item_id)
        if not self._may_change():
            return
        if is_whole_already(item, text):
            self._answer(entered(item, text))
        else:
            self.typed = text

    def _settled(self) -> bool:
        """Confirm what was typed before leaving the item; stay where it is wrong."""
        return not self.typed or self._answer(
            entered(self.examination.checklist.item(self.item_id), self.typed), stay=True
        )

    def _may_change(self) -> bool:
        if not self.examination.is_open:
            self.fault = _("This sheet is signed. It can be reopened from the result page, with a reason.")
        elif self.office.read_only:
            self.fault = self.office.why_read_only()
        return self.examination.is_open and not self.office.read_only

    def _answer(self, answer: Answer | None, *, stay: bool = False) -> bool:
        if not self._may_change():
            return False
        here = self.item_id
        goal = here if stay else self.examination.neighbour(here, 1)
        try:
            self.examination.answer(here, answer, place=goal)
        except EldercheckError as error:
            self._failed(error)
            return False
        self.set_reactive(WalkScreen.typed, "")
        self._changed(here, goal)
        return True

    def _failed(self, error: EldercheckError) -> None:
        if not self.office.is_about_input(error):
            self.examination.reload()
            self._status = Content.styled(_("NOT saved"), "$error bold")
            self.show_keys(self._status)
        self.fault = explain(error)

    def _changed(self, item_id: str, goal: str) -> None:
        item, checklist = self.examination.checklist.item(item_id), self.examination.checklist
        outline = self.query_one("#outline", RowList)
        outline.replace(
            item_row(self.examination, item), section_row(self.examination, checklist.section_of(item_id))
        )
        self._status = what_happened(self.examination, item, self.office.time_now())
        if goal == self.item_id:
            self._show_item()
        else:
            self.item_id = goal

    def _leave_out(self, reason: str | None) -> None:
        if reason is not None:
            self._answer(NotApplicable(reason))

    def _write_note(self, text: str) -> None:
        dialog = NoteDialog(self.examination.assessment.id, self.item_id, text)
        self.app.push_screen(dialog, self._note)

    def _note(self, text: str | None) -> None:
        if text is None:
            return
        try:
            self.examination.note(self.item_id, text)
        except EldercheckError as error:
            self._failed(error)
            return
        self.office.drafts.clear()
        self._changed(self.item_id, self.item_id)

    def _repeat(self, way: str) -> None:
        if not self._may_change():
            return
        try:
            change = self.examination.undo() if way == "undo" else self.examination.redo()
        except EldercheckError as error:
            self._failed(error)
            return
        if change is None:
            self.say(_("nothing to undo") if way == "undo" else _("nothing to redo"))
        else:
            self._changed(change.item, change.item)

    def _found(self, item_id: str | None) -> None:
        if item_id and self._settled():
            self._go(item_id)

    def _reviewed(self, item_id: str | None) -> None:
        if item_id:
            self._go(item_id)

    def _show_item(self) -> None:
        self.query_one(TitleBar).show(*sheet_title(self.examination, self.item_id))
        self._show_card()
        self.show_keys(self._status)
        if self.has_class("-wide"):
            self.query_one("#margin", Pane).show(tuple(margin_paragraphs(self.examination)))

    def _show_card(self) -> None:
        item, sheet = self.examination.checklist.item(self.item_id), self.examination.sheet
        card = Card(
            self.examination.checklist,
            item,
            sheet.answers.get(item.id),
            sheet.notes.get(item.id, ""),
            self.typed,
            self.fault,
        )
        self.query_one("#card", Pane).show(tuple(card_paragraphs(card)))

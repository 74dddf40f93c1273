"""The walk: one item at a time beside the outline; one key answers and moves on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from eldercheck.language import _, current
from eldercheck.services.examination import Examination
from eldercheck.storage.errors import StorageError
from eldercheck.tui.case_keys import RETURNED
from eldercheck.tui.history_keys import TO_HISTORY
from eldercheck.tui.item_text import card_of, card_paragraphs
from eldercheck.tui.keys import WALK, Key, bindings
from eldercheck.tui.last_year_offer import OffersLastYear
from eldercheck.tui.number_entry import entered
from eldercheck.tui.outline_rows import item_row, outline_rows, section_row
from eldercheck.tui.returned_items import AnswersReturns
from eldercheck.tui.screens.find import FindDialog
from eldercheck.tui.screens.review import ReviewScreen
from eldercheck.tui.starting import offer_visit
from eldercheck.tui.walk_margin import margin_paragraphs, most_urgent, sheet_title, what_happened
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.pane import Pane
from eldercheck.tui.widgets.row_list import RowList


class WalkScreen(AnswersReturns, OffersLastYear):
    """Walk a sheet, item by item."""

    KEYS: ClassVar[Sequence[Key]] = (*WALK, *RETURNED, TO_HISTORY)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    AUTO_FOCUS = ""

    def __init__(self, examination: Examination, item_id: str = "") -> None:
        super().__init__(examination)
        self.set_reactive(WalkScreen.item_id, self.begin_at(item_id))

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
        offered = self.examination.is_open and not self.office.read_only
        if draft and offered and draft.item in self.examination.checklist:
            self.item_id = draft.item
            self.call_after_refresh(partial(self.write_note, draft.text, recovered=True))

    def repaint(self) -> None:
        """Draw everything anew from the sheet."""
        rows = tuple(outline_rows(self.examination, self.marked))
        self.query_one("#outline", RowList).show(rows, self.item_id)
        self._show_item()

    def keys_now(self) -> Sequence[Key]:
        """Leave out what this item or a signed sheet does not take."""
        item = self.item
        silent = set() if item.not_applicable else {"item.leave_out"}
        if self.examination.assessment.party == "bank":
            silent.add("sheet.visit")
        if not self.offers_last_year:
            silent.add("item.last_year")
        if not self.examination.is_open:
            silent |= {"item.leave_out", "item.undo", "item.open", "item.note", "sheet.visit"}
        keys = most_urgent(self.examination, [key for key in self.KEYS if key.id not in silent])
        return self.with_returns(keys)

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

    def action_accept(self) -> None:
        """Confirm what was typed, or go on."""
        if self.typed:
            self._answer(entered(self.item, self.typed, self.examination.total_due(self.item_id)))
        else:
            self.action_move(1)

    def action_move(self, step: int) -> None:
        """Go to the next item or the one before, once what was typed is confirmed."""
        if self.settled():
            self._go(self.examination.neighbour(self.item_id, step))

    def action_section(self, step: int) -> None:
        """Go to the first item of the next section, or of this or the one before."""
        sections = self.examination.checklist.sections
        here = sections.index(self.examination.checklist.section_of(self.item_id))
        at_start = sections[here].items[0].id == self.item_id
        target = here + step if step > 0 or at_start else here
        if self.settled():
            self._go(sections[max(0, min(len(sections) - 1, target))].items[0].id)

    def action_edge(self, end: int) -> None:
        """Go to the first or the last item."""
        if self.settled():
            self._go(self.examination.checklist.items[end].id)

    def action_next_open(self) -> None:
        """Go to the next item without an answer."""
        target = self.examination.next_open(self.item_id)
        if target is None:
            self.say(_("every item has an answer; r reviews"))
        elif self.settled():
            self._go(target)

    def action_scroll_card(self, direction: int) -> None:
        """Read on in a card that is longer than the screen."""
        self.query_one("#card", Pane).scroll_relative(y=direction * 5, animate=False)

    def action_find(self) -> None:
        """Find an item."""
        items = [
            (item.id, f"{item.id} {item.ask.in_language(current())}") for item in self.examination.checklist
        ]
        self.app.push_screen(FindDialog(items, self.examination.sheet.notes), self._found)

    def action_review(self) -> None:
        """Look at what is open, and sign."""
        if self.settled():
            self.app.push_screen(ReviewScreen(self.examination), self._found)

    def action_visit(self) -> None:
        """Record the visit."""
        if self.settled() and self.may_change():
            offer_visit(self.office, self.examination)

    def action_back(self) -> None:
        """Leave the walk; where it stood is kept."""
        if self.may_leave():
            self.dismiss()

    def may_leave(self) -> bool:
        """Keep where the walk stands, unless something typed is not confirmed; tell whether nothing is."""
        if not self.settled():
            return False
        if self.examination.is_open and not self.office.read_only:
            with suppress(StorageError):
                self.examination.move_to(self.item_id)
        return True

    @on(RowList.Moved)
    def _picked_row(self, message: RowList.Moved) -> None:
        if self.settled():
            self._go(message.row)
        else:
            self.query_one("#outline", RowList).move_to(self.item_id)

    @on(Pane.Picked)
    async def _picked(self, message: Pane.Picked) -> None:
        if message.target.startswith("item:"):
            self._picked_row(RowList.Moved(message.target.removeprefix("item:")))
        elif message.target != "entry":
            await self.run_action(message.target)

    def _go(self, item_id: str) -> None:
        self.item_id = item_id

    def changed(self, item_id: str, goal: str) -> None:
        """Draw the changed lines, and go on."""
        item, checklist = self.examination.checklist.item(item_id), self.examination.checklist
        outline = self.query_one("#outline", RowList)
        outline.replace(
            item_row(self.examination, item, self.marked(item_id)),
            section_row(self.examination, checklist.section_of(item_id)),
        )
        self.status = what_happened(self.examination, item, self.office.time_now())
        if goal == self.item_id:
            self._show_item()
        else:
            self.item_id = goal

    def _found(self, item_id: str | None) -> None:
        if item_id and self.settled():
            self._go(item_id)

    def _show_item(self) -> None:
        self.query_one(TitleBar).show(
            *sheet_title(self.examination, self.item_id, narrow=self.has_class("-narrow"))
        )
        self._show_card()
        self.show_keys(self.status)
        if self.has_class("-wide"):
            self.query_one("#margin", Pane).show((*margin_paragraphs(self.examination), *self.margin()))

    def _show_card(self) -> None:
        card = card_of(self.examination, self.item, self.typed, self.fault)
        card = replace(card, offer=tuple(self.offer()), remarks=tuple(self.remarks()))
        self.query_one("#card", Pane).show(tuple(card_paragraphs(card)))

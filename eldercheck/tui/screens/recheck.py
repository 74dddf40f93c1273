"""The re-check: only what was not passed is asked again, one item after another, each saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content

from eldercheck.language import _
from eldercheck.tui.case_keys import RECHECK
from eldercheck.tui.item_text import card_of, card_paragraphs
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.recheck_rows import recheck_remarks, recheck_row
from eldercheck.tui.rechecking import RecheckingScreen
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.pane import Pane
from eldercheck.tui.widgets.row_list import RowList


class RecheckScreen(RecheckingScreen):
    """The items beside the card of the one in hand."""

    KEYS: ClassVar[Sequence[Key]] = RECHECK
    BINDINGS: ClassVar[list[BindingType]] = bindings(RECHECK)
    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        """Lay out the title, the items, the card and the keys."""
        yield TitleBar()
        with Horizontal():
            yield RowList(id="outline")
            yield Pane(id="card")
        yield KeyBar()

    def on_mount(self) -> None:
        """Every key belongs to the screen."""
        self.query_one("#outline", RowList).can_focus = False
        self.query_one("#card", Pane).can_focus = False

    def keys_now(self) -> Sequence[Key]:
        """Leave out what this item does not take."""
        silent = set() if self.item.not_applicable else {"item.leave_out"}
        if self.chosen is None and not self.typed:
            silent.add("recheck.drop")
        return [key for key in RECHECK if key.id not in silent]

    def repaint(self) -> None:
        """Draw everything anew."""
        unit = plain(self.examination.unit.name).stylize("bold")
        done = _("{done} of {total} asked again").format(done=len(self.outcomes), total=len(self.items))
        self.query_one(TitleBar).show(
            Content.assemble(unit, " · ", _("Re-check")), Content.styled(done, "bold")
        )
        checklist = self.examination.checklist
        rows = [recheck_row(checklist.item(one), self.outcomes.get(one)) for one in self.items]
        self.query_one("#outline", RowList).show(rows, self.item_id)
        self._show_card()
        self.show_keys(self.status)

    def watch_item_id(self) -> None:
        """Show another item."""
        self.take_away()
        self.repaint()

    def watch_typed(self) -> None:
        """Show what is being typed, which takes the place of what was chosen."""
        self.chosen = None
        self.set_reactive(RecheckScreen.fault, "")
        self._show_card()

    def watch_fault(self) -> None:
        """Show what is wrong."""
        self._show_card()

    def action_edge(self, end: int) -> None:
        """Go to the first or the last item."""
        if self.settled():
            self.go(self.items[end])

    def action_scroll_card(self, direction: int) -> None:
        """Read on in a card that is longer than the screen."""
        self.query_one("#card", Pane).scroll_relative(y=direction * 5, animate=False)

    def action_back(self) -> None:
        """Go back to the case."""
        if self.may_leave():
            self.dismiss()

    @on(RowList.Moved)
    def _picked_row(self, message: RowList.Moved) -> None:
        if self.settled():
            self.go(message.row)
        else:
            self.query_one("#outline", RowList).move_to(self.item_id)

    @on(Pane.Picked)
    async def _picked(self, message: Pane.Picked) -> None:
        if message.target != "entry":
            await self.run_action(message.target)

    def _show_card(self) -> None:
        card = card_of(self.examination, self.item, self.typed, self.fault)
        remarks = recheck_remarks(self.examination, self.item_id, self.chosen)
        note = self.notes.get(self.item_id, "")
        card = replace(card, answer=self.chosen, note=note, remarks=remarks, lacks_evidence=False)
        self.query_one("#card", Pane).show(tuple(card_paragraphs(card)))

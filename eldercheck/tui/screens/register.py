"""The register: every unit of the county, found, corrected, read from a file and written to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input

from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.register import UNIT_KINDS, Unit
from eldercheck.domain.register_search import STANDINGS, Wanted, find_units, in_register_order
from eldercheck.language import _, ngettext
from eldercheck.tui.keeping_units import KeepsUnits
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.register_keys import REGISTER
from eldercheck.tui.register_rows import empty_paragraphs, heads, register_rows
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.head_line import HeadLine
from eldercheck.tui.widgets.pane import Pane, Paragraph
from eldercheck.tui.widgets.row_list import RowList
from eldercheck.wording.errors import explain
from eldercheck.wording.years import kind_title

if TYPE_CHECKING:
    from eldercheck.tui.register_reading import Reading

_KINDS = (None, *UNIT_KINDS)
_STANDINGS = (None, *STANDINGS)


class RegisterScreen(KeepsUnits):
    """All units, or those that fit some words, a kind and a state."""

    KEYS: ClassVar[Sequence[Key]] = REGISTER
    BINDINGS: ClassVar[list[BindingType]] = bindings(REGISTER)
    AUTO_FOCUS = "#register"

    def __init__(self) -> None:
        super().__init__()
        self.units: tuple[Unit, ...] = ()
        """The whole register in its order, as it was read last."""
        self.wanted = Wanted()
        self.shown: tuple[Unit, ...] = ()
        """The units that fit."""

    def compose(self) -> ComposeResult:
        """Lay out the title, the words looked for, the columns, the rows and the keys."""
        yield TitleBar()
        yield Input(id="words", compact=True, max_length=80)
        yield HeadLine()
        yield RowList(id="register")
        yield Pane(id="nothing")
        yield KeyBar()

    def keys_now(self) -> Sequence[Key]:
        """Leave out what an empty register does not take."""
        taken = {"register.add", "register.read", "register.write", "help.show", "screen.back"}
        return [key for key in REGISTER if self.units or key.id in taken]

    def repaint(self) -> None:
        """Read the register and draw it."""
        try:
            self.units = in_register_order(self.office.register.units())
        except EldercheckError as error:
            self.units = ()
            self._draw([Paragraph(plain(explain(error)), indent=2)])
            return
        self._draw()

    def unit_now(self) -> Unit | None:
        """Return the unit under the cursor."""
        current = self.query_one("#register", RowList).current
        return next((unit for unit in self.shown if unit.id == current), None)

    def institutions(self) -> list[Unit]:
        """Return the institutions that a unit can belong to."""
        return [unit for unit in self.units if unit.kind == "institution"]

    def go_to(self, unit: Unit) -> None:
        """Put the cursor on a unit; what hides it is lifted."""
        if unit.id not in {one.id for one in self.shown}:
            self._want(Wanted())
        self.query_one("#register", RowList).move_to(unit.id)

    def action_find(self) -> None:
        """Type words; the list follows each key."""
        field = self.query_one("#words", Input)
        field.display = True
        field.focus()

    def action_next_kind(self, step: int) -> None:
        """Show the next kind of units."""
        self.action_kind((_KINDS.index(self.wanted.kind) + step) % len(_KINDS))

    def action_kind(self, place: int) -> None:
        """Show a kind of units by its number; 0 for all."""
        self._want(replace(self.wanted, kind=_KINDS[place]) if place else Wanted())

    def action_next_standing(self) -> None:
        """Show the open, the closed or the exempt units in turn."""
        place = (_STANDINGS.index(self.wanted.standing) + 1) % len(_STANDINGS)
        self._want(replace(self.wanted, standing=_STANDINGS[place]))

    def action_read(self) -> None:
        """Read units from a file."""
        from eldercheck.tui.screens.register_files import ReadDialog

        if self.office.may_write():
            self.app.push_screen(ReadDialog(self.office.register), self._was_read)

    def action_write(self) -> None:
        """Write the register to a file."""
        from eldercheck.tui.screens.register_files import WriteDialog

        self.app.push_screen(WriteDialog(self.units))

    def action_back(self) -> None:
        """Take back what narrows the list, else go back to the screen before."""
        if self.wanted != Wanted():
            self._want(Wanted())
        else:
            self.dismiss()

    @on(Input.Changed, "#words")
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self.wanted.words:
            self.wanted = replace(self.wanted, words=event.value)
            self._draw()

    @on(Input.Submitted, "#words")
    def _found(self) -> None:
        self.query_one("#register", RowList).focus()

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_change_unit()

    @on(Pane.Picked)
    async def _picked(self, message: Pane.Picked) -> None:
        await self.run_action(message.target)

    def _want(self, wanted: Wanted) -> None:
        self.wanted = wanted
        field = self.query_one("#words", Input)
        field.value = wanted.words
        if not wanted.words:
            self.query_one("#register", RowList).focus()
        self._draw()

    def _draw(self, instead: Sequence[Paragraph] = ()) -> None:
        self.shown = find_units(self.units, self.wanted)
        nothing, listed = self.query_one("#nothing", Pane), self.query_one("#register", RowList)
        nothing.display = not self.shown
        listed.display = self.query_one(HeadLine).display = bool(self.shown)
        words = self.query_one("#words", Input)
        words.placeholder = _("words in code, name or place")
        words.display = bool(self.units) and (bool(self.wanted.words) or words.has_focus)
        units = self.shown
        if units:
            self.query_one(HeadLine).show(lambda width: heads(units, width))
            listed.show(tuple(register_rows(units)))
        else:
            nothing.show(instead or self._nothing())
        self._title()
        self.show_keys(self.office.standing())

    def _nothing(self) -> Sequence[Paragraph]:
        if not self.units:
            return tuple(empty_paragraphs())
        return (Paragraph(), Paragraph(Content(_("No unit fits.")), indent=2))

    def _title(self) -> None:
        standings = {"open": _("in operation"), "closed": _("closed"), "exempt": _("exempt")}
        chosen = [kind_title(self.wanted.kind)] if self.wanted.kind else []
        chosen += [standings[self.wanted.standing]] if self.wanted.standing else []
        left = Content.assemble((_("Register"), "bold"), *(f" · {text}" for text in chosen))
        number = len(self.units)
        count = ngettext("{number} unit", "{number} units", number).format(number=number)
        if len(self.shown) != number:
            count = f"{len(self.shown)} / {count}"
        self.query_one(TitleBar).show(left, plain(f"{self.office.place()} · {count}"))

    def _was_read(self, reading: Reading | None) -> None:
        from eldercheck.tui.screens.register_preview import RegisterPreviewScreen

        if reading is not None:
            self.app.push_screen(RegisterPreviewScreen(reading))

"""Finding a line by its words: items of a sheet, units of the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from eldercheck.language import _
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.dialog import Dialog, key_line
from eldercheck.tui.widgets.row_list import Row, RowList


class FindDialog(Dialog[str]):
    """Type some words; arrows and Enter choose. The outcome is the id of the line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "cursor(1)", show=False, priority=True),
        Binding("up", "cursor(-1)", show=False, priority=True),
    ]

    def __init__(self, lines: Sequence[tuple[str, str]], more: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._lines = lines
        self._more = more or {}

    def heading(self) -> Content:
        """Say what to do."""
        return Content(_("Find"))

    def parts(self) -> list[Widget]:
        """Return the field and the lines found."""
        return [Input(placeholder=_("words or code"), id="words"), RowList(id="found")]

    def keys(self) -> Content:
        """Return the line of keys."""
        return key_line(("↑↓", _("choose")), ("↵", _("go")), ("Esc", _("back")))

    def on_mount(self) -> None:
        """Show all lines to begin with."""
        self.query_one(RowList).can_focus = False
        self._show("")

    def action_cursor(self, step: int) -> None:
        """Move the choice."""
        self.query_one(RowList).action_cursor(step)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _done(self) -> None:
        self.dismiss(self.query_one(RowList).current or None)

    @on(RowList.Chosen)
    def _clicked(self, message: RowList.Chosen) -> None:
        self.dismiss(message.row)

    def _show(self, words: str) -> None:
        wanted = words.casefold().split()
        found = [(name, text) for name, text in self._lines if self._fits(name, text, wanted)]
        self.query_one(RowList).show([_row(name, text) for name, text in found])
        self.show_fault("" if found else _("nothing found"))

    def _fits(self, name: str, text: str, wanted: Sequence[str]) -> bool:
        whole = f"{name} {text} {self._more.get(name, '')}".casefold()
        return all(word in whole for word in wanted)


def _row(name: str, text: str) -> Row:
    return Row(name, lambda width: plain(text).truncate(width, ellipsis=True))

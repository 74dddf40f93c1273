"""Why an item is left out: the listed reason by one key, or one's own."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from eldercheck.domain.checklist import Item
from eldercheck.domain.clean_text import clean_line
from eldercheck.language import _, current
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.dialog import Dialog, key_line


class ReasonDialog(Dialog[str]):
    """Enter takes the listed reason as long as no other is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False, priority=True)]

    def __init__(self, item: Item, own: str = "") -> None:
        super().__init__()
        self._item = item
        listed = item.not_applicable
        self._listed = listed.in_language(current()) if listed else ""
        self._own = "" if own == self._listed else own

    def heading(self) -> Content:
        """Name the item."""
        return Content(_("Leave {item} out").format(item=self._item.id))

    def parts(self) -> list[Widget]:
        """Return the listed reason and a field for another."""
        return [
            Static(Content.assemble(("↵ ", "bold $accent"), plain(self._listed).stylize("bold"))),
            Static(Content.styled(_("or another reason:"), "$muted")),
            Input(clean_line(self._own), id="own", max_length=200),
        ]

    def keys(self) -> Content:
        """Return the line of keys."""
        return key_line(("↵", _("leave it out")), ("Esc", _("keep it")))

    @on(Input.Submitted)
    def _done(self) -> None:
        self.dismiss(self.query_one(Input).value.strip() or self._listed)

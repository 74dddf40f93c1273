"""Writing a note on an item; what is typed is kept as a draft until it is saved or thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, TextArea

from eldercheck.domain.clean_text import clean_note
from eldercheck.language import _
from eldercheck.storage.drafts import Draft
from eldercheck.tui.screens.dialog import Dialog, key_line

if TYPE_CHECKING:
    from eldercheck.tui.app import EldercheckApp

DRAFT_AFTER = 0.3
"""Seconds without a key before a draft is written."""


class NoteDialog(Dialog[str]):
    """A text of a few lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f10", "save", show=False, priority=True),
        Binding("ctrl+enter", "save", show=False, priority=True),
    ]
    app: EldercheckApp

    def __init__(self, assessment: str, item_id: str, text: str, *, recovered: bool = False) -> None:
        super().__init__()
        self._recovered = recovered
        self._assessment, self._item_id, self._text = assessment, item_id, text
        self._stored = "" if recovered else clean_note(text)
        self._warned_of = self._stored
        """The text that is thrown away without asking again."""
        self._timer: Timer | None = None

    def heading(self) -> Content:
        """Name the item."""
        title = _("Note on {item}, not saved before") if self._recovered else _("Note on {item}")
        return Content(title.format(item=self._item_id))

    def parts(self) -> list[Widget]:
        """Return the field, and a reminder."""
        reminder = _("No names, numbers or faces of seniors: tallies only.")
        return [TextArea(clean_note(self._text), id="text"), Static(Content.styled(reminder, "$muted"))]

    def keys(self) -> Content:
        """Return the line of keys."""
        return key_line(("^s", _("save")), ("Esc", _("leave it as it was")))

    def on_mount(self) -> None:
        """Write on at the end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def action_save(self) -> None:
        """Hand the text over; the draft stands until it is stored."""
        self.keep()
        self.dismiss(self.query_one(TextArea).text)

    def action_leave(self) -> None:
        """Throw the draft away; where something was changed, only when asked twice."""
        text = clean_note(self.query_one(TextArea).text)
        if text not in (self._stored, self._warned_of):
            self._warned_of = text
            self.show_fault(_("Not saved yet. ^s saves it; Esc once more throws it away."))
            return
        self.app.drafts.clear()
        self.dismiss(None)

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(DRAFT_AFTER, self.keep)

    def may_leave(self) -> bool:
        """Keep the draft."""
        self.keep()
        return True

    def keep(self) -> None:
        """Write the draft now."""
        self.app.drafts.write(Draft(self._assessment, self._item_id, self.query_one(TextArea).text))

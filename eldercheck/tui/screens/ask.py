"""Asking for one line of text, or just for a yes."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from eldercheck.language import _
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.dialog import Dialog, key_line


class AskDialog(Dialog[str]):
    """One question, one line; the outcome is never empty."""

    def __init__(self, question: str, label: str) -> None:
        super().__init__()
        self._question, self._label = question, label

    def heading(self) -> Content:
        """Return the question."""
        return plain(self._question)

    def parts(self) -> list[Widget]:
        """Return the field."""
        return [Input(placeholder=self._label, max_length=200)]

    def keys(self) -> Content:
        """Return the line of keys."""
        return key_line(("↵", _("do it")), ("Esc", _("back")))

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.show_fault(_("{field} is needed.").format(field=self._label))

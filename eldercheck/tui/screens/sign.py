"""Signing: the names of those who stand for the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from eldercheck.domain.clean_text import clean_line, distinct_names
from eldercheck.language import _, ngettext
from eldercheck.services.examination import Examination
from eldercheck.tui.screens.dialog import Dialog, key_line, labelled


class SignDialog(Dialog[list[str]]):
    """Asks for at least the set number of different names."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, examination: Examination, names: Sequence[str]) -> None:
        super().__init__()
        self._examination = examination
        self._least = examination.least_signers
        self._names = [*map(clean_line, names), *([""] * 3)]

    def heading(self) -> Content:
        """Say what signing does."""
        return Content(_("Complete and sign: the sheet is read-only from then on"))

    def parts(self) -> list[Widget]:
        """Return a field for each name, one more than needed."""
        wanted = ngettext("At least {number} name", "At least {number} different names", self._least)
        parts: list[Widget] = [Static(wanted.format(number=self._least))]
        warned = len(self._examination.review().contradictions)
        if warned:
            text = ngettext("{number} contradiction stands.", "{number} contradictions stand.", warned)
            parts.append(Static(Content.styled(text.format(number=warned), "$warning")))
        return [
            *parts,
            *(self._field(n) for n in range(self._least + 1)),
        ]

    def _field(self, number: int) -> Widget:
        needed = number < self._least
        label = _("Name {number}").format(number=number + 1) if needed else _("Another name")
        return labelled(label, Input(self._names[number], id=f"name{number}", max_length=60))

    def keys(self) -> Content:
        """Return the line of keys."""
        return key_line(("↑↓", _("next field")), ("↵", _("sign")), ("Esc", _("not yet")))

    @on(Input.Submitted)
    def _done(self) -> None:
        names = [field.value.strip() for field in self.query(Input).results(Input) if field.value.strip()]
        if len(distinct_names(names)) >= self._least:
            self.dismiss(names)
            return
        wanted = ngettext("{number} name is needed.", "{number} different names are needed.", self._least)
        self.show_fault(wanted.format(number=self._least))
        next((field for field in self.query(Input).results(Input) if not field.value.strip()), self).focus()

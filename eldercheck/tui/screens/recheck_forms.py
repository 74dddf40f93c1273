"""The forms of a re-check: who looks again, and the note that goes with an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from eldercheck.domain.clean_text import clean_line, distinct_names
from eldercheck.domain.errors import EldercheckError, StateError
from eldercheck.language import N_, _, ngettext
from eldercheck.services.examination import Examination
from eldercheck.tui.case_people import examiners
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.case_form import LONGEST_NAME, LONGEST_TEXT
from eldercheck.tui.screens.form import Field, FormDialog


class ExaminersDialog(FormDialog[tuple[str, ...]]):
    """Asks once who looks again."""

    saves = N_("continue")

    def __init__(self, examination: Examination) -> None:
        super().__init__()
        self._examination = examination
        self._least = examination.programme.least_examiners

    def heading(self) -> Content:
        """Say what is begun."""
        return Content.assemble(_("Re-check: who looks again"), " · ", plain(self._examination.unit.name))

    def before(self) -> list[Widget]:
        """Say how much there is, and how many names it takes."""
        number = len(self._examination.dossier.unsettled)
        text = ngettext("{number} item is asked again.", "{number} items are asked again.", number)
        wanted = ngettext("At least {number} name", "At least {number} different names", self._least)
        lines = [Content(text.format(number=number)), Content(wanted.format(number=self._least))]
        return [Static(Content("\n").join(lines).stylize("$muted"), classes="form-note")]

    def fields(self) -> list[Field]:
        """Return a field for each name, one more than needed."""
        known = [*examiners(self._examination), *([""] * (self._least + 1))]
        return [self._field(number, known[number]) for number in range(self._least + 1)]

    def _field(self, number: int, known: str) -> Field:
        needed = number < self._least
        label = _("Name {number}").format(number=number + 1) if needed else _("Another name")
        return Field(f"name{number}", label, known, longest=LONGEST_NAME)

    def place_of(self, error: EldercheckError) -> str:
        """Everything is about the first name that is missing."""
        typed = self.values()
        return next((name for name, text in typed.items() if not text.strip()), "name0")

    def save(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """Return the names. Raises StateError where they are too few."""
        names = distinct_names(map(clean_line, values.values()))
        if len(names) < self._least:
            raise StateError("too_few_signers", least=self._least, given=len(names))
        return names


class NoteForm(FormDialog[bool]):
    """A note for one answer of a re-check, kept until the answer is saved."""

    saves = N_("write it down")

    def __init__(self, item: str, text: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._item, self._text, self._keep = item, text, keep

    def heading(self) -> Content:
        """Name the item."""
        return plain(_("Note on {item}").format(item=self._item))

    def fields(self) -> list[Field]:
        """Ask for it."""
        label = _("What was seen; it is saved with the answer")
        return [Field("note", label, self._text, longest=LONGEST_TEXT)]

    def save(self, values: Mapping[str, str]) -> bool:
        """Keep it."""
        self._keep(values["note"].strip())
        return True

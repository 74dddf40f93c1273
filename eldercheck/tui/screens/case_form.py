"""What the forms of a case share: saved from within, each fault at its field, and typed text is not lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from eldercheck.domain.errors import AnswerError, EldercheckError
from eldercheck.language import _, current
from eldercheck.services.examination import Examination
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.form import Field, FormDialog
from eldercheck.wording.results import answer_text

LONGEST_NAME, LONGEST_TEXT = 60, 500
_PLACES = {
    "approver_needed": "name",
    "approver_signed": "name",
    "decider_examined": "name",
    "closing_needs_reason": "reason",
    "extension_not_later": "due",
    "appeal_days_short": "until",
    "decision_needs_answer": "answer",
    "decision_changes_nothing": "answer",
    "uphold_or_refuse": "verdict",
    "too_few_signers": "name0",
}
"""The field that an error is about."""


class CaseForm(FormDialog[bool]):
    """A form about one examination, or about one item of it; the outcome is that it was saved."""

    what = ""
    """What is done (a message id)."""

    def __init__(self, examination: Examination, item: str = "") -> None:
        super().__init__()
        self.examination, self.item = examination, item
        self._begun_with: Mapping[str, str] = {}
        self._thrown_away: Mapping[str, str] = {}
        """What is thrown away without asking again."""

    def act(self, values: Mapping[str, str]) -> None:
        """Do it. Raises what the service refuses."""
        raise NotImplementedError

    def heading(self) -> Content:
        """Say what it does, and of which unit."""
        return Content.assemble(_(self.what), " · ", plain(self.examination.unit.name))

    def on_mount(self) -> None:
        """Know what stood there before anything was typed."""
        super().on_mount()
        self._begun_with = self.values()

    def place_of(self, error: EldercheckError) -> str:
        """Return the field that an error is about."""
        names = {field.name for field in self.fields()}
        if isinstance(error, AnswerError):
            place = "answer"
        else:
            given = str(error.values.get("field", ""))
            place = given or _PLACES.get(error.code, error.code.removesuffix("_needed"))
        return place if place in names else ""

    def save(self, values: Mapping[str, str]) -> bool:
        """Do it; after a failure the case is read again."""
        try:
            self.act(values)
        except EldercheckError:
            with suppress(EldercheckError):
                self.examination.reload()
            raise
        return True

    def action_leave(self) -> None:
        """Leave without saving; where something was typed, only when asked twice."""
        typed = self.values()
        if typed in (self._begun_with, self._thrown_away):
            self.dismiss(None)
            return
        self._thrown_away = typed
        self.show_fault(_("Not saved yet. Enter saves it; Esc once more throws it away."))

    def item_lines(self, *more: Content) -> list[Widget]:
        """Return what an item asks and how it is answered now, and what else is to be known."""
        asked = self.examination.checklist.item(self.item)
        answer = answer_text(asked, self.examination.sheet.answers.get(self.item))
        ask = Content.assemble((f"{asked.id} ", "bold $accent"), plain(asked.ask.in_language(current())))
        now = plain(_("Answer that stands: {answer}").format(answer=answer)).stylize("bold")
        return note(ask, now, *more)


def note(*lines: Content) -> list[Widget]:
    """Return some lines as they stand above the fields."""
    return [Static(Content("\n").join(lines), classes="form-note")]


def name_field(value: str, label: str = "") -> Field:
    """Return the field for the name of whoever does it."""
    return Field("name", label or _("Your name"), value, longest=LONGEST_NAME)


def text_field(name: str, label: str, value: str = "") -> Field:
    """Return a field for some sentences."""
    return Field(name, label, value, longest=LONGEST_TEXT)


def labelled_lines(pairs: Sequence[tuple[str, Content]]) -> list[Content]:
    """Return some facts, their labels one below another."""
    widest = max((Content(label).cell_length for label, _text in pairs), default=0)
    return [
        Content.assemble(Content.styled(label, "$muted").truncate(widest, pad=True), "  ", text)
        for label, text in pairs
    ]

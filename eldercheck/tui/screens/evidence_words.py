"""Attaching words to an item, and taking a piece of evidence off."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from eldercheck.domain.checklist import EvidenceKind, Item
from eldercheck.domain.evidence import Evidence, Purpose
from eldercheck.language import N_, _
from eldercheck.services.evidence import LONGEST_TEXT, ItemEvidence
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.form import Field, FormDialog
from eldercheck.wording.evidence import WORDS, kind_text, line_text

EXAMPLES: dict[EvidenceKind, str] = {
    "document": N_("the number on it, and where it lies"),
    "interview": N_("such as: 5 asked, 4 content"),
    "reading": N_("what was read or measured, and with what"),
}


class WordsDialog(FormDialog[Evidence]):
    """A document number, a reading or a tally."""

    saves = N_("attach")
    begin_at = "text"

    def __init__(self, evidence: ItemEvidence, item: Item, purpose: Purpose, name: str = "") -> None:
        super().__init__()
        self._giver = name
        self._evidence, self._item, self._purpose = evidence, item, purpose
        wanted = item.evidence.kind
        self._kind: EvidenceKind = wanted if wanted in WORDS else "document"

    def heading(self) -> Content:
        """Name the item."""
        return Content(_("In words, on {item}").format(item=self._item.id))

    def before(self) -> list[Widget]:
        """Remind whom nothing may be said of."""
        reminder = _("No names, numbers or faces of seniors: tallies only.")
        return [Static(Content.styled(reminder, "$warning"), classes="form-note")]

    def fields(self) -> list[Field]:
        """Ask what it is, and for the words."""
        kinds = tuple((kind, _(title)) for kind, title in WORDS.items())
        hint = _(EXAMPLES[self._kind])
        return [
            Field("kind", _("Kind of evidence"), self._kind, choices=kinds),
            Field("text", _("Words"), hint=hint, longest=LONGEST_TEXT, cells=0),
        ]

    def save(self, values: Mapping[str, str]) -> Evidence:
        """Attach them."""
        kind = next((kind for kind in WORDS if kind == values["kind"]), self._kind)
        return self._evidence.attach_text(self._item.id, kind, values["text"], self._purpose, self._giver)

    def place_of(self, error: object) -> str:
        """Every fault here is about the words."""
        return "text"


class DetachDialog(FormDialog[Evidence]):
    """Why a piece is taken off."""

    saves = N_("take it off")

    def __init__(self, evidence: ItemEvidence, piece: Evidence) -> None:
        super().__init__()
        self._evidence, self._piece = evidence, piece

    def heading(self) -> Content:
        """Name the piece."""
        what = f"{kind_text(self._piece)} {line_text(self._piece)}"
        return plain(_("Take off: {what}").format(what=what))

    def fields(self) -> list[Field]:
        """Ask for the reason."""
        return [Field("reason", _("Reason"), longest=LONGEST_TEXT)]

    def after(self) -> list[Widget]:
        """Say what stays."""
        return [Static(Content.styled(_("The file and this reason stay in the records."), "$muted"))]

    def save(self, values: Mapping[str, str]) -> Evidence:
        """Take it off."""
        return self._evidence.detach(self._piece.id, values["reason"])

    def place_of(self, error: object) -> str:
        """Every fault here is about the reason."""
        return "reason"

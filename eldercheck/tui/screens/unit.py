"""Adding a unit by hand, or correcting one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.register import UNIT_KINDS, Unit, UnitKind
from eldercheck.language import N_, _
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.dialog import Dialog, key_line, labelled

KIND_TITLES: dict[UnitKind, str] = {
    "institution": N_("Institution"),
    "branch": N_("Branch"),
    "service_point": N_("Service point"),
}


@dataclass(frozen=True)
class UnitDetails:
    """What was typed."""

    kind: UnitKind
    code: str
    name: str
    parent: str | None
    place: str


class UnitDialog(Dialog[UnitDetails]):
    """The fields of a unit; a branch or service point belongs to an institution."""

    def __init__(
        self,
        institutions: Sequence[Unit],
        unit: Unit | None = None,
        near: Unit | None = None,
        typed: UnitDetails | None = None,
    ) -> None:
        super().__init__()
        self._institutions, self._unit = institutions, unit
        self._begin: Unit | UnitDetails | None = typed or unit
        self._belongs_to = self._begin.parent if self._begin else (near and (near.parent or near.id))

    def heading(self) -> Content:
        """Say whether it is new."""
        return plain(self._unit.name).stylize("bold") if self._unit else Content(_("New unit"))

    def parts(self) -> list[Widget]:
        """Return the fields; a new register begins with an institution."""
        unit = self._begin
        kinds = UNIT_KINDS if self._institutions else UNIT_KINDS[:1]
        kind = unit.kind if unit else ("branch" if self._institutions else "institution")
        titles = [(Content(_(KIND_TITLES[k])), k) for k in kinds]
        parts: list[Widget] = [
            labelled(_("Kind"), Select(titles, value=kind, allow_blank=False, compact=True, id="kind")),
            _field("code", unit.code if unit else "", _("Code"), _("as the authority writes it"), 40),
            _field("name", unit.name if unit else "", _("Name"), "", 120),
            _field(
                "place", unit.place if unit else "", _("Place"), _("address or village; may stay empty"), 200
            ),
        ]
        if self._institutions:
            parts.insert(1, self._parents())
        else:
            hint = _("An institution comes first; its branches follow.")
            parts.append(Static(Content.styled(hint, "$muted")))
        return parts

    def _parents(self) -> Widget:
        choices = [(plain(institution.name), institution.id) for institution in self._institutions]
        known = {institution.id for institution in self._institutions}
        chosen = self._belongs_to if self._belongs_to in known else choices[0][1]
        choice = Select(choices, value=chosen, allow_blank=False, compact=True, id="parent")
        return labelled(_("Belongs to"), choice)

    def keys(self) -> Content:
        """Return the line of keys."""
        return key_line(("Tab", _("next field")), ("↵", _("save")), ("Esc", _("back")))

    def on_mount(self) -> None:
        """Begin with the code; what kind a unit is does not change any more."""
        self.query_one("#kind", Select).disabled = self._unit is not None
        self.query_one("#code", Input).focus()
        self._kind_chosen()

    @on(Select.Changed, "#kind")
    def _kind_chosen(self) -> None:
        for parent in self.query("#parent-row"):
            parent.display = self.query_one("#kind", Select).value != "institution"

    @on(Input.Submitted)
    def _done(self) -> None:
        code, name, place = (
            self.query_one(f"#{field}", Input).value.strip() for field in ("code", "name", "place")
        )
        if not code or not name:
            empty, field = ("code", _("A code is needed.")) if not code else ("name", _("A name is needed."))
            self.query_one(f"#{empty}", Input).focus()
            self.show_fault(field)
            return
        kind: UnitKind = next(k for k in UNIT_KINDS if k == self.query_one("#kind", Select).value)
        parent = None if kind == "institution" else str(self.query_one("#parent", Select).value)
        self.dismiss(UnitDetails(kind, code, name, parent, place))


def _field(name: str, value: str, label: str, hint: str, longest: int) -> Widget:
    return labelled(label, Input(clean_line(value, longest), placeholder=hint, id=name, max_length=longest))

"""Adding a unit by hand, or correcting one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Select, Static

from eldercheck.domain.errors import EldercheckError, StateError
from eldercheck.domain.register import UNIT_KINDS, Unit, UnitKind
from eldercheck.domain.typed_days import typed_day
from eldercheck.language import _
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.form import Field, FormDialog
from eldercheck.tui.widgets.choice import Choice
from eldercheck.wording.register import kinds

if TYPE_CHECKING:
    from eldercheck.services.register import Register

_OF_INSTITUTIONS = ("ranking_group", "exempt")
_PLACES = {
    "code_missing": "code",
    "code_taken": "code",
    "name_missing": "name",
    "closed_before_opened": "closed",
}
"""The field that an error is about."""


class UnitDialog(FormDialog[Unit]):
    """The fields of a unit; a branch or service point belongs to an institution. The outcome is saved."""

    begin_at = "code"

    def __init__(
        self,
        register: Register,
        institutions: Sequence[Unit],
        unit: Unit | None = None,
        near: Unit | None = None,
    ) -> None:
        super().__init__()
        self._register, self._institutions, self._unit = register, institutions, unit
        self._belongs_to = unit.parent if unit else (near and (near.parent or near.id))

    def heading(self) -> Content:
        """Say whether it is new."""
        return plain(self._unit.name).stylize("bold") if self._unit else Content(_("New unit"))

    def fields(self) -> list[Field]:
        """Return the fields; a new register begins with an institution."""
        unit = self._unit or Unit("", "branch" if self._institutions else "institution", "", "")
        choices = kinds() if self._institutions or self._unit else kinds()[:1]
        day = _("such as 2024-5-1")
        return [
            Field("kind", _("Kind"), unit.kind, choices=tuple(choices)),
            Field("code", _("Code and name"), unit.code, longest=40, cells=15),
            Field("name", _("Name"), unit.name, longest=200, beside=True),
            Field("place", _("Address or village"), unit.place, _("may stay empty"), 200),
            Field("opened", _("Opened on, closed on"), unit.opened, longest=40, cells=15),
            Field("closed", _("Closed on"), unit.closed, day, 40, cells=15, beside=True),
            Field("ranking_group", _("Ranking group"), unit.ranking_group, _("may stay empty"), 60),
            Field("exempt", _("Exempt from a grade, because"), unit.exempt, _("empty: it is graded"), 200),
        ]

    def parts(self) -> list[Widget]:
        """Return the fields, and after the kind the institution that it belongs to."""
        kind, *rest = super().parts()
        if self._institutions:
            return [kind, self._parents(), *rest]
        hint = _("An institution comes first; its branches follow.")
        return [kind, *rest, Static(Content.styled(hint, "$muted"))]

    def _parents(self) -> Widget:
        choices = [(plain(f"{unit.code} {unit.name}"), unit.id) for unit in self._institutions]
        known = {institution.id for institution in self._institutions}
        chosen = self._belongs_to if self._belongs_to in known else choices[0][1]
        choice = Select(choices, value=chosen, allow_blank=False, compact=True, id="parent")
        label = Static(Content(_("Belongs to")), classes="field-label")
        return Vertical(label, choice, classes="form-field", id="parent-row")

    def on_mount(self) -> None:
        """Begin with the code; what kind a unit is does not change any more."""
        self.query_one("#kind", Choice).disabled = self._unit is not None
        super().on_mount()
        self._kind_chosen()

    @on(Choice.Changed, "#kind")
    def _kind_chosen(self) -> None:
        """Ask only what this kind of unit has."""
        is_institution = self._kind() == "institution"
        for row in self.query("#parent-row"):
            row.display = not is_institution
        for name in _OF_INSTITUTIONS:
            row = self.query_one(f"#{name}").query_ancestor(Vertical)
            row.display = is_institution

    def save(self, values: Mapping[str, str]) -> Unit:
        """Save the unit. Raises StateError for what makes no sense, StorageError where it is not saved."""
        kind = self._kind()
        is_institution = kind == "institution"
        return self._register.save(
            replace(
                self._unit or self._register.blank(kind),
                code=values["code"],
                name=values["name"],
                parent=None if is_institution else str(self.query_one("#parent", Select).value),
                place=values["place"],
                opened=_day("opened", values["opened"]),
                closed=_day("closed", values["closed"]),
                ranking_group=values["ranking_group"] if is_institution else "",
                exempt=values["exempt"] if is_institution else "",
            )
        )

    def place_of(self, error: EldercheckError) -> str:
        """Return the field that an error is about."""
        return super().place_of(error) or _PLACES.get(error.code, "")

    def _kind(self) -> UnitKind:
        chosen = self.query_one("#kind", Choice).value
        return next(kind for kind in UNIT_KINDS if kind == chosen)


def _day(name: str, text: str) -> str:
    try:
        return typed_day(text)
    except StateError as error:
        raise StateError(error.code, **error.values, setting=name) from error

"""Adding and correcting units by hand, from a list of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eldercheck.domain.errors import EldercheckError
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from eldercheck.domain.register import Unit
    from eldercheck.services.casebook import Case, UnitCases
    from eldercheck.tui.screens.unit import UnitDetails


class KeepsUnits(KeyedScreen):
    """A screen that lists the units and keeps them right; what it shows is for the screens made from it."""

    def __init__(self) -> None:
        super().__init__()
        self.overview: tuple[UnitCases, ...] = ()
        """The units with their assessments, as they were read last."""

    def current(self) -> tuple[UnitCases | None, Case | None]:
        """Return the unit and the assessment under the cursor."""
        raise NotImplementedError

    def action_add_unit(self) -> None:
        """Add a unit by hand."""
        from eldercheck.tui.screens.unit import UnitDialog

        if self.office.may_write():
            entry, _case = self.current()
            near = entry.unit if entry else None
            self.app.push_screen(UnitDialog(self._institutions(), near=near), self._add)

    def action_change_unit(self) -> None:
        """Correct the unit under the cursor."""
        from eldercheck.tui.screens.unit import UnitDialog

        entry, _case = self.current()
        if entry is not None and self.office.may_write():
            dialog = UnitDialog(self._institutions(), entry.unit)
            self.app.push_screen(dialog, lambda details: self._change(entry, details))

    def _institutions(self) -> list[Unit]:
        return [entry.unit for entry in self.overview if entry.unit.kind == "institution"]

    def _add(self, details: UnitDetails | None) -> None:
        from eldercheck.tui.screens.unit import UnitDialog

        if details is None:
            return
        try:
            unit = self.office.casebook.add_unit(
                details.kind, details.code, details.name, details.parent, details.place
            )
        except EldercheckError as error:
            self.app.push_screen(UnitDialog(self._institutions(), typed=details), self._add)
            self.office.report(error)
            return
        self.repaint()
        self.query_one(RowList).move_to(f"{unit.id} ")

    def _change(self, entry: UnitCases, details: UnitDetails | None) -> None:
        from eldercheck.tui.screens.unit import UnitDialog

        if details is None:
            return
        changed = replace(
            entry.unit, code=details.code, name=details.name, parent=details.parent, place=details.place
        )
        try:
            self.office.casebook.change_unit(changed)
        except EldercheckError as error:
            again = UnitDialog(self._institutions(), entry.unit, typed=details)
            self.app.push_screen(again, lambda once_more: self._change(entry, once_more))
            self.office.report(error)
            return
        self.repaint()

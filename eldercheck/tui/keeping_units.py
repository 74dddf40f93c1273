"""Adding and correcting units by hand, from a list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from eldercheck.domain.register import Unit
    from eldercheck.services.casebook import Case, UnitCases


class KeepsUnits(KeyedScreen):
    """A screen that lists the units and keeps them right; what it shows is for the screens made from it."""

    def __init__(self) -> None:
        super().__init__()
        self.overview: tuple[UnitCases, ...] = ()
        """The units with their assessments, as they were read last."""

    def current(self) -> tuple[UnitCases | None, Case | None]:
        """Return the unit and the assessment under the cursor."""
        raise NotImplementedError

    def unit_now(self) -> Unit | None:
        """Return the unit under the cursor."""
        entry, _case = self.current()
        return entry.unit if entry else None

    def institutions(self) -> list[Unit]:
        """Return the institutions that a unit can belong to."""
        return [entry.unit for entry in self.overview if entry.unit.kind == "institution"]

    def go_to(self, unit: Unit) -> None:
        """Put the cursor on a unit."""
        self.query_one(RowList).move_to(f"{unit.id} ")

    def action_add_unit(self) -> None:
        """Add a unit by hand."""
        from eldercheck.tui.screens.unit import UnitDialog

        if self.office.may_write():
            dialog = UnitDialog(self.office.register, self.institutions(), near=self.unit_now())
            self.app.push_screen(dialog, self._saved)

    def action_change_unit(self) -> None:
        """Correct the unit under the cursor."""
        from eldercheck.tui.screens.unit import UnitDialog

        unit = self.unit_now()
        if unit is not None and self.office.may_write():
            dialog = UnitDialog(self.office.register, self.institutions(), unit)
            self.app.push_screen(dialog, self._saved)

    def _saved(self, unit: Unit | None) -> None:
        if unit is not None:
            self.repaint()
            self.go_to(unit)

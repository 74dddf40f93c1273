"""The register as a whole: what a file would change, and changing it in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from eldercheck.domain.errors import StateError
from eldercheck.domain.register import Unit, UnitKind, clean_unit
from eldercheck.domain.register_changes import RegisterChanges, compare
from eldercheck.domain.register_lines import RegisterFault, UnitLine
from eldercheck.services.identity import Identity

if TYPE_CHECKING:
    from eldercheck.storage.register_store import RegisterStore


class Register:
    """The units of one database, compared with files and changed by them."""

    def __init__(self, store: RegisterStore, identity: Identity, back_up: Callable[[datetime], Path]) -> None:
        self._store = store
        self._identity = identity
        self._back_up = back_up

    def units(self) -> tuple[Unit, ...]:
        """Return all units by their codes."""
        return self._store.units()

    def blank(self, kind: UnitKind) -> Unit:
        """Return a new unit of a kind, still to be filled in and saved."""
        return Unit(self._identity.new_id(), kind, "", "")

    def save(self, unit: Unit) -> Unit:
        """Keep a unit, new or changed by hand, cleaned of what no name holds, and return it.

        Raises StateError where it makes no sense, StorageError (CodeTakenError among them) where it is not
        saved.
        """
        unit = clean_unit(unit)
        self._store.save_unit(unit)
        return unit

    def preview(self, lines: Sequence[UnitLine], faults: Sequence[RegisterFault] = ()) -> RegisterChanges:
        """Say what the lines of a file would change; nothing is changed yet.

        Raises RegisterFaults with every fault, those found in reading (`faults`) among them.
        """
        return compare(self._store.units(), lines, self._identity.new_id, faults)

    def apply(self, changes: RegisterChanges) -> Path | None:
        """Change the register, all or nothing; return the backup that was made before.

        A backup is made where a unit that is there already changes. Raises StateError (`register_changed`)
        where the register is not what the file was compared with; StorageError, and then nothing is changed.
        """
        if self._store.units() != changes.now:
            raise StateError("register_changed")
        if changes.is_nothing:
            return None
        backup = self._back_up(self._identity.clock()) if changes.changes_existing else None
        self._store.save_units(changes.to_save())
        return backup

"""The register: one method, one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import bindparam, select

from eldercheck.domain.register import Unit
from eldercheck.storage.engine import Database
from eldercheck.storage.errors import CodeTakenError
from eldercheck.storage.rows import UnitRow, table_of, upsert

_UNIT = table_of(UnitRow)
_ALL_UNITS = select(*(_UNIT.c[name] for name in Unit.__slots__)).order_by(_UNIT.c.code)
_CODE_HOLDER = select(_UNIT.c.name).where(_UNIT.c.code == bindparam("code"), _UNIT.c.id != bindparam("id"))
_SAVE_UNIT = upsert(_UNIT)


class RegisterStore:
    """Units. Every method raises StorageError where the file cannot be read or written."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def units(self) -> tuple[Unit, ...]:
        """Return all units by their codes."""
        with self._database.reading() as connection:
            return tuple(Unit(*row) for row in connection.execute(_ALL_UNITS))

    def save_unit(self, unit: Unit) -> None:
        """Keep a unit, new or changed; raises CodeTakenError where another has its code."""
        self.save_units([unit])

    def save_units(self, units: Iterable[Unit]) -> None:
        """Keep many units, all or none; institutions before what belongs to them."""
        with self._database.writing() as connection:
            for unit in units:
                holder = connection.execute(_CODE_HOLDER, {"code": unit.code, "id": unit.id}).scalar()
                if holder is not None:
                    raise CodeTakenError(unit.code, holder)
                connection.execute(_SAVE_UNIT, asdict(unit))

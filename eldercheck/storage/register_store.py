"""The register and the rules of the years: one method, one transaction."""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import bindparam, select

from eldercheck.domain.canonical import canonical_json
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit
from eldercheck.storage.backups import damaged
from eldercheck.storage.engine import Database
from eldercheck.storage.errors import CodeTakenError
from eldercheck.storage.rows import ProgrammeRow, UnitRow, table_of, upsert

_UNIT = table_of(UnitRow)
_PROGRAMME = table_of(ProgrammeRow)
_ALL_UNITS = select(*(_UNIT.c[name] for name in Unit.__slots__)).order_by(_UNIT.c.code)
_CODE_HOLDER = select(_UNIT.c.name).where(_UNIT.c.code == bindparam("code"), _UNIT.c.id != bindparam("id"))
_SAVE_UNIT = upsert(_UNIT)
_RULES = select(_PROGRAMME.c.body).where(_PROGRAMME.c.year == bindparam("year"))
_SAVE_RULES = upsert(_PROGRAMME)


class RegisterStore:
    """Units and programmes. Every method raises StorageError where the file cannot be read or written."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def units(self) -> tuple[Unit, ...]:
        """Return all units by their codes."""
        with self._database.reading() as connection:
            return tuple(Unit(*row) for row in connection.execute(_ALL_UNITS))

    def save_unit(self, unit: Unit) -> None:
        """Keep a unit, new or changed; raises CodeTakenError where another has its code."""
        with self._database.writing() as connection:
            holder = connection.execute(_CODE_HOLDER, {"code": unit.code, "id": unit.id}).scalar()
            if holder is not None:
                raise CodeTakenError(unit.code, holder)
            connection.execute(_SAVE_UNIT, asdict(unit))

    def programme(self, year: int) -> Programme | None:
        """Return the rules of a year, None where none were set."""
        with self._database.reading() as connection:
            body = connection.execute(_RULES, {"year": year}).scalar()
        if body is None:
            return None
        try:
            return Programme.from_plain(json.loads(body))
        except (ValueError, KeyError, TypeError) as error:
            raise damaged(self._database.path, f"programme {year}") from error

    def save_programme(self, programme: Programme) -> None:
        """Keep the rules of a year, in place of those it had."""
        body = canonical_json(programme.plain())
        with self._database.writing() as connection:
            connection.execute(_SAVE_RULES, {"year": programme.year, "body": body})

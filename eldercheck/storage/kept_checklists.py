"""The checklists that assessments were made by, kept word for word in the database."""

from __future__ import annotations

import json

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from eldercheck.domain.canonical import canonical_json
from eldercheck.domain.checklist import Checklist
from eldercheck.storage.backups import damaged
from eldercheck.storage.engine import Database
from eldercheck.storage.errors import MissingError
from eldercheck.storage.rows import ChecklistRow, table_of

_CHECKLIST = table_of(ChecklistRow)
_KEEP = insert(_CHECKLIST).on_conflict_do_nothing()
_BODY = select(_CHECKLIST.c.body).where(_CHECKLIST.c.digest == bindparam("digest"))


def keep_checklist(connection: Connection, checklist: Checklist) -> None:
    """Keep a checklist within a transaction; one that is kept already stays as it is."""
    fields = {"digest": checklist.digest, "id": checklist.id, "version": checklist.version}
    connection.execute(_KEEP, fields | {"body": canonical_json(checklist.plain())})


class KeptChecklists:
    """Reads what was kept, each once: a checklist under its digest never changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read: dict[str, Checklist] = {}

    def checklist(self, digest: str) -> Checklist:
        """Return a kept checklist; raises MissingError, or DamagedError where a word of it differs."""
        if digest not in self._read:
            self._read[digest] = self._from_file(digest)
        return self._read[digest]

    def _from_file(self, digest: str) -> Checklist:
        with self._database.reading() as connection:
            body = connection.execute(_BODY, {"digest": digest}).scalar()
        if body is None:
            raise MissingError("no_such_checklist", digest)
        try:
            checklist = Checklist.from_plain(json.loads(body))
        except (ValueError, KeyError, TypeError) as error:
            raise damaged(self._database.path, f"checklist {digest}") from error
        if checklist.digest != digest:
            raise damaged(self._database.path, f"checklist {digest}")
        return checklist

"""Climbing from the version of a file to the newest, so that a file is never half-way between two."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from eldercheck.storage.database_file import APPLICATION_ID, connect
from eldercheck.storage.errors import MigrationError
from eldercheck.storage.faults import named_fault, named_faults

Step = Callable[[sqlite3.Connection], None]
"""One migration. It runs within a transaction that is begun and ended for it, and with foreign keys off."""


def climb(path: Path, steps: Sequence[Step], version: int) -> None:
    """Take a file, new or sound, from `version` to the last of the steps. The caller holds the lock.

    Raises MigrationError where a step breaks a rule, another StorageError where the disk fails: the step is
    then undone whole, and those before it stand.
    """
    with named_faults(path), closing(connect(path, "rw")) as connection:
        for pragma in ("synchronous=EXTRA", "fullfsync=ON", "foreign_keys=OFF", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        for number, step in enumerate(steps[version:], start=version + 1):
            _take(connection, path, number, step)


def _take(connection: sqlite3.Connection, path: Path, number: int, step: Step) -> None:
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            step(connection)
        except sqlite3.Error as error:
            raise _named(error, path, number) from error
        if wrong := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise MigrationError(path, number, f"foreign key of {wrong[0]} to {wrong[2]}")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={number}")


def _named(error: sqlite3.Error, path: Path, number: int) -> Exception:
    """Return a fault of the disk as such, and any other as a fault of the step."""
    disk = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY)
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in disk:
        return named_fault(error, path)
    return MigrationError(path, number, str(error))

"""The engine: how every connection is set, how a transaction begins, and what an error is called."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from eldercheck.storage.backups import damaged
from eldercheck.storage.database_file import connect
from eldercheck.storage.errors import BusyError, DamagedError, DiskError, ReadOnlyError
from eldercheck.storage.faults import named_fault

_ALWAYS: dict[str, int | str] = {
    "foreign_keys": 1,
    "busy_timeout": 250,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
}
_TO_READ: dict[str, int | str] = _ALWAYS | {"query_only": 1}
_TO_WRITE: dict[str, int | str] = {"journal_mode": "truncate"} | _ALWAYS | {"synchronous": 3, "fullfsync": 1}
"""TRUNCATE and EXTRA (3): what was said to be saved outlives a power cut, and the file travels alone."""


class Database:
    """One open database. Its transactions are taken in turn, whatever thread asks.

    Where `refusal` is given it is read only, and `refusal` makes the error for whoever writes.
    """

    def __init__(self, path: Path, refusal: Callable[[], ReadOnlyError] | None = None) -> None:
        self.path = path
        self._refusal = refusal
        self._engine = _engine(path, _TO_READ if refusal else _TO_WRITE)
        self._writer = self._engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the file throughout. Raises StorageError."""
        with self._named_faults(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are all on the disk afterwards, or none.

        Raises ReadOnlyError at once where the database is open for reading, another StorageError where it
        fails: what is stored must then be read again.
        """
        if self._refusal:
            raise self._refusal()
        with self._named_faults(), self._writer.begin() as connection:
            yield connection

    def data_version(self) -> int:
        """Return a number that differs from the last one where another window has written since."""
        with self.reading() as connection:
            return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())

    def close(self) -> None:
        """Close the file and leave nothing beside it; a second time does nothing."""
        if not self._refusal:
            with suppress(DBAPIError), self._engine.connect() as connection:
                raw: Any = connection.connection.driver_connection
                with suppress(sqlite3.Error):
                    raw.execute("PRAGMA journal_mode=DELETE")
        self._engine.dispose()

    @contextmanager
    def _named_faults(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            fault = named_fault(error.orig or error, self.path)
            if isinstance(fault, DamagedError):
                fault = damaged(self.path, str(fault.values["detail"]))
            raise fault from error
        except PoolTimeoutError as error:
            raise BusyError(self.path) from error


def _engine(path: Path, pragmas: dict[str, int | str]) -> Engine:
    mode = "ro" if "query_only" in pragmas else "rw"
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path, mode), poolclass=QueuePool, pool_size=1, max_overflow=0
    )

    @event.listens_for(engine, "connect")
    def _set(connection: sqlite3.Connection, _record: object) -> None:
        for name, wanted in pragmas.items():
            _set_pragma(connection, path, name, wanted)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _set_pragma(connection: sqlite3.Connection, path: Path, name: str, wanted: int | str) -> None:
    """Set a pragma and read it back: SQLite refuses some without a word."""
    connection.execute(f"PRAGMA {name}={wanted}")
    found = connection.execute(f"PRAGMA {name}").fetchone()
    if found is not None and found[0] != wanted:
        raise DiskError(path, f"PRAGMA {name}: {found[0]}")

"""Looking at a database file before it is trusted: whose it is, how new, and whether it is whole.

Nothing here writes to the file or leaves anything beside it: what must be recovered first is seen in a copy.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from eldercheck.storage.errors import (
    BusyError,
    DamagedError,
    IsFolderError,
    NewerFileError,
    NoSuchFolderError,
    NotOursError,
    UnreadableError,
)
from eldercheck.storage.faults import named_faults

APPLICATION_ID = 0x454C4452
"""The letters ELDR, in the place SQLite keeps for telling one program's files from another's."""

PATIENCE = 0.25
"""Seconds to wait for another program before giving up."""

_MAGIC = b"SQLite format 3\x00"
_JOURNAL_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
_HEADER = 100
_WAL_MARK = slice(18, 20)
_APPLICATION_ID_PLACE = slice(68, 72)
_SIDE_FILES = ("-journal", "-wal")


@dataclass(frozen=True, slots=True)
class Look:
    """What was found."""

    version: int
    """The number of the last migration the file has seen; 0 for a new or missing one."""
    unsettled: bool = False
    """Whether a change that was cut off, or another journal mode, has to be dealt with first."""


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect to a file that is there: `ro` or `rw`, transactions by hand. Raises sqlite3.Error."""
    posix = path.as_posix()
    uri = f"file://{'' if posix.startswith('/') else '/'}{quote(os.fsencode(posix), safe='/:')}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)


def look_at(path: Path, known: int) -> Look:
    """Return what kind of database is at `path`, for a program that knows the migrations up to `known`.

    Raises RefusedFileError for one of no use (a DamagedError does not name the backup yet), BusyError or
    DiskError where it cannot be read now.
    """
    header = refuse_foreign(path)
    if not header:
        return Look(0)
    if not _is_unsettled(path, header):
        return Look(_sound_version(path, path, known))
    with copied(path) as copy:
        settle(copy)
        return Look(_sound_version(copy, path, known), unsettled=True)


def refuse_foreign(path: Path) -> bytes:
    """Return the header of a database of ours, nothing for a new or missing one.

    Raises RefusedFileError for what cannot be one: no folder, a folder, a pipe, another program's file.
    """
    header = _header(path)
    if header and not _is_ours(header) and not (_is_torn(header) and _has_journal(path)):
        raise NotOursError(path)
    return header


def settle(path: Path) -> None:
    """Finish what was cut off and bring the file back to the one journal mode. Raises StorageError."""
    with named_faults(path), closing(connect(path, "rw")) as connection:
        connection.execute("PRAGMA synchronous=EXTRA")
        if connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete":
            raise BusyError(path)


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """Give a private copy of the file and of what SQLite keeps beside it; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="eldercheck-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / path.name
        with named_faults(path):
            shutil.copyfile(path, copy)
            for ending in _SIDE_FILES:
                if (side := path.with_name(path.name + ending)).is_file():
                    shutil.copyfile(side, copy.with_name(side.name))
        yield copy


def check_whole(path: Path, about: Path) -> None:
    """Raise DamagedError (about the file `about`) where SQLite finds fault with the database at `path`."""
    with named_faults(about), closing(connect(path, "ro")) as connection:
        connection.execute("PRAGMA cell_size_check=ON")
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise DamagedError(about, found)


def _header(path: Path) -> bytes:
    try:
        _refuse_impossible(path)
        with path.open("rb") as handle:
            return handle.read(_HEADER)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise UnreadableError(path, error.strerror or str(error)) from error


def _refuse_impossible(path: Path) -> None:
    if not path.parent.is_dir():
        raise NoSuchFolderError(path.parent)
    if path.is_dir():
        raise IsFolderError(path)
    if path.exists() and not path.is_file():
        raise NotOursError(path)


def _is_ours(header: bytes) -> bool:
    number = int.from_bytes(header[_APPLICATION_ID_PLACE], "big")
    return header.startswith(_MAGIC) and number == APPLICATION_ID


def _is_torn(header: bytes) -> bool:
    """Whether the first page was not written yet when the making of the file was cut off."""
    return not any(header)


def _has_journal(path: Path) -> bool:
    journal = path.with_name(f"{path.name}-journal")
    if not journal.is_file():
        return False
    with named_faults(path), journal.open("rb") as handle:
        return handle.read(len(_JOURNAL_MAGIC)) == _JOURNAL_MAGIC


def _is_unsettled(path: Path, header: bytes) -> bool:
    if _is_torn(header) or header[_WAL_MARK] != b"\x01\x01":
        return True
    if not _has_journal(path):
        return False
    with named_faults(path), closing(connect(path, "ro")) as connection:
        return _wants_recovery(connection)


def _wants_recovery(connection: sqlite3.Connection) -> bool:
    """Whether the journal is that of a change cut off, not of one that another is making now."""
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_CANTOPEN):
            return True
        raise
    return False


def _sound_version(path: Path, about: Path, known: int) -> int:
    with named_faults(about), closing(connect(path, "ro")) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > known:
        raise NewerFileError(about, version, known)
    check_whole(path, about)
    return int(version)

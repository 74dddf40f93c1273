"""The one place where an error of SQLite or of the file system becomes a named one."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eldercheck.storage.errors import (
    BusyError,
    DamagedError,
    DiskError,
    DiskFullError,
    FileGoneError,
    RuleError,
    StorageError,
    UnwritableFileError,
    UnwritableFolderError,
)

_PRIMARY = 0xFF
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS)


def named_fault(error: BaseException, path: Path) -> StorageError:
    """Return the named error for what sqlite3 raised while it worked on the database at `path`."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return DamagedError(path, str(error)) if "UTF-8" in str(error) else DiskError(path, str(error))
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return FileGoneError(path)
    match code & _PRIMARY:
        case sqlite3.SQLITE_FULL:
            return DiskFullError(path)
        case sqlite3.SQLITE_READONLY:
            return UnwritableFileError(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return BusyError(path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return DamagedError(path, str(error))
        case sqlite3.SQLITE_CONSTRAINT:
            return RuleError(str(error))
    return DiskError(path, f"{getattr(error, 'sqlite_errorname', code)}: {error}")


def named_file_fault(error: OSError, path: Path) -> StorageError:
    """Return the named error for what the system said while a file beside or at `path` was written."""
    if error.errno in _NO_ROOM:
        return DiskFullError(path)
    if error.errno in _NO_RIGHT:
        return UnwritableFolderError(path.parent)
    return DiskError(path, error.strerror or str(error))


@contextmanager
def named_faults(path: Path) -> Iterator[None]:
    """Let what sqlite3 or the system raises within leave as a StorageError about `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise named_fault(error, path) from error
    except OSError as error:
        raise named_file_fault(error, path) from error

"""Backups beside the database, each checked before it counts, the newest ten kept."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from eldercheck.storage.database_file import check_whole, connect
from eldercheck.storage.errors import BackupRoomError, DamagedError, StorageError, UnsoundBackupError
from eldercheck.storage.faults import named_faults
from eldercheck.storage.whole_files import write_whole

KEPT = 10
ROOM = 3
"""A backup is made where so many times the database would still fit on the disk."""

_NAME = "%Y%m%dT%H%M%S.%fZ"


def backup_folder(database: Path) -> Path:
    """Return the folder in which the backups of a database are kept."""
    return database.with_name(f"{database.name}.backups")


def take_backup(database: Path, moment: datetime, keep: int = KEPT) -> Path:
    """Copy a database as it is now, also while it is open, and return the copy, named by the moment in UTC.

    Raises BackupRoomError, UnsoundBackupError, or another StorageError where it cannot be written; the older
    backups are then all still there.
    """
    folder = backup_folder(database)
    backup = folder / f"{moment.astimezone(UTC).strftime(_NAME)}.db"
    with named_faults(backup):
        _look_for_room(database)
        folder.mkdir(mode=0o700, exist_ok=True)
        write_whole(backup, lambda part: _copy(database, part))
    _forget_old(folder, backup, keep)
    return backup


def backups(database: Path) -> tuple[Path, ...]:
    """Return the backups of a database, newest first."""
    return tuple(sorted(backup_folder(database).glob("*Z.db"), reverse=True))


def newest_backup(database: Path) -> Path | None:
    """Return the newest backup, None where there is none."""
    return next(iter(backups(database)), None)


def newest_good_backup(database: Path) -> Path | None:
    """Return the newest backup that passes the check now, None where none does."""
    return next(filter(_is_good, backups(database)), None)


def damaged(database: Path, detail: str) -> DamagedError:
    """Return the error for a broken database, naming the backup to go back to."""
    return DamagedError(database, detail, newest_good_backup(database))


def taken_at(backup: Path) -> datetime:
    """Return the moment that a backup is named by."""
    return datetime.strptime(backup.stem, _NAME).replace(tzinfo=UTC)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that may be open elsewhere, between two of its changes. Raises sqlite3.Error."""
    with closing(connect(source, "ro")) as reader, closing(sqlite3.connect(target)) as writer:
        reader.backup(writer)


def _copy(database: Path, part: Path) -> None:
    copy_database(database, part)
    try:
        check_whole(part, part)
    except DamagedError as error:
        raise UnsoundBackupError(database, str(error.values["detail"])) from error


def _look_for_room(database: Path) -> None:
    free, wanted = shutil.disk_usage(database.parent).free, ROOM * database.stat().st_size
    if free < wanted:
        raise BackupRoomError(database, free, wanted)


def _forget_old(folder: Path, newest: Path, keep: int) -> None:
    """Keep the backup just made, whatever its name says of its age, and the newest of the others."""
    others = sorted((path for path in folder.glob("*Z.db") if path != newest), reverse=True)
    for path in (*others[keep - 1 :], *folder.glob("*.part*")):
        with suppress(OSError):
            path.unlink()


def _is_good(backup: Path) -> bool:
    try:
        check_whole(backup, backup)
    except StorageError:
        return False
    return True

"""One window writes. The lock is the system's, so it ends with the process; a second file tells who holds it.

Two files, because Windows does not let others read a locked one. `<db>.lock` is locked and stays empty,
`<db>.owner` can always be read and is believed only while the lock is held.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from eldercheck.domain.ledger import utc_text
from eldercheck.storage.errors import DiskError
from eldercheck.storage.faults import named_faults
from eldercheck.storage.whole_files import make_private


@dataclass(frozen=True, slots=True)
class LockedBy:
    """Who holds a database open for writing."""

    who: str = ""
    """Empty where it could not be read, as the rest."""
    host: str = ""
    pid: int = 0
    since: str = ""
    """UTC, as `utc_text` writes it."""


@dataclass(frozen=True)
class Lock:
    """The right to write to a database, until released or until the process ends."""

    path: Path
    """The lock file."""
    _handle: IO[bytes]

    def release(self) -> None:
        """Give the right back and leave nothing behind; a second time does nothing."""
        if self._handle.closed:
            return
        with suppress(OSError):
            _owner_file(self.path).unlink(missing_ok=True)
        if os.name != "nt":
            self._unlink()
        self._handle.close()
        if os.name == "nt":
            self._unlink()

    def _unlink(self) -> None:
        """Remove the lock file: while locked, or on Windows, where another's hold on it would forbid it.

        One that is not empty was there before, for something else.
        """
        with suppress(OSError):
            if not self.path.stat().st_size:
                self.path.unlink()


def take_lock(database: Path, moment: datetime, who: str = "") -> Lock | LockedBy:
    """Take the right to write to a database, in the name of `who` (else of the system's user).

    Returns who has it where another does.
    Raises UnwritableFolderError, DiskFullError or DiskError where there can be no lock.
    """
    path = database.with_name(f"{database.name}.lock")
    with named_faults(path):
        while (handle := _locked(path)) is not None:
            if _is_still(path, handle):
                return _announced(
                    Lock(path, handle),
                    LockedBy(who or _user(), platform.node(), os.getpid(), utc_text(moment)),
                )
            handle.close()
    return _holder(path)


def _locked(path: Path) -> IO[bytes] | None:
    """Return the lock file open and locked, None where another has locked it."""
    import portalocker

    handle = path.open("ab")
    try:
        portalocker.lock(handle, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
    except portalocker.AlreadyLocked:
        handle.close()
        return None
    except portalocker.LockException as error:
        handle.close()
        raise DiskError(path, str(error)) from error
    return handle


def _is_still(path: Path, handle: IO[bytes]) -> bool:
    """Whether the file that was locked is the one at `path`: the last holder may have removed it."""
    try:
        return os.path.samestat(os.fstat(handle.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _announced(lock: Lock, holder: LockedBy) -> Lock:
    path = _owner_file(lock.path)
    try:
        path.unlink(missing_ok=True)
        make_private(path)
        path.write_text(json.dumps(asdict(holder), ensure_ascii=False), encoding="utf-8")
    except OSError:
        lock.release()
        raise
    return lock


def _holder(path: Path) -> LockedBy:
    try:
        plain = json.loads(_owner_file(path).read_text(encoding="utf-8"))
        return LockedBy(str(plain["who"]), str(plain["host"]), int(plain["pid"]), str(plain["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return LockedBy()


def _owner_file(path: Path) -> Path:
    return path.with_suffix(".owner")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""

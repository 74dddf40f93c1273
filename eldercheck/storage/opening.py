"""Opening a database: looked at, locked, saved, upgraded, and only then handed out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Literal

from eldercheck.storage.backups import (
    copy_database,
    damaged,
    newest_backup,
    newest_good_backup,
    take_backup,
)
from eldercheck.storage.database_file import Look, copied, look_at, refuse_foreign, settle
from eldercheck.storage.errors import (
    BusyError,
    DamagedError,
    NoSuchDatabaseError,
    NotOursError,
    ReadOnlyError,
    StorageError,
    UnwritableFolderError,
)
from eldercheck.storage.faults import named_faults
from eldercheck.storage.lock import LockedBy, take_lock
from eldercheck.storage.migrations import STEPS
from eldercheck.storage.migrations.ladder import Step, climb
from eldercheck.storage.places import data_folder, working_copy
from eldercheck.storage.whole_files import make_private

if TYPE_CHECKING:
    from eldercheck.storage.assessment_store import AssessmentStore
    from eldercheck.storage.register_store import RegisterStore
    from eldercheck.storage.year_store import YearStore

Why = Literal["", "asked", "held", "folder", "file"]
"""Why a database is open for reading only: asked for, held by another window, or not writable."""


@dataclass(frozen=True)
class OpenDatabase:
    """An open database and how it came to be open; to be closed."""

    path: Path
    """The file itself; for an example, the private copy."""
    register: RegisterStore
    assessments: AssessmentStore
    years: YearStore
    read_only_reason: Why
    """Empty where it can be written."""
    held_by: LockedBy | None
    """Who writes to it, where another window does."""
    newest_backup: Path | None
    _closing: ExitStack = field(repr=False)

    @property
    def read_only(self) -> bool:
        """Whether every write is refused."""
        return bool(self.read_only_reason)

    @property
    def refusal(self) -> ReadOnlyError | None:
        """The error that every write raises, to be told beforehand; None where it can be written."""
        return _refusal(self.path, self.read_only_reason, self.held_by) if self.read_only else None

    def back_up(self, moment: datetime) -> Path:
        """Make a backup now and return it; raises StorageError, BackupRoomError among them."""
        return take_backup(self.path, moment)

    def close(self) -> None:
        """Close the file and let others write; a second time does nothing."""
        self._closing.close()

    def __enter__(self) -> OpenDatabase:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_database(
    path: Path,
    *,
    clock: Callable[[], datetime],
    who: str = "",
    steps: Sequence[Step] = STEPS,
    read_only: bool = False,
) -> OpenDatabase:
    """Open the database at `path`, made or upgraded where that is needed.

    It is open for reading only where that is asked for, where another window holds it, or where the folder or
    the file cannot be written. Raises a RefusedFileError for what is not a sound database of ours, which is
    then as it was to the byte; UnwritableFolderError where a new one cannot be made; MigrationError or
    BackupRoomError where it cannot be upgraded; BusyError, DiskFullError or DiskError.
    """
    opening = _Opening(working_copy(path.expanduser().resolve()), clock, steps)
    with ExitStack() as stack:
        return opening.to_read(stack, "asked") if read_only else opening.to_write(stack, who)


@dataclass(frozen=True)
class _Opening:
    """One attempt; what it opens goes on the stack of whoever asked."""

    path: Path
    clock: Callable[[], datetime]
    steps: Sequence[Step]

    def to_write(self, stack: ExitStack, who: str) -> OpenDatabase:
        """Take the lock and open for writing; for reading where that cannot be."""
        self._make_our_folder()
        with self._naming_a_backup():
            refuse_foreign(self.path)
        try:
            lock = take_lock(self.path, self.clock(), who)
        except UnwritableFolderError:
            if not self.path.exists():
                raise
            return self.to_read(stack, "folder")
        if isinstance(lock, LockedBy):
            return self.to_read(stack, "held", lock)
        stack.callback(lock.release)
        if not _is_writable(self.path):
            lock.release()
            return self.to_read(stack, "file")
        return self._locked(stack)

    def to_read(self, stack: ExitStack, why: Why, held_by: LockedBy | None = None) -> OpenDatabase:
        """Open for reading; an older or unfinished file is read in a copy that is brought up to date."""
        look = self._look()
        if not look.version:
            raise self._nothing_to_read(why)
        path = self.path
        if look.unsettled:
            path = stack.enter_context(copied(path))
            settle(path)
        elif look.version < len(self.steps):
            path = self._fresh_copy(stack)
        climb(path, self.steps, look.version)
        return self._hand_out(stack, path, why, held_by)

    def _locked(self, stack: ExitStack) -> OpenDatabase:
        look = self._look()
        with named_faults(self.path):
            make_private(self.path)
        if look.unsettled:
            settle(self.path)
        if 0 < look.version < len(self.steps):
            take_backup(self.path, self.clock())
        climb(self.path, self.steps, look.version)
        return self._hand_out(stack, self.path, "")

    def _hand_out(
        self, stack: ExitStack, path: Path, why: Why, held_by: LockedBy | None = None
    ) -> OpenDatabase:
        from eldercheck.storage.assessment_store import AssessmentStore
        from eldercheck.storage.engine import Database
        from eldercheck.storage.register_store import RegisterStore
        from eldercheck.storage.year_store import YearStore

        database = Database(path, partial(_refusal, self.path, why, held_by) if why else None)
        stack.callback(database.close)
        database.data_version()
        return OpenDatabase(
            self.path,
            RegisterStore(database),
            AssessmentStore(database),
            YearStore(database),
            why,
            held_by,
            newest_backup(self.path),
            stack.pop_all(),
        )

    def _look(self) -> Look:
        with self._naming_a_backup():
            look = look_at(self.path, len(self.steps))
        if not look.version and self.path.exists() and (backup := newest_good_backup(self.path)):
            raise DamagedError(self.path, "empty", backup)
        return look

    @contextmanager
    def _naming_a_backup(self) -> Iterator[None]:
        """Name a good backup in a DamagedError, and call a file that has one damaged, not another's."""
        try:
            yield
        except DamagedError as error:
            raise damaged(self.path, str(error.values["detail"])) from error
        except NotOursError as error:
            if backup := newest_good_backup(self.path):
                raise DamagedError(self.path, "header", backup) from error
            raise

    def _nothing_to_read(self, why: Why) -> StorageError:
        if why == "held":
            return BusyError(self.path)
        return UnwritableFolderError(self.path.parent) if why == "folder" else NoSuchDatabaseError(self.path)

    def _make_our_folder(self) -> None:
        """Make the folder where it is the program's own; any other must be there (a stick not plugged in)."""
        if self.path.parent == data_folder().resolve():
            with named_faults(self.path.parent):
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _fresh_copy(self, stack: ExitStack) -> Path:
        folder = stack.enter_context(TemporaryDirectory(prefix="eldercheck-", ignore_cleanup_errors=True))
        copy = Path(folder) / self.path.name
        with named_faults(self.path):
            copy_database(self.path, copy)
        return copy


def _is_writable(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return True
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _refusal(path: Path, why: Why, held_by: LockedBy | None) -> ReadOnlyError:
    if held_by is None:
        return ReadOnlyError(f"read_only_{why}", path=str(path))
    code = "read_only_held" if held_by.since else "read_only_held_by_somebody"
    return ReadOnlyError(code, path=str(path), who=held_by.who, host=held_by.host, since=held_by.since)

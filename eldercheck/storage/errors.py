"""What can go wrong with the database, as codes and values; `eldercheck.wording` has the sentences."""

from __future__ import annotations

from pathlib import Path

from eldercheck.domain.errors import EldercheckError


class StorageError(EldercheckError):
    """A fault of the database, its file, its folder or the disk; after one, read again what is stored."""


class FileError(StorageError):
    """A fault of one file. Values: `path`, and what the code needs."""

    def __init__(self, path: Path, code: str | None = None, **values: object) -> None:
        super().__init__(code, path=str(path), **values)


class RefusedFileError(FileError):
    """A file that is not opened, and that was left as it was to the byte."""


class NotOursError(RefusedFileError):
    """A file that another program wrote. Values: `path`."""

    code = "not_ours"


class NewerFileError(RefusedFileError):
    """A file of a later eldercheck. Values: `path`, `found`, `known` (numbers of schemas)."""

    code = "newer_file"

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(path, found=found, known=known)


class DamagedError(RefusedFileError):
    """A file of ours that is broken. Values: `path`, `detail`, `newest_backup` where a good one is kept."""

    code = "damaged"

    def __init__(self, path: Path, detail: str, newest_backup: Path | None = None) -> None:
        if newest_backup is None:
            super().__init__(path, "damaged_without_backup", detail=detail)
        else:
            super().__init__(path, detail=detail, newest_backup=str(newest_backup))


class UnreadableError(RefusedFileError):
    """A file that the computer does not let us read. Values: `path`, `reason`."""

    code = "database_unreadable"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason=reason)


class IsFolderError(RefusedFileError):
    """A folder where a file is wanted. Values: `path`."""

    code = "is_folder"


class NoSuchFolderError(RefusedFileError):
    """A file in a folder that does not exist. Values: `path` (the folder)."""

    code = "no_such_folder"


class NoSuchDatabaseError(RefusedFileError):
    """A file to be read that does not exist or is still empty. Values: `path`."""

    code = "no_such_database"


class UnwritableFolderError(FileError):
    """A folder in which nothing can be written. Values: `path` (the folder)."""

    code = "folder_unwritable"


class UnwritableFileError(FileError):
    """A file that may be read but not written. Values: `path`."""

    code = "file_unwritable"


class FileGoneError(FileError):
    """A database moved, renamed or deleted while it was open. Values: `path`."""

    code = "file_gone"


class DiskFullError(FileError):
    """No room for what was to be written. Values: `path`."""

    code = "disk_full"


class DiskError(FileError):
    """The disk or the system failed to read or write. Values: `path`, `detail`."""

    code = "disk_error"

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(path, detail=detail)


class BusyError(FileError):
    """Another program holds the file at this moment. Values: `path`."""

    code = "busy"


class BackupRoomError(FileError):
    """Too little free space for a backup and some air. Values: `path`, `free`, `wanted` (bytes)."""

    code = "no_room_for_backup"

    def __init__(self, path: Path, free: int, wanted: int) -> None:
        super().__init__(path, free=free, wanted=wanted)


class UnsoundBackupError(FileError):
    """A backup that did not pass its check, and was thrown away. Values: `path` (the database), `detail`."""

    code = "backup_unsound"

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(path, detail=detail)


class MigrationError(FileError):
    """An upgrade that was taken back whole. Values: `path`, `step`, `detail`."""

    code = "migration_failed"

    def __init__(self, path: Path, step: int, detail: str) -> None:
        super().__init__(path, step=step, detail=detail)


class ReadOnlyError(StorageError):
    """A write to a database opened for reading. Values: `path`, and who holds it where another does."""

    code = "read_only"


class CodeTakenError(StorageError):
    """A unit code that another unit has. Values: `unit_code`, `name` (of the unit that has it)."""

    code = "code_taken"

    def __init__(self, unit_code: str, name: str) -> None:
        super().__init__(unit_code=unit_code, name=name)


class MissingError(StorageError):
    """Something asked for by its id that is not stored. Values: `id`; the code says of what kind."""

    def __init__(self, code: str, missing_id: str) -> None:
        super().__init__(code, id=missing_id)


class NotNowError(StorageError):
    """An event that the assessment does not take: `stale`, `not_open` or `not_signed`. Values: `id`."""

    def __init__(self, code: str, assessment_id: str) -> None:
        super().__init__(code, id=assessment_id)


class RuleError(StorageError):
    """A write that a rule of the database forbids; a mistake of the program. Values: `detail`."""

    code = "rule_broken"

    def __init__(self, detail: str) -> None:
        super().__init__(detail=detail)

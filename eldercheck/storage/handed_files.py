"""Files that are handed over to be filled in or changed: whole, never over another one unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from eldercheck.domain.errors import StateError
from eldercheck.storage.errors import IsFolderError, NoSuchFolderError
from eldercheck.storage.faults import named_faults
from eldercheck.storage.whole_files import write_whole


def write_handed(path: Path, write: Callable[[Path], None], *, replace: bool = False) -> None:
    """Let `write` fill a file at `path`, in place of what is there where it is to be replaced.

    Raises StateError (`file_exists`) where something is there that is not to be replaced, or that never is
    (`handed_not_regular`: a device, a pipe), StorageError (IsFolderError, NoSuchFolderError among them) where
    it cannot be written; what was there then stays.
    """
    if path.is_dir():
        raise IsFolderError(path)
    if path.exists() and not path.is_file():
        raise StateError("handed_not_regular", path=str(path))
    if path.exists() and not replace:
        raise StateError("file_exists", path=str(path))
    if not path.parent.is_dir():
        raise NoSuchFolderError(path.parent)
    with named_faults(path):
        write_whole(path, write, private=False)

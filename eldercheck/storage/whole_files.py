"""Files that are there whole or not at all, after a power cut too."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

PRIVATE, USUAL = 0o600, 0o666
"""What the program keeps is for its owner: it names people and branches. What it hands over is as readable as
any file that its user makes."""


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may open; one that is there stays as it is. Raises OSError."""
    _make(path, PRIVATE)


def write_whole(path: Path, write: Callable[[Path], None], *, private: bool = True) -> None:
    """Let `write` fill a new file beside `path`, bring it to the disk and put it in place. Raises OSError.

    Whatever goes wrong, `path` is as it was and the new file is gone. A file that is handed over is not
    `private`: who may read it is for its user's own setting (umask).
    """
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        _make(part, PRIVATE if private else USUAL)
        write(part)
        _sync_file(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system has a call for it. Raises OSError."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make(path: Path, mode: int) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, mode))


def _sync_file(path: Path) -> None:
    with path.open("r+b") as handle:
        os.fsync(handle.fileno())

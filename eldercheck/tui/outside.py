"""Opening a copy of a kept file with the program that this computer has for it."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from eldercheck.domain.evidence import KeptFile
from eldercheck.storage.errors import FileError
from eldercheck.storage.evidence_files import EvidenceFiles
from eldercheck.wording.evidence import SHORT

PATIENCE = 3
"""Seconds within which a program that cannot open the file says so; one that can may run on."""
_SHOWING: list[subprocess.Popen[bytes]] = []


class NothingOpensError(FileError):
    """No program opened the copy. Values: `path` (of the copy), `name`."""

    code = "nothing_opens_it"


def open_copy(files: EvidenceFiles, kept: KeptFile) -> Path:
    """Write a copy as it may leave, open it and return its path; the copy goes when this program ends.

    May take some seconds: call it from a thread. Raises NothingOpensError, StorageError, PictureError.
    """
    original = files.path_of(kept)
    path = _folder() / f"{original.stem[:SHORT]}{original.suffix}"
    files.clean_copy(kept, path, replace=True)
    try:
        opened = _open(path)
    except (OSError, ValueError):
        opened = False
    if not opened:
        raise NothingOpensError(path, name=kept.name)
    return path


@cache
def _folder() -> Path:
    """Return a folder for its owner only, thrown away when the program ends."""
    folder = Path(tempfile.mkdtemp(prefix="eldercheck-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _open(path: Path) -> bool:
    """Hand a file to the system; nothing of what its program says reaches this screen."""
    if sys.platform == "win32":
        os.startfile(path)
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        return False
    silent = subprocess.DEVNULL
    process = subprocess.Popen(
        [opener, str(path)], stdin=silent, stdout=silent, stderr=silent, start_new_session=True
    )
    try:
        return process.wait(PATIENCE) == 0
    except subprocess.TimeoutExpired:
        _SHOWING.append(process)
        return True

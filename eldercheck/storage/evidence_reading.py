"""Reading a file that is offered as evidence: every way in which it cannot be taken has its name."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.evidence import KeptFile
from eldercheck.storage.evidence_kinds import PICTURES, EvidenceFileError, media_of
from eldercheck.storage.pictures import PictureError, check_picture

MOST_BYTES = 30_000_000
LONGEST_NAME = 120
SHOWN_PATH = 80
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))}
)
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | os.O_RDONLY
"""A pipe put in the place of a file between two looks is opened without waiting for its other end."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that can be taken: what is in it, and how it will be known."""

    file: KeptFile
    data: bytes


def read_incoming(path: Path) -> Incoming:
    """Read a file through and tell what it is. A link is followed; the name stays the link's.

    Raises EvidenceFileError, of which the code and the values say why it cannot be taken.
    """
    data, name = _bytes(path), clean_line(path.name, LONGEST_NAME)
    media, taken_at = media_of(data, name), ""
    if media in PICTURES:
        try:
            taken_at = check_picture(data)
        except PictureError as error:
            code = "evidence_damaged" if error.code == "picture_damaged" else "evidence_too_many_pixels"
            raise EvidenceFileError(code, name, **error.values) from error
    return Incoming(KeptFile(hashlib.sha256(data).hexdigest(), name, len(data), media, taken_at), data)


def is_device_name(name: str, system: str = os.name) -> bool:
    """Tell whether a name means a device: on Windows whatever its ending and its folder."""
    return system == "nt" and name.partition(".")[0].rstrip(" ").upper() in _DEVICES


def _bytes(path: Path) -> bytes:
    name = path.name or str(path)
    try:
        if is_device_name(path.name):
            raise EvidenceFileError("evidence_not_regular", name)
        _refuse_unless_file(path.stat(), name)
        handle = os.open(path, _WITHOUT_WAITING)
        with os.fdopen(handle, "rb") as stream:
            before = os.fstat(handle)
            _refuse_unless_file(before, name)
            data = stream.read(MOST_BYTES + 1)
            after = os.fstat(handle)
    except FileNotFoundError as error:
        raise EvidenceFileError(
            "evidence_dead_link" if _is_link(path) else "evidence_not_there", _end_of(path)
        ) from error
    except PermissionError as error:
        raise EvidenceFileError("evidence_not_permitted", name) from error
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(
        data
    ) != after.st_size:
        raise EvidenceFileError("evidence_changing", name)
    return data


def _refuse_unless_file(about: os.stat_result, name: str) -> None:
    if stat.S_ISDIR(about.st_mode):
        raise EvidenceFileError("evidence_is_folder", name)
    if not stat.S_ISREG(about.st_mode):
        raise EvidenceFileError("evidence_not_regular", name)
    if about.st_size > MOST_BYTES:
        raise EvidenceFileError(
            "evidence_too_large",
            name,
            size=f"{about.st_size / 1_000_000:.1f} MB",
            most=f"{MOST_BYTES // 1_000_000} MB",
        )
    if not about.st_size:
        raise EvidenceFileError("evidence_empty", name)


def _unreadable(path: Path, error: OSError | ValueError) -> EvidenceFileError:
    number = getattr(error, "errno", None)
    if number == errno.ELOOP:
        return EvidenceFileError("evidence_dead_link", _end_of(path))
    if isinstance(error, ValueError) or number in (errno.ENAMETOOLONG, errno.EINVAL):
        return EvidenceFileError("evidence_not_there", _end_of(path))
    if number == errno.ENOTDIR:
        return EvidenceFileError("evidence_not_there", _end_of(path))
    reason = getattr(error, "strerror", None) or str(error)
    return EvidenceFileError("evidence_unreadable", path.name, reason=reason)


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except (OSError, ValueError):
        return False


def _end_of(path: Path) -> str:
    """Return a path so short that a sentence quotes it with its name, which stands at the end."""
    text = str(path)
    return text if len(text) <= SHOWN_PATH else f"…{text[1 - SHOWN_PATH :]}"

"""Reading a register file: every fault named with its cell, nothing kept of a file that has one."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

from eldercheck.exchange.grids import MOST_BYTES, Grid, RegisterFileError
from eldercheck.exchange.register_headings import known_headings
from eldercheck.exchange.register_sheet import RegisterFile, read_sheet
from eldercheck.exchange.text_grids import text_grid
from eldercheck.exchange.workbook_grids import workbook_grids

HOW_TO = ("填写说明", "How to fill in")
"""The sheets of a template that hold no units, in each language."""
_OLE = b"\xd0\xcf\x11\xe0"
_MARKUP = (b"<html", b"<!doc", b"<?xml", b"<tabl", b"{\\rtf", b"%pdf-")


def read_register(path: Path) -> RegisterFile:
    """Read a register out of an xlsx or csv file, whatever its name says that it is.

    Raises RegisterFileError for a file that cannot be read at all; faults of cells stand in what is returned.
    """
    data = _bytes(path)
    found = RegisterFile(path)
    grids = _sheets(data, path)
    read = [read_sheet(grid, found) for grid in grids if grid.name not in HOW_TO]
    if not any(read):
        raise RegisterFileError("register_without_headings", path=path.name)
    if not found.lines and not found.faults:
        raise RegisterFileError("register_without_units", path=path.name)
    return found


def _bytes(path: Path) -> bytes:
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise RegisterFileError("register_is_folder", path=path.name)
        if not stat.S_ISREG(about.st_mode):
            raise RegisterFileError("register_not_regular", path=path.name)
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise RegisterFileError("register_missing", path=str(path)) from error
    except PermissionError as error:
        raise RegisterFileError("register_not_permitted", path=path.name) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RegisterFileError("register_unreadable", path=path.name, reason=reason) from error
    if len(data) > MOST_BYTES:
        raise RegisterFileError("register_too_large", path=path.name, most=f"{MOST_BYTES // 1_000_000} MB")
    if not data.strip():
        raise RegisterFileError("register_empty", path=path.name)
    return data


def _sheets(data: bytes, path: Path) -> Sequence[Grid]:
    if data.startswith(b"PK"):
        return workbook_grids(data, path)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise RegisterFileError("register_password", path=path.name)
        is_old = path.suffix.lower() in (".xls", ".et", ".xlt") or "Workbook".encode("utf-16-le") in data
        raise RegisterFileError("register_old_workbook" if is_old else "register_wrong_type", path=path.name)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:5].lower() in _MARKUP:
        raise RegisterFileError("register_wrong_type", path=path.name)
    return [text_grid(data, path, known_headings)]

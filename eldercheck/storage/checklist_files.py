"""Checklist files: read strictly, all faults at once, and find the shipped ones."""

from __future__ import annotations

import os
import stat
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from eldercheck.domain.checklist import Checklist
from eldercheck.domain.errors import EldercheckError
from eldercheck.storage.checklist_faults import ChecklistFaults, Fault, FaultBook, UnreadableFile, nearest
from eldercheck.storage.checklist_text import MOST_BYTES, checklist_text

if TYPE_CHECKING:
    from eldercheck.storage.checklist_schema import ChecklistFile

__all__ = [
    "ChecklistFaults",
    "Fault",
    "UnreadableFile",
    "find_checklist",
    "parse_checklist",
    "read_checklist",
    "shipped",
    "shipped_path",
]

_SHIPPED = ("branch", "service-point", "institution")
_PACKAGE = Path(__file__).parents[1]
_SYNTAX = ("yaml_syntax", "yaml_syntax_since")
_SIGNS = ("tab_indent", "wide_blank_indent", "full_width_sign")


def shipped() -> tuple[str, ...]:
    """Return the ids of the checklists that come with the program."""
    return _SHIPPED


def shipped_path(checklist_id: str) -> Path:
    """Return where a shipped checklist stands: in the package, or beside it in a source tree."""
    if checklist_id not in _SHIPPED:
        raise _unknown(checklist_id)
    name = f"{checklist_id}.yaml"
    packed = _PACKAGE / "checklists" / name
    return packed if packed.is_file() else _PACKAGE.parent / "checklists" / name


def find_checklist(name: str) -> Checklist:
    """Read the checklist that `name` means: a shipped id, or a path."""
    if name in _SHIPPED:
        path = shipped_path(name)
        return _judged_once(_bytes(path), str(path))
    if _is_path(name):
        return read_checklist(Path(name))
    raise _unknown(name)


def read_checklist(path: Path) -> Checklist:
    """Read a checklist file. Raises ChecklistFaults, or UnreadableFile where there is nothing to judge."""
    return parse_checklist(_bytes(path), str(path))


@lru_cache(maxsize=8)
def _judged_once(text: bytes, file: str) -> Checklist:
    """Read a shipped file, each of its wordings once."""
    return parse_checklist(text, file)


def parse_checklist(text: bytes, file: str) -> Checklist:
    """Read a checklist from the bytes of a file of that name. Raises ChecklistFaults."""
    book = FaultBook()
    cleaned = checklist_text(text, book)
    model = None if cleaned is None else _model(cleaned, book)
    if book or model is None:
        raise ChecklistFaults(file, book.faults(file))
    return Checklist.from_plain(model.plain())


def _model(text: str, book: FaultBook) -> ChecklistFile | None:
    from eldercheck.storage.checklist_signs import mend_signs

    attempt = FaultBook()
    model = _judged(text, attempt)
    if attempt:
        mended = mend_signs(text, book)
        if mended.text != text:
            attempt = FaultBook()
            model = _judged(mended.text, attempt)
        book.take(attempt, mended.place_in_file)
        book.drop(_SYNTAX, after=_SIGNS)
    return model


def _judged(text: str, book: FaultBook) -> ChecklistFile | None:
    from eldercheck.storage.checklist_rules import judge
    from eldercheck.storage.checklist_shape import read_shape
    from eldercheck.storage.checklist_yaml import read_yaml

    root = read_yaml(text, book)
    if root is None:
        return None
    model = read_shape(root, book)
    judge(root, book)
    return model


def _is_path(name: str) -> bool:
    separators = [separator for separator in ("/", os.sep, os.altsep) if separator]
    if any(separator in name for separator in separators) or name.endswith((".yaml", ".yml")):
        return True
    try:
        return Path(name).is_file()
    except ValueError:
        return False


def _unknown(name: str) -> EldercheckError:
    return EldercheckError("unknown_checklist", name=name, nearest=nearest(name, _SHIPPED))


def _bytes(path: Path) -> bytes:
    file = str(path)
    try:
        _refuse_unfit(path.stat(), file)
        with path.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableFile("file_missing", file=file) from None
    except PermissionError:
        raise UnreadableFile("file_not_permitted", file=file) from None
    except (OSError, ValueError) as fault:
        raise UnreadableFile("file_unreadable", file=file, reason=str(fault)) from fault


def _refuse_unfit(status: os.stat_result, file: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableFile("file_is_folder", file=file)
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile("file_not_regular", file=file)
    if status.st_size > MOST_BYTES:
        raise UnreadableFile("file_too_large", file=file, size=status.st_size, most=MOST_BYTES)

"""Text from outside: cleaned where it enters, made visible where it is shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

JOINERS = "\u200c\u200d"
"""ZWNJ and ZWJ: without them Persian and Uyghur names are misspelt."""

_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Not control characters by category, and yet nothing is seen: a name of these alone looks empty."""

_EDGES = " \n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"

_JOINING = "\u0600-\u08ff\u0900-\u0dff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefc"
_JOINER_AT_WORK = re.compile(f"(?<=[{_JOINING}])[{JOINERS}](?=[{_JOINING}])")


def clean_line(text: str, limit: int = 200) -> str:
    """Return `text` fit to be kept as one line, in NFC; a line break or tab within it becomes a space."""
    return _clean(re.sub(r"\r\n|[\r\n\t]", " ", text), limit)


def clean_code(text: str, limit: int = 40) -> str:
    """Return the code of a unit fit to be kept: full-width letters and digits are the plain ones."""
    return clean_line(unicodedata.normalize("NFKC", text), limit)


def clean_note(text: str, limit: int = 2000) -> str:
    """Return `text` fit to be kept as several lines, in NFC; every kind of line end becomes LF."""
    return _clean(re.sub(r"\r\n?", "\n", text).replace("\t", " "), limit)


def name_key(name: str) -> str:
    """Return what two spellings of one person's name have in common: case, width and blanks say nothing."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def distinct_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names without the empty ones and without second spellings of the same, in their order."""
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(name_key(name), name)
    return tuple(found.values())


def visible(text: str, *, multiline: bool = False) -> str:
    """Return `text` with every character that hides or that a terminal obeys in a form that shows.

    LF stays only where `multiline` is true. ZWNJ and ZWJ stay only inside a word of a script that uses them.
    """
    if text.isprintable() and _FILLERS.isdisjoint(text):
        return text
    joiners = {match.start() for match in _JOINER_AT_WORK.finditer(text)}
    return "".join(
        character if index in joiners or (multiline and character == "\n") else _shown(character)
        for index, character in enumerate(text)
    )


def drawable(text: str) -> str:
    """Return `text` without what a terminal would obey; that takes no cell, so nothing moves."""
    if text.isprintable():
        return text
    return "".join(character for character in text if _is_kept(character))


def _clean(text: str, limit: int) -> str:
    kept = "".join(character for character in text if character == "\n" or _is_kept(character))
    edges = _EDGES + JOINERS
    return unicodedata.normalize("NFC", kept).strip(edges)[:limit].rstrip(edges)


@lru_cache(maxsize=4096)
def _is_kept(character: str) -> bool:
    return character in JOINERS or not _is_hidden(character)


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    """Return the form of one character that shows: its control picture, its number, or itself."""
    if character < " ":
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "\u2421"
    return f"⟨U+{ord(character):04X}⟩" if _is_hidden(character) else character


def _is_hidden(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cn":
        return not _is_rare_ideograph(character)
    return category[0] == "C" or category in {"Zl", "Zp"} or character in _FILLERS


def _is_rare_ideograph(character: str) -> bool:
    """Tell whether a character unknown to this Python lies in the planes kept for ideographs.

    Python 3.11 knows Unicode 14: to it the name characters added since are unassigned.
    """
    return 0x20000 <= ord(character) <= 0x3FFFF and ord(character) & 0xFFFE != 0xFFFE

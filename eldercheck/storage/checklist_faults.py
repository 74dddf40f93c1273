"""Faults of a checklist file: where, a code and values, never prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import NamedTuple

from eldercheck.domain.errors import EldercheckError

_MOST_KNOWN = 500
MOST_FAULTS = 200
"""So many faults are named; a last one says how many more there are."""

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control and bidi characters, surrogates and their like: no text needs them."""


class Place(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a file."""

    file: str
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    code: str
    values: Mapping[str, object]


class ChecklistFaults(EldercheckError):  # noqa: N818 - it is many
    """A checklist file that is not sound. Values: `file`, `number`."""

    code = "checklist_faulty"

    def __init__(self, file: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(file=file, number=len(faults))
        self.faults = faults
        """In the order of the file."""


class UnreadableFile(EldercheckError):  # noqa: N818 - names the file
    """A checklist file that cannot be read at all. Values: `file`, and what the code needs."""

    code = "file_unreadable"


class FaultBook:
    """Gathers the faults of one file."""

    def __init__(self) -> None:
        self._faults: dict[tuple[Place, str, str], tuple[Place, str, Mapping[str, object]]] = {}
        self._left_out = 0

    @property
    def full(self) -> bool:
        """Whether further faults are only counted; then nothing need be looked up for them."""
        return len(self._faults) >= MOST_FAULTS

    def __bool__(self) -> bool:
        return bool(self._faults)

    def has(self, place: Place, codes: Collection[str]) -> bool:
        """Tell whether a fault of one of these codes stands there."""
        return any(where == place and code in codes for where, code, _ in self._faults.values())

    def add(self, place: Place, code: str, **values: object) -> None:
        """Note a fault; one noted before is not noted twice."""
        values = {
            name: shown(value, 600 if name == "known" else 120) if isinstance(value, str) else value
            for name, value in values.items()
        }
        key = (place, code, repr(values))
        if self.full and key not in self._faults:
            self._left_out += 1
        else:
            self._faults[key] = (place, code, values)

    def leave_out(self, number: int) -> None:
        """Count faults that are not named."""
        self._left_out += number

    def add_unknown(self, place: Place, code: str, word: str, known: Iterable[str]) -> None:
        """Note a word that is not one of the `known`: with the nearest, or as `<code>_listed` with all."""
        words = () if self.full else tuple(known)
        near = nearest(word, words)
        if near:
            self.add(place, code, found=word, nearest=near)
        else:
            self.add(place, f"{code}_listed", found=word, known=", ".join(words))

    def take(self, other: FaultBook, where: Callable[[Place], Place]) -> None:
        """Note the faults of another book, each at the place that `where` gives."""
        for place, code, values in other._faults.values():
            self.add(where(place), code, **values)
        self._left_out += other._left_out

    def drop(self, codes: Collection[str], after: Collection[str]) -> None:
        """Forget the faults of these codes that stand after one of those, which is their cause."""
        first = min((place for place, cause, _ in self._faults.values() if cause in after), default=None)
        if first is not None:
            self._faults = {
                key: fault
                for key, fault in self._faults.items()
                if fault[1] not in codes or fault[0].line < first.line
            }

    def faults(self, file: str) -> tuple[Fault, ...]:
        """Return the faults in the order of the file."""
        ordered = sorted(self._faults.values(), key=lambda entry: (entry[0], entry[1]))
        faults = [Fault(file, *place, code, values) for place, code, values in ordered]
        if self._left_out:
            last = faults[-1]
            faults.append(Fault(file, last.line, last.column, "more_faults", {"number": self._left_out}))
        return tuple(faults)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like `word`; empty where none is like it."""
    return next(iter(get_close_matches(word[:60], islice(known, _MOST_KNOWN), 1)), "")


def shown(text: str, most: int) -> str:
    """Return `text` fit to be printed: cut short, and every unseen character written as its code point."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    return UNSEEN.sub(lambda match: codepoint(match[0]), short.replace("\n", " ").replace("\t", " "))


def codepoint(character: str) -> str:
    """Return the name of a character: "U+202E"."""
    return f"U+{ord(character):04X}"

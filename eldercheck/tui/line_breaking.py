"""Line breaking as Chinese does it, where Textual breaks at blanks only.

A line is cut into units that stay whole (an ideograph with its punctuation, a word, a number, a code), and
the units fill the lines. A unit wider than a line is cut where it hurts least.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import accumulate
from typing import Any

from rich.cells import cell_len, get_character_cell_size

_KINDS = {
    "O": "（【「『《〈〔〖［｛“‘〘〚〝｟｢￥＄￡＃№",  # opens: ends no line
    # closes: starts no line
    "C": "、，。：；？！）】」』》〉〕〗］｝”…‥⋯—―⸺·・‧％〙〛〞〟｠｣､｡々〻ー゛゜°′″℃／",
    "o": "([{«‹",  # opens, and may stand within a word: f(x)
    "c": ",!?:;)]}»›’‐",  # closes, and may stand within a word: 10:30
    "R": "～〜~–",  # closes, and holds two numbers together: 10～20
    "p": "./",  # closes, and belongs to the letter after it: 12.5, 3/5
    "%": "%‰",  # closes, and belongs to the number before it
    "Q": "\"'",  # opens or closes, nobody knows: holds to both sides, and may stand within a word: don't
    "G": "\u00a0\u2007\u202f",  # a hard space: holds to both sides
}
_KIND_OF = {character: kind for kind, characters in _KINDS.items() for character in characters}
# The other kinds: B blank, I ideograph, L letter, M mark on the character before it, J joiner.

_WORD = re.compile(r"(?:(?<!p)p*+)?LM*(?:(?:[copQ%]M*)*LM*)*(?:%M*)*")
_CLOSERS = r"(?:(?:BM*)*(?:[Cc%R]|p(?!M*L))M*)*"
_PIECE = rf"(?:[Oo]M*(?:BM*)*)*(?:IM*|{_WORD.pattern}(?:RM*{_WORD.pattern})*)?{_CLOSERS}"
_UNIT = re.compile(rf"(?=.)M*(?:(?:BM*+)*+(?=.))?{_PIECE}(?:(?:[QG]|p(?=M*L))M*{_PIECE})*((?:BM*)*)")
_CHINESE_DATE = re.compile(r"[0-9]{2,4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}[日号])?)?|[0-9]{1,2}月[0-9]{1,2}[日号]")

_PATCHES: dict[tuple[str, str], list[str]] = {
    ("textual.content", "divide_line"): ["text", "width", "fold"],
    ("textual.document._wrapped_document", "compute_wrap_offsets"): [
        "text",
        "width",
        "tab_size",
        "fold",
        "precomputed_tab_sections",
    ],
}
"""The names replaced in Textual, and the parameters they must have."""

_originals: dict[tuple[str, str], Callable[..., list[int]]] = {}


def break_offsets(text: str, width: int, *, first_width: int | None = None) -> list[int]:
    """Return the positions at which a new line starts so that `text` fits lines of `width` cells.

    `first_width` is the room on the first line where it differs. Blanks at a break stay at the end of the
    line before it and may stand out over the edge, as with `rich._wrap.divide_line`.
    """
    return list(_break_offsets(text, width, first_width, True, True))


def missing_names() -> list[str]:
    """Return the names in Textual that `install` needs and does not find as it knows them."""
    return [".".join(place) for place in _PATCHES if _find(place) is None]


def install() -> bool:
    """Make Static, Label, OptionList and TextArea break lines as `break_offsets` does.

    Returns False, with nothing changed, on a Textual built otherwise: it then keeps its own way of breaking.
    """
    if _originals:
        return True
    found = {place: original for place in _PATCHES if (original := _find(place))}
    if len(found) < len(_PATCHES):
        return False
    _originals.update(found)
    ours: list[Callable[..., list[int]]] = [_divide_line, _compute_wrap_offsets]
    for place, function in zip(_PATCHES, ours, strict=True):
        _put(place, function)
    return True


def uninstall() -> None:
    """Give Textual its own line breaking back."""
    for place, original in _originals.items():
        _put(place, original)
    _originals.clear()


@contextmanager
def installed() -> Iterator[None]:
    """Break lines our way within the block; LookupError on a Textual built otherwise."""
    before = bool(_originals)
    if not install():
        raise LookupError(f"This Textual has not, or has otherwise: {', '.join(missing_names())}")
    try:
        yield
    finally:
        if not before:
            uninstall()


def _find(place: tuple[str, str]) -> Callable[..., list[int]] | None:
    module, name = place
    try:
        found: Any = getattr(importlib.import_module(module), name, None)
    except ImportError:
        return None
    return found if callable(found) and list(inspect.signature(found).parameters) == _PATCHES[place] else None


def _put(place: tuple[str, str], function: Callable[..., list[int]]) -> None:
    module, name = place
    setattr(importlib.import_module(module), name, function)


def _divide_line(text: str, width: int, fold: bool = True) -> list[int]:
    return list(_break_offsets(text, width, None, fold, True))


def _compute_wrap_offsets(
    text: str,
    width: int,
    tab_size: int,
    fold: bool = True,
    precomputed_tab_sections: list[tuple[str, int]] | None = None,
) -> list[int]:
    """Break a line of a TextArea, where a blank takes room because the caret must be able to stand on it."""
    if "\t" in text:
        original = _originals["textual.document._wrapped_document", "compute_wrap_offsets"]
        return original(text, width, tab_size, fold, precomputed_tab_sections)
    return list(_break_offsets(text, width, None, fold, False))


@lru_cache(maxsize=1024)
def _break_offsets(
    text: str, width: int, first_width: int | None, fold: bool, blanks_hang: bool
) -> tuple[int, ...]:
    kinds = _kinds(text)
    edges = [0, *accumulate(_cells(text, kinds))]
    room = max(1, width if first_width is None else first_width)
    breaks: list[int] = []
    line_start = 0
    for start, solid_end, end in _units(text, kinds):
        reach = solid_end if blanks_hang else end
        if edges[reach] - edges[line_start] <= room:
            continue
        if start > line_start:
            breaks.append(line_start := start)
            room = max(1, width)
        if fold and edges[reach] - edges[line_start] > room:
            for line_start in _cuts(kinds, edges, line_start, reach, room, max(1, width)):  # noqa: B020
                breaks.append(line_start)
                room = max(1, width)
    return tuple(breaks)


def _kinds(text: str) -> str:
    kinds = "".join(map(_kind, text))
    return re.sub("J.?", lambda match: "M" * len(match[0]), kinds) if "J" in kinds else kinds


@lru_cache(maxsize=8192)
def _kind(character: str) -> str:
    if character in _KIND_OF:
        return _KIND_OF[character]
    if character.isspace():
        return "B"
    if character == "\u200d":
        return "J"
    cells = get_character_cell_size(character)
    if cells == 0:
        return "M"
    full_width_letter = "\uff10" <= character <= "\uff5a" and character.isalnum()
    return "I" if cells == 2 and not full_width_letter else "L"


def _cells(text: str, kinds: str) -> list[int]:
    """Return the cells of each character; a cluster's are all with its first."""
    if "\u200d" not in text and "\ufe0f" not in text:
        return [get_character_cell_size(character) for character in text]
    cells = [0] * len(text)
    for cluster in re.finditer(r"M+|[^M]M*", kinds):
        cells[cluster.start()] = cell_len(text[cluster.start() : cluster.end()])
    return cells


def _units(text: str, kinds: str) -> Iterator[tuple[int, int, int]]:
    """Yield each unbreakable unit: its start, the end of what is seen of it, the end with its blanks."""
    inside_dates = {
        index
        for match in (_CHINESE_DATE.finditer(text) if "年" in text or "月" in text else ())
        for index in range(match.start() + 1, match.end())
    }
    start = 0
    for match in _UNIT.finditer(kinds):
        if match.end() not in inside_dates:
            yield start, match.start(1), match.end()
            start = match.end()


def _cuts(kinds: str, edges: list[int], start: int, end: int, room: int, width: int) -> Iterator[int]:
    """Yield where to cut a unit that does not fit its line: as late as can be among the least bad places.

    At least one character goes on each line, however narrow.
    """
    badness = _badness(kinds, edges, start, end, width)
    while edges[end] - edges[start] > room:
        best = index = start
        for index in range(start + 1, end):
            if index not in badness:
                continue
            if edges[index] - edges[start] > room and best > start:
                break
            if best == start or badness[index] <= badness[best]:
                best = index
        if best == start:
            return
        yield best
        start, room = best, width


def _badness(kinds: str, edges: list[int], start: int, end: int, width: int) -> dict[int, int]:
    """Return how bad it is to cut at each place within a unit.

    0 between two words and within a word too long for any line, 1 beside punctuation that should not be
    parted, 2 within a word.
    """
    badness: dict[int, int] = {}
    before = kinds[start]
    for index in range(start + 1, end):
        if kinds[index] != "M":
            parts = kinds[index] in "Cc%RpQGB" or before in "OoQG"
            badness[index] = 1 if parts else 0
            before = kinds[index]
    for word in _WORD.finditer(kinds, start, end):
        fits = edges[word.end()] - edges[word.start()] <= width
        for index in range(word.start() + 1, word.end()):
            if index in badness:
                badness[index] = 2 if fits else 0
    return badness

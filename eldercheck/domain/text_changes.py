"""What differs between two texts, word by word; Chinese, which has no blanks, character by character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

_WORDS = re.compile(r"[A-Za-z0-9]+(?:[.'’-][A-Za-z0-9]+)*|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that stands in both, or in this one only."""

    text: str
    differs: bool


def text_changes(was: str, now: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces; the pieces of each put together are that text."""
    old, new = _WORDS.findall(was), _WORDS.findall(now)
    in_old, in_new = [True] * len(old), [True] * len(new)
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            in_old[block.a + step] = in_new[block.b + step] = False
    return _pieces(old, in_old), _pieces(new, in_new)


def _pieces(words: list[str], differs: list[bool]) -> tuple[Piece, ...]:
    runs = groupby(zip(words, differs, strict=True), lambda pair: pair[1])
    return tuple(Piece("".join(word for word, _ in run), changed) for changed, run in runs)

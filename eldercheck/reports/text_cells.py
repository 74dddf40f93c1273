"""How much room a text takes where each character has its cell: two for a wide one."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def cells_of(text: str) -> int:
    """Return how many half-width cells a text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells_of_one(character) for character in text)


@lru_cache(maxsize=4096)
def _cells_of_one(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" or ord(character) >= 0x20000 else 1


def lines_of(text: str, cells: int) -> int:
    """Return about how many lines a text takes in a column of so many cells."""
    if len(text) * 2 <= cells and "\n" not in text:
        return 1
    return sum(max(1, -(-cells_of(part) // max(1, cells))) for part in text.split("\n"))

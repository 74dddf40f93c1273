"""What is typed into a count or a reading, key by key; full-width digits are right as well."""

from __future__ import annotations

import unicodedata

from eldercheck.domain.answer_kinds import Count
from eldercheck.domain.answers import Given
from eldercheck.domain.checklist import Item

LONGEST = 24
_SEPARATORS = {" ": "/", "。": ".", ",": ".", "，": ".", "、": "/", "÷": "/"}


def typed_character(character: str | None) -> str:
    """Return what a key adds to an entry: a digit, a sign, a letter as it is; empty where it adds nothing."""
    if not character or len(character) != 1 or not character.isprintable():
        return ""
    return unicodedata.normalize("NFKC", _SEPARATORS.get(character, character))


def starts_entry(character: str | None) -> bool:
    """Tell whether a key begins a number."""
    return typed_character(character) in tuple("0123456789.")


def entered(item: Item, typed: str, due: int | None = None) -> Given:
    """Return the answer that was typed: where the total is fixed, one number is enough.

    `due` is the total of a count that hangs on the day of the visit; None where that fixes none.
    """
    text, total = typed.strip(), _total(item, due)
    if total is not None and "/" not in text:
        text = f"{text}/{total}"
    return Given(text)


def is_whole_already(item: Item, typed: str, due: int | None = None) -> bool:
    """Tell whether nothing more can follow, so that Enter is not needed: one digit of a fixed small total."""
    total = _total(item, due)
    return total is not None and total < 10 and len(typed) == 1 and typed.isdigit()


def _total(item: Item, due: int | None) -> int | None:
    kind = item.answer
    if not isinstance(kind, Count):
        return None
    return due if kind.of is None else kind.of

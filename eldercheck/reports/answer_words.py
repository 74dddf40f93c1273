"""Answers and criticals as the cells of a report say them."""

from __future__ import annotations

from eldercheck.domain.answer_kinds import Count
from eldercheck.domain.answers import Answer, Given
from eldercheck.domain.checklist import Item
from eldercheck.language import _
from eldercheck.wording.results import answer_text


def answer_words(item: Item, answer: Answer | None) -> str:
    """Return an answer in words; "3 of 5", since a spreadsheet takes 3/5 for a day."""
    if isinstance(answer, Given) and isinstance(item.answer, Count):
        have, _slash, of = answer.text.partition("/")
        return _("{have} of {of}").format(have=have, of=of)
    return answer_text(item, answer)


def critical_words(item: Item, *, fails: bool) -> str:
    """Say whether an item is critical, and to which letter its failing holds the grade."""
    if item.caps_at is None:
        return ""
    return _("fails: at most {letter}").format(letter=item.caps_at) if fails else _("critical")

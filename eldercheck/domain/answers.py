"""Answers: reading what was given, and the credit it earns (scoring.md §1). Nothing is coerced."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.checklist import Item
from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.errors import AnswerError
from eldercheck.domain.figures import read_decimal

_COUNT = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")
_LEVEL = re.compile(r"[0-9]{1,2}")


class NumberText(str):
    """A JSON number, kept as the decimal text it was written in."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Given:
    """An answer of the item's own kind, in its written form ("yes", "2", "3/5", "12.5")."""

    text: str


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The item was left out of the sheet."""

    reason: str
    """Why; empty only in a draft (the review page asks for it)."""


Answer = Given | NotApplicable
Answers = Mapping[str, Answer]


def read_answer(item: Item, given: Any) -> Answer:
    """Read one answer as the `score` command's input writes it.

    Raises AnswerError naming the item, what was given and what is wanted.
    """
    if isinstance(given, Mapping):
        return _read_not_applicable(item, given)
    if isinstance(given, bool) or not isinstance(given, (str, int)):
        raise AnswerError(_wanted(item), item.id, given)
    if isinstance(given, int):
        given = NumberText(given)
    answer = Given(str(given))
    if isinstance(given, NumberText) != isinstance(item.answer, Levels) and not isinstance(
        item.answer, Measure
    ):
        raise AnswerError(_wanted(item), item.id, given)
    credit(item, answer)
    return answer


def answer_from_plain(item: Item, plain: Any) -> Answer:
    """Read back what `answer_to_plain` gave; raises AnswerError where it does not fit the item."""
    if isinstance(plain, Mapping):
        reason = plain.get("not_applicable")
        if set(plain) != {"not_applicable"} or not isinstance(reason, str) or item.not_applicable is None:
            raise AnswerError("not_applicable_not_allowed", item.id, plain)
        return NotApplicable(reason)
    answer = Given(str(plain))
    credit(item, answer)
    return answer


def answer_to_plain(answer: Answer) -> str | dict[str, str]:
    """Return the form in which an answer is stored and exchanged."""
    return answer.text if isinstance(answer, Given) else {"not_applicable": answer.reason}


def is_listed_reason(item: Item, answer: Answer | None) -> bool:
    """Tell whether an item is left out for the very reason that its checklist lists."""
    listed = item.not_applicable
    return (
        isinstance(answer, NotApplicable)
        and listed is not None
        and answer.reason in (clean_line(listed.zh), clean_line(listed.en))
    )


def credit(item: Item, answer: Answer) -> Fraction | None:
    """Return the credit an answer earns, 0 to 1; None where the item leaves the sheet.

    Raises AnswerError where the answer does not fit the item.
    """
    if isinstance(answer, NotApplicable):
        if item.not_applicable is None:
            raise AnswerError("not_applicable_not_allowed", item.id, answer.reason)
        return None
    match item.answer:
        case YesNo():
            return _yes_no_credit(item, answer.text)
        case Levels() as levels:
            return _level_credit(item, levels, answer.text)
        case Count() as count:
            return _count_credit(item, count, answer.text)
        case Measure() as measure:
            return _measure_credit(item, measure, answer.text)


def _read_not_applicable(item: Item, given: Mapping[str, Any]) -> NotApplicable:
    reason = given.get("not_applicable")
    if set(given) != {"not_applicable"} or type(reason) is not str:
        raise AnswerError(_wanted(item), item.id, dict(given))
    if not reason.strip():
        raise AnswerError("reason_missing", item.id, reason)
    if item.not_applicable is None:
        raise AnswerError("not_applicable_not_allowed", item.id, reason)
    return NotApplicable(reason)


def _wanted(item: Item) -> str:
    match item.answer:
        case YesNo():
            return "wants_yes_no"
        case Levels():
            return "wants_level"
        case Count():
            return "wants_count"
        case Measure():
            return "wants_measure"


def _yes_no_credit(item: Item, text: str) -> Fraction:
    if text not in ("yes", "no"):
        raise AnswerError("wants_yes_no", item.id, text)
    return Fraction(text == "yes")


def _level_credit(item: Item, levels: Levels, text: str) -> Fraction:
    if not _LEVEL.fullmatch(text) or int(text) > levels.best or text != str(int(text)):
        raise AnswerError("wants_level", item.id, text, best=levels.best)
    return Fraction(int(text), levels.best)


def _count_credit(item: Item, count: Count, text: str) -> Fraction | None:
    match = _COUNT.fullmatch(text)
    if match is None:
        raise AnswerError("wants_count", item.id, text)
    have, of = int(match[1]), int(match[2])
    _check_count(item, count, have, of, text)
    if of:
        share = Fraction(have, of)
        return (
            share if count.full_at_percent is None else min(Fraction(1), share * 100 / count.full_at_percent)
        )
    if count.none_earns_nothing:
        return Fraction(0)
    if item.zero_of_zero_leaves:
        return None
    raise AnswerError("count_of_nothing", item.id, text)


def _check_count(item: Item, count: Count, have: int, of: int, text: str) -> None:
    if count.of is not None and of != count.of:
        raise AnswerError("count_of_wrong", item.id, text, of=count.of)
    if have > of:
        raise AnswerError("count_have_above_of", item.id, text)
    if count.of_at_most is not None and of > count.of_at_most:
        raise AnswerError("count_of_above", item.id, text, of=count.of_at_most)
    if (
        count.of_at_least is not None
        and of < count.of_at_least
        and not (of == 0 and _none_is_an_answer(item, count))
    ):
        raise AnswerError("count_of_below", item.id, text, of=count.of_at_least)


def _none_is_an_answer(item: Item, count: Count) -> bool:
    return count.none_earns_nothing or item.zero_of_zero_leaves


def _measure_credit(item: Item, measure: Measure, text: str) -> Fraction:
    value = read_decimal(text)
    if value is None:
        raise AnswerError("wants_measure", item.id, text)
    if measure.meets(value, measure.full):
        return Fraction(1)
    return Fraction(1, 2) if measure.meets(value, measure.half) else Fraction(0)

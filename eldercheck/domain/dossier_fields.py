"""What each field of a dossier may hold: a column altered by hand is named, not scored and not shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from eldercheck.domain.grading import LETTERS
from eldercheck.domain.ledger import utc_moment
from eldercheck.domain.register import is_day
from eldercheck.domain.visit import WAYS, WEATHERS

_POINTS = re.compile(r"\d{1,40}(/[1-9]\d{0,39})?", re.ASCII)
_PRINTED = re.compile(r"(\d{1,9}\.\d)?", re.ASCII)


def fits(part: str, name: str, value: object) -> bool:
    """Tell whether a field of a part of a dossier ("Visit", "day") may hold a value as JSON reads it."""
    return _FITS.get(f"{part}.{name}", _FITS.get(name, _is_text))(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _is_answer(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(isinstance(text, str) for text in value.values())
    return value is None or isinstance(value, str)


def _is_moment(value: object) -> bool:
    try:
        return value == "" or (isinstance(value, str) and utc_moment(value) is not None)
    except ValueError:
        return False


def _is_day(value: object) -> bool:
    return isinstance(value, str) and is_day(value)


def _is_day_or_empty(value: object) -> bool:
    return value == "" or _is_day(value)


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _one_of(*values: object) -> Callable[[Any], bool]:
    return lambda value: (value is None or isinstance(value, str)) and value in values


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "at": _is_moment,
    "ground": _one_of("refused", "immobile", "kept_card", "false_evidence"),
    "evidence": _are_texts,
    "evidence_missing": _are_texts,
    "examiners": _are_texts,
    "rechecked_by": _are_texts,
    "was": _is_answer,
    "answer": _is_answer,
    "upheld": lambda value: value is None or isinstance(value, bool),
    "safety": _is_flag,
    "fails": _is_flag,
    "withdrawn": _is_flag,
    "outcome": _one_of(None, "passed", "improved", "failed"),
    "lost": _matches(_POINTS),
    "score": _matches(_PRINTED),
    "grade": _one_of("", *LETTERS),
    "day": _is_day,
    "due": _is_day,
    "appeal_until": _is_day,
    "decided_on": _is_day_or_empty,
    "responded_on": _is_day_or_empty,
    "fixed_on": _is_day_or_empty,
    "rechecked_on": _is_day_or_empty,
    "Claim.day": _is_day_or_empty,
    "Visit.day": _is_text,
    "way": _one_of(None, *WAYS),
    "weather": _one_of(None, *WEATHERS),
}

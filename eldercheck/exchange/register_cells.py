"""From a cell to what the register keeps: codes with their zeros, days, kinds; or a fault."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache

from eldercheck.domain.clean_text import clean_code, clean_line
from eldercheck.domain.errors import StateError
from eldercheck.domain.register import UnitKind
from eldercheck.domain.typed_days import typed_day
from eldercheck.exchange.grids import RawCell
from eldercheck.exchange.heading_words import KINDS
from eldercheck.exchange.register_headings import folded, kind_of

_NOTHING = {"-", "--", "—", "——", "－", "/", "／", "无", "暂无", "没有", "否", "no", "none", "n/a"}
"""What people write into a cell that has nothing to say."""
_YES = {"是", "yes", "y", "true", "√", "✓", "✔"}
_ZEROS = re.compile(r"0{2,}")
_PLAIN_NUMBER = re.compile(r"general|@|0|#|#,##0|(?:0|#,##0|#)\.0+", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d{2,3}")
_MOST_DIGITS = 15
"""A spreadsheet keeps so many digits of a number; those beyond have become zeros."""
_SERIALS = range(10_000, 110_000)
"""Numbers that a spreadsheet means as days: 1927 to 2201; what is smaller looks like a year."""
_LONGEST = 2000

Noted = Callable[..., None]
"""Notes a fault by its code and what its sentence needs."""


def code_from(cell: RawCell, note: Noted, *, is_text: bool) -> str | None:
    """Return a code as it was meant, leading zeros kept; None after a fault."""
    value = cell.value
    if isinstance(value, date):
        note("cell_code_is_day")
        return None
    if isinstance(value, (int, float)):
        return _code_of_number(value, cell.number_format, note)
    text = clean_code(str(value or ""), _LONGEST)
    text = re.sub(r'^="(.*)"$', r"\1", text).removeprefix("'")
    if is_text and re.fullmatch(r"\d+\.0", text):
        text = text[:-2]
    if _SCIENTIFIC.fullmatch(text):
        note("cell_code_scientific")
        return None
    return text.strip()


def _code_of_number(value: float, number_format: str, note: Noted) -> str | None:
    if value != int(value) or value < 0:
        note("cell_code_not_whole")
        return None
    digits = str(int(value))
    if len(digits) > _MOST_DIGITS:
        note("cell_code_scientific")
        return None
    shape = re.sub(r"_.|\s+", "", number_format.partition(";")[0])
    if _ZEROS.fullmatch(shape):
        return digits.zfill(len(shape))
    if not _PLAIN_NUMBER.fullmatch(shape or "general"):
        note("cell_code_shaped", shape=number_format)
        return None
    return digits


def text_from(cell: RawCell, *, is_text: bool) -> str:
    """Return a text; a whole number without its decimals, a day as it is written."""
    value = cell.value
    if isinstance(value, float) and value == int(value):
        value = int(value)
    text = clean_line(str("" if value is None else value), _LONGEST)
    if is_text and re.match(r"'+[=+\-@＝＋－＠]", text):
        text = text[1:]
    return text


def nothing_or(text: str) -> str:
    """Return a text, empty where it only says that there is nothing to say."""
    return "" if text.casefold() in _NOTHING else text


def reason_from(cell: RawCell, note: Noted, *, is_text: bool) -> str | None:
    """Return the reason for an exemption; None after a fault: a bare yes is none."""
    text = nothing_or(text_from(cell, is_text=is_text))
    if text.casefold() in _YES:
        note("cell_exempt_is_yes")
        return None
    return text


def day_from(cell: RawCell, note: Noted, *, epoch_1904: bool) -> str | None:
    """Return a day as YYYY-MM-DD, empty for none; None after a fault."""
    value = cell.value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, (int, float)):
        if int(value) in _SERIALS:
            first = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30)
            value = (first + timedelta(days=int(value))).isoformat()
        else:
            value = str(int(value)) if value == int(value) else str(value)
    text = nothing_or(clean_line(str(value or ""), _LONGEST).removeprefix("'"))
    try:
        return typed_day(text)
    except StateError as error:
        note(f"cell_{error.code}")
        return None


def kind_from(cell: RawCell, note: Noted, *, is_text: bool) -> UnitKind | None:
    """Return the kind of a unit; None after a fault."""
    text = text_from(cell, is_text=is_text)
    kind = kind_of(text)
    if kind is None:
        near = _near_kind(folded(text))
        if near:
            note("cell_kind_unknown_near", nearest=near)
        else:
            note("cell_kind_missing" if not text else "cell_kind_unknown")
    return kind


@lru_cache(maxsize=1024)
def _near_kind(word: str) -> str:
    near = get_close_matches(word[:20], KINDS, 1)
    return KINDS[near[0]] if near else ""

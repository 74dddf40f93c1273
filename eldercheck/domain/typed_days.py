"""A day as people type it, year first, and a time of day; anything that could mean another day is refused."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.errors import StateError

FIRST_YEAR, LAST_YEAR = 1850, 2150
"""A year outside of these is a slip of the fingers: 2204 for 2024."""

_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
_YEAR_FIRST = re.compile(r"(\d{4})(?:\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})\.?)" + _TIME)
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?" + _TIME)
_CLOSED_UP = re.compile(r"(\d{4})(\d{2})(\d{2})")
_INCOMPLETE = re.compile(
    r"\d{4}(?:\s*年(?:\s*\d{1,2}\s*月?)?|\s*[-/.]\s*\d{1,2})?|\d{6}|\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?"
)
_YEAR_LAST = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2}(?:\d{2})?|\d{2}[-/.]\d{1,2}[-/.]\d{1,2}")
_DASHES = str.maketrans("－—–‐‑−。・", "------..")


def typed_day(text: str) -> str:
    """Return a day as YYYY-MM-DD; empty for an empty text.

    Takes 2024-5-1, 2024/05/01, 2024.5.1, 2024年5月1日 and 20240501, in full-width digits too, with a time of
    day that is left out. Raises StateError: `day_ambiguous` (the year does not come first), `day_incomplete`,
    `day_unknown` (no day of the calendar, or no day at all).
    """
    said = clean_line(unicodedata.normalize("NFKC", text).translate(_DASHES), 60)
    if not said:
        return ""
    if match := _YEAR_FIRST.fullmatch(said):
        return _day(text, match[1], match[3], match[4])
    if match := _CHINESE.fullmatch(said) or _CLOSED_UP.fullmatch(said):
        return _day(text, *match.groups())
    if _YEAR_LAST.fullmatch(said):
        raise StateError("day_ambiguous", given=text)
    raise StateError("day_incomplete" if _INCOMPLETE.fullmatch(said) else "day_unknown", given=text)


_TIME_OF_DAY = re.compile(r"(\d{1,2})\s*(?:[:.时点]\s*(\d{2})\s*分?|[时点])|(\d{2})(\d{2})")


def typed_time(text: str) -> str:
    """Return a time of day as HH:MM; empty for an empty text.

    Takes 9:30, 09.30, 0930, 9点30, 9时30分 and 9点, in full-width digits too. Raises StateError
    (`time_unknown`) for anything else.
    """
    said = clean_line(unicodedata.normalize("NFKC", text).translate(_DASHES), 40)
    if not said:
        return ""
    match = _TIME_OF_DAY.fullmatch(said)
    hour, minute = (match[1] or match[3], match[2] or match[4] or "0") if match else ("24", "0")
    if int(hour) > 23 or int(minute) > 59:
        raise StateError("time_unknown", given=text)
    return f"{int(hour):02}:{int(minute):02}"


def _day(text: str, year: str, month: str, day: str) -> str:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError as error:
        raise StateError("day_unknown", given=text) from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise StateError("day_unknown", given=text)
    return found.isoformat()

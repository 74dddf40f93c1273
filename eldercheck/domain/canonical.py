"""Canonical JSON and its digest: the same facts give the same bytes on every machine."""

from __future__ import annotations

import hashlib
import json
from fractions import Fraction

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
"""What may stand in canonical JSON: no float ever."""


def canonical_json(value: object) -> str:
    """Return `value` as JSON with sorted keys, no white space and Unicode as it is.

    Raises TypeError for a float or any type JSON has no exact form for.
    """
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical JSON of `value`, in hexadecimal."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def decimal_text(number: Fraction) -> str:
    """Return the shortest decimal text of a fraction with a finite decimal form ("12", "12.5").

    Raises ValueError where there is none (1/3).
    """
    whole, places = abs(number), 0
    while whole.denominator != 1:
        places += 1
        whole = abs(number) * 10**places
        if places > 30:
            raise ValueError(number)
    digits = str(whole.numerator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if number < 0 else text


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError(value)
    if isinstance(value, dict):
        for inner in value.values():
            _refuse_floats(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _refuse_floats(inner)

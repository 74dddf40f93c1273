"""Numbers that name a person: they have no place in what an assessment keeps."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

NumberKind = Literal["identity", "mobile", "account"]

_KINDS: dict[NumberKind, re.Pattern[str]] = {
    "identity": re.compile(r"(?<![0-9A-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[0-9Xx](?![0-9A-Za-z])"),
    "mobile": re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"),
    "account": re.compile(r"(?<!\d)\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?:[ -]?\d{1,3})?(?!\d)"),
}
"""An identity card's 18 signs, a mobile number's 11 digits, a bank card's 16 to 19; blanks may part them."""


def private_number(text: str) -> NumberKind | None:
    """Return what kind of a person's number stands in a text, by its form alone; None where none does.

    Full-width digits count. A document number with as many digits in a row is taken for one too.
    """
    plain = unicodedata.normalize("NFKC", text)
    return next((kind for kind, form in _KINDS.items() if form.search(plain)), None)

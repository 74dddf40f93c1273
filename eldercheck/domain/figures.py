"""A printed figure: rounded once, half up, to one decimal; every decision is taken on it (scoring.md §2)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

_NARROW = str.maketrans("０１２３４５６７８９．。", "0123456789..")
_DECIMAL = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")


@dataclass(frozen=True, order=True, slots=True)
class Figure:
    """A figure as it is printed, held as whole tenths."""

    tenths: int

    @classmethod
    def of(cls, exact: Fraction) -> Figure:
        """Round an exact figure (0 or more) half up to one decimal."""
        return cls(math.floor(exact * 10 + Fraction(1, 2)))

    @property
    def value(self) -> Fraction:
        """The printed figure as an exact number."""
        return Fraction(self.tenths, 10)

    def __str__(self) -> str:
        return f"{self.tenths // 10}.{self.tenths % 10}"


def least_exact(threshold: Fraction) -> Fraction:
    """Return the smallest exact figure whose printed form is at least `threshold`."""
    return Fraction(math.ceil(threshold * 10), 10) - Fraction(1, 20)


def narrow_digits(text: str) -> str:
    """Return a number as it was meant where an input method typed it wide."""
    return text.strip().translate(_NARROW)


def read_decimal(text: str) -> Fraction | None:
    """Read a plain decimal of 0 or more ("12", "12.5"; no sign, no exponent); None where it is not one."""
    return Fraction(text) if _DECIMAL.fullmatch(text) else None

"""How far two raters agree: percent, Cohen's kappa and Gwet's AC1, as exact numbers.

Each item that both answered is put into one of four categories by what its answer earns: everything, a part,
nothing, or not applicable. Answers themselves cannot be compared over a sheet, since each item has its own;
the credit can, and these four are what a reader means by "they saw the same": it was there, in part, it was
not, it did not apply. Shares of a part are not told apart, or 3 of 7 beside 4 of 7 would be no agreement.

Kappa takes out the agreement that chance alone would give two raters with these shares (Cohen 1960). On a
sheet where almost everything earns full credit it falls near nothing although hardly an item differs, so AC1
stands beside it, whose chance agreement stays small there (Gwet 2008). Neither means much without its n.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Category = Literal["full", "part", "nothing", "not_applicable"]
CATEGORIES: tuple[Category, ...] = ("full", "part", "nothing", "not_applicable")


def category(credit: Fraction | None) -> Category:
    """Return the category of a credit (0 to 1; None: not applicable)."""
    if credit is None:
        return "not_applicable"
    if credit == 1:
        return "full"
    return "part" if credit else "nothing"


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of two raters over some items; None where a figure is not defined."""

    n: int
    """How many items both rated."""
    percent: Fraction | None
    """0 to 100; None without an item."""
    kappa: Fraction | None
    """At most 1; None without an item, and where both put every item into the same category."""
    ac1: Fraction | None
    """At most 1; None without an item."""


def agreement(pairs: Iterable[tuple[Hashable, Hashable]], categories: int = len(CATEGORIES)) -> Agreement:
    """Return the agreement over pairs of ratings on a scale of so many categories (2 or more).

    The scale counts whole for AC1, also the categories that nobody used: figures of different sections then
    stand beside each other.
    """
    counted = Counter(pairs)
    n = counted.total()
    if not n:
        return Agreement(0, None, None, None)
    first, second = Counter[Hashable](), Counter[Hashable]()
    for (one, other), number in counted.items():
        first[one] += number
        second[other] += number
    observed = Fraction(sum(number for (one, other), number in counted.items() if one == other), n)
    by_kappa = sum((Fraction(first[name] * second[name], n * n) for name in first), Fraction(0))
    shares = (Fraction(first[name] + second[name], 2 * n) for name in first | second)
    by_ac1 = sum((share * (1 - share) for share in shares), Fraction(0)) / (categories - 1)
    return Agreement(n, 100 * observed, _beyond(observed, by_kappa), _beyond(observed, by_ac1))


def _beyond(observed: Fraction, chance: Fraction) -> Fraction | None:
    """Return how much of what chance leaves open is agreed on; None where chance leaves nothing open."""
    return None if chance == 1 else (observed - chance) / (1 - chance)


def coefficient_text(number: Fraction | None) -> str:
    """Return a coefficient as printed: two decimals, half up; a dash where there is none."""
    if number is None:
        return "—"
    hundredths = (200 * number.numerator + number.denominator) // (2 * number.denominator)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02}"

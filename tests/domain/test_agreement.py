"""Agreement of two raters against the literature, a brute computation, and what must always hold."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.agreement import CATEGORIES, agreement, category, coefficient_text

Pairs = list[tuple[str, str]]
pairs_of_ratings = st.lists(st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(CATEGORIES)), max_size=40)


def from_table(*rows: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs that a table of counts stands for: the first rater down, the second across."""
    return [
        (down, across)
        for down, row in enumerate(rows)
        for across, count in enumerate(row)
        for _ in range(count)
    ]


@pytest.mark.parametrize(
    ("table", "percent", "kappa", "ac1"),
    [
        # Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational and Psychological
        # Measurement 20: 200 cases, three categories; 70 % observed, 41 % by chance, kappa 0.492.
        (((88, 14, 18), (10, 40, 10), (2, 6, 12)), "70", "0.49", None),
        # The same article's table of proportions: worse than chance, (0.29 - 0.35) / 0.65.
        (((25, 13, 12), (12, 2, 16), (3, 15, 2)), "29", "-0.09", None),
        # Gwet, K. L. (2008), Computing inter-rater reliability and its variance in the presence of high
        # agreement, British Journal of Mathematical and Statistical Psychology 61: the paradox, 125 subjects.
        (((118, 5), (2, 0)), "94.4", "-0.02", "0.94"),
        # Gwet's package irrCAC, vignette "overview", data cont3x3abstractors: kappa 0.7964094.
        (((13, 0, 0), (0, 20, 7), (0, 4, 56)), "89", "0.80", "0.85"),
    ],
)
def test_worked_examples_of_the_literature(
    table: Sequence[Sequence[int]], percent: str, kappa: str, ac1: str | None
) -> None:
    found = agreement(from_table(*table), categories=len(table))
    assert found.percent == Fraction(percent)
    assert coefficient_text(found.kappa) == kappa
    assert ac1 is None or coefficient_text(found.ac1) == ac1


def test_the_published_digits_behind_the_rounding() -> None:
    cohen = agreement(from_table((88, 14, 18), (10, 40, 10), (2, 6, 12)), 3)
    assert cohen.n == 200
    assert cohen.kappa == (Fraction("0.70") - Fraction("0.41")) / (1 - Fraction("0.41"))
    abstractors = agreement(from_table((13, 0, 0), (0, 20, 7), (0, 4, 56)), 3)
    assert abstractors.kappa is not None
    assert round(abstractors.kappa, 7) == Fraction("0.7964094")
    paradox = agreement(from_table((118, 5), (2, 0)), 2)
    assert paradox.ac1 is not None
    assert paradox.kappa is not None
    assert (round(paradox.kappa, 4), round(paradox.ac1, 4)) == (Fraction("-0.0234"), Fraction("0.9408"))


def brute(pairs: Pairs) -> tuple[Fraction, Fraction | None, Fraction]:
    """Percent, kappa and AC1 by asking every pair of people, as the definitions say it.

    Chance for kappa: two ratings drawn one from each rater are the same. Chance for AC1: a rater drawn by
    lot rates by lot over the scale, and the subject is one of those that are; Gwet's sum, over the scale.
    """
    n = len(pairs)
    same = Fraction(sum(one is other or one == other for one, other in pairs), n)
    drawn = [one == other for (one, _), (_, other) in product(pairs, pairs)]
    chance = Fraction(sum(drawn), len(drawn))
    kappa = None if chance == 1 else 1 - (1 - same) / (1 - chance)
    pooled = [rating for pair in pairs for rating in pair]
    spread = [Fraction(pooled.count(name), 2 * n) for name in CATEGORIES]
    by_ac1 = sum(share - share * share for share in spread) / Fraction(3)
    return 100 * same, kappa, 1 - (1 - same) / (1 - by_ac1)


@given(pairs_of_ratings)
def test_it_is_what_a_brute_computation_gives(pairs: Pairs) -> None:
    found = agreement(pairs)
    if pairs:
        assert (found.percent, found.kappa, found.ac1) == brute(pairs)
    assert found.n == len(pairs)


@given(pairs_of_ratings)
def test_who_is_first_does_not_matter(pairs: Pairs) -> None:
    assert agreement(pairs) == agreement([(other, one) for one, other in pairs])


@given(pairs_of_ratings, st.randoms(use_true_random=False))
def test_the_order_of_items_does_not_matter(pairs: Pairs, random: object) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert agreement(shuffled) == agreement(pairs)


@given(pairs_of_ratings)
def test_every_figure_stays_in_its_bounds(pairs: Pairs) -> None:
    found = agreement(pairs)
    assert found.percent is None or 0 <= found.percent <= 100
    for number in (found.kappa, found.ac1):
        assert number is None or -1 <= number <= 1


@given(st.lists(st.sampled_from(CATEGORIES), min_size=1))
def test_full_agreement_is_one(ratings: list[str]) -> None:
    found = agreement([(rating, rating) for rating in ratings])
    assert found.percent == 100
    assert found.ac1 == 1
    assert found.kappa == (1 if len(set(ratings)) > 1 else None)


@given(pairs_of_ratings.filter(bool))
def test_one_more_item_agreed_on_never_lowers_the_percentage(pairs: Pairs) -> None:
    before, after = agreement(pairs).percent, agreement([*pairs, ("full", "full")]).percent
    assert before is not None
    assert after is not None
    assert after >= before


def test_what_is_not_defined_says_so() -> None:
    nothing = agreement([])
    assert (nothing.n, nothing.percent, nothing.kappa, nothing.ac1) == (0, None, None, None)
    alike = agreement([("full", "full")] * 9)
    assert alike.kappa is None
    assert (alike.n, alike.percent, alike.ac1) == (9, Fraction(100), Fraction(1))


@pytest.mark.parametrize(
    ("credit", "name"),
    [
        (None, "not_applicable"),
        (Fraction(0), "nothing"),
        (Fraction(1, 1000), "part"),
        (Fraction(999, 1000), "part"),
        (Fraction(1), "full"),
    ],
)
def test_a_credit_falls_into_one_category(credit: Fraction | None, name: str) -> None:
    assert category(credit) == name


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (None, "—"),
        ("0", "0.00"),
        ("1", "1.00"),
        ("0.005", "0.01"),
        ("0.0049", "0.00"),
        ("-0.004", "0.00"),
        ("-0.005", "0.00"),
        ("-0.0051", "-0.01"),
        ("0.995", "1.00"),
        ("-1", "-1.00"),
        ("2/3", "0.67"),
    ],
)
def test_two_decimals_half_up(number: str | None, text: str) -> None:
    assert coefficient_text(None if number is None else Fraction(number)) == text

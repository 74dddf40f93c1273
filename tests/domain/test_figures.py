"""A printed figure: one decimal, half up, and the decision is that of the printed figure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.figures import Figure, least_exact, read_decimal
from eldercheck.domain.grading import GradeRules

percents = st.fractions(0, 100, max_denominator=10_000)
near_lines = st.builds(
    lambda line, off: max(Fraction(0), Fraction(line) + off),
    st.sampled_from(["90", "75", "60", "50", "89.95", "74.95", "59.95", "49.95", "100", "0"]),
    st.sampled_from([Fraction(places) for places in ("0", "0.000000001", "-0.000000001", "0.05", "-0.05")]),
)


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        ("0", "0.0"),
        ("0.049", "0.0"),
        ("0.05", "0.1"),
        ("0.1", "0.1"),
        ("9.95", "10.0"),
        ("84.25", "84.3"),
        ("84.35", "84.4"),
        ("84.249999", "84.2"),
        ("89.949", "89.9"),
        ("89.95", "90.0"),
        ("99.949", "99.9"),
        ("99.95", "100.0"),
        ("100", "100.0"),
        ("200/3", "66.7"),
        ("640/7", "91.4"),
        ("100/3", "33.3"),
    ],
)
def test_half_up_to_one_decimal(exact: str, shown: str) -> None:
    figure = Figure.of(Fraction(exact))
    assert str(figure) == shown
    assert figure.value == Fraction(shown)


@given(percents | near_lines)
def test_rounding_is_that_of_the_decimal_module(exact: Fraction) -> None:
    with localcontext() as context:
        context.prec = 60
        number = Decimal(exact.numerator) / Decimal(exact.denominator)
        assert str(Figure.of(exact)) == str(number.quantize(Decimal("0.1"), ROUND_HALF_UP))


@given(percents | near_lines)
def test_a_figure_is_never_further_than_half_a_tenth(exact: Fraction) -> None:
    assert -Fraction(1, 20) < Figure.of(exact).value - exact <= Fraction(1, 20)


@given(percents | near_lines, percents | near_lines)
def test_rounding_keeps_the_order(one: Fraction, other: Fraction) -> None:
    assert (Figure.of(min(one, other))) <= Figure.of(max(one, other))


@given(percents | near_lines)
def test_a_decision_is_that_on_the_printed_figure(exact: Fraction) -> None:
    figure, rules = Figure.of(exact), GradeRules()
    shown = Decimal(str(figure))
    assert rules.band(figure) == ("A" if shown >= 90 else "B" if shown >= 75 else "C")
    assert rules.floor(figure) == ("A" if shown >= 75 else "B" if shown >= 50 else "C")


@given(percents | near_lines, st.sampled_from(["90", "75", "50", "89.95", "66.61", "0.1", "82.5"]))
def test_the_least_exact_figure_that_prints_at_a_line(exact: Fraction, line: str) -> None:
    threshold = Fraction(line)
    assert (exact >= least_exact(threshold)) == (Figure.of(exact).value >= threshold)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", Fraction(0)),
        ("12", Fraction(12)),
        ("12.5", Fraction(25, 2)),
        ("012.50", Fraction(25, 2)),
        ("0.1", Fraction(1, 10)),
        ("999999999999.999999999999", Fraction(10**24 - 1, 10**12)),
    ],
)
def test_a_plain_decimal_is_read(text: str, number: Fraction) -> None:
    assert read_decimal(text) == number


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            ".",
            "1.",
            ".5",
            "-1",
            "+1",
            "1e3",
            "1/2",
            "1,5",
            " 1",
            "1 ",
            "1\n",
            "１",
            "NaN",
            "1" * 13,
        ),
        *(f"0.{'1' * 13}", "1.2.3", "0x1", "1_0"),
    ],
)
def test_anything_else_is_not_a_decimal(text: str) -> None:
    assert read_decimal(text) is None

"""Canonical JSON: the same facts, the same bytes; never a float."""

from __future__ import annotations

import hashlib
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.canonical import canonical_json, decimal_text, digest

plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def turned(value: Any) -> Any:
    """Return the same value, its mappings filled in the opposite order."""
    if isinstance(value, dict):
        return {name: turned(inner) for name, inner in reversed(value.items())}
    return [turned(inner) for inner in value] if isinstance(value, list) else value


def test_the_form() -> None:
    assert (
        canonical_json({"b": [1, None, True], "a": "网点 \u2028"}) == '{"a":"网点 \u2028","b":[1,null,true]}'
    )
    assert digest({}) == hashlib.sha256(b"{}").hexdigest()
    assert digest("网") == hashlib.sha256('"网"'.encode()).hexdigest()


@given(plain_values)
def test_the_same_facts_give_the_same_text(value: Any) -> None:
    text = canonical_json(value)
    assert canonical_json(turned(value)) == text
    assert json.loads(text) == value
    assert canonical_json(json.loads(text)) == text


@given(plain_values, plain_values)
def test_other_facts_give_another_digest(one: Any, other: Any) -> None:
    assert (canonical_json(one) == canonical_json(other)) == (digest(one) == digest(other))


@pytest.mark.parametrize(
    "value", [1.0, 0.5, float("nan"), [1.0], (1.0,), {"a": {"b": [0, 2.5]}}, {"a": ({"b": 1e300},)}]
)
def test_floats_are_refused_wherever_they_stand(value: object) -> None:
    for ask in (canonical_json, digest):
        with pytest.raises(TypeError):
            ask(value)


@pytest.mark.parametrize("value", [Fraction(1, 2), {1, 2}, b"x", object(), {"a": Fraction(1)}])
def test_what_json_has_no_form_for_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(12), "12"),
        (Fraction(25, 2), "12.5"),
        (Fraction(-25, 2), "-12.5"),
        (Fraction(1, 100), "0.01"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(100), "100"),
        (Fraction(1, 10**30), "0." + "0" * 29 + "1"),
    ],
)
def test_decimal_text_is_the_shortest(number: Fraction, text: str) -> None:
    assert decimal_text(number) == text


@given(st.decimals(-(10**9), 10**9, places=6))
def test_decimal_text_is_read_back(number: Any) -> None:
    text = decimal_text(Fraction(number))
    assert Fraction(text) == Fraction(number)
    assert not ("." in text and text.endswith("0"))


@pytest.mark.parametrize("number", [Fraction(1, 3), Fraction(22, 7), Fraction(1, 10**31)])
def test_what_has_no_decimal_form_is_refused(number: Fraction) -> None:
    with pytest.raises(ValueError, match=r"Fraction|/"):
        decimal_text(number)

"""The scorer against a second one, written from the design alone, on thousands of random sheets."""

from __future__ import annotations

import json
import random
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

import pytest

from eldercheck.services.scorecard import Scorecard, plain_scorecard, score_text
from tests.builders import SHIPPED, Plain, from_file_form, scored, shipped, shipped_yaml
from tests.oracle.brute_way_up import small_checklist
from tests.oracle.random_sheets import random_rollup, random_sheet
from tests.oracle.second_scorer import score as second_score
from tests.oracle.second_scorer import table_way_up

SEEDS, SHEETS = range(12), 250


def second_card(checklist: Plain, sheet: Plain) -> Plain:
    """What the second scorer prints, with the reason where nothing applies and keys in their order."""
    card = second_score(checklist, sheet, with_way_up=False)
    open_items = card.pop("open")
    rollup = {"rollup": card.pop("rollup")} if "rollup" in card else {}
    none_applies = card["complete"] and card["score"] is None
    reason = {"not_gradable": "no_applicable_item"} if none_applies else {}
    way_up = table_way_up(checklist, sheet)
    return {**card, "way_up": way_up, "open": open_items, **reason, **rollup}


def walk(value: object, seen: set[int]) -> None:
    """Fail at any float that a result holds, however deep."""
    assert not isinstance(value, float), value
    if isinstance(value, (str, int, Fraction, type(None))) or id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, dict):
        for name, inner in value.items():
            walk(name, seen)
            walk(inner, seen)
    elif isinstance(value, (list, tuple, frozenset)):
        for inner in value:
            walk(inner, seen)
    else:
        assert is_dataclass(value), value
        assert not isinstance(value, type)
        for about in fields(value):
            walk(getattr(value, about.name), seen)
        for name, inner in getattr(value, "__dict__", {}).items():
            walk(name, seen)
            walk(inner, seen)


def test_the_walk_finds_a_float() -> None:
    with pytest.raises(AssertionError):
        walk({"a": [(0.5,)]}, set())


@pytest.mark.parametrize("seed", SEEDS)
def test_both_scorers_print_the_same(seed: int) -> None:
    rng = random.Random(f"second scorer {seed}")
    for number in range(SHEETS):
        name = (*SHIPPED, "institution")[number % 4]
        plain = shipped_yaml(name)
        sheet = random_rollup(rng, plain) if number % 4 == 3 else random_sheet(rng, plain)
        card = scored(sheet)
        expected = second_card(plain, sheet)
        assert card == expected, sheet
        assert json.dumps(card) == json.dumps(expected)  # the order of keys too


@pytest.mark.parametrize("seed", range(4))
def test_both_scorers_print_the_same_on_small_checklists(seed: int) -> None:
    rng = random.Random(f"small {seed}")
    for _ in range(150):
        plain = small_checklist(rng)
        sheet = random_sheet(rng, plain)
        assert scored(sheet, from_file_form(plain)) == second_card(plain, sheet), (plain, sheet)


def test_the_random_sheets_are_of_every_sort() -> None:
    """What the comparison above rests on: each grade, limit and state comes up among the sheets."""
    rng, seen = random.Random("sorts"), set()
    for number in range(600):
        name = (*SHIPPED, "institution")[number % 4]
        plain = shipped_yaml(name)
        sheet = random_rollup(rng, plain) if number % 4 == 3 else random_sheet(rng, plain)
        card = second_score(plain, sheet, with_way_up=False)
        found = [card, *filter(None, [card.get("rollup")])]
        for about in found:
            seen.add(about["grade"])
            seen |= {(limit["rule"], limit["to"]) for limit in about["limits"]}
        seen.add(("complete", card["complete"]))
        seen |= {("on the line", about["score"]) for about in found if about["score"] in ("90.0", "89.9")}
        seen.add(("rollup", bool(card.get("rollup"))))
    assert seen >= {"A", "B", "C", None, ("complete", False), ("on the line", "90.0"), ("rollup", True)}
    assert seen >= {("on the line", "89.9"), ("band", "B"), ("band", "C"), ("floor", "B"), ("floor", "C")}
    assert seen >= {("critical", "B"), ("critical", "C"), ("veto", "C"), ("spread", "B"), ("spread", "C")}
    assert ("coverage", "B") in seen


def cards_of(sheet: Plain) -> list[Scorecard]:
    return score_text(json.dumps(sheet, ensure_ascii=False), shipped)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_float_touches_a_score(name: str) -> None:
    rng = random.Random(f"floats {name}")
    plain = shipped_yaml(name)
    for _ in range(20):
        sheet = random_rollup(rng, plain) if name == "institution" else random_sheet(rng, plain)
        (card,) = cards_of(sheet)
        printed: Any = plain_scorecard(card)  # fills what is worked out at first need
        walk(card, set())
        walk(printed, set())

"""The scorer and the second one, written from the rules alone, agree on every digit; so does the way up."""

from __future__ import annotations

import json
import random
from functools import cache
from typing import Any

import pytest

from eldercheck.domain.checklist import Checklist
from eldercheck.services.scorecard import plain_scorecard, score_text
from eldercheck.storage.checklist_files import find_checklist, parse_checklist, shipped
from tests.oracle.brute_way_up import brute_way_up, small_checklist
from tests.oracle.random_sheets import random_rollup, random_sheet
from tests.oracle.second_scorer import score, table_way_up
from tests.oracle.test_worked_cases_second import read_checklist

Plain = dict[str, Any]


@cache
def ours(name: str) -> Checklist:
    return find_checklist(name)


def our_score(checklist: Checklist, sheet: Plain) -> Plain:
    """Score a sheet as the command does: through its JSON text."""
    (card,) = score_text(json.dumps(sheet, ensure_ascii=False), lambda _name: checklist)
    return plain_scorecard(card)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", shipped())
def test_both_scorers_agree_to_the_last_digit(name: str, seed: int) -> None:
    rng, theirs = random.Random(f"{name} {seed}"), read_checklist(name)
    for _turn in range(60):
        rolls_up = name == "institution" and rng.random() < 0.5
        sheet = random_rollup(rng, theirs) if rolls_up else random_sheet(rng, theirs)
        mine = our_score(ours(name), sheet)
        way = mine.pop("way_up")
        wanted = score(theirs, sheet, with_way_up=False)
        assert mine == wanted, sheet
        assert way == table_way_up(theirs, sheet), sheet


@pytest.mark.parametrize("seed", range(12))
def test_no_smaller_set_reaches_the_next_letter(seed: int) -> None:
    rng, checked = random.Random(seed), 0
    for _turn in range(60):
        theirs = small_checklist(rng)
        mine = parse_checklist(json.dumps(theirs, ensure_ascii=False).encode(), "small.yaml")
        for _sheet in range(2):
            sheet = random_sheet(rng, theirs, complete=True)
            way = our_score(mine, sheet)["way_up"]
            assert way == brute_way_up(theirs, sheet, lambda c, s: score(c, s, with_way_up=False)), (
                theirs,
                sheet,
            )
            checked += bool(way)
    assert checked > 10

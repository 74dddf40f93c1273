"""Drawing the units to visit: the same for everybody, as many as the year wants, from all alike."""

from __future__ import annotations

import hashlib
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.drawing import drawn, place_in_draw
from eldercheck.domain.register import Unit
from eldercheck.domain.rollup import RollUpRules, coverage_wanted

HEAD = Unit("h", "institution", "01", "甲银行")


def branches(number: int, head: Unit = HEAD) -> list[Unit]:
    codes = [f"{head.code}{place:03}" for place in range(number)]
    return [Unit(f"b{code}", "branch", code, f"网点{code}", head.id) for code in codes]


def codes(units: list[Unit], seed: str = "2026") -> list[str]:
    return [unit.code for unit in drawn(units, RollUpRules(), seed)]


def test_the_order_is_that_of_the_digests() -> None:
    units = [HEAD, *branches(9)]
    by_hand = sorted(unit.code for unit in units[1:])
    by_hand.sort(key=lambda code: hashlib.sha256(b"2026\n" + code.encode()).hexdigest())
    assert codes(units) == sorted(by_hand[:5])
    assert place_in_draw("2026", "01000") == hashlib.sha256(b"2026\n01000").hexdigest()


@given(st.integers(0, 60), st.text(max_size=8))
def test_as_many_are_drawn_as_the_year_wants(number: int, seed: str) -> None:
    units, rules = [HEAD, *branches(number)], RollUpRules()
    found = drawn(units, rules, seed)
    assert len(found) == coverage_wanted(number, rules.branches_least, rules.branches_percent)
    assert list(found) == [unit for unit in units if unit in found]
    assert drawn(reversed(units), rules, seed) == tuple(reversed(found))


def test_another_seed_draws_others_and_in_the_long_run_all_alike() -> None:
    units = [HEAD, *branches(20)]
    counts = Counter(code for seed in range(400) for code in codes(units, str(seed)))
    assert set(counts) == {unit.code for unit in units[1:]}
    assert 110 < min(counts.values()) <= max(counts.values()) < 210


def test_nobody_is_drawn_from_an_exempt_institution_and_no_closed_unit() -> None:
    exempt = Unit("x", "institution", "02", "乙银行", exempt="本年新设")
    shut = Unit("s", "branch", "01900", "已撤", HEAD.id, closed="2026-04-01")
    point = Unit("p", "service_point", "01P1", "村点", HEAD.id)
    assert codes([HEAD, *branches(3), shut, point, exempt, *branches(9, exempt)]) == [
        "01000",
        "01001",
        "01002",
        "01P1",
    ]

"""The register of the example, and its names."""

from __future__ import annotations

from itertools import count

from eldercheck.domain.register import clean_unit
from eldercheck.services.example.county import BANKS, CLOSED, OPENED
from eldercheck.services.example.places import TOWNS, town, village
from eldercheck.services.example.register import units


def test_no_village_comes_twice() -> None:
    names = [village(number) for number in range(700)]
    assert len(set(names)) == 700
    assert {town(number) for number in range(700)} == set(TOWNS)


def test_every_unit_is_as_the_register_would_keep_it() -> None:
    numbers = count()
    found = units(lambda: f"id{next(numbers)}")
    assert [clean_unit(unit) for unit in found] == found
    codes = [unit.code for unit in found]
    assert len(set(codes)) == len(codes) == 795
    heads = {unit.id for unit in found if unit.kind == "institution"}
    assert all(unit.parent in heads for unit in found if unit.kind != "institution")
    assert {*OPENED, *CLOSED} <= set(codes)
    assert sum(bank.points for bank in BANKS) == 700
    assert sum(len(bank.branches) for bank in BANKS) == 80


def test_nothing_opens_or_closes_after_the_last_visits() -> None:
    days = [day for unit in units(str) for day in (unit.opened, unit.closed) if day]
    assert len(days) > 20
    assert max(days) < "2026-11-01"

"""Last year's answer to an item: from which assessment, and only for the same words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eldercheck.domain.answers import Given
from eldercheck.domain.assessment import Party
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit
from eldercheck.services.examination import Examination
from eldercheck.services.last_year import last_year
from tests.builders import Desk, a_desk
from tests.earlier_years import BRANCH, ITEM, earlier


@pytest.fixture
def unit(desk: Desk) -> Unit:
    for year in (2024, 2025, 2026):
        desk.years.open(Programme(year, authority="金融办"))
    bank = desk.casebook.add_unit("institution", "01", "甲行")
    return desk.casebook.add_unit("branch", "0101", "北关支行", bank.id)


def own(desk: Desk, unit: Unit, party: Party = "bank") -> Examination:
    return desk.casebook.start(unit, party)


def test_the_latest_earlier_year_that_was_signed_is_offered(desk: Desk, unit: Unit) -> None:
    assert last_year(desk.casebook, own(desk, unit)) is None
    earlier(desk, unit, 2024, GC_01="no")
    earlier(desk, unit, 2025, signed=False)
    found = last_year(desk.casebook, own(desk, unit))
    assert found is not None
    assert found.year == 2024
    answer = found.of(ITEM)
    assert answer is not None
    assert (answer.year, answer.answer, answer.same) == (2024, Given("no"), True)
    earlier(desk, unit, 2025)
    newer = last_year(desk.casebook, own(desk, unit))
    assert newer is not None
    assert newer.year == 2025


def test_each_party_sees_its_own_and_each_unit_too(desk: Desk, unit: Unit) -> None:
    earlier(desk, unit, 2025, "examiner", GC_01="no")
    assert last_year(desk.casebook, own(desk, unit)) is None
    found = last_year(desk.casebook, own(desk, unit, "examiner"))
    assert found is not None
    assert found.sheet.answers[ITEM.id] == Given("no")
    other = desk.casebook.add_unit("branch", "0102", "南关支行", unit.parent)
    assert last_year(desk.casebook, own(desk, other, "examiner")) is None


def test_an_assessment_of_this_year_is_not_last_years(desk: Desk, unit: Unit) -> None:
    earlier(desk, unit, 2026)
    assert last_year(desk.casebook, own(desk, unit)) is None


def test_another_wording_is_named_and_a_new_item_has_nothing(desk: Desk, unit: Unit) -> None:
    earlier(desk, unit, 2025, reworded="yes")
    found = last_year(desk.casebook, own(desk, unit))
    assert found is not None
    answer = found.of(ITEM)
    assert answer is not None
    assert not answer.same
    assert answer.item.ask.en == "asked otherwise"
    second = found.of(BRANCH.items[1])
    assert second is not None
    assert second.same
    assert found.of(replace(ITEM, id="B-GC-99")) is None


def test_the_newest_of_two_of_one_year_counts(tmp_path: Path) -> None:
    with a_desk(tmp_path / "a.db") as desk:
        for year in (2025, 2026):
            desk.years.open(Programme(year, authority="金融办"))
        unit = desk.casebook.add_unit("institution", "01", "甲行")
        branch = desk.casebook.add_unit("branch", "0101", "北关支行", unit.id)
        earlier(desk, branch, 2025)
        earlier(desk, branch, 2025, GC_01="no")
        found = last_year(desk.casebook, own(desk, branch))
        assert found is not None
        assert found.sheet.answers[ITEM.id] == Given("no")

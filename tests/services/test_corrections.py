"""A published year: what a correction of one unit opens, and that it opens no other."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest

from eldercheck.domain.errors import StateError
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit
from eldercheck.services.examination import Examination
from eldercheck.services.obstacles import ObstacleKind
from tests.builders import Desk, a_desk, full_answers, visited

ANYTHING = get_args(ObstacleKind)
BONUS = {"I-BN-01": (Fraction(1), "全县推广")}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "a.db") as desk:
        desk.years.open(Programme(2026, authority="金融办", counts="signed"))
        yield desk


def signed(desk: Desk, unit: Unit) -> Examination:
    examination = visited(desk.casebook.start(unit, "examiner"))
    for item_id, answer in full_answers(examination.checklist).items():
        examination.answer(item_id, answer)
    examination.sign(["李芳", "王敏"])
    return examination


def published(desk: Desk) -> tuple[Unit, Unit]:
    banks = [desk.casebook.add_unit("institution", code, f"{code}行") for code in ("01", "02")]
    for bank in banks:
        signed(desk, bank)
    desk.publishing.publish(2026, ANYTHING)
    return banks[0], banks[1]


def corrected(desk: Desk, unit: Unit) -> None:
    (case,) = desk.casebook.cases(2026)[unit.id]
    desk.casebook.resume(case.assessment.id).reopen("漏记加分")


def test_a_correction_of_one_unit_opens_no_other(desk: Desk) -> None:
    one, two = published(desk)
    corrected(desk, one)
    with pytest.raises(StateError, match="year_published"):
        desk.casebook.start(two, "examiner")
    with pytest.raises(StateError, match="year_published"):
        desk.years.give_bonus(2026, two, BONUS)
    assert len(desk.casebook.cases(2026)[two.id]) == 1
    assert desk.years.bonus(2026) == {}


def test_under_its_own_correction_a_unit_is_examined_anew_and_gets_its_bonus(desk: Desk) -> None:
    one, _two = published(desk)
    corrected(desk, one)
    desk.years.give_bonus(2026, one, BONUS)
    again = signed(desk, one)
    assert desk.years.standing(2026).corrections[again.assessment.id] == "漏记加分"
    assert desk.casebook.resume(again.assessment.id).is_published is False


def test_the_next_publication_closes_it_again(desk: Desk) -> None:
    one, _two = published(desk)
    corrected(desk, one)
    desk.years.give_bonus(2026, one, BONUS)
    desk.publishing.publish(2026, ANYTHING, "补记加分")
    with pytest.raises(StateError, match="year_published"):
        desk.casebook.start(one, "examiner")
    with pytest.raises(StateError, match="year_published"):
        desk.years.give_bonus(2026, one, {})

"""A self-assessment beside an examination in one file: which, when, what it waits for, what never counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from eldercheck.domain.answers import Given, NotApplicable
from eldercheck.domain.assessment import Party
from eldercheck.domain.errors import StateError
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit
from eldercheck.services.comparison import Comparison, claims, compare
from eldercheck.services.examination import Examination
from eldercheck.services.notices import Notices
from eldercheck.services.rectification import Rectification
from eldercheck.services.second_look import SecondLook
from tests.builders import VISIT, Desk, a_desk, full_answers, visited

THIS = 2026
EXAMINERS = ["李芳", "王敏"]


@pytest.fixture
def unit(desk: Desk) -> Unit:
    desk.years.open(Programme(THIS, authority="金融办", counts="signed"))
    bank = desk.casebook.add_unit("institution", "01", "甲行")
    return desk.casebook.add_unit("branch", "0101", "北关支行", bank.id)


def begun(desk: Desk, unit: Unit, party: Party, day: str = VISIT.day, **changes: str) -> Examination:
    one = visited(desk.casebook.start(unit, party), replace(VISIT, day=day))
    for item_id, answer in full_answers(one.checklist, **changes).items():
        one.answer(item_id, answer)
    return one


def done(desk: Desk, unit: Unit, party: Party, day: str = VISIT.day, **changes: str) -> Examination:
    one = begun(desk, unit, party, day, **changes)
    one.sign(EXAMINERS if party == "examiner" else ["赵行长"])
    return one


def both(desk: Desk, unit: Unit, **changes: str) -> Comparison:
    done(desk, unit, "bank")
    done(desk, unit, "examiner", **changes)
    return compare(desk.casebook, unit, THIS)


def test_scores_and_grades_of_both_stand_beside_each_other(desk: Desk, unit: Unit) -> None:
    found = both(desk, unit, GC_01="no", TM_06="2/4")
    assert found.bank.score is not None
    assert found.examined.score is not None
    assert (str(found.bank.score.figure), found.bank.score.grade) == ("100.0", "A")
    assert found.examined.score.grade == "C"
    assert [pair.item.id for pair in found.items.over_claimed] == ["B-GC-01", "B-TM-06"]
    assert found.items.not_compared == ()
    assert found.items.agreement.n == len(found.checklist.items)


def test_what_is_missing_is_said(desk: Desk, unit: Unit) -> None:
    def why() -> str:
        with pytest.raises(StateError) as caught:
            compare(desk.casebook, unit, THIS)
        assert caught.value.values == {"name": "北关支行", "unit_code": "0101", "year": THIS}
        return caught.value.code

    assert why() == "no_self_assessment"
    own = begun(desk, unit, "bank")
    assert why() == "no_examination"
    examined = begun(desk, unit, "examiner")
    assert why() == "self_assessment_open"
    own.sign(["赵行长"])
    assert why() == "examination_open"
    examined.sign(EXAMINERS)
    compare(desk.casebook, unit, THIS)
    examined.reopen("更正")
    assert why() == "examination_open"


def test_a_returned_examination_is_not_compared_until_it_is_signed_again(desk: Desk, unit: Unit) -> None:
    done(desk, unit, "bank")
    examined = done(desk, unit, "examiner", GC_01="no")
    SecondLook(examined).give_back("周股长", {"B-GC-01": "再看"})
    with pytest.raises(StateError, match="examination_open"):
        compare(desk.casebook, unit, THIS)


def test_handed_in_from_the_day_of_the_visit_on_is_late(tmp_path: Path) -> None:
    with a_desk(tmp_path / "a.db", start=datetime(2026, 10, 8, 4, tzinfo=UTC)) as desk:
        desk.years.open(Programme(THIS, authority="金融办", counts="signed"))
        bank = desk.casebook.add_unit("institution", "01", "甲行")
        found = []
        for number, day in enumerate(("2026-10-07", "2026-10-08", "2026-10-09")):
            unit = desk.casebook.add_unit("branch", f"010{number}", f"网点{number}", bank.id)
            done(desk, unit, "bank")
            done(desk, unit, "examiner", day=day)
            found.append(compare(desk.casebook, unit, THIS))
        assert {one.handed_in for one in found} == {date(2026, 10, 8)}
        assert [one.began.day for one in found] == [7, 8, 9]
        assert [one.is_late for one in found] == [True, True, False]
        assert claims(desk.casebook, desk.county.year(THIS).units).late == 2


def test_without_a_visit_the_day_of_opening_counts(desk: Desk) -> None:
    desk.years.open(Programme(THIS, authority="金融办", counts="signed", visit_record=False))
    bank = desk.casebook.add_unit("institution", "01", "甲行")
    done(desk, bank, "bank")
    examined = desk.casebook.start(bank, "examiner")
    for item_id, answer in full_answers(examined.checklist).items():
        examined.answer(item_id, answer)
    examined.sign(EXAMINERS)
    found = compare(desk.casebook, bank, THIS)
    assert found.began == date.fromisoformat(examined.assessment.opened_at[:10])
    assert found.is_late


def test_a_self_assessment_never_counts_in_the_grade(desk: Desk, unit: Unit) -> None:
    examined = done(desk, unit, "examiner", GC_01="no")
    before = desk.county.year(THIS)
    done(desk, unit, "bank")
    after = desk.county.year(THIS)
    graded = {entry.unit.code: entry.graded for entry in after.units}
    assert graded["0101"] is not None
    assert graded["0101"].score == examined.result.score.figure
    assert graded["0101"].grade == examined.result.grade == "C"
    (old,), (new,) = before.table.institutions, after.table.institutions
    assert replace(new, branches=()) == replace(old, branches=())
    assert [unit.grade for unit in new.branches] == [unit.grade for unit in old.branches]
    assert str(new.branches[0].self_score) == "100.0"
    assert [weak.item.id for weak in after.weakest] == ["B-GC-01"]


def test_a_unit_that_only_assessed_itself_has_no_grade(desk: Desk, unit: Unit) -> None:
    done(desk, unit, "bank")
    (entry,) = [one for one in desk.county.year(THIS).units if one.unit.code == "0101"]
    assert (entry.graded, entry.why_not, entry.state) == (None, "not_examined", "planned")


def test_the_newest_signed_of_each_counts(desk: Desk, unit: Unit) -> None:
    done(desk, unit, "bank", GC_01="no")
    newer = done(desk, unit, "bank")
    begun(desk, unit, "bank", GC_03="no")
    done(desk, unit, "examiner")
    found = compare(desk.casebook, unit, THIS)
    assert found.bank.assessment.id == newer.assessment.id
    assert found.items.over_claimed == found.items.under_claimed == ()


def test_what_a_re_check_replaced_is_compared_as_it_was_found(desk: Desk, unit: Unit) -> None:
    done(desk, unit, "bank")
    examined = done(desk, unit, "examiner", GC_01="no")
    SecondLook(examined).approve("周股长")
    Notices(examined).give("周股长")
    rectification = Rectification(examined)
    rectification.report_fixed("B-GC-01", "已设窗口", "赵行长", "赵行长")
    assert rectification.recheck("B-GC-01", Given("yes"), EXAMINERS) == "passed"
    found = compare(desk.casebook, unit, THIS)
    assert [(pair.item.id, pair.examiner) for pair in found.items.over_claimed] == [("B-GC-01", Given("no"))]
    assert found.examined.score is not None
    assert found.examined.score.grade == "A"
    assert found.examined.assessment.dossier.first is not None
    assert found.examined.assessment.dossier.first.grade == "C"


def test_left_out_by_the_bank_and_found_wanting_is_over_claimed(desk: Desk, unit: Unit) -> None:
    own = begun(desk, unit, "bank")
    own.answer("B-TM-06", NotApplicable("没有"))
    own.sign(["赵行长"])
    done(desk, unit, "examiner", TM_06="2/4")
    (pair,) = compare(desk.casebook, unit, THIS).items.over_claimed
    assert (pair.item.id, pair.over) == ("B-TM-06", Fraction(pair.item.points, 2))


def test_an_institution_adds_up_what_its_units_claimed(desk: Desk, unit: Unit) -> None:
    both(desk, unit, GC_01="no", TM_06="2/4")
    other = desk.casebook.add_unit("branch", "0102", "南关支行", unit.parent)
    done(desk, other, "examiner", GC_01="no")
    found = claims(desk.casebook, desk.county.year(THIS).units)
    assert (found.units, found.compared, found.late, found.items) == (3, 1, 0, 2)

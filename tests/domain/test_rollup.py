"""The year of an institution: means, bonus, spread and coverage (scoring.md §5)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.answer_kinds import Count
from eldercheck.domain.answers import Answer, Given
from eldercheck.domain.checklist import BonusEntry
from eldercheck.domain.errors import SheetError
from eldercheck.domain.figures import Figure
from eldercheck.domain.grading import GradeRules, Letter, Limit, Result, grade
from eldercheck.domain.rollup import (
    Registered,
    RollUp,
    RollUpRules,
    UnitScore,
    bonus_total,
    roll_up,
    weighted_mean,
)
from eldercheck.domain.scoring import score_answers
from eldercheck.domain.wordings import Wording
from tests.builders import a_checklist, an_item, full_answers, left_out

RULES = RollUpRules()
NAMES = ("organisation", "facilities", "publicity", "outcome")


def figure(text: str) -> Figure:
    return Figure.of(Fraction(text))


def unit(score: str, letter: Letter | None = None, **dimensions: str | None) -> UnitScore:
    found = figure(score)
    figures = {name: None if text is None else figure(text) for name, text in dimensions.items()}
    return UnitScore(found, letter or GradeRules().band(found), figures)


def units(number: int, at_c: int = 0) -> list[UnitScore]:
    """So many branches of 95.0, some of them held at C by something else."""
    return [unit("95.0", "C" if place < at_c else "A") for place in range(number)]


def own_sheet(
    score: str = "95.0",
    changes: Mapping[str, Answer] | None = None,
    *vetoes: str,
    rules: GradeRules | None = None,
) -> Result:
    """An institution's finished sheet whose first dimension (half the points) brings it to that score."""
    checklist = a_checklist(
        an_item("AA-01", Count(), points=50, dimension="organisation"),
        an_item("AA-02", points=30, dimension="facilities", optional=True),
        an_item("AA-03", points=20, dimension="publicity", caps_at="B"),
        unit="institution",
    )
    lost = int((100 - Fraction(score)) * 20)
    answers = {**full_answers(checklist), "AA-01": Given(f"{1000 - lost}/1000"), **(changes or {})}
    return grade(score_answers(checklist, answers), rules or GradeRules(), vetoes)


def rolled(
    sheet: Result, branches: Sequence[UnitScore] = (), points: Sequence[UnitScore] = (), **more: Any
) -> RollUp:
    found = roll_up(sheet, branches, points, **more)
    assert found is not None
    return found


# --- weights and means --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "branches", "points", "shown"),
    [
        ("95.0", [], [], "95.0"),
        ("95.0", ["85.0"], [], "88.8"),  # (30·95 + 50·85)/80 = 88.75
        ("95.0", [], ["85.0"], "91.0"),  # (30·95 + 20·85)/50
        ("95.0", ["85.0"], ["75.0"], "86.0"),
        ("95.0", ["80.0", "90.0"], ["70.0", "75.0", "80.0"], "86.0"),
        ("83.8", ["92.1", "86.0", "71.3"], ["79.0", "88.5"], "83.5"),
        ("80.0", ["80.0", "80.0", "80.1"], [], "80.0"),
        ("95.0", ["0.0"], ["0.0"], "28.5"),
        ("100.0", ["100.0"], ["100.0"], "100.0"),
    ],
)
def test_an_absent_part_leaves_the_weights(
    own: str, branches: list[str], points: list[str], shown: str
) -> None:
    result = rolled(own_sheet(own), [unit(score) for score in branches], [unit(score) for score in points])
    assert str(result.score) == shown
    assert result.before_bonus == result.score
    assert result.by_score == GradeRules().band(result.score)


def test_the_mean_is_of_printed_figures_rounded_once_half_up() -> None:
    # The parts are 90.0 and 89.9: 30·90.0 + 50·89.9 over 80 is 89.9375, printed 89.9.
    assert weighted_mean((30, 50), ([figure("90.0")], [figure("89.9")])) == figure("89.9")
    assert weighted_mean((1, 1), ([figure("90.0")], [figure("89.9")])) == figure("90.0")  # 89.95
    # A mean of means that were rounded on the way would be 66.7.
    assert weighted_mean((1,), ([figure("66.6"), figure("66.6"), figure("66.7")],)) == figure("66.6")


def test_parts_without_figures_have_no_mean() -> None:
    assert weighted_mean((30, 50, 20), ([], [None], [])) is None
    assert weighted_mean((30, 50, 20), ([None], [figure("10.0"), None], [])) == figure("10.0")


def test_each_dimension_is_a_mean_of_those_who_have_it() -> None:
    result = rolled(
        own_sheet("95.0"),
        [
            unit("80.0", organisation="70.0", facilities=None, publicity="50.0", outcome="10.0"),
            unit("80.0", organisation="80.0", publicity="60.0"),
        ],
        [unit("80.0", organisation="60.0")],
    )
    assert {name: str(value) for name, value in result.dimensions.items()} == {
        "organisation": "76.5",  # (30·90 + 50·75 + 20·60)/100
        "facilities": "100.0",  # the sheet alone
        "publicity": "71.9",  # (30·100 + 50·55)/80 = 71.875
    }


def test_a_dimension_that_no_part_gives_is_none() -> None:
    result = rolled(own_sheet("95.0", {"AA-02": left_out()}), [unit("95.0", facilities=None)])
    assert result.dimensions["facilities"] is None
    assert not [limit for limit in result.limits if limit.subject == "facilities"]


def test_a_dimension_left_out_of_the_sheet_may_come_from_the_units() -> None:
    result = rolled(own_sheet("95.0", {"AA-02": left_out()}), [unit("95.0", facilities="40.0")])
    assert result.dimensions["facilities"] == figure("40.0")
    assert Limit("floor", "C", "facilities") in result.limits


def test_without_a_finished_sheet_there_is_no_roll_up() -> None:
    checklist = a_checklist(unit="institution")
    assert roll_up(grade(score_answers(checklist, {})), units(5), []) is None
    nothing = a_checklist(an_item(optional=True), unit="institution")
    assert roll_up(grade(score_answers(nothing, {"S-01": left_out()})), units(5), []) is None


# --- limits -------------------------------------------------------------------------------------------------


def test_band_and_floors_are_decided_on_the_rolled_figures() -> None:
    result = rolled(own_sheet("80.0"), [unit("70.0", "B", facilities="60.0")])
    assert result.limits == (
        Limit("band", "C"),
        Limit("floor", "B", "organisation"),
    )
    assert (str(result.score), result.by_score, result.grade) == ("73.8", "C", "C")
    assert rolled(own_sheet("80.0"), [unit("75.7", "B")]).by_score == "B"


def test_criticals_and_vetoes_of_the_sheet_limit_as_on_the_sheet() -> None:
    failed = own_sheet("95.0", {"AA-03": Given("no")}, "false evidence")
    result = rolled(failed, [unit("99.0", publicity="99.0")], [unit("100.0", publicity="100.0")])
    assert result.limits[-2:] == (Limit("critical", "B", "AA-03"), Limit("veto", "C", "false evidence"))
    assert result.grade == "C"


def test_limits_stand_in_their_order() -> None:
    failed = own_sheet("85.0", {"AA-03": Given("no")}, "false evidence")
    result = rolled(failed, units(2, at_c=1), [unit("10.0")], registered=Registered(12, 30))
    assert [limit.rule for limit in result.limits] == [
        *("band", "floor", "floor", "critical", "veto", "spread", "coverage")
    ]


@pytest.mark.parametrize(
    ("number", "at_c", "letter"),
    [
        (10, 0, None),
        (10, 1, "B"),
        (10, 3, "B"),
        (10, 4, "C"),
        (3, 1, "C"),
        (4, 1, "B"),
        (20, 6, "B"),
        (20, 7, "C"),
        (1, 1, "C"),
        (7, 2, "B"),
        (6, 2, "C"),
        (33, 10, "C"),
    ],
)
def test_the_spread_of_branches_at_c(number: int, at_c: int, letter: Letter | None) -> None:
    result = rolled(own_sheet(), units(number, at_c))
    spread = [limit for limit in result.limits if limit.rule == "spread"]
    assert spread == ([] if letter is None else [Limit("spread", letter, count=at_c)])
    assert result.grade == (letter or "A")


def test_a_service_point_at_c_is_no_spread() -> None:
    result = rolled(own_sheet(), units(5), [unit("95.0", "C"), unit("95.0", "C")])
    assert (result.grade, result.limits) == ("A", ())


@pytest.mark.parametrize(
    ("registered", "least"),
    [(0, 0), (1, 1), (4, 4), (5, 5), (6, 5), (12, 5), (13, 6), (15, 6), (16, 7), (100, 40), (101, 41)],
)
def test_how_many_branches_must_be_scored(registered: int, least: int) -> None:
    assert least == min(registered, max(5, math.ceil(Fraction(registered * 2, 5))))
    for scored in range(max(0, least - 1), least + 2):
        result = rolled(own_sheet(), units(scored), registered=Registered(registered, None))
        short = scored < least
        assert result.provisional is short
        assert result.limits == ((Limit("coverage", "B"),) if short else ())
        assert result.grade == ("B" if short else "A")


@pytest.mark.parametrize(
    ("registered", "least"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (30, 3), (31, 4), (40, 4), (41, 5), (200, 20)],
)
def test_how_many_points_must_be_scored(registered: int, least: int) -> None:
    assert least == min(registered, max(3, math.ceil(Fraction(registered, 10))))
    for scored in range(max(0, least - 1), least + 2):
        result = rolled(own_sheet(), [], units(scored), registered=Registered(None, registered))
        assert result.provisional is (scored < least)


def test_both_must_be_covered_and_what_is_not_known_is_not_asked() -> None:
    assert not rolled(own_sheet(), [], []).provisional
    assert not rolled(own_sheet(), units(5), units(3), registered=Registered(12, 30)).provisional
    assert rolled(own_sheet(), units(5), units(2), registered=Registered(12, 30)).provisional
    assert rolled(own_sheet(), units(4), units(3), registered=Registered(12, 30)).provisional
    assert rolled(own_sheet(), units(4), units(2), registered=Registered(12, 30)).limits == (
        Limit("coverage", "B"),
    )


def test_the_rules_of_the_year_count() -> None:
    rules = RollUpRules(50, 50, 0, spread_percent=50, branches_least=1, branches_percent=10)
    result = rolled(
        own_sheet("90.0"), [unit("100.0"), unit("90.0", "C")], registered=Registered(20, None), rules=rules
    )
    assert str(result.score) == "92.5"
    assert result.limits == (Limit("spread", "B", count=1),)
    lines = GradeRules(a_band=Fraction(93))
    assert rolled(own_sheet("92.0", rules=lines)).by_score == "B"


# --- bonus --------------------------------------------------------------------------------------------------


def entries(*most: int) -> list[BonusEntry]:
    return [BonusEntry(f"N-{place}", Wording("奖"), at_most, ()) for place, at_most in enumerate(most)]


@pytest.mark.parametrize(
    ("most", "given", "shown"),
    [
        ((2, 1, 2), {}, "0.0"),
        ((2, 1, 2), {"N-0": "2", "N-1": "1", "N-2": "2"}, "5.0"),
        ((2, 1, 2), {"N-0": "0.5", "N-2": "0.25"}, "0.8"),
        ((2, 1, 2), {"N-0": "0.04"}, "0.0"),
        ((2, 1, 2), {"N-0": "0.05"}, "0.1"),
        ((4, 4), {"N-0": "4", "N-1": "0.9"}, "4.9"),
        ((4, 4), {"N-0": "4", "N-1": "1"}, "5.0"),
        ((4, 4), {"N-0": "4", "N-1": "4"}, "5.0"),
        ((9,), {"N-0": "9"}, "5.0"),
    ],
)
def test_the_bonus_is_held_to_the_years_most(
    most: tuple[int, ...], given: dict[str, str], shown: str
) -> None:
    values = {name: Fraction(text) for name, text in given.items()}
    assert str(bonus_total(entries(*most), values, RULES)) == shown


@pytest.mark.parametrize("value", [Fraction(201, 100), Fraction(3), Fraction(-1, 100)])
def test_an_entry_is_held_to_its_own_most(value: Fraction) -> None:
    with pytest.raises(SheetError) as caught:
        bonus_total(entries(1, 2), {"N-1": value}, RULES)
    assert (caught.value.code, caught.value.values) == ("bonus_out_of_range", {"item": "N-1", "at_most": 2})


def test_an_unknown_entry_is_refused() -> None:
    with pytest.raises(SheetError) as caught:
        bonus_total(entries(1), {"N-7": Fraction(0)}, RULES)
    assert (caught.value.code, caught.value.values) == ("unknown_bonus", {"item": "N-7"})


@pytest.mark.parametrize(
    ("own", "bonus", "shown", "letter"),
    [
        ("95.0", "0.0", "95.0", "A"),
        ("85.0", "5.0", "90.0", "A"),
        ("84.9", "5.0", "89.9", "B"),
        ("95.0", "5.0", "100.0", "A"),
        ("95.1", "5.0", "100.0", "A"),
        ("100.0", "0.1", "100.0", "A"),
        ("74.9", "0.1", "75.0", "B"),
    ],
)
def test_the_band_is_decided_with_the_bonus_and_the_total_held(
    own: str, bonus: str, shown: str, letter: Letter
) -> None:
    result = rolled(own_sheet(own), bonus=figure(bonus))
    assert (str(result.before_bonus), str(result.bonus), str(result.score)) == (own, bonus, shown)
    assert result.by_score == letter
    assert (Limit("band", letter) in result.limits) == (letter != "A")


def test_the_bonus_lifts_no_dimension() -> None:
    without, with_it = rolled(own_sheet("85.0")), rolled(own_sheet("85.0"), bonus=figure("5.0"))
    assert with_it.dimensions == without.dimensions
    assert Limit("floor", "B", "organisation") in with_it.limits


def test_the_defaults_are_those_of_the_design() -> None:
    assert RollUpRules(30, 50, 20, True, 30, 5, 40, 3, 10, Fraction(5), 0) == RULES


# --- properties ---------------------------------------------------------------------------------------------

tenths = st.integers(0, 1000).map(Figure)
unit_scores = st.builds(UnitScore, tenths, st.sampled_from(["A", "B", "C"]))


@given(st.lists(unit_scores, max_size=12), st.lists(unit_scores, max_size=12), st.integers(0, 50))
def test_a_roll_up_lies_among_its_parts_and_its_grade_is_the_worst_limit(
    branches: list[UnitScore], points: list[UnitScore], bonus: int
) -> None:
    sheet = own_sheet("90.0")
    result = rolled(sheet, branches, points, bonus=Figure(bonus))
    parts = [Figure(900), *(found.score for found in (*branches, *points))]
    assert min(parts) <= result.before_bonus <= max(parts)
    assert result.score == Figure(min(1000, result.before_bonus.tenths + bonus))
    assert result.grade == max((limit.to for limit in result.limits), default="A")
    turned = rolled(sheet, branches[::-1], points[::-1], bonus=Figure(bonus))
    assert turned == result


@given(st.lists(unit_scores, min_size=1, max_size=9), st.data())
def test_a_better_branch_never_lowers_the_roll_up(branches: list[UnitScore], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(branches) - 1))
    chosen = branches[place]
    better = UnitScore(
        Figure(data.draw(st.integers(chosen.score.tenths, 1000))),
        data.draw(st.sampled_from([letter for letter in "ABC" if letter <= chosen.grade])),
    )
    before = rolled(own_sheet(), branches)
    after = rolled(own_sheet(), [*branches[:place], better, *branches[place + 1 :]])
    assert after.score >= before.score
    assert after.grade <= before.grade


@given(st.integers(0, 300), st.integers(0, 300))
def test_coverage_is_the_formula_of_the_design(registered: int, scored: int) -> None:
    result = rolled(own_sheet(), [], units(min(scored, 40)), registered=Registered(None, registered))
    least = min(registered, max(3, math.ceil(Fraction(registered, 10))))
    assert result.provisional == (min(scored, 40) < least)

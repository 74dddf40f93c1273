"""From marks to figures: dimensions, sections and the score (scoring.md §2)."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.answer_kinds import Count
from eldercheck.domain.answers import Answer, Given
from eldercheck.domain.errors import AnswerError
from eldercheck.domain.figures import Figure
from eldercheck.domain.scoring import Mark, Score, Tally, score_answers
from tests.builders import (
    a_checklist,
    a_random_score,
    an_item,
    from_file_form,
    full_answers,
    left_out,
    levels,
)
from tests.oracle.brute_way_up import small_checklist
from tests.oracle.random_sheets import random_sheet

THIRD = Fraction(1, 3)

SHEET = a_checklist(
    an_item("AA-01", points=4, dimension="organisation"),
    an_item("AA-02", levels(4), points=3, dimension="outcome", optional=True),
    an_item("BB-01", Count(), points=2, dimension="organisation", optional=True),
    an_item("BB-02", points=1, dimension="facilities", optional=True),
    dimensions={"organisation": 60, "facilities": 30, "outcome": 10},
)


def score_of(**changes: str | Answer) -> Score:
    return score_answers(SHEET, full_answers(SHEET, **changes))


def test_a_mark_is_credit_times_points() -> None:
    mark = Mark(an_item(points=3), THIRD)
    assert [mark.earned, mark.available, mark.lost] == [1, 3, 2]
    nothing = Mark(an_item(points=3), Fraction(0))
    assert [nothing.earned, nothing.available, nothing.lost] == [0, 3, 3]


def test_not_applicable_is_neither_earned_nor_available() -> None:
    mark = Mark(an_item(points=3), None)
    assert [mark.earned, mark.available, mark.lost] == [0, 0, 0]


def test_a_tally_adds_up() -> None:
    total = Tally.of([Mark(an_item(points=3), THIRD), Mark(an_item(points=2), None), Mark(an_item(), THIRD)])
    assert total == Tally(Fraction(4, 3), 4)
    assert total + Tally(Fraction(1), 2) == Tally(Fraction(7, 3), 6)
    assert total.percent == Fraction(100, 3)
    assert total.figure == Figure(333)


def test_an_empty_tally_has_no_figure() -> None:
    assert Tally.of([]) == Tally(Fraction(0), 0)
    assert Tally().percent is None
    assert Tally().figure is None
    assert Tally(Fraction(0), 5).figure == Figure(0)


def test_a_dimension_counts_its_items_and_the_score_weighs_dimensions() -> None:
    score = score_of(AA_02="1", BB_01="1/2")
    assert score.dimensions == {
        "organisation": Tally(Fraction(5), 6),
        "facilities": Tally(Fraction(1), 1),
        "outcome": Tally(Fraction(1), 3),
    }
    assert score.exact == (60 * Fraction(500, 6) + 30 * 100 + 10 * Fraction(100, 3)) / 100
    assert score.figure == Figure(833)


def test_a_section_is_a_plain_sum_in_walking_order() -> None:
    score = score_of(AA_02="1", BB_01="1/2")
    assert score.sections == {"AA": Tally(Fraction(5), 7), "BB": Tally(Fraction(2), 3)}
    assert [str(tally.figure) for tally in score.sections.values()] == ["71.4", "66.7"]
    assert list(score.sections) == ["AA", "BB"]


def test_a_dimension_without_an_applicable_item_leaves_the_weights() -> None:
    score = score_of(BB_02=left_out(), BB_01="1/2")
    assert score.dimensions["facilities"] == Tally(Fraction(0), 0)
    assert score.exact == (60 * Fraction(500, 6) + 10 * 100) / 70


def test_a_section_without_an_applicable_item_has_no_figure() -> None:
    assert score_of(BB_01="0/0", BB_02=left_out()).sections["BB"].figure is None


def test_the_score_is_computed_from_the_exact_figures_not_the_printed_ones() -> None:
    checklist = a_checklist(
        an_item("AA-01", Count(), points=1, dimension="organisation"),
        an_item("BB-01", Count(), points=1, dimension="outcome"),
        dimensions={"organisation": 50, "outcome": 50},
    )
    # 89.04 and 90.84: printed 89.0 and 90.8, whose mean 89.9 would be a B; the exact mean is 89.94.
    # 89.06 and 90.84: printed 89.1 and 90.8, whose mean 89.95 would print 90.0; the exact mean is 89.95.
    answers = {"AA-01": Given("8904/10000"), "BB-01": Given("9086/10000")}
    score = score_answers(checklist, answers)
    assert [str(tally.figure) for tally in score.dimensions.values()] == ["89.0", "90.9"]
    assert score.exact == Fraction("89.95")
    assert str(score.figure) == "90.0"
    low = score_answers(checklist, {"AA-01": Given("8905/10000"), "BB-01": Given("9084/10000")})
    assert [str(tally.figure) for tally in low.dimensions.values()] == ["89.1", "90.8"]
    assert low.exact == Fraction("89.945")
    assert str(low.figure) == "89.9"


def test_nothing_applicable_gives_no_score() -> None:
    checklist = a_checklist(an_item("AA-01", optional=True), an_item("AA-02", Count(), optional=True))
    score = score_answers(checklist, {"AA-01": left_out(), "AA-02": Given("0/0")})
    assert (score.exact, score.figure, score.open) == (None, None, ())


def test_nothing_earned_is_a_score_of_0() -> None:
    score = score_answers(a_checklist(an_item("AA-01")), {"AA-01": Given("no")})
    assert score.figure == Figure(0)


def test_open_items_stand_in_sheet_order_and_count_for_nothing() -> None:
    score = score_answers(SHEET, {"BB-01": Given("1/2"), "AA-02": Given("3")})
    assert score.open == ("AA-01", "BB-02")
    assert score.dimensions["organisation"] == Tally(Fraction(1), 2)
    assert score.exact == (60 * 50 + 10 * 100) / Fraction(70)


def test_filling_gives_each_open_item_that_credit_and_no_other() -> None:
    score = score_answers(SHEET, {"BB-01": Given("1/2"), "AA-02": left_out()})
    for credit in (Fraction(0), Fraction(1)):
        filled = score.filled(credit)
        assert filled.open == ()
        assert {name: mark.credit for name, mark in filled.marks.items()} == {
            "AA-01": credit,
            "AA-02": None,
            "BB-01": Fraction(1, 2),
            "BB-02": credit,
        }
    assert score.open == ("AA-01", "BB-02")


def test_an_item_the_checklist_does_not_have_is_refused() -> None:
    with pytest.raises(AnswerError) as caught:
        score_answers(SHEET, {"CC-01": Given("yes")})
    assert (caught.value.code, caught.value.values["item"]) == ("unknown_item", "CC-01")


def test_an_answer_that_does_not_fit_is_refused() -> None:
    with pytest.raises(AnswerError) as caught:
        score_answers(SHEET, {"AA-01": Given("3/5")})
    assert caught.value.values["item"] == "AA-01"


# --- properties ---------------------------------------------------------------------------------------------


scores = st.integers(0, 2**32).map(a_random_score)


@given(scores, st.integers())
def test_the_order_of_answers_says_nothing(score: Score, seed: int) -> None:
    shuffled = list(score.marks.items())
    random.Random(seed).shuffle(shuffled)
    other = Score(score.checklist, dict(shuffled))
    assert other.dimensions == score.dimensions
    assert list(other.dimensions) == list(score.dimensions)
    assert list(other.sections.items()) == list(score.sections.items())
    assert (other.exact, other.open) == (score.exact, score.open)


@given(scores)
def test_figures_lie_between_0_and_100(score: Score) -> None:
    for figure in (score.figure, *(tally.figure for tally in score.dimensions.values())):
        assert figure is None or Figure(0) <= figure <= Figure(1000)


@given(scores)
def test_the_score_lies_among_its_dimensions(score: Score) -> None:
    percents = [tally.percent for tally in score.dimensions.values() if tally.percent is not None]
    if score.exact is None:
        assert not percents
    else:
        assert min(percents) <= score.exact <= max(percents)


@given(scores, st.data())
def test_bettering_an_answer_never_lowers_a_figure(score: Score, data: st.DataObject) -> None:
    lossy = [mark for mark in score.marks.values() if mark.lost]
    if not lossy:
        return
    mark = data.draw(st.sampled_from(lossy))
    assert mark.credit is not None
    better = mark.credit + (1 - mark.credit) * data.draw(st.fractions(0, 1, max_denominator=24))
    after = Score(score.checklist, {**score.marks, mark.item.id: Mark(mark.item, better)})
    assert score.exact is not None
    assert after.exact is not None
    assert after.exact >= score.exact
    for name, tally in score.dimensions.items():
        percent = after.dimensions[name].percent
        assert percent == tally.percent or name == mark.item.dimension
        assert percent is None or tally.percent is None or percent >= tally.percent


def test_random_sheets_score_the_same_in_any_order() -> None:
    rng = random.Random(7)
    for _ in range(40):
        plain = small_checklist(rng)
        checklist = from_file_form(plain)
        answers = random_sheet(rng, plain)["answers"]
        written: dict[str, Answer] = {
            name: left_out() if isinstance(given, dict) else Given(str(given))
            for name, given in answers.items()
        }
        backwards = dict(reversed(written.items()))
        assert score_answers(checklist, written).exact == score_answers(checklist, backwards).exact

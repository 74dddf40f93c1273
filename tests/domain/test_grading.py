"""The grade: the worst of all the rules, every rule that limits kept in its order (scoring.md §3 and §4)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.answer_kinds import AnswerKind, Count
from eldercheck.domain.answers import Answer, Given
from eldercheck.domain.checklist import Checklist, Item
from eldercheck.domain.figures import Figure
from eldercheck.domain.grading import (
    GradeRules,
    Letter,
    Limit,
    Range,
    Result,
    critical_fails,
    grade,
    limits_of,
    worst,
)
from eldercheck.domain.scoring import Mark, Score, score_answers
from tests.builders import (
    a_checklist,
    a_random_score,
    an_item,
    full_answers,
    left_out,
    levels,
    measure,
    nothing_answer,
    shipped,
)

RULES = GradeRules()


def sheet_at(*thousandths: int) -> Score:
    """A sheet of up to four equal dimensions with these exact figures, in thousandths of a percent."""
    names = ("organisation", "facilities", "publicity", "outcome")[: len(thousandths)]
    items = [an_item(f"S-{name}", Count(), points=25, dimension=name) for name in names]
    answers = {item.id: Given(f"{exact}/100000") for item, exact in zip(items, thousandths, strict=True)}
    return score_answers(a_checklist(*items), answers)


def one_critical(item: Item, answer: Answer) -> Result:
    """A sheet that stays at A by its score, with one critical item of one point in a hundred."""
    checklist = a_checklist(item, an_item("Z-01", points=99))
    return grade(score_answers(checklist, {item.id: answer, "Z-01": Given("yes")}))


@pytest.mark.parametrize(
    ("thousandths", "shown", "letter"),
    [
        (100000, "100.0", "A"),
        (90000, "90.0", "A"),
        (89950, "90.0", "A"),
        (89949, "89.9", "B"),
        (75000, "75.0", "B"),
        (74950, "75.0", "B"),
        (74949, "74.9", "C"),
        (0, "0.0", "C"),
    ],
)
def test_the_band_is_decided_on_the_printed_score(thousandths: int, shown: str, letter: Letter) -> None:
    score = sheet_at(thousandths)
    assert str(score.figure) == shown
    assert score.figure is not None
    assert RULES.band(score.figure) == letter
    result = grade(score)
    assert result.by_score == letter
    assert (Limit("band", letter) in result.limits) == (letter != "A")


@pytest.mark.parametrize(
    ("weak", "letter"),
    [(75000, "A"), (74950, "A"), (74949, "B"), (50000, "B"), (49950, "B"), (49949, "C"), (0, "C")],
)
def test_a_dimension_under_a_floor_limits(weak: int, letter: Letter) -> None:
    checklist = a_checklist(
        an_item("S-01", Count(), points=10, dimension="facilities"),
        an_item("S-02", points=990, dimension="outcome"),
    )
    result = grade(score_answers(checklist, {"S-01": Given(f"{weak}/100000"), "S-02": Given("yes")}))
    assert result.by_score == "A"
    assert result.grade == letter
    assert result.limits == (() if letter == "A" else (Limit("floor", letter, "facilities"),))


def test_a_dimension_that_does_not_apply_has_no_floor() -> None:
    checklist = a_checklist(
        an_item("S-01", dimension="facilities", optional=True), an_item("S-02", dimension="outcome")
    )
    result = grade(score_answers(checklist, {"S-01": left_out(), "S-02": Given("yes")}))
    assert (result.grade, result.limits) == ("A", ())


@pytest.mark.parametrize("cap", ["B", "C"])
@pytest.mark.parametrize(
    "item",
    [
        an_item("S-01"),
        an_item("S-01", levels()),
        an_item("S-01", Count()),
        an_item("S-01", Count(of=5)),
        an_item("S-01", Count(none_earns_nothing=True)),
        an_item("S-01", measure()),
        an_item("S-01", measure("higher", 5, 2)),
    ],
)
def test_a_critical_that_earns_nothing_limits_to_its_letter(item: Item, cap: Letter) -> None:
    critical = an_item("S-01", item.answer, caps_at=cap)
    result = one_critical(critical, nothing_answer(critical))
    assert (result.by_score, result.grade) == ("A", cap)
    assert result.limits == (Limit("critical", cap, "S-01"),)


@pytest.mark.parametrize(
    ("kind", "least"),
    [(levels(), "1"), (Count(), "1/1000"), (measure(), "5"), (measure("higher", 5, 2), "2")],
)
def test_a_critical_that_earns_a_little_holds(kind: AnswerKind, least: str) -> None:
    assert one_critical(an_item("S-01", kind, caps_at="C"), Given(least)).grade == "A"


def test_a_count_of_none_that_earns_nothing_fails_a_critical() -> None:
    item = an_item("S-01", Count(none_earns_nothing=True), caps_at="B", optional=True)
    assert one_critical(item, Given("0/0")).grade == "B"
    assert one_critical(item, left_out()).grade == "A"


@pytest.mark.parametrize(
    ("answer", "letter"),
    [("0/12", "B"), ("5/12", "B"), ("5/11", "B"), ("4/9", "B"), ("6/12", "A"), ("5/9", "A"), ("12/12", "A")],
)
def test_a_critical_may_fail_below_a_percentage(answer: str, letter: Letter) -> None:
    item = an_item("S-01", Count(), caps_at="B", fails_below_percent=50)
    assert one_critical(item, Given(answer)).grade == letter


def test_exactly_the_percentage_holds_and_a_hair_less_fails() -> None:
    for percent in (1, 33, 50, 80, 99, 100):
        item = an_item("S-01", Count(), caps_at="C", fails_below_percent=percent)
        share = Fraction(percent, 100)
        assert not critical_fails(Mark(item, share))
        assert critical_fails(Mark(item, share - Fraction(1, 10**12)))


def test_the_percentage_is_of_the_credit_not_of_the_count() -> None:
    item = an_item("S-01", Count(full_at_percent=80), caps_at="B", fails_below_percent=50)
    assert one_critical(item, Given("4/10")).grade == "A"
    assert one_critical(item, Given("39/100")).grade == "B"


@pytest.mark.parametrize("fails_below_percent", [None, 50, 100])
@pytest.mark.parametrize("answer", [left_out(), Given("0/0")])
def test_a_critical_that_does_not_apply_never_fails(answer: Answer, fails_below_percent: int | None) -> None:
    item = an_item("S-01", Count(), caps_at="C", optional=True, fails_below_percent=fails_below_percent)
    result = one_critical(item, answer)
    assert (result.grade, result.limits) == ("A", ())


def test_an_item_that_is_not_critical_never_fails() -> None:
    assert not critical_fails(Mark(an_item(), Fraction(0)))
    assert not critical_fails(Mark(an_item(fails_below_percent=50), Fraction(0)))


def test_every_rule_that_limits_is_kept_in_order() -> None:
    checklist = a_checklist(
        an_item("AA-01", points=10, dimension="outcome", caps_at="C"),
        an_item("AA-02", points=10, dimension="facilities", caps_at="B"),
        an_item("BB-01", levels(), points=10, dimension="organisation"),
        an_item("BB-02", points=10, dimension="facilities"),
        an_item("BB-03", points=10, dimension="publicity", caps_at="B"),
        dimensions={"organisation": 25, "publicity": 25, "facilities": 25, "outcome": 25},
    )
    answers = full_answers(checklist, AA_01="no", AA_02="no", BB_01="2")
    backwards = dict(reversed(answers.items()))
    for given_in_order in (answers, backwards):
        result = grade(score_answers(checklist, given_in_order), RULES, ["refused cash", "kept a card"])
        assert result.limits == (
            Limit("band", "C"),
            Limit("floor", "B", "organisation"),
            Limit("floor", "B", "facilities"),
            Limit("floor", "C", "outcome"),
            Limit("critical", "C", "AA-01"),
            Limit("critical", "B", "AA-02"),
            Limit("veto", "C", "refused cash"),
            Limit("veto", "C", "kept a card"),
        )
        assert (result.by_score, result.grade) == ("C", "C")
        assert result.vetoes == ("refused cash", "kept a card")


def test_a_veto_limits_a_perfect_sheet_to_c_and_must_be_fixed() -> None:
    result = grade(sheet_at(100000), RULES, ["refused cash"])
    assert (result.by_score, result.grade, result.must_fix) == ("A", "C", True)
    assert result.limits == (Limit("veto", "C", "refused cash"),)


def test_a_veto_on_an_unfinished_sheet_must_be_fixed_already() -> None:
    checklist = a_checklist()
    result = grade(score_answers(checklist, {}), RULES, ["refused cash"])
    assert (result.grade, result.must_fix) == (None, True)
    assert (result.range.worst, result.range.best, result.range.decided) == ("C", "C", True)


@pytest.mark.parametrize(
    ("thousandths", "must_fix"),
    [(90000, False), (75000, False), (60000, False), (59950, False), (59949, True), (0, True)],
)
def test_the_low_line_is_decided_on_the_printed_score(thousandths: int, must_fix: bool) -> None:
    assert grade(sheet_at(thousandths)).must_fix is must_fix


def test_a_low_score_need_not_be_fixed_where_the_grade_is_not_c() -> None:
    lenient = GradeRules(b_band=Fraction(40), b_floor=Fraction(0))
    result = grade(sheet_at(50000), lenient)
    assert (result.grade, result.must_fix) == ("B", False)


def test_a_c_by_a_critical_with_a_high_score_need_not_be_fixed() -> None:
    result = one_critical(an_item("S-01", caps_at="C"), Given("no"))
    assert (result.grade, result.must_fix) == ("C", False)


def test_the_lines_are_those_of_the_year() -> None:
    strict = GradeRules(
        a_band=Fraction(95),
        b_band=Fraction(85),
        a_floor=Fraction(90),
        b_floor=Fraction(80),
        low_line=Fraction(85),
    )
    result = grade(sheet_at(84000, 84000), strict)
    assert result.limits == (
        Limit("band", "C"),
        Limit("floor", "B", "organisation"),
        Limit("floor", "B", "facilities"),
    )
    assert result.must_fix
    assert grade(sheet_at(85000, 85000), strict).by_score == "B"
    assert not grade(sheet_at(85000, 85000), strict).must_fix
    assert grade(sheet_at(95000, 95000), strict).grade == "A"
    assert result.rules is strict


def test_the_defaults_are_those_of_the_design() -> None:
    lines = (RULES.a_band, RULES.b_band, RULES.a_floor, RULES.b_floor, RULES.low_line)
    assert lines == tuple(map(Fraction, (90, 75, 75, 50, 60)))


@pytest.mark.parametrize(
    ("letters", "found"),
    [([], "A"), (["A"], "A"), (["A", "B"], "B"), (["B", "C", "A"], "C"), (["C", "C"], "C")],
)
def test_the_worst_of_some_letters(letters: Sequence[Letter], found: Letter) -> None:
    assert worst(letters) == found


# --- not gradable, and not finished -------------------------------------------------------------------------


def test_a_sheet_on_which_nothing_applies_is_not_gradable() -> None:
    checklist = a_checklist(an_item("S-01", optional=True, caps_at="C"))
    result = grade(score_answers(checklist, {"S-01": left_out()}))
    assert result.complete
    assert not result.gradable
    assert (result.grade, result.by_score, result.limits, result.must_fix) == (None, None, (), False)
    assert result.range == Range(None, None, None, None)
    assert not result.range.decided


def test_a_veto_on_a_sheet_on_which_nothing_applies() -> None:
    checklist = a_checklist(an_item("S-01", optional=True))
    result = grade(score_answers(checklist, {"S-01": left_out()}), RULES, ["refused cash"])
    assert (result.grade, result.by_score, result.limits, result.must_fix) == (None, None, (), True)


def test_an_unfinished_sheet_has_a_range_and_no_grade() -> None:
    checklist = a_checklist(
        an_item("S-01", points=60), an_item("S-02", points=30), an_item("S-03", points=10, caps_at="B")
    )
    result = grade(score_answers(checklist, {"S-01": Given("yes")}))
    assert not result.complete
    assert result.gradable
    assert (result.grade, result.by_score, result.limits, result.must_fix) == (None, None, (), False)
    assert result.range == Range(Figure(600), Figure(1000), "C", "A")
    assert not result.range.decided


def test_open_criticals_fail_at_worst_and_hold_at_best() -> None:
    checklist = a_checklist(an_item("S-01", points=99), an_item("S-02", caps_at="C"))
    span = grade(score_answers(checklist, {"S-01": Given("yes")})).range
    assert span == Range(Figure(990), Figure(1000), "C", "A")


def test_a_failed_critical_counts_at_both_ends() -> None:
    checklist = a_checklist(an_item("S-01", points=99), an_item("S-02", caps_at="B"), an_item("S-03"))
    span = grade(score_answers(checklist, {"S-01": Given("yes"), "S-02": Given("no")})).range
    assert span == Range(Figure(980), Figure(990), "B", "B")
    assert span.decided


def test_a_range_is_decided_where_both_ends_have_one_letter() -> None:
    checklist = a_checklist(an_item("S-01", points=95), an_item("S-02", points=5))
    span = grade(score_answers(checklist, {"S-01": Given("yes")})).range
    assert span == Range(Figure(950), Figure(1000), "A", "A")
    assert span.decided


def test_a_finished_sheet_has_both_ends_at_its_score() -> None:
    result = grade(sheet_at(80000))
    assert result.range == Range(Figure(800), Figure(800), "B", "B")


def test_a_sheet_with_nothing_answered_spans_everything() -> None:
    for name in ("branch", "service-point", "institution"):
        result = grade(score_answers(shipped(name), {}))
        assert result.range == Range(Figure(0), Figure(1000), "C", "A")


# --- properties ---------------------------------------------------------------------------------------------

scores = st.integers(0, 2**32).map(a_random_score)


@given(scores, st.lists(st.sampled_from(["refused cash", "kept a card"]), max_size=2))
def test_the_grade_is_the_worst_of_its_limits(score: Score, vetoes: list[str]) -> None:
    result = grade(score, RULES, vetoes)
    if result.grade is not None:
        assert result.grade == max((limit.to for limit in result.limits), default="A")
        assert result.by_score is not None
        assert result.grade >= result.by_score
        order = ["band", "floor", "critical", "veto"]
        places = [order.index(limit.rule) for limit in result.limits]
        assert places == sorted(places)
        assert all(limit.to != "A" for limit in result.limits)


@given(scores)
def test_the_ends_of_the_range_are_the_open_items_at_nothing_and_at_all(score: Score) -> None:
    result = grade(score)
    for credit, figure, letter in (
        (Fraction(0), result.range.lowest, result.range.worst),
        (Fraction(1), result.range.highest, result.range.best),
    ):
        end = grade(score.filled(credit))
        assert (end.score.figure, end.grade) == (figure, letter)


@given(scores, st.data())
def test_bettering_an_answer_never_worsens_the_grade(score: Score, data: st.DataObject) -> None:
    score = score.filled(Fraction(1, 2))
    lossy = [mark for mark in score.marks.values() if mark.lost]
    if not lossy:
        return
    mark = data.draw(st.sampled_from(lossy))
    assert mark.credit is not None
    better = mark.credit + (1 - mark.credit) * data.draw(st.fractions(0, 1, max_denominator=24))
    bettered = Score(score.checklist, {**score.marks, mark.item.id: Mark(mark.item, better)})
    before, after = grade(score), grade(bettered)
    assert before.grade is not None
    assert after.grade is not None
    assert after.grade <= before.grade
    assert before.must_fix >= after.must_fix
    subjects = {limit.subject for limit in before.limits}
    assert all(limit.subject in subjects or limit.rule == "band" for limit in after.limits)


@given(scores, st.integers())
def test_any_completion_stays_within_the_range(score: Score, seed: int) -> None:
    rng = random.Random(seed)
    result = grade(score)
    extra = {name: Mark(score.checklist.item(name), Fraction(rng.randint(0, 4), 4)) for name in score.open}
    end = grade(Score(score.checklist, {**score.marks, **extra}))
    span = result.range
    if end.score.figure is None:
        assert span.lowest is None
        return
    assert None not in (span.lowest, span.highest, span.worst, span.best, end.grade)
    assert span.lowest is not None
    assert span.highest is not None
    assert span.lowest <= end.score.figure <= span.highest
    assert str(span.best) <= str(end.grade) <= str(span.worst)


def test_only_a_spread_counts() -> None:
    assert all(limit.count == 0 for limit in grade(sheet_at(40000), RULES, ["refused cash"]).limits)


def test_limits_name_dimensions_and_criticals_in_sheet_order() -> None:
    checklist: Checklist = shipped("branch")
    score = score_answers(checklist, {item.id: nothing_answer(item) for item in checklist})
    limits = limits_of(score, RULES, ())
    assert [limit.rule for limit in limits[:5]] == ["band"] + ["floor"] * 4
    assert [limit.subject for limit in limits[1:5]] == [d.id for d in checklist.dimensions]
    assert [limit.subject for limit in limits[5:]] == [item.id for item in checklist if item.caps_at]
    assert [limit.to for limit in limits[5:]] == [item.caps_at for item in checklist if item.caps_at]

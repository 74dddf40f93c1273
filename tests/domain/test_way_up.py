"""The way up: the smallest set that reaches the next letter, proved by trying every set (scoring.md §6)."""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction
from functools import partial

import pytest

from eldercheck.domain.answer_kinds import Count
from eldercheck.domain.answers import Answer, Given
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.grading import GradeRules, Result, grade
from eldercheck.domain.scoring import Mark, Score, score_answers
from eldercheck.domain.smallest_set import Aspect, Gain, Problem, smallest_set
from eldercheck.domain.way_up import way_up
from tests.builders import (
    SHIPPED,
    Plain,
    a_checklist,
    an_item,
    from_file_form,
    full_answers,
    left_out,
    levels,
    nothing_answer,
    scored,
    shipped,
    shipped_yaml,
)
from tests.oracle.brute_way_up import brute_way_up, improvable, small_checklist
from tests.oracle.random_sheets import random_sheet
from tests.oracle.second_scorer import score as second_score
from tests.oracle.second_scorer import table_way_up

without_way_up = partial(second_score, with_way_up=False)
MOST_TRIED = 9


def graded(checklist: Checklist, answers: Mapping[str, Answer], *vetoes: str) -> Result:
    return grade(score_answers(checklist, answers), GradeRules(), vetoes)


def brought_to_full(result: Result, items: tuple[str, ...] | list[str]) -> Result:
    """The result with full credit for these items."""
    full = {item_id: Mark(result.score.checklist.item(item_id), Fraction(1)) for item_id in items}
    return grade(Score(result.score.checklist, {**result.score.marks, **full}), result.rules, result.vetoes)


# --- against every set, and against tables ------------------------------------------------------------------


def one_that_can_be_tried(rng: random.Random) -> tuple[Plain, Plain]:
    """A random sheet of a small checklist with so few items to better that every set can be tried."""
    while True:
        plain = small_checklist(rng)
        sheet = random_sheet(rng, plain)
        if len(improvable(plain, sheet)) <= MOST_TRIED:
            return plain, sheet


@pytest.mark.parametrize("seed", range(12))
def test_no_smaller_set_exists(seed: int) -> None:
    rng = random.Random(f"brute {seed}")
    for _ in range(130):
        plain, sheet = one_that_can_be_tried(rng)
        found = scored(sheet, from_file_form(plain))["way_up"]
        assert found == brute_way_up(plain, sheet, without_way_up), (plain, sheet)


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("seed", range(2))
def test_it_agrees_with_tables_on_the_real_instruments(name: str, seed: int) -> None:
    rng = random.Random(f"tables {seed} {name}")
    plain = shipped_yaml(name)
    for _ in range(60):
        sheet = random_sheet(rng, plain, complete=True)
        sheet.pop("vetoes", None)
        assert scored(sheet)["way_up"] == table_way_up(plain, sheet), sheet


@pytest.mark.parametrize("seed", range(4))
def test_it_reaches_the_next_letter_and_needs_each_item(seed: int) -> None:
    rng = random.Random(f"reach {seed}")
    for _ in range(60):
        checklist = shipped(rng.choice(SHIPPED))
        marks = {
            item.id: Mark(item, rng.choice([Fraction(1), Fraction(1), Fraction(rng.randint(0, 4), 4)]))
            for item in checklist
        }
        result = grade(Score(checklist, marks))
        found = way_up(result)
        assert found is not None
        assert list(found) == [item.id for item in checklist if item.id in found]
        if result.grade == "A":
            assert found == ()
            continue
        reached = brought_to_full(result, found).grade
        assert reached is not None
        assert result.grade is not None
        assert reached < result.grade
        for item_id in found:
            rest = [other for other in found if other != item_id]
            assert brought_to_full(result, rest).grade == result.grade


def test_a_hopeless_sheet_of_every_instrument_has_a_way_up() -> None:
    for name in SHIPPED:
        checklist = shipped(name)
        result = graded(checklist, {item.id: nothing_answer(item) for item in checklist})
        found = way_up(result)
        assert found is not None
        assert len(found) >= 10
        assert brought_to_full(result, found).grade == "B"
        assert {item.id for item in checklist if item.caps_at == "C"} <= set(found)


# --- where there is none ------------------------------------------------------------------------------------


def test_an_a_has_nothing_left_to_do() -> None:
    checklist = a_checklist(an_item("S-01", points=95), an_item("S-02", points=5))
    assert way_up(graded(checklist, full_answers(checklist, S_02="no"))) == ()


def test_a_veto_cannot_be_lifted_by_an_item() -> None:
    checklist = a_checklist()
    assert way_up(graded(checklist, full_answers(checklist), "refused cash")) is None
    assert way_up(graded(checklist, full_answers(checklist, GC_01="no"), "refused cash")) is None


def test_an_unfinished_sheet_has_no_way_up() -> None:
    checklist = a_checklist()
    answers = full_answers(checklist)
    del answers["GC-01"]
    assert way_up(graded(checklist, answers)) is None


def test_a_sheet_on_which_nothing_applies_has_no_way_up() -> None:
    checklist = a_checklist(an_item("S-01", optional=True))
    assert way_up(graded(checklist, {"S-01": left_out()})) is None


# --- rule by rule -------------------------------------------------------------------------------------------


def test_ties_go_to_the_fewest_points_then_to_sheet_order() -> None:
    checklist = a_checklist(
        an_item("AA-01", points=60),
        an_item("AA-02", points=12),
        an_item("AA-03", points=14),
        an_item("AA-04", points=14),
    )
    # 60 of 100, C: any one item does for a B only where it brings 15; none does, two do.
    result = graded(checklist, full_answers(checklist, AA_02="no", AA_03="no", AA_04="no"))
    assert result.grade == "C"
    assert way_up(result) == ("AA-02", "AA-03")


def test_fewer_items_go_before_fewer_points() -> None:
    checklist = a_checklist(
        an_item("AA-01", points=60),
        an_item("AA-02", points=8),
        an_item("AA-03", points=8),
        an_item("AA-04", points=24),
    )
    result = graded(checklist, full_answers(checklist, AA_02="no", AA_03="no", AA_04="no"))
    assert way_up(result) == ("AA-04",)


def test_a_failed_critical_must_be_mended_whatever_else() -> None:
    checklist = a_checklist(
        an_item("AA-01", points=80), an_item("AA-02", points=19), an_item("AA-03", points=1, caps_at="B")
    )
    result = graded(checklist, full_answers(checklist, AA_02="no", AA_03="no"))
    assert (result.by_score, result.grade) == ("B", "B")
    assert way_up(result) == ("AA-02", "AA-03")


def test_a_critical_capped_above_the_next_letter_need_not_be_mended() -> None:
    checklist = a_checklist(
        an_item("AA-01", points=60), an_item("AA-02", points=37), an_item("AA-03", points=3, caps_at="B")
    )
    result = graded(checklist, full_answers(checklist, AA_02="no", AA_03="no"))
    assert result.grade == "C"
    assert way_up(result) == ("AA-02",)


def test_the_points_of_a_mended_critical_count_towards_the_band() -> None:
    checklist = a_checklist(
        an_item("AA-01", points=70),
        an_item("AA-02", points=20, caps_at="C"),
        an_item("AA-03", points=10),
    )
    result = graded(checklist, full_answers(checklist, AA_02="no", AA_03="no"))
    assert way_up(result) == ("AA-02",)


def test_a_dimension_under_its_floor_must_be_lifted_where_it_is_weak() -> None:
    checklist = a_checklist(
        an_item("AA-01", Count(), points=50, dimension="organisation"),
        an_item("AA-02", points=2, dimension="facilities"),
        an_item("AA-03", points=2, dimension="facilities"),
        dimensions={"organisation": 95, "facilities": 5},
    )
    result = graded(checklist, full_answers(checklist, AA_01="96/100", AA_02="no"))
    assert (result.by_score, result.grade) == ("A", "B")
    assert way_up(result) == ("AA-02",)


def test_a_partly_earned_item_brings_only_what_it_lost() -> None:
    checklist = a_checklist(
        an_item("AA-01", points=80),
        an_item("AA-02", levels(3), points=14),
        an_item("AA-03", points=6),
    )
    # 87: the level brings 7 and reaches 94; the yes brings 6 and reaches 93: the fewer points win.
    result = graded(checklist, full_answers(checklist, AA_02="1", AA_03="no"))
    assert str(result.score.figure) == "87.0"
    assert way_up(result) == ("AA-03",)


@pytest.mark.parametrize(
    ("have", "found"), [(8995, ()), (8994, ("AA-01",)), (7495, ("AA-01",)), (7494, ("AA-01",))]
)
def test_one_hair_below_the_line_there_is_something_to_do(have: int, found: tuple[str, ...]) -> None:
    checklist = a_checklist(an_item("AA-01", Count(), points=100, dimension="outcome"))
    assert way_up(graded(checklist, {"AA-01": Given(f"{have}/10000")})) == found


def test_a_figure_that_rounds_up_to_the_line_is_enough() -> None:
    checklist = a_checklist(
        an_item("AA-01", Count(), points=8000),
        an_item("AA-02", points=995),
        an_item("AA-03", points=996),
        an_item("AA-04", points=9),
    )
    # 80.0 of 100; AA-02 would reach exactly 89.95, which prints 90.0.
    result = graded(checklist, full_answers(checklist, AA_02="no", AA_03="no", AA_04="no"))
    assert result.grade == "B"
    assert way_up(result) == ("AA-02",)


def test_the_rules_of_the_year_count() -> None:
    checklist = a_checklist(
        an_item("AA-01", points=92), an_item("AA-02", points=2), an_item("AA-03", points=6)
    )
    score = score_answers(checklist, full_answers(checklist, AA_02="no", AA_03="no"))
    assert way_up(grade(score)) == ()
    assert way_up(grade(score, GradeRules(a_band=Fraction(94)))) == ("AA-02",)
    assert way_up(grade(score, GradeRules(a_band=Fraction(95)))) == ("AA-03",)
    assert way_up(grade(score, GradeRules(a_band=Fraction(99)))) == ("AA-02", "AA-03")


def test_an_item_left_out_is_never_part_of_it() -> None:
    checklist = a_checklist(
        an_item("AA-01", points=50),
        an_item("AA-02", points=10, optional=True, caps_at="B"),
        an_item("AA-03", points=20),
    )
    answers = {**full_answers(checklist, AA_03="no"), "AA-02": left_out()}
    assert way_up(graded(checklist, answers)) == ("AA-03",)


# --- the smallest set itself --------------------------------------------------------------------------------


def every_set(problem: Problem) -> list[int]:
    """The answer by trying every set."""
    gains = [(place, gain) for place, aspect in enumerate(problem.aspects) for gain in aspect.gains]
    gains.sort(key=lambda pair: pair[1].position)
    best: tuple[int, int, list[int]] | None = None
    for bits in range(1 << len(gains)):
        chosen = [pair for number, pair in enumerate(gains) if bits >> number & 1]
        sums = [0] * len(problem.aspects)
        for place, gain in chosen:
            sums[place] += gain.amount
        met = all(had >= aspect.needed for had, aspect in zip(sums, problem.aspects, strict=True))
        if met and sum(sums) >= problem.needed:
            points = sum(gain.points for _, gain in chosen)
            found = (len(chosen), points, [gain.position for _, gain in chosen])
            best = found if best is None or found < best else best
    assert best is not None
    return best[2]


def random_problem(rng: random.Random) -> Problem:
    """A problem with a solution, rich in ties, its aspects' gains lying in among one another."""
    number = rng.randint(1, 4)
    homes = [rng.randrange(number) for _ in range(rng.randint(1, 9))]
    most = rng.choice([1, 2, 3, 30])
    gains = [Gain(place * 2, rng.randint(1, 3), rng.randint(1, most)) for place in range(len(homes))]
    aspects = []
    for place in range(number):
        here = tuple(gain for home, gain in zip(homes, gains, strict=True) if home == place)
        total = sum(gain.amount for gain in here)
        aspects.append(Aspect(here, rng.choice([-5, 0, total // 2, total, total // 3])))
    total = sum(gain.amount for gain in gains)
    return Problem(tuple(aspects), rng.choice([-3, 0, total // 2, total, total * 2 // 3, 1]))


@pytest.mark.parametrize("seed", range(3))
def test_the_smallest_set_is_that_of_trying_every_set(seed: int) -> None:
    rng = random.Random(f"sets {seed}")
    for _ in range(300):
        problem = random_problem(rng)
        assert smallest_set(problem) == every_set(problem), problem


def test_no_need_takes_no_gain() -> None:
    assert smallest_set(Problem((Aspect((Gain(0, 1, 5),), 0),), 0)) == []
    assert smallest_set(Problem((Aspect((Gain(0, 1, 5),), -1), Aspect((), 0)), -7)) == []


def test_exactly_the_need_is_enough() -> None:
    gains = (Gain(0, 9, 5), Gain(1, 1, 4), Gain(2, 1, 1))
    assert smallest_set(Problem((Aspect(gains, 5),), 5)) == [0]
    assert smallest_set(Problem((Aspect(gains, 4),), 4)) == [1]
    assert smallest_set(Problem((Aspect(gains, 6),), 6)) == [0, 1]
    assert smallest_set(Problem((Aspect(gains, 10),), 10)) == [0, 1, 2]

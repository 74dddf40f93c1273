"""Whole numbers or fractions: the same figures, grade, limits and lost items on any sheet."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.answers import Answer, Given, read_answer
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.errors import AnswerError
from eldercheck.domain.grading import GradeRules, grade
from eldercheck.domain.quick_scores import Line, QuickScore, QuickScorer
from eldercheck.domain.scoring import score_answers
from eldercheck.services.score_input import parse_sheets
from tests.builders import SHIPPED, full_answers, shipped, shipped_yaml
from tests.oracle.random_sheets import random_sheet


def lines_of(answers: dict[str, Answer]) -> list[Line]:
    return [
        (item, answer.text, None) if isinstance(answer, Given) else (item, None, answer.reason)
        for item, answer in answers.items()
    ]


def the_long_way(
    checklist: Checklist, answers: dict[str, Answer], rules: GradeRules, vetoes: tuple[str, ...]
) -> QuickScore:
    result = grade(score_answers(checklist, answers), rules, vetoes)
    marks = [result.score.marks[item.id] for item in checklist if item.id in result.score.marks]
    finished = result.complete and result.score.figure is not None
    return QuickScore(
        len(answers),
        len(checklist.items),
        result.score.figure if result.complete else None,
        {name: tally.figure for name, tally in result.score.dimensions.items()},
        result.by_score,
        result.grade,
        result.limits,
        result.must_fix if finished else bool(vetoes),
        tuple(mark.item.id for mark in marks if mark.lost),
    )


def numbered(sheet: Any) -> Any:
    """The answers of a sheet as the command reads them: JSON numbers by their text."""
    ((_line, plain),) = parse_sheets(json.dumps(sheet, ensure_ascii=False))
    return plain["answers"]


tenths = st.decimals(1, 100, places=1).map(Fraction)
rules = st.builds(GradeRules, tenths, tenths, tenths, tenths, tenths, st.booleans())


@pytest.mark.parametrize("name", SHIPPED)
@given(seed=st.integers(0, 2**32), rules=rules, vetoes=st.sampled_from([(), ("拒收现金",)]))
def test_it_agrees_with_the_fractions(
    name: str, seed: int, rules: GradeRules, vetoes: tuple[str, ...]
) -> None:
    checklist, plain = shipped(name), shipped_yaml(name)
    sheet = random_sheet(random.Random(seed), plain)
    answers = {item: read_answer(checklist.item(item), said) for item, said in numbered(sheet).items()}
    quick = QuickScorer(checklist, rules).score(lines_of(answers), vetoes)
    assert quick == the_long_way(checklist, answers, rules, vetoes)


def test_the_order_of_the_lines_says_nothing() -> None:
    checklist = shipped("branch")
    lines = lines_of(full_answers(checklist, TM_06="0/4", GC_04="3/5", HV_06="0/3"))
    scorer = QuickScorer(checklist, GradeRules())
    forward, backward = scorer.score(lines), scorer.score(lines[::-1])
    assert forward == backward
    assert [limit.subject for limit in forward.limits if limit.rule == "critical"] == ["B-TM-06", "B-HV-06"]


def test_a_note_without_an_answer_is_no_answer() -> None:
    checklist = shipped("service-point")
    lines = lines_of(full_answers(checklist))
    first = lines[0][0]
    quick = QuickScorer(checklist, GradeRules()).score([(first, None, None), *lines[1:]])
    assert (quick.answered, quick.complete, quick.grade) == (len(lines) - 1, False, None)


def test_an_answer_that_does_not_fit_is_named() -> None:
    scorer = QuickScorer(shipped("branch"), GradeRules())
    for line, code in ((("B-GC-01", "maybe", None), "wants_yes_no"), (("Z-1", "yes", None), "unknown_item")):
        with pytest.raises(AnswerError) as caught:
            scorer.score([line])
        assert caught.value.code == code


def test_items_beyond_the_plan_leave_the_checklist_and_nothing_else_does() -> None:
    whole, plan = shipped("branch"), shipped("branch").within_the_plan()
    beyond = [item.id for item in whole if item.beyond_the_plan]
    assert beyond
    assert [item.id for item in plan] == [item.id for item in whole if item.id not in beyond]
    assert plan.digest != whole.digest
    assert plan.dimensions == whole.dimensions
    assert plan.item("B-GC-02") == whole.item("B-GC-02")
    assert shipped("service-point").within_the_plan() is shipped("service-point")
    assert all(set(check.items) <= {item.id for item in plan} for check in plan.checks)


@pytest.mark.parametrize(("low_line", "must_fix"), [("97", False), ("97.1", True)])
def test_a_c_on_the_low_line_need_not_be_put_right(low_line: str, must_fix: bool) -> None:
    checklist = shipped("branch")
    lines = lines_of(full_answers(checklist, TM_06="0/4"))
    rules = GradeRules(Fraction(99), Fraction(98), low_line=Fraction(low_line))
    quick = QuickScorer(checklist, rules).score(lines)
    assert (str(quick.figure), quick.grade, quick.must_fix) == ("97.0", "C", must_fix)

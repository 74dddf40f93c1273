"""The sums of a roll-up: whatever is printed can be reckoned again from the figures beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from eldercheck.domain.county_table import with_quota
from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import GradedInstitution, GradedUnit, GradeTable
from eldercheck.domain.grading import Letter, Limit
from eldercheck.domain.programme import Programme
from eldercheck.domain.rollup import Registered, RollUpRules, SheetPart, UnitScore, roll_up_figures
from eldercheck.wording.roll_ups import (
    coverage_lines,
    dimension_lines,
    limit_lines,
    no_score_text,
    score_lines,
)
from tests.builders import shipped

CHECKLIST = shipped("institution")
NAMES = [dimension.id for dimension in CHECKLIST.dimensions]
PROGRAMME = Programme(2026)


def figure(text: str) -> Figure:
    return Figure.of(Fraction(text))


def unit(code: str, score: str, grade: Letter = "A") -> GradedUnit:
    return GradedUnit(code, f"网点{code}", figure(score), "A", grade, dict.fromkeys(NAMES, figure(score)))


def rolled(
    branches: list[GradedUnit],
    points: list[GradedUnit],
    *,
    sheet: str = "83.8",
    bonus: str = "0",
    registered: Registered = Registered(),  # noqa: B008
    programme: Programme = PROGRAMME,
) -> GradedInstitution:
    own = unit("01", sheet)
    found = roll_up_figures(
        SheetPart(own.score, own.dimensions),
        [UnitScore(one.score, one.grade, one.dimensions) for one in branches],
        [UnitScore(one.score, one.grade, one.dimensions) for one in points],
        registered=registered,
        bonus=figure(bonus),
        rules=programme.roll_up,
        lines=programme.rules,
    )
    return GradedInstitution(
        "01",
        "青山银行",
        "",
        own,
        tuple(branches),
        tuple(points),
        registered,
        figure(bonus),
        "",
        found.before_bonus,
        found.score,
        found.by_score,
        found.grade,
        found.grade,
        found.provisional,
        found.dimensions,
        found.limits,
    )


def table(*rows: GradedInstitution) -> GradeTable:
    return GradeTable(2026, "", "", (), (), {}, rows, ())


def reckoned(line: str) -> Fraction:
    """Reckon the sum of a line with pencil and paper: what stands between "= (" and the next "="."""
    term = line.split(" = ")[1].replace("×", "*").replace("÷", "/")
    exact = re.sub(r"\d+(\.\d+)?", lambda found: f"Fraction('{found[0]}')", term)
    return Fraction(eval(exact, {"Fraction": Fraction}))


V9 = rolled(
    [unit("1", "92.1"), unit("2", "86.0", "B"), unit("3", "71.3", "C")],
    [unit("4", "79.0"), unit("5", "88.5")],
)


def test_the_worked_case_is_written_out_to_the_last_step() -> None:
    assert list(score_lines(V9, PROGRAMME)) == [
        "Its own sheet: 83.8",
        "Branches, mean of 3: (92.1 + 86.0 + 71.3) ÷ 3 = 249.4 ÷ 3 = 83.133…",
        "Service points, mean of 2: (79.0 + 88.5) ÷ 2 = 167.5 ÷ 2 = 83.75",
        "Score = (30 × 83.8 + 50 × 249.4 ÷ 3 + 20 × 167.5 ÷ 2) ÷ 100 = 83.456… → 83.5",
    ]


def test_the_sums_give_the_printed_figures() -> None:
    score, *_rest = [line for line in score_lines(V9, PROGRAMME) if line.startswith("Score")]
    assert Figure.of(reckoned(score)) == V9.score
    lines = list(dimension_lines(V9, PROGRAMME, CHECKLIST))
    assert len(lines) == len(NAMES)
    assert [Figure.of(reckoned(line)) for line in lines] == [V9.dimensions[name] for name in NAMES]


def test_many_figures_are_given_by_number_and_sum() -> None:
    row = rolled([unit("1", "90.0")], [unit(str(number), "80.5") for number in range(40)])
    line = list(score_lines(row, PROGRAMME))[2]
    assert line == "Service points, mean of 40: 3220.0 ÷ 40 = 80.5"


def test_a_part_that_is_missing_leaves_the_weights() -> None:
    row = rolled([unit("1", "90.0")], [])
    lines = list(score_lines(row, PROGRAMME))
    assert lines[2] == "Service points: none scored; the weight 20 leaves the sum"
    assert "÷ 80 = " in lines[3]
    assert Figure.of(reckoned(lines[3])) == row.score


def test_without_any_weight_that_counts_the_sheet_stands_alone() -> None:
    programme = Programme(2026, roll_up=RollUpRules(0, 50, 50))
    row = rolled([], [], programme=programme)
    assert list(score_lines(row, programme))[-1] == "Score = 83.8"
    assert row.score == figure("83.8")


def test_the_bonus_is_added_and_held_to_a_hundred() -> None:
    row = rolled([unit("1", "99.0")], [], sheet="99.0", bonus="2.5")
    assert list(score_lines(row, PROGRAMME))[-1] == "With the bonus: 99.0 + 2.5 = 101.5; held to 100.0"
    assert row.score == Figure(1000)


@pytest.mark.parametrize(("branches", "wanted"), [(2, True), (5, False)])
def test_coverage_names_only_what_is_short(branches: int, wanted: bool) -> None:
    row = rolled(
        [unit(str(number), "95.0") for number in range(branches)],
        [],
        registered=Registered(12, 30),
        sheet="95.0",
    )
    ((limit, text),) = limit_lines(table(row), row, PROGRAMME, CHECKLIST)
    assert limit.rule == "coverage"
    assert ("Branches: 2 of 12 scored, 5 wanted." in text) == wanted
    assert "Service points: 0 of 30 scored, 3 wanted." in text
    assert len(list(coverage_lines(row, PROGRAMME.roll_up))) == 2


def test_spread_says_how_many_of_how_many_and_who() -> None:
    found = {limit.rule: text for limit, text in limit_lines(table(V9), V9, PROGRAMME, CHECKLIST)}
    assert found["spread"] == "1 of 3 branches is at C: 33.333… percent, the line is 30. 3 网点3"
    assert found["band"] == "The score 83.5 is below 90.0."


def test_the_quota_names_its_line() -> None:
    programme = Programme(2026, roll_up=RollUpRules(quota_percent=50))
    rows = with_quota(
        [replace(rolled([unit("1", score)], [], sheet=score), code=score) for score in ("95.0", "94.0")], 50
    )
    texts = [
        text
        for limit, text in limit_lines(table(*rows), rows[1], programme, CHECKLIST)
        if limit.rule == "quota"
    ]
    assert texts[0].endswith("At most 50 percent of the group: the line is at 95.0, this score is 94.0.")


def test_an_item_that_no_checklist_knows_any_more_is_named_all_the_same() -> None:
    row = replace(V9, limits=(Limit("critical", "C", "I-XX-99"),))
    ((_limit, text),) = limit_lines(table(row), row, PROGRAMME, CHECKLIST)
    assert "I-XX-99" in text


def test_who_has_no_score_is_told_why() -> None:
    assert no_score_text(replace(V9, exempt="年内合并")) == "Exempt, no grade: 年内合并"
    assert "no signed sheet" in no_score_text(replace(V9, sheet=None))
    assert no_score_text(V9) == ""
    assert list(score_lines(replace(V9, sheet=None), PROGRAMME)) == []

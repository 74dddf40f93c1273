"""The grade table from printed figures: roll-up, coverage, days, exemption, quota, what would raise a row."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.canonical import canonical_json
from eldercheck.domain.county_table import grade_table, quota_line, with_quota
from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import GradedInstitution, GradedUnit, GradeTable
from eldercheck.domain.grading import Letter, Limit
from eldercheck.domain.programme import Programme
from eldercheck.domain.raising import goal, raising
from eldercheck.domain.register import Unit
from eldercheck.domain.rollup import Registered, RollUpRules
from tests.builders import shipped

NAMES = ("organisation", "facilities", "publicity", "outcome")
RULES = replace(Programme(2026), authority="金融办")
BANK = Unit("i1", "institution", "01", "甲行", ranking_group="农村")


def figure(text: str) -> Figure:
    return Figure.of(Fraction(text))


def graded(
    code: str, score: str, grade: Letter | None = None, *limits: Limit, **dimensions: str
) -> GradedUnit:
    by_score = RULES.rules.band(figure(score))
    figures = {name: figure(dimensions.get(name, score)) for name in NAMES}
    return GradedUnit(code, f"单位{code}", figure(score), by_score, grade or by_score, figures, limits)


def branch(number: int, **fields: str) -> Unit:
    return Unit(f"b{number}", "branch", f"01{number:02}", f"网点{number}", "i1", **fields)


def point(number: int, **fields: str) -> Unit:
    return Unit(f"p{number}", "service_point", f"015{number}", f"点{number}", "i1", **fields)


def table(
    units: list[Unit], scores: Mapping[str, GradedUnit], programme: Programme = RULES, **bonus: str
) -> GradeTable:
    given = {"i1": {f"I-BN-0{name[1]}": Fraction(points) for name, points in bonus.items()}}
    return grade_table(programme, [BANK, *units], scores, {}, given, shipped("institution"))


def v9() -> tuple[list[Unit], dict[str, GradedUnit]]:
    """Worked case V9: sheet 83.8; branches 92.1 A, 86.0 B, 71.3 C; points 79.0, 88.5."""
    units = [branch(1), branch(2), branch(3), point(1), point(2)]
    scores = ("92.1", "86.0", "71.3", "79.0", "88.5")
    found = {unit.id: graded(unit.code, score) for unit, score in zip(units, scores, strict=True)}
    return units, {"i1": graded("01", "83.8"), **found}


def test_the_worked_case_comes_out_as_a_row() -> None:
    (row,) = table(*v9()).institutions
    assert (str(row.score), row.by_score, row.grade, row.raw_grade) == ("83.5", "B", "C", "C")
    assert row.limits == (Limit("band", "B"), Limit("spread", "C", count=1))
    assert (row.registered, row.provisional) == (Registered(3, 2), False)


def test_a_bonus_is_added_after_rounding_and_held_to_its_maximum() -> None:
    (row,) = table(*v9(), b1="2", b2="1").institutions
    assert (str(row.before_bonus), str(row.bonus), str(row.score)) == ("83.5", "3.0", "86.5")
    tight = replace(RULES, roll_up=RollUpRules(bonus_at_most=Fraction(1)))
    (row,) = table(*v9(), tight, b1="2").institutions
    assert (str(row.bonus), str(row.score)) == ("1.0", "84.5")


def test_without_a_sheet_or_with_an_exemption_there_is_no_score_and_the_units_still_show() -> None:
    units, scores = v9()
    sheet = scores.pop("i1")
    (row,) = table(units, scores).institutions
    assert (row.sheet, row.score, row.grade, row.is_graded) == (None, None, None, False)
    assert [unit.code for unit in row.branches] == ["0101", "0102", "0103"]
    exempt = replace(BANK, exempt="年内新设")
    made = grade_table(RULES, [exempt, *units], {**scores, "i1": sheet}, {}, {}, shipped("institution"))
    assert (made.institutions[0].exempt, made.institutions[0].grade) == ("年内新设", None)
    assert made.institutions[0].sheet == sheet


def test_too_few_scored_units_make_it_provisional_and_hold_it_at_b() -> None:
    units = [branch(n) for n in range(1, 14)] + [point(n) for n in range(1, 5)]
    scores = {unit.id: graded(unit.code, "95") for unit in (*units[:5], *units[13:16])}
    (row,) = table(units, {"i1": graded("01", "95"), **scores}).institutions
    assert (row.registered, row.provisional, row.grade) == (Registered(13, 4), True, "B")
    scores["b6"] = graded("0106", "95")
    (row,) = table(units, {"i1": graded("01", "95"), **scores}).institutions
    assert (row.provisional, row.grade, row.limits) == (False, "A", ())


def test_a_unit_counts_in_the_years_it_stood_in() -> None:
    units = [
        branch(1, opened="2026-12-31"),
        branch(2, opened="2027-01-01"),
        branch(3, closed="2025-12-31"),
        branch(4, closed="2026-01-01"),
        branch(5, closed="2026-06-30"),
        branch(6, opened="2020-01-01", closed="2027-01-01"),
    ]
    scores = {unit.id: graded(unit.code, "90") for unit in units if unit.id != "b4"}
    made = table(units, {"i1": graded("01", "90"), **scores})
    (row,) = made.institutions
    assert [unit.code for unit in row.branches] == ["0101", "0105", "0106"]
    assert row.registered.branches == 3
    assert [(unit.code, unit.why) for unit in made.left_out] == [("0104", "not_examined")]


def test_the_table_is_read_back_as_it_was_published() -> None:
    made = table(*v9(), b1="2")
    again = GradeTable.from_plain(json.loads(canonical_json(made.plain())))
    assert again == made
    assert again.digest == made.digest
    assert replace(made, authority="别处").digest != made.digest


# --- quota --------------------------------------------------------------------------------------------------


def ranked(*scores: str, group: str = "农村") -> list[GradedInstitution]:
    rows = []
    for place, score in enumerate(scores):
        letter = RULES.rules.band(figure(score))
        rows.append(
            GradedInstitution(
                f"{group}{place}", "行", group, graded("x", score), (), (), Registered(), Figure(0),
                score=figure(score), by_score=letter, raw_grade=letter, grade=letter,
            )
        )  # fmt: skip
    return rows


def letters(rows: tuple[GradedInstitution, ...]) -> str:
    return "".join(row.grade or "-" for row in rows)


@pytest.mark.parametrize(
    ("percent", "scores", "grades"),
    [
        (0, ("99", "98", "97"), "AAA"),
        (34, ("99", "98", "97"), "AAB"),
        (33, ("99", "98", "97"), "ABB"),
        (1, ("97", "99", "98"), "BAB"),
        (1, ("99", "99", "98"), "AAB"),
        (50, ("99", "80", "70", "60"), "ABCC"),
        (50, ("99", "98", "98", "60"), "AAAC"),
        (100, ("99", "98", "97"), "AAA"),
    ],
)
def test_the_quota_keeps_the_best_and_all_ties_at_the_line(
    percent: int, scores: tuple[str, ...], grades: str
) -> None:
    rows = with_quota(ranked(*scores), percent)
    assert letters(rows) == grades
    for row in rows:
        assert row.raw_grade == RULES.rules.band(row.score or Figure(0))
        assert (Limit("quota", "B") in row.limits) == (row.grade != row.raw_grade)


def test_each_group_has_its_own_quota_and_who_has_no_grade_is_not_counted() -> None:
    rows = ranked("99", "98") + ranked("97", group="国有")
    exempt = replace(ranked("90")[0], score=None, grade=None, raw_grade=None, exempt="新设")
    assert letters(with_quota(rows, 50)) == "ABA"
    assert letters(with_quota([*rows, exempt], 50)) == "ABA-"


@given(st.lists(st.integers(600, 1000), max_size=9), st.integers(0, 100))
def test_the_quota_properties(tenths: list[int], percent: int) -> None:
    rows = ranked(*(str(Fraction(t, 10)) if t % 10 == 0 else f"{t / 10}" for t in tenths))
    held = with_quota(rows, percent)
    kept = [row.score for row in held if row.grade == "A" and row.score]
    pushed = [row.score for row in held if row.raw_grade == "A" and row.grade == "B" and row.score]
    assert not pushed or min(kept) > max(pushed)
    allowed = math.ceil(Fraction(len(rows) * percent, 100)) if percent else len(rows)
    above = [score for score in kept if score > min(kept)]
    assert len(above) < max(1, allowed)
    assert percent or letters(held) == letters(tuple(rows))


# --- what would raise a row ---------------------------------------------------------------------------------


def steps(made: GradeTable, programme: Programme = RULES) -> list[tuple[object, ...]]:
    return [
        (step.what, step.subject, str(step.now or ""), str(step.wanted or ""), step.number)
        for step in raising(made, made.institutions[0], programme)
    ]


def test_an_a_needs_nothing_and_a_row_without_a_grade_says_nothing() -> None:
    units = [branch(1)]
    made = table(units, {"i1": graded("01", "95"), "b1": graded("0101", "95")})
    assert (made.institutions[0].grade, goal(made.institutions[0]), steps(made)) == ("A", None, [])
    assert steps(table(units, {})) == []


def test_the_worked_case_says_which_branch_and_how_far() -> None:
    assert steps(table(*v9())) == [("spread", "0103", "", "", 1)]
    units, scores = v9()
    scores["b3"] = graded("0103", "76.0")
    assert [step[:4] for step in steps(table(units, scores))] == [("score", "", "84.2", "90.0")]


@given(
    st.lists(st.integers(0, 1000), min_size=1, max_size=5),
    st.lists(st.integers(0, 1000), max_size=4),
    st.integers(0, 1000),
    st.integers(0, 50),
)
def test_each_part_that_would_do_alone_is_the_least_that_does(
    branches: list[int], points: list[int], own: int, bonus: int
) -> None:
    units = [branch(n) for n in range(1, len(branches) + 1)] + [point(n) for n in range(1, len(points) + 1)]
    tenths = [Figure(own), *map(Figure, branches), *map(Figure, points)]
    scores = {
        unit.id: graded(unit.code, str(score)) for unit, score in zip([BANK, *units], tenths, strict=True)
    }
    programme = replace(RULES, roll_up=RollUpRules(bonus_at_most=Fraction(bonus, 10)))
    made = table(units, scores, programme, b1="2")
    row = made.institutions[0]
    for step in raising(made, row, programme):
        if step.what == "score" and row.score:
            for part, _now, wanted in step.parts:
                if part == "sheet":
                    for tenth, reaches in ((wanted.tenths, True), (wanted.tenths - 1, False)):
                        again = {**scores, "i1": graded("01", str(Figure(tenth)))}
                        better = table(units, again, programme, b1="2").institutions[0]
                        assert (better.score is not None and step.wanted is not None) and (
                            (better.score >= step.wanted) == reaches
                        )


def test_every_limit_has_its_step() -> None:
    critical, veto = Limit("critical", "C", "I-TM-01"), Limit("veto", "C", "扣留银行卡")
    units = [branch(n) for n in range(1, 7)]
    scores = {
        "i1": graded("01", "95", "C", critical, veto, facilities="40"),
        **{unit.id: graded(unit.code, "95", facilities="40") for unit in units[:2]},
    }
    assert steps(table(units, scores)) == [
        ("floor", "facilities", "40.0", "50.0", 0),
        ("critical", "I-TM-01", "", "", 0),
        ("veto", "扣留银行卡", "", "", 0),
    ]
    scores["i1"] = graded("01", "95")
    scores.update({unit.id: graded(unit.code, "95") for unit in units[:2]})
    assert steps(table(units, scores)) == [("branches", "", "", "", 3)]


def test_the_quota_names_its_line() -> None:
    rows = with_quota(ranked("99", "98"), 50)
    made = replace(table([], {}), institutions=rows)
    programme = replace(RULES, roll_up=RollUpRules(quota_percent=50))
    (step,) = raising(made, rows[1], programme)
    assert (step.what, str(step.now), str(step.wanted)) == ("quota", "98.0", "99.0")
    assert quota_line(rows, "农村", 50) == figure("99")


def test_a_unit_closed_within_the_year_counts_only_where_it_was_scored() -> None:
    units = [branch(1), branch(2, closed="2026-06-30"), branch(3, closed="2026-06-30")]
    units += [branch(4, closed="2026-06-30")]
    scores = {unit.id: graded(unit.code, "90") for unit in (units[0], units[1])}
    (row,) = table(units, {"i1": graded("01", "90"), **scores}).institutions
    assert row.registered.branches == 2


def test_on_a_line_nothing_is_missing() -> None:
    critical = Limit("critical", "B", "I-TM-01")
    sheet = graded("01", "90", "B", critical, facilities="75")
    units = [branch(n) for n in range(1, 6)]
    scores = {unit.id: graded(unit.code, "90", facilities="75") for unit in units}
    made = table(units, {"i1": sheet, **scores})
    assert (str(made.institutions[0].score), made.institutions[0].grade) == ("90.0", "B")
    assert steps(made) == [("critical", "I-TM-01", "", "", 0)]


def test_from_c_as_many_branches_must_come_up_as_the_spread_does_not_allow() -> None:
    units = [branch(n) for n in range(1, 11)]
    low = zip(units[:5], ("60", "70", "65", "74", "50"), strict=True)
    at_c = {unit.id: graded(unit.code, score) for unit, score in low}
    scores = {**{unit.id: graded(unit.code, "99") for unit in units}, **at_c}
    made = table(units, {"i1": graded("01", "99"), **scores})
    assert made.institutions[0].grade == "C"
    assert steps(made) == [("spread", "0104 0102 0103 0101 0105", "", "", 2)]
    for unit in units[:2]:
        scores[unit.id] = graded(unit.code, "75")
    assert table(units, {"i1": graded("01", "99"), **scores}).institutions[0].grade == "B"


def test_coverage_says_how_many_points_are_wanted() -> None:
    points = [point(n) for n in range(1, 8)]
    made = table(points, {"i1": graded("01", "95"), "p1": graded("0151", "95")})
    assert made.institutions[0].provisional
    assert steps(made) == [("service_points", "", "", "", 2)]


def test_a_part_that_would_need_all_of_it_is_named_and_one_that_would_need_more_is_not() -> None:
    programme = replace(RULES, roll_up=RollUpRules(50, 50, 0))
    units = [branch(1)]

    def parts(own: str, other: str) -> list[tuple[str, str]]:
        made = table(units, {"i1": graded("01", own), "b1": graded("0101", other)}, programme)
        (step,) = [s for s in raising(made, made.institutions[0], programme) if s.what == "score"]
        return [(part, str(wanted)) for part, _now, wanted in step.parts]

    assert parts("79.9", "80.0") == [("sheet", "99.9"), ("branches", "100.0")]
    assert parts("79.8", "79.8") == []

"""The scorecard in words: every sum can be checked on paper against what is printed."""

from __future__ import annotations

import json
import random
import re
from fractions import Fraction

import pytest

from eldercheck import language
from eldercheck.domain.answers import Given, NotApplicable
from eldercheck.domain.figures import Figure
from eldercheck.domain.grading import GradeRules, Result, grade
from eldercheck.domain.scoring import Mark, score_answers
from eldercheck.services.scorecard import score_text
from eldercheck.wording.results import (
    answer_mark,
    answer_text,
    credit_text,
    critical_text,
    dimension_sum,
    explanation,
    fraction_text,
    lost_marks,
    measure_text,
    printed,
    range_text,
    score_sum,
)
from eldercheck.wording.scorecards import scorecard_text
from tests.builders import (
    NONE_HERE,
    Plain,
    a_branch_sheet,
    a_checklist,
    a_random_score,
    a_sheet,
    an_item,
    full_answers,
    left_out,
    shipped,
    shipped_yaml,
)
from tests.oracle.random_sheets import random_rollup, random_sheet


def text_of(sheet: Plain) -> str:
    (card,) = score_text(json.dumps(sheet), shipped)
    return scorecard_text(card)


def test_a_finished_sheet() -> None:
    assert text_of(a_branch_sheet(TM_06="0/4")).splitlines() == [
        "branch@2026.1",
        "Score 97.0, grade B · by score alone A",
        "→ B  Critical item B-TM-06 fails: Machines that warn and ask to confirm before a transfer, "
        "out of all that offer transfers · 0/4",
        "Organisation = 100 × 25 ÷ 25 = 100.0",
        "Facilities = 100 × 32 ÷ 35 = 640/7 = 91.428… → 91.4",
        "Publicity = 100 × 20 ÷ 20 = 100.0",
        "Outcome = 100 × 20 ÷ 20 = 100.0",
        "(25 × 100 + 35 × 640/7 + 20 × 100 + 20 × 100) ÷ 100 = 97.0",
        "B-TM-06  0 × 3 = 0",
        "The way up: B-TM-06",
    ]


def test_a_perfect_sheet_has_no_way_up() -> None:
    lines = text_of(a_branch_sheet()).splitlines()
    assert lines[1] == "Score 100.0, grade A"
    assert not any("way up" in line or line.startswith("→") for line in lines)


def test_an_unfinished_sheet_says_what_it_can_become() -> None:
    assert text_of(a_branch_sheet(GC_01=None)).splitlines() == [
        "branch@2026.1",
        "Unfinished: 1 items are open.",
        "96.0 to 100.0; grade C to A",
    ]
    decided = text_of({**a_branch_sheet(GC_01=None), "vetoes": ["kept a card"]})
    assert "the grade C is already decided" in decided


def test_what_is_not_gradable_says_so() -> None:
    checklist = a_checklist(an_item("S-01", optional=True))
    text = json.dumps({"checklist": "x", "answers": {"S-01": NONE_HERE}})
    (card,) = score_text(text, lambda _name: checklist)
    assert scorecard_text(card).splitlines() == ["small@2026.1", "No item applies: nothing to grade."]


def test_every_limit_is_a_sentence() -> None:
    sheet = a_sheet("institution", OM_04="no", OM_01=0, OM_02=0, HV_01=0, GC_01="0/5")
    sheet |= {"vetoes": ["kept a card"], "branches": [{"score": "50.0", "grade": "C"}]}
    sheet |= {"registered": {"branches": 12, "service_points": 0}, "bonus": {"I-BN-01": "1.5"}}
    lines = text_of(sheet).splitlines()
    assert any(re.fullmatch(r"→ C  .+ \d+\.\d is below its floor of 50\.0\.", line) for line in lines)
    assert any(line.startswith("→ C  Critical item I-OM-04 fails: ") for line in lines)
    assert lines.count("→ C  Veto: kept a card") == 2
    assert any(re.fullmatch(r"Institution: \d+\.\d, grade C \(bonus 1\.5\)", line) for line in lines)
    assert "→ C  1 branch is at C." in lines
    assert "→ B  Too few units were scored; the grade is provisional." in lines
    assert any(re.fullmatch(r"→ C  The score \d+\.\d is below 75\.0\.", line) for line in lines)


def test_limits_speak_of_the_lines_of_the_year() -> None:
    checklist = a_checklist(an_item("S-01", points=91), an_item("S-02", points=9))
    answers = full_answers(checklist, S_02="no")
    result = grade(score_answers(checklist, answers), GradeRules(a_band=Fraction("92.5")))
    assert [limit.rule for limit in result.limits] == ["band"]
    assert next(explanation(result, answers)) == "→ B  The score 91.0 is below 92.5."


# --- sums ---------------------------------------------------------------------------------------------------

SUM = re.compile(r"(?:(?P<exact>\d+/\d+) = )?(?P<cut>\d+\.\d+)(?P<more>…?)(?: → (?P<shown>\d+\.\d))?")


def check_sum(told: str, exact: Fraction) -> None:
    """The end of a line of a sum names the exact figure, what it begins with, and what is printed."""
    match = SUM.fullmatch(told)
    assert match is not None, told
    shown = match["shown"] or match["cut"]
    assert shown == str(Figure.of(exact))
    if match["exact"]:
        assert Fraction(match["exact"]) == exact
        assert match["more"]
    cut = Fraction(match["cut"])
    if match["more"]:
        assert 0 < exact - cut < Fraction(1, 1000)
    else:
        assert exact == cut


def test_every_sum_is_right() -> None:
    for seed in range(300):
        check_sums(grade(a_random_score(seed)))


def check_sums(result: Result) -> None:
    score = result.score
    for dimension in score.checklist.dimensions:
        line = dimension_sum(result, dimension.id)
        tally = score.dimensions[dimension.id]
        if tally.percent is None:
            assert "left out" in line
            continue
        title, formula, told = line.split(" = ", 2)
        earned, available = formula.removeprefix("100 × ").split(" ÷ ")
        assert title == dimension.title.in_language("en")
        assert 100 * Fraction(earned) / Fraction(available) == tally.percent
        check_sum(told, tally.percent)
    if score.exact is not None:
        formula, told = score_sum(result).split(" = ", 1)
        above, below = formula.removeprefix("(").split(") ÷ ")
        parts = [part.split(" × ") for part in above.split(" + ")]
        total = sum((Fraction(weight) * Fraction(percent) for weight, percent in parts), Fraction(0))
        assert total / Fraction(below) == score.exact
        check_sum(told, score.exact)


@pytest.mark.parametrize("name", ["branch", "service-point", "institution"])
@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_any_sheet_can_be_told(name: str, spoken: language.Language) -> None:
    language.use(spoken)
    rng = random.Random(name)
    plain = shipped_yaml(name)
    for _ in range(40):
        sheet = random_rollup(rng, plain) if name == "institution" else random_sheet(rng, plain)
        text = text_of(sheet)
        assert all(line.isprintable() for line in text.splitlines())
        assert "None" not in text
        assert "{" not in text


# --- pieces -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("3", "3"),
        ("1/2", "0.5"),
        ("1/4", "0.25"),
        ("7/20", "0.35"),
        ("1/3", "1/3"),
        ("1/8", "1/8"),
        ("9/5", "1.8"),
    ],
)
def test_an_exact_number(number: str, text: str) -> None:
    assert fraction_text(Fraction(number)) == text


def test_a_figure_or_a_dash() -> None:
    assert printed(Figure(905)) == "90.5"
    assert printed(None) == "—"


ITEMS = {item.id: item for item in shipped("branch")}


@pytest.mark.parametrize(
    ("item", "answer", "text", "mark"),
    [
        ("B-GC-01", Given("yes"), "yes", "Y"),
        ("B-GC-01", Given("no"), "no", "N"),
        ("B-GC-01", None, "open", ""),
        ("B-FA-08", NotApplicable("dry day"), "not applicable: dry day", "n/a"),
        ("B-FA-08", NotApplicable(""), "not applicable: …", "n/a"),
        ("B-TM-05", Given("2"), "2 · reached within two taps", "2/3"),
        ("B-TM-01", Given("3/5"), "3/5", "3/5"),
        ("B-GC-02", Given("12.5"), "12.5 min", "12.5"),
        ("B-FA-11", Given("12"), "1:12", "12"),
    ],
)
def test_an_answer_in_words_and_as_a_mark(
    item: str, answer: Given | NotApplicable | None, text: str, mark: str
) -> None:
    assert answer_text(ITEMS[item], answer) == text
    assert answer_mark(ITEMS[item], answer) == mark


def test_a_reading_with_its_unit() -> None:
    assert measure_text("12", "mm") == "12 mm"
    assert measure_text("12", "1:x") == "1:12"
    assert measure_text("12", "max") == "12 max"


def test_what_failing_a_critical_does() -> None:
    assert critical_text(ITEMS["B-GC-02"]) == ""
    assert critical_text(ITEMS["B-TM-06"]) == "Critical: earning nothing here holds the grade at B."
    percent = next(item for item in shipped("service-point") if item.fails_below_percent)
    assert critical_text(percent) == "Critical: less than 50 percent here holds the grade at B."


@pytest.mark.parametrize(
    ("item", "answer", "credit", "text"),
    [
        ("B-TM-06", Given("3/5"), Fraction(3, 5), "0.6 × 3 = 1.8"),
        ("B-TM-06", Given("1/3"), Fraction(1, 3), "1/3 × 3 = 1"),
        ("B-OM-03", Given("4/10"), Fraction(1, 2), "(4/10) ÷ 80% = 0.5 × 2 = 1"),
        ("B-OM-03", Given("9/10"), Fraction(1), "1 × 2 = 2"),
        ("B-FA-08", left_out(), None, "left out"),
    ],
)
def test_how_an_answer_became_points(
    item: str, answer: Given | NotApplicable, credit: Fraction | None, text: str
) -> None:
    assert credit_text(ITEMS[item], answer, Mark(ITEMS[item], credit)) == text


def test_marks_lost_come_most_first_then_in_sheet_order() -> None:
    checklist = shipped("branch")
    answers = full_answers(checklist, GC_05="no", GC_01="no", GC_03="no", TM_01="1/2", FA_08=left_out())
    result = grade(score_answers(checklist, answers))
    assert [mark.item.id for mark in lost_marks(result)] == ["B-GC-01", "B-GC-03", "B-GC-05", "B-TM-01"]


def test_the_range_in_words() -> None:
    checklist = a_checklist(an_item("S-01", points=95), an_item("S-02", points=5))
    result = grade(score_answers(checklist, {"S-01": Given("yes")}))
    assert range_text(result) == "95.0 to 100.0; the grade A is already decided"

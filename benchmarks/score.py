"""Scoring one sheet, the way up of the worst of many, and the `score` command as a whole process."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from benchmarks.figures import Run, Samples, call, in_turn, process, python, show, show_worst, stopwatch
from benchmarks.sheets import sheets_of
from benchmarks.terminal import clean_environment
from eldercheck.domain.answers import Answers, credit
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.grading import GradeRules, Result, grade
from eldercheck.domain.scoring import score_answers
from eldercheck.domain.way_up import way_up
from eldercheck.services.score_input import parse_sheets, read_sheet
from eldercheck.storage.checklist_files import find_checklist, shipped

WORST_MS = 100.0
SHEETS = 300
LINES = 1000
_COUNT_LINES = "import json, sys\nfor line in open(sys.argv[1], encoding='utf-8'): json.loads(line)"


def score(run: Run) -> None:
    """All of them."""
    checklist = find_checklist("branch")
    answers = _answers(checklist, sheets_of("branch", 1)[0])
    _show_one_sheet(run, checklist, answers)
    for name in shipped():
        _show_way_up(find_checklist(name), run.times(SHEETS))
    _show_command(run)


def _answers(checklist: Checklist, text: str) -> Answers:
    ((_line, given),) = parse_sheets(text)
    return read_sheet(given, checklist).answers


def _graded(checklist: Checklist, answers: Answers) -> Result:
    return grade(score_answers(checklist, answers), GradeRules())


def _show_one_sheet(run: Run, checklist: Checklist, answers: Answers) -> None:
    """Beside a loop over whole hundredths that has every answer read already."""
    credits: list[tuple[str, int, Fraction]] = []
    for item in checklist:
        earned = credit(item, answers[item.id])
        if earned is not None:
            credits.append((item.dimension, item.points, earned))
    hundredths = [(dimension, points, int(earned * 100)) for dimension, points, earned in credits]

    def in_integers() -> int:
        earned: dict[str, int] = {}
        available: dict[str, int] = {}
        for dimension, points, share in hundredths:
            earned[dimension] = earned.get(dimension, 0) + points * share
            available[dimension] = available.get(dimension, 0) + points
        return sum(earned.values()) // sum(available.values())

    def in_fractions() -> Result:
        return _graded(checklist, answers)

    found = in_turn(run.times(400), call("floor", in_integers), call("own", in_fractions))
    show("floor: the sums of one sheet in whole hundredths", found["floor"])
    show("score_answers and grade of one branch sheet", found["own"], found["floor"])


def _show_way_up(checklist: Checklist, number: int) -> None:
    """No floor: what counts is that the slowest is not felt."""
    results = [_graded(checklist, _answers(checklist, text)) for text in sheets_of(checklist.id, number)]
    took = []
    for result in results:
        with stopwatch() as watch:
            way_up(result)
        took.append(watch.ms)
    show_worst(f"way_up, the worst of {number}: {checklist.id}", Samples(tuple(took)), WORST_MS)


def _show_command(run: Run) -> None:
    environment: Mapping[str, str] = clean_environment(run.folder)
    one, many = run.folder / "one.json", run.folder / "many.jsonl"
    lines = sheets_of("branch", LINES)
    one.write_text(lines[0], encoding="utf-8")
    many.write_text("\n".join(lines), encoding="utf-8")
    found = in_turn(
        run.times(9),
        process("typer", python("-c", "import typer"), environment),
        process("one", python("-m", "eldercheck", "score", "--json", str(one)), environment),
        process("json", python("-c", _COUNT_LINES, str(many)), environment),
        process("many", python("-m", "eldercheck", "score", "--json", str(many)), environment),
    )
    show("floor: python -c 'import typer'", found["typer"])
    show("eldercheck score, 1 sheet", found["one"], found["typer"])
    show(f"floor: reading {LINES} lines of JSON", found["json"])
    show(f"eldercheck score, {LINES} sheets", found["many"], found["json"])

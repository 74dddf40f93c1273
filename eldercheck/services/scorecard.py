"""The scorecard of a sheet as the `score` command prints it in JSON (scoring.md §7): a contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from eldercheck.domain.answers import Answers
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.figures import Figure
from eldercheck.domain.grading import GradeRules, Limit, Result, grade
from eldercheck.domain.rollup import RollUp, RollUpRules, bonus_total, roll_up
from eldercheck.domain.scoring import score_answers
from eldercheck.domain.way_up import way_up
from eldercheck.services.score_input import LineError, ScoreInput, checklist_name, parse_sheets, read_sheet


@dataclass(frozen=True)
class Scorecard:
    """One sheet, scored."""

    answers: Answers
    result: Result
    rolls_up: bool
    roll_up: RollUp | None


def score_text(text: str, find: Callable[[str], Checklist]) -> list[Scorecard]:
    """Score every sheet in a text of JSON or JSON Lines; `find` gives the checklist of a name or path.

    All or nothing: the first fault is raised (in a LineError where there are several lines).
    """
    cards: list[Scorecard] = []
    found: dict[str, Checklist] = {}
    for line, given in parse_sheets(text):
        try:
            name = checklist_name(given)
            if name not in found:
                found[name] = find(name)
            cards.append(score_sheet(read_sheet(given, found[name])))
        except EldercheckError as fault:
            if not line:
                raise
            raise LineError(line=line, fault=fault) from fault
    return cards


def score_sheet(sheet: ScoreInput) -> Scorecard:
    """Score one sheet by the default rules."""
    bonus = bonus_total(sheet.checklist.bonus, sheet.bonus, RollUpRules())
    result = grade(score_answers(sheet.checklist, sheet.answers), GradeRules(), sheet.vetoes)
    rolled = None
    if sheet.rolls_up:
        units = sheet.branches or (), sheet.service_points or ()
        rolled = roll_up(result, *units, registered=sheet.registered, bonus=bonus)
    return Scorecard(sheet.answers, result, sheet.rolls_up, rolled)


def plain_scorecard(card: Scorecard) -> dict[str, Any]:
    """Return the object that `score --json` prints; figures are printed strings, never numbers."""
    result = card.result
    score, limits = result.score, [plain_limit(limit) for limit in result.limits]
    plain: dict[str, Any] = {
        "checklist": score.checklist.reference,
        "complete": result.complete,
        "score": _printed(score.figure) if result.complete else None,
        "by_score": result.by_score,
        "grade": result.grade,
        "must_fix": result.must_fix,
        "dimensions": {name: _printed(tally.figure) for name, tally in score.dimensions.items()},
        "sections": {name: _printed(tally.figure) for name, tally in score.sections.items()},
        "limits": limits,
        "range": {
            "lowest": _printed(result.range.lowest),
            "highest": _printed(result.range.highest),
            "worst": result.range.worst,
            "best": result.range.best,
        },
        "way_up": _ids(way_up(result)),
        "open": list(score.open),
    }
    if not result.gradable:
        plain["not_gradable"] = "no_applicable_item"
    if card.rolls_up:
        plain["rollup"] = card.roll_up and _plain_roll_up(card.roll_up)
    return plain


def plain_limit(limit: Limit) -> dict[str, Any]:
    """Return one limit as JSON names it."""
    about: dict[str, Any] = {}
    match limit.rule:
        case "floor":
            about = {"dimension": limit.subject}
        case "critical":
            about = {"item": limit.subject}
        case "veto":
            about = {"event": limit.subject}
        case "spread":
            about = {"branches_at_c": limit.count}
    return {"rule": limit.rule, **about, "to": limit.to}


def _plain_roll_up(rolled: RollUp) -> dict[str, Any]:
    return {
        "score": str(rolled.score),
        "by_score": rolled.by_score,
        "grade": rolled.grade,
        "bonus": str(rolled.bonus),
        "provisional": rolled.provisional,
        "dimensions": {name: _printed(figure) for name, figure in rolled.dimensions.items()},
        "limits": [plain_limit(limit) for limit in rolled.limits],
    }


def _printed(figure: Figure | None) -> str | None:
    return None if figure is None else str(figure)


def _ids(ids: tuple[str, ...] | None) -> list[str] | None:
    return None if ids is None else list(ids)

"""The way up: the fewest items that, brought to full credit, reach the next letter (scoring.md §6).

Bringing an item to full credit adds a fixed amount to S, and to its dimension's share of S. Here a sheet
becomes a problem in those amounts; `smallest_set` solves it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from eldercheck.domain.figures import least_exact
from eldercheck.domain.grading import Result
from eldercheck.domain.scoring import Score
from eldercheck.domain.smallest_set import Aspect, Gain, Problem, smallest_set


def way_up(result: Result) -> tuple[str, ...] | None:
    """Return the ids of that set in sheet order, ties broken by fewest points, then by sheet order.

    Empty for an A. None where no item can help: a veto stands, something is open, or nothing applies.
    """
    if result.grade is None or result.vetoes:
        return None
    if result.grade == "A":
        return ()
    problem, forced = _problem(result)
    chosen = {*smallest_set(problem), *(gain.position for gain in forced)}
    items = result.score.checklist.items
    return tuple(items[position].id for position in sorted(chosen))


def _problem(result: Result) -> tuple[Problem, list[Gain]]:
    """State the sheet as a problem, and name the failed criticals that must be mended in any case."""
    score, rules = result.score, result.rules
    band, floor = (rules.a_band, rules.a_floor) if result.grade == "B" else (rules.b_band, rules.b_floor)
    weights = _weights(score)
    missing = {name: (least_exact(floor) - _percent(score, name)) * share for name, share in weights.items()}
    short = least_exact(band) - (score.exact or 0)
    amounts = _amounts(score, weights)
    unit = math.lcm(*(number.denominator for number in (*missing.values(), *amounts.values(), short)))
    gains = {
        item_id: Gain(
            score.checklist.position(item_id), score.checklist.item(item_id).points, int(amount * unit)
        )
        for item_id, amount in sorted(amounts.items(), key=lambda pair: score.checklist.position(pair[0]))
    }
    capped = {
        limit.subject for limit in result.limits if limit.rule == "critical" and limit.to == result.grade
    }
    forced = [gains[item_id] for item_id in capped]
    aspects = []
    for name, amount in missing.items():
        here = {
            item_id: gain for item_id, gain in gains.items() if score.marks[item_id].item.dimension == name
        }
        free = tuple(gain for item_id, gain in here.items() if item_id not in capped)
        given = _total([gain for item_id, gain in here.items() if item_id in capped])
        aspects.append(Aspect(free, int(amount * unit) - given))
    return Problem(tuple(aspects), int(short * unit) - _total(forced)), forced


def _weights(score: Score) -> dict[str, Fraction]:
    """Return the share of each dimension in S; a dimension without any applicable item has none."""
    points = {d.id: d.points for d in score.checklist.dimensions if score.dimensions[d.id].available}
    return {name: Fraction(value, sum(points.values())) for name, value in points.items()}


def _percent(score: Score, dimension: str) -> Fraction:
    tally = score.dimensions[dimension]
    return 100 * tally.earned / tally.available


def _amounts(score: Score, weights: dict[str, Fraction]) -> dict[str, Fraction]:
    """Return what each item that lost marks would add to S."""
    return {
        item_id: 100
        * mark.lost
        / score.dimensions[mark.item.dimension].available
        * weights[mark.item.dimension]
        for item_id, mark in score.marks.items()
        if mark.lost
    }


def _total(gains: Sequence[Gain]) -> int:
    return sum(gain.amount for gain in gains)

"""A scorecard as `score` prints it without --json."""

from __future__ import annotations

from eldercheck.domain.clean_text import visible
from eldercheck.domain.way_up import way_up
from eldercheck.language import _
from eldercheck.services.scorecard import Scorecard
from eldercheck.wording.results import Standing, explanation, limit_text, listed, printed, range_text


def scorecard_text(card: Scorecard) -> str:
    """Return the result in lines: score and grade, why, the way up, and the sums."""
    result = card.result
    lines = [f"{result.score.checklist.reference}"]
    if not result.complete:
        lines.append(_("Unfinished: {number} items are open.").format(number=len(result.score.open)))
        lines.append(range_text(result))
    elif result.grade is None:
        lines.append(_("No item applies: nothing to grade."))
    else:
        lines.append(
            _("Score {score}, grade {grade}").format(score=printed(result.score.figure), grade=result.grade)
        )
        if result.by_score != result.grade:
            lines[-1] += " · " + _("by score alone {letter}").format(letter=result.by_score)
        lines += explanation(result, card.answers)
        items = way_up(result)
        if items:
            lines.append(_("The way up: {items}").format(items=listed(items)))
    if card.roll_up is not None:
        rolled = card.roll_up
        lines.append(
            _("Institution: {score}, grade {grade} (bonus {bonus})").format(
                score=rolled.score, grade=rolled.grade, bonus=rolled.bonus
            )
        )
        standing = Standing(result.score.checklist, result.rules, rolled.score, rolled.dimensions)
        lines += [f"→ {limit.to}  {limit_text(limit, standing)}" for limit in rolled.limits]
    return "\n".join(visible(line) for line in lines)

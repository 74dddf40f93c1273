"""A grade as the screen shows it: a letter in its colour, and the first one beside the one that stands."""

from __future__ import annotations

from textual.content import Content

from eldercheck.language import _
from eldercheck.services.examination import Examination
from eldercheck.wording.results import printed

GRADE_STYLES = {"A": "$success", "B": "$warning", "C": "$error"}


def grade_content(grade: str | None) -> Content:
    """Return a letter in its colour; a dash where there is none."""
    return Content.styled(f" {grade or '—'} ", f"bold reverse {GRADE_STYLES.get(grade or '', '$muted')}")


def grade_moved(examination: Examination) -> bool:
    """Tell whether the unit was told of another score or grade than the one that stands."""
    result, first = examination.result, examination.dossier.first
    now = (result.grade or "", printed(result.score.figure))
    return first is not None and (first.grade, first.score) != now


def grades_content(examination: Examination) -> Content:
    """Return the grade that stands, and beside it the first one where the unit was told of another."""
    result, first = examination.result, examination.dossier.first
    now = Content.assemble(grade_content(result.grade), f" {printed(result.score.figure)}")
    if first is None:
        return now
    if not grade_moved(examination):
        return Content.assemble(now, "  ", (_("as in the notice"), "$muted"))
    before = Content.assemble(grade_content(first.grade), f" {first.score or '—'}")
    return Content.assemble((_("first") + " ", "$muted"), before, " → ", (_("final") + " ", "$muted"), now)

"""Small drawings of figures in a line of text: a stacked bar, a plain bar, a strip of heights. Never colour
alone: each part has a glyph of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from eldercheck.domain.assessment import AssessmentState
from eldercheck.domain.figures import Figure
from eldercheck.language import N_
from eldercheck.services.county import STATES, State
from eldercheck.tui.result_text import GRADE_STYLES

SHORT_STATES: dict[State, str] = {
    "planned": N_("plan."),
    "in_progress": N_("begun"),
    "signed": N_("sign."),
    "approved": N_("appr."),
}
SHORT_CASES: dict[AssessmentState, str] = {
    "open": N_("begun"),
    "signed": N_("sign."),
    "returned": N_("return"),
    "approved": N_("appr."),
    "noticed": N_("told"),
    "appealed": N_("claims"),
    "decided": N_("ruled"),
    "rectifying": N_("fixing"),
    "closed": N_("ended"),
}
"""Every step of a case in a word of six cells."""
STATE_GLYPHS: dict[State, str] = {"planned": "░", "in_progress": "▒", "signed": "▓", "approved": "█"}
STATE_STYLES: dict[State, str] = {
    "planned": "$rule",
    "in_progress": "$warning",
    "signed": "$accent",
    "approved": "$success",
}
HEIGHTS = "▁▂▃▄▅▆▇█"
LOWEST, HIGHEST = 400, 1000
"""Tenths: a dimension at or under the first is the lowest height, at the second the highest."""


def share_bar(part: int, whole: int, cells: int, style: str, rest: str = "$rule") -> Content:
    """Return a bar for a share, to an eighth of a cell; anything above nothing is seen."""
    eighths = 0 if whole <= 0 else max(bool(part), (part * cells * 8 + whole // 2) // whole)
    full, left = divmod(min(eighths, cells * 8), 8)
    edge = " ▏▎▍▌▋▊▉"[left] if left else ""
    return Content.assemble(("█" * full + edge, style), ("·" * (cells - full - len(edge)), rest))


def stacked_bar(by_state: Mapping[State, int], cells: int) -> Content:
    """Return how many units are how far, the furthest first; each state that occurs has a cell."""
    order = tuple(reversed(STATES))
    counts = [by_state[state] for state in order]
    parts = [
        (STATE_GLYPHS[state] * number, STATE_STYLES[state])
        for state, number in zip(order, shared(counts, cells), strict=True)
        if number
    ]
    return Content.assemble(*parts) if parts else Content.styled("·" * cells, "$rule")


def shared(counts: Sequence[int], cells: int) -> list[int]:
    """Divide some cells by counts: the largest remainders round up, and no count above 0 goes without."""
    whole = sum(counts)
    if not whole:
        return [0] * len(counts)
    exact = [count * cells for count in counts]
    given = [max(value // whole, int(value > 0)) for value in exact]
    while sum(given) > cells:
        given[max(range(len(given)), key=lambda place: given[place])] -= 1
    by_remainder = sorted(range(len(counts)), key=lambda place: given[place] * whole - exact[place])
    for place in by_remainder[: cells - sum(given)]:
        given[place] += 1
    return given


def heat_strip(figures: Sequence[Figure | None], a_floor: Figure, b_floor: Figure) -> Content:
    """Return one height for each dimension, coloured by the floors that it is above."""
    return Content.assemble(*(_height(figure, a_floor, b_floor) for figure in figures))


def _height(figure: Figure | None, a_floor: Figure, b_floor: Figure) -> tuple[str, str]:
    if figure is None:
        return "·", "$rule"
    held = min(max(figure.tenths, LOWEST), HIGHEST) - LOWEST
    glyph = HEIGHTS[held * (len(HEIGHTS) - 1) // (HIGHEST - LOWEST)]
    return glyph, "$success" if figure >= a_floor else "$warning" if figure >= b_floor else "$error"


def letter(grade: str | None) -> Content:
    """Return a grade as a coloured letter in three cells, a dash where there is none."""
    if grade is None:
        return Content.styled(" — ", "$muted")
    return Content.styled(f" {grade} ", f"bold reverse {GRADE_STYLES[grade]}")


def change_style(tenths: int | None) -> str:
    """Return the style of a change: a rise, a fall, or nothing to speak of."""
    if not tenths:
        return "$muted"
    return "$success" if tenths > 0 else "$error"


def right(text: str, cells: int, style: str = "") -> Content:
    """Return a short text that ends in its last cell, spaces around it counted."""
    content = Content(text)
    gap = Content(" " * max(0, cells - content.cell_length))
    return Content.assemble(gap, content.stylize(style) if style else content)


def left(content: Content, cells: int) -> Content:
    """Return a text cut or padded to some cells."""
    return content.truncate(max(0, cells), ellipsis=True, pad=True)

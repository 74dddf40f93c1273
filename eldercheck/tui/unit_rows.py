"""The units behind a figure as rows: state, score, grade, last year, and what there is to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual.content import Content

from eldercheck.domain.table_facts import TableFacts, change, change_text
from eldercheck.language import _
from eldercheck.services.county import CountyYear, UnitYear
from eldercheck.tui.behind import final
from eldercheck.tui.overdue_rows import overdue_text
from eldercheck.tui.plain import plain
from eldercheck.tui.small_bars import (
    SHORT_CASES,
    SHORT_STATES,
    STATE_GLYPHS,
    STATE_STYLES,
    change_style,
    left,
    letter,
    right,
)
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.results import printed
from eldercheck.wording.years import WHYS, note_text, sheet_note

CODE_CELLS, STATE_CELLS = 13, 11
"""The first at most; the second holds a glyph, a word of six cells and a mark."""
NARROW = 70


def unit_rows(county: CountyYear, units: Sequence[UnitYear], last: TableFacts | None) -> Iterator[Row]:
    """Return a row for each unit."""
    cells = code_cells(units)
    for entry in units:
        yield Row(entry.unit.id, partial(_drawn, county, entry, last, cells))


def code_cells(units: Sequence[UnitYear]) -> int:
    """Return how wide the codes of some units stand, with the gap after them."""
    longest = max((plain(entry.unit.code).cell_length for entry in units), default=0)
    return min(CODE_CELLS, max(5, longest + 1))


def unit_heads(codes: int, width: int) -> Content:
    """Return the line of titles above the rows."""
    tail = Content.assemble(
        left(Content(_("state")), _state_cells(width)), right(_("score"), 6), " ", right(_("grade"), 5)
    )
    if width >= NARROW:
        tail += Content.assemble(
            right(_("last year"), 11), "  ", left(Content(_("note")), _note_cells(width))
        )
    head = left(Content.assemble(" ", left(Content(_("code")), codes), _("name")), width - tail.cell_length)
    return Content.assemble(head, tail).stylize("$muted")


def unit_note(county: CountyYear, entry: UnitYear) -> str:
    """Say what a reader must know of a unit: what is late, why it is left out, what holds it."""
    late = overdue_text(len(entry.overdue)) if entry.overdue else ""
    return _("; ").join(filter(None, (late, _standing_note(county, entry))))


def _standing_note(county: CountyYear, entry: UnitYear) -> str:
    if entry.why_not is not None and entry.state != "planned":
        return _(WHYS[entry.why_not])
    if entry.unit.kind == "institution":
        row = county.table.institution(entry.unit.code)
        return note_text(row) if row else ""
    return sheet_note(entry.graded) if entry.graded else ""


def _state_cells(width: int) -> int:
    return STATE_CELLS if width >= NARROW else 3


def _note_cells(width: int) -> int:
    return max(0, min(44, (width - 52) // 2))


def _state(entry: UnitYear, width: int) -> Content:
    """Return a glyph for how far a unit is, the step in a word where it fits, a mark where it is late."""
    style = STATE_STYLES[entry.state] if entry.state != "planned" else "$muted"
    glyph = STATE_GLYPHS[entry.state]
    mark = Content.styled("!", "bold $error") if entry.overdue else Content("")
    if width < NARROW:
        return Content.assemble((glyph, style), mark)
    word = _(SHORT_CASES[entry.case_state]) if entry.case_state else _(SHORT_STATES["planned"])
    return Content.assemble((f"{glyph} {word}", style), " " if mark else "", mark)


def _drawn(county: CountyYear, entry: UnitYear, last: TableFacts | None, codes: int, width: int) -> Content:
    score, grade = final(county, entry)
    tail = Content.assemble(
        left(_state(entry, width), _state_cells(width)),
        right(printed(score), 6, "" if score else "$muted"),
        "   ",
        letter(grade),
    )
    if width >= NARROW:
        old = last.by_code.get(entry.unit.code) if last else None
        step = change(score, old.score if old else None)
        before = Content.assemble(
            right(change_text(step), 8, change_style(step)), " ", (old.grade or "") if old else ""
        )
        tail += Content.assemble(
            left(before, 11),
            "  ",
            left(plain(unit_note(county, entry)).stylize("$muted"), _note_cells(width)),
        )
    name = plain(entry.unit.name)
    if entry.unit.kind == "institution":
        name = name.stylize("bold")
    code = left(plain(entry.unit.code).stylize("$muted"), codes)
    return Content.assemble(left(Content.assemble(" ", code, name), width - tail.cell_length - 1), " ", tail)

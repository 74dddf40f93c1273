"""The county as rows of figures: how far each institution is, letters, dimensions, weak items, last year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual.content import Content

from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import GradeTable
from eldercheck.domain.grading import LETTERS
from eldercheck.domain.register import Unit, UnitKind
from eldercheck.domain.table_facts import TableFacts, change, change_text
from eldercheck.language import _, current
from eldercheck.services.county import STATES, CountyYear, State, Tally, WeakItem
from eldercheck.tui.behind import target
from eldercheck.tui.overdue_rows import OVERDUE_CELLS, overdue_cell
from eldercheck.tui.plain import plain
from eldercheck.tui.result_text import GRADE_STYLES
from eldercheck.tui.small_bars import (
    SHORT_STATES,
    STATE_GLYPHS,
    STATE_STYLES,
    change_style,
    heat_strip,
    share_bar,
    stacked_bar,
)
from eldercheck.tui.small_bars import left as padded
from eldercheck.tui.small_bars import letter as grade_mark
from eldercheck.tui.small_bars import right as ended
from eldercheck.tui.widgets.figure_list import Cell, FigureRow
from eldercheck.wording.results import printed

KINDS: tuple[UnitKind, ...] = ("branch", "service_point", "institution")
WEAKEST = 10
WITH_BAR = 66
"""From this width on an institution's row has its bar."""


def four_figures(county: CountyYear) -> tuple[tuple[str, str, str], ...]:
    """Return the four figures that matter: title, figure, target."""
    whole = county.tally()
    done = whole.by_state["signed"] + whole.by_state["approved"]
    graded = sum(row.is_graded for row in county.table.institutions)
    return (
        (_("examined"), f"{done}/{whole.units}", target("of", "", "signed approved")),
        (_("for a second look"), str(whole.by_state["signed"]), target("of", "", "signed")),
        (_("at C"), str(whole.by_grade["C"]), target("grade", "", "C")),
        (_("institutions graded"), f"{graded}/{len(county.table.institutions)}", target("graded")),
    )


def figures_row(county: CountyYear) -> FigureRow:
    """Return the four figures in a line, for a screen without room for large ones."""

    def cells(width: int) -> Iterator[Cell]:
        texts = [
            Cell(Content.assemble((figure, "bold"), f" {title}"), goes)
            for title, figure, goes in four_figures(county)
        ]
        room = width - 1 - sum(cell.text.cell_length for cell in texts)
        gap = Content(" " * min(6, max(1, room // len(texts))))
        yield Cell(Content(" "))
        for cell in texts:
            yield cell
            yield Cell(gap)

    return FigureRow("four", lambda width: tuple(cells(width)))


def institution_rows(county: CountyYear) -> Iterator[FigureRow]:
    """Return a row for the county and one for each institution: states, bar, score, grade, dimensions."""
    late = bool(county.tally().overdue)
    yield _heading("institutions", _("How far"), partial(_state_heads, late=late))
    yield FigureRow("of *", partial(_institution, county, None))
    for head in county.institutions:
        yield FigureRow(f"of {head.id}", partial(_institution, county, head))


def letter_rows(county: CountyYear, facts: TableFacts) -> Iterator[FigureRow]:
    """Return a row for each letter, the kinds of units side by side."""
    counts = {kind: sum(facts.letters[kind].values()) for kind in KINDS}
    yield _heading("letters", _("Distribution"), lambda width: _kind_heads(width, counts))
    for letter in LETTERS:
        yield FigureRow(f"letter {letter}", partial(_letter_cells, facts, letter))


def dimension_rows(county: CountyYear, facts: TableFacts, last: TableFacts | None) -> Iterator[FigureRow]:
    """Return a row for each dimension: the means of each kind, last year's beside."""
    yield _heading("dimensions", _("Dimensions"), lambda width: _kind_heads(width, {}))
    for name, title in county.table.dimensions:
        words = title.in_language(current())
        yield FigureRow(f"dimension {name}", partial(_dimension_cells, facts, last, name, words))


def weak_rows(county: CountyYear) -> Iterator[FigureRow]:
    """Return the items that the largest share of units lost marks on."""
    yield _heading("weakest", _("Weakest items"), lambda _width: Content(""))
    if not county.weakest:
        yield _note("weakest none", _("Nothing examined yet."))
    for weak in county.weakest[:WEAKEST]:
        yield FigureRow(f"item {weak.checklist.unit} {weak.item.id}", partial(_weak_cells, weak))


def last_rows(
    county: CountyYear, facts: TableFacts, last: GradeTable | None, before: TableFacts | None
) -> Iterator[FigureRow]:
    """Return last year beside this year, by institution."""
    if last is None or before is None:
        yield _heading("last", _("Last year"), lambda _width: Content(""))
        yield _note("last none", _("No earlier year was opened."))
        return
    years = Content(_("{before} → {now}").format(before=last.year, now=county.table.year))
    yield _heading("last", _("Last year beside this year"), lambda _width: years)
    yield FigureRow("last *", partial(_letters_then_now, before, facts))
    for head in county.institutions:
        yield FigureRow(f"last {head.id}", partial(_last_cells, before, facts, head))


def blank(name: str) -> FigureRow:
    """Return an empty line."""
    return FigureRow(f"blank {name}", lambda _width: (), selectable=False)


def _heading(name: str, title: str, more: Callable[[int], Content]) -> FigureRow:
    def cells(width: int) -> tuple[Cell, ...]:
        rest = more(width)
        return (
            Cell(padded(Content.styled(f" {title}", "bold $primary"), width - rest.cell_length)),
            Cell(rest.stylize("$muted")),
        )

    return FigureRow(f"heading {name}", cells, selectable=False)


def _note(name: str, text: str) -> FigureRow:
    return FigureRow(
        name, lambda width: (Cell(padded(Content.styled(f" {text}", "$muted"), width)),), selectable=False
    )


def _state_heads(width: int, *, late: bool) -> Content:
    styles = {**STATE_STYLES, "planned": ""}
    heads = [ended(_(SHORT_STATES[state]), _state_cells(width), styles[state]) for state in STATES]
    if width >= WITH_BAR:
        glyphs = Content.assemble(*((STATE_GLYPHS[state], STATE_STYLES[state]) for state in reversed(STATES)))
        heads.append(Content.assemble(" ", padded(glyphs, _bar_cells(width))))
    if late:
        heads.append(ended(_("late"), OVERDUE_CELLS, "$error"))
    return Content.assemble(*heads, " ", ended(_("score"), 6), "    ", ended(_("dim."), 6))


def _state_cells(width: int) -> int:
    return 6 if width < WITH_BAR else 8 if width >= 96 else 7


def _bar_cells(width: int) -> int:
    return min(24, max(0, width - 66) // 2 + 6)


def _institution(county: CountyYear, head: Unit | None, width: int) -> tuple[Cell, ...]:
    tally, name = county.tally(head), head.id if head else ""
    row = county.table.institution(head.code) if head else None
    states = [_state_cell(tally, name, state, _state_cells(width)) for state in STATES]
    rules = county.programme.rules
    strip = heat_strip(
        [row.dimensions.get(dimension) if row else None for dimension, _title in county.table.dimensions],
        Figure.of(rules.a_floor),
        Figure.of(rules.b_floor),
    )
    score = printed(row.score) if row and row.score is not None else ""
    mark = grade_mark(row.grade) if row else Content("   ")
    tail = Content.assemble(ended(score, 6), " ", mark, "  ", strip if row else "    ", " ")
    bar = stacked_bar(tally.by_state, _bar_cells(width)) if width >= WITH_BAR else Content("")
    middle = [Cell(Content.assemble(" ", bar, " " if bar else "")), *overdue_cell(county, tally, name)]
    taken = sum(cell.text.cell_length for cell in (*states, *middle)) + tail.cell_length
    title = plain(head.name) if head else Content.styled(_("Whole county"), "bold")
    shown = padded(Content.assemble(" ", title), width - taken)
    return (Cell(shown, target("of", name, "")), *states, *middle, Cell(tail))


def _state_cell(tally: Tally, name: str, state: State, cells: int) -> Cell:
    number = tally.by_state[state]
    shown = ended(str(number) if number else "·", cells, "" if number else "$muted")
    return Cell(shown, target("of", name, state) if number else "")


def _kind_heads(width: int, counts: dict[UnitKind, int]) -> Content:
    words = {"branch": _("branches"), "service_point": _("service pts"), "institution": _("institutions")}
    cells = _kind_cells(width)
    heads = [
        padded(Content(" " + " ".join(filter(None, (words[kind], str(counts.get(kind, "")))))), cells)
        for kind in KINDS
    ]
    return Content.assemble(*heads)


def _kind_cells(width: int) -> int:
    return max(13, (width - 14) // 3)


def _letter_cells(facts: TableFacts, letter: str, width: int) -> tuple[Cell, ...]:
    cells = _kind_cells(width)
    lead = Content.assemble("    ", (f" {letter} ", f"bold reverse {GRADE_STYLES[letter]}"))
    found = [Cell(padded(lead, width - 3 * cells))]
    for kind in KINDS:
        number, whole = facts.letters[kind][letter], sum(facts.letters[kind].values())  # type: ignore[index]
        percent = f"{(200 * number + whole) // (2 * whole)}%" if whole else ""
        room = cells - 11
        bar = share_bar(number, whole, room, GRADE_STYLES[letter]) if room >= 4 else Content("")
        text = Content.assemble(" ", bar, ended(str(number), 4), ended(percent, 5, "$muted"), " ")
        found.append(Cell(padded(text, cells), target("grade", kind, letter) if number else ""))
    return tuple(found)


def _dimension_cells(
    facts: TableFacts, last: TableFacts | None, name: str, words: str, width: int
) -> tuple[Cell, ...]:
    cells = _kind_cells(width)
    found = [Cell(padded(Content.assemble("    ", plain(words)), width - 3 * cells))]
    for kind in KINDS:
        mean = facts.means[kind][name]
        before = last.means[kind].get(name) if last else None
        bar_cells = max(0, cells - 15)
        parts = [Content(" "), ended(printed(mean), 5, "bold")]
        if bar_cells >= 3:
            style = "$accent" if mean else "$rule"
            parts += [Content(" "), share_bar(mean.tenths if mean else 0, 1000, bar_cells, style)]
        parts.append(ended(printed(before) if last else "", 6, "$muted"))
        text = padded(Content.assemble(*parts), cells)
        found.append(Cell(text, target("dimension", kind, name) if mean else ""))
    return tuple(found)


def _weak_cells(weak: WeakItem, width: int) -> tuple[Cell, ...]:
    lost, asked = len(weak.lost), weak.asked
    count = _("{lost} of {asked}").format(lost=lost, asked=asked)
    lead = Content.assemble(
        " ",
        share_bar(lost, asked, 8 if width >= 70 else 5, "$warning"),
        ended(count, 12),
        "  ",
        (weak.item.id, "bold $accent"),
        " ",
    )
    ask = padded(plain(weak.item.ask.in_language(current())), width - lead.cell_length - 1)
    return (Cell(Content.assemble(lead, ask), target("item", weak.checklist.unit, weak.item.id)),)


def _letters_then_now(before: TableFacts, facts: TableFacts, _width: int) -> tuple[Cell, ...]:
    found = [Cell(Content("    "))]
    for letter in LETTERS:
        then, now = before.letters["institution"][letter], facts.letters["institution"][letter]
        text = Content.assemble(
            " ", (f" {letter} ", f"bold reverse {GRADE_STYLES[letter]}"), f" {then} → {now}  "
        )
        found.append(Cell(text, target("grade", "institution", letter) if now else ""))
    return tuple(found)


def _last_cells(before: TableFacts, facts: TableFacts, head: Unit, width: int) -> tuple[Cell, ...]:
    old, new = before.by_code.get(head.code), facts.by_code.get(head.code)
    step = change(new.score if new else None, old.score if old else None)
    tail = Content.assemble(
        ended(printed(old.score if old else None), 6, "$muted"),
        " ",
        grade_mark(old.grade if old else None),
        " → ",
        ended(printed(new.score if new else None), 5),
        " ",
        grade_mark(new.grade if new else None),
        ended(change_text(step), 7, change_style(step)),
        " ",
    )
    name = padded(Content.assemble(" ", plain(head.name)), width - tail.cell_length)
    return (Cell(Content.assemble(name, tail), target("of", head.id, "")),)


def all_sections(
    county: CountyYear, last: GradeTable | None, before: TableFacts | None
) -> Sequence[tuple[FigureRow, ...]]:
    """Return the five blocks of the screen, each as its rows; `before` adds up `last`."""
    facts = TableFacts.of(county.table)
    return (
        tuple(institution_rows(county)),
        tuple(letter_rows(county, facts)),
        tuple(dimension_rows(county, facts, before)),
        tuple(weak_rows(county)),
        tuple(last_rows(county, facts, last, before)),
    )

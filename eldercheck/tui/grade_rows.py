"""The grade table drawn: which columns fit a width, their titles, and each row in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from textual.content import Content

from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import GradeTable
from eldercheck.domain.register import UnitKind
from eldercheck.domain.table_facts import change_text
from eldercheck.domain.wordings import Wording
from eldercheck.language import N_, _, current
from eldercheck.tui.grade_table_rows import MARKS, TableRow
from eldercheck.tui.plain import plain
from eldercheck.tui.small_bars import change_style, left, letter, right
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.results import listed, printed
from eldercheck.wording.years import kind_title

NORMAL, WIDE = 75, 111
"""From these widths on: counts, group and bonus; self-assessment, last year and the change."""
NOTE_ROOM = 92
"""Below this width the note is a mark."""
MARK = 4
"""The cells of a mark with the gap before it."""
FULL_NOTE = 24
"""From so many cells on the note is a sentence, below it only names its marks."""
SHORT_DIMENSIONS = {
    "organisation": N_("Org."),
    "facilities": N_("Fac."),
    "publicity": N_("Publ."),
    "outcome": N_("Outc."),
}
SHORT_MARKS = {
    "exempt": N_("exm"),
    "missing": N_("mis"),
    "quota": N_("quo"),
    "provisional": N_("prv"),
    "must_fix": N_("fix"),
    "changed": N_("chg"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its cells with the gap before it, how a row fills it."""

    id: str
    title: str
    cells: int
    fill: Callable[[TableRow, int], Content]
    ends: bool = True
    """Whether it is aligned to its end, as figures are."""


def columns(table: GradeTable, rows: Sequence[TableRow], kind: UnitKind, width: int) -> tuple[Column, ...]:
    """Return the columns that fit; name and note share what the others leave."""
    fixed = list(_fixed(table, rows, kind, width))
    room = width - sum(column.cells for column in fixed)
    note = MARK if width < NOTE_ROOM else min(40, max(MARK, room * 2 // 5))
    name = Column("name", kind_title(kind), room - note, lambda row, cells: _name(row, cells), ends=False)
    place = 1
    return (
        *fixed[:place],
        name,
        *fixed[place:],
        Column("", _("Note") if note > MARK else "", note, _note, False),
    )


def heads(shown: Sequence[Column], sorted_by: str, *, reverse: bool) -> list[tuple[Content, str]]:
    """Return the titles; the column that sorts carries an arrow."""
    parts = []
    for column in shown:
        arrow = ("▲" if reverse else "▼") if column.id == sorted_by else ""
        text = Content(f"{column.title}{arrow}")
        if column.id == sorted_by:
            text = text.stylize("bold $accent")
        parts.append((_placed(text, column.cells, ends=column.ends), column.id))
    return parts


def drawn_rows(table: GradeTable, rows: Sequence[TableRow], kind: UnitKind) -> Iterator[Row]:
    """Return each row as the list shows it."""
    kept: dict[int, tuple[Column, ...]] = {}

    def draw(row: TableRow, width: int) -> Content:
        if width not in kept:
            kept[width] = columns(table, rows, kind, width)
        return Content.assemble(
            *(
                _placed(column.fill(row, column.cells), column.cells, ends=column.ends)
                for column in kept[width]
            )
        )

    for row in rows:
        yield Row(row.code, partial(draw, row))


def legend(rows: Sequence[TableRow], width: int) -> Content:
    """Say what the short marks mean that stand in the rows of this width; empty where none does."""
    found = {_shown_mark(row) for row in rows} if width < NOTE_ROOM else set()
    parts = [
        Content.assemble((_(SHORT_MARKS[mark]), "$warning"), f" {_(MARKS[mark])}")
        for mark in SHORT_MARKS
        if mark in found
    ]
    return Content.assemble(" ", Content("   ").join(parts)) if parts else Content("")


def _shown_mark(row: TableRow) -> str:
    return next((mark for mark in SHORT_MARKS if mark in row.marks), "")


def _fixed(table: GradeTable, rows: Sequence[TableRow], kind: UnitKind, width: int) -> Iterator[Column]:
    wide, normal = width >= WIDE, width >= NORMAL
    yield Column(
        "code",
        _("#"),
        3 if len(rows) < 100 else 4,
        lambda row, _cells: Content.styled(str(row.number), "$muted"),
    )
    if normal and any(row.group for row in rows):
        title, cells = (_("Group"), 5) if kind == "institution" else (_("Of"), 18)
        yield Column("group", title, cells if not wide else max(cells, width // 9), _group, ends=False)
    if normal and kind == "institution":
        yield Column("branches", _("Br."), 6, lambda row, _cells: _share(row.branches))
        yield Column("points", _("Serv."), 7 if not wide else 8, lambda row, _cells: _share(row.points))
    for name, words in table.dimensions:
        yield Column(name, _dimension(name, words), 6, partial(_figure, name))
    yield Column("score", _("Score"), 6, lambda row, _cells: Content.styled(printed(row.score), "bold"))
    if normal and any(row.bonus and row.bonus.tenths for row in rows):
        yield Column("bonus", _("Bon."), 5, lambda row, _cells: _bonus(row.bonus))
    yield Column("grade", _("Gr."), 5, lambda row, _cells: letter(row.grade))
    if wide:
        yield Column("own", _("Self"), 6, lambda row, _cells: _muted(row.own))
        yield Column("last", _("Last"), 6, lambda row, _cells: _last(row))
        yield Column("change", _("Chg."), 7, lambda row, _cells: _change(row))


def _placed(text: Content, cells: int, *, ends: bool) -> Content:
    if not ends:
        return Content.assemble(" ", left(text, cells - 1))
    gap = cells - text.cell_length
    return Content.assemble(" " * gap, text) if gap >= 0 else text.truncate(cells)


def _dimension(name: str, title: Wording) -> str:
    short = SHORT_DIMENSIONS.get(name)
    return _(short) if short else title.in_language(current())[:2]


def _number(row: TableRow, _cells: int) -> Content:
    return Content.styled(str(row.number), "$muted")


def _name(row: TableRow, _cells: int) -> Content:
    return plain(row.name)


def _group(row: TableRow, cells: int) -> Content:
    """Return the group; where there is room for two ideographs only, without a sign that it goes on."""
    name = plain(row.group).stylize("$muted")
    return name.truncate(cells - 1) if cells < 8 else name


def _share(pair: tuple[int, int] | None) -> Content:
    return Content("") if pair is None else Content(f"{pair[0]}/{pair[1]}")


def _figure(name: str, row: TableRow, _cells: int) -> Content:
    figure = row.dimensions.get(name)
    return Content.styled("—", "$muted") if figure is None else Content(str(figure))


def _bonus(bonus: Figure | None) -> Content:
    return Content(str(bonus)) if bonus and bonus.tenths else Content("")


def _muted(figure: Figure | None) -> Content:
    return Content.styled(str(figure), "$muted") if figure else Content("")


def _last(row: TableRow) -> Content:
    return Content.styled(row.last.grade or "", "$muted") if row.last else Content("")


def _change(row: TableRow) -> Content:
    return right(change_text(row.step), 6, change_style(row.step))


def _note(row: TableRow, cells: int) -> Content:
    if cells >= FULL_NOTE or (cells > MARK and not row.marks):
        return plain(row.note).stylize("$muted")
    if cells > 4:
        return Content.styled(
            listed(_(words) for mark, words in MARKS.items() if mark in row.marks), "$muted"
        )
    mark = _shown_mark(row)
    return Content.styled(_(SHORT_MARKS[mark]) if mark else "", "$warning")

"""A report as plain text: aligned columns for a terminal, each text wrapped to the room there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from pathlib import Path

from eldercheck.domain.clean_text import visible
from eldercheck.reports.cell_text import cell_text
from eldercheck.reports.naming import fact_text
from eldercheck.reports.report import Cell, Column, Report
from eldercheck.reports.text_cells import cells_of

WIDEST, NARROWEST, COMFORTABLE, INDENT = 40, 6, 10, 5
"""How wide a text column gets by itself, how narrow it is pressed, and how narrow it still reads well."""
SAMPLE = 500
"""From so many rows the widths are taken; later ones wrap where they are wider."""


def write_text(report: Report, path: Path) -> None:
    """Write a report as text in UTF-8, without a limit of width. Raises OSError."""
    with path.open("w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
        file.writelines(f"{line}\n" for line in text_lines(report))


def text_lines(report: Report, room: int | None = None) -> Iterator[str]:
    """Yield a report line by line, in so many cells (None: as many as it takes)."""
    yield visible(report.title)
    yield visible(report.mark)
    for label, text in report.head:
        yield from _wrapped(fact_text(label, text), room or 10**6)
    yield ""
    yield from _table(report, room)
    if report.foot:
        yield ""
    for line in report.foot:
        yield from _wrapped(visible(line), room or 10**6)


@dataclass(frozen=True)
class _Layout:
    """Where the texts of a row stand."""

    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    gap: int = 2
    below: int | None = None
    """The place of the column that stands under its row, where there is no room beside the others."""

    @property
    def total(self) -> int:
        """How many cells a row takes."""
        return sum(self.widths) + self.gap * (len(self.widths) - 1)

    def lines(self, texts: Sequence[str]) -> Iterator[str]:
        """Yield the lines of one row."""
        beside = [text for place, text in enumerate(texts) if place != self.below]
        spare = [width - cells_of(text) for text, width in zip(beside, self.widths, strict=True)]
        if min(spare) >= 0:
            yield self._line(beside, spare)
        else:
            wrapped = [list(_wrapped(text, width)) for text, width in zip(beside, self.widths, strict=True)]
            for parts in zip_longest(*wrapped, fillvalue=""):
                rest = [width - cells_of(part) for part, width in zip(parts, self.widths, strict=True)]
                yield self._line(parts, rest)
        if self.below is not None and texts[self.below]:
            for part in _wrapped(texts[self.below], self.total - INDENT):
                yield " " * INDENT + part

    def _line(self, texts: Sequence[str], spare: Sequence[int]) -> str:
        padded = (
            " " * rest + text if column.kind in ("whole", "figure") else text + " " * rest
            for column, text, rest in zip(self.columns, texts, spare, strict=True)
        )
        return (" " * self.gap).join(padded).rstrip()


def _table(report: Report, room: int | None) -> Iterator[str]:
    columns, rows = report.columns, iter(report.rows)
    sample = [_texts(columns, row) for row, _number in zip(rows, range(SAMPLE), strict=False)]
    layout = _layout(columns, sample, room)
    yield from layout.lines([visible(column.title) for column in columns])
    yield "─" * layout.total
    for texts in chain(sample, (_texts(columns, row) for row in rows)):
        yield from layout.lines(texts)


def _layout(columns: tuple[Column, ...], sample: Sequence[Sequence[str]], room: int | None) -> _Layout:
    """Return a layout in so many cells: headings give way first, then texts; the last text goes below."""
    longest = [max((cells_of(row[place]) for row in sample), default=0) for place in range(len(columns))]
    least = [max(4, wide) for wide in longest]
    widths = [
        min(max(wide, _heading_width(column.title)), WIDEST)
        for wide, column in zip(longest, columns, strict=True)
    ]
    layout = _Layout(columns, tuple(widths))
    if room is None or layout.total <= room:
        return layout
    widths = [
        width if _bends(column) else min(width, enough)
        for column, width, enough in zip(columns, widths, least, strict=True)
    ]
    whole = _Layout(columns, tuple(widths))
    ways = [whole]
    if len(columns) > 1 and _bends(columns[-1]):
        below = _Layout(columns[:-1], tuple(widths[:-1]), below=len(columns) - 1)
        ways += [below, replace(below, gap=1)]
    found = [_squeezed(way, room) for way in ways]
    return next((way for way in found if _reads_well(way, room)), found[-1])


def _reads_well(layout: _Layout, room: int) -> bool:
    bent = [width for column, width in zip(layout.columns, layout.widths, strict=True) if _bends(column)]
    return layout.total <= room and min(bent, default=COMFORTABLE) >= COMFORTABLE


def _bends(column: Column) -> bool:
    """Whether the texts of a column may wrap."""
    return column.kind == "text" and not column.parts


def _squeezed(layout: _Layout, room: int) -> _Layout:
    """Return the layout with its widest texts made narrower until it fits, or nothing gives way any more."""
    widths = list(layout.widths)
    bending = [place for place, column in enumerate(layout.columns) if _bends(column)]
    over = layout.total - room
    while over > 0 and bending:
        place = max(bending, key=lambda place: widths[place])
        if widths[place] <= NARROWEST:
            break
        widths[place] -= 1
        over -= 1
    return replace(layout, widths=tuple(widths))


def _heading_width(title: str) -> int:
    """Return the least width in which a heading reads well: its longest word, or half of it in Chinese."""
    words = max(map(cells_of, visible(title).replace("/", "/ ").split()), default=1)
    return min(words, max(8, (cells_of(title) + 1) // 2)) if words != len(title) else words


def _shown(column: Column, cell: Cell) -> str:
    return cell_text(column, cell).replace("\n", " ")


def _texts(columns: Sequence[Column], row: tuple[Cell, ...]) -> list[str]:
    return list(map(_shown, columns, row))


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text: broken at a blank where one is near, between characters else."""
    while cells_of(text) > width:
        cut, taken = 0, 0
        for character in text:
            taken += cells_of(character)
            if taken > width:
                break
            cut += 1
        cut = max(1, cut)
        blank = text.rfind(" ", 0, cut + 1)
        if blank > cut // 3:
            cut = blank
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    yield text

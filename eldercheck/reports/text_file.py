"""A report as plain text: aligned columns for a terminal, each text wrapped to the room there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from eldercheck.domain.clean_text import visible
from eldercheck.reports.cell_text import cell_text
from eldercheck.reports.naming import fact_text
from eldercheck.reports.report import Cell, Column, Report
from eldercheck.reports.text_cells import cells_of

GAP = 2
WIDEST, NARROWEST = 40, 6
"""How wide a text column gets by itself, and how narrow it is pressed."""
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


def _table(report: Report, room: int | None) -> Iterator[str]:
    rows = iter(report.rows)
    sample = [row for row, _number in zip(rows, range(SAMPLE), strict=False)]
    widths = _widths(report.columns, sample, room)
    titles = [visible(column.title) for column in report.columns]
    yield from _lines(report.columns, titles, widths)
    yield "─" * (sum(widths) + GAP * (len(widths) - 1))
    for row in sample:
        yield from _lines(report.columns, _texts(report.columns, row), widths)
    for row in rows:
        yield from _lines(report.columns, _texts(report.columns, row), widths)


def _widths(columns: Sequence[Column], sample: Sequence[tuple[Cell, ...]], room: int | None) -> list[int]:
    """Return a width for each column: what its cells take; where the room is short, texts give way."""
    texts = [[_shown(column, row[place]) for row in sample] for place, column in enumerate(columns)]
    longest = [max(map(cells_of, found), default=0) for found in texts]
    heading = [_heading_width(column.title) for column in columns]
    widths = [min(max(pair), WIDEST) for pair in zip(longest, heading, strict=True)]
    over = 0 if room is None else sum(widths) + GAP * (len(widths) - 1) - room
    while over > 0:
        text = [place for place, column in enumerate(columns) if column.kind == "text"]
        place = max(text, key=lambda place: widths[place], default=0)
        if not text or widths[place] <= NARROWEST:
            break
        widths[place] -= 1
        over -= 1
    return widths


def _heading_width(title: str) -> int:
    """Return the least width in which a heading reads well: its longest word, or half of it in Chinese."""
    words = max(map(cells_of, visible(title).replace("/", "/ ").split()), default=1)
    return min(words, max(8, (cells_of(title) + 1) // 2)) if words != len(title) else words


def _lines(columns: Sequence[Column], texts: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [list(_wrapped(text, width)) for text, width in zip(texts, widths, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        line = (" " * GAP).join(
            _padded(part, width, right=column.kind in ("whole", "figure"))
            for column, part, width in zip(columns, parts, widths, strict=True)
        )
        yield line.rstrip()


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * max(0, width - cells_of(text))
    return space + text if right else text + space


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

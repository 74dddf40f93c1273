"""A table as the XML of a Word document, row by row: widths that fit the page, a head that repeats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from eldercheck.domain.clean_text import visible
from eldercheck.language import _
from eldercheck.reports.cell_text import cell_text
from eldercheck.reports.report import Cell, CellKind, Column

SMALLEST, AT_WORST = 15, 12
"""Half-points: nothing smaller reads well on paper; the second only where words would else be cut."""
PADDING = 57
"""Twips left and right in a cell: one millimetre."""
_TWIPS_PER_CELL = 5
"""A half-width character is half as wide as it is high: 5 twips for each half-point of size."""
_ROWS_AT_ONCE = 100
_EASE = 35
"""Percent of the way from its least width to what it asks for that a column should have."""
_SHORT, _TIGHT = 12, 9
"""Half-width characters: a text column up to this is not made narrower; the second where columns are many."""
_TEXT_SHARE, _NAME_SHARE = 45, 65
"""Percent of what a text column asks for that it keeps; a name keeps more, for it is looked for."""
_LATIN = re.compile(r"[A-Za-z]+")
"""A word of a title that is not cut; Chinese may be cut between any two characters."""
_SLASH = re.compile(r"(?<=[A-Za-z])/(?=[A-Za-z])")
_LEAST: dict[CellKind, int] = {"whole": 4, "figure": 6, "grade": 5}


@dataclass(frozen=True, slots=True)
class TableLook:
    """How a table looks in its place: styles by id (empty: none), fonts as XML, half-points, twips."""

    style: str
    head_style: str
    run: str
    size: int
    width: int


def table_xml(
    look: TableLook,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[tuple[Cell, ...]],
    stands_out: Callable[[tuple[Cell, ...]], bool] | None = None,
) -> Iterator[str]:
    """Yield a table in pieces of a few rows, those that stand out in bold; every text is escaped."""
    size, widths = fitted(columns, look.width, look.size)
    yield _opening(title, widths)
    yield _head_row(look, columns, widths, size)
    bold = replace(look, run=f"{look.run}<w:b/>")
    usual, outstanding = (
        [_around(each, column, width, size) for column, width in zip(columns, widths, strict=True)]
        for each in (look, bold)
    )
    waiting: list[str] = []
    is_empty = True
    for row in rows:
        is_empty = False
        waiting.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
        cells = outstanding if stands_out is not None and stands_out(row) else usual
        for column, cell, (before, after) in zip(columns, row, cells, strict=True):
            waiting += (before, _text(cell_text(column, cell)), after)
        waiting.append("</w:tr>")
        if len(waiting) > _ROWS_AT_ONCE * 3 * len(columns):
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)
    if is_empty:
        yield _empty_row(look, len(columns), sum(widths), size)
    yield "</w:tbl>"


def fitted(columns: Sequence[Column], width: int, size: int) -> tuple[int, list[int]]:
    """Return the largest size (half-points) in which the columns have room, and their widths in twips.

    The widths add up to `width`.
    """
    sizes = range(max(size, SMALLEST), SMALLEST - 1, -1)
    ways = [(half, short) for short in (_SHORT, _TIGHT) for half in sizes]
    good, short = next((way for way in ways if _ease(columns, width, way) >= _EASE), (0, _TIGHT))
    if not good:
        small = range(SMALLEST, AT_WORST - 1, -1)
        good = next((half for half in small if _ease(columns, width, (half, short)) >= 0), AT_WORST)
    ease = _ease(columns, width, (good, short))
    shares = [_width(column, (good, short), max(ease, 0)) for column in columns]
    widths = [share * width // sum(shares) for share in shares]
    widths[max(range(len(widths)), key=widths.__getitem__)] += width - sum(widths)
    return good, widths


def _ease(columns: Sequence[Column], width: int, way: tuple[int, int]) -> int:
    """Return how far, in percent, all columns can come from their least width to what they ask for."""
    least = sum(_width(column, way, 0) for column in columns)
    asked = sum(_width(column, way, 100) for column in columns)
    return (width - least) * 100 // (asked - least) if asked > least else 100 if width >= least else -1


def _width(column: Column, way: tuple[int, int], ease: int) -> int:
    """Return the width of a column in twips, between its least (0) and what it asks for (100, and above).

    The way is the size in half-points and up to where a text column counts as short.
    """
    size, short = way
    least = min(column.cells, _LEAST.get(column.kind, column.cells))
    if column.kind == "text":
        share = _NAME_SHARE if column.id == "name" else _TEXT_SHARE
        least = min(column.cells, max(short, column.cells * share // 100))
    least = max(least, *(len(word) + 2 for word in _LATIN.findall(column.title)), 0)
    asked = max(column.cells, least)
    return (least * 100 + (asked - least) * ease) * size * _TWIPS_PER_CELL // 100 + 2 * PADDING


def _opening(title: str, widths: Sequence[int]) -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = (
        f'<w:top w:w="28" w:type="dxa"/><w:left w:w="{PADDING}" w:type="dxa"/>'
        f'<w:bottom w:w="28" w:type="dxa"/><w:right w:w="{PADDING}" w:type="dxa"/>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar>"
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        f' w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={quoteattr(visible(title))}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def _head_row(look: TableLook, columns: Sequence[Column], widths: Sequence[int], size: int) -> str:
    style, run = look.head_style or look.style, "" if look.head_style else f"{look.run}<w:b/>"
    cells = "".join(
        _start(style, run, width, size, "center") + _text(_breakable(column.title)) + _END
        for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _breakable(title: str) -> str:
    """Return a title that Word may break after a slash (U+200B is its optional break)."""
    return _SLASH.sub("/\u200b", visible(title, multiline=True))


def _empty_row(look: TableLook, columns: int, width: int, size: int) -> str:
    start = _start(look.style, look.run, width, size, "center", f'<w:gridSpan w:val="{columns}"/>')
    return f"<w:tr>{start}{_text(_('None.'))}{_END}</w:tr>"


_END = "</w:t></w:r></w:p></w:tc>"


def _around(look: TableLook, column: Column, width: int, size: int) -> tuple[str, str]:
    """Return what stands before and after the text of each cell of a column."""
    side = "left" if column.kind == "text" and column.cells > _SHORT else "center"
    return _start(look.style, look.run, width, size, side), _END


def _start(style: str, run: str, width: int, size: int, side: str, span: str = "") -> str:
    named = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr>{named}<w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{side}"/></w:pPr>'
        f'<w:r><w:rPr>{run}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr><w:t xml:space="preserve">'
    )


def _text(text: str) -> str:
    """Return a text as it stands in w:t; a line end becomes a break."""
    return escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')

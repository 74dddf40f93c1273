"""A report as one web page: no script, no request; for the screen, for paper, for a screen reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eldercheck.domain.clean_text import visible
from eldercheck.domain.grading import LETTERS, Letter
from eldercheck.language import _, current, ngettext
from eldercheck.reports.cell_text import cell_text, naming_column
from eldercheck.reports.naming import day_text
from eldercheck.reports.report import Cell, Column, Report

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
StandsOut = Callable[[tuple[Cell, ...]], bool] | None
ROWS_AT_ONCE = 200
"""How many rows leave in one piece: few enough for the memory, enough for the pace."""
_LANG = {"zh": "zh-Hans", "en": "en"}
_WIDEST_LEAST = 22
"""The most half-width characters that a column keeps where the page is narrow."""
_PAPER = 79
"""How many characters as wide as high stand side by side on a printed page, gaps left out."""
_BAR, _BAR_STEP, _BAR_HEIGHT = 240, 34, 20


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, in the units of its drawing."""

    letter: Letter
    number: int
    percent: int
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Chart:
    """How many units have each grade."""

    title: str
    words: str
    """What the bars show, for whoever does not see them."""
    bars: tuple[Bar, ...]


def write_html(report: Report, path: Path) -> None:
    """Write a report as one page to `path`, whatever is there; rows are read one by one. Raises OSError."""
    with path.open("w", encoding="utf-8", newline="\n") as page:
        page.writelines(html_pieces(report))


def html_text(report: Report) -> str:
    """Return the page as one text."""
    return "".join(html_pieces(report))


def html_pieces(report: Report) -> Iterator[str]:
    """Yield the page piece by piece: as large as it may be, only a few rows are held at a time."""
    return _environment().get_template("report.html").generate(_context(report))


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value, multiline=True) if type(value) is str else value,
    )


def _context(report: Report) -> dict[str, Any]:
    rows_said = ngettext("{title}: {number} row", "{title}: {number} rows", report.count)
    return {
        "lang": _LANG[current()],
        "report": report,
        "is_draft": report.warns,
        "words": {
            "facts": _("About this table"),
            "grades": _("Distribution of grades"),
            "notes": _("Notes"),
            **_letter_words(report),
        },
        "charts": [_chart(title, counts) for title, counts in report.distribution],
        "tables": [
            _table(
                _("Enclosure: findings list") if report.letter else _("The table"),
                rows_said.format(title=report.title, number=report.count),
                report.columns,
                report.rows,
                report.stands_out,
            ),
            *(_table(sheet.title, sheet.title, sheet.columns, sheet.rows) for sheet in report.sheets),
        ],
    }


def _letter_words(report: Report) -> dict[str, str]:
    """Return how a letter begins, and the day under it."""
    if not report.letter:
        return {}
    to = _("To {name}:").format(name=report.facts.get("addressee", ""))
    return {"to": to, "day": day_text(report.day) if report.day else ""}


def _table(
    heading: str,
    caption: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Cell, ...]],
    stands_out: StandsOut = None,
) -> dict[str, Any]:
    widths = [min(column.cells, _WIDEST_LEAST) / 2 for column in columns]
    titles = [
        {"title": column.title, "kind": column.kind, "width": width}
        for column, width in zip(columns, widths, strict=True)
    ]
    return {
        "heading": heading,
        "is_wide": sum(widths) > _PAPER,
        "caption": caption,
        "columns": titles,
        "body": _body(columns, rows, stands_out),
    }


def _body(
    columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]], stands_out: StandsOut = None
) -> Iterator[str]:
    """Yield the rows of a table as markup, many at a time; every text in it is escaped here."""
    from markupsafe import Markup

    open_close = _tags(columns)
    waiting: list[str] = []
    for row in rows:
        waiting.append('<tr class="out">' if stands_out is not None and stands_out(row) else "<tr>")
        waiting.extend(
            f"{start}{_cell(column, cell)}{end}"
            for column, cell, (start, end) in zip(columns, row, open_close, strict=True)
        )
        waiting.append("</tr>\n")
        if len(waiting) > ROWS_AT_ONCE * (len(columns) + 2):
            yield Markup("".join(waiting))
            waiting.clear()
    yield Markup("".join(waiting))


def _tags(columns: tuple[Column, ...]) -> list[tuple[str, str]]:
    """Return what stands before and after the text of each cell of a row."""
    named = naming_column(columns)
    return [
        ('<th scope="row">', "</th>") if place == named else (f'<td class="{column.kind}">', "</td>")
        for place, column in enumerate(columns)
    ]


def _cell(column: Column, cell: Cell) -> str:
    from markupsafe import escape

    text = escape(cell_text(column, cell))
    if column.kind == "grade" and cell in LETTERS:
        said = escape(_("Grade {letter}").format(letter=cell))
        return f'<abbr class="{cell}" title="{said}">{text}</abbr>'
    return str(text)


def _chart(title: str, counts: Mapping[Letter, int]) -> Chart:
    total, most = sum(counts.values()), max(counts.values(), default=0)
    bars = tuple(
        Bar(
            letter,
            number := counts.get(letter, 0),
            percent=_share(number, total, 100),
            y=place * _BAR_STEP + (_BAR_STEP - _BAR_HEIGHT) // 2,
            width=_share(number, most, _BAR),
        )
        for place, letter in enumerate(LETTERS)
    )
    parts = _("; ").join(
        _("grade {letter}: {number} ({percent}%)").format(
            letter=bar.letter, number=bar.number, percent=bar.percent
        )
        for bar in bars
    )
    return Chart(title, parts, bars)


def _share(part: int, whole: int, of: int) -> int:
    """Return part/whole of a length, rounded half up; 0 where there is no whole."""
    return (2 * part * of + whole) // (2 * whole) if whole else 0

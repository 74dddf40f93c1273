"""The register as rows: its columns by the width there is, and what an empty one teaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from eldercheck.domain.register import Unit
from eldercheck.language import _
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.register import field_title
from eldercheck.wording.years import kind_title

NORMAL, WIDE = 75, 111
"""From these widths on: the place; the group and the days."""
DAY, STATE = 11, 9
_MOST_CODE = 20


class Columns:
    """How many cells each column has in a width."""

    def __init__(self, longest: int, width: int) -> None:
        self.code = min(_MOST_CODE, max(cell_len(field_title("code")), longest)) + 2
        self.kind = 14
        self.group = 16 if width >= WIDE else 0
        self.days = 2 * DAY if width >= WIDE else STATE
        rest = width - 1 - self.code - self.kind - self.group - self.days
        self.place = rest * 2 // 5 if width >= NORMAL else 0
        self.name = rest - self.place

    def line(self, code: Content, name: Content, kind: Content, rest: Sequence[Content]) -> Content:
        """Return one line: code, name, kind, then group, place and days."""
        cells = (self.code, self.name, self.kind, self.group, self.place)
        parts = [_cell(text, width) for text, width in zip((code, name, kind, *rest), cells, strict=False)]
        return Content.assemble(" ", *parts, *rest[2:])


def heads(units: Sequence[Unit], width: int) -> list[tuple[Content, str]]:
    """Return the titles of the columns."""
    columns = Columns(_longest(units), width)
    days = [_cell(Content(field_title(name)), DAY) for name in ("opened", "closed")]
    texts = [Content(field_title(name)) for name in ("code", "name", "kind", "ranking_group", "place")]
    last = days if columns.group else [Content("")]
    return [(columns.line(texts[0], texts[1], texts[2], [*texts[3:], *last]), "")]


def register_rows(units: Sequence[Unit]) -> Iterator[Row]:
    """Return a row for each unit."""
    longest = _longest(units)
    for unit in units:
        yield _row(unit, longest)


def empty_paragraphs() -> Iterator[Paragraph]:
    """Return what an empty register teaches."""
    yield Paragraph()
    yield Paragraph(Content.styled(_("The register is empty."), "bold"), indent=2)
    yield Paragraph()
    steps = (
        (
            "w",
            _("Write a workbook to fill in: one row for each institution, branch and service point."),
            "write",
        ),
        ("", _("Fill it in with Excel or WPS and save it."), ""),
        ("r", _("Read it: you see what is new before anything is taken over."), "read"),
    )
    for key, text, target in steps:
        lead = Content.assemble((f"{key:1}", "bold $accent"), "  ")
        yield Paragraph(Content(text), target, indent=4, lead=lead)
    yield Paragraph()
    lead = Content.assemble((_("or") + " ", "$muted"), ("a", "bold $accent"), "  ")
    yield Paragraph(
        Content(_("Add the units by hand, an institution first.")), "add_unit", indent=4, lead=lead
    )


def _longest(units: Sequence[Unit]) -> int:
    return max((len(unit.code) for unit in units), default=0)


def _row(unit: Unit, longest: int) -> Row:
    style = "bold" if unit.kind == "institution" else ""

    def draw(width: int) -> Content:
        columns = Columns(longest, width)
        muted = "$muted" if unit.closed else style
        return columns.line(
            plain(unit.code).stylize("$muted"),
            plain(unit.name).stylize(muted),
            Content.styled(kind_title(unit.kind), "$muted"),
            [plain(unit.ranking_group), plain(unit.place).stylize("$muted"), *_days(unit, columns)],
        )

    return Row(unit.id, draw)


def _days(unit: Unit, columns: Columns) -> list[Content]:
    """Return the days where there is room, else only what is out of the ordinary."""
    if columns.group:
        exempt = Content.styled(_("exempt"), "$warning") if unit.exempt else Content("")
        closed = plain(unit.closed).stylize("$error") if unit.closed else exempt
        return [_cell(plain(unit.opened), DAY), _cell(closed, DAY)]
    if unit.closed:
        return [Content.styled(_("closed"), "$error")]
    return [Content.styled(_("exempt"), "$warning") if unit.exempt else Content("")]


def _cell(text: Content, width: int) -> Content:
    if width <= 0:
        return Content("")
    return Content.assemble(text.truncate(width - 1, ellipsis=True, pad=True), " ")

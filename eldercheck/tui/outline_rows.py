"""The outline of a sheet as rows: sections with their progress, items with their marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.content import Content

from eldercheck.domain.answers import Answer, NotApplicable, credit
from eldercheck.domain.checklist import Item, Section
from eldercheck.language import _, current
from eldercheck.services.examination import Examination
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.results import answer_mark

MARK_CELLS = 5


def outline_rows(examination: Examination, marked: Callable[[str], Content]) -> Iterator[Row]:
    """Return the rows of the whole sheet, in walking order; `marked` gives the mark of an item, if any."""
    for section in examination.checklist.sections:
        yield section_row(examination, section)
        for item in section.items:
            yield item_row(examination, item, marked(item.id))


def section_row(examination: Examination, section: Section) -> Row:
    """Return the heading of a section."""
    progress = examination.progress([item.id for item in section.items])
    right = f"{progress.answered}/{progress.total} "
    style = "$success" if progress.complete else "$muted"

    def draw(width: int) -> Content:
        title = plain(section.title.in_language(current())).stylize("bold")
        title = title.truncate(max(0, width - len(right) - 2), ellipsis=True)
        gap = " " * max(1, width - title.cell_length - len(right) - 1)
        return Content.assemble(" ", title, gap, (right, style))

    return Row(f"§{section.id}", draw, selectable=False)


def item_row(examination: Examination, item: Item, marked: Content) -> Row:
    """Return the row of an item: whether critical, its answer, its code and what it asks.

    `marked` is one cell that stands in place of the sign of a note; empty for none.
    """
    answer = examination.sheet.answers.get(item.id)
    mark, style = answer_mark(item, answer), mark_style(item, answer)
    critical = (_("!"), "$error bold") if item.caps_at else ("  ", "")
    note = Content.styled("*" if item.id in examination.sheet.notes else " ", "$accent")

    def draw(width: int) -> Content:
        shown = Content(mark).truncate(MARK_CELLS, ellipsis=True)
        return Content.assemble(
            Content.styled(*critical).truncate(2, pad=True),
            " " * (MARK_CELLS - shown.cell_length),
            shown.stylize(style),
            marked or note,
            (item.id.partition("-")[2], "" if answer is None else "$muted"),
            " ",
            plain(item.ask.in_language(current())).stylize("" if answer is None else "$muted"),
        ).truncate(width, ellipsis=True)

    return Row(item.id, draw)


def mark_style(item: Item, answer: Answer | None) -> str:
    """Return the colour of a mark: full, some lost, nothing earned, left out."""
    if answer is None or isinstance(answer, NotApplicable):
        return "$muted"
    earned = credit(item, answer)
    if earned is None:
        return "$muted"
    if earned == 1:
        return "$success"
    return "$warning" if earned else "$error bold"

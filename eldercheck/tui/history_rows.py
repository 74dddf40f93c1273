"""A history as rows: days, and under each who said what at which time; and the past as a page to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from eldercheck.domain.checklist import Item
from eldercheck.domain.grading import Letter
from eldercheck.language import _, current
from eldercheck.services.history import Entry, History, Past
from eldercheck.tui.plain import plain
from eldercheck.tui.result_text import GRADE_STYLES
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.pasts import (
    answer_now,
    dossier_lines,
    evidence_of,
    figures_text,
    limits_text,
    state_words,
)
from eldercheck.wording.results import answer_text
from eldercheck.wording.timeline import Line, line_of

TIME_CELLS, NAME_CELLS, NARROW_NAME_CELLS = 8, 12, 8
"""Of the time with its gap; of a name, its gap included."""
NARROW = 70
LEAST_ABOUT = 12
"""Cells from which on there is room for the question beside an entry."""


def entry_rows(history: History, entries: Sequence[Entry], item: str, width: int) -> Iterator[Row]:
    """Return the rows of some entries, the newest first, in a width; with an item, that one alone is told.

    An entry has one row that takes the cursor, and one for each line that it is longer.
    """
    day = ""
    for entry in reversed(entries):
        line = line_of(entry, history.checklist, item)
        if line.moment[:10] != day:
            day = line.moment[:10]
            yield _fixed(f"§{day} {row_id(entry)}", plain(f" {day}").stylize("bold $primary"), False)
        first, *more = _lines(entry, line, width, asks=not item)
        yield _fixed(row_id(entry), first, True)
        for place, content in enumerate(more):
            yield _fixed(f"{row_id(entry)} {place}", content, False)


def row_id(entry: Entry) -> str:
    """Return the id of an entry's row."""
    return entry.event.id


def _lines(entry: Entry, line: Line, width: int, *, asks: bool) -> Iterator[Content]:
    """Yield an entry line by line: time, name and sentence; what goes on stands under the sentence."""
    cells = NAME_CELLS if width >= NARROW else NARROW_NAME_CELLS
    room = max(10, width - TIME_CELLS - cells - 1)
    whole = plain(line.who)
    name = whole.truncate(cells - 1, ellipsis=True).stylize("" if entry.of_year else "bold")
    lead = Content.assemble((f"  {line.moment[11:]} ", "$muted"), name)
    text = plain(_("the year: {line}").format(line=line.text) if entry.of_year else line.text)
    if entry.of_year:
        text = text.stylize("$muted")
    first, *more = text.wrap(room) or [Content("")]
    if asks and not more and line.about and room - first.cell_length >= LEAST_ABOUT:
        asked = plain(f" · {line.about}").stylize("$muted")
        first = (first + asked).truncate(room, ellipsis=True)
    yield Content.assemble(lead.truncate(TIME_CELLS + cells, pad=True), first)
    under = [*more]
    for detail in (*([line.who] if whole.cell_length >= cells else []), *line.details):
        under += plain(detail).stylize("$muted").wrap(room)
    for part in under:
        yield part.pad_left(TIME_CELLS + cells)


def _fixed(row: str, content: Content, selectable: bool) -> Row:
    return Row(row, lambda width: content.truncate(width, ellipsis=True), selectable)


def item_content(history: History, item: Item) -> Content:
    """Say which item the entries are about, and what stands there now."""
    answer = answer_text(item, history.now.answers.get(item.id))
    ask = item.ask.in_language(current())
    return Content.assemble(
        plain(f"{item.id} ").stylize("bold $accent"),
        plain(ask),
        "\n",
        plain(_("now: {answer}").format(answer=answer)).stylize("$muted"),
    )


def past_paragraphs(history: History, entry: Entry, past: Past) -> Iterator[Paragraph]:
    """Return an entry whole, then state, figures and answers as they stood right after it."""
    yield from entry_paragraphs(history, entry)
    result = past.result
    style = f"bold {GRADE_STYLES[result.grade]}" if result.grade else "bold"
    yield _title(_("As it stood right after that"))
    yield Paragraph(plain(figures_text(past)).stylize(style), indent=2)
    yield Paragraph(plain(state_words(past)), indent=2)
    for limit, words in limits_text(past):
        yield Paragraph(plain(words), indent=2, lead=_at_most(limit.to))
    for text in dossier_lines(past):
        yield Paragraph(plain(text).stylize("$muted"), indent=2)
    yield Paragraph()
    for section in past.checklist.sections:
        yield _title(section.title.in_language(current()))
        for item in section.items:
            yield from _answer(past, item)
        yield Paragraph()


def entry_paragraphs(history: History, entry: Entry) -> Iterator[Paragraph]:
    """Return an entry with everything that it says."""
    line = line_of(entry, history.checklist)
    lead = Content.assemble((f"{line.moment} ", "$muted"), plain(line.who).stylize("bold"), " ")
    yield Paragraph(lead + plain(line.text))
    for detail in line.details:
        yield Paragraph(plain(detail), indent=2)
    if line.written_by:
        by = _("written down by {name}").format(name=line.written_by)
        yield Paragraph(plain(by).stylize("$muted"), indent=2)
    if line.about:
        yield Paragraph(plain(line.about).stylize("$muted"), indent=2)
    yield Paragraph()


def _answer(past: Past, item: Item) -> Iterator[Paragraph]:
    now = answer_now(past, item.id)
    lead = Content.assemble(("≠ " if now else "  ", "$warning bold"), plain(f"{item.id} ").stylize("bold"))
    answer = plain(answer_text(item, past.sheet.answers.get(item.id)))
    changed = plain(f" · {now}").stylize("$warning") if now else Content("")
    ask = plain(f" · {item.ask.in_language(current())}").stylize("$muted")
    yield Paragraph(Content.assemble(answer, changed, ask), lead=lead)
    if note := past.sheet.notes.get(item.id):
        yield Paragraph(plain(note, multiline=True).stylize("$muted"), indent=4)
    for piece in evidence_of(past, item.id):
        yield Paragraph(plain(piece).stylize("$muted"), indent=4)


def _at_most(letter: Letter) -> Content:
    return Content.assemble((_("at most {letter}").format(letter=letter), GRADE_STYLES[letter]), "  ")


def _title(text: str) -> Paragraph:
    return Paragraph(Content.styled(text, "bold $primary"))

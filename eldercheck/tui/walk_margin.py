"""What stands around the card: the title, what just happened, and the margin of a wide screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from eldercheck.domain.answers import answer_from_plain
from eldercheck.domain.checklist import Item
from eldercheck.language import _, current
from eldercheck.services.examination import Examination
from eldercheck.services.undo_history import Change
from eldercheck.tui.keys import Key
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.wording.results import answer_mark, range_text, short_range_text
from eldercheck.wording.visits import visit_title

BAR_CELLS = 8
TITLE_CELLS, SHORT_TITLE_CELLS = 18, 10
"""What a section's title gives way to where a running grade stands beside it."""
MARGIN_CELLS = 29
LATEST = 6


def party_title(party: str, year: int) -> str:
    """Say whose assessment it is, and of which year."""
    if party == "bank":
        return _("{year} self-assessment").format(year=year)
    return _("{year} examination").format(year=year)


def sheet_title(examination: Examination, item_id: str, *, narrow: bool = False) -> tuple[Content, Content]:
    """Return the two ends of the title: which sheet, and how far it is; a bank's running grade at the end."""
    section = examination.checklist.section_of(item_id)
    here, whole = examination.progress([item.id for item in section.items]), examination.progress()
    signed = "" if examination.is_open else _(" · signed")
    visit = "" if examination.assessment.party == "bank" else f" · {visit_title(examination.dossier.visit)}"
    party = "" if narrow else f" · {party_title(examination.assessment.party, examination.assessment.year)}"
    left = Content.assemble(plain(examination.unit.name).stylize("bold"), f"{party}{visit}{signed}")
    title, standing = plain(section.title.in_language(current())), ""
    if examination.shows_grade:
        title = title.truncate(SHORT_TITLE_CELLS if narrow else TITLE_CELLS, ellipsis=True)
        standing = f"  {short_range_text(examination.result)}"
    right = Content.assemble(
        title,
        f" {here.answered}/{here.total}  ",
        (_("sheet {answered}/{total}").format(answered=whole.answered, total=whole.total), "bold"),
        (standing, "$accent bold"),
    )
    return left, right


def most_urgent(examination: Examination, keys: Iterable[Key]) -> list[Key]:
    """Return the keys with that of the visit first, as long as none is recorded."""
    missing = examination.dossier.visit is None
    return sorted(keys, key=lambda key: not (missing and key.id == "sheet.visit"))


def what_happened(examination: Examination, item: Item, time: str) -> Content:
    """Say that the answer was saved, when, and what it is now."""
    mark = answer_mark(item, examination.sheet.answers.get(item.id)) or _("open")
    return Content.assemble(
        (f"{item.id} {mark} ", "$muted"), (_("saved {time}").format(time=time), "$success")
    )


def bar(share: float, cells: int) -> str:
    """Return a bar of full blocks for a share between 0 and 1."""
    full = round(share * cells)
    return "█" * full + "░" * (cells - full)


def margin_paragraphs(examination: Examination) -> Iterator[Paragraph]:
    """Return the third column: progress by section, what was answered last, and a bank's running grade."""
    yield Paragraph(Content.styled(_("Progress"), "bold"))
    for section in examination.checklist.sections:
        progress = examination.progress([item.id for item in section.items])
        style = "$success" if progress.complete else "$accent"
        line = Content.assemble(
            (bar(progress.answered / progress.total, BAR_CELLS), style),
            f" {progress.answered:>2}/{progress.total:<2} ",
            plain(section.title.in_language(current())),
        )
        yield Paragraph(line.truncate(MARGIN_CELLS, ellipsis=True), f"item:{section.items[0].id}")
    yield Paragraph()
    yield Paragraph(Content.styled(_("Latest"), "bold"))
    for change in examination.latest_changes(LATEST):
        yield _latest(examination, change)
    if examination.shows_grade:
        yield Paragraph()
        yield Paragraph(Content.styled(_("As it stands"), "bold"))
        yield Paragraph(Content(range_text(examination.result)))


def _latest(examination: Examination, change: Change) -> Paragraph:
    item = examination.checklist.item(change.item)
    if change.field == "note":
        return Paragraph(Content(f"{item.id} {_('note')}"), f"item:{item.id}")
    answer = None if change.after is None else answer_from_plain(item, change.after)
    return Paragraph(Content(f"{item.id} {answer_mark(item, answer) or _('open')}"), f"item:{item.id}")

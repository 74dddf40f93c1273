"""The evidence of an item as rows and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from eldercheck.domain.evidence import Evidence
from eldercheck.domain.programme import EvidenceRule
from eldercheck.language import _, current
from eldercheck.services.examination import Examination
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.case_words import word
from eldercheck.wording.evidence import detail_lines, kind_text, line_text, rule_text
from eldercheck.wording.results import EVIDENCE, evidence_text

MISSING_STYLES: dict[EvidenceRule, str] = {"block": "bold $error", "warn": "bold $warning", "pass": "$muted"}
"""How loudly missing evidence is said, by what the year does about it."""


def asked_paragraphs(examination: Examination, item_id: str) -> Iterator[Paragraph]:
    """Say what the item asks, what evidence it wants, and whether that is missing."""
    if item_id not in examination.checklist:
        return
    item = examination.checklist.item(item_id)
    wanted = Content.styled(evidence_text(item) or _("no evidence is wanted"), "$muted")
    yield Paragraph(Content.assemble(evidence_line(examination, item_id), "  ", wanted))
    yield Paragraph(plain(item.ask.in_language(current())))


def evidence_line(examination: Examination, item_id: str) -> Content:
    """Say whether anything is missing on an item."""
    if item_id in examination.missing_evidence:
        return Content.styled(_("still missing"), "bold $warning")
    if any(piece.item == item_id for piece in examination.evidence):
        return Content.styled(_("attached"), "$success")
    if item_id not in examination.sheet.answers:
        return Content.styled(_("not answered yet"), "$muted")
    return Content.styled(_("nothing is missing"), "$muted")


def piece_rows(pieces: Sequence[Evidence]) -> Iterator[Row]:
    """Return a row for each piece: its kind, then its words or the name of its file."""
    if not pieces:
        yield _quiet(_("Nothing is attached yet."))
    for piece in pieces:
        yield _piece(piece)


def _piece(piece: Evidence) -> Row:
    kind = Content.styled(kind_text(piece), "$accent")
    text = plain(line_text(piece))
    return Row(piece.id, lambda width: _cut(Content.assemble(" ", kind, " ", text), width))


def missing_rows(examination: Examination) -> Iterator[Row]:
    """Return the items whose evidence is missing, under what the year does about it."""
    missing, rule = examination.missing_evidence, examination.programme.evidence
    if not missing:
        return
    title = plain(f" {rule_text(rule, len(missing))}").stylize(MISSING_STYLES[rule])
    yield Row("§evidence", lambda width: _cut(title, width), selectable=False)
    for item_id in missing:
        yield _missing(examination, item_id)


def _missing(examination: Examination, item_id: str) -> Row:
    item = examination.checklist.item(item_id)
    kind = word(EVIDENCE, item.evidence.kind or "")
    ask = plain(item.ask.in_language(current()))
    text = Content.assemble(f"  {item_id} ", (f"{kind} ", "$muted"), ask)
    return Row(f"{item_id} evidence", lambda width: _cut(text, width))


def detail_paragraphs(piece: Evidence) -> Iterator[Paragraph]:
    """Return everything that is known of a piece."""
    for label, text in detail_lines(piece):
        yield Paragraph(plain(text), lead=Content.styled(f"{label} ", "$muted"))


def _quiet(text: str) -> Row:
    content = Content.styled(f" {text}", "$muted")
    return Row("§nothing", lambda width: _cut(content, width), selectable=False)


def _cut(content: Content, width: int) -> Content:
    return content.truncate(width, ellipsis=True)

"""One item of a comparison as a page, what changed in an item as a page, and what agreement means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from eldercheck.domain.answers import Answer
from eldercheck.domain.checklist import Item
from eldercheck.domain.comparison import ItemPair, NotCompared
from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.text_changes import Piece, text_changes
from eldercheck.language import _, current
from eldercheck.services.casebook import Casebook
from eldercheck.services.comparison import Comparison, claims, compare
from eldercheck.services.county import UnitYear
from eldercheck.services.examination import Examination
from eldercheck.tui.compare_rows import STYLES, section_lines
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.wording.comparison import VERDICTS, WHYS_NOT, beside_text, claims_text
from eldercheck.wording.errors import explain
from eldercheck.wording.item_changes import item_changes
from eldercheck.wording.results import answer_text, points_text


def pair_paragraphs(pair: ItemPair) -> Iterator[Paragraph]:
    """Return both answers to an item, what each loses, and the notes."""
    yield Paragraph(plain(pair.item.ask.in_language(current())).stylize("bold"))
    yield Paragraph()
    verdict = Content.styled(_(VERDICTS[pair.verdict]), STYLES[pair.verdict])
    if pair.over:
        points = _("{points} of {all} points").format(
            points=points_text(abs(pair.over)), all=pair.item.points
        )
        verdict = Content.assemble(verdict, f" · {points}")
    yield Paragraph(verdict)
    yield Paragraph()
    sides = (
        (_("The bank"), pair.bank, points_text(pair.bank_lost), pair.bank_note),
        (_("The examiners"), pair.examiner, points_text(pair.examiner_lost), pair.examiner_note),
    )
    for title, answer, lost, note in sides:
        yield Paragraph(Content.styled(title, "$muted"))
        yield Paragraph(plain(answer_text(pair.item, answer)), indent=2)
        yield Paragraph(Content.styled(_("points lost: {points}").format(points=lost), "$muted"), indent=2)
        if note:
            yield Paragraph(plain(note, multiline=True), indent=2)
        yield Paragraph()


def not_compared_paragraphs(one: NotCompared, bank_item: Item | None) -> Iterator[Paragraph]:
    """Say why an item is not compared; where its wording differs, how."""
    yield Paragraph(plain(one.item.ask.in_language(current())).stylize("bold"))
    yield Paragraph()
    yield Paragraph(Content.styled(_("not compared: {why}").format(why=_(WHYS_NOT[one.why])), "$warning"))
    yield Paragraph()
    if one.why == "changed" and bank_item is not None:
        yield from change_paragraphs(bank_item, one.item, _("the bank's"), _("the examiners'"))


def change_paragraphs(was: Item, now: Item, before: str = "", after: str = "") -> Iterator[Paragraph]:
    """Show each part of an item that differs, word by word: what was, what is."""
    before, after = before or _("was"), after or _("is")
    cells = max(Content(text).cell_length for text in (before, after))
    parts = item_changes(was, now)
    if not parts:
        yield Paragraph(Content(_("Only a detail that the card does not show differs.")))
        yield Paragraph()
    for part in parts:
        old, new = text_changes(part.was, part.now)
        yield Paragraph(Content.styled(part.title, "bold $primary"))
        for title, pieces, style in ((before, old, "$error strike"), (after, new, "$success bold")):
            lead = Content.styled(f"{title}  ", "$muted").pad_left(cells - Content(title).cell_length)
            yield Paragraph(_marked(pieces, style), indent=2, lead=lead)
        yield Paragraph()


def last_year_paragraphs(was: Item, now: Item, year: int, answer: Answer) -> Iterator[Paragraph]:
    """Show how an item changed since a year, and what was answered to it then."""
    yield Paragraph(
        Content(_("The item is not the one of {year}, so its answer is not offered.").format(year=year))
    )
    yield Paragraph()
    yield from change_paragraphs(was, now, str(year), _("now"))
    yield Paragraph(Content.styled(_("Answered in {year}").format(year=year), "bold $primary"))
    yield Paragraph(plain(answer_text(was, answer)), indent=2)


def agreement_paragraphs(found: Comparison, width: int) -> Iterator[Paragraph]:
    """Return the agreement by section, and what its figures mean."""
    for line in section_lines(found, width):
        yield Paragraph(line)
    yield Paragraph()
    for text in (
        _(
            "Agreement: of the items that both answered by the same wording (n), the share on which both are "
            "in the same of four categories: full, part, nothing, not applicable."
        ),
        _(
            "Kappa (Cohen) takes out what chance alone would agree on. Where nearly every item earns full "
            "marks it is low although hardly an item differs; where all fall into one category it is not "
            "defined (—)."
        ),
        _("AC1 (Gwet) does the same and stays steady there. 1 is full agreement; few items say little."),
        _("The self-assessment is never counted in the grade."),
    ):
        yield Paragraph(Content.styled(text, "$muted"))
        yield Paragraph()


def beside_paragraphs(casebook: Casebook, examination: Examination) -> Iterator[Paragraph]:
    """Say on a result how the other party saw the unit, or why nothing stands beside it."""
    try:
        found = compare(casebook, examination.unit, examination.assessment.year)
    except EldercheckError as error:
        yield Paragraph(plain(explain(error)).stylize("$muted"))
    else:
        lead = Content.assemble(("c", "bold $accent"), "  ")
        yield Paragraph(plain(beside_text(found)), "compare", lead=lead)
    yield Paragraph()


def claims_paragraphs(casebook: Casebook, entries: Sequence[UnitYear]) -> Iterator[Paragraph]:
    """Say what an institution and its units claimed over what was found there."""
    try:
        lines = tuple(claims_text(claims(casebook, entries)))
    except EldercheckError as error:
        lines = (explain(error),)
    if lines:
        yield Paragraph()
        yield Paragraph(Content.styled(_("Self-assessments beside the examinations"), "bold $primary"))
    for line in lines:
        yield Paragraph(plain(line), indent=2)


def _marked(pieces: tuple[Piece, ...], style: str) -> Content:
    parts = (plain(piece.text, multiline=True).stylize(style if piece.differs else "") for piece in pieces)
    return Content("").join(parts) if pieces else Content.styled("—", "$muted")

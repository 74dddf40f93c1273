"""What the review page says of the visit: what is missing of it, and which answers cannot be true of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual.content import Content

from eldercheck.domain.visit_rules import VisitReview
from eldercheck.language import _
from eldercheck.services.examination import Examination
from eldercheck.services.vetoes import Vetoes
from eldercheck.services.visits import Visits
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.errors import explain
from eldercheck.wording.visits import disagreement_text, veto_text, visit_facts

VISIT = "visit"
"""The beginning of the rows that lead to the record of the visit."""
VETO = "veto"
"""The beginning of the rows that lead to the vetoes."""


def visit_rows(examination: Examination, width: int) -> Iterator[Row]:
    """Return the lines about the visit and the vetoes; a bank's self-assessment has neither."""
    if examination.assessment.party == "bank":
        return
    review = Visits(examination).review()
    if not examination.review().clean:
        yield _blank("before")
    yield _title(_("The visit"), review, needed=examination.programme.visit_record)
    for row, text, style in _lines(examination, review):
        yield from _wrapped(row, Content.assemble("  ", plain(text).stylize(style)), width)
    yield _blank("after")


def _lines(examination: Examination, review: VisitReview) -> Iterator[tuple[str, str, str]]:
    """Yield what there is to say, each with where it leads and how it looks."""
    visit = examination.dossier.visit
    if visit is None:
        yield f"{VISIT} none", _("The visit is not recorded; v records it."), ""
    else:
        yield f"{VISIT} all", _(", ").join(text for _label, text in visit_facts(visit)), ""
        for fault in review.faults:
            yield f"{VISIT} {fault.field}", f"! {explain(fault)}", "$warning"
    for one in review.disagreements:
        text = disagreement_text(one, examination.checklist, examination.sheet.answers)
        yield f"{one.item} {one.kind}", f"{one.item}  {text}", "$warning"
    for file in Vetoes(examination).in_force():
        yield f"{VETO} {file.id}", _("Veto: {event}").format(event=veto_text(file.veto)), "$error"


def _title(text: str, review: VisitReview, *, needed: bool) -> Row:
    if not review.is_clean:
        text += " · " + (_("to be settled before signing") if needed else _("not asked for this year"))
    style = "bold" if review.is_clean or not needed else "bold $warning"
    content = plain(f" {text}").stylize(style)
    return Row("§visit title", lambda width: content.truncate(width, ellipsis=True), selectable=False)


def _wrapped(row: str, content: Content, width: int) -> Iterator[Row]:
    """Return a text as one row that leads on, and the lines that it goes on in."""
    first, *more = content.wrap(max(20, width - 2))
    yield _row(row, first)
    for place, line in enumerate(more):
        yield replace(_row(f"§{row} {place}", line.pad_left(4)), selectable=False)


def _row(row: str, content: Content) -> Row:
    return Row(row, lambda width: content.truncate(width, ellipsis=True))


def _blank(name: str) -> Row:
    return Row(f"§visit {name}", lambda _width: Content(""), selectable=False)

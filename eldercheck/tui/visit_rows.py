"""What the review page says of the visit: what is missing of it, and which answers cannot be true of it."""

from __future__ import annotations

from collections.abc import Iterator

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


def visit_rows(examination: Examination) -> Iterator[Row]:
    """Return the lines about the visit and the vetoes; a bank's self-assessment has neither."""
    if examination.assessment.party == "bank":
        return
    visit, review = examination.dossier.visit, Visits(examination).review()
    if not examination.review().clean:
        yield Row("§visit", lambda _width: Content(""), selectable=False)
    yield _title(_("The visit"), review, needed=examination.programme.visit_record)
    if visit is None:
        yield _row(f"{VISIT} none", _("The visit is not recorded; v records it."))
    else:
        facts = _(", ").join(text for _label, text in visit_facts(visit))
        yield _row(f"{VISIT} all", facts)
        for fault in review.faults:
            yield _row(f"{VISIT} {fault.field}", f"! {explain(fault)}", "$warning")
    for one in review.disagreements:
        text = disagreement_text(one, examination.checklist, examination.sheet.answers)
        yield _row(f"{one.item} {one.kind}", f"{one.item}  {text}", "$warning")
    for file in Vetoes(examination).in_force():
        yield _row(f"{VETO} {file.id}", _("Veto: {event}").format(event=veto_text(file.veto)), "$error")


def _title(text: str, review: VisitReview, *, needed: bool) -> Row:
    if not review.is_clean:
        text += " · " + (_("to be settled before signing") if needed else _("not asked for this year"))
    style = "bold" if review.is_clean or not needed else "bold $warning"
    content = plain(f" {text}").stylize(style)
    return Row("§visit title", lambda width: content.truncate(width, ellipsis=True), selectable=False)


def _row(row: str, text: str, style: str = "") -> Row:
    content = Content.assemble("  ", plain(text).stylize(style))
    return Row(row, lambda width: content.truncate(width, ellipsis=True))

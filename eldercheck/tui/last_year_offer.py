"""Last year's answer in the walk: offered to a bank on the card, shown to an examiner in the margin."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from eldercheck.domain.errors import EldercheckError
from eldercheck.language import _
from eldercheck.services.last_year import LastAnswer, LastYear, last_year
from eldercheck.tui.answering import AnsweringScreen
from eldercheck.tui.compare_text import last_year_paragraphs
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.page import PageDialog
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.wording.results import answer_text


class OffersLastYear(AnsweringScreen):
    """A walk that knows what was answered a year ago; it takes one such answer at a time and stays there."""

    _last: LastYear | None = None
    _last_is_read = False

    @property
    def last_answer(self) -> LastAnswer | None:
        """What was answered to the item in hand in an earlier year; read once, where it can be read."""
        if not self._last_is_read:
            self._last_is_read = True
            try:
                self._last = last_year(self.office.casebook, self.examination)
            except EldercheckError:
                self._last = None
        return None if self._last is None else self._last.of(self.item)

    @property
    def offers_last_year(self) -> bool:
        """Whether the key does something: an open self-assessment, an item that was answered before."""
        own = self.examination.assessment.party == "bank"
        return own and self.examination.is_open and self.last_answer is not None

    def offer(self) -> Iterator[Paragraph]:
        """Return the line of the card: the bank's own answer to take, or that the item changed since."""
        last = self.last_answer
        if last is None or not self.offers_last_year:
            return
        lead = Content.assemble("  ", ("l", "bold $accent"), " ")
        if not last.same:
            text = _("The item changed since {year}: see how").format(year=last.year)
            yield Paragraph(Content.styled(text, "$warning"), "last_year", lead=lead)
            return
        text = _("your answer of {year}: {answer}")
        taken = self.examination.sheet.answers.get(self.item_id) == last.answer
        style = "$muted" if taken else "$accent"
        answer = answer_text(last.item, last.answer)
        yield Paragraph(
            plain(text.format(year=last.year, answer=answer)).stylize(style), "last_year", lead=lead
        )

    def margin(self) -> Iterator[Paragraph]:
        """Return what was found a year ago, for an examiner to read and not to take."""
        last = self.last_answer
        if last is None or self.examination.assessment.party == "bank":
            return
        yield Paragraph()
        yield Paragraph(Content.styled(_("Found in {year}").format(year=last.year), "bold"))
        yield Paragraph(plain(answer_text(last.item, last.answer)))
        if not last.same:
            yield Paragraph(Content.styled(_("the item was worded otherwise"), "$warning"))

    def action_last_year(self) -> None:
        """Take the bank's own answer of last year; where the item changed, show how instead.

        The walk stays at the item, so that each answer is looked at and confirmed by itself.
        """
        last = self.last_answer
        if self.examination.assessment.party != "bank":
            self.say(_("last year's answers are for self-assessments"))
        elif last is None:
            self.say(_("no answer of an earlier year"))
        elif not last.same:
            paragraphs = last_year_paragraphs(last.item, self.item, last.year, last.answer)
            self.app.push_screen(PageDialog(self.item_id, tuple(paragraphs)))
        elif self.settled() and self._answer(last.answer, stay=True):
            self.say(_("as in {year}; Enter goes on").format(year=last.year))

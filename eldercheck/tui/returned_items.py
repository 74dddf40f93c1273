"""What followed an answer, as the walk shows it; and answering the reasons of a sheet that was given back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from eldercheck.domain.answers import answer_from_plain
from eldercheck.domain.dossier import Dossier, PlainAnswer, ReturnedItem
from eldercheck.domain.second_look import changed_since_return
from eldercheck.language import _
from eldercheck.services.allowed import refusal
from eldercheck.services.examination import Examination
from eldercheck.services.second_look import SecondLook
from eldercheck.tui.answering import AnsweringScreen
from eldercheck.tui.case_keys import RETURNED
from eldercheck.tui.keys import Key
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.wording.case_words import OUTCOMES, word
from eldercheck.wording.errors import explain
from eldercheck.wording.results import answer_text, listed


class AnswersReturns(AnsweringScreen):
    """A walk that shows what a second look, a decision or a re-check said of the item in hand."""

    def begin_at(self, item_id: str) -> str:
        """Return where the walk begins: as asked, else the first returned item, else where it stood."""
        return item_id or next(iter(self._unanswered), "") or self.examination.place

    def with_returns(self, keys: Sequence[Key]) -> list[Key]:
        """Return some keys with those of a sheet that was given back first, as far as they mean something."""
        others = [key for key in keys if key not in RETURNED]
        if self.examination.assessment.state != "returned":
            return others
        here = self.item_id in self.examination.dossier.returned
        return [*(RETURNED if here else RETURNED[:1]), *others]

    def marked(self, item_id: str) -> Content:
        """Return the mark of a returned item for the outline; empty for any other."""
        if item_id not in self.examination.dossier.returned:
            return Content("")
        return Content.styled("<", "$warning bold" if item_id in self._unanswered else "$success")

    def remarks(self) -> Iterator[Paragraph]:
        """Return what was said of the item in hand after its answer, oldest first."""
        dossier, item = self.examination.dossier, self.item_id
        if item in dossier.returned:
            yield from _returned(self.examination, item, dossier.returned[item])
        if item in dossier.claims:
            yield from _claim(self.examination, dossier, item)
        finding = dossier.findings.get(item)
        if finding is not None and finding.outcome:
            text = _("Re-check of {day} by {names}: {outcome}").format(
                day=finding.rechecked_on,
                names=listed(finding.rechecked_by),
                outcome=word(OUTCOMES, finding.outcome),
            )
            if finding.replaced:
                text += " · " + _("before: {answer}").format(
                    answer=_words(self.examination, item, finding.was)
                )
            yield Paragraph(plain(text).stylize("$primary"))

    def action_next_returned(self) -> None:
        """Go to the next returned item that is not answered yet."""
        waiting = self._unanswered
        if self.examination.assessment.state != "returned":
            self.fault = _("This sheet was not given back.")
        elif not waiting:
            self.say(_("every reason is answered; r reviews"))
        elif self.settled():
            place = self.examination.checklist.position
            later = [item for item in waiting if place(item) > place(self.item_id)]
            self.item_id = (later or waiting)[0]

    def action_reply(self) -> None:
        """Answer the reason of the item in hand in words."""
        from eldercheck.tui.screens.second_look import ReplyDialog

        error = refusal(self.examination, "replied", self.item_id)
        if error is not None:
            self.fault = explain(error)
        elif self.settled() and self.office.may_write():
            here = self.item_id
            self.app.push_screen(ReplyDialog(self.examination, here), lambda _done: self.changed(here, here))

    @property
    def _unanswered(self) -> tuple[str, ...]:
        return unanswered_now(self.examination)


def unanswered_now(examination: Examination) -> tuple[str, ...]:
    """Return the items that were given back and wait for their answer, while the sheet can be changed."""
    returned = examination.assessment.state == "returned"
    return SecondLook(examination).unanswered if returned else ()


def _returned(examination: Examination, item: str, returned: ReturnedItem) -> Iterator[Paragraph]:
    text = _("Given back: {reason}").format(reason=" ".join(returned.reason.split()))
    waits = examination.assessment.state == "returned"
    yield Paragraph(plain(text).stylize("$warning bold" if waits else "$muted"))
    if item in changed_since_return(examination.dossier, examination.sheet):
        before = _words(examination, item, returned.was)
        changed = _("Changed since; it was: {answer}").format(answer=before)
        yield Paragraph(plain(changed).stylize("$success"))
    elif waits and not returned.reply:
        yield Paragraph(Content.styled(_("Not answered yet: change it, or t replies."), "$warning"), "reply")
    if returned.reply:
        reply = _("Reply of {name}: {text}").format(name=returned.replied_by, text=returned.reply)
        yield Paragraph(plain(" ".join(reply.split())).stylize("$success"), "reply" if waits else "")


def _claim(examination: Examination, dossier: Dossier, item: str) -> Iterator[Paragraph]:
    claim = dossier.claims[item]
    if claim.upheld is None:
        text = _("The bank objects: {text}").format(text=" ".join(claim.claim.split()))
        yield Paragraph(plain(text).stylize("$warning"))
    elif claim.upheld:
        text = _("Objection upheld on {day} by {name} · before: {answer}").format(
            day=claim.decided_on, name=claim.decided_by, answer=_words(examination, item, claim.was)
        )
        yield Paragraph(plain(text).stylize("$primary"))
    else:
        text = _("Objection refused on {day} by {name}").format(day=claim.decided_on, name=claim.decided_by)
        yield Paragraph(plain(text).stylize("$muted"))


def _words(examination: Examination, item: str, answer: PlainAnswer) -> str:
    asked = examination.checklist.item(item)
    return answer_text(asked, None if answer is None else answer_from_plain(asked, answer))

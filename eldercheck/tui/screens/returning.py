"""Giving a sheet back: the reviewer walks it, writes what is wrong item by item, and sends it all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from eldercheck.language import N_, _, ngettext
from eldercheck.services.examination import Examination
from eldercheck.services.second_look import SecondLook
from eldercheck.tui.case_keys import RETURNING
from eldercheck.tui.case_people import second_person
from eldercheck.tui.history_keys import with_history
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.case_form import CaseForm, name_field, note, text_field
from eldercheck.tui.screens.form import Field
from eldercheck.tui.screens.walk import WalkScreen
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.wording.results import listed

REASONS_SHOWN = 4


class ReturningScreen(WalkScreen, inherit_bindings=False):
    """The read-only sheet with a reason for each item that is given back, kept here until it is sent."""

    KEYS: ClassVar[Sequence[Key]] = with_history(RETURNING)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, examination: Examination, item_id: str = "") -> None:
        super().__init__(examination, item_id)
        self.reasons: dict[str, str] = {}
        self._warned = False

    def begin_at(self, item_id: str) -> str:
        """Begin where it was asked to, else at the first item: the whole sheet is looked through."""
        return item_id or self.examination.checklist.items[0].id

    def keys_now(self) -> Sequence[Key]:
        """Leave out what means nothing before a reason is written."""
        silent = set() if self.reasons else {"returning.send", "returning.written"}
        if self.item_id not in self.reasons:
            silent.add("returning.drop")
        return [key for key in self.KEYS if key.id not in silent]

    def marked(self, item_id: str) -> Content:
        """Mark the items that have a reason."""
        return Content.styled("<", "$warning bold") if item_id in self.reasons else Content("")

    def remarks(self) -> Iterator[Paragraph]:
        """Return the reason of the item in hand above what was said of it before."""
        reason = self.reasons.get(self.item_id)
        if reason is None:
            text = _("b writes why this item is given back")
            yield Paragraph(Content.styled(text, "$muted"), "reason")
        else:
            text = _("To be given back: {reason}").format(reason=reason)
            yield Paragraph(plain(text).stylize("$warning bold"), "reason")
        yield from super().remarks()

    def action_reason(self) -> None:
        """Write the reason of the item in hand."""
        here = self.item_id

        def keep(text: str) -> None:
            self.reasons[here] = text
            if not text:
                del self.reasons[here]

        dialog = ReasonForm(self.examination, here, self.reasons.get(here, ""), keep)
        self.app.push_screen(dialog, lambda _done: self._told())

    def action_drop(self) -> None:
        """Take the reason of the item in hand away."""
        self.reasons.pop(self.item_id, None)
        self._told()

    def action_next_written(self) -> None:
        """Go to the next item with a reason."""
        written = [item.id for item in self.examination.checklist if item.id in self.reasons]
        place = self.examination.checklist.position
        later = [item for item in written if place(item) > place(self.item_id)]
        if written:
            self.item_id = (later or written)[0]
        else:
            self.say(_("no reason is written yet"))

    def action_send(self) -> None:
        """Give the sheet back with every reason."""
        if not self.reasons:
            self.fault = _("No reason is written yet: b writes one for this item.")
        elif self.office.may_write():
            self.app.push_screen(SendDialog(self.examination, self.reasons), self._sent)

    def may_leave(self) -> bool:
        """Tell whether nothing is lost by leaving; reasons that were not sent are asked about once."""
        if not self.reasons or self._warned:
            return True
        self._warned = True
        number = len(self.reasons)
        text = ngettext(
            "{number} reason is not sent: s gives the sheet back, Esc once more throws it away.",
            "{number} reasons are not sent: s gives the sheet back, Esc once more throws them away.",
            number,
        )
        self.fault = text.format(number=number)
        return False

    def _takes(self, key: str, character: str) -> bool:
        """Nothing is answered here."""
        return False

    def _told(self) -> None:
        self._warned = False
        number = len(self.reasons)
        self.set_reactive(ReturningScreen.fault, "")
        text = ngettext("{number} reason", "{number} reasons", number).format(number=number)
        self.status = Content.styled(text if number else "", "$warning")
        self.repaint()

    def _sent(self, done: bool | None) -> None:
        if done:
            self.reasons.clear()
            self.dismiss()


class ReasonForm(CaseForm):
    """Asks what is wrong with one item; empty takes the reason away."""

    what = N_("Why it is given back")
    saves = N_("write it down")

    def __init__(self, examination: Examination, item: str, text: str, keep: Callable[[str], None]) -> None:
        super().__init__(examination, item)
        self._text, self._keep = text, keep

    def before(self) -> list[Widget]:
        """Show the item and its answer."""
        return self.item_lines()

    def fields(self) -> list[Field]:
        """Ask for the reason."""
        return [text_field("reason", _("What is wrong, or what is missing"), self._text)]

    def act(self, values: Mapping[str, str]) -> None:
        """Keep it."""
        self._keep(values["reason"].strip())


class SendDialog(CaseForm):
    """Shows what is given back, and asks who does it."""

    what = N_("Give the sheet back to the examiners")
    saves = N_("give back")

    def __init__(self, examination: Examination, reasons: Mapping[str, str]) -> None:
        super().__init__(examination)
        self._reasons = {item.id: reasons[item.id] for item in examination.checklist if item.id in reasons}

    def before(self) -> list[Widget]:
        """List the reasons, and for whom it is not."""
        shown = list(self._reasons.items())[:REASONS_SHOWN]
        lines = [Content.assemble((f"{item}  ", "bold $accent"), plain(reason)) for item, reason in shown]
        more = len(self._reasons) - len(shown)
        if more:
            text = ngettext("and {number} more", "and {number} more", more).format(number=more)
            lines.append(Content.styled(text, "$muted"))
        signed = _("Signed by {names}. The second look is for somebody else.")
        names = listed(self.examination.assessment.signers)
        return note(*lines, plain(signed.format(names=names)).stylize("$muted"))

    def fields(self) -> list[Field]:
        """Ask for the name."""
        return [name_field(second_person(self.examination), _("Name of whoever gives it back"))]

    def act(self, values: Mapping[str, str]) -> None:
        """Give it back."""
        SecondLook(self.examination).give_back(values["name"], self._reasons)

"""After the signature: approved by somebody who did not sign, or taken back with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from eldercheck.domain.errors import EldercheckError
from eldercheck.language import N_, _
from eldercheck.services.examination import Examination
from eldercheck.services.second_look import SecondLook
from eldercheck.tui.case_people import examiner, second_person
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.case_form import CaseForm, name_field, text_field
from eldercheck.tui.screens.form import Field, FormDialog
from eldercheck.wording.results import listed


class ApproveDialog(FormDialog[bool]):
    """Asks who takes the second look."""

    saves = N_("approve")

    def __init__(self, examination: Examination) -> None:
        super().__init__()
        self._examination = examination

    def heading(self) -> Content:
        """Say what it is, and of which unit."""
        return Content.assemble(_("Second look"), " · ", plain(self._examination.unit.name))

    def before(self) -> list[Widget]:
        """Name those who signed; it is for none of them."""
        names = listed(self._examination.assessment.signers)
        text = _("Signed by {names}. Approving is for somebody else.").format(names=names)
        return [Static(plain(text).stylize("$muted"), classes="form-note")]

    def fields(self) -> list[Field]:
        """Ask for the name."""
        known = second_person(self._examination)
        return [Field("approver", _("Name of whoever approves"), known, longest=60)]

    def place_of(self, _error: EldercheckError) -> str:
        """Everything is about the name."""
        return "approver"

    def save(self, values: Mapping[str, str]) -> bool:
        """Approve."""
        try:
            SecondLook(self._examination).approve(values["approver"])
        except EldercheckError:
            _read_again(self._examination)
            raise
        return True


class ReopenDialog(FormDialog[bool]):
    """Asks why a signature is taken back; in a published year that opens a correction."""

    def __init__(self, examination: Examination) -> None:
        super().__init__()
        self._examination = examination
        self._corrects = examination.is_published
        self.saves = N_("open the correction") if self._corrects else N_("reopen")

    def heading(self) -> Content:
        """Say what it does."""
        if self._corrects:
            year = self._examination.assessment.year
            return Content(_("{year} is published: this opens a correction").format(year=year))
        return Content(_("Take the signature back? The reason is kept."))

    def before(self) -> list[Widget]:
        """Say what becomes of the published table, or of what followed the signature."""
        text = _(
            "The published table stays as it is. Put the sheet right, sign it, and publish again: "
            "the old figure then stands beside the new."
        )
        if not self._corrects:
            if self._examination.assessment.state == "signed":
                return []
            text = _(
                "Approval, notice, objections and findings are taken back with it and begin anew; "
                "the history keeps them, and the first grade stays beside the final one."
            )
        return [Static(Content.styled(text, "$warning"), classes="form-note")]

    def fields(self) -> list[Field]:
        """Ask for the reason."""
        return [Field("reason", _("Reason"), longest=200)]

    def place_of(self, _error: EldercheckError) -> str:
        """Everything is about the reason."""
        return "reason"

    def save(self, values: Mapping[str, str]) -> bool:
        """Reopen the sheet."""
        try:
            self._examination.reopen(values["reason"])
        except EldercheckError:
            _read_again(self._examination)
            raise
        return True


class ReplyDialog(CaseForm):
    """Asks the examiners for the answer to a reason, where their answer stays as it is."""

    what = N_("Reply to the second look")
    saves = N_("reply")

    def before(self) -> list[Widget]:
        """Show the item and why it was given back."""
        reason = " ".join(self.examination.dossier.returned[self.item].reason.split())
        return self.item_lines(plain(_("Given back: {reason}").format(reason=reason)).stylize("$warning"))

    def fields(self) -> list[Field]:
        """Ask for the reply and the name."""
        reply = self.examination.dossier.returned[self.item].reply
        return [text_field("text", _("Reply"), reply), name_field(examiner(self.examination))]

    def act(self, values: Mapping[str, str]) -> None:
        """Reply."""
        SecondLook(self.examination).reply(self.item, values["text"], values["name"])


def _read_again(examination: Examination) -> None:
    with suppress(EldercheckError):
        examination.reload()

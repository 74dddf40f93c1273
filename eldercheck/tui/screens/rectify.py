"""What is said of a finding: how it will be put right, that it is, more time; and the end of a case."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.widget import Widget

from eldercheck.domain.dossier import FindingFile
from eldercheck.domain.errors import StateError
from eldercheck.domain.typed_days import typed_day
from eldercheck.language import N_, _, ngettext
from eldercheck.services.rectification import Rectification
from eldercheck.tui.case_people import of_the_bank, responsible, supervisor
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.case_form import LONGEST_NAME, CaseForm, name_field, note, text_field
from eldercheck.tui.screens.form import Field


class FindingForm(CaseForm):
    """A form about one finding: it shows the item, the last day and what was said before."""

    @property
    def finding(self) -> FindingFile:
        """The finding."""
        return self.examination.dossier.findings[self.item]

    def before(self) -> list[Widget]:
        """Show the item, the last day, and what the bank said."""
        lines = [Content(_("To be put right by {day}.").format(day=self.finding.due))]
        if self.finding.is_overdue(self.examination.today):
            lines = [Content.styled(f"{lines[0].plain} {_('OVERDUE')}", "$error bold")]
        if number := len(self.evidence):
            text = ngettext("Evidence: {number} piece", "Evidence: {number} pieces", number)
            lines.append(Content.styled(text.format(number=number), "$muted"))
        return self.item_lines(*lines)

    @property
    def evidence(self) -> list[str]:
        """The ids of what was attached to show the repair."""
        pieces = self.examination.evidence
        return [one.id for one in pieces if one.item == self.item and one.purpose == "fix"]

    def person_field(self) -> Field:
        """Return the field for who is responsible."""
        known = responsible(self.examination, self.item)
        return Field("person", _("Responsible at the bank"), known, longest=LONGEST_NAME)


class RespondDialog(FindingForm):
    """Asks the bank what it will do, and who is responsible."""

    what = N_("How it will be put right")

    def fields(self) -> list[Field]:
        """Ask for it."""
        return [
            text_field("text", _("What will be done"), self.finding.response),
            self.person_field(),
            name_field(of_the_bank(self.examination), _("Name, for the bank")),
        ]

    def act(self, values: Mapping[str, str]) -> None:
        """Keep it."""
        Rectification(self.examination).respond(self.item, values["text"], values["person"], values["name"])


class FixedDialog(FindingForm):
    """Asks the bank what was done; evidence that was attached for it goes along."""

    what = N_("It is put right")
    saves = N_("report it")

    def fields(self) -> list[Field]:
        """Ask for it."""
        return [
            text_field("text", _("What was done"), self.finding.fixed),
            self.person_field(),
            name_field(of_the_bank(self.examination), _("Name, for the bank")),
        ]

    def act(self, values: Mapping[str, str]) -> None:
        """Report it."""
        Rectification(self.examination).report_fixed(
            self.item, values["text"], values["person"], values["name"], self.evidence
        )


class ExtendDialog(FindingForm):
    """Asks for a later last day, and why."""

    what = N_("More time")

    def fields(self) -> list[Field]:
        """Ask for it."""
        return [
            Field("due", _("To be put right by"), self.finding.due, _("such as 2024-5-1"), 40, cells=16),
            text_field("reason", _("Reason")),
            name_field(supervisor(self.examination)),
        ]

    def act(self, values: Mapping[str, str]) -> None:
        """Give it."""
        try:
            due = typed_day(values["due"])
        except StateError as error:
            raise StateError(error.code, **{**error.values, "field": "due"}) from error
        try:
            Rectification(self.examination).extend(self.item, due, values["reason"], values["name"])
        except StateError as error:
            if error.code == "day_unknown":
                raise StateError(error.code, **{**error.values, "field": "due"}) from error
            raise


class CloseDialog(CaseForm):
    """Asks who closes the case, and why where something is still open."""

    what = N_("Close the case: it is read-only from then on")
    saves = N_("close")

    def before(self) -> list[Widget]:
        """Say what is still open."""
        left = self.examination.dossier.unsettled
        if not left:
            return note(Content.styled(_("Every finding is put right."), "$success"))
        text = ngettext(
            "{number} finding is not put right: {items}",
            "{number} findings are not put right: {items}",
            len(left),
        )
        return note(plain(text.format(number=len(left), items=" ".join(left))).stylize("$warning"))

    def fields(self) -> list[Field]:
        """Ask for the name, and for a reason where one is needed."""
        name = name_field(supervisor(self.examination), _("Name of whoever closes it"))
        if not self.examination.dossier.unsettled:
            return [name]
        return [text_field("reason", _("Why it is closed all the same")), name]

    def act(self, values: Mapping[str, str]) -> None:
        """Close it."""
        Rectification(self.examination).close(values["name"], values.get("reason", ""))

"""An objection of the bank to one item, and its decision."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.content import Content
from textual.widget import Widget

from eldercheck.domain.errors import StateError
from eldercheck.language import N_, _, ngettext
from eldercheck.services.appeals import Appeals
from eldercheck.tui.case_people import of_the_bank, second_person
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.case_form import CaseForm, name_field, text_field
from eldercheck.tui.screens.form import Field
from eldercheck.tui.typed_answers import answer_field, typed_answer
from eldercheck.tui.widgets.choice import Choice


class ClaimDialog(CaseForm):
    """Asks the bank what is not right, and why; evidence that was attached for it goes along."""

    what = N_("Objection of the bank")
    saves = N_("object")

    def before(self) -> list[Widget]:
        """Show the item, how long one may object, and the evidence there is."""
        notice = self.examination.dossier.notice
        lines = []
        if notice is not None:
            lines.append(plain(_("Objections until {until}.").format(until=notice.appeal_until)))
        if number := len(self._evidence):
            text = ngettext("Evidence: {number} piece", "Evidence: {number} pieces", number)
            lines.append(Content(text.format(number=number)))
        return self.item_lines(*(line.stylize("$muted") for line in lines))

    def fields(self) -> list[Field]:
        """Ask for the grounds and the name."""
        return [
            text_field("claim", _("What is not right, and why")),
            name_field(of_the_bank(self.examination), _("Name, for the bank")),
        ]

    def act(self, values: Mapping[str, str]) -> None:
        """Object."""
        Appeals(self.examination).claim(self.item, values["claim"], values["name"], evidence=self._evidence)

    @property
    def _evidence(self) -> list[str]:
        pieces = self.examination.evidence
        return [one.id for one in pieces if one.item == self.item and one.purpose == "appeal"]


class DecideDialog(CaseForm):
    """Asks whether the bank is right; where it is, what stands from now on."""

    what = N_("Decide an objection")
    saves = N_("decide")

    def before(self) -> list[Widget]:
        """Show the item, the answer that stands and the objection."""
        claim = self.examination.dossier.claims[self.item]
        text = _("Objection of {name}, {day}: {text}")
        said = text.format(name=claim.name, day=claim.day, text=" ".join(claim.claim.split()))
        return self.item_lines(plain(said))

    def fields(self) -> list[Field]:
        """Ask for the decision, the new answer, the reason and the name."""
        verdicts = (("uphold", _("upheld")), ("refuse", _("refused")))
        return [
            Field("verdict", _("The objection is"), choices=verdicts, unset=True),
            answer_field(self.examination.checklist.item(self.item), _("Answer from now on, where upheld")),
            text_field("reason", _("Reason")),
            name_field(second_person(self.examination), _("Name of whoever decides (did not examine)")),
        ]

    def on_mount(self) -> None:
        """Ask for an answer only where the objection is upheld."""
        super().on_mount()
        self._decided()

    def act(self, values: Mapping[str, str]) -> None:
        """Decide."""
        appeals, name = Appeals(self.examination), values["name"]
        if values["verdict"] == "uphold":
            asked = self.examination.checklist.item(self.item)
            answer = typed_answer(asked, values["answer"], self.examination.total_due(self.item))
            appeals.uphold(self.item, answer, values["reason"], name)
        elif values["verdict"] == "refuse":
            appeals.refuse(self.item, values["reason"], name)
        else:
            raise StateError("uphold_or_refuse")

    @on(Choice.Changed, "#verdict")
    def _decided(self) -> None:
        self.query_one("#answer").disabled = self.query_one("#verdict", Choice).value == "refuse"

"""What can be done about a case: each act asks with a form, or says in words why it cannot be done now."""

from __future__ import annotations

from collections.abc import Callable

from eldercheck.domain.errors import StateError
from eldercheck.domain.evidence import Purpose
from eldercheck.domain.ledger import EventKind
from eldercheck.language import _, current
from eldercheck.services.allowed import refusal
from eldercheck.services.examination import Examination
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.screens.dialog import Dialog
from eldercheck.wording.errors import explain

ABOUT_FINDINGS: frozenset[EventKind] = frozenset({"responded", "fixed", "extended"})


class CaseActs(KeyedScreen):
    """The acts of a case; the screen made from it says which item is in hand."""

    examination: Examination

    def item_in_hand(self, *_kinds: str) -> str:
        """Return the item under the cursor, of these kinds of rows (none given: of any); empty for none."""
        raise NotImplementedError

    def item_for(self, act: EventKind) -> str:
        """Return the item that an act is about: that in hand, else the first that it can be about."""
        dossier = self.examination.dossier
        if act == "decided":
            waiting = dossier.undecided
            here = self.item_in_hand()
            return here if here in waiting else next(iter(waiting), "")
        if act == "rechecked":
            open_ones = [item for item in dossier.unsettled if item not in dossier.undecided]
            return next(iter([*open_ones, *dossier.unsettled, *dossier.findings]), "")
        return self.item_in_hand("finding") if act in ABOUT_FINDINGS else self.item_in_hand()

    def refusal_of(self, act: EventKind) -> StateError | None:
        """Return why an act cannot be done now; None where it can."""
        return refusal(self.examination, act, self.item_for(act))

    def action_approve(self) -> None:
        """Approve after a second look."""
        from eldercheck.tui.screens.second_look import ApproveDialog

        if self._may("approved"):
            self._ask(ApproveDialog(self.examination), _("approved"))

    def action_give_back(self) -> None:
        """Walk the sheet, and give it back with reasons."""
        from eldercheck.tui.screens.returning import ReturningScreen

        if self._may("returned"):
            self.app.push_screen(ReturningScreen(self.examination, self.item_in_hand()))

    def action_notice(self) -> None:
        """Tell the unit its grade; then offer to write the notice."""
        from eldercheck.tui.screens.grade_notice import NoticeDialog

        if self._may("noticed"):
            self._ask(NoticeDialog(self.examination), _("notice given"), self._offer_notice)

    def action_object(self) -> None:
        """Object to the item in hand; where none is, ask which."""
        if not self._may("appealed"):
            return
        item = self.item_in_hand()
        if item:
            self._object(item)
            return
        from eldercheck.tui.screens.find import FindDialog

        items = [(one.id, f"{one.id} {one.ask.in_language(current())}") for one in self.examination.checklist]
        self.app.push_screen(FindDialog(items), lambda found: self._object(found) if found else None)

    def action_decide(self) -> None:
        """Decide an objection."""
        from eldercheck.tui.screens.appeals import DecideDialog

        if self._may("decided"):
            self._ask(DecideDialog(self.examination, self.item_for("decided")), _("ruled"))

    def action_respond(self) -> None:
        """Say how a finding will be put right."""
        from eldercheck.tui.screens.rectify import RespondDialog

        if self._may("responded"):
            self._ask(RespondDialog(self.examination, self.item_in_hand()), _("saved"))

    def action_fixed(self) -> None:
        """Report a finding put right."""
        from eldercheck.tui.screens.rectify import FixedDialog

        if self._may("fixed"):
            self._ask(FixedDialog(self.examination, self.item_in_hand()), _("reported"))

    def action_extend(self) -> None:
        """Give a finding more time."""
        from eldercheck.tui.screens.rectify import ExtendDialog

        if self._may("extended"):
            self._ask(ExtendDialog(self.examination, self.item_in_hand()), _("saved"))

    def action_recheck(self) -> None:
        """Ask again what was not passed."""
        from eldercheck.tui.screens.recheck import RecheckScreen
        from eldercheck.tui.screens.recheck_forms import ExaminersDialog

        item = self.item_in_hand("finding")

        def named(names: tuple[str, ...] | None) -> None:
            if names:
                self.app.push_screen(RecheckScreen(self.examination, names, item))

        if self._may("rechecked"):
            self.app.push_screen(ExaminersDialog(self.examination), named)

    def action_evidence(self) -> None:
        """Show the evidence of the item in hand; what is added is for the objection or the repair."""
        from eldercheck.tui.screens.evidence import EvidenceScreen

        purposes: dict[str, Purpose] = {"claim": "appeal", "finding": "fix"}
        for kind in ("claim", "finding", "returned"):
            if item := self.item_in_hand(kind):
                purpose = purposes.get(kind, "answer")
                self.app.push_screen(EvidenceScreen(self.examination, item, purpose))
                return
        self.notify(_("Put the cursor on an item first."), severity="warning", markup=False)

    def action_close(self) -> None:
        """Close the case."""
        from eldercheck.tui.screens.rectify import CloseDialog

        if self._may("closed"):
            self._ask(CloseDialog(self.examination), _("case closed"))

    def action_reopen(self) -> None:
        """Take the signature back with all that followed it."""
        from eldercheck.tui.screens.second_look import ReopenDialog

        if self._may("reopened"):
            self.app.push_screen(ReopenDialog(self.examination), self._reopened)

    def action_veto(self) -> None:
        """Record a veto, or take one back."""
        from eldercheck.tui.screens.veto import open_vetoes

        if self._may("vetoed"):
            open_vetoes(self.office, self.examination)

    def action_sheet(self) -> None:
        """Look at the answers."""
        self.action_item()

    def action_item(self) -> None:
        """Look at the item in hand in the sheet."""
        from eldercheck.tui.screens.walk import WalkScreen

        self.app.push_screen(WalkScreen(self.examination, self.item_in_hand()))

    def action_result(self) -> None:
        """Show score, grade and reasons."""
        from eldercheck.tui.screens.result import ResultScreen

        if not self.examination.progress().complete:
            self.notify(_("There is no result yet: items are still open."), markup=False)
        elif any(isinstance(screen, ResultScreen) for screen in self.app.screen_stack):
            self.dismiss()
        else:
            self.app.push_screen(ResultScreen(self.examination))

    def action_export(self) -> None:
        """Hand the sheet, the notice or the findings over as a file."""
        self._export("")

    def action_history(self) -> None:
        """Show who said what, when, and on what evidence."""
        self.show_history(self.examination.assessment.id, self.item_in_hand())

    def _may(self, act: EventKind) -> bool:
        """Tell whether an act can be done now; says why where it cannot."""
        if not self.office.may_write():
            return False
        if act in ABOUT_FINDINGS and not self.item_in_hand("finding") and self.examination.dossier.notice:
            self.notify(_("Put the cursor on a finding first."), severity="warning", markup=False)
            return False
        error = self.refusal_of(act)
        if error is not None:
            self.notify(explain(error), severity="warning", markup=False)
        return error is None

    def _ask(self, form: Dialog[bool], done: str, then: Callable[[], None] | None = None) -> None:
        """Ask with a form; once it is saved, say so."""

        def saved(outcome: bool | None) -> None:
            if outcome:
                self.say(done)
                if then is not None:
                    then()

        self.app.push_screen(form, saved)

    def say(self, text: str) -> None:
        """Say what was done."""
        raise NotImplementedError

    def _object(self, item: str) -> None:
        from eldercheck.tui.screens.appeals import ClaimDialog

        error = refusal(self.examination, "appealed", item)
        if error is not None:
            self.notify(explain(error), severity="warning", markup=False)
        else:
            self._ask(ClaimDialog(self.examination, item), _("objected"))

    def _offer_notice(self) -> None:
        self._export("notice")

    def _export(self, paper: str) -> None:
        from eldercheck.tui.papers import unit_papers
        from eldercheck.tui.screens.export import ExportDialog

        self.app.push_screen(ExportDialog(unit_papers(self.office, self.examination), paper))

    def _reopened(self, done: bool | None) -> None:
        if done:
            self.office.show_sheet(self.examination)

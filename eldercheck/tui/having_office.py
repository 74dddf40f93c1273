"""What every screen asks of the open database and of what is remembered of the person here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.content import Content

from eldercheck.domain.errors import AnswerError, EldercheckError, StateError
from eldercheck.language import _
from eldercheck.wording.errors import explain

if TYPE_CHECKING:
    from eldercheck.assemble import Office
    from eldercheck.domain.assessment import Party
    from eldercheck.domain.register import Unit
    from eldercheck.domain.waiting import Role
    from eldercheck.services.casebook import Casebook
    from eldercheck.services.county import County
    from eldercheck.services.drawing import Drawing
    from eldercheck.services.evidence import ItemEvidence
    from eldercheck.services.examination import Examination
    from eldercheck.services.inbox import Inbox
    from eldercheck.services.publishing import Publishing
    from eldercheck.services.register import Register
    from eldercheck.services.years import Years
    from eldercheck.storage.drafts import Drafts
    from eldercheck.storage.settings import Settings


class HasOffice(App[None]):
    """An application over one database, once it is open."""

    def __init__(self, settings: Settings, keep: Callable[[Settings], None]) -> None:
        super().__init__()
        self._settings, self._keep = settings, keep
        self._office: Office | None = None
        self._is_opening = False
        self.evidence_folder: Path | None = None
        """Where the last file of evidence came from: the next one lies there too."""

    @property
    def is_ready(self) -> bool:
        """Whether the database is open."""
        return self._office is not None

    @property
    def _opened(self) -> Office:
        assert self._office is not None, "the screens wait until the database is open"
        return self._office

    @property
    def casebook(self) -> Casebook:
        """The units and assessments."""
        return self._opened.casebook

    @property
    def years(self) -> Years:
        """The programme years."""
        return self._opened.years

    @property
    def county(self) -> County:
        """The county in a year."""
        return self._opened.county

    @property
    def publishing(self) -> Publishing:
        """What publishes a year."""
        return self._opened.publishing

    @property
    def register(self) -> Register:
        """The register as a whole."""
        return self._opened.register

    @property
    def drawing(self) -> Drawing:
        """What draws the visits of a year."""
        return self._opened.drawing

    @property
    def inbox(self) -> Inbox:
        """What waits for whom."""
        return self._opened.inbox

    def evidence(self, examination: Examination) -> ItemEvidence:
        """Return the evidence of an assessment."""
        return self._opened.evidence(examination)

    @property
    def drafts(self) -> Drafts:
        """The note being written."""
        return self._opened.drafts

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written: another window has the file, or the folder is closed."""
        return self._opened.read_only

    @property
    def names(self) -> Sequence[str]:
        """The names signed with last."""
        return self._settings.names

    def why_read_only(self) -> str:
        """Say who has the file, or what is closed."""
        return explain(self._opened.why_read_only) if self._opened.why_read_only else ""

    def place(self) -> str:
        """Return the name of the file, as the title shows it."""
        if self._is_opening:
            return _("opening…")
        return _("example (a copy)") if self._opened.is_copy else self._opened.path.name

    def standing(self) -> Content:
        """Return what the bar says when nothing happened: only that a file cannot be written."""
        return Content.styled(_("read only"), "$error bold") if self.read_only else Content("")

    def may_write(self) -> bool:
        """Tell whether something can be written, and say why where it cannot."""
        if self.read_only:
            self.notify(self.why_read_only(), severity="warning", markup=False)
        return not self.read_only

    def is_about_input(self, error: EldercheckError) -> bool:
        """Tell whether an error is about what was typed, not about the disk."""
        return isinstance(error, (AnswerError, StateError))

    def report(self, error: EldercheckError) -> None:
        """Say what went wrong."""
        from eldercheck.tui.screens.notices import ProblemDialog

        self.push_screen(ProblemDialog(explain(error)))

    def time_now(self) -> str:
        """Return the time of day on this laptop."""
        return datetime.now().astimezone().strftime("%H:%M")

    def offered_signers(self, examination: Examination) -> Sequence[str]:
        """Return whose names a signing begins with; a bank's are typed, so that no examiner's slips in."""
        visit = examination.dossier.visit
        if examination.assessment.party == "bank":
            return ()
        return visit.examiners if visit else self.names

    def remember_names(self, names: Sequence[str], party: Party = "examiner") -> None:
        """Offer these names the next time; where examiners sign, a bank's name is not offered to them."""
        if party == "bank" and self.names:
            return
        self._change_settings(names=tuple(names), author=names[0])
        self.casebook.named(names[0])

    def write_as(self, name: str) -> None:
        """Write as this person from now on, and remember who it was."""
        if name.strip() and name.strip() != self.years.author:
            self._change_settings(author=name.strip())
            self.casebook.named(name)

    @property
    def row(self) -> str:
        """The row of home that the cursor stood on when the program was left."""
        return self._settings.row

    def remember_row(self, row: str) -> None:
        """Begin at this row of home the next time; empty where there is none to remember."""
        if row not in ("", self._settings.row):
            self._change_settings(row=row)

    @property
    def role(self) -> Role:
        """Whose inbox was in view last."""
        from eldercheck.domain.waiting import ROLES

        return next((role for role in ROLES if role == self._settings.role), ROLES[0])

    def bank_unit(self) -> Unit | None:
        """Return the institution whose inbox was in view last; None for all, or where it is not here."""
        code = self._settings.bank
        return next((unit for unit in self.casebook.units() if unit.code == code), None) if code else None

    def remember_role(self, role: Role, bank: str | None = None) -> None:
        """Show the inbox of this role (and bank, by its code) the next time."""
        bank = self._settings.bank if bank is None else bank
        if (role, bank) != (self._settings.role, self._settings.bank):
            self._change_settings(role=role, bank=bank)

    def resume(self, assessment_id: str) -> Examination | None:
        """Take up an assessment; says what went wrong where it cannot."""
        try:
            return self.casebook.resume(assessment_id)
        except EldercheckError as error:
            self.report(error)
            return None

    def _change_settings(self, **changes: object) -> None:
        self._settings = replace(self._settings, **changes)  # type: ignore[arg-type]
        self._keep(self._settings)

"""The grade notice: what it says, by when the bank may object, and who gives it."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from eldercheck.domain.errors import EldercheckError, StateError
from eldercheck.domain.typed_days import typed_day
from eldercheck.language import N_, _, ngettext
from eldercheck.services.examination import Examination
from eldercheck.services.notices import Draft, Notices
from eldercheck.tui.case_people import second_person
from eldercheck.tui.grade_marks import grade_content
from eldercheck.tui.screens.case_form import CaseForm, labelled_lines, name_field
from eldercheck.tui.screens.form import Field


class NoticeDialog(CaseForm):
    """Shows the notice before it is given; the last day to object follows the day until it is set by hand."""

    what = N_("Notice of the grade")
    saves = N_("give notice")

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self._draft = Notices(examination).draft()

    def before(self) -> list[Widget]:
        """Say what the unit is told."""
        return [Static(_told(self._draft), id="told", classes="form-note")]

    def fields(self) -> list[Field]:
        """Ask for the days and for the name."""
        working = ngettext(
            "at least {number} working day", "at least {number} working days", self._appeal_days
        )
        return [
            Field("day", _("Day of the notice"), self._draft.day, longest=40, cells=16),
            Field(
                "until",
                _("Objections until"),
                self._draft.appeal_until,
                _("{least}; later for holidays").format(least=working.format(number=self._appeal_days)),
                40,
                cells=16,
            ),
            name_field(second_person(self.examination), _("Name of whoever gives notice")),
        ]

    def act(self, values: Mapping[str, str]) -> None:
        """Give notice."""
        until = _read("until", values["until"])
        Notices(self.examination).give(values["name"], _read("day", values["day"]), until)

    @on(Input.Changed, "#day")
    def _another_day(self) -> None:
        """Let the other days follow, unless the last day to object was set by hand."""
        try:
            draft = Notices(self.examination).draft(typed_day(self.query_one("#day", Input).value))
        except EldercheckError:
            return
        until = self.query_one("#until", Input)
        if until.value == self._draft.appeal_until:
            until.value = draft.appeal_until
        self._draft = draft
        self.query_one("#told", Static).update(_told(draft))

    @property
    def _appeal_days(self) -> int:
        return self.examination.programme.days.appeal


def _told(draft: Draft) -> Content:
    number = len(draft.findings)
    found = ngettext("{number} finding", "{number} findings", number).format(number=number)
    lines = [
        (_("Grade"), Content.assemble(grade_content(draft.grade), f" {draft.score}")),
        (_("Findings"), Content(found)),
    ]
    if draft.findings:
        due = [str(finding["due"]) for finding in draft.findings.values()]
        safety = sum(bool(finding["safety"]) for finding in draft.findings.values())
        text = _("{first} to {last}").format(first=min(due), last=max(due))
        if safety:
            more = ngettext("{number} about safety", "{number} about safety", safety)
            text += " · " + more.format(number=safety)
        lines.append((_("To be put right by"), Content(min(due) if len(set(due)) == 1 else text)))
    return Content("\n").join(labelled_lines(lines))


def _read(name: str, text: str) -> str:
    try:
        return typed_day(text)
    except StateError as error:
        raise StateError(error.code, **{**error.values, "field": name}) from error

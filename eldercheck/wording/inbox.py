"""The words of an inbox: roles, what waits, since when, by when."""

from __future__ import annotations

from eldercheck.domain.waiting import Role, Wait, WaitKind
from eldercheck.language import N_, _, ngettext
from eldercheck.services.inbox import Waiting
from eldercheck.wording.moments import local_day

ROLES: dict[Role, str] = {
    "examiner": N_("Examiners"),
    "bank": N_("Bank"),
    "supervisor": N_("Supervisor"),
}
WAITS: dict[WaitKind, str] = {
    "to_finish": N_("examination not signed"),
    "returned": N_("returned by the second look"),
    "to_recheck": N_("reported put right: re-check"),
    "recheck_due": N_("last day over: look again"),
    "own_to_begin": N_("self-assessment not begun"),
    "own_to_finish": N_("self-assessment not signed"),
    "may_object": N_("grade told: objections possible"),
    "to_respond": N_("findings without a response"),
    "to_fix": N_("findings to be put right"),
    "to_fix_again": N_("not passed: put right again"),
    "to_look": N_("signed: second look"),
    "to_notice": N_("approved: tell the grade"),
    "to_decide": N_("objections to decide"),
    "overdue": N_("findings overdue"),
    "to_close": N_("all settled: close the case"),
    "to_publish": N_("corrected: publish again"),
}
EMPTY: dict[Role, str] = {
    "examiner": N_(
        "Here stand examinations that are begun and not signed, sheets that the second look gave back, and "
        "findings to look at again, the longest waiting first."
    ),
    "bank": N_(
        "Here stand self-assessments to begin and to sign, grades that can be objected to, and findings to "
        "put right, the longest waiting first."
    ),
    "supervisor": N_(
        "Here stand sheets for the second look, grades to tell, objections to decide, overdue findings, and "
        "cases to close, the longest waiting first."
    ),
}
"""What an empty inbox teaches."""


def since_day(wait: Wait) -> str:
    """Return the day, here, from which on something waits."""
    return str(local_day(wait.since)) if "T" in wait.since else wait.since


def due_text(wait: Wait) -> str:
    """Say by when something is to be done, or that this day is over; empty where there is none."""
    if not wait.due:
        return ""
    text = _("late {day}") if wait.overdue else _("by {day}")
    return text.format(day=wait.due[5:])


def number_text(one: Waiting) -> str:
    """Say how many items it is about; empty where it is about the whole sheet."""
    number = one.number
    return ngettext("{number} item", "{number} items", number).format(number=number) if number else ""

"""How far a case is, in a sentence: its state, what comes next, and who does it."""

from __future__ import annotations

from collections.abc import Callable

from eldercheck.domain.clean_text import visible
from eldercheck.domain.dossier import Dossier, FindingFile
from eldercheck.domain.standing import Standing
from eldercheck.language import _, ngettext
from eldercheck.wording.moments import local_day


def case_step(standing: Standing, today: str, unanswered: int = 0) -> str:
    """Say how a case stands, what comes next and who does it.

    `today` is YYYY-MM-DD here; `unanswered` is how many returned items were neither changed nor replied to.
    """
    if standing.party == "bank":
        if standing.state == "open":
            return _("Being filled in by the bank, which signs it.")
        return _("Signed by the bank; it is shown beside the examination and never counted.")
    if standing.state == "returned":
        return _returned(standing.dossier, unanswered)
    return _STEPS[standing.state](standing.dossier, today)


def finding_step(finding: FindingFile, today: str) -> str:
    """Say in a word or two how a finding stands; one that is late says so."""
    if finding.withdrawn:
        return _("withdrawn")
    if finding.outcome == "passed":
        return _("re-check passed")
    if finding.fixed_on:
        return _("to be re-checked")
    if finding.is_overdue(today):
        return _("OVERDUE")
    if finding.outcome == "improved":
        return _("improved, not yet passed")
    if finding.outcome == "failed":
        return _("re-check not passed")
    return _("being put right") if finding.response else _("to be put right")


def changed_since(dossier: Dossier, item: str) -> str:
    """Return the mark of an answer that is not the examiners' first: by a decision, by a re-check."""
    claim = dossier.claims.get(item)
    marks = [_("decided")] if claim is not None and claim.upheld else []
    return " ".join(marks + ([_("re-checked")] if item in dossier.rechecked else []))


def _open(_dossier: Dossier, _today: str) -> str:
    return _("In progress: the examiners complete it and sign.")


def _signed(_dossier: Dossier, _today: str) -> str:
    return _("Signed, waiting for the second look: by somebody who did not examine, who approves or returns.")


def _returned(dossier: Dossier, unanswered: int) -> str:
    if not unanswered:
        return _("Returned, and every reason is answered: the examiners sign again.")
    text = ngettext(
        "Returned by {name}: {number} item is for the examiners to change or reply to; they sign again.",
        "Returned by {name}: {number} items are for the examiners to change or reply to; they sign again.",
        unanswered,
    )
    return text.format(name=visible(dossier.returned_by), number=unanswered)


def _approved(_dossier: Dossier, _today: str) -> str:
    return _("Approved, waiting for the notice: the supervisor tells the unit its grade.")


def _noticed(dossier: Dossier, today: str) -> str:
    assert dossier.notice is not None
    if today > dossier.notice.appeal_until:
        return _("Notice given, the days to object are over. {findings}").format(
            findings=_findings(dossier, today)
        )
    text = _("Notice given: the bank may object until {until}. {findings}")
    return text.format(until=dossier.notice.appeal_until, findings=_findings(dossier, today))


def _appealed(dossier: Dossier, _today: str) -> str:
    number = len(dossier.undecided)
    text = ngettext(
        "{number} objection is undecided: somebody who did not examine decides.",
        "{number} objections are undecided: somebody who did not examine decides.",
        number,
    )
    return text.format(number=number)


def _decided(dossier: Dossier, today: str) -> str:
    return _("Every objection is decided. {findings}").format(findings=_findings(dossier, today))


def _rectifying(dossier: Dossier, today: str) -> str:
    return _("Being put right. {findings}").format(findings=_findings(dossier, today))


def _closed(dossier: Dossier, _today: str) -> str:
    assert dossier.closed is not None
    day, name = local_day(dossier.closed.at).isoformat(), visible(dossier.closed.name)
    text = _("Closed by {name} on {day}.").format(name=name, day=day)
    if dossier.unsettled:
        number = len(dossier.unsettled)
        still = ngettext(
            "{number} finding stayed open: {reason}", "{number} findings stayed open: {reason}", number
        )
        text += " " + still.format(number=number, reason=visible(dossier.closed.reason))
    return text


def _findings(dossier: Dossier, today: str) -> str:
    """Say who has what to do about the findings."""
    if not dossier.unsettled:
        return _("Nothing is left to put right: the supervisor closes the case.")
    waiting = sum(finding.awaits_recheck for finding in dossier.findings.values())
    overdue, left = len(dossier.overdue(today)), len(dossier.unsettled) - waiting
    parts = []
    if left:
        text = ngettext("the bank puts {number} finding right", "the bank puts {number} findings right", left)
        parts.append(text.format(number=left))
    if overdue:
        text = ngettext("{number} of them is overdue", "{number} of them are overdue", overdue)
        parts.append(text.format(number=overdue))
    if waiting:
        text = ngettext(
            "the examiners re-check {number} finding", "the examiners re-check {number} findings", waiting
        )
        parts.append(text.format(number=waiting))
    return _("Now {steps}.").format(steps=_("; ").join(parts))


_STEPS: dict[str, Callable[[Dossier, str], str]] = {
    "open": _open,
    "signed": _signed,
    "approved": _approved,
    "noticed": _noticed,
    "appealed": _appealed,
    "decided": _decided,
    "rectifying": _rectifying,
    "closed": _closed,
}

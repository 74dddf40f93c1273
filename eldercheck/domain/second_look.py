"""What became of the items that a second look gave back."""

from __future__ import annotations

from eldercheck.domain.answers import answer_to_plain
from eldercheck.domain.assessment import Sheet
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.dossier import Dossier, PlainAnswer


def changed_since_return(dossier: Dossier, sheet: Sheet) -> frozenset[str]:
    """Return the returned items whose answer or note the examiners changed after they were given back."""
    return frozenset(item for item in dossier.returned if _is_changed(dossier, sheet, item))


def unanswered(checklist: Checklist, dossier: Dossier, sheet: Sheet) -> tuple[str, ...]:
    """Return the returned items that were neither changed nor replied to, in sheet order."""
    answered = changed_since_return(dossier, sheet) | {
        item for item, returned in dossier.returned.items() if returned.reply
    }
    return tuple(item.id for item in checklist if item.id in dossier.returned and item.id not in answered)


def examiners_answer(dossier: Dossier, sheet: Sheet, item: str) -> PlainAnswer:
    """Return what the examiners answered last: before a decision or a re-check put another answer there."""
    claim, finding = dossier.claims.get(item), dossier.findings.get(item)
    if claim is not None and claim.upheld:
        return claim.was
    if finding is not None and finding.replaced:
        return finding.was
    answer = sheet.answers.get(item)
    return None if answer is None else answer_to_plain(answer)


def _is_changed(dossier: Dossier, sheet: Sheet, item: str) -> bool:
    returned = dossier.returned[item]
    answer = examiners_answer(dossier, sheet, item)
    return answer != returned.was or sheet.notes.get(item, "") != returned.note

"""Answers that a decision or a re-check put in place of those of the visit, with the old ones beside them."""

from __future__ import annotations

from eldercheck.domain.answers import Answer, answer_from_plain
from eldercheck.domain.checklist import Item
from eldercheck.domain.dossier import Dossier, PlainAnswer
from eldercheck.language import _
from eldercheck.reports.answer_words import answer_words


def answer_since(item: Item, answer: Answer | None, dossier: Dossier) -> str:
    """Return an answer; one that a decision or a re-check put there says so, with the old one beside it."""
    words, later = answer_words(item, answer), later_words(item, dossier)
    return _("{answer} ({later})").format(answer=words, later=later) if later else words


def later_words(item: Item, dossier: Dossier) -> str:
    """Say which came instead of the visit's answer: an objection upheld, a re-check; empty for neither."""
    claim, finding = dossier.claims.get(item.id), dossier.findings.get(item.id)
    parts = []
    if claim is not None and claim.upheld:
        text = _("objection upheld {day}, before: {answer}")
        parts.append(text.format(day=claim.decided_on, answer=_words(item, claim.was)))
    if finding is not None and finding.replaced:
        text = _("re-checked {day}, before: {answer}")
        parts.append(text.format(day=finding.rechecked_on, answer=_words(item, finding.was)))
    return _("; ").join(parts)


def _words(item: Item, plain: PlainAnswer) -> str:
    return answer_words(item, None if plain is None else answer_from_plain(item, plain))

"""What evidence the checklist demands of the answers on a sheet, and what of it is missing."""

from __future__ import annotations

from collections.abc import Iterable

from eldercheck.domain.answer_kinds import Count, Measure
from eldercheck.domain.answers import Answer, Answers, credit
from eldercheck.domain.checklist import Checklist, EvidenceKind, Item
from eldercheck.domain.evidence import Evidence


def missing_evidence(checklist: Checklist, answers: Answers, evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the items, in sheet order, whose answers ask for evidence that is not attached.

    An item without an answer asks for none yet; one left out as not applicable never does. Only what is
    attached to the answer itself counts: not what came with an objection, a repair or a veto.
    """
    attached: dict[str, list[Evidence]] = {}
    for piece in evidence:
        attached.setdefault(piece.item, []).append(piece)
    return tuple(
        item.id for item in checklist if lacks_evidence(item, answers.get(item.id), attached.get(item.id, ()))
    )


def lacks_evidence(item: Item, answer: Answer | None, pieces: Iterable[Evidence]) -> bool:
    """Tell whether the answer of an item asks for evidence that is not among what the item has."""
    kind = wanted_evidence(item, answer)
    if kind is None:
        return False
    return not any(piece.purpose == "answer" and _shows(kind, piece) for piece in pieces)


def wanted_evidence(item: Item, answer: Answer | None) -> EvidenceKind | None:
    """Return the kind of evidence that an answer asks for; None where it asks for none.

    An answer in figures is itself the reading or the tally: typing it a second time would show nothing more.
    Raises AnswerError where the answer does not fit the item.
    """
    wanted = item.evidence
    if answer is None or wanted.kind is None or wanted.when == "never":
        return None
    earned = credit(item, answer)
    if earned is None or (wanted.when == "when_marks_lost" and earned == 1):
        return None
    if wanted.kind in ("reading", "interview") and isinstance(item.answer, Count | Measure):
        return None
    return wanted.kind


def _shows(kind: EvidenceKind, piece: Evidence) -> bool:
    """Tell whether a piece is of the kind asked for: a file always is, a text where it is of that kind."""
    return piece.file is not None or (kind != "photo" and piece.kind == kind and bool(piece.text))

"""The words of a case: its states, and what a visit, evidence, a veto and a re-check are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eldercheck.domain.assessment import AssessmentState
from eldercheck.domain.clean_text import visible
from eldercheck.domain.dossier import Ground, Outcome
from eldercheck.domain.evidence import Evidence, Purpose
from eldercheck.domain.past import Group
from eldercheck.domain.visit import Way, Weather
from eldercheck.language import N_, _
from eldercheck.wording.results import EVIDENCE
from eldercheck.wording.year_history import SHORT_DIGEST

CASE_STATES: dict[AssessmentState, str] = {
    "open": N_("being filled in"),
    "signed": N_("signed"),
    "returned": N_("returned for changes"),
    "approved": N_("approved"),
    "noticed": N_("notice given"),
    "appealed": N_("objection undecided"),
    "decided": N_("objections decided"),
    "rectifying": N_("being put right"),
    "closed": N_("case closed"),
}
GROUPS: dict[Group, str] = {
    "answers": N_("answers"),
    "evidence": N_("evidence and visit"),
    "second_look": N_("second look"),
    "notice": N_("notice and objection"),
    "rectification": N_("rectification"),
    "year": N_("the year"),
    "unknown": N_("unknown"),
}
PURPOSES: dict[Purpose, str] = {
    "answer": N_("for the answer"),
    "appeal": N_("for an objection"),
    "fix": N_("for the repair"),
    "recheck": N_("for the re-check"),
    "veto": N_("for a veto"),
}
GROUNDS: dict[Ground, str] = {
    "refused": N_("cash or service by staff was refused"),
    "immobile": N_("an old person who cannot walk was made to come"),
    "kept_card": N_("a card or its PIN was kept"),
    "false_evidence": N_("false evidence was given"),
}
WAYS: dict[Way, str] = {
    "announced": N_("announced"),
    "unannounced": N_("unannounced"),
    "secret": N_("as a mystery visit"),
}
WEATHERS: dict[Weather, str] = {
    "wet": N_("rain, snow or wet ground"),
    "dry": N_("dry"),
}
OUTCOMES: dict[Outcome, str] = {
    "passed": N_("passed"),
    "improved": N_("improved, not yet passed"),
    "failed": N_("not passed"),
}


def word(table: Mapping[Any, str], name: str) -> str:
    """Return the word of a name; one that only a newer version knows as it is."""
    title = table.get(name, "")
    return _(title) if title else visible(name)


def evidence_words(piece: Evidence) -> str:
    """Return a piece of evidence in words: kind, text, file with its size, when taken, its digest."""
    kind = next((title for known, title in EVIDENCE.items() if known == piece.kind), "")
    parts = [_(kind) if kind else visible(piece.kind)]
    if piece.text:
        parts.append(_("“{text}”").format(text=visible(piece.text)))
    if piece.file:
        parts.append(
            _("{name} ({size})").format(name=visible(piece.file.name), size=size_text(piece.file.size))
        )
        if piece.file.taken_at:
            parts.append(_("taken {moment}").format(moment=visible(piece.file.taken_at.replace("T", " "))))
        parts.append(f"SHA-256 {visible(piece.file.sha256[:SHORT_DIGEST])}")
    return " · ".join(parts)


def size_text(size: int) -> str:
    """Return a number of bytes as people read it."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"

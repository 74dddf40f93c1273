"""An assessment: one checklist, one unit, one programme year, one party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from eldercheck.domain.answers import Answer
from eldercheck.domain.dossier import EMPTY, Dossier

Party = Literal["examiner", "bank"]
AssessmentState = Literal[
    "open",
    "signed",
    "returned",
    "approved",
    "noticed",
    "appealed",
    "decided",
    "rectifying",
    "closed",
]
"""Being written; signed by those who wrote it; given back by the second look; approved by somebody else; the
unit told of its grade; an objection undecided; all decided; findings being put right; closed."""
APPROVED: frozenset[AssessmentState] = frozenset(
    {"approved", "noticed", "appealed", "decided", "rectifying", "closed"}
)
"""The states that come with or after an approval."""
TOLD: frozenset[AssessmentState] = frozenset({"noticed", "appealed", "decided", "rectifying"})
"""The states in which the unit knows its grade and the case is not closed."""
WRITABLE: frozenset[AssessmentState] = frozenset({"open", "returned"})
"""The states in which answers can be changed."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is known of an assessment without its answers."""

    id: str
    unit: str
    year: int
    party: Party
    """Who answers: an examination by examiners, or a bank's self-assessment."""
    checklist_digest: str
    state: AssessmentState
    place: str
    """The item to resume at; empty before the first."""
    opened_at: str
    signed_at: str = ""
    signers: tuple[str, ...] = ()
    approved_by: str = ""
    """Who looked at it a second time; empty before."""
    dossier: Dossier = EMPTY

    @property
    def is_open(self) -> bool:
        """Whether answers can be changed: before the signature, or after it was given back."""
        return self.state in WRITABLE

    @property
    def is_approved(self) -> bool:
        """Whether a second person approved it; whatever follows keeps that."""
        return self.state in APPROVED


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written on an assessment now."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

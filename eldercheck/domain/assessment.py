"""An assessment: one checklist, one unit, one programme year, one party."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from eldercheck.domain.answers import Answer

Party = Literal["examiner", "bank"]
AssessmentState = Literal["open", "signed", "approved"]
"""Being written; signed by those who wrote it; approved by somebody else."""


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written on an assessment now."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

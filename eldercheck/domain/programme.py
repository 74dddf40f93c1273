"""A programme: one year of one authority, with its frozen checklists and the rules its grades follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any, Literal

from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.grading import GradeRules
from eldercheck.domain.register import UNIT_KINDS, UnitKind
from eldercheck.domain.rollup import RollUpRules

Counts = Literal["signed", "approved"]
"""From which state on an examination counts in the grade table."""
EvidenceRule = Literal["block", "warn", "pass"]
"""What missing evidence does at the signature: it blocks, is told of, or is let pass; always recorded."""


@dataclass(frozen=True, slots=True)
class FrozenChecklist:
    """The checklist that a year is assessed by, word for word."""

    id: str
    version: str
    digest: str

    @property
    def reference(self) -> str:
        """The checklist and its version, as tables name it."""
        return f"{self.id}@{self.version}"


@dataclass(frozen=True, slots=True)
class Days:
    """The time limits of a year, in days."""

    appeal: int = 5
    """Working days a bank has to object to a grade."""
    rectify: int = 30
    """Days to put a finding right."""
    safety: int = 7
    """Days to put a finding about safety right."""


@dataclass(frozen=True, slots=True)
class Programme:
    """The rules of one year; the defaults are those of the design."""

    year: int
    rules: GradeRules = field(default_factory=GradeRules)
    least_examiners: int = 2
    """How many names an examination is signed with at the least."""
    examiner_sees_grade: bool = False
    """Whether the running grade is shown while an examiner answers."""
    authority: str = ""
    """Who assesses; past years keep the name that signed them."""
    contact: str = ""
    """Whom to ask about the table: an office and its telephone."""
    roll_up: RollUpRules = field(default_factory=RollUpRules)
    days: Days = field(default_factory=Days)
    counts: Counts = "approved"
    add_ons: bool = True
    """Whether items beyond the plan are asked."""
    checklists: Mapping[UnitKind, FrozenChecklist] = field(default_factory=dict)
    """Frozen when the year is opened."""
    visit_record: bool = True
    """Whether an examination is signed only with its visit recorded, and agreeing with it."""
    evidence: EvidenceRule = "warn"

    def plain(self) -> dict[str, Any]:
        """Return the canonical mapping."""
        return {
            "year": self.year,
            "authority": self.authority,
            "contact": self.contact,
            "rules": _plain_part(self.rules),
            "roll_up": _plain_part(self.roll_up),
            "days": _plain_part(self.days),
            "least_examiners": self.least_examiners,
            "examiner_sees_grade": self.examiner_sees_grade,
            "counts": self.counts,
            "add_ons": self.add_ons,
            "visit_record": self.visit_record,
            "evidence": self.evidence,
            "checklists": {
                kind: {"id": frozen.id, "version": frozen.version, "digest": frozen.digest}
                for kind, frozen in self.checklists.items()
            },
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Programme:
        """Read back what `plain` gave; what an older version did not write takes its default."""
        return cls(
            plain["year"],
            _part_from_plain(GradeRules, plain["rules"]),
            plain["least_examiners"],
            plain["examiner_sees_grade"],
            plain.get("authority", ""),
            plain.get("contact", ""),
            _part_from_plain(RollUpRules, plain.get("roll_up", {})),
            _part_from_plain(Days, plain.get("days", {})),
            "approved" if plain.get("counts") == "approved" else "signed",
            plain.get("add_ons", True),
            {
                kind: FrozenChecklist(**plain["checklists"][kind])
                for kind in UNIT_KINDS
                if kind in plain.get("checklists", {})
            },
            plain.get("visit_record", False),
            plain.get("evidence", "pass"),
        )


def _plain_part(part: Any) -> dict[str, Any]:
    values = {line.name: getattr(part, line.name) for line in fields(part)}
    return {
        name: decimal_text(value) if isinstance(value, Fraction) else value for name, value in values.items()
    }


def _part_from_plain(part: Any, plain: Mapping[str, Any]) -> Any:
    known = {line.name for line in fields(part)}
    return part(
        **{
            name: Fraction(value) if isinstance(value, str) else value
            for name, value in plain.items()
            if name in known
        }
    )

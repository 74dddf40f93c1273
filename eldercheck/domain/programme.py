"""A programme: one year of one authority, with the rules its grades follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any

from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.grading import GradeRules


@dataclass(frozen=True, slots=True)
class Programme:
    """The rules of one year; the defaults are those of the design."""

    year: int
    rules: GradeRules = field(default_factory=GradeRules)
    least_examiners: int = 2
    """How many names an examination is signed with at the least."""
    examiner_sees_grade: bool = False
    """Whether the running grade is shown while an examiner answers."""

    def plain(self) -> dict[str, Any]:
        """Return the canonical mapping."""
        lines = {line.name: decimal_text(getattr(self.rules, line.name)) for line in fields(GradeRules)}
        return {
            "year": self.year,
            "rules": lines,
            "least_examiners": self.least_examiners,
            "examiner_sees_grade": self.examiner_sees_grade,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Programme:
        """Read back what `plain` gave."""
        rules = GradeRules(**{name: Fraction(text) for name, text in plain["rules"].items()})
        return cls(plain["year"], rules, plain["least_examiners"], plain["examiner_sees_grade"])

"""The ways an item can be answered, as a checklist states them (scoring.md §1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.wordings import Wording


@dataclass(frozen=True, slots=True)
class YesNo:
    """Answered "yes" or "no"."""

    def plain(self) -> object:
        """Return the canonical form."""
        return "yes_no"


@dataclass(frozen=True, slots=True)
class Levels:
    """Answered by the number of one of two to six sentences, worst (0) first."""

    sentences: tuple[Wording, ...]

    @property
    def best(self) -> int:
        """The level that earns full credit."""
        return len(self.sentences) - 1

    def plain(self) -> object:
        """Return the canonical form."""
        return {"levels": [sentence.plain() for sentence in self.sentences]}


@dataclass(frozen=True, slots=True)
class Count:
    """Answered by two whole numbers, have/of."""

    of: int | None = None
    """The second number must be exactly this."""
    of_at_most: int | None = None
    of_at_least: int | None = None
    full_at_percent: int | None = None
    """Full credit from this share on, in percent; None means all."""
    none_earns_nothing: bool = False
    """0/0 earns nothing instead of leaving the sheet."""

    def plain(self) -> object:
        """Return the canonical form, without what is not set."""
        fields = {
            "of": self.of,
            "of_at_most": self.of_at_most,
            "of_at_least": self.of_at_least,
            "full_at_percent": self.full_at_percent,
            "none_earns_nothing": self.none_earns_nothing or None,
        }
        return {"count": {name: value for name, value in fields.items() if value is not None}}


@dataclass(frozen=True, slots=True)
class Measure:
    """Answered by a decimal in `unit`; meeting `full` earns 1, meeting `half` 1/2. Equal meets."""

    unit: Wording
    better: Literal["lower", "higher"]
    full: Fraction
    half: Fraction

    def meets(self, value: Fraction, threshold: Fraction) -> bool:
        """Tell whether `value` is at least as good as `threshold`."""
        return value <= threshold if self.better == "lower" else value >= threshold

    def plain(self) -> object:
        """Return the canonical form; thresholds as decimal text."""
        return {
            "measure": {
                "unit": self.unit.plain(),
                "better": self.better,
                "full": decimal_text(self.full),
                "half": decimal_text(self.half),
            }
        }


AnswerKind = YesNo | Levels | Count | Measure


def kind_from_plain(plain: Any) -> AnswerKind:
    """Build an answer kind from its canonical form (what `plain()` gave)."""
    if plain == "yes_no":
        return YesNo()
    ((name, fields),) = plain.items()
    if name == "levels":
        return Levels(tuple(Wording.from_plain(sentence) for sentence in fields))
    if name == "count":
        return Count(**fields)
    return _measure(fields)


def _measure(fields: Mapping[str, Any]) -> Measure:
    return Measure(
        Wording.from_plain(fields["unit"]),
        fields["better"],
        Fraction(fields["full"]),
        Fraction(fields["half"]),
    )

"""What a grade table says in sum: letters, means of the dimensions, each unit's figures by its code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import Figures, GradeTable
from eldercheck.domain.grading import LETTERS, Letter
from eldercheck.domain.register import UNIT_KINDS, UnitKind


@dataclass(frozen=True, slots=True)
class Graded:
    """The final figures of an institution, or those of a branch or service point."""

    kind: UnitKind
    code: str
    name: str
    score: Figure | None
    grade: Letter | None
    dimensions: Figures


def graded(table: GradeTable) -> Iterator[Graded]:
    """Yield every institution, branch and service point of a table that has a score."""
    for row in table.institutions:
        if row.score is not None:
            yield Graded("institution", row.code, row.name, row.score, row.grade, row.dimensions)
        for unit in row.branches:
            yield Graded("branch", unit.code, unit.name, unit.score, unit.grade, unit.dimensions)
        for unit in row.service_points:
            yield Graded("service_point", unit.code, unit.name, unit.score, unit.grade, unit.dimensions)


@dataclass(frozen=True)
class TableFacts:
    """The sums of one table, reckoned once."""

    by_code: Mapping[str, Graded]
    letters: Mapping[UnitKind, Mapping[Letter, int]]
    """How many units of a kind got which letter."""
    means: Mapping[UnitKind, Figures]
    """The mean of each dimension over the units of a kind, from their printed figures."""

    @classmethod
    def of(cls, table: GradeTable) -> TableFacts:
        """Add up a table."""
        units = list(graded(table))
        letters: dict[UnitKind, Counter[Letter]] = {}
        for unit in units:
            if unit.grade is not None:
                letters.setdefault(unit.kind, Counter())[unit.grade] += 1
        return cls(
            {unit.code: unit for unit in units},
            {
                kind: {letter: letters.get(kind, Counter())[letter] for letter in LETTERS}
                for kind in UNIT_KINDS
            },
            {
                kind: {
                    name: _mean([unit.dimensions.get(name) for unit in units if unit.kind == kind])
                    for name, _title in table.dimensions
                }
                for kind in UNIT_KINDS
            },
        )


def change(now: Figure | None, before: Figure | None) -> int | None:
    """Return by how many tenths a printed figure rose; None where either is missing."""
    return None if now is None or before is None else now.tenths - before.tenths


def change_text(tenths: int | None) -> str:
    """Return a change with its sign: +1.2, −0.4, 0.0; empty where there is none."""
    if tenths is None:
        return ""
    sign = "+" if tenths > 0 else "−" if tenths < 0 else ""
    return f"{sign}{Figure(abs(tenths))}"


def _mean(figures: list[Figure | None]) -> Figure | None:
    known = [figure.tenths for figure in figures if figure is not None]
    return Figure.of(Fraction(sum(known), 10 * len(known))) if known else None

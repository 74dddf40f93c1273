"""The annual grade table as data: every figure that a reader needs to reckon each grade again by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from eldercheck.domain.canonical import digest
from eldercheck.domain.figures import Figure
from eldercheck.domain.grading import Letter, Limit
from eldercheck.domain.register import UnitKind
from eldercheck.domain.rollup import Registered
from eldercheck.domain.wordings import Wording

Why = Literal["not_examined", "in_progress", "not_approved", "not_gradable", "damaged", "closed"]
"""Why a unit is not in the table."""
Figures = Mapping[str, Figure | None]


@dataclass(frozen=True, slots=True)
class GradedUnit:
    """The printed figures of one finished sheet."""

    code: str
    name: str
    score: Figure
    by_score: Letter
    grade: Letter
    dimensions: Figures
    limits: tuple[Limit, ...] = ()
    must_fix: bool = False
    self_score: Figure | None = None
    """What the unit gave itself; never counted, shown beside."""
    checklist: str = ""
    """Id and version."""
    signed_on: str = ""
    """The day of the signature, UTC (YYYY-MM-DD)."""
    approved: bool = False
    first_score: Figure | None = None
    """What the unit was told first, where that differs from what stands now; else None."""
    first_grade: Letter | None = None
    rechecked: int = 0
    """How many of its answers are those of a re-check."""

    @property
    def is_changed(self) -> bool:
        """Whether score or grade differ from what the unit was told first."""
        return self.first_score is not None


@dataclass(frozen=True, slots=True)
class GradedInstitution:
    """The row of one institution: its grade, and all that it was made of."""

    code: str
    name: str
    group: str
    """Its ranking group; empty where all stand in one."""
    sheet: GradedUnit | None
    """Its own sheet; without one there is no score."""
    branches: tuple[GradedUnit, ...]
    service_points: tuple[GradedUnit, ...]
    registered: Registered
    bonus: Figure
    exempt: str = ""
    """Why it gets no grade; empty for one that does."""
    before_bonus: Figure | None = None
    score: Figure | None = None
    by_score: Letter | None = None
    raw_grade: Letter | None = None
    """Before the quota."""
    grade: Letter | None = None
    provisional: bool = False
    dimensions: Figures = field(default_factory=dict)
    limits: tuple[Limit, ...] = ()

    @property
    def is_graded(self) -> bool:
        """Whether it has a grade."""
        return self.grade is not None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A unit that is not in the table, and why."""

    code: str
    name: str
    kind: UnitKind
    why: Why


@dataclass(frozen=True)
class GradeTable:
    """The table of one year; the same facts give the same digest on every machine."""

    year: int
    authority: str
    contact: str
    dimensions: tuple[tuple[str, Wording], ...]
    """The scoring aspects in sheet order: id and title."""
    checklists: tuple[str, ...]
    """The checklists of the year, id and version."""
    settings: Mapping[str, str]
    """The rules of the year as text, by the names of `programme_settings`."""
    institutions: tuple[GradedInstitution, ...]
    """By their codes."""
    left_out: tuple[LeftOut, ...]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical form."""
        return digest(self.plain())

    @property
    def has_figures(self) -> bool:
        """Whether any unit has a figure at all."""
        return any(row.is_graded or row.branches or row.service_points for row in self.institutions)

    @property
    def changed(self) -> tuple[GradedUnit, ...]:
        """The sheets whose score or grade differ from what their unit was told first, by institution."""
        sheets = (
            unit
            for row in self.institutions
            for unit in (*filter(None, (row.sheet,)), *row.branches, *row.service_points)
        )
        return tuple(unit for unit in sheets if unit.is_changed)

    def institution(self, code: str) -> GradedInstitution | None:
        """Return the row of an institution."""
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, GradedInstitution]:
        return {row.code: row for row in self.institutions}

    def plain(self) -> dict[str, Any]:
        """Return the canonical mapping, which is what is published."""
        return {
            "year": self.year,
            "authority": self.authority,
            "contact": self.contact,
            "dimensions": [[name, title.plain()] for name, title in self.dimensions],
            "checklists": list(self.checklists),
            "settings": {name: text for name, text in self.settings.items() if _UNSAID.get(name) != text},
            "institutions": [_plain_institution(row) for row in self.institutions],
            "left_out": [
                {"code": unit.code, "name": unit.name, "kind": unit.kind, "why": unit.why}
                for unit in self.left_out
            ],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> GradeTable:
        """Read back what `plain` gave."""
        return cls(
            plain["year"],
            plain["authority"],
            plain["contact"],
            tuple((name, Wording.from_plain(title)) for name, title in plain["dimensions"]),
            tuple(plain["checklists"]),
            {**_UNSAID, **plain["settings"]},
            tuple(_institution(row) for row in plain["institutions"]),
            tuple(LeftOut(**unit) for unit in plain["left_out"]),
        )


_UNSAID = {"visit_record": "no", "evidence": "pass"}
"""Settings that tables published by the first versions do not name, as they held then: never written, so that
the same facts keep their digest."""


def _plain_institution(row: GradedInstitution) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "group": row.group,
        "sheet": row.sheet and _plain_unit(row.sheet),
        "branches": [_plain_unit(unit) for unit in row.branches],
        "service_points": [_plain_unit(unit) for unit in row.service_points],
        "registered": [row.registered.branches, row.registered.service_points],
        "bonus": row.bonus.tenths,
        "exempt": row.exempt,
        "before_bonus": _tenths(row.before_bonus),
        "score": _tenths(row.score),
        "by_score": row.by_score,
        "raw_grade": row.raw_grade,
        "grade": row.grade,
        "provisional": row.provisional,
        "dimensions": {name: _tenths(figure) for name, figure in row.dimensions.items()},
        "limits": [_plain_limit(limit) for limit in row.limits],
    }


def _institution(plain: Mapping[str, Any]) -> GradedInstitution:
    taken = {
        "sheet": plain["sheet"] and _unit(plain["sheet"]),
        "branches": tuple(map(_unit, plain["branches"])),
        "service_points": tuple(map(_unit, plain["service_points"])),
        "registered": Registered(*plain["registered"]),
        "bonus": Figure(plain["bonus"]),
        "before_bonus": _figure(plain["before_bonus"]),
        "score": _figure(plain["score"]),
        "dimensions": {name: _figure(tenths) for name, tenths in plain["dimensions"].items()},
        "limits": tuple(Limit(**limit) for limit in plain["limits"]),
    }
    return GradedInstitution(**{**plain, **taken})


def _plain_unit(unit: GradedUnit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "score": unit.score.tenths,
        "by_score": unit.by_score,
        "grade": unit.grade,
        "dimensions": {name: _tenths(figure) for name, figure in unit.dimensions.items()},
        "limits": [_plain_limit(limit) for limit in unit.limits],
        "must_fix": unit.must_fix,
        "self_score": _tenths(unit.self_score),
        "checklist": unit.checklist,
        "signed_on": unit.signed_on,
        "approved": unit.approved,
        **_plain_first(unit),
    }


def _plain_first(unit: GradedUnit) -> dict[str, Any]:
    """Return what only a unit has that was told of another grade before, or looked at again."""
    found: dict[str, Any] = {}
    if unit.first_score is not None:
        found |= {"first_score": unit.first_score.tenths, "first_grade": unit.first_grade}
    if unit.rechecked:
        found["rechecked"] = unit.rechecked
    return found


def _unit(plain: Mapping[str, Any]) -> GradedUnit:
    taken = {
        "score": Figure(plain["score"]),
        "dimensions": {name: _figure(tenths) for name, tenths in plain["dimensions"].items()},
        "limits": tuple(Limit(**limit) for limit in plain["limits"]),
        "self_score": _figure(plain["self_score"]),
        "first_score": _figure(plain.get("first_score")),
    }
    return GradedUnit(**{**plain, **taken})


def _plain_limit(limit: Limit) -> dict[str, Any]:
    return {"rule": limit.rule, "to": limit.to, "subject": limit.subject, "count": limit.count}


def _tenths(figure: Figure | None) -> int | None:
    return None if figure is None else figure.tenths


def _figure(tenths: int | None) -> Figure | None:
    return None if tenths is None else Figure(tenths)

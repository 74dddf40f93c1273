"""The grade table as JSON: a contract, figures as printed strings, every roll-up to be reckoned again."""

from __future__ import annotations

from typing import Any

from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import Figures, GradedInstitution, GradedUnit, GradeTable
from eldercheck.services.scorecard import plain_limit
from eldercheck.wording.years import note_text


def grades_plain(table: GradeTable, *, is_published: bool) -> dict[str, Any]:
    """Return the object that `grades --format json` prints.

    `first` is what a unit was told before an objection or a re-check changed it, or null; `exempt` is the
    reason or null, `sheet` the institution's own or null, `why` a code word such as "not_examined", `note` a
    text in the language in use.
    """
    return {
        "year": table.year,
        "authority": table.authority,
        "published": is_published,
        "institutions": [_institution(row) for row in table.institutions],
        "left_out": [{"code": unit.code, "name": unit.name, "why": unit.why} for unit in table.left_out],
    }


def _institution(row: GradedInstitution) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "group": row.group,
        "sheet": row.sheet and _sheet(row.sheet),
        "branches": [_unit(unit) for unit in row.branches],
        "service_points": [_unit(unit) for unit in row.service_points],
        "registered": {"branches": row.registered.branches, "service_points": row.registered.service_points},
        "score": _printed(row.score),
        "by_score": row.by_score,
        "grade": row.grade,
        "raw_grade": row.raw_grade,
        "bonus": str(row.bonus),
        "provisional": row.provisional,
        "exempt": row.exempt or None,
        "dimensions": _dimensions(row.dimensions),
        "limits": [plain_limit(limit) for limit in row.limits],
        "note": note_text(row),
    }


def _sheet(unit: GradedUnit) -> dict[str, Any]:
    return {
        "score": str(unit.score),
        "by_score": unit.by_score,
        "grade": unit.grade,
        "dimensions": _dimensions(unit.dimensions),
        "limits": [plain_limit(limit) for limit in unit.limits],
        **_first(unit),
    }


def _unit(unit: GradedUnit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "score": str(unit.score),
        "grade": unit.grade,
        "dimensions": _dimensions(unit.dimensions),
        **_first(unit),
    }


def _first(unit: GradedUnit) -> dict[str, Any]:
    """Return what the unit was told first and how many answers are those of a re-check."""
    told = None
    if unit.first_score is not None:
        told = {"score": str(unit.first_score), "grade": unit.first_grade}
    return {"first": told, "rechecked": unit.rechecked}


def _dimensions(figures: Figures) -> dict[str, str | None]:
    return {name: _printed(figure) for name, figure in figures.items()}


def _printed(figure: Figure | None) -> str | None:
    return None if figure is None else str(figure)

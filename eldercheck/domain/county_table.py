"""Making the grade table of a year from printed unit figures: roll-up, coverage, spread and quota (§5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from eldercheck.domain.checklist import Checklist
from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import GradedInstitution, GradedUnit, GradeTable, LeftOut, Why
from eldercheck.domain.grading import Limit, worst
from eldercheck.domain.programme import Programme
from eldercheck.domain.programme_settings import SETTINGS, setting_text
from eldercheck.domain.register import Unit, UnitKind
from eldercheck.domain.rollup import Registered, SheetPart, UnitScore, bonus_total, roll_up_figures

Bonus = Mapping[str, Fraction]


def grade_table(
    programme: Programme,
    units: Sequence[Unit],
    graded: Mapping[str, GradedUnit],
    left_out: Mapping[str, Why],
    bonus: Mapping[str, Bonus],
    institution_checklist: Checklist,
) -> GradeTable:
    """Make the table of a year.

    `graded` and `left_out` say of each unit, by its id, what it got or why it has nothing; `bonus` what each
    institution was given, by its id and the entry. Units that did not stand in the year are passed over.
    """
    standing = [unit for unit in units if unit.stands_in(programme.year)]
    heads = sorted((unit for unit in standing if unit.kind == "institution"), key=lambda unit: unit.code)
    belonging: dict[str, list[Unit]] = {}
    for unit in sorted(standing, key=lambda unit: unit.code):
        belonging.setdefault(unit.parent or "", []).append(unit)
    entries = institution_checklist.bonus
    totals = {head.id: bonus_total(entries, bonus.get(head.id, {}), programme.roll_up) for head in heads}
    rows = [_row(programme, head, belonging.get(head.id, []), graded, totals[head.id]) for head in heads]
    missing = (
        LeftOut(unit.code, unit.name, unit.kind, left_out.get(unit.id, "not_examined"))
        for head in heads
        for unit in belonging.get(head.id, [])
        if unit.id not in graded
    )
    return GradeTable(
        programme.year,
        programme.authority,
        programme.contact,
        tuple((dimension.id, dimension.title) for dimension in institution_checklist.dimensions),
        tuple(frozen.reference for frozen in programme.checklists.values()),
        {setting.name: setting_text(programme, setting.name) for setting in SETTINGS},
        with_quota(rows, programme.roll_up.quota_percent),
        tuple(missing),
    )


def with_quota(rows: Sequence[GradedInstitution], percent: int) -> tuple[GradedInstitution, ...]:
    """Hold the A's of each ranking group to ⌈percent⌉ of its graded institutions, by score; 0 for no quota.

    Ties at the line are all kept; who is pushed down keeps its grade in `raw_grade`.
    """
    lines = {group: quota_line(rows, group, percent) for group in {row.group for row in rows}}
    return tuple(
        replace(row, grade="B", limits=(*row.limits, Limit("quota", "B")))
        if row.grade == "A" and row.score is not None and row.score < (lines[row.group] or row.score)
        else row
        for row in rows
    )


def quota_line(rows: Sequence[GradedInstitution], group: str, percent: int) -> Figure | None:
    """Return the lowest score that keeps an A in a group; None where the quota pushes nobody down."""
    ranked = [row for row in rows if row.group == group and row.raw_grade is not None]
    best = sorted((row.score for row in ranked if row.raw_grade == "A" and row.score), reverse=True)
    kept = -(-len(ranked) * percent // 100)
    return best[kept - 1] if percent and 0 < kept < len(best) else None


def _row(
    programme: Programme,
    head: Unit,
    belonging: Sequence[Unit],
    graded: Mapping[str, GradedUnit],
    bonus: Figure,
) -> GradedInstitution:
    row = GradedInstitution(
        head.code,
        head.name,
        head.ranking_group,
        graded.get(head.id),
        _of_kind(belonging, "branch", graded),
        _of_kind(belonging, "service_point", graded),
        Registered(
            _registered(belonging, "branch", graded, programme.year),
            _registered(belonging, "service_point", graded, programme.year),
        ),
        bonus,
        head.exempt,
    )
    return row if row.exempt or row.sheet is None else _rolled(programme, row, row.sheet)


def _rolled(programme: Programme, row: GradedInstitution, sheet: GradedUnit) -> GradedInstitution:
    own = tuple(limit for limit in sheet.limits if limit.rule in ("critical", "veto"))
    rolled = roll_up_figures(
        SheetPart(sheet.score, sheet.dimensions, own),
        [_unit_score(unit) for unit in row.branches],
        [_unit_score(unit) for unit in row.service_points],
        registered=row.registered,
        bonus=row.bonus,
        rules=programme.roll_up,
        lines=programme.rules,
    )
    return replace(
        row,
        before_bonus=rolled.before_bonus,
        score=rolled.score,
        by_score=rolled.by_score,
        raw_grade=worst([limit.to for limit in rolled.limits]),
        grade=rolled.grade,
        provisional=rolled.provisional,
        dimensions=rolled.dimensions,
        limits=rolled.limits,
    )


def _unit_score(unit: GradedUnit) -> UnitScore:
    return UnitScore(unit.score, unit.grade, unit.dimensions)


def _of_kind(
    units: Sequence[Unit], kind: UnitKind, graded: Mapping[str, GradedUnit]
) -> tuple[GradedUnit, ...]:
    return tuple(graded[unit.id] for unit in units if unit.kind == kind and unit.id in graded)


def _registered(units: Sequence[Unit], kind: UnitKind, graded: Mapping[str, GradedUnit], year: int) -> int:
    """Count the units of a kind; one that closed within the year counts where it was scored before."""
    return sum(unit.kind == kind and (not unit.closed_in(year) or unit.id in graded) for unit in units)

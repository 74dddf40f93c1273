"""The rows of the grade table: one for each institution, or with each branch and point below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import GradedInstitution, GradedUnit
from eldercheck.domain.grading import Limit
from eldercheck.domain.register import UnitKind
from eldercheck.domain.rollup import units_wanted
from eldercheck.domain.table_facts import change, change_text
from eldercheck.language import _, current
from eldercheck.reports.grade_facts import Before, GradeFacts
from eldercheck.reports.report import Cell, Column
from eldercheck.reports.text_cells import cells_of
from eldercheck.wording.results import listed
from eldercheck.wording.years import first_text, kind_title, note_text

Audience = Literal["office", "internal"]
"""The civilisation office, which grades by it; the authority itself, which wants to know why."""
Row = tuple[Cell, ...]


def columns_for(facts: GradeFacts, audience: Audience) -> tuple[Column, ...]:
    """Return the columns of the table for a reader."""
    return _internal_columns(facts) if audience == "internal" else _office_columns(facts)


def rows_for(facts: GradeFacts, audience: Audience) -> tuple[Row, ...]:
    """Return the rows of the table for a reader, the institutions by their codes."""
    if audience == "internal":
        return tuple(_internal_rows(facts))
    return tuple(_office_row(facts, number, row) for number, row in enumerate(facts.table.institutions, 1))


def is_institution(row: Row) -> bool:
    """Tell whether a row of the internal table is that of an institution: only those are numbered."""
    return row[0] is not None


def _office_columns(facts: GradeFacts) -> tuple[Column, ...]:
    counts = (_("Branches in all"), _("Branches examined"))
    points = (_("Service points in all"), _("Service points examined"))
    return (
        Column("number", _("Serial no."), "whole", 6),
        Column("name", _("Name of the institution"), "text", 26),
        Column("group", _("Category"), "text", 13),
        Column("branches", _("Branches/examined"), "text", 11, counts),
        Column("service_points", _("Service points/examined"), "text", 12, points),
        *_dimension_columns(facts),
        Column("score", _("Total score"), "figure", 9),
        Column("bonus", _("Bonus"), "figure", 6),
        Column("grade", _("Grade"), "grade", 7),
        Column("note", _("Remarks"), "text", 28),
    )


def _dimension_columns(facts: GradeFacts) -> Iterator[Column]:
    for name, title in facts.table.dimensions:
        text = title.in_language(current())
        yield Column(name, text, "figure", max(8, min(13, cells_of(text) + 1)))


def _office_row(facts: GradeFacts, number: int, row: GradedInstitution) -> Row:
    known = row.registered
    return (
        number,
        row.name,
        row.group or None,
        f"{known.branches}/{len(row.branches)}",
        f"{known.service_points}/{len(row.service_points)}",
        *(row.dimensions.get(name) for name, _title in facts.table.dimensions),
        row.score,
        row.bonus,
        row.grade,
        note_text(row),
    )


def _internal_columns(facts: GradeFacts) -> tuple[Column, ...]:
    wanted = _("Branches in all"), _("Branches to examine"), _("Branches examined")
    points = _("Service points in all"), _("Service points to examine"), _("Service points examined")
    return (
        Column("number", _("Serial no."), "whole", 5),
        Column("kind", _("Kind of row"), "text", 11),
        Column("code", _("Code"), "code", 11),
        Column("name", _("Name"), "text", 24),
        Column("group", _("Category"), "text", 12),
        Column("branches", _("Branches/to examine/examined"), "text", 11, wanted),
        Column("service_points", _("Service points/to examine/examined"), "text", 11, points),
        *_dimension_columns(facts),
        Column("score", _("Total score"), "figure", 9),
        Column("bonus", _("Bonus"), "figure", 6),
        Column("by_score", _("Grade by score alone"), "grade", 7),
        Column("grade", _("Grade"), "grade", 7),
        Column("self_score", _("Self-assessed score"), "figure", 8),
        Column("last_score", _("Score last year"), "figure", 7),
        Column("last_grade", _("Grade last year"), "grade", 7),
        Column("change", _("Change on last year"), "text", 8),
        Column("limits", _("Held down by"), "text", 26),
        Column("note", _("Remarks"), "text", 20),
    )


def _internal_rows(facts: GradeFacts) -> Iterator[Row]:
    before, rules = facts.before, facts.programme.roll_up
    for number, row in enumerate(facts.table.institutions, 1):
        known = row.registered
        branches, points = units_wanted(known, rules)
        yield (
            number,
            kind_title("institution"),
            row.code,
            row.name,
            row.group or None,
            f"{known.branches}/{branches}/{len(row.branches)}",
            f"{known.service_points}/{points}/{len(row.service_points)}",
            *(row.dimensions.get(name) for name, _title in facts.table.dimensions),
            row.score,
            row.bonus,
            row.by_score,
            row.grade,
            None,
            *_beside(facts, before, row.code, row.score),
            _held(facts, row.limits, "institution"),
            note_text(row),
        )
        if row.sheet:
            yield _unit_row(facts, before, row.sheet, "institution")
        for unit in row.branches:
            yield _unit_row(facts, before, unit, "branch")
        for unit in row.service_points:
            yield _unit_row(facts, before, unit, "service_point")


def _unit_row(facts: GradeFacts, before: Before, unit: GradedUnit, kind: UnitKind) -> Row:
    own = kind == "institution"
    return (
        None,
        _("own sheet") if own else kind_title(kind),
        unit.code,
        unit.name,
        None,
        None,
        None,
        *(unit.dimensions.get(name) for name, _title in facts.table.dimensions),
        unit.score,
        None,
        unit.by_score,
        unit.grade,
        unit.self_score,
        *((None, None, None) if own else _beside(facts, before, unit.code, unit.score)),
        _held(facts, unit.limits, kind),
        _("; ").join(filter(None, (first_text(unit), _("must be put right") if unit.must_fix else "")))
        or None,
    )


def _beside(facts: GradeFacts, before: Before, code: str, score: Figure | None) -> Row:
    """Return score and grade of the year before, and by how much the score rose."""
    last_score, last_grade = before.get(code, (None, None))
    return last_score, last_grade, change_text(change(score, last_score)) or None


def _held(facts: GradeFacts, limits: Sequence[Limit], kind: UnitKind) -> str | None:
    return listed(facts.limit_short(limit, kind) for limit in limits) or None

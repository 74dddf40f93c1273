"""The tables beside a grade table: corrections, limits in words, units left out, the rules of the year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from eldercheck.domain.grade_table import GradedUnit
from eldercheck.domain.programme_settings import BY_NAME
from eldercheck.domain.register import UnitKind
from eldercheck.language import _
from eldercheck.reports.grade_facts import GradeFacts
from eldercheck.reports.grade_rows import Audience, Row
from eldercheck.reports.report import Column, Sheet
from eldercheck.services.publishing import compared
from eldercheck.wording.roll_ups import limit_lines
from eldercheck.wording.years import GROUPS, WHYS, kind_title, setting_title, setting_value


def sheets_for(facts: GradeFacts, audience: Audience) -> tuple[Sheet, ...]:
    """Return the tables that have a row; corrections only where something was published before."""
    sheets = (_corrections(facts), _limits(facts, audience), _left_out(facts, audience), _rules(facts))
    return tuple(sheet for sheet in sheets if sheet.rows)


def _corrections(facts: GradeFacts) -> Sheet:
    columns = (
        Column("code", _("Code"), "code", 14),
        Column("name", _("Name"), "text", 34),
        Column("old_score", _("Score as published"), "figure", 14),
        Column("new_score", _("Score now"), "figure", 14),
        Column("old_grade", _("Grade as published"), "grade", 14),
        Column("new_grade", _("Grade now"), "grade", 14),
    )
    lines = compared(facts.earlier, facts.table) if facts.earlier else ()
    rows: tuple[Row, ...] = tuple(
        (line.code, line.name, line.old_score, line.new_score, line.old_grade, line.new_grade)
        for line in lines
    )
    return Sheet(_("Corrections"), columns, rows)


def _limits(facts: GradeFacts, audience: Audience) -> Sheet:
    columns = (
        Column("code", _("Code"), "code", 14),
        Column("name", _("Name"), "text", 30),
        Column("kind", _("Kind of row"), "text", 12),
        Column("score", _("Total score"), "figure", 10),
        Column("to", _("Held at"), "grade", 10),
        Column("limit", _("Why"), "text", 70),
    )
    return Sheet(_("Limits"), columns, tuple(_limit_rows(facts, audience)))


def _limit_rows(facts: GradeFacts, audience: Audience) -> Iterator[Row]:
    for row in facts.table.institutions:
        lines = limit_lines(
            facts.table,
            row,
            facts.programme,
            facts.checklists["institution"],
            names_units=audience == "internal",
        )
        for limit, words in lines:
            yield row.code, row.name, kind_title("institution"), row.score, limit.to, words
        if audience == "internal":
            if row.sheet:
                yield from _unit_limits(facts, row.sheet, "institution", _("own sheet"))
            for unit in row.branches:
                yield from _unit_limits(facts, unit, "branch", kind_title("branch"))
            for unit in row.service_points:
                yield from _unit_limits(facts, unit, "service_point", kind_title("service_point"))


def _unit_limits(facts: GradeFacts, unit: GradedUnit, kind: UnitKind, name: str) -> Iterator[Row]:
    for limit in unit.limits:
        words = facts.limit_words(limit, kind, unit.score, unit.dimensions)
        yield unit.code, unit.name, name, unit.score, limit.to, words


def _left_out(facts: GradeFacts, audience: Audience) -> Sheet:
    """Return who is left out: one by one for the authority, in numbers for the office."""
    if audience == "internal":
        return _left_out_units(facts)
    columns = (
        Column("kind", _("Kind of row"), "text", 20),
        Column("why", _("Why"), "text", 60),
        Column("number", _("Number"), "whole", 12),
    )
    counted = Counter((unit.kind, unit.why) for unit in facts.table.left_out)
    rows = tuple((kind_title(kind), _(WHYS[why]), number) for (kind, why), number in counted.items())
    return Sheet(_("Left out"), columns, rows)


def _left_out_units(facts: GradeFacts) -> Sheet:
    columns = (
        Column("code", _("Code"), "code", 14),
        Column("name", _("Name"), "text", 40),
        Column("kind", _("Kind of row"), "text", 12),
        Column("why", _("Why"), "text", 50),
    )
    rows = tuple(
        (unit.code, unit.name, kind_title(unit.kind), _(WHYS[unit.why])) for unit in facts.table.left_out
    )
    return Sheet(_("Left out"), columns, rows)


def _rules(facts: GradeFacts) -> Sheet:
    columns = (
        Column("group", _("Rules about"), "text", 30),
        Column("rule", _("Rule"), "text", 60),
        Column("value", _("Value"), "text", 16),
    )
    rows = tuple(
        (_(GROUPS[BY_NAME[name].group]), setting_title(name), setting_value(name, text))
        for name, text in facts.table.settings.items()
        if name in BY_NAME and BY_NAME[name].group != "office"
    )
    return Sheet(_("Rules of the year"), columns, rows)

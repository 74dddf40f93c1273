"""Reports for tests: one made by hand whose texts mean harm, and random grade tables."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from eldercheck.domain.county_table import grade_table
from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import GradedUnit, GradeTable
from eldercheck.domain.grading import GradeRules, Limit
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit, UnitKind
from eldercheck.domain.rollup import RollUpRules
from eldercheck.reports.report import Cell, Column, Report, Sheet
from tests.builders import shipped

DAY = date(2026, 11, 24)
FORMULAS = ('=HYPERLINK("http://x","y")', "+1+cmd|' /C calc'!A0", "-1+2", "@SUM(A1)", "\t=1", "\r=1")
HOSTILE = (
    "a\x00b\x07c\x1b[31m\x7f",
    "䶮㐂𠮷\U00030edd",
    "\u202e倒\u2066名\u200f",
    "长" * 500,
    "half\ud83d half\udc00",
    "_x000D_ _x0041_",
    "<b>&amp;</b>]]>\"'",
    "two\nlines",
    "\ufffe\uffff\u2028",
    "{{ 7 * 7 }} {% x %}",
)
KINDS: tuple[UnitKind, ...] = ("branch", "service_point")
NAMES = (*FORMULAS, *HOSTILE)
COLUMNS = (
    Column("code", "Code", "code", 10),
    Column("name", "Name", "text", 20),
    Column("pair", "Branches/examined", "text", 10, ("Branches", "Examined")),
    Column("number", "Number", "whole", 8),
    Column("score", "Score", "figure", 8),
    Column("grade", "Grade", "grade", 8),
)


def row(name: str, place: int = 0) -> tuple[Cell, ...]:
    return f"00{place}", name, "12/6", place, Figure(895 + place), "ABC"[place % 3]


def a_report(names: Iterable[str] = ("甲行", "乙行", "丙行"), **fields: object) -> Report:
    rows = [row(name, place) for place, name in enumerate(names)]
    plain = Report(
        "Table of 2026",
        (("Year", "2026"), ("Authority", "青山县")),
        "Draft, not published",
        False,
        COLUMNS,
        rows,
        len(rows),
        ("A foot.",),
        (("Branches", {"A": 3, "B": 2, "C": 0}),),
        (Sheet("Limits", COLUMNS[:2], [("001", name) for name in names]),),
        "青山县",
        DAY,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def a_table(seed: int) -> GradeTable:
    """A random county with a quota, exemptions, missing sheets, criticals and every kind of coverage."""
    chance = random.Random(seed)
    rules = RollUpRules(quota_percent=chance.choice([0, 20, 34, 50]), spread=chance.random() < 0.8)
    programme = Programme(2026, authority="青山县", roll_up=rules)
    units, graded, bonus = [], {}, {}
    for head in range(chance.randint(1, 9)):
        exempt = "合并" if chance.random() < 0.1 else ""
        group = chance.choice(["", "农商行"])
        code, own = f"{head:02}", f"i{head}"
        units.append(Unit(own, "institution", code, f"行{head}", ranking_group=group, exempt=exempt))
        for kind in KINDS:
            for place in range(chance.randint(0, 9)):
                name = f"{code}{kind[0]}{place}"
                units.append(Unit(name, kind, name, f"点{name}", own))
        bonus[own] = {entry: Fraction(chance.randint(0, 4), 2) for entry in ("I-BN-01", "I-BN-03")}
    good = chance.randint(700, 980)
    for unit in units:
        if chance.random() < 0.8:
            graded[unit.id] = a_unit(chance, unit, good)
    return grade_table(programme, units, graded, {}, bonus, shipped("institution"))


def a_unit(chance: random.Random, unit: Unit, good: int) -> GradedUnit:
    score = Figure(chance.randint(good - 100, 1000))
    dimensions = {d.id: Figure(chance.randint(good - 200, 1000)) for d in shipped("institution").dimensions}
    limits = (Limit("critical", "B", "I-GC-01"),) if chance.random() < 0.1 else ()
    band = GradeRules().band(score)
    grade = max(band, *(limit.to for limit in limits)) if limits else band
    missing = {"publicity": None} if unit.kind == "service_point" and chance.random() < 0.3 else {}
    return GradedUnit(unit.code, unit.name, score, band, grade, {**dimensions, **missing}, limits)

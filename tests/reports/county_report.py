"""Reports made by hand: a county's table, and texts that mean harm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from eldercheck.domain.figures import Figure
from eldercheck.reports.report import Cell, Column, Report, Sheet

HOSTILE = (
    '<script>alert(1)</script> & "[A]" {{ title }} {% for %} {_{ }_} \x00\x1b[31m\u202e\ud800\ufffe ]]> 𠮷䶮'
)
"""What a name may hold: markup, tags, controls, a lone surrogate, a rare character of a person's name."""
SEEN = (
    '<script>alert(1)</script> & "[A]" {{ title }} {% for %} {_{ }_} ␀␛[31m⟨U+202E⟩⟨U+D800⟩⟨U+FFFE⟩ ]]> 𠮷䶮'
)
"""The same as a reader sees it."""
COLUMNS = (
    Column("number", "No.", "whole", 6),
    Column("name", "Name", "text", 30),
    Column("code", "Code", "code", 10),
    Column("facilities", "Facilities", "figure", 10),
    Column("score", "Score", "figure", 10),
    Column("grade", "Grade", "grade", 7),
    Column("note", "Remarks", "text", 26),
)
ROWS: tuple[tuple[Cell, ...], ...] = (
    (1, "青山农商银行", "0101", Figure(947), Figure(955), "A", ""),
    (2, "丰安银行青山支行", "0102", Figure(856), Figure(898), "B", "first line\nsecond line"),
    (3, "云岫银行", "0110", None, None, None, "exempt: new"),
)
LEFT_OUT = Sheet(
    "Left out",
    (Column("code", "Code", "code", 12), Column("why", "Why", "text", 40)),
    (("010104", "not examined this year"),),
)


def county_report(**changes: object) -> Report:
    """Return the draft of a small county's table, with whatever is to be different."""
    report = Report(
        title="Grade table 2026",
        head=(("Year", "2026"), ("Authority", "青山县金融服务监督办公室")),
        mark="Draft, not published",
        is_published=False,
        columns=COLUMNS,
        rows=iter(ROWS),
        count=len(ROWS),
        foot=("Figures have one decimal.",),
        distribution=(("Institutions", {"A": 1, "B": 1, "C": 0}), ("Branches", {"A": 3, "B": 2, "C": 1})),
        sheets=(LEFT_OUT,),
        author="青山县金融服务监督办公室",
        day=date(2026, 12, 1),
        facts={
            "year": "2026",
            "authority": "青山县金融服务监督办公室",
            "contact": "李芳",
            "checklists": "branch@2026.1",
            "day": "2026-12-01",
        },
    )
    return replace(report, **changes)  # type: ignore[arg-type]


def hostile_report() -> Report:
    """Return a report whose every text means harm."""
    sheet = Sheet(HOSTILE, (Column("x", HOSTILE),), ((HOSTILE,),))
    return county_report(
        title=HOSTILE,
        head=((HOSTILE, HOSTILE),),
        mark=HOSTILE,
        columns=(Column("name", HOSTILE, "text", 30), Column("grade", HOSTILE, "grade", 10)),
        rows=iter(((HOSTILE, HOSTILE), ("x", "A"))),
        count=2,
        foot=(HOSTILE,),
        distribution=((HOSTILE, {"A": 1, "B": 0, "C": 0}),),
        sheets=(sheet,),
        author=HOSTILE,
        facts=dict.fromkeys(("year", "authority", "contact", "checklists", "day"), HOSTILE),
    )


def many_rows(number: int) -> Iterator[tuple[Cell, ...]]:
    """Yield so many rows, none of them kept."""
    for place in range(number):
        yield ROWS[place % len(ROWS)]

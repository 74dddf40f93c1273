"""The rows of the grade table as values: made from a year, sorted by a column, filtered by a choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import Figures, GradedInstitution, GradedUnit
from eldercheck.domain.grading import LETTERS, Letter
from eldercheck.domain.register import UnitKind
from eldercheck.domain.register_search import has_words
from eldercheck.domain.table_facts import Graded, TableFacts, change
from eldercheck.language import N_, _
from eldercheck.services.county import CountyYear
from eldercheck.wording.years import note_text, sheet_note

TITLES: dict[UnitKind, str] = {
    "institution": N_("Grade table"),
    "branch": N_("Grades of the branches"),
    "service_point": N_("Grades of the service points"),
}
MARKS = {
    "provisional": N_("provisional"),
    "exempt": N_("exempt"),
    "missing": N_("no sheet of its own"),
    "quota": N_("held by the quota"),
    "must_fix": N_("must be put right"),
    "changed": N_("another grade at first"),
}


@dataclass(frozen=True)
class TableRow:
    """One row: an institution, a branch or a service point."""

    number: int
    """Its place by code, as the table is published."""
    kind: UnitKind
    code: str
    name: str
    group: str
    """The ranking group; of a branch or service point the name of its institution."""
    of: str
    """The code of its institution."""
    branches: tuple[int, int] | None
    """Scored and registered; None for a unit without any below it."""
    points: tuple[int, int] | None
    dimensions: Figures
    score: Figure | None
    bonus: Figure | None
    grade: Letter | None
    own: Figure | None
    """What it gave itself."""
    marks: frozenset[str]
    note: str
    last: Graded | None

    @cached_property
    def step(self) -> int | None:
        """How far the score rose since last year, in tenths."""
        return change(self.score, self.last.score if self.last else None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is shown: each of these that is not empty must fit."""

    grade: str = ""
    mark: str = ""
    group: str = ""
    of: str = ""
    words: str = ""
    """Each must stand in code, name or group; case and width say nothing."""

    def fits(self, row: TableRow) -> bool:
        """Tell whether a row is shown."""
        return (
            (not self.grade or row.grade == self.grade)
            and (not self.mark or self.mark in row.marks)
            and (not self.group or row.group == self.group)
            and (not self.of or row.of == self.of)
            and has_words(f"{row.code} {row.name} {row.group}", self.words)
        )

    def toggled(self, choice: str) -> Chosen:
        """Choose one thing ("grade A"), or drop it where it is chosen already."""
        name, _gap, value = choice.partition(" ")
        return replace(self, **{name: "" if getattr(self, name) == value else value})


def table_rows(county: CountyYear, kind: UnitKind, last: TableFacts | None) -> tuple[TableRow, ...]:
    """Return the rows of a kind by their codes."""
    by_code: Mapping[str, Graded] = last.by_code if last else {}
    if kind == "institution":
        rows = (_institution(row, by_code.get(row.code)) for row in county.table.institutions)
    else:
        rows = (
            _unit(unit, kind, row, by_code.get(unit.code))
            for row in county.table.institutions
            for unit in (row.branches if kind == "branch" else row.service_points)
        )
    return tuple(replace(row, number=number) for number, row in enumerate(rows, 1))


def sorted_rows(rows: Sequence[TableRow], column: str, *, reverse: bool) -> list[TableRow]:
    """Sort by a column, figures the highest first; what has no figure stands last either way."""
    key = _key(column)
    known = [(found, row) for row in rows if (found := key(row)) is not None]
    known.sort(key=lambda pair: pair[0], reverse=reverse == (column in ("code", "grade", "group")))
    return [row for _found, row in known] + [row for row in rows if key(row) is None]


def choices(rows: Sequence[TableRow], kind: UnitKind) -> Iterator[tuple[str, str]]:
    """Return what can be chosen, with how many rows it would leave: grades, marks, groups, institutions."""
    for letter in LETTERS:
        number = sum(row.grade == letter for row in rows)
        yield f"grade {letter}", f"{_('Grade {letter}').format(letter=letter)} · {number}"
    for mark, words in MARKS.items():
        number = sum(mark in row.marks for row in rows)
        if number:
            yield f"mark {mark}", f"{_(words)} · {number}"
    if kind == "institution":
        for group, number in _counted(row.group for row in rows):
            yield f"group {group}", f"{_('Group {group}').format(group=group)} · {number}"
    else:
        names = {row.of: row.group for row in rows}
        for code, number in _counted(row.of for row in rows):
            yield f"of {code}", f"{code} {names[code]} · {number}"


def chosen_text(chosen: Chosen, rows: Sequence[TableRow]) -> str:
    """Say what is chosen; empty for everything."""
    of = next((row.group for row in rows if chosen.of and row.of == chosen.of), "")
    grade = _("Grade {letter}").format(letter=chosen.grade) if chosen.grade else ""
    mark = _(MARKS[chosen.mark]) if chosen.mark else ""
    words = _("“{text}”").format(text=chosen.words.strip()) if chosen.words.strip() else ""
    return " · ".join(filter(None, (grade, mark, chosen.group, of, words)))


def _counted(names: Iterator[str]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for name in names:
        if name:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts.items())


def _key(column: str) -> Callable[[TableRow], Any]:
    plain: dict[str, Callable[[TableRow], Any]] = {
        "code": lambda row: row.number,
        "name": lambda row: row.name,
        "group": lambda row: row.group or None,
        "score": lambda row: row.score,
        "grade": lambda row: row.grade,
        "bonus": lambda row: row.bonus,
        "own": lambda row: row.own,
        "change": lambda row: row.step,
        "branches": lambda row: row.branches and row.branches[0],
        "points": lambda row: row.points and row.points[0],
    }
    return plain.get(column, lambda row: row.dimensions.get(column))


def _institution(row: GradedInstitution, last: Graded | None) -> TableRow:
    known = row.registered
    marks = {
        "provisional": row.provisional,
        "exempt": bool(row.exempt),
        "missing": row.sheet is None and not row.exempt,
        "quota": row.raw_grade != row.grade,
        "must_fix": bool(row.sheet and row.sheet.must_fix),
        "changed": bool(row.sheet and row.sheet.is_changed),
    }
    return TableRow(
        0,
        "institution",
        row.code,
        row.name,
        row.group,
        row.code,
        (len(row.branches), known.branches or 0),
        (len(row.service_points), known.service_points or 0),
        row.dimensions,
        row.score,
        row.bonus if row.score is not None else None,
        row.grade,
        row.sheet.self_score if row.sheet else None,
        frozenset(name for name, holds in marks.items() if holds),
        note_text(row),
        last,
    )


def _unit(unit: GradedUnit, kind: UnitKind, of: GradedInstitution, last: Graded | None) -> TableRow:
    return TableRow(
        0,
        kind,
        unit.code,
        unit.name,
        of.name,
        of.code,
        None,
        None,
        unit.dimensions,
        unit.score,
        None,
        unit.grade,
        unit.self_score,
        frozenset(
            name for name, holds in (("must_fix", unit.must_fix), ("changed", unit.is_changed)) if holds
        ),
        sheet_note(unit),
        last,
    )

"""A report as data: one page of columns and rows with its head and foot, whatever form it leaves in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from eldercheck.domain.figures import Figure
from eldercheck.domain.grading import Letter

CellKind = Literal["text", "code", "whole", "figure", "grade"]
"""Text that wraps; a code whose zeros stay; a whole number; a printed figure; a letter A, B or C."""
Cell = str | int | Figure | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    id: str
    title: str
    kind: CellKind = "text"
    cells: int = 10
    """Its width on paper and in a workbook, in half-width characters."""
    parts: tuple[str, ...] = ()
    """For a text such as "12/6": what each number is called where they stand apart (csv: 12/6 is a day)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A second table that belongs to a report: limits, units left out, rules."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A few paragraphs of a letter."""

    id: str
    """Its place in a template: the name of a field."""
    title: str
    """Its heading on a page; empty for none."""
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """One report. Every text is in the language in use, and none of it is trusted."""

    title: str
    head: tuple[tuple[str, str], ...]
    """Label and text: year, authority, checklists, day, contact."""
    mark: str
    """What stands large: that it is a draft and not published, or the publication and its digest."""
    is_published: bool
    """Whether the mark is that of a publication; anything else is a draft, or says how far it is."""
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    """As many as there are; read once."""
    count: int
    """How many rows, for whoever shows the progress."""
    foot: tuple[str, ...] = ()
    distribution: tuple[tuple[str, Mapping[Letter, int]], ...] = ()
    """For a chart: title and number of units by grade."""
    sheets: tuple[Sheet, ...] = field(default=())
    author: str = ""
    """Who issues it, for the properties of a document."""
    day: date | None = None
    """The day it was made, for the properties of a document: the same facts give the same bytes."""
    stands_out: Callable[[tuple[Cell, ...]], bool] | None = None
    """Which rows stand out among the others: an institution above its units; None where all are alike."""
    plain: Callable[[], Mapping[str, Any]] | None = None
    """The object that the JSON form is, where a contract names it; None: columns and rows."""
    is_draft: bool = True
    """Whether what is not published warns: a signed sheet is no draft, though it is never published."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What a letter names: `year`, `authority`, `contact`, `checklists`, and the `day` (YYYY-MM-DD).

    A letter to somebody names the `addressee` too. A document leaves a blank line for what is missing.
    """
    letter: tuple[Passage, ...] = ()
    """What a letter says before its table, where the report is one; its head says the same in facts."""

    @property
    def warns(self) -> bool:
        """Whether it must warn that it is a draft."""
        return self.is_draft and not self.is_published

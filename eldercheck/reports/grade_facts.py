"""Which table a grade report is made from, by which rules, and whether it is what was published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eldercheck.domain.checklist import Checklist
from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import GradeTable
from eldercheck.domain.grading import Letter, Limit
from eldercheck.domain.programme import Programme
from eldercheck.domain.programme_settings import BY_NAME, with_setting
from eldercheck.domain.register import UnitKind
from eldercheck.domain.table_facts import graded
from eldercheck.language import N_, _
from eldercheck.reports.errors import ReportError
from eldercheck.services.county import CountyYear
from eldercheck.wording.results import Standing, dimension_title, limit_text

if TYPE_CHECKING:
    from eldercheck.storage.year_store import Publication

Before = Mapping[str, tuple[Figure | None, Letter | None]]
"""Score and grade of units in the year before, by their codes."""
SHORT = {
    "band": N_("score"),
    "spread": N_("branches at C"),
    "coverage": N_("coverage"),
    "quota": N_("quota"),
    "veto": N_("veto"),
}


@dataclass(frozen=True)
class GradeFacts:
    """A table with all that its report says beside it."""

    table: GradeTable
    publication: Publication | None
    """The publication that this table is, to the letter; None for a draft."""
    earlier: GradeTable | None
    """The table as it was published before this one; None for a first."""
    last: GradeTable | None
    """The table of the year before."""
    programme: Programme
    """The rules that this table follows."""
    checklists: Mapping[UnitKind, Checklist]

    @classmethod
    def of(cls, county: CountyYear, last: GradeTable | None, *, as_published: bool = False) -> GradeFacts:
        """Take the table as it stands now, or as it was published last.

        Raises ReportError (`not_published`) where nothing was published yet.
        """
        publications = county.standing.publications
        if as_published and not publications:
            raise ReportError("not_published", year=county.programme.year)
        final = as_published or county.is_published
        before = publications[:-1] if final else publications
        return cls(
            _as_published(publications[-1]) if as_published else county.table,
            publications[-1] if final else None,
            _as_published(before[-1]) if before else None,
            last,
            _published_rules(county, publications[-1]) if as_published else county.programme,
            county.checklists,
        )

    def limit_words(
        self, limit: Limit, kind: UnitKind, score: Figure | None, dimensions: Mapping[str, Figure | None]
    ) -> str:
        """Say in a sentence which rule holds a grade down."""
        checklist = self.checklists[kind]
        if limit.rule == "critical" and limit.subject not in checklist:
            return _("Critical item {item} fails.").format(item=limit.subject)
        return limit_text(limit, Standing(checklist, self.programme.rules, score, dimensions))

    def limit_short(self, limit: Limit, kind: UnitKind) -> str:
        """Say in a word which rule holds a grade down, and to which letter."""
        match limit.rule:
            case "floor":
                name = dimension_title(self.checklists[kind], limit.subject)
            case "critical":
                name = limit.subject
            case rule:
                name = _(SHORT[rule])
        return f"{name} → {limit.to}"

    @property
    def before(self) -> Before:
        """Score and grade of each unit in the table of the year before, by code."""
        units = graded(self.last) if self.last else ()
        return {unit.code: (unit.score, unit.grade) for unit in units}


def _as_published(publication: Publication) -> GradeTable:
    return GradeTable.from_plain(publication.body)


def _published_rules(county: CountyYear, publication: Publication) -> Programme:
    """Return the rules as they were when the table was published; a later amendment does not touch it."""
    programme = county.programme
    for name, text in publication.body["settings"].items():
        if name in BY_NAME:
            programme = with_setting(programme, name, text)
    return programme

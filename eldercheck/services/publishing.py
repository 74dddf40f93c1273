"""Publishing a year: the check of what stands in the way, the choice recorded, the table kept for good."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.errors import StateError
from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import GradeTable
from eldercheck.domain.grading import Letter
from eldercheck.domain.table_facts import graded
from eldercheck.services.county import County, CountyYear
from eldercheck.services.years import Years

if TYPE_CHECKING:
    from eldercheck.storage.year_store import Publication, YearStore


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure that differs from the one published before, the old beside the new."""

    code: str
    name: str
    old_score: Figure | None
    new_score: Figure | None
    old_grade: Letter | None
    new_grade: Letter | None


class Publishing:
    """Publishes the grade tables of one database."""

    def __init__(self, store: YearStore, county: County, years: Years) -> None:
        self._store = store
        self._county = county
        self._years = years

    def publish(self, year: int, passed: Collection[str] = (), reason: str = "") -> Publication:
        """Publish the table of a year as it stands, and keep who let what pass.

        `passed` names the obstacles that whoever publishes lets pass. Raises StateError: `obstacles_stand`
        (with `kinds`), `year_not_open`, `author_missing`, `nothing_to_publish`, `published_already` where
        nothing differs from the last publication, `amendment_needs_reason` for any publication but the first.
        """
        from eldercheck.storage.year_store import Publication

        now, reason = self._county.year(year), clean_line(reason)
        self._refuse(now, passed, reason)
        if not now.programme.checklists:
            self._years.with_checklists(now.programme)
            now = self._county.year(year)
        number = len(now.standing.publications) + 1
        event = self._years.event(
            year,
            "published",
            number=number,
            digest=now.table.digest,
            passed={obstacle.kind: list(obstacle.codes) for obstacle in now.obstacles()},
            corrections=dict(now.standing.corrections),
            reason=reason,
        )
        publication = Publication(
            year, number, now.table.digest, event.at, event.author, reason, now.table.plain()
        )
        self._store.append_publication(event, publication)
        return publication

    def _refuse(self, now: CountyYear, passed: Collection[str], reason: str) -> None:
        """Raise a StateError where the year cannot be published as it stands."""
        year = now.programme.year
        if not now.standing.is_open:
            raise StateError("year_not_open", year=year)
        if not self._years.author:
            raise StateError("author_missing")
        if not now.table.has_figures:
            raise StateError("nothing_to_publish", year=year)
        if now.is_published:
            raise StateError("published_already", year=year)
        if standing := [obstacle.kind for obstacle in now.obstacles() if obstacle.kind not in passed]:
            raise StateError("obstacles_stand", kinds=" ".join(standing))
        if now.published and not reason:
            raise StateError("amendment_needs_reason")

    def corrections(self, now: CountyYear) -> tuple[Correction, ...]:
        """Return what differs from the publication before: the first one, once it was amended."""
        publications = now.standing.publications
        if not publications:
            return ()
        before = publications[-2] if now.is_published and len(publications) > 1 else publications[-1]
        return compared(GradeTable.from_plain(before.body), now.table)


def compared(old: GradeTable, new: GradeTable) -> tuple[Correction, ...]:
    """Return every institution, branch and service point whose score or grade differs, by code."""
    one, other = ({unit.code: unit for unit in graded(table)} for table in (old, new))
    lines = []
    for code in sorted({*one, *other}):
        before, after = one.get(code), other.get(code)
        name = after.name if after else before.name if before else ""
        old_score, old_grade = (before.score, before.grade) if before else (None, None)
        new_score, new_grade = (after.score, after.grade) if after else (None, None)
        if (old_score, old_grade) != (new_score, new_grade):
            lines.append(Correction(code, name, old_score, new_score, old_grade, new_grade))
    return tuple(lines)

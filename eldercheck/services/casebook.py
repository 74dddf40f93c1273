"""The units and their assessments: what is there, what is in progress, starting and resuming one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from eldercheck.domain.assessment import Assessment, Party, Sheet
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.errors import StateError
from eldercheck.domain.evidence import Evidence
from eldercheck.domain.register import Unit, UnitKind, clean_unit
from eldercheck.domain.register_search import in_register_order
from eldercheck.services.examination import Examination
from eldercheck.services.history import History
from eldercheck.services.identity import Identity
from eldercheck.services.scored_cases import Case as Case
from eldercheck.services.scored_cases import ScoredCases
from eldercheck.services.years import Years

if TYPE_CHECKING:
    from eldercheck.storage.assessment_store import AssessmentStore
    from eldercheck.storage.register_store import RegisterStore


@dataclass(frozen=True)
class UnitCases:
    """A unit with its assessments, newest first."""

    unit: Unit
    institution: Unit | None
    cases: tuple[Case, ...]

    @property
    def current(self) -> Case | None:
        """The assessment to go on with: an open one, else the newest."""
        ongoing = (case for case in self.cases if case.assessment.is_open)
        return next(ongoing, self.cases[0] if self.cases else None)


class Casebook:
    """The register and the assessments of one database."""

    def __init__(
        self, register: RegisterStore, assessments: AssessmentStore, years: Years, identity: Identity
    ) -> None:
        self._register = register
        self._assessments = assessments
        self._years = years
        self._identity = identity
        self._checklists: dict[str, Checklist] = {}
        self._scored = ScoredCases(assessments, self.checklist)

    @property
    def this_year(self) -> int:
        """The programme year that a new assessment belongs to."""
        return self._years.current()

    @property
    def today(self) -> str:
        """The day on this laptop (YYYY-MM-DD)."""
        return self._identity.clock().astimezone().date().isoformat()

    def named(self, author: str) -> None:
        """Write as this person from now on."""
        self._identity = replace(self._identity, author=clean_line(author))
        self._years.named(author)

    def units(self) -> tuple[Unit, ...]:
        """Return the register in its order: each institution, then its branches and service points."""
        return in_register_order(self._register.units())

    def overview(self, year: int | None = None) -> tuple[UnitCases, ...]:
        """Return every unit that stands in a year (None: this year) with its assessments of that year.

        A unit that does not stand in the year is there all the same where it was assessed in it.
        """
        year = self.this_year if year is None else year
        units, cases = self.units(), self.cases(year)
        by_id = {unit.id: unit for unit in units}
        return tuple(
            UnitCases(unit, by_id.get(unit.parent or ""), newest_first(cases.get(unit.id, [])))
            for unit in units
            if unit.id in cases or unit.stands_in(year)
        )

    def cases(self, year: int) -> dict[str, list[Case]]:
        """Return the assessments of a year by their units, scored."""
        return self._scored.of_year(year, self._years.programme(year).rules)

    def turns(self, year: int) -> dict[str, str]:
        """Return when each assessment of a year that has no notice came into its state (UTC), by its id."""
        return self._assessments.turns(year)

    def add_unit(
        self, kind: UnitKind, code: str, name: str, parent: str | None = None, place: str = ""
    ) -> Unit:
        """Add a unit by hand. Raises StateError without code or name, StorageError if taken."""
        return self.change_unit(Unit(self._identity.new_id(), kind, code, name, parent, place))

    def change_unit(self, unit: Unit) -> Unit:
        """Save a unit as it is now written, cleaned of what no name holds.

        Raises StateError without code, name or institution, or for days that are none (`day_unknown`,
        `closed_before_opened`).
        """
        unit = clean_unit(unit)
        self._register.save_unit(unit)
        return unit

    def start(self, unit: Unit, party: Party) -> Examination:
        """Open a new assessment of a unit for this year, by the year's checklist for its kind.

        A year that nobody opened is opened with the default rules; in a published one it takes an open
        correction of the unit, and goes on under it. Raises StateError (`year_published`).
        """
        standing = self._years.standing(self.this_year)
        if standing.is_closed_to(unit.code):
            raise StateError("year_published", year=standing.programme.year)
        begin = self._years.with_checklists if standing.is_open else self._years.open
        programme = begin(standing.programme)
        checklist = self._years.checklist(programme, unit.kind)
        assessment = Assessment(
            self._identity.new_id(),
            unit.id,
            programme.year,
            party,
            checklist.digest,
            "open",
            "",
            self._identity.now(),
        )
        event = self._identity.event(
            assessment.id,
            "opened",
            (),
            unit={"kind": unit.kind, "code": unit.code, "name": unit.name},
            year=programme.year,
            party=party,
            checklist={"id": checklist.id, "version": checklist.version, "digest": checklist.digest},
        )
        self._assessments.open_assessment(assessment, event, checklist)
        if reason := standing.corrected.get(unit.code):
            self._years.open_correction(programme.year, assessment.id, unit, reason)
        return Examination(self._assessments, self._identity, assessment, checklist, programme, unit)

    def resume(self, assessment_id: str) -> Examination:
        """Take up an assessment where it was left."""
        assessment = self._assessments.assessment(assessment_id)
        unit = next(unit for unit in self._register.units() if unit.id == assessment.unit)
        checklist, standing = (
            self.checklist(assessment.checklist_digest),
            self._years.standing(assessment.year),
        )
        correct: Callable[[str], None] | None = None
        if standing.publications and assessment_id not in standing.corrections:
            correct = partial(self._years.open_correction, assessment.year, assessment_id, unit)
        return Examination(
            self._assessments, self._identity, assessment, checklist, standing.programme, unit, correct
        )

    def signed_before(self, assessment: Assessment) -> Assessment | None:
        """Return the newest signed assessment of the same unit by the same party of an earlier year."""
        earlier = (
            one
            for one in self._assessments.assessments()
            if (one.unit, one.party) == (assessment.unit, assessment.party)
            and one.year < assessment.year
            and not one.is_open
        )
        return max(earlier, key=lambda one: (one.year, one.opened_at, one.id), default=None)

    def history(self, assessment_id: str) -> History:
        """Return everything that was said of an assessment, and of its year where that concerns it.

        Raises LedgerError where an event is not as it was written.
        """
        assessment = self._assessments.assessment(assessment_id)
        return History(
            assessment,
            next(unit for unit in self._register.units() if unit.id == assessment.unit),
            self.checklist(assessment.checklist_digest),
            self._years.programme(assessment.year),
            self._assessments.events(assessment_id),
            self._years.history(assessment.year),
        )

    def sheet(self, assessment_id: str) -> Sheet:
        """Return what is written on an assessment, without its history."""
        return self._assessments.sheet(assessment_id)

    def assessments(self) -> tuple[Assessment, ...]:
        """Return the assessments of every year, the oldest first."""
        return self._assessments.assessments()

    def evidence(self, assessment_id: str) -> tuple[Evidence, ...]:
        """Return what is attached to an assessment, the first attached first."""
        return self._assessments.evidence(assessment_id)

    def checklist(self, digest: str) -> Checklist:
        """Return a kept checklist."""
        if digest not in self._checklists:
            self._checklists[digest] = self._assessments.checklist(digest)
        return self._checklists[digest]


def newest_first(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Return the assessments of a unit, the one begun last first."""
    return tuple(
        sorted(cases, key=lambda case: (case.assessment.opened_at, case.assessment.id), reverse=True)
    )

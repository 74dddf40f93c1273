"""The units and their assessments: what is there, what is in progress, starting and resuming one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eldercheck.domain.assessment import Assessment, Party, Sheet
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.errors import AnswerError, StateError
from eldercheck.domain.grading import Result, grade
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit, UnitKind
from eldercheck.domain.scoring import score_answers
from eldercheck.services.examination import Examination, Progress
from eldercheck.services.identity import Identity
from eldercheck.storage.checklist_files import find_checklist

if TYPE_CHECKING:
    from eldercheck.storage.assessment_store import AssessmentStore
    from eldercheck.storage.register_store import RegisterStore

CHECKLIST_OF: dict[UnitKind, str] = {
    "branch": "branch",
    "service_point": "service-point",
    "institution": "institution",
}
"""The shipped checklist by which each kind of unit is assessed."""


@dataclass(frozen=True)
class Case:
    """One assessment as a list shows it."""

    assessment: Assessment
    progress: Progress
    result: Result | None
    """None while anything is open."""
    fault: AnswerError | None = None
    """What stored answer does not fit its item: the file was changed by hand."""


@dataclass(frozen=True)
class UnitCases:
    """A unit with its assessments, newest first."""

    unit: Unit
    institution: Unit | None
    cases: tuple[Case, ...]

    @property
    def current(self) -> Case | None:
        """The assessment to go on with: an open one, else the newest."""
        ongoing = (case for case in self.cases if case.assessment.state == "open")
        return next(ongoing, self.cases[0] if self.cases else None)


class Casebook:
    """The register and the assessments of one database."""

    def __init__(self, register: RegisterStore, assessments: AssessmentStore, identity: Identity) -> None:
        self._register = register
        self._assessments = assessments
        self._identity = identity
        self._checklists: dict[str, Checklist] = {}
        self._programmes: dict[int, Programme] = {}

    @property
    def this_year(self) -> int:
        """The programme year that a new assessment belongs to."""
        return self._identity.clock().year

    def named(self, author: str) -> None:
        """Write as this person from now on."""
        self._identity = replace(self._identity, author=clean_line(author))

    def units(self) -> tuple[Unit, ...]:
        """Return the register in its order: each institution, then its branches and service points."""
        units = self._register.units()
        order = {"institution": 0, "branch": 1, "service_point": 2}
        by_id = {unit.id: unit for unit in units}

        def place(unit: Unit) -> tuple[str, int, str, str]:
            head = by_id.get(unit.parent or "", unit)
            return head.code, order[unit.kind], unit.code, unit.id

        return tuple(sorted(units, key=place))

    def overview(self) -> tuple[UnitCases, ...]:
        """Return every unit with its assessments; one reading of the database."""
        units = self.units()
        sheets = self._assessments.sheets()
        cases: dict[str, list[Case]] = {}
        for assessment in self._assessments.assessments():
            cases.setdefault(assessment.unit, []).append(
                self._case(assessment, sheets.get(assessment.id, Sheet()))
            )
        by_id = {unit.id: unit for unit in units}
        return tuple(
            UnitCases(unit, by_id.get(unit.parent or ""), _newest(cases.get(unit.id, []))) for unit in units
        )

    def add_unit(
        self, kind: UnitKind, code: str, name: str, parent: str | None = None, place: str = ""
    ) -> Unit:
        """Add a unit by hand. Raises StateError without code or name, StorageError if taken."""
        unit = Unit(self._identity.new_id(), kind, code, name, parent, place)
        return self.change_unit(unit)

    def change_unit(self, unit: Unit) -> Unit:
        """Save a unit as it is now written, cleaned of what no name holds."""
        code, name, place = clean_line(unit.code, 40), clean_line(unit.name), clean_line(unit.place)
        unit = replace(unit, code=code, name=name, place=place)
        if not unit.code:
            raise StateError("code_missing")
        if not unit.name:
            raise StateError("name_missing")
        if (unit.parent is None) != (unit.kind == "institution"):
            raise StateError("institution_missing")
        self._register.save_unit(unit)
        return unit

    def start(self, unit: Unit, party: Party) -> Examination:
        """Open a new assessment of a unit for this year, by the shipped checklist of its kind."""
        checklist = find_checklist(CHECKLIST_OF[unit.kind])
        programme = self._kept_programme(self.this_year)
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
        return Examination(self._assessments, self._identity, assessment, checklist, programme, unit)

    def resume(self, assessment_id: str) -> Examination:
        """Take up an assessment where it was left."""
        assessment = self._assessments.assessment(assessment_id)
        unit = next(unit for unit in self._register.units() if unit.id == assessment.unit)
        checklist, programme = self._checklist(assessment.checklist_digest), self.programme(assessment.year)
        return Examination(self._assessments, self._identity, assessment, checklist, programme, unit)

    def programme(self, year: int) -> Programme:
        """Return the rules of a year, the defaults where none were set."""
        if year not in self._programmes:
            self._programmes[year] = self._register.programme(year) or Programme(year)
        return self._programmes[year]

    def _kept_programme(self, year: int) -> Programme:
        """Return the rules of a year, kept from its first assessment on: later defaults change nothing."""
        programme = self.programme(year)
        if self._register.programme(year) is None:
            self._register.save_programme(programme)
        return programme

    def _checklist(self, digest: str) -> Checklist:
        if digest not in self._checklists:
            self._checklists[digest] = self._assessments.checklist(digest)
        return self._checklists[digest]

    def _case(self, assessment: Assessment, sheet: Sheet) -> Case:
        checklist = self._checklist(assessment.checklist_digest)
        progress = Progress(len(sheet.answers), len(checklist.items))
        try:
            score = score_answers(checklist, sheet.answers)
        except AnswerError as fault:
            return Case(assessment, progress, None, fault)
        result = grade(score, self.programme(assessment.year).rules) if progress.complete else None
        return Case(assessment, progress, result)


def _newest(cases: list[Case]) -> tuple[Case, ...]:
    return tuple(
        sorted(cases, key=lambda case: (case.assessment.opened_at, case.assessment.id), reverse=True)
    )

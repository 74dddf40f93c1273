"""The county in one year: how far each unit is, the grade table, the weakest items; read in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from eldercheck.domain.assessment import AssessmentState
from eldercheck.domain.checklist import Checklist, Item
from eldercheck.domain.county_table import grade_table
from eldercheck.domain.dossier import Dossier
from eldercheck.domain.figures import Figure, read_decimal
from eldercheck.domain.grade_table import GradedUnit, GradeTable, Why
from eldercheck.domain.grading import LETTERS, Letter
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import UNIT_KINDS, Unit, UnitKind
from eldercheck.services.casebook import Case, Casebook, newest_first
from eldercheck.services.obstacles import Obstacle as Obstacle
from eldercheck.services.obstacles import ObstacleKind as ObstacleKind
from eldercheck.services.obstacles import obstacles
from eldercheck.services.years import Years, YearStanding

if TYPE_CHECKING:
    from eldercheck.storage.year_store import Publication

State = Literal["planned", "in_progress", "signed", "approved"]
"""How far the examination of a unit is: none yet, begun, signed, approved by a second person."""
STATES: tuple[State, ...] = ("planned", "in_progress", "signed", "approved")


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit in a year."""

    unit: Unit
    institution: Unit
    """The institution it belongs to; itself for an institution."""
    state: State
    examined: Case | None
    """The examination that counts (the newest signed), else the newest begun."""
    self_assessed: Case | None
    """The bank's own newest assessment."""
    graded: GradedUnit | None
    """What stands in the grade table."""
    why_not: Why | None
    """Why it is not in the grade table; None where it is."""
    overdue: tuple[str, ...] = ()
    """The items that ought to be put right by now and are not; none once its case is closed."""

    @property
    def case_state(self) -> AssessmentState | None:
        """How far the examination is in every step; None where none was begun."""
        return self.examined.assessment.state if self.examined else None


@dataclass(frozen=True, slots=True)
class WeakItem:
    """An item that units lost marks on."""

    item: Item
    checklist: Checklist
    lost: tuple[str, ...]
    """The codes of the units that lost marks on it."""
    asked: int
    """How many finished examinations asked it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many units of an institution (or of the county) are how far."""

    units: int
    by_state: Mapping[State, int]
    by_grade: Mapping[Letter, int]
    """Of the branches and service points in the table."""
    overdue: int = 0
    """How many findings ought to be put right by now."""
    overdue_units: int = 0
    """In how many units."""


@dataclass(frozen=True)
class CountyYear:
    """Everything a county screen shows of a year, as values."""

    standing: YearStanding
    units: tuple[UnitYear, ...]
    """Each institution, then its branches and service points, by their codes."""
    table: GradeTable
    checklists: Mapping[UnitKind, Checklist]

    @property
    def programme(self) -> Programme:
        """The rules of the year."""
        return self.standing.programme

    @property
    def published(self) -> Publication | None:
        """The newest publication of the year."""
        return self.standing.published

    @cached_property
    def is_published(self) -> bool:
        """Whether the table is, to the letter, what was published last."""
        return self.published is not None and self.published.digest == self.table.digest

    @cached_property
    def institutions(self) -> tuple[Unit, ...]:
        """The institutions of the year."""
        return tuple(entry.unit for entry in self.units if entry.unit.kind == "institution")

    def tally(self, institution: Unit | None = None) -> Tally:
        """Count the units of an institution with its own sheet, or of the whole county."""
        entries = self.units if institution is None else self._by_institution.get(institution.id, ())
        states = Counter(entry.state for entry in entries)
        grades = Counter(
            entry.graded.grade for entry in entries if entry.graded and entry.unit.kind != "institution"
        )
        return Tally(
            len(entries),
            {state: states[state] for state in STATES},
            {letter: grades[letter] for letter in LETTERS},
            sum(len(entry.overdue) for entry in entries),
            sum(bool(entry.overdue) for entry in entries),
        )

    @cached_property
    def _by_institution(self) -> dict[str, list[UnitYear]]:
        found: dict[str, list[UnitYear]] = {}
        for entry in self.units:
            found.setdefault(entry.institution.id, []).append(entry)
        return found

    @cached_property
    def weakest(self) -> tuple[WeakItem, ...]:
        """Every item that units lost marks on: the largest share of units first, then the most units."""
        lost: dict[tuple[UnitKind, str], list[str]] = {}
        asked: Counter[UnitKind] = Counter()
        for entry in self.units:
            if entry.graded is None or entry.examined is None or entry.examined.score is None:
                continue
            asked[entry.unit.kind] += 1
            for item_id in entry.examined.score.lost:
                lost.setdefault((entry.unit.kind, item_id), []).append(entry.unit.code)
        found = (
            WeakItem(self.checklists[kind].item(item_id), self.checklists[kind], tuple(codes), asked[kind])
            for (kind, item_id), codes in lost.items()
            if item_id in self.checklists[kind]
        )
        return tuple(sorted(found, key=lambda w: (-Fraction(len(w.lost), w.asked), -len(w.lost), w.item.id)))

    def obstacles(self) -> tuple[Obstacle, ...]:
        """Name what stands in the way of publishing."""
        return tuple(obstacles(self.units, self.table))


class County:
    """Reads a year whole."""

    def __init__(self, casebook: Casebook, years: Years) -> None:
        self._casebook = casebook
        self._years = years
        self._tables: dict[str, GradeTable] = {}
        """Published tables by their digests."""

    def year(self, year: int | None = None) -> CountyYear:
        """Return a year as it stands now (None: the current one)."""
        year = self._years.current() if year is None else year
        standing = self._years.standing(year)
        programme = standing.programme
        checklists = {kind: self._years.checklist(programme, kind) for kind in UNIT_KINDS}
        today = self._casebook.today
        cases = self._casebook.cases(year)
        units = [unit for unit in self._casebook.units() if unit.id in cases or unit.stands_in(year)]
        heads = {unit.id: unit for unit in units if unit.kind == "institution"}
        entries = tuple(
            self._entry(programme, unit, heads.get(unit.parent or "", unit), cases.get(unit.id, ()), today)
            for unit in units
        )
        table = grade_table(
            programme,
            units,
            {entry.unit.id: entry.graded for entry in entries if entry.graded},
            {entry.unit.id: entry.why_not for entry in entries if entry.why_not},
            self._years.bonus(year),
            checklists["institution"],
        )
        return CountyYear(standing, entries, table, checklists)

    def published(self, year: int, number: int | None = None) -> GradeTable | None:
        """Return the table of a year as it was published last (or as that publication); None for none."""
        publications = self._years.standing(year).publications
        wanted = [p for p in publications if number is None or p.number == number]
        if not wanted:
            return None
        digest = wanted[-1].digest
        if digest not in self._tables:
            self._tables[digest] = GradeTable.from_plain(wanted[-1].body)
        return self._tables[digest]

    def before(self, year: int) -> GradeTable | None:
        """Return last year's table: as published, else as it stands; None where that year was not opened."""
        earlier = [p.year for p in self._years.programmes() if p.year < year]
        if not earlier:
            return None
        return self.published(earlier[-1]) or self.year(earlier[-1]).table

    def _entry(
        self, programme: Programme, unit: Unit, institution: Unit, cases: Sequence[Case], today: str
    ) -> UnitYear:
        examined = _newest([case for case in cases if case.assessment.party == "examiner"])
        own = _newest([case for case in cases if case.assessment.party == "bank"])
        why = _why_not(programme, unit, examined)
        graded = self._graded(unit, examined, own) if examined is not None and why is None else None
        overdue = _overdue(examined, today)
        return UnitYear(unit, institution, _state(examined), examined, own, graded, why, overdue)

    def _graded(self, unit: Unit, case: Case, own: Case | None) -> GradedUnit:
        score, assessment = case.score, case.assessment
        assert score and score.figure and score.grade and score.by_score
        first_score, first_grade = _first(assessment.dossier, score.figure, score.grade)
        return GradedUnit(
            unit.code,
            unit.name,
            score.figure,
            score.by_score,
            score.grade,
            score.dimensions,
            score.limits,
            score.must_fix,
            own.score.figure if own and own.score and not own.assessment.is_open else None,
            self._casebook.checklist(assessment.checklist_digest).reference,
            assessment.signed_at[:10],
            assessment.is_approved,
            first_score,
            first_grade,
            len(assessment.dossier.rechecked),
        )


def _newest(cases: Sequence[Case]) -> Case | None:
    """Return the newest that is signed, else the newest."""
    order = newest_first(cases)
    return next((case for case in order if not case.assessment.is_open), next(iter(order), None))


def _state(case: Case | None) -> State:
    if case is None:
        return "planned"
    if case.assessment.is_open:
        return "in_progress"
    return "approved" if case.assessment.is_approved else "signed"


def _overdue(case: Case | None, today: str) -> tuple[str, ...]:
    if case is None or not case.assessment.dossier.findings or case.assessment.state == "closed":
        return ()
    return case.assessment.dossier.overdue(today)


def _first(dossier: Dossier, score: Figure, grade: Letter) -> tuple[Figure | None, Letter | None]:
    """Return what the unit was told first, where the figures that stand now are others."""
    told = dossier.first
    exact = read_decimal(told.score) if told else None
    letter = next((letter for letter in LETTERS if told and told.grade == letter), None)
    if exact is None or letter is None or (Figure.of(exact), letter) == (score, grade):
        return None, None
    return Figure.of(exact), letter


def _why_not(programme: Programme, unit: Unit, case: Case | None) -> Why | None:
    if case is None:
        return "closed" if unit.closed_in(programme.year) else "not_examined"
    if case.score is None:
        return "damaged"
    if case.assessment.is_open:
        return "in_progress"
    if programme.counts == "approved" and not case.assessment.is_approved:
        return "not_approved"
    return None if case.score.grade else "not_gradable"

"""The programme years: opened with frozen checklists, changed until a signature, amended with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.errors import ManyFaults, StateError
from eldercheck.domain.ledger import Event, EventKind, year_ledger
from eldercheck.domain.programme import FrozenChecklist, Programme
from eldercheck.domain.programme_settings import differences, faults
from eldercheck.domain.register import UNIT_KINDS, Unit, UnitKind
from eldercheck.domain.rollup import bonus_total
from eldercheck.services.identity import Identity
from eldercheck.storage.checklist_files import find_checklist

if TYPE_CHECKING:
    from eldercheck.storage.assessment_store import AssessmentStore
    from eldercheck.storage.year_store import GivenBonus, Publication, YearStore

CHECKLIST_OF: dict[UnitKind, str] = {
    "branch": "branch",
    "service_point": "service-point",
    "institution": "institution",
}
"""The shipped checklist by which each kind of unit is assessed."""


class ProgrammeFaults(ManyFaults):
    """A programme that makes no sense. Values: `found`, each a ProgrammeError."""

    code = "programme_faults"


@dataclass(frozen=True)
class YearStanding:
    """How far the rules and the table of a year are settled."""

    programme: Programme
    is_open: bool
    """Whether the year was ever opened."""
    locked: bool
    """Whether an assessment was signed, so that only an amendment changes a rule."""
    publications: tuple[Publication, ...]
    """What was published, the first first."""
    corrections: Mapping[str, str]
    """The assessments that may be changed since the last publication, and why."""
    corrected: Mapping[str, str] = field(default_factory=dict)
    """The codes of the units that those are about, and why: what is new of them may be written too."""

    @property
    def published(self) -> Publication | None:
        """The newest publication."""
        return self.publications[-1] if self.publications else None

    def is_closed_to(self, unit_code: str) -> bool:
        """Whether the year is published and no correction of this unit is under way."""
        return bool(self.publications) and unit_code not in self.corrected

    @property
    def is_final(self) -> bool:
        """Whether the year is published and no correction is under way."""
        return bool(self.publications) and not self.corrections


class Years:
    """The programme years of one database."""

    def __init__(self, store: YearStore, assessments: AssessmentStore, identity: Identity) -> None:
        self._store = store
        self._assessments = assessments
        self._identity = identity
        self._checklists: dict[str, Checklist] = {}

    @property
    def author(self) -> str:
        """Who writes; empty where nobody was named yet."""
        return self._identity.author

    def named(self, author: str) -> None:
        """Write as this person from now on."""
        self._identity = replace(self._identity, author=clean_line(author))

    def programmes(self) -> tuple[Programme, ...]:
        """Return the rules of every year that was opened, the oldest first."""
        return self._store.programmes()

    def programme(self, year: int) -> Programme:
        """Return the rules of a year, the defaults where it was never opened."""
        return self._store.programme(year) or Programme(year)

    def current(self) -> int:
        """Return the year that work goes on in: the newest opened, else that of the calendar here."""
        opened = self._store.programmes()
        return opened[-1].year if opened else self._identity.clock().astimezone().year

    def standing(self, year: int) -> YearStanding:
        """Return how far a year is settled."""
        programme = self._store.programme(year)
        publications = self._store.publications(year) if programme else ()
        corrections: dict[str, str] = {}
        corrected: dict[str, str] = {}
        for event in self._store.events(year) if publications else ():
            if event.kind == "correction_opened":
                corrections[event.payload["assessment"]] = event.payload["reason"]
                corrected[event.payload["unit"]] = event.payload["reason"]
            elif event.kind == "published":
                corrections.clear()
                corrected.clear()
        return YearStanding(
            programme or Programme(year),
            programme is not None,
            programme is not None and self._store.has_signatures(year),
            publications,
            corrections,
            corrected,
        )

    def history(self, year: int) -> tuple[Event, ...]:
        """Return everything that was said of a year, the first first."""
        return self._store.events(year)

    def draft(self, year: int, like: int | None = None) -> Programme:
        """Return a programme to open a year with: the defaults, or the rules of an earlier year.

        Raises StateError where the earlier year was never opened.
        """
        if like is None:
            return Programme(year)
        earlier = self._store.programme(like)
        if earlier is None:
            raise StateError("year_not_open", year=like)
        return replace(earlier, year=year, checklists={})

    def open(self, programme: Programme) -> Programme:
        """Open a year, with the checklists as they are now.

        Raises ProgrammeFaults for rules that make no sense, StateError where the year is open already.
        """
        if self._store.programme(programme.year) is not None:
            raise StateError("year_open_already", id=programme.year)
        programme = self._frozen(_sound(programme))
        self._append(programme.year, "year_opened", programme)
        return programme

    def change(self, programme: Programme, reason: str = "") -> Programme:
        """Change the rules of a year; a year in which something was signed takes a reason.

        Raises ProgrammeFaults, StateError (`year_not_open`, `amendment_needs_reason`, `checklists_frozen`).
        """
        standing, reason = self.standing(programme.year), clean_line(reason)
        if not standing.is_open:
            raise StateError("year_not_open", year=programme.year)
        if not standing.locked:
            programme = self._frozen(_sound(programme))
        elif programme.add_ons != standing.programme.add_ons:
            raise StateError("checklists_frozen")
        changed = differences(standing.programme, _sound(programme))
        if not changed:
            return programme
        if standing.locked and not reason:
            raise StateError("amendment_needs_reason")
        kind: EventKind = "rules_amended" if standing.locked else "rules_changed"
        self._append(programme.year, kind, programme, changed=[list(line) for line in changed], reason=reason)
        return programme

    def with_checklists(self, programme: Programme) -> Programme:
        """Return an opened year with its checklists frozen; one of the first version gets those of now."""
        if programme.checklists:
            return programme
        frozen = self._frozen(programme)
        changed = [list(line) for line in differences(programme, frozen)]
        self._append(programme.year, "rules_changed", frozen, changed=changed, reason="")
        return frozen

    def checklist(self, programme: Programme, kind: UnitKind) -> Checklist:
        """Return the checklist by which a kind of unit is assessed in a year."""
        frozen = programme.checklists.get(kind)
        if frozen is None:
            return _shipped(programme, kind)
        if frozen.digest not in self._checklists:
            self._checklists[frozen.digest] = self._assessments.checklist(frozen.digest)
        return self._checklists[frozen.digest]

    def bonus(self, year: int) -> dict[str, dict[str, Fraction]]:
        """Return the bonus of a year by institution (id) and entry."""
        given: dict[str, dict[str, Fraction]] = {}
        for line in self._store.bonus(year):
            given.setdefault(line.unit, {})[line.entry] = line.points
        return given

    def bonus_lines(self, year: int, unit: Unit) -> tuple[GivenBonus, ...]:
        """Return the bonus of an institution with its reasons."""
        return tuple(line for line in self._store.bonus(year) if line.unit == unit.id)

    def give_bonus(self, year: int, unit: Unit, given: Mapping[str, tuple[Fraction, str]]) -> None:
        """Give an institution its bonus for a year, in place of what it had: points and reason by entry.

        Raises SheetError for an unknown entry or one above its maximum; StateError for a unit that is no
        institution, a missing reason, or a published year with no correction of the institution open.
        """
        from eldercheck.storage.year_store import GivenBonus

        standing = self.standing(year)
        if unit.kind != "institution":
            raise StateError("bonus_for_institution")
        if standing.is_closed_to(unit.code):
            raise StateError("year_published", year=year)
        programme = standing.programme if standing.is_open else self.open(Programme(year))
        kept = {entry: (points, clean_line(reason)) for entry, (points, reason) in given.items() if points}
        entries = self.checklist(programme, "institution").bonus
        bonus_total(entries, {entry: points for entry, (points, _why) in kept.items()}, programme.roll_up)
        if not all(reason for _points, reason in kept.values()):
            raise StateError("bonus_needs_reason")
        lines = tuple(GivenBonus(unit.id, entry, *line) for entry, line in sorted(kept.items()))
        event = self.event(
            year,
            "bonus_given",
            unit=unit.id,
            code=unit.code,
            entries={line.entry: decimal_text(line.points) for line in lines},
            reasons={line.entry: line.reason for line in lines},
        )
        self._store.append_bonus(event, year, unit.id, lines)

    def open_correction(self, year: int, assessment: str, unit: Unit, reason: str) -> None:
        """Let one assessment of a published year be changed; the reason goes into the amendment."""
        reason = clean_line(reason)
        if not reason:
            raise StateError("reason_needed")
        event = self.event(year, "correction_opened", assessment=assessment, unit=unit.code, reason=reason)
        self._store.append_correction(event, year, assessment)

    def _append(self, year: int, kind: EventKind, programme: Programme, **said: object) -> None:
        event = self.event(year, kind, programme=programme.plain(), **said)
        if kind == "year_opened":
            self._store.open_year(event, programme)
        else:
            self._store.append_rules(event, programme)

    def event(self, year: int, kind: EventKind, /, **payload: object) -> Event:
        """Make an event of a year that has seen the newest ones."""
        return self._identity.event(year_ledger(year), kind, self._store.heads(year), **payload)

    def _frozen(self, programme: Programme) -> Programme:
        """Return the programme with the shipped checklists of now, kept in the database."""
        checklists = {kind: _shipped(programme, kind) for kind in UNIT_KINDS}
        for checklist in checklists.values():
            self._assessments.keep_checklist(checklist)
        return replace(
            programme,
            checklists={
                kind: FrozenChecklist(checklist.id, checklist.version, checklist.digest)
                for kind, checklist in checklists.items()
            },
        )


def _shipped(programme: Programme, kind: UnitKind) -> Checklist:
    checklist = find_checklist(CHECKLIST_OF[kind])
    return checklist if programme.add_ons else checklist.within_the_plan()


def _sound(programme: Programme) -> Programme:
    if found := faults(programme):
        raise ProgrammeFaults(found)
    return programme

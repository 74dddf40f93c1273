"""The inbox of a role: what waits in a year for those who examine, for a bank, for those who decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eldercheck.domain.assessment import TOLD
from eldercheck.domain.ledger import Event, EventKind
from eldercheck.domain.register import Unit
from eldercheck.domain.waiting import ROLES, Role, Wait, waits
from eldercheck.services.casebook import Case, Casebook, UnitCases
from eldercheck.services.years import Years, YearStanding

_CHANGES: frozenset[EventKind] = frozenset(
    {"correction_opened", "rules_amended", "rules_changed", "bonus_given"}
)
"""What makes the table of a published year another one."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One step that waits, and where."""

    wait: Wait
    unit: Unit | None
    """None where it is about the year as a whole."""
    case: Case | None
    """The assessment that it is about; None where none was begun, or for the year."""

    @property
    def number(self) -> int:
        """How many items it is about: those named, or those that have no answer yet."""
        score = self.case.score if self.case else None
        if self.wait.kind in ("to_finish", "own_to_finish") and score is not None:
            return score.total - score.answered
        return len(self.wait.items)


class Inbox:
    """Says of one database what waits for whom."""

    def __init__(self, casebook: Casebook, years: Years) -> None:
        self._casebook = casebook
        self._years = years

    def waiting(self, role: Role, year: int | None = None, of: Unit | None = None) -> tuple[Waiting, ...]:
        """Return what waits for a role in a year (None: the current one), the oldest first.

        `of` leaves only what is about an institution with its units, or about one unit.
        """
        return about(self.of_roles(year)[role], of)

    def of_roles(self, year: int | None = None) -> Mapping[Role, tuple[Waiting, ...]]:
        """Return what waits for each role in a year (None: the current one), the oldest first."""
        year = self._casebook.this_year if year is None else year
        standing, overview = self._years.standing(year), self._casebook.overview(year)
        found = sorted(self._found(standing, overview, self._casebook.turns(year)), key=_age)
        return {role: tuple(one for one in found if one.wait.role == role) for role in ROLES}

    def number(self, role: Role, overview: Iterable[UnitCases], of: Unit | None = None) -> int:
        """Count what waits for a role in the current year, whose units were read already."""
        standing = self._years.standing(self._casebook.this_year)
        found = self._found(standing, overview, {})
        return sum(one.wait.role == role and _is_of(one.unit, of) for one in found)

    def _found(
        self, standing: YearStanding, overview: Iterable[UnitCases], turns: Mapping[str, str]
    ) -> Iterator[Waiting]:
        today, opened_at = self._casebook.today, ""
        events = self._years.history(standing.programme.year) if standing.is_open else ()
        if events:
            opened_at = events[0].at
        year, current = standing.programme.year, self._casebook.this_year
        may_begin = bool(opened_at) and not standing.publications and year == current
        for entry in overview:
            open_to_change = [case for case in entry.cases if _may_change(standing, case)]
            for case in open_to_change:
                turned_at = turns.get(case.assessment.id, case.assessment.opened_at)
                for wait in waits(case.assessment, today, turned_at):
                    yield Waiting(wait, entry.unit, case)
            if may_begin and _wants_own(entry, today):
                yield Waiting(Wait("own_to_begin", max(opened_at, entry.unit.opened)), entry.unit, None)
        changed = [event.at for event in _since_publication(events) if event.kind in _CHANGES]
        if changed and standing.publications:
            yield Waiting(Wait("to_publish", changed[0], tuple(standing.corrections)), None, None)


def about(found: Iterable[Waiting], of: Unit | None) -> tuple[Waiting, ...]:
    """Return what is about an institution with its units, or about one unit; all for None."""
    return tuple(one for one in found if _is_of(one.unit, of))


def _since_publication(events: Sequence[Event]) -> Iterator[Event]:
    """Yield what was said of a year since it was published last."""
    published = [place for place, event in enumerate(events) if event.kind == "published"]
    yield from events[published[-1] + 1 :] if published else ()


def _may_change(standing: YearStanding, case: Case) -> bool:
    """Tell whether anything can still be said of an assessment: only a correction opens a published year."""
    return not standing.publications or case.assessment.id in standing.corrections


def _wants_own(entry: UnitCases, today: str) -> bool:
    """Tell whether a unit is still to assess itself: it is in operation, and not told of its grade yet."""
    unit, cases = entry.unit, entry.cases
    if unit.exempt or (unit.closed and unit.closed <= today) or unit.opened > today:
        return False
    return not any(
        case.assessment.party == "bank" or case.assessment.state in {*TOLD, "closed"} for case in cases
    )


def _is_of(unit: Unit | None, of: Unit | None) -> bool:
    return of is None or (unit is not None and of.id in (unit.id, unit.parent))


def _age(one: Waiting) -> tuple[str, str, str]:
    return one.wait.since, one.unit.code if one.unit else "", one.wait.kind

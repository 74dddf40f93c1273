"""A made-up county of two years: fifteen institutions, eighty branches, seven hundred service points."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.sheets import good_answer, other_answer
from eldercheck.domain.assessment import Assessment
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.ledger import Event
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit
from eldercheck.services.casebook import Casebook
from eldercheck.services.county import County
from eldercheck.services.identity import Identity
from eldercheck.services.publishing import Publishing
from eldercheck.services.years import Years
from eldercheck.storage.opening import OpenDatabase, open_database

INSTITUTIONS, BRANCHES, POINTS = 15, 80, 705
AUTHORITY = "Measured County"
PASSED = (
    *(
        "no_authority",
        "damaged",
        "in_progress",
        "not_approved",
        "not_noticed",
        "missing_sheets",
        "provisional",
    ),
)

Whole = tuple[Assessment, Sequence[Event], Checklist]


class Made:
    """The services over a database that is being filled, by a clock that steps."""

    def __init__(self, database: OpenDatabase) -> None:
        steps = _steps()
        self.database = database
        self.identity = Identity("benchmark", "benchmark", lambda: next(steps))
        self.years = Years(database.years, database.assessments, self.identity)
        self.casebook = Casebook(database.register, database.assessments, self.years, self.identity)
        self.county = County(self.casebook, self.years)


def make_county(path: Path, years: Sequence[int] = (2025, 2026), *, share: float = 1.0) -> None:
    """Write the county with its examinations, all signed; each year but the last is published.

    `share` is how much of the last year was examined; a tenth of what was not is then under way.
    """
    steps = _steps()
    with open_database(path, clock=lambda: next(steps)) as database:
        made, chance = Made(database), random.Random("county")
        units = list(_units())
        database.register.save_units(units)
        for year in years:
            programme = made.years.open(Programme(year, authority=AUTHORITY, counts="signed"))
            last = year == years[-1]
            database.assessments.take_in(
                list(_examinations(made, programme, units, chance, share if last else 1.0))
            )
            if not last:
                Publishing(database.years, made.county, made.years).publish(year, PASSED)


def _units() -> Iterator[Unit]:
    for number in range(1, INSTITUTIONS + 1):
        group = ("Rural banks", "State banks", "Others")[number % 3]
        yield Unit(
            f"i{number}", "institution", f"{number:02}", f"Measured Bank {number}", ranking_group=group
        )
    for kind, many, name in (("branch", BRANCHES, "Branch"), ("service_point", POINTS, "Point")):
        for number in range(1, many + 1):
            of = number % INSTITUTIONS + 1
            letter = name[0]
            yield Unit(f"{letter}{number}", kind, f"{of:02}{letter}{number:03}", f"{name} {number}", f"i{of}")  # type: ignore[arg-type]


def _examinations(
    made: Made, programme: Programme, units: Sequence[Unit], chance: random.Random, share: float
) -> Iterator[Whole]:
    checklists = {unit.kind: made.years.checklist(programme, unit.kind) for unit in units}
    for unit in units:
        done = chance.random()
        if done < share:
            yield _examination(made.identity, programme, unit, checklists[unit.kind], chance, 1.0)
        elif done < share + (1 - share) / 10:
            yield _examination(made.identity, programme, unit, checklists[unit.kind], chance, 0.5)


def _examination(
    identity: Identity,
    programme: Programme,
    unit: Unit,
    checklist: Checklist,
    chance: random.Random,
    share: float,
) -> Whole:
    of = int((unit.parent or unit.id)[1:])
    quality = min(0.995, 0.99 - of % 7 / 50 + programme.year % 2 / 40)
    assessment = Assessment(
        identity.new_id(), unit.id, programme.year, "examiner", checklist.digest, "open", "", identity.now()
    )
    events = [identity.event(assessment.id, "opened", (), unit={"name": unit.name}, year=programme.year)]

    def say(kind: str, **payload: object) -> None:
        events.append(identity.event(assessment.id, kind, (events[-1].hash,), **payload))  # type: ignore[arg-type]

    for item in checklist.items[: round(len(checklist.items) * share)]:
        good = chance.random() < quality
        say("answered", item=item.id, answer=good_answer(item) if good else other_answer(item))
    if share == 1:
        say("signed", names=["Measured One", "Measured Two"])
        if chance.random() < 0.7:
            say("approved", name="Measured Three")
    return assessment, events, checklist


def _steps() -> Iterator[datetime]:
    moment = datetime(2026, 3, 2, 1, tzinfo=UTC)
    while True:
        yield moment
        moment += timedelta(seconds=1)

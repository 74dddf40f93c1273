"""The years: their rules, their ledgers, the bonus, and what was published. One method, one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from eldercheck.domain.canonical import canonical_json, decimal_text, digest
from eldercheck.domain.figures import read_decimal
from eldercheck.domain.ledger import Event, year_ledger
from eldercheck.domain.programme import Programme
from eldercheck.domain.programme_settings import holds_values
from eldercheck.storage.backups import damaged
from eldercheck.storage.engine import Database
from eldercheck.storage.errors import MissingError, NotNowError
from eldercheck.storage.ledger_rows import event_columns, event_of, json_texts, texts_of
from eldercheck.storage.ledger_tables import must_say
from eldercheck.storage.rows import (
    AssessmentRow,
    BonusRow,
    EventRow,
    ProgrammeRow,
    PublicationRow,
    YearEventRow,
    table_of,
)

_PROGRAMME, _YEAR_EVENT = table_of(ProgrammeRow), table_of(YearEventRow)
_BONUS, _PUBLICATION = table_of(BonusRow), table_of(PublicationRow)
_ASSESSMENT, _EVENT = table_of(AssessmentRow), table_of(EventRow)
_YEAR: BindParameter[int] = bindparam("this_year")

_RULES = select(_PROGRAMME.c.year, _PROGRAMME.c.body).order_by(_PROGRAMME.c.year)
_HEADS = select(_PROGRAMME.c.heads).where(_PROGRAMME.c.year == _YEAR)
_OPEN = insert(_PROGRAMME)
_ADVANCE = update(_PROGRAMME).where(_PROGRAMME.c.year == _YEAR, _PROGRAMME.c.heads == bindparam("seen"))
_APPEND = insert(_YEAR_EVENT).inline()
_EVENTS = (
    select(
        *(_YEAR_EVENT.c[name] for name in ("id", "kind", "author", "device", "at")),
        *(_YEAR_EVENT.c[name] for name in ("parents", "payload", "hash")),
    )
    .where(_YEAR_EVENT.c.year == _YEAR)
    .order_by(_YEAR_EVENT.c.seq)
)
_SIGNED = (
    select(_EVENT.c.seq)
    .join(_ASSESSMENT, _ASSESSMENT.c.id == _EVENT.c.assessment_id)
    .where(_ASSESSMENT.c.year == _YEAR, _EVENT.c.kind == "signed")
    .limit(1)
)
_GIVEN = select(_BONUS.c.unit, _BONUS.c.entry, _BONUS.c.points, _BONUS.c.reason).where(_BONUS.c.year == _YEAR)
_TAKE = delete(_BONUS).where(_BONUS.c.year == _YEAR, _BONUS.c.unit == bindparam("this_unit"))
_GIVE = insert(_BONUS)
_PUBLISHED = select(_PUBLICATION).where(_PUBLICATION.c.year == _YEAR).order_by(_PUBLICATION.c.number)
_PUBLISH = insert(_PUBLICATION)


@dataclass(frozen=True, slots=True)
class Publication:
    """A grade table as it was published."""

    year: int
    number: int
    digest: str
    """SHA-256 of the canonical JSON of `body`."""
    at: str
    author: str
    reason: str
    body: Mapping[str, Any]
    """What `GradeTable.plain` gave."""


@dataclass(frozen=True, slots=True)
class GivenBonus:
    """What an institution was given for one entry of the bonus."""

    unit: str
    entry: str
    points: Fraction
    reason: str


class YearStore:
    """The years of a database. Every method raises StorageError where the file cannot be read or written.

    An append raises NotNowError (`stale`) where the event has not seen the newest ones, MissingError where
    the year was never opened, and LedgerError where the event says something else than the arguments.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read: dict[tuple[int, int], tuple[dict[str, Any], Publication]] = {}
        """Each publication as its row was when it was judged."""
        self._rules: dict[tuple[int, str], Programme] = {}
        """The rules of a year as their row was when it was judged."""

    def programmes(self) -> tuple[Programme, ...]:
        """Return the rules of every year, the oldest first. Raises DamagedError where they are unreadable."""
        with self._database.reading() as connection:
            rows = connection.execute(_RULES).all()
        return tuple(self._programme(year, body) for year, body in rows)

    def programme(self, year: int) -> Programme | None:
        """Return the rules of a year, None where it was never opened."""
        return next((programme for programme in self.programmes() if programme.year == year), None)

    def heads(self, year: int) -> tuple[str, ...]:
        """Return the hashes that the next event of a year must name as its parents; none for a new year."""
        with self._database.reading() as connection:
            heads = connection.execute(_HEADS, {"this_year": year}).scalar()
        try:
            return texts_of(heads) if heads else ()
        except ValueError as error:
            raise damaged(self._database.path, f"heads of {year}") from error

    def events(self, year: int) -> tuple[Event, ...]:
        """Return the ledger of a year in the order of appending; raises LedgerError for an altered event."""
        with self._database.reading() as connection:
            rows = connection.execute(_EVENTS, {"this_year": year}).all()
        return tuple(event_of((row[0], year_ledger(year), *row[1:])) for row in rows)

    def has_signatures(self, year: int) -> bool:
        """Tell whether any assessment of a year was ever signed."""
        with self._database.reading() as connection:
            return connection.execute(_SIGNED, {"this_year": year}).first() is not None

    def open_year(self, event: Event, programme: Programme) -> None:
        """Open a year with its rules. Raises NotNowError (`year_open_already`) where it is open."""
        must_say(event, "year_opened", programme=programme.plain())
        row = {"year": programme.year, "body": canonical_json(programme.plain())}
        with self._database.writing() as connection:
            if connection.execute(_HEADS, {"this_year": programme.year}).first() is not None:
                raise NotNowError("year_open_already", str(programme.year))
            connection.execute(_OPEN, row | {"heads": json_texts([event.hash])})
            connection.execute(_APPEND, event_columns(event) | {"year": programme.year})

    def append_rules(self, event: Event, programme: Programme) -> None:
        """Keep changed or amended rules."""
        must_say(event, event.kind, programme=programme.plain())
        with self._database.writing() as connection:
            _advance(connection, event, programme.year, body=canonical_json(programme.plain()))

    def append_bonus(self, event: Event, year: int, unit: str, given: tuple[GivenBonus, ...]) -> None:
        """Keep the bonus of an institution in place of what it had."""
        entries = {line.entry: decimal_text(line.points) for line in given}
        must_say(event, "bonus_given", unit=unit, entries=entries)
        rows = [
            {
                "year": year,
                "unit": unit,
                "entry": line.entry,
                "points": decimal_text(line.points),
                "reason": line.reason,
            }
            for line in given
        ]
        with self._database.writing() as connection:
            _advance(connection, event, year)
            connection.execute(_TAKE, {"this_year": year, "this_unit": unit})
            if rows:
                connection.execute(_GIVE, rows)

    def append_correction(self, event: Event, year: int, assessment: str) -> None:
        """Record that one assessment of a published year may be changed again."""
        must_say(event, "correction_opened", assessment=assessment)
        with self._database.writing() as connection:
            _advance(connection, event, year)

    def append_draw(self, event: Event, year: int) -> None:
        """Record which units a seed drew for a visit."""
        must_say(event, "visits_drawn")
        with self._database.writing() as connection:
            _advance(connection, event, year)

    def append_publication(self, event: Event, publication: Publication) -> None:
        """Publish a grade table."""
        said = {name: getattr(publication, name) for name in ("number", "digest", "reason")}
        must_say(event, "published", **said)
        row = {
            name: getattr(publication, name)
            for name in ("year", "number", "digest", "at", "author", "reason")
        }
        with self._database.writing() as connection:
            _advance(connection, event, publication.year)
            connection.execute(_PUBLISH, row | {"body": canonical_json(dict(publication.body))})

    def bonus(self, year: int) -> tuple[GivenBonus, ...]:
        """Return every bonus that was given in a year; raises DamagedError for points that are none."""
        with self._database.reading() as connection:
            rows = connection.execute(_GIVEN, {"this_year": year}).all()
        return tuple(self._bonus(year, *row) for row in rows)

    def publications(self, year: int) -> tuple[Publication, ...]:
        """Return what was published of a year, the first first; raises DamagedError for an altered one."""
        with self._database.reading() as connection:
            rows = connection.execute(_PUBLISHED, {"this_year": year}).mappings().all()
        return tuple(self._publication(dict(row)) for row in rows)

    def _publication(self, row: dict[str, Any]) -> Publication:
        """Return a publication; what is, to the letter, what was read before is not judged again."""
        key = row["year"], row["number"]
        if key not in self._read or self._read[key][0] != row:
            self._read[key] = row, self._judged(row)
        return self._read[key][1]

    def _judged(self, row: Mapping[str, Any]) -> Publication:
        """Return a publication that is, to the letter, what the ledger of its year says of it."""
        what = f"publication {row['year']}/{row['number']}"
        try:
            body = json.loads(row["body"])
            sound = digest(body) == row["digest"]
        except (ValueError, TypeError) as error:
            raise damaged(self._database.path, what) from error
        if not sound or not any(_says_so(event, row) for event in self.events(row["year"])):
            raise damaged(self._database.path, what)
        return Publication(**{**row, "body": body})

    def _bonus(self, year: int, unit: str, entry: str, points: str, reason: str) -> GivenBonus:
        given = read_decimal(points)
        if given is None:
            raise damaged(self._database.path, f"bonus {year} {entry}")
        return GivenBonus(unit, entry, given, reason)

    def _programme(self, year: int, body: str) -> Programme:
        """Return the rules of a year; what is, to the letter, what was read before is not judged again."""
        if (year, body) not in self._rules:
            self._rules[year, body] = self._rules_judged(year, body)
        return self._rules[year, body]

    def _rules_judged(self, year: int, body: str) -> Programme:
        try:
            programme = Programme.from_plain(json.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
            raise damaged(self._database.path, f"programme {year}") from error
        if programme.year != year or not holds_values(programme):
            raise damaged(self._database.path, f"programme {year}")
        return programme


def _says_so(event: Event, row: Mapping[str, Any]) -> bool:
    """Tell whether an event is that of a publication: who made it, when, why, and its digest."""
    said = event.payload
    told = (event.kind, event.at, event.author, *map(said.get, ("number", "digest", "reason")))
    return told == ("published", *(row[name] for name in ("at", "author", "number", "digest", "reason")))


def _advance(connection: Connection, event: Event, year: int, **changed: str) -> None:
    """Append an event to a year that stands as the event has seen it."""
    seen = {"this_year": year, "seen": json_texts(sorted(event.parents))}
    if not connection.execute(_ADVANCE, seen | {"heads": json_texts([event.hash])} | changed).rowcount:
        if connection.execute(_HEADS, {"this_year": year}).first() is None:
            raise MissingError("no_such_year", str(year))
        raise NotNowError("stale", str(year))
    connection.execute(_APPEND, event_columns(event) | {"year": year})

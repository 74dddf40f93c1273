"""The ledger in its table: an event goes in only after those it has seen, and comes out as it was."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import BindParameter, Connection, bindparam, insert, select, update

from eldercheck.domain.assessment import WRITABLE
from eldercheck.domain.canonical import canonical_json
from eldercheck.domain.errors import LedgerError, StateError
from eldercheck.domain.ledger import Event
from eldercheck.storage.errors import MissingError, NotNowError
from eldercheck.storage.rows import AssessmentRow, EventRow, PublicationRow, YearEventRow, table_of

_ASSESSMENT, _EVENT = table_of(AssessmentRow), table_of(EventRow)
_PUBLICATION, _YEAR_EVENT = table_of(PublicationRow), table_of(YearEventRow)
_THIS: BindParameter[str] = bindparam("this")

CHANGE = update(_ASSESSMENT).where(_ASSESSMENT.c.id == _THIS)
"""Sets the columns given beside `this`."""

_ADVANCE = CHANGE.where(_ASSESSMENT.c.state.in_(sorted(WRITABLE)), _ASSESSMENT.c.heads == bindparam("seen"))
_STANDS = select(_ASSESSMENT.c.heads, _ASSESSMENT.c.state).where(_ASSESSMENT.c.id == _THIS)
_PUBLISHED_YEAR = (
    select(_PUBLICATION.c.year)
    .join(_ASSESSMENT, _ASSESSMENT.c.year == _PUBLICATION.c.year)
    .where(_ASSESSMENT.c.id == _THIS)
    .limit(1)
)
_CORRECTIONS = (
    select(_YEAR_EVENT.c.kind, _YEAR_EVENT.c.payload)
    .where(
        _YEAR_EVENT.c.year == bindparam("this_year"),
        _YEAR_EVENT.c.kind.in_(("published", "correction_opened")),
    )
    .order_by(_YEAR_EVENT.c.seq.desc())
)
_APPEND = insert(_EVENT).inline()
_EVENTS = (
    select(
        *(_EVENT.c[name] for name in ("id", "assessment_id", "kind", "author", "device", "at")),
        *(_EVENT.c[name] for name in ("parents", "payload", "hash")),
    )
    .where(_EVENT.c.assessment_id == _THIS)
    .order_by(_EVENT.c.seq)
)


def append_first(connection: Connection, event: Event) -> None:
    """Append the first event of an assessment, whose row has it as its head."""
    connection.execute(_APPEND, _row(event))


def append_all(connection: Connection, events: Iterable[Event]) -> None:
    """Append the events of an assessment whose row has the last as its head."""
    connection.execute(_APPEND, [_row(event) for event in events])


def append(connection: Connection, event: Event) -> str:
    """Append an event to its ledger and return its hash; the row of its assessment is for the caller."""
    row = _row(event)
    connection.execute(_APPEND, row)
    return row["hash"]


def advance(connection: Connection, event: Event, **changed: str) -> None:
    """Append what is written on a sheet, where it stands as the event has seen it, and change its row.

    Raises MissingError or NotNowError where there is none, or where it does not stand so; StateError
    (`year_published`) where its year was published, be it this moment, and no correction of it is open.
    """
    row = _row(event)
    refuse_published(connection, event.assessment)
    conditions = {"this": event.assessment, "seen": json_texts(sorted(event.parents))}
    if not connection.execute(_ADVANCE, conditions | {"heads": json_texts([row["hash"]])} | changed).rowcount:
        raise _why_not(connection, event)
    connection.execute(_APPEND, row)


def refuse_published(connection: Connection, assessment_id: str) -> None:
    """Raise StateError for an assessment of a published year that nobody opened for a correction since."""
    year = connection.execute(_PUBLISHED_YEAR, {"this": assessment_id}).scalar()
    if year is None:
        return
    for kind, payload in connection.execute(_CORRECTIONS, {"this_year": year}):
        if kind == "correction_opened" and json.loads(payload).get("assessment") == assessment_id:
            return
        if kind == "published":
            break
    raise StateError("year_published", year=year)


def read_events(connection: Connection, assessment_id: str) -> tuple[Event, ...]:
    """Return the ledger of an assessment in the order of appending; raises LedgerError as `event_of` does."""
    return tuple(event_of(row) for row in connection.execute(_EVENTS, {"this": assessment_id}).all())


def read_heads(connection: Connection, assessment_id: str) -> str:
    """Return the hashes that the next event must have seen, as a column holds them; raises MissingError."""
    row = connection.execute(_STANDS, {"this": assessment_id}).one_or_none()
    if row is None:
        raise MissingError("no_such_assessment", assessment_id)
    return str(row.heads)


def json_texts(texts: Iterable[str]) -> str:
    """Return a list of texts as a column holds it."""
    return canonical_json(list(texts))


def texts_of(column: str) -> tuple[str, ...]:
    """Return the texts that a column holds; raises ValueError where it holds something else."""
    texts = json.loads(column)
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ValueError(column)
    return tuple(texts)


def _why_not(connection: Connection, event: Event) -> MissingError | NotNowError:
    row = connection.execute(_STANDS, {"this": event.assessment}).one_or_none()
    if row is None:
        return MissingError("no_such_assessment", event.assessment)
    return NotNowError("stale" if row.state in WRITABLE else "not_open", event.assessment)


def _row(event: Event) -> dict[str, str]:
    return {"assessment_id": event.assessment, **event_columns(event)}


def event_columns(event: Event) -> dict[str, str]:
    """Return the columns of an event, but for the ledger it stands in."""
    return {
        "id": event.id,
        "hash": event.hash,
        "kind": event.kind,
        "author": event.author,
        "device": event.device,
        "at": event.at,
        "parents": json_texts(event.parents),
        "payload": canonical_json(dict(event.payload)),
    }


def event_of(row: Sequence[str]) -> Event:
    """Return the event of a row: id, ledger, kind, author, device, at, parents, payload, hash.

    Raises LedgerError where a byte of it is not as it was written: SQLite has no check of its own for that.
    """
    event_id, of, kind, author, device, at, parents, payload, digest = row
    try:
        event = Event(event_id, of, kind, author, device, at, tuple(json.loads(parents)), json.loads(payload))  # type: ignore[arg-type]
        found = event.hash
    except (ValueError, TypeError) as error:
        raise LedgerError("event_unreadable", id=event_id) from error
    if found != digest:
        raise LedgerError("event_altered", id=event_id)
    return event

"""Whether a database is whole, told without the program's own reading where that can be."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eldercheck.domain.ledger import Event, heads
from eldercheck.services.identity import system_clock
from eldercheck.storage.ledger_tables import add_up
from eldercheck.storage.opening import OpenDatabase, open_database

_EVENTS = (
    "SELECT id, assessment_id, kind, author, device, at, parents, payload, hash FROM event"
    " WHERE assessment_id = ? ORDER BY seq"
)


@dataclass(frozen=True)
class Act:
    """One thing written on a sheet: what was acknowledged, or what the ledger holds."""

    assessment: str
    item: str
    field: str
    """`answer` or `note`."""
    value: Any
    """As the event writes it; None where it was taken back."""


def rows_of(path: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask the file itself."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query, values).fetchall()


def assessments_of(path: Path) -> list[str]:
    """Return the ids of all assessments."""
    return [name for (name,) in rows_of(path, "SELECT id FROM assessment ORDER BY opened_at")]


def acts_of(path: Path, assessment: str) -> list[Act]:
    """Return what the ledger of an assessment says was written, in order."""
    fields = {"answered": "answer", "noted": "note"}
    acts = []
    for row in rows_of(path, _EVENTS, assessment):
        kind, payload = row[2], json.loads(row[7])
        if kind in fields:
            acts.append(Act(assessment, payload["item"], fields[kind], payload[fields[kind]]))
    return acts


def faults_of(path: Path, assessments: Sequence[str] | None = None) -> list[str]:
    """Return all that is wrong with a file; the ledgers of some assessments only, where they are given."""
    found = [f"quick_check: {row[0]}" for row in rows_of(path, "PRAGMA quick_check") if row[0] != "ok"]
    found += [f"foreign_key_check: {row}" for row in rows_of(path, "PRAGMA foreign_key_check")]
    for assessment in assessments_of(path) if assessments is None else assessments:
        found += _ledger_faults(path, assessment)
    with open_database(path, clock=system_clock) as database:
        if database.read_only:
            found.append(f"open for reading only: {database.read_only_reason}")
        else:
            found += _rebuild_faults(database, assessments)
    return found


def _ledger_faults(path: Path, assessment: str) -> Iterator[str]:
    events, known = [], set[str]()
    for row in rows_of(path, _EVENTS, assessment):
        event_id, of, kind, author, device, at, parents, payload, written = row
        event = Event(event_id, of, kind, author, device, at, tuple(json.loads(parents)), json.loads(payload))
        if event.hash != written:
            yield f"hash of event {event.id}"
        if not known.issuperset(event.parents):
            yield f"parents of event {event.id}"
        known.add(event.hash)
        events.append(event)
    whole = add_up(events)
    standing = whole.standing
    query = "SELECT item_id, given, left_out, note FROM answer WHERE assessment_id = ?"
    answers, notes = {}, {}
    for item, given, left_out, note in rows_of(path, query, assessment):
        if given is not None or left_out is not None:
            answers[item] = (given, left_out)
        if note:
            notes[item] = note
    wanted = {
        item: (getattr(answer, "text", None), getattr(answer, "reason", None))
        for item, answer in whole.answers.items()
    }
    if (answers, notes) != (wanted, whole.notes):
        yield f"{assessment}: the sheet differs from its events"
    query = "SELECT state, signed_at, signers, heads FROM assessment WHERE id = ?"
    ((state, signed_at, signers, kept_heads),) = rows_of(path, query, assessment)
    row = (state, signed_at, tuple(json.loads(signers)), tuple(json.loads(kept_heads)))
    if row != (standing.state, standing.signed_at, standing.signers, heads(events)):
        yield f"{assessment}: its row differs from its events"


def _rebuild_faults(database: OpenDatabase, assessments: Sequence[str] | None) -> Iterator[str]:
    store = database.assessments
    for name in [each.id for each in store.assessments()] if assessments is None else assessments:
        before = store.assessment(name), store.sheet(name), store.heads(name)
        store.rebuild(name)
        if before != (store.assessment(name), store.sheet(name), store.heads(name)):
            yield f"{name}: rebuilding from the events changed it"

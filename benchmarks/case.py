"""A case on the disk: an act saved beside the same rows by hand, and its timeline beside the bare events."""

from __future__ import annotations

import json
import secrets
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from benchmarks.commit import connect
from benchmarks.figures import Run, Task, call, in_turn, show, show_keys, stopwatch
from benchmarks.sheets import casebook_of, good_answer, make_database, open_own, other_answer, take_up
from eldercheck.domain.answers import Given
from eldercheck.domain.canonical import canonical_json
from eldercheck.domain.ledger import utc_text
from eldercheck.domain.visit import Visit
from eldercheck.services.examination import Examination
from eldercheck.services.identity import system_clock
from eldercheck.services.notices import Notices
from eldercheck.services.rectification import Rectification
from eldercheck.services.second_look import SecondLook
from eldercheck.storage.checklist_files import find_checklist

GOAL = 4.0
FINDINGS = 15
ACTS, READINGS = 200, 20
ROUNDS = 5
"""How often each item was answered before the signature: a timeline of some 300 events."""
EXAMINERS = ("one", "two")
VISIT = Visit("2026-10-08", "09:05", "11:40", "announced", "wet", "a manager", EXAMINERS)

_ADVANCE = "UPDATE assessment SET heads=?, dossier=? WHERE id=? AND heads=?"
_APPEND = (
    "INSERT INTO event (id, hash, assessment_id, kind, author, device, at, parents, payload)"
    " VALUES (?, ?, ?, 'responded', 'benchmark', 'benchmark', ?, ?, ?)"
)
_EVENTS = "SELECT kind, author, at, parents, payload FROM event ORDER BY seq"


def case(run: Run) -> None:
    """Acts of a case with 15 findings, durable, and the timeline of one with some 300 events."""
    own, raw = run.folder / "case-own.db", run.folder / "case-raw.db"
    assessment = _told(own)
    shutil.copyfile(own, raw)
    with open_own(own) as database, closing(connect(raw)) as connection:
        by_service = _by_service(take_up(database, assessment))
        found = in_turn(run.times(ACTS), _by_hand(connection, assessment), by_service)
        show_keys("floor: raw sqlite3", found["raw"])
        show_keys(f"an act of a case with {FINDINGS} findings", found["own"], found["raw"], GOAL)
        casebook = casebook_of(database)
        read = in_turn(
            run.times(READINGS),
            call("floor", lambda: [json.loads(row[4]) for row in connection.execute(_EVENTS)]),
            call("timeline", lambda: casebook.history(assessment)),
        )
    show("floor: the events read and their payloads parsed", read["floor"])
    show("the timeline: every event with what stood before it", read["timeline"], read["floor"])


def _told(path: Path) -> str:
    """Make a database with one branch that was examined, approved and told of its grade."""
    checklist = find_checklist("branch")
    assessment = make_database(path, checklist)
    with open_own(path) as database:
        examination = take_up(database, assessment)
        examination.append("visited", **VISIT.plain())
        for number in range(ROUNDS):
            for place, item in enumerate(checklist):
                last, poor = number == ROUNDS - 1, place < FINDINGS
                good = poor if not last else not poor
                text = good_answer(item) if good or item.due_days else other_answer(item)
                examination.answer(item.id, Given(text))
        examination.sign(EXAMINERS)
        SecondLook(examination).approve("three")
        Notices(examination).give("three")
    return assessment


def _by_service(examination: Examination) -> Task:
    rectification, items = Rectification(examination), tuple(examination.dossier.findings)
    turn = 0

    def task() -> Mapping[str, float]:
        nonlocal turn
        turn += 1
        with stopwatch() as watch:
            rectification.respond(items[turn % len(items)], f"plan {turn}", "a person", "a bank")
        return {"own": watch.ms}

    return task


def _by_hand(connection: sqlite3.Connection, assessment: str) -> Task:
    """Write the same two rows; what they hold is made ready beforehand."""
    seen, dossier = connection.execute("SELECT heads, dossier FROM assessment").fetchone()
    payload = canonical_json({"item": "B-GC-01", "text": "plan", "person": "a person", "name": "a bank"})

    def task() -> Mapping[str, float]:
        nonlocal seen
        new_hash = secrets.token_hex(32)
        heads = canonical_json([new_hash])
        event = (secrets.token_hex(16), new_hash, assessment, utc_text(system_clock()), seen, payload)
        with stopwatch() as watch:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_ADVANCE, (heads, dossier, assessment, seen))
            connection.execute(_APPEND, event)
            connection.execute("COMMIT")
        seen = heads
        return {"raw": watch.ms}

    return task

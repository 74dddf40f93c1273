"""One answer on the disk: the service that saves it, beside the same statements by hand; and its syncs."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import cycle
from pathlib import Path

from benchmarks.figures import Run, Task, in_turn, python, say, show_keys, stopwatch
from benchmarks.made_up_checklist import made_up_checklist
from benchmarks.sheets import good_answer, make_database, open_own, other_answer, take_up
from benchmarks.start import run_quietly
from benchmarks.terminal import clean_environment
from eldercheck.domain.answers import Given
from eldercheck.domain.canonical import canonical_json
from eldercheck.domain.checklist import Checklist, Item
from eldercheck.domain.ledger import utc_text
from eldercheck.services.examination import Examination
from eldercheck.services.identity import system_clock
from eldercheck.storage.checklist_files import find_checklist
from eldercheck.storage.engine import _TO_WRITE as PRAGMAS

GOAL = 4.0
ANSWERS = 400
TRACED = 20

_ADVANCE = "UPDATE assessment SET heads=?, place=? WHERE id=? AND state='open' AND heads=?"
_APPEND = (
    "INSERT INTO event (id, hash, assessment_id, kind, author, device, at, parents, payload)"
    " VALUES (?, ?, ?, 'answered', 'benchmark', 'benchmark', ?, ?, ?)"
)
_PUT = (
    "INSERT INTO answer (assessment_id, item_id, given, left_out, note) VALUES (?, ?, ?, NULL, '')"
    " ON CONFLICT (assessment_id, item_id) DO UPDATE SET given=excluded.given, left_out=excluded.left_out"
)


def commit(run: Run) -> None:
    """`Examination.answer()` beside raw sqlite3 with the same pragmas, on a copy of the same file."""
    for checklist in (find_checklist("branch"), made_up_checklist(300)):
        items = len(checklist.items)
        own, raw = (run.folder / f"commit-{items}-{name}.db" for name in ("own", "raw"))
        assessment = make_database(own, checklist)
        shutil.copyfile(own, raw)
        with open_own(own) as database, closing(connect(raw)) as connection:
            by_service = _by_service(take_up(database, assessment))
            found = in_turn(run.times(ANSWERS), _by_hand(connection, checklist, assessment), by_service)
        show_keys(f"floor: raw sqlite3, {items} items", found["raw"])
        show_keys(f"Examination.answer(), {items} items", found["own"], found["raw"], GOAL)
    _show_syncs(run)


def _changing(checklist: Checklist) -> Iterator[tuple[Item, str]]:
    """Every item in turn, the answer another each time: the same value again would write nothing."""
    items = checklist.items
    return cycle([(it, good_answer(it)) for it in items] + [(it, other_answer(it)) for it in items])


def _by_service(examination: Examination) -> Task:
    answers = _changing(examination.checklist)

    def task() -> Mapping[str, float]:
        item, text = next(answers)
        with stopwatch() as watch:
            examination.answer(item.id, Given(text), place=item.id)
        return {"own": watch.ms}

    return task


def _by_hand(connection: sqlite3.Connection, checklist: Checklist, assessment: str) -> Task:
    """Write the same three rows; what they hold is made ready beforehand."""
    answers = _changing(checklist)
    (seen,) = connection.execute("SELECT heads FROM assessment").fetchone()

    def task() -> Mapping[str, float]:
        nonlocal seen
        item, text = next(answers)
        new_hash = secrets.token_hex(32)
        heads, payload = canonical_json([new_hash]), canonical_json({"item": item.id, "answer": text})
        event = (secrets.token_hex(16), new_hash, assessment, utc_text(system_clock()), seen, payload)
        with stopwatch() as watch:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_ADVANCE, (heads, item.id, assessment, seen))
            connection.execute(_APPEND, event)
            connection.execute(_PUT, (assessment, item.id, text))
            connection.execute("COMMIT")
        seen = heads
        return {"raw": watch.ms}

    return task


def connect(path: Path) -> sqlite3.Connection:
    """Connect with the pragmas of the store, each statement its own transaction unless one is begun."""
    connection = sqlite3.connect(path, isolation_level=None)
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
    return connection


def _show_syncs(run: Run) -> None:
    """Count the sync calls of some answers and of none; the difference belongs to the answers."""
    if not shutil.which("strace"):
        say("  syncs per answer: not counted, there is no strace here")
        return
    database = run.folder / "traced.db"
    assessment = make_database(database, find_checklist("branch"))
    counts = [_syncs(run, database, assessment, number) for number in (0, TRACED)]
    if None in counts:
        say("  syncs per answer: not counted, strace may not trace here")
        return
    none, some = (count or 0 for count in counts)
    say(f"  {'syncs per answer (fsync and fdatasync, by strace)':<54} {(some - none) / TRACED:8.3g}")


def _syncs(run: Run, database: Path, assessment: str, number: int) -> int | None:
    trace = run.folder / f"trace-{number}.txt"
    command = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(trace)]
    program = python("-m", "benchmarks.children.answer_some", str(database), assessment, str(number))
    if not run_quietly([*command, *program], clean_environment(run.folder)):
        return None
    return sum("sync(" in line for line in trace.read_text().splitlines())

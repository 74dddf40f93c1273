"""Reading the checklists, opening a database, and the overview of eight hundred units."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from ruamel.yaml import YAML

from benchmarks.figures import Run, call, in_turn, show
from benchmarks.sheets import casebook_of, good_answer, make_database, open_own, other_answer
from benchmarks.start import opened_cold
from eldercheck.assemble import write_demo
from eldercheck.domain.checklist import Checklist
from eldercheck.storage.checklist_files import find_checklist, read_checklist, shipped, shipped_path

UNITS = 800


def read(run: Run) -> None:
    """All of them."""
    _show_checklists(run)
    _show_opening(run)
    _show_overview(run)


def _show_checklists(run: Run) -> None:
    paths = [shipped_path(name) for name in shipped()]

    def parse() -> None:
        for path in paths:
            for _event in YAML(typ="safe", pure=True).parse(path.read_text(encoding="utf-8")):
                pass

    own = call("own", lambda: [read_checklist(path) for path in paths])
    found = in_turn(run.times(9), call("floor", parse), own)
    show("floor: the YAML parser alone over the three files", found["floor"])
    show("the three checklists read and judged", found["own"], found["floor"])


def _show_opening(run: Run) -> None:
    database = run.folder / "example.db"
    write_demo(database)

    def raw() -> None:
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA quick_check(1)").fetchone()
            connection.execute("SELECT count(*) FROM unit").fetchone()

    def own() -> None:
        with open_own(database):
            pass

    found = in_turn(run.times(21), call("floor", raw), call("own", own))
    found |= in_turn(run.times(9), *opened_cold(run, database))
    show("floor: sqlite3 opens the example and checks it", found["floor"])
    show("open_database of the example, and close", found["own"], found["floor"])
    show("floor: python -c 'import sqlmodel'", found["import"])
    show("the same as a whole new process", found["cold"], found["import"])


def _show_overview(run: Run) -> None:
    database, checklist = run.folder / "overview.db", find_checklist("branch")
    _fill(database, checklist)

    def raw() -> list[list[object]]:
        with closing(sqlite3.connect(database)) as connection:
            tables = ("unit", "assessment", "answer")
            return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]

    with open_own(database) as opened:
        casebook = casebook_of(opened)
        first = call("first", lambda: casebook_of(opened).overview())
        found = in_turn(run.times(9), call("floor", raw), first, call("again", casebook.overview))
        overview = casebook.overview()
    graded = sum(case.score is not None for entry in overview for case in entry.cases)
    show(f"floor: the rows of {UNITS} units × {len(checklist.items)} answers in SQL", found["floor"])
    show(f"the overview of home, {graded} sheets graded", found["first"], found["floor"])
    show("the overview again, nothing changed since", found["again"], found["floor"])


def _fill(path: Path, checklist: Checklist) -> None:
    """Copy the one branch and its assessment until there are enough, every sheet finished."""
    assessment = make_database(path, checklist)
    with closing(sqlite3.connect(path)) as connection, connection:
        (bank,) = connection.execute("SELECT id FROM unit WHERE parent IS NULL").fetchone()
        (branch,) = connection.execute("SELECT id FROM unit WHERE parent IS NOT NULL").fetchone()
        columns = (
            "year, party, checklist_digest, state, place, opened_at, signed_at, signers, approved_by,"
            " dossier, heads"
        )
        for number in range(1, UNITS):
            unit = (f"u{number}", "branch", f"B{number:04}", f"Branch {number}", bank, "")
            connection.execute("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, '', '', '', '')", unit)
            connection.execute(
                f"INSERT INTO assessment (id, unit, {columns}) SELECT ?, ?, {columns} FROM assessment"
                " WHERE unit = ?",
                (f"a{number}", f"u{number}", branch),
            )
        for number in range(UNITS):
            lines = [
                (
                    f"a{number}" if number else assessment,
                    item.id,
                    other_answer(item) if (number + place) % 7 == 0 else good_answer(item),
                )
                for place, item in enumerate(checklist.items)
            ]
            connection.executemany("INSERT INTO answer VALUES (?, ?, ?, NULL, '')", lines)

"""The databases and sheets that are measured on."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.assessment import Assessment
from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.checklist import Checklist, Item
from eldercheck.domain.register import Unit
from eldercheck.services.casebook import Casebook
from eldercheck.services.examination import Examination
from eldercheck.services.identity import Identity, system_clock
from eldercheck.services.years import Years
from eldercheck.storage.checklist_files import shipped_path
from eldercheck.storage.opening import OpenDatabase, open_database
from tests.oracle.random_sheets import random_sheet

BRANCH_NAME = "Measured Branch"
YEAR = 2026
DOWN, ENTER = b"\x1b[B", b"\r"


def own_identity() -> Identity:
    """Return whoever measures."""
    return Identity("benchmark", "benchmark")


def open_own(path: Path) -> OpenDatabase:
    """Open (or make) a database."""
    return open_database(path, clock=system_clock)


def make_database(path: Path, checklist: Checklist) -> str:
    """Make a database with one branch and its open assessment by this checklist; return its id."""
    identity = own_identity()
    with open_own(path) as database:
        casebook = casebook_of(database)
        bank = casebook.add_unit("institution", "1", "Measured Bank")
        branch = casebook.add_unit("branch", "2", BRANCH_NAME, bank.id)
        return open_assessment(database, identity, branch, checklist)


def open_assessment(database: OpenDatabase, identity: Identity, unit: Unit, checklist: Checklist) -> str:
    """Open an assessment of a unit by any checklist, straight in the store."""
    assessment = Assessment(
        identity.new_id(), unit.id, YEAR, "examiner", checklist.digest, "open", "", identity.now()
    )
    event = identity.event(assessment.id, "opened", (), unit={"name": unit.name}, year=YEAR)
    database.assessments.open_assessment(assessment, event, checklist)
    return assessment.id


def take_up(database: OpenDatabase, assessment: str) -> Examination:
    """Take up an assessment as the screen does."""
    return casebook_of(database).resume(assessment)


def casebook_of(database: OpenDatabase) -> Casebook:
    """Return the units and assessments of a database."""
    identity = own_identity()
    years = Years(database.years, database.assessments, identity)
    return Casebook(database.register, database.assessments, years, identity)


def good_answer(item: Item) -> str:
    """Return the answer of an item that earns everything, as it is written."""
    match item.answer:
        case YesNo():
            return "yes"
        case Levels() as levels:
            return str(levels.best)
        case Count() as count:
            of = count.of or count.of_at_least or count.of_at_most or 3
            return f"{of}/{of}"
        case Measure() as measure:
            return decimal_text(measure.full)


def other_answer(item: Item) -> str:
    """Return another answer than the good one."""
    match item.answer:
        case YesNo():
            return "no"
        case Levels():
            return "0"
        case Count():
            return f"0/{good_answer(item).partition('/')[2]}"
        case Measure() as measure:
            return decimal_text(measure.full + (1 if measure.better == "lower" else -1))


def keys_of(item: Item) -> tuple[bytes, bytes]:
    """Return the keys typed beforehand, and the one key that answers."""
    text = good_answer(item)
    match item.answer:
        case YesNo():
            return b"", b"1"
        case Count(of=int(of)) if of < 10:
            return b"", str(of).encode()
        case Levels():
            return b"", text.encode()
        case _:
            return text.encode(), ENTER


def answers_in(path: Path) -> int:
    """Count the answers in a database."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM answer WHERE given IS NOT NULL").fetchone()[0])


def checklist_plain(name: str) -> Any:
    """Return a shipped checklist as its file says it."""
    return YAML(typ="safe", pure=True).load(shipped_path(name).read_text(encoding="utf-8"))


def sheets_of(name: str, number: int) -> list[str]:
    """Return finished sheets of every character, the same each time, as `eldercheck score` reads them."""
    plain, chance = checklist_plain(name), random.Random(f"benchmark {name}")
    return [
        json.dumps(random_sheet(chance, plain, complete=True), ensure_ascii=False) for _sheet in range(number)
    ]

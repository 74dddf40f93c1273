"""A small checklist, a unit and a pen that writes the events of one assessment."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from eldercheck.domain.answers import Answer, answer_to_plain
from eldercheck.domain.assessment import Assessment
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.ledger import Event, EventKind, utc_text, year_ledger
from eldercheck.domain.register import Unit
from eldercheck.storage.opening import OpenDatabase, open_database

START = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)
ITEMS = ("door", "seat", "glasses")
UNIT = Unit("u1", "branch", "0071", "城关网点", None, "城关镇")


def clock_from(start: datetime = START) -> Callable[[], datetime]:
    seconds = count()
    return lambda: start + timedelta(seconds=next(seconds))


def checklist(version: str = "2026") -> Checklist:
    item = {
        "dimension": "room",
        "points": 1,
        "answer": "yes_no",
        "evidence": {"when": "never"},
        "clauses": ["1"],
        "not_applicable": {"zh": "没有"},
    }
    return Checklist.from_plain(
        {
            "id": "small",
            "version": version,
            "unit": "branch",
            "title": {"zh": "小表"},
            "clauses": {"1": {"zh": "一"}},
            "dimensions": [{"id": "room", "points": 3, "title": {"zh": "设施"}}],
            "sections": [
                {
                    "id": "hall",
                    "title": {"zh": "大厅"},
                    "items": [item | {"id": name, "ask": {"zh": name}} for name in ITEMS],
                }
            ],
        }
    )


class Pen:
    """Writes the events of one assessment, each having seen the one before."""

    def __init__(self, database: OpenDatabase, assessment_id: str = "a1", unit: str = UNIT.id) -> None:
        self.store = database.assessments
        self.id = assessment_id
        self.unit = unit
        self.heads: tuple[str, ...] = ()
        self._clock = clock_from()
        self._number = count()

    def event(self, kind: EventKind, /, **payload: object) -> Event:
        event_id = f"{self.id}-{next(self._number)}"
        return Event(event_id, self.id, kind, "李芳", "laptop", utc_text(self._clock()), self.heads, payload)

    def open(self) -> Event:
        event = self.event("opened")
        sheet = checklist()
        row = Assessment(self.id, self.unit, 2026, "examiner", sheet.digest, "open", "", event.at)
        self.store.open_assessment(row, event, sheet)
        return self._after(event)

    def answer(self, item: str, answer: Answer | None) -> Event:
        plain = None if answer is None else answer_to_plain(answer)
        event = self.event("answered", item=item, answer=plain)
        self.store.append_answer(event, item, answer, item)
        return self._after(event)

    def note(self, item: str, note: str) -> Event:
        event = self.event("noted", item=item, note=note or None)
        self.store.append_note(event, item, note)
        return self._after(event)

    def sign(self, *names: str) -> Event:
        event = self.event("signed", names=list(names))
        self.store.append(event)
        return self._after(event)

    def reopen(self) -> Event:
        event = self.event("reopened", reason="again")
        self.store.append(event)
        return self._after(event)

    def say(self, kind: EventKind, /, **payload: object) -> Event:
        """Append any other event."""
        event = self.event(kind, **payload)
        self.store.append(event)
        return self._after(event)

    def _after(self, event: Event) -> Event:
        self.heads = (event.hash,)
        return event


def opened(path: Path) -> OpenDatabase:
    return open_database(path, clock=clock_from(), who="王敏")


def begun(database: OpenDatabase) -> Pen:
    """Return a pen for a new assessment of a unit that is in the register."""
    database.register.save_unit(UNIT)
    pen = Pen(database)
    pen.open()
    return pen


def filled(path: Path, notes: int = 40) -> None:
    """Make a database of several pages."""
    with opened(path) as database:
        pen = begun(database)
        for number in range(notes):
            pen.note(ITEMS[number % 3], f"{number} " + "一段话" * 60)


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def beside(path: Path) -> set[str]:
    """Return the names of all that lies in the folder of a file, without the file and its backups."""
    return {entry.name for entry in path.parent.iterdir()} - {path.name, f"{path.name}.backups"}


class YearPen:
    """Writes the events of one year, each having seen the one before."""

    def __init__(self, database: OpenDatabase, year: int = 2026) -> None:
        self.year = year
        self._heads = database.years.heads(year)
        self._numbers = count(1)

    def event(self, kind: EventKind, **payload: object) -> Event:
        number = next(self._numbers)
        moment = utc_text(START + timedelta(minutes=number))
        name = f"{self.year}-{len(self._heads)}-{number}"
        event = Event(name, year_ledger(self.year), kind, "李芳", "d1", moment, self._heads, payload)
        self._heads = (event.hash,)
        return event

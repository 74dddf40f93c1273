"""A year of one bank played through the services on a real file: who acts on which day, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from eldercheck.domain.answers import Answer, Given
from eldercheck.domain.assessment import Party
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit, UnitKind
from eldercheck.domain.visit import Visit, Weather
from eldercheck.services.evidence import ItemEvidence
from eldercheck.services.examination import Examination
from eldercheck.services.identity import Identity
from eldercheck.services.visits import Visits
from eldercheck.storage.evidence_files import EvidenceFiles
from eldercheck.storage.opening import open_database
from tests.builders import Desk, full_answers

YEAR = 2026
EXAMINERS = ("李芳", "王强")
SUPERVISOR, DECIDER, BANK = "沈文博", "韩雪", "黄秀英"


@dataclass
class Clock:
    """Noon in UTC of a day that is set, so that it is that day in every zone; later at each look."""

    now: datetime = datetime(YEAR, 1, 1, 12, tzinfo=UTC)
    _seconds: Iterator[int] = field(default_factory=count)

    def set(self, day: str) -> None:
        """Go to a day; within a day time goes on."""
        if self.now.date().isoformat() != day:
            assert day > self.now.date().isoformat(), "a year is played forwards"
            self.now = datetime.fromisoformat(f"{day}T12:00:00+00:00")

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Play:
    """The desk of the bank and of the office, with a calendar."""

    desk: Desk
    clock: Clock
    path: Path
    units: dict[str, Unit] = field(default_factory=dict)

    def on(self, day: str, author: str) -> Desk:
        """Let somebody sit down on a day."""
        self.clock.set(day)
        self.desk.casebook.named(author)
        return self.desk

    def add(self, kind: UnitKind, code: str, name: str) -> None:
        """Put a unit into the register; branches belong to the bank 01."""
        parent = None if kind == "institution" else self.units["01"].id
        self.units[code] = self.desk.casebook.add_unit(kind, code, name, parent)

    def start(self, day: str, code: str, author: str, party: Party = "examiner") -> Examination:
        """Begin an assessment."""
        return self.on(day, author).casebook.start(self.units[code], party)

    def take(self, day: str, code: str, author: str) -> Examination:
        """Take the examination of a unit up again."""
        desk = self.on(day, author)
        cases = desk.casebook.cases(YEAR)[self.units[code].id]
        found = next(case for case in cases if case.assessment.party == "examiner")
        return desk.casebook.resume(found.assessment.id)

    def examined(self, day: str, code: str, weather: Weather | None, **changes: str | Answer) -> Examination:
        """Visit a unit and answer every item: full credit but for the changes."""
        one = self.start(day, code, EXAMINERS[0])
        met = "会计主管"
        Visits(one).record(Visit(day, "09:05", "11:40", "unannounced", weather, met, EXAMINERS))
        answer_all(one, **changes)
        return one

    def show(self, one: Examination, item: str, text: str, **more: str) -> str:
        """Attach a piece of evidence in words, for what `purpose` says; return its id."""
        kind = one.checklist.item(item).evidence.kind
        wanted = kind if kind not in (None, "photo") else "document"
        files = EvidenceFiles.beside(self.path)
        return ItemEvidence(one, files).attach_text(item, wanted, text, **more).id  # type: ignore[arg-type]

    def photo(self, one: Examination, item: str, picture: Path) -> str:
        """Attach a photo."""
        files = EvidenceFiles.beside(self.path)
        return ItemEvidence(one, files).attach_file(item, picture, text="现场照片").evidence.id


def answer_all(one: Examination, **changes: str | Answer) -> None:
    """Answer what is still open: full credit but for the changes; a count that is due gets what was due."""
    for item_id, answer in full_answers(one.checklist, **changes).items():
        due = one.total_due(item_id)
        if item_id not in one.sheet.answers:
            one.answer(item_id, Given(f"{due}/{due}") if due else answer)


@contextmanager
def a_play(path: Path) -> Iterator[Play]:
    """Open the file, and the year on it."""
    clock, numbers = Clock(), count()
    identity = Identity(SUPERVISOR, "laptop", clock, lambda: f"{next(numbers):06}")
    with open_database(path, clock=clock, who=SUPERVISOR) as database:
        play = Play(Desk(database, identity), clock, path)
        play.on("2026-03-02", SUPERVISOR).years.open(Programme(YEAR, authority="青山县金融办"))
        play.add("institution", "01", "青山银行")
        for code, name in (("0101", "北关支行"), ("0102", "柳林支行"), ("0103", "东门支行")):
            play.add("branch", code, name)
        yield play

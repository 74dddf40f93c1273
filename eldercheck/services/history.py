"""The history of an assessment: everything that was said of it, and how it stood at any moment."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from eldercheck.domain.answers import Answer
from eldercheck.domain.assessment import Assessment, Sheet
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.errors import LedgerError, StateError
from eldercheck.domain.evidence import Evidence
from eldercheck.domain.grading import Result, grade
from eldercheck.domain.ledger import Event, utc_moment, utc_text
from eldercheck.domain.past import Group, concerns, evidence_ids, group_of, interleaved, items_of, rules_then
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit
from eldercheck.domain.scoring import score_answers
from eldercheck.domain.standing import Standing
from eldercheck.domain.typed_days import typed_day
from eldercheck.storage.ledger_tables import WholeStanding, follow

_CLOCK = re.compile(r"(.+?)[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?")


@dataclass(frozen=True)
class Entry:
    """One event in its place, with what stood before it."""

    event: Event
    number: int
    """How many events of the assessment had been said with it."""
    items: tuple[str, ...]
    """What it is about; empty for a whole sheet."""
    group: Group
    before: Standing
    """How the assessment stood before it."""
    was: Answer | None = None
    """The answer that stood there, where the event changes one."""
    note_was: str = ""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """Every piece that it names, by its id."""

    @property
    def of_year(self) -> bool:
        """Whether it is an event of the whole year."""
        return self.group == "year"


@dataclass(frozen=True)
class Past:
    """An assessment as it stood at a moment, by the rules of the year as they stood then."""

    at: str
    """The moment (UTC), included."""
    assessment: Assessment
    unit: Unit
    checklist: Checklist
    programme: Programme
    """The rules then."""
    standing: Standing
    sheet: Sheet
    evidence: tuple[Evidence, ...]
    """What was attached then."""
    later: Mapping[str, Answer | None]
    """The answers that are others now, by item: what stands there now."""

    @cached_property
    def result(self) -> Result:
        """The grade, or the range of an unfinished sheet. Raises AnswerError for one that does not fit."""
        score = score_answers(self.checklist, self.sheet.answers)
        return grade(score, self.programme.rules, self.standing.dossier.veto_texts)

    @property
    def shows_grade(self) -> bool:
        """Whether its grade may be shown: that of an unfinished examination bends answers near the line."""
        bank = self.assessment.party == "bank"
        return bank or self.programme.examiner_sees_grade or self.result.complete


class History:
    """The events of an assessment, and of its year where they concern it."""

    def __init__(
        self,
        assessment: Assessment,
        unit: Unit,
        checklist: Checklist,
        programme: Programme,
        events: Sequence[Event],
        year: Sequence[Event] = (),
    ) -> None:
        """Read an assessment by its events; `programme` is that of now, `year` the ledger of its year.

        Raises LedgerError where an event does not say what its kind says.
        """
        self.assessment, self.unit, self.checklist = assessment, unit, checklist
        self.programme, self._events, self._year = programme, tuple(events), tuple(year)
        concerning = [event for event in year if concerns(event, assessment.id, unit)]
        self.now = WholeStanding()
        """What all of its events add up to."""
        self.entries: tuple[Entry, ...] = tuple(self._entries(interleaved(self._events, concerning)))
        """All of them, the first first."""

    @property
    def begins(self) -> str:
        """The moment (UTC) of its first event."""
        return self._events[0].at

    def only(self, item: str = "", group: Group | None = None) -> tuple[Entry, ...]:
        """Return what was said of an item (empty: of anything), of one group (None: of all)."""
        return tuple(
            entry
            for entry in self.entries
            if (not item or item in entry.items) and (group is None or entry.group == group)
        )

    def as_of(self, moment: datetime) -> Past:
        """Return how it stood at a moment, that moment included. Raises StateError (`before_the_first`)."""
        at = utc_text(moment)
        if at < self.begins:
            raise StateError("before_the_first", since=self.begins)
        return self._past([event for event in self._events if event.at <= at], at)

    def after(self, entry: Entry) -> Past:
        """Return how it stood right after an event. Raises StateError where it was not begun then."""
        if not entry.number:
            raise StateError("before_the_first", since=self.begins)
        return self._past(self._events[: entry.number], entry.event.at)

    def _past(self, events: Iterable[Event], at: str) -> Past:
        whole = WholeStanding()
        for event in events:
            _follow(whole, event)
        answers, now = whole.answers, self.now.answers
        later = {item: now.get(item) for item in answers | now if answers.get(item) != now.get(item)}
        return Past(
            at,
            self.assessment,
            self.unit,
            self.checklist,
            rules_then(self._year, at, self.programme),
            whole.standing,
            whole.sheet,
            tuple(whole.evidence.values()),
            later,
        )

    def _entries(self, events: Iterable[Event]) -> Iterator[Entry]:
        """Yield every event with what stood before it; `now` is then what all of them add up to."""
        whole, ever, number = self.now, dict[str, Evidence](), 0
        for event in events:
            group = group_of(event.kind)
            if group == "year":
                yield Entry(event, number, (), group, whole.standing)
                continue
            number += 1
            before, was, note = whole.standing, *_stood(whole, event)
            _follow(whole, event)
            ever.update(whole.evidence)
            named = {name: ever[name] for name in evidence_ids(event) if name in ever}
            items = items_of(event) or _distinct(piece.item for piece in named.values() if piece.item)
            yield Entry(event, number, items, group, before, was, note, named)


def typed_moment(text: str) -> datetime:
    """Return the moment that a person means, in local time: a bare day, minute or second means its end.

    Takes a day as `typed_day` does, with or without "14:30" or "14:30:05", or a moment as the ledger writes
    it. Raises StateError (`moment_unknown`, and those of `typed_day`).
    """
    said = unicodedata.normalize("NFKC", text).strip()
    try:
        return utc_moment(said)
    except ValueError:
        pass
    match = _CLOCK.fullmatch(said)
    day = typed_day(match[1] if match else said)
    if not day:
        raise StateError("moment_unknown", given=text)
    hour, minute, second = (match.groups()[1:] if match else ("23", "59", None)) or ()
    try:
        begun = datetime.fromisoformat(day).replace(
            hour=int(hour), minute=int(minute), second=int(second or 59), microsecond=999_999
        )
        return begun.astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise StateError("moment_unknown", given=text) from error


def _stood(whole: WholeStanding, event: Event) -> tuple[Answer | None, str]:
    """Return the answer and the note that stood where an event is about to say something."""
    item = event.payload.get("item")
    if not isinstance(item, str):
        return None, ""
    answer = whole.answers.get(item) if event.kind in ("answered", "decided", "rechecked") else None
    return answer, whole.notes.get(item, "") if event.kind == "noted" else ""


def _follow(whole: WholeStanding, event: Event) -> None:
    try:
        follow(whole, event)
    except (KeyError, TypeError, AttributeError) as error:
        raise LedgerError("event_unreadable", id=event.id) from error


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

"""Walking a sheet: answering, noting, undoing, reviewing. One transaction an act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eldercheck.domain.answers import Answer, NotApplicable, answer_from_plain, answer_to_plain, credit
from eldercheck.domain.assessment import Assessment, Sheet
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.clean_text import clean_line, clean_note
from eldercheck.domain.errors import StateError
from eldercheck.domain.evidence import Evidence
from eldercheck.domain.grading import Result, grade
from eldercheck.domain.ledger import Because
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit, is_day
from eldercheck.domain.review import Review, review
from eldercheck.domain.scoring import Score, score_answers
from eldercheck.domain.visit_rules import due, refuse_undue
from eldercheck.services.identity import Identity
from eldercheck.services.undo_history import Change, UndoHistory

if TYPE_CHECKING:
    from eldercheck.storage.assessment_store import AssessmentStore


@dataclass(frozen=True, slots=True)
class Progress:
    """How many items have an answer."""

    answered: int
    total: int

    @property
    def complete(self) -> bool:
        """Whether nothing is open."""
        return self.answered == self.total


class Walk:
    """One assessment being walked; the store holds the truth, this holds what it said last."""

    def __init__(
        self,
        store: AssessmentStore,
        identity: Identity,
        assessment: Assessment,
        checklist: Checklist,
        programme: Programme,
        unit: Unit,
        correct: Callable[[str], None] | None = None,
    ) -> None:
        self._store = store
        self._identity = identity
        self.assessment = assessment
        self.checklist = checklist
        self.programme = programme
        self.unit = unit
        self._correct = correct
        self.reload()

    def reload(self) -> None:
        """Read the sheet again, as the store holds it (after a failed save, or a change elsewhere).

        Raises AnswerError where a stored answer does not fit its item: the file was changed by hand.
        """
        self.assessment = self._store.assessment(self.assessment.id)
        self.sheet: Sheet = self._store.sheet(self.assessment.id)
        score_answers(self.checklist, self.sheet.answers)
        self.evidence: tuple[Evidence, ...] = self._store.evidence(self.assessment.id)
        events = self._store.events(self.assessment.id)
        self._history = UndoHistory(events)
        self._heads = self._store.heads(self.assessment.id)

    @property
    def is_open(self) -> bool:
        """Whether answers can still be changed."""
        return self.assessment.is_open and not self.is_published

    @property
    def is_published(self) -> bool:
        """Whether the year is published: only a correction, with a reason, changes anything."""
        return self._correct is not None

    @property
    def place(self) -> str:
        """The item to resume at: where the walk stood, else the first open one, else the first."""
        if self.assessment.place in self.checklist:
            return self.assessment.place
        return next(iter(self.review().open), self.checklist.items[0].id)

    @property
    def score(self) -> Score:
        """The figures as the sheet stands."""
        return score_answers(self.checklist, self.sheet.answers)

    @property
    def result(self) -> Result:
        """The grade, or the range of an unfinished sheet, by the rules of the year."""
        return grade(self.score, self.programme.rules, self.assessment.dossier.veto_texts)

    @property
    def shows_grade(self) -> bool:
        """Whether the running grade may be shown: it bends an examiner's answers near the line."""
        return self.assessment.party == "bank" or self.programme.examiner_sees_grade or not self.review().open

    def review(self) -> Review:
        """Return what is open, left out without a reason, or contradictory."""
        return review(self.checklist, self.sheet.answers)

    def progress(self, items: Sequence[str] | None = None) -> Progress:
        """Count the answered items, of the whole sheet or of some."""
        ids = [item.id for item in self.checklist] if items is None else items
        return Progress(sum(item_id in self.sheet.answers for item_id in ids), len(ids))

    def neighbour(self, item_id: str, step: int) -> str:
        """Return the item `step` places on (or back), held to the ends of the sheet."""
        last = len(self.checklist.items) - 1
        return self.checklist.items[max(0, min(last, self.checklist.position(item_id) + step))].id

    def next_open(self, item_id: str) -> str | None:
        """Return the next item without an answer after this one, going round; None where all have one."""
        start = self.checklist.position(item_id) + 1
        turned = self.checklist.items[start:] + self.checklist.items[:start]
        return next((item.id for item in turned if item.id not in self.sheet.answers), None)

    def answer(self, item_id: str, answer: Answer | None, *, place: str = "") -> None:
        """Record an answer (None takes it back) and where the walk goes on. Saved when this returns.

        Raises AnswerError where it does not fit, StateError on a signed sheet, StorageError where not saved.
        """
        item = self.checklist.item(item_id)
        if isinstance(answer, NotApplicable):
            answer = NotApplicable(clean_line(answer.reason))
        if answer is not None:
            credit(item, answer)
            refuse_undue(item, answer, self._visit_day, self.total_due(item_id))
        if answer != self.sheet.answers.get(item_id):
            self._append_answer(item_id, answer, place or item_id, "")

    def answer_by_visit(self, item_id: str, answer: Answer | None) -> None:
        """Record what the weather of the visit decides; undo leads around it. Saved when this returns."""
        if answer != self.sheet.answers.get(item_id):
            self._append_answer(item_id, answer, self.assessment.place, "visit")

    def is_by_visit(self, item_id: str) -> bool:
        """Tell whether the answer of an item stands there because of the visit and nobody gave it by hand."""
        return self._history.is_by_visit(item_id)

    def total_due(self, item_id: str) -> int | None:
        """Return the second number that a count must have by the day of the visit.

        None where the item does not hang on it, or no visit is recorded: today is not taken for its day.
        """
        item = self.checklist.item(item_id)
        if not self._visit_day or not item.due_days:
            return None
        return due(item, self.assessment.year, self._visit_day, self.unit.opened)

    def note(self, item_id: str, text: str) -> None:
        """Record a note on an item (empty takes it back). Saved when this returns."""
        text = clean_note(text)
        if text != self.sheet.notes.get(item_id, ""):
            self._append_note(item_id, text, "")

    def move_to(self, item_id: str) -> None:
        """Keep where the walk stands, to resume there."""
        if item_id != self.assessment.place:
            self._store.set_place(self.assessment.id, item_id)
            self.assessment = replace(self.assessment, place=item_id)

    def undo(self) -> Change | None:
        """Take the latest change back; None where there is none."""
        return self._repeat(self._history.to_undo, "undo")

    def redo(self) -> Change | None:
        """Do again what undo took back; None where there is nothing."""
        return self._repeat(self._history.to_redo, "redo")

    def latest_changes(self, number: int) -> tuple[Change, ...]:
        """Return the newest changes in force, newest first."""
        return self._history.latest[: -number - 1 : -1]

    def _repeat(self, change: Change | None, because: Because) -> Change | None:
        if change is None:
            return None
        change = change.reversed if because == "undo" else change
        if change.field == "note":
            self._append_note(change.item, change.after or "", because)
        else:
            item = self.checklist.item(change.item)
            answer = None if change.after is None else answer_from_plain(item, change.after)
            self._append_answer(change.item, answer, change.item, because)
        return change

    def _append_answer(self, item_id: str, answer: Answer | None, place: str, because: Because) -> None:
        plain = None if answer is None else answer_to_plain(answer)
        payload = {"item": item_id, "answer": plain} | ({"because": because} if because else {})
        event = self._identity.event(self.assessment.id, "answered", self._writable(), **payload)
        self._store.append_answer(event, item_id, answer, place)
        answers = {**self.sheet.answers, item_id: answer}
        kept = {name: value for name, value in answers.items() if value is not None}
        self.sheet = replace(self.sheet, answers=kept)
        self.assessment = replace(self.assessment, place=place)
        self._history.follow(event)
        self._after(event.hash)

    def _append_note(self, item_id: str, text: str, because: Because) -> None:
        payload = {"item": item_id, "note": text or None} | ({"because": because} if because else {})
        event = self._identity.event(self.assessment.id, "noted", self._writable(), **payload)
        self._store.append_note(event, item_id, text)
        notes = {**self.sheet.notes, item_id: text}
        self.sheet = replace(self.sheet, notes={name: note for name, note in notes.items() if note})
        self._history.follow(event)
        self._after(event.hash)

    @property
    def _visit_day(self) -> str:
        visit = self.assessment.dossier.visit
        return visit.day if visit is not None and is_day(visit.day) else ""

    def _writable(self) -> tuple[str, ...]:
        if self.is_published:
            raise StateError("year_published", year=self.assessment.year)
        if not self.assessment.is_open:
            raise StateError("signed_already")
        return self._heads

    def _after(self, event_hash: str) -> None:
        self._heads = (event_hash,)

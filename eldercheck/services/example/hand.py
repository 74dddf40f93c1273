"""Taking an assessment of the example up on a day of the county, as one of its people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from eldercheck.services.examination import Examination
from eldercheck.services.example.chance import CHINA, Watch
from eldercheck.services.identity import Identity

if TYPE_CHECKING:
    from eldercheck.storage.assessment_store import AssessmentStore


class CountyExamination(Examination):
    """An examination by the county's calendar, whatever the zone of the laptop that writes the example."""

    @property
    def today(self) -> str:
        """The day in the county (YYYY-MM-DD)."""
        return (self._identity.clock() + CHINA).date().isoformat()


class Hand:
    """Takes assessments up, one act at a time."""

    def __init__(self, store: AssessmentStore, office: Identity, watch: Watch) -> None:
        self._store, self._office, self._watch = store, office, watch

    def take(self, one: Examination, author: str) -> CountyExamination:
        """Return an examination as it now stands, written to by this person."""
        return CountyExamination(
            self._store,
            replace(self._office, author=author),
            self._store.assessment(one.assessment.id),
            one.checklist,
            one.programme,
            one.unit,
        )

    def at(
        self, one: Examination, day: date, author: str, hour: int = 10, minute: int = 0
    ) -> CountyExamination:
        """Return it on another day."""
        self._watch.set(day, hour, minute)
        return self.take(one, author)

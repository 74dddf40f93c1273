"""A store in memory, in which the services write an assessment before it is taken in whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eldercheck.domain.answers import Answer
from eldercheck.domain.assessment import Assessment, Sheet
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.evidence import Evidence
from eldercheck.domain.ledger import Event
from eldercheck.storage.assessment_store import AssessmentStore
from eldercheck.storage.ledger_tables import WholeStanding, follow


class Pad(AssessmentStore):
    """Holds one assessment at a time; whoever writes it is an `Examination`, as in the app."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._case: Assessment | None = None
        self._now = WholeStanding()
        """What the events add up to."""

    def open_assessment(self, assessment: Assessment, event: Event, checklist: Checklist) -> None:
        """Begin an assessment in place of the last one."""
        del checklist
        self._case, self._events, self._now = assessment, [event], WholeStanding()
        follow(self._now, event)

    def assessment(self, assessment_id: str) -> Assessment:
        """Return the assessment as it stands."""
        assert self._case is not None
        assert self._case.id == assessment_id
        return self._case

    def sheet(self, assessment_id: str) -> Sheet:
        """Return what is written on it."""
        del assessment_id
        return Sheet(dict(self._now.answers), dict(self._now.notes))

    def events(self, assessment_id: str) -> tuple[Event, ...]:
        """Return its ledger."""
        del assessment_id
        return tuple(self._events)

    def heads(self, assessment_id: str) -> tuple[str, ...]:
        """Return the hash that the next event must name."""
        del assessment_id
        return (self._events[-1].hash,)

    def append_answer(self, event: Event, item: str, answer: Answer | None, place: str) -> None:
        """Record an answer."""
        del item, answer
        self._follow(event, place=place)

    def append_note(self, event: Event, item: str, note: str) -> None:
        """Record a note."""
        del item, note
        self._follow(event)

    def append(self, event: Event) -> None:
        """Record any other act."""
        self._follow(event)
        now = self._now.standing
        changed = ("state", "signed_at", "signers", "approved_by", "dossier")
        self._change(**{name: getattr(now, name) for name in changed})

    def evidence(self, assessment_id: str) -> tuple[Evidence, ...]:
        """Return what is attached to it."""
        del assessment_id
        return tuple(self._now.evidence.values())

    def whole(self) -> tuple[Assessment, Sequence[Event]]:
        """Return the assessment with its ledger."""
        assert self._case is not None
        return self._case, tuple(self._events)

    def _follow(self, event: Event, **changed: object) -> None:
        self._events.append(event)
        follow(self._now, event)
        self._change(**changed)

    def _change(self, **changed: object) -> None:
        assert self._case is not None
        if changed:
            self._case = replace(self._case, **changed)  # type: ignore[arg-type]

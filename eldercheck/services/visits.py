"""The visit of an examination: recorded, looked through, and what its weather decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace

from eldercheck.domain.answers import NotApplicable
from eldercheck.domain.checklist import Item
from eldercheck.domain.clean_text import clean_line, distinct_names
from eldercheck.domain.errors import StateError
from eldercheck.domain.typed_days import typed_day, typed_time
from eldercheck.domain.visit import WAYS, WEATHERS, Visit
from eldercheck.domain.visit_rules import VisitFaults, VisitReview, asks_weather, review_visit, visit_faults
from eldercheck.language import current
from eldercheck.services.examination import Examination


class Visits:
    """What is said of the visit of one examination."""

    def __init__(self, examination: Examination) -> None:
        self._examination = examination

    @property
    def visit(self) -> Visit | None:
        """The visit as it was recorded last; None before."""
        return self._examination.dossier.visit

    @property
    def asks_weather(self) -> bool:
        """Whether any item hangs on the weather."""
        return asks_weather(self._examination.checklist)

    @property
    def least_examiners(self) -> int:
        """How many different examiners a visit takes."""
        return self._examination.programme.least_examiners

    def review(self) -> VisitReview:
        """Return what is missing of the visit, and which answers cannot be true of it."""
        one = self._examination
        return review_visit(
            one.checklist,
            one.sheet.answers,
            self.visit,
            one.assessment.year,
            one.unit.opened,
            self.least_examiners,
        )

    def record(self, visit: Visit) -> None:
        """Record the whole visit in place of the one before. Saved when this returns.

        Its end may wait until the signature. Raises VisitFaults with everything else that is missing or
        wrong, StateError on a signed sheet or a bank's own.
        """
        one = self._examination
        visit = cleaned(visit if self.asks_weather else replace(visit, weather=None))
        faults = visit_faults(
            visit, self.least_examiners, one.assessment.year, asks_weather=self.asks_weather, today=one.today
        )
        if wrong := [fault for fault in faults if fault.code != "visit_end_missing"]:
            raise VisitFaults(wrong)
        if visit != self.visit:
            one.append("visited", **visit.plain())
        self._settle_weather(visit)

    def _settle_weather(self, visit: Visit) -> None:
        """Leave open wet items out on a dry day, ask them again on a wet one; what hands gave stays."""
        for item in self._examination.checklist:
            if item.weather != "wet":
                continue
            is_open = item.id not in self._examination.sheet.answers
            if visit.weather == "dry" and is_open:
                self._examination.answer_by_visit(item.id, _listed(item))
            elif visit.weather == "wet" and not is_open and self._examination.is_by_visit(item.id):
                self._examination.answer_by_visit(item.id, None)


def typed_visit(said: Mapping[str, str], examiners: Iterable[str]) -> Visit:
    """Return a visit as it was typed, by the names of its fields; one that is not there is empty.

    What cannot be read stays as it is, for `record` to name it.
    """
    day, start, end = (said.get(name, "") for name in ("day", "start", "end"))
    with suppress(StateError):
        day = typed_day(day)
    with suppress(StateError):
        start = typed_time(start)
    with suppress(StateError):
        end = typed_time(end)
    return Visit(
        clean_line(day),
        clean_line(start),
        clean_line(end),
        next((known for known in WAYS if known == said.get("way")), None),
        next((known for known in WEATHERS if known == said.get("weather")), None),
        said.get("met", ""),
        tuple(examiners),
    )


def cleaned(visit: Visit) -> Visit:
    """Return a visit with its names fit to be kept, each examiner once."""
    return replace(
        visit, met=clean_line(visit.met), examiners=distinct_names(map(clean_line, visit.examiners))
    )


def _listed(item: Item) -> NotApplicable:
    assert item.not_applicable is not None, "the checklist lists why an item may be left out for the weather"
    return NotApplicable(clean_line(item.not_applicable.in_language(current())))

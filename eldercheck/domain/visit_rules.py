"""What a visit must say, and which answers agree with it: the weather, and what was due by its day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Literal

from eldercheck.domain.answers import Answer, Answers, Given, NotApplicable, is_listed_reason
from eldercheck.domain.checklist import Checklist, Item
from eldercheck.domain.clean_text import clean_line, distinct_names
from eldercheck.domain.errors import AnswerError, EldercheckError, ManyFaults
from eldercheck.domain.register import is_day
from eldercheck.domain.visit import Visit

VisitField = Literal["day", "start", "end", "way", "weather", "met", "examiners"]
DisagreementKind = Literal["wet_item_on_a_dry_day", "wet_item_left_out", "count_not_due"]
LAST_OF_WINTER = "01-31"
"""Until this day of the next year a visit may still belong to a programme year."""


class VisitError(EldercheckError):
    """One thing that a visit does not say, or says wrongly. Values: `field`, and what the code needs."""

    def __init__(self, code: str, field: VisitField, **values: object) -> None:
        super().__init__(code, field=field, **values)
        self.field = field


class VisitFaults(ManyFaults):
    """A visit that cannot be recorded as it was given. Values: `found`, each a VisitError."""

    code = "visit_faults"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An answer that does not agree with the visit, or with the day of it."""

    item: str
    kind: DisagreementKind
    due: int = 0
    """Of a count: what its second number must be."""


@dataclass(frozen=True, slots=True)
class VisitReview:
    """What is to be looked at before a visit holds up a grade."""

    faults: tuple[VisitError, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether the record is whole and every answer agrees with it."""
        return not self.faults and not self.disagreements


def review_visit(
    checklist: Checklist, answers: Answers, visit: Visit | None, year: int, opened: str, least_examiners: int
) -> VisitReview:
    """Look through a visit and the sheet that was filled in on it; all of it must be clean to sign.

    `year` is that of the programme, `opened` the day the unit opened (YYYY-MM-DD, empty where not known).
    """
    return VisitReview(
        visit_faults(visit, least_examiners, year, asks_weather=asks_weather(checklist)),
        disagreements(checklist, answers, visit, year, opened),
    )


def asks_weather(checklist: Checklist) -> bool:
    """Tell whether the weather decides anything: papers looked through in an office know none."""
    return any(item.weather for item in checklist)


def due(item: Item, year: int, visit_day: str, opened: str) -> int:
    """Return how many of an item's days are over before the day of the visit (both YYYY-MM-DD).

    One that passed before the unit opened was not due from it.
    """
    days = (f"{year}-{day}" for day in item.due_days)
    return sum(opened <= day < visit_day for day in days)


def refuse_undue(item: Item, answer: Answer, visit_day: str, wanted: int | None) -> None:
    """Raise AnswerError for a count whose second number is not the one due (`wanted`) by the visit.

    None where the item does not hang on it, or no visit is recorded yet: then any number is taken.
    """
    if wanted is None or _counts_due(item, answer, wanted):
        return
    given = answer.text if isinstance(answer, Given) else answer.reason
    code = "count_not_due" if isinstance(answer, Given) else "count_is_due"
    raise AnswerError(code, item.id, given, due=wanted, day=visit_day)


def visit_faults(
    visit: Visit | None, least_examiners: int, year: int, *, asks_weather: bool = True, today: str = ""
) -> tuple[VisitError, ...]:
    """Name everything that a visit does not say or says wrongly, in the order of its fields.

    `today` (YYYY-MM-DD) is given where it is being recorded: then it may not lie ahead.
    """
    visit = visit or Visit()
    return tuple(
        fault
        for faults in (
            _day_faults(visit.day, year, today),
            _time_faults(visit),
            _said_faults(visit, asks_weather),
            _examiner_faults(visit, least_examiners),
        )
        for fault in faults
    )


def disagreements(
    checklist: Checklist, answers: Answers, visit: Visit | None, year: int, opened: str
) -> tuple[Disagreement, ...]:
    """Return, in sheet order, the answers that cannot be true of this visit; open items say nothing yet."""
    if visit is None:
        return ()
    found = (_disagreement(item, answers.get(item.id), visit, year, opened) for item in checklist)
    return tuple(one for one in found if one is not None)


def is_time(text: str) -> bool:
    """Tell whether a text is a time of day, written HH:MM."""
    try:
        return time.fromisoformat(text).strftime("%H:%M") == text
    except ValueError:
        return False


def _day_faults(day: str, year: int, today: str) -> Iterator[VisitError]:
    if not day:
        yield VisitError("visit_day_missing", "day")
    elif not is_day(day):
        yield VisitError("visit_day_unknown", "day", given=day)
    elif not f"{year}-01-01" <= day <= f"{year + 1}-{LAST_OF_WINTER}":
        yield VisitError("visit_day_of_another_year", "day", given=day, year=year, next_year=year + 1)
    elif today and day > today:
        yield VisitError("visit_day_ahead", "day", given=day, today=today)


def _time_faults(visit: Visit) -> Iterator[VisitError]:
    times: tuple[tuple[VisitField, str], ...] = (("start", visit.start), ("end", visit.end))
    for field, text in times:
        if not text:
            yield VisitError(f"visit_{field}_missing", field)
        elif not is_time(text):
            yield VisitError("visit_time_unknown", field, given=text)
    if is_time(visit.start) and is_time(visit.end) and visit.end <= visit.start:
        yield VisitError("visit_end_not_after_start", "end", start=visit.start, end=visit.end)


def _said_faults(visit: Visit, asks_weather: bool) -> Iterator[VisitError]:
    if visit.way is None:
        yield VisitError("visit_way_missing", "way")
    if asks_weather and visit.weather is None:
        yield VisitError("visit_weather_missing", "weather")
    if not clean_line(visit.met) and visit.way != "secret":
        yield VisitError("visit_met_missing", "met")


def _examiner_faults(visit: Visit, least: int) -> Iterator[VisitError]:
    given = len(distinct_names(map(clean_line, visit.examiners)))
    if not given:
        yield VisitError("visit_examiners_missing", "examiners", least=least)
    elif given < least:
        yield VisitError("visit_examiners_too_few", "examiners", least=least, given=given)


def _disagreement(
    item: Item, answer: Answer | None, visit: Visit, year: int, opened: str
) -> Disagreement | None:
    if answer is None:
        return None
    if item.weather == "wet":
        return _wet_disagreement(item, answer, visit)
    if item.due_days and is_day(visit.day):
        wanted = due(item, year, visit.day, opened)
        return None if _counts_due(item, answer, wanted) else Disagreement(item.id, "count_not_due", wanted)
    return None


def _wet_disagreement(item: Item, answer: Answer, visit: Visit) -> Disagreement | None:
    if visit.weather == "dry" and isinstance(answer, Given):
        return Disagreement(item.id, "wet_item_on_a_dry_day")
    if visit.weather == "wet" and is_listed_reason(item, answer):
        return Disagreement(item.id, "wet_item_left_out")
    return None


def _counts_due(item: Item, answer: Answer, wanted: int) -> bool:
    """Tell whether a count has the second number it must have; left out it agrees where none was due.

    Left out for a reason of its own it agrees too: that reason is there to be judged.
    """
    if isinstance(answer, NotApplicable):
        return not wanted or not is_listed_reason(item, answer)
    return int(answer.text.partition("/")[2]) == wanted

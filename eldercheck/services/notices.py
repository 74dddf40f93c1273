"""The grade notice: the unit is told its grade, what lost marks, and by when to object and put it right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eldercheck.domain.checklist import Item
from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.deadlines import after_days, after_working_days
from eldercheck.domain.errors import StateError
from eldercheck.domain.grading import critical_fails
from eldercheck.domain.register import is_day
from eldercheck.services.examination import Examination


@dataclass(frozen=True, slots=True)
class Draft:
    """What a notice would say, before it is given."""

    score: str
    grade: str
    day: str
    appeal_until: str
    findings: Mapping[str, Mapping[str, Any]]
    """By item in sheet order: points lost, last day, whether it is about safety, whether a critical fails."""


class Notices:
    """Tells one unit of its grade."""

    def __init__(self, examination: Examination) -> None:
        self._examination = examination

    def draft(self, day: str = "", appeal_until: str = "") -> Draft:
        """Return the notice of a day (empty: today); `appeal_until` empty follows the rules of the year.

        Raises StateError: `day_unknown`, `notice_of_another_year` for a day before the year or long after,
        `appeal_days_short` where the bank gets less than the year says.
        """
        examination = self._examination
        day = day or examination.today
        for given in filter(None, (day, appeal_until)):
            if not is_day(given):
                raise StateError("day_unknown", given=given)
        year = examination.assessment.year
        if not f"{year}-01-01" <= day <= f"{year + 1}-12-31":
            raise StateError("notice_of_another_year", given=day, year=year)
        least = after_working_days(day, examination.programme.days.appeal)
        if appeal_until and appeal_until < least:
            raise StateError("appeal_days_short", least=least, given=appeal_until)
        figure = examination.result.score.figure
        return Draft(
            "" if figure is None else str(figure),
            examination.result.grade or "",
            day,
            appeal_until or least,
            {item.id: self._finding(item, day) for item in examination.checklist if self._is_lost(item)},
        )

    def give(self, name: str, day: str = "", appeal_until: str = "") -> Draft:
        """Give the notice. Raises StateError (`not_approved`, `name_needed`, and as `draft` does)."""
        draft = self.draft(day, appeal_until)
        self._examination.append(
            "noticed",
            name=clean_line(name),
            score=draft.score,
            grade=draft.grade,
            day=draft.day,
            appeal_until=draft.appeal_until,
            findings={item: dict(finding) for item, finding in draft.findings.items()},
        )
        return draft

    def _is_lost(self, item: Item) -> bool:
        mark = self._examination.score.marks.get(item.id)
        return mark is not None and mark.lost > 0

    def _finding(self, item: Item, day: str) -> dict[str, Any]:
        days, mark = self._examination.programme.days, self._examination.score.marks[item.id]
        return {
            "lost": str(mark.lost),
            "due": after_days(day, days.safety if item.safety else days.rectify),
            "safety": item.safety,
            "fails": critical_fails(mark),
        }

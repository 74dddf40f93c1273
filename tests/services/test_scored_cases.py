"""A year is read again without scoring what was scored: only a ledger with another head is read anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from eldercheck.domain.quick_scores import Line
from eldercheck.storage.assessment_store import AssessmentStore
from tests.builders import Desk, a_desk, full_answer
from tests.county import make_county


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str] | None]:
    """Which assessments' lines were read: None for those of a whole year."""
    asked: list[Sequence[str] | None] = []
    read = AssessmentStore.year_lines

    def watched(self: AssessmentStore, year: int, only: Sequence[str] | None = None) -> dict[str, list[Line]]:
        asked.append(only)
        return read(self, year, only)

    monkeypatch.setattr(AssessmentStore, "year_lines", watched)
    return asked


def scores(desk: Desk) -> dict[str, tuple[object, ...]]:
    return {
        unit: tuple(
            (case.score.answered, case.score.figure, case.score.grade) for case in cases if case.score
        )
        for unit, cases in desk.casebook.cases(2026).items()
    }


def test_nothing_is_read_twice(tmp_path: Path, asked: list[Sequence[str] | None]) -> None:
    make_county(tmp_path / "a.db")
    with a_desk(tmp_path / "a.db", "x") as desk:
        first = scores(desk)
        del asked[:]
        assert scores(desk) == first
        assert asked == []


def test_an_answer_is_seen_and_only_its_sheet_read(tmp_path: Path, asked: list[Sequence[str] | None]) -> None:
    make_county(tmp_path / "a.db")
    with a_desk(tmp_path / "a.db", "x") as desk:
        before = scores(desk)
        (case,) = desk.casebook.cases(2026)["b4"]
        examination = desk.casebook.resume(case.assessment.id)
        item = examination.checklist.items[7]
        del asked[:]
        examination.answer(item.id, full_answer(item))
        after = scores(desk)
        assert asked == [[case.assessment.id]]
        assert {unit for unit in after if after[unit] != before[unit]} == {"b4"}


def test_another_window_s_answer_is_seen(tmp_path: Path) -> None:
    make_county(tmp_path / "a.db")
    with a_desk(tmp_path / "a.db", "y") as other, a_desk(tmp_path / "a.db", "x") as desk:
        before = scores(desk)
        (case,) = other.casebook.cases(2026)["b4"]
        examination = other.casebook.resume(case.assessment.id)
        item = examination.checklist.items[7]
        examination.answer(item.id, full_answer(item))
        assert scores(desk)["b4"] != before["b4"]
        assert scores(desk) == scores(other)


def test_amended_rules_grade_everything_anew(tmp_path: Path) -> None:
    make_county(tmp_path / "a.db")
    with a_desk(tmp_path / "a.db", "x") as desk:
        before = scores(desk)
        programme = desk.years.programme(2026)
        strict = replace(programme, rules=replace(programme.rules, caps=False, a_band=Fraction(95)))
        desk.years.change(strict, "重新讨论")
        after = scores(desk)
        assert before["b2"] != after["b2"]
        with a_desk(tmp_path / "a.db", "y") as fresh:
            assert scores(fresh) == after

"""Filling a sheet of the example: what quality, nature and stories make of it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from eldercheck.domain.answers import Given, NotApplicable, credit
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.review import review
from eldercheck.domain.scoring import score_answers
from eldercheck.services.example import natures
from eldercheck.services.example.answers import OUT, Nature, earns_all, fill
from eldercheck.services.example.habits import HARD, NEVER, NOTES, READINGS
from eldercheck.storage.checklist_files import find_checklist

SHIPPED = ("branch", "service-point", "institution")


def nature_of(name: str, code: str) -> Nature:
    if name == "branch":
        return natures.branch(code, 3, rain=code.endswith("3"))
    return natures.point(code, 10, 3) if name == "service-point" else institution(code)


def institution(code: str) -> Nature:
    from eldercheck.domain.register import Unit

    head = Unit("h", "institution", code, "甲行")
    branches = [Unit(f"b{number}", "branch", f"{code}{number:02}", "支行", "h") for number in range(4)]
    points = [Unit(f"p{number}", "service_point", f"{code}9{number}", "点", "h") for number in range(9)]
    return natures.institution(head, [*branches, *points] if code.endswith("1") else branches, 3)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_sheet_is_whole_and_agrees_with_itself(name: str) -> None:
    checklist = find_checklist(name)
    for number in range(60):
        code = f"0{number:03}"
        sheet = fill(checklist, nature_of(name, code), code, 2026, number / 60, {})
        found = review(checklist, sheet.answers)
        assert found.clean, (code, found)
        for item in checklist:
            credit(item, sheet.answers[item.id])
        assert all(not earns_all(checklist.item(item), sheet.answers[item]) for item in sheet.notes)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_better_the_unit_the_better_the_sheet(name: str) -> None:
    checklist = find_checklist(name)

    def mean(quality: float) -> float:
        figures = []
        for number in range(20):
            code = f"0{number:03}"
            sheet = fill(checklist, nature_of(name, code), code, 2026, quality, {})
            figure = score_answers(checklist, sheet.answers).figure
            assert figure is not None
            figures.append(figure.tenths)
        return sum(figures) / len(figures)

    assert mean(0.1) + 50 < mean(0.5)
    assert mean(0.5) + 50 < mean(0.98)


def test_a_story_is_told_as_it_stands() -> None:
    checklist = find_checklist("branch")
    story = {"B-TM-06": "0/6", "B-GC-04": OUT, "B-GC-01": "no"}
    sheet = fill(checklist, nature_of("branch", "0101"), "0101", 2026, 1.0, story)
    assert sheet.answers["B-TM-06"] == Given("0/6")
    assert sheet.answers["B-GC-01"] == Given("no")
    assert isinstance(sheet.answers["B-GC-04"], NotApplicable)


def test_a_year_keeps_most_of_the_year_before() -> None:
    checklist = find_checklist("branch")
    nature = nature_of("branch", "0102")
    one, other = (fill(checklist, nature, "0102", year, 0.6, {}).answers for year in (2025, 2026))
    same = sum(one[item.id] == other[item.id] for item in checklist)
    assert len(checklist.items) * 3 // 5 < same < len(checklist.items)


def test_what_is_known_of_items_is_known_of_items_that_there_are() -> None:
    checklists = [find_checklist(name) for name in SHIPPED]

    def known(item_id: str) -> bool:
        return any(item_id in checklist for checklist in checklists)

    assert all(known(item_id) for item_id in (*HARD, *NEVER, *NOTES, *READINGS))
    measures = {item.id for checklist in checklists for item in checklist if is_measure(checklist, item.id)}
    assert measures == set(READINGS)


@pytest.mark.parametrize("item_id", READINGS)
def test_readings_earn_what_they_are_there_for(item_id: str) -> None:
    item = find_checklist("branch").item(item_id)
    full, half, nothing = ({credit(item, Given(text)) for text in texts} for texts in READINGS[item_id])
    assert [*full, *half, *nothing] == [Fraction(1), Fraction(1, 2), Fraction(0)]


def is_measure(checklist: Checklist, item_id: str) -> bool:
    return "measure" in str(checklist.item(item_id).answer.plain())

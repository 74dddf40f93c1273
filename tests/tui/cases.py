"""Cases for the tests of their screens: one branch that lost marks, brought to a step by the services."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.widgets import Input

from eldercheck.assemble import open_office
from eldercheck.services.examination import Examination
from eldercheck.services.notices import Notices
from eldercheck.services.second_look import SecondLook
from eldercheck.tui.screens.case import CaseScreen
from eldercheck.tui.widgets.choice import Choice
from eldercheck.tui.widgets.row_list import RowList
from tests.builders import full_answers, visited
from tests.tui.driving import SETTINGS, Driver, with_branch

LOST = {"GC_01": "no", "TM_06": "0/4", "FA_02": "1"}
FINDINGS = ("B-GC-01", "B-TM-06", "B-FA-02")
Step = Callable[[Examination], None]


def signed(_examination: Examination) -> None:
    """Leave it signed."""


def returned(examination: Examination) -> None:
    reasons = {"B-GC-01": "标识在照片里看得见", "B-TM-06": "照片只有一台"}
    SecondLook(examination).give_back("王敏", reasons)


def approved(examination: Examination) -> None:
    SecondLook(examination).approve("王敏")


def noticed(examination: Examination) -> None:
    approved(examination)
    Notices(examination).give("周建国")


def overdue(examination: Examination) -> None:
    approved(examination)
    Notices(examination).give("周建国", "2026-10-15")


def a_case(path: Path, step: Step = signed) -> str:
    """Write the case and return its assessment."""
    _head, branch = with_branch(path)
    office = open_office(path, SETTINGS)
    try:
        examination = visited(office.casebook.start(branch, "examiner"))
        for item_id, answer in full_answers(examination.checklist, **LOST).items():
            examination.answer(item_id, answer)
        examination.sign(("陈志远", "李芳"))
        step(examination)
        return examination.assessment.id
    finally:
        office.close()


async def to_case(driver: Driver) -> CaseScreen:
    """Go to the page of the case by its keys, through the result."""
    await driver.press("down", "g", "k")
    assert isinstance(driver.app.screen, CaseScreen)
    return driver.app.screen


async def on_row(driver: Driver, row: str) -> None:
    """Put the cursor of the case on a row."""
    rows = driver.app.screen.query_one("#case", RowList)
    rows.move_to(row)
    assert rows.current == row
    await driver.pilot.pause()


async def fill(driver: Driver, **values: str) -> None:
    """Write into the fields of the form in view."""
    for name, text in values.items():
        field = driver.app.screen.query_one(f"#{name}")
        if isinstance(field, Choice):
            field.choose(text)
        else:
            assert isinstance(field, Input)
            field.value = text
    await driver.pilot.pause()


def typed(driver: Driver, name: str) -> str:
    """Return what stands in a field of the form in view."""
    return driver.app.screen.query_one(f"#{name}", Input).value

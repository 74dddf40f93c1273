"""The pages and forms of a case: every word is translated, in every state and size."""

from __future__ import annotations

from pathlib import Path

import pytest

from eldercheck import language
from eldercheck.domain.answers import Given
from eldercheck.services.appeals import Appeals
from eldercheck.services.examination import Examination
from eldercheck.services.rectification import Rectification
from eldercheck.services.second_look import SecondLook
from tests.tui.cases import Step, a_case, approved, noticed, overdue, returned, signed
from tests.tui.driving import running
from tests.tui.test_screens import Pseudo, untranslated


def answered(examination: Examination) -> None:
    returned(examination)
    examination.answer("B-GC-01", Given("yes"))
    SecondLook(examination).reply("B-TM-06", "已核对", "李芳")


def everything(examination: Examination) -> None:
    """An objection upheld, one refused, one undecided; findings planned, put right, asked again."""
    noticed(examination)
    appeals, rectification = Appeals(examination), Rectification(examination)
    for item in ("B-GC-01", "B-TM-06", "B-FA-02"):
        appeals.claim(item, "不符", "赵行长")
    appeals.uphold("B-GC-01", Given("yes"), "属实", "王敏")
    appeals.refuse("B-TM-06", "照片为证", "王敏")
    rectification.respond("B-TM-06", "升级", "孙主管", "赵行长")
    rectification.report_fixed("B-TM-06", "已升级", "孙主管", "赵行长")
    rectification.recheck("B-TM-06", Given("1/4"), ("陈志远", "李芳"))


def closed(examination: Examination) -> None:
    overdue(examination)
    Rectification(examination).close("周建国", "撤销")


PLACES: dict[str, tuple[Step, tuple[str, ...]]] = {
    "result": (everything, ("g",)),
    "signed": (signed, ("g", "k")),
    "help": (signed, ("g", "k", "question_mark")),
    "approving": (signed, ("g", "k", "v")),
    "giving back": (signed, ("g", "k", "b")),
    "giving back, help": (signed, ("g", "k", "b", "question_mark")),
    "giving back, reason": (signed, ("g", "k", "b", "b")),
    "giving back, sending": (signed, ("g", "k", "b", "b", "1", "enter", "s")),
    "giving back, leaving": (signed, ("g", "k", "b", "b", "1", "enter", "escape")),
    "returned": (returned, ("g", "k")),
    "returned, walk": (returned, ("enter",)),
    "returned, reply": (returned, ("enter", "t")),
    "returned, review": (returned, ("enter", "r")),
    "answered": (answered, ("g", "k")),
    "answered, walk": (answered, ("enter", "b")),
    "approved": (approved, ("g", "k")),
    "notice": (approved, ("g", "k", "n")),
    "everything": (everything, ("g", "k")),
    "everything, end": (everything, ("g", "k", "end")),
    "everything, sheet": (everything, ("g", "k", "end", "up", "enter")),
    "deciding": (everything, ("g", "k", "d")),
    "wrong state": (everything, ("g", "k", "n")),
    "overdue": (overdue, ("g", "k")),
    "objecting": (noticed, ("g", "k", "a")),
    "planning": (overdue, ("g", "k", "p")),
    "fixing": (noticed, ("g", "k", "f")),
    "more time": (noticed, ("g", "k", "l")),
    "re-check, names": (noticed, ("g", "k", "r")),
    "re-check": (noticed, ("g", "k", "r", "enter")),
    "re-check, help": (noticed, ("g", "k", "r", "enter", "question_mark")),
    "re-check, chosen": (noticed, ("g", "k", "r", "enter", "1", "down")),
    "re-check, saved": (noticed, ("g", "k", "r", "enter", "0", "enter", "up")),
    "re-check, note": (noticed, ("g", "k", "r", "enter", "m")),
    "closing": (noticed, ("g", "k", "c")),
    "closed": (closed, ("g", "k")),
    "reopening": (noticed, ("g", "k", "o")),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("size", [(80, 24), (130, 45)])
async def test_no_word_of_a_case_is_left_untranslated(
    tmp_path: Path, place: str, size: tuple[int, int]
) -> None:
    step, keys = PLACES[place]
    a_case(tmp_path / "a.db", step)
    language.use("zh", Pseudo())
    async with running(tmp_path / "a.db", size) as driver:
        await driver.press("down", *keys)
        await driver.pilot.pause(0.1)
        assert untranslated(driver.screen_text()) == []

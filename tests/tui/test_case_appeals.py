"""The notice on the screen, objections and their decisions; looks at the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from eldercheck.domain.answers import Given, NotApplicable
from eldercheck.domain.deadlines import after_working_days
from eldercheck.services.appeals import Appeals
from eldercheck.services.examination import Examination
from eldercheck.tui.screens.appeals import ClaimDialog, DecideDialog
from eldercheck.tui.screens.case import CaseScreen
from eldercheck.tui.screens.export import ExportDialog
from eldercheck.tui.screens.find import FindDialog
from eldercheck.tui.screens.grade_notice import NoticeDialog
from tests.tui.cases import FINDINGS, a_case, approved, fill, noticed, on_row, overdue, to_case, typed
from tests.tui.driving import running


def claimed(examination: Examination) -> None:
    noticed(examination)
    for item in ("B-GC-01", "B-TM-06"):
        Appeals(examination).claim(item, "不符", "赵行长")


async def test_notice_is_given_and_its_paper_offered(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", approved)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await driver.press("n")
        assert isinstance(driver.app.screen, NoticeDialog)
        stored = driver.stored(assessment)
        assert typed(driver, "day") == stored.today
        assert typed(driver, "until") == after_working_days(stored.today, 5)
        assert "3 findings" in driver.box_text()
        await fill(driver, day="2026-10-9", name="周建国")
        assert typed(driver, "until") == "2026-10-16"
        assert "2026-10-16 to 2026-11-08" in driver.box_text()
        await driver.press("enter")
        assert isinstance(driver.app.screen, ExportDialog)
        assert typed(driver, "path").endswith(".docx")
        await driver.press("escape")
        notice = driver.stored(assessment).dossier.notice
        assert notice is not None
        assert (notice.name, notice.day, notice.appeal_until) == ("周建国", "2026-10-09", "2026-10-16")
        assert set(driver.stored(assessment).dossier.findings) == set(FINDINGS)
        assert "3 OVERDUE" in driver.screen_text()


async def test_a_last_day_too_early_is_refused_at_its_field_and_kept(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", approved)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await driver.press("n")
        await fill(driver, day="2026-10-09", until="2026-10-13", name="周建国")
        await driver.press("enter")
        assert isinstance(driver.app.screen, NoticeDialog)
        assert driver.app.screen.focused is driver.app.screen.query_one("#until")
        assert "2026-10-16" in driver.box_text()
        assert typed(driver, "until") == "2026-10-13"
        await fill(driver, until="32号")
        await driver.press("enter")
        assert driver.app.screen.focused is driver.app.screen.query_one("#until")
        await fill(driver, until="2026-10-20", name="")
        await driver.press("enter")
        assert driver.app.screen.focused is driver.app.screen.query_one("#name")
        assert driver.stored(assessment).assessment.state == "approved"
        await driver.type("周建国\n")
        notice = driver.stored(assessment).dossier.notice
        assert notice is not None
        assert notice.appeal_until == "2026-10-20"


async def test_the_bank_objects_to_an_item_once(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", noticed)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await on_row(driver, "finding B-TM-06")
        await driver.press("a")
        assert isinstance(driver.app.screen, ClaimDialog)
        assert "Answer that stands: 0/4" in driver.box_text()
        await driver.press("enter")
        assert isinstance(driver.app.screen, ClaimDialog)
        await driver.type("两台在检修")
        await driver.press("down")
        await driver.type("赵行长\n")
        claim = driver.stored(assessment).dossier.claims["B-TM-06"]
        assert (claim.claim, claim.name, claim.upheld) == ("两台在检修", "赵行长", None)
        assert "1 objection is undecided" in driver.screen_text()
        await on_row(driver, "claim B-TM-06")
        await driver.press("a")
        assert isinstance(driver.app.screen, CaseScreen)
        assert "one objection an item" in driver.notices()[-1]


async def test_any_item_can_be_objected_to(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", noticed)
    async with running(tmp_path / "a.db") as driver:
        screen = await to_case(driver)
        screen.item_in_hand = lambda *_kinds: ""  # type: ignore[method-assign]
        await driver.press("a")
        assert isinstance(driver.app.screen, FindDialog)
        await driver.type("B-GC-04\n")
        assert isinstance(driver.app.screen, ClaimDialog)
        await fill(driver, claim="应为满分", name="赵行长")
        await driver.press("enter")
        assert list(driver.stored(assessment).dossier.claims) == ["B-GC-04"]


async def test_the_level_from_now_on_is_chosen_by_its_own_digit(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", noticed)
    async with running(tmp_path / "a.db") as driver:
        Appeals(driver.stored(assessment)).claim("B-FA-02", "有三种度数", "赵行长")
        await to_case(driver)
        await on_row(driver, "claim B-FA-02")
        await driver.press("d")
        await fill(driver, verdict="uphold", reason="现场核实", name="王敏")
        driver.app.screen.query_one("#answer").focus()
        await driver.press("２")
        assert "● 2 " in driver.box_text()
        await driver.press("enter")
        assert driver.stored(assessment).dossier.claims["B-FA-02"].answer == "2"


async def test_an_objection_after_its_days_is_refused_in_words(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", overdue)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        assert "the days to object are over" in " ".join(driver.screen_text().split())
        await driver.press("a")
        assert isinstance(driver.app.screen, CaseScreen)
        assert "2026-10-22" in driver.notices()[-1]
        assert driver.stored(assessment).dossier.claims == {}


async def test_an_objection_is_upheld_with_another_answer_and_one_refused(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", claimed)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await on_row(driver, "claim B-TM-06")
        await driver.press("d")
        assert isinstance(driver.app.screen, DecideDialog)
        await fill(driver, verdict="uphold", answer="２／２", reason="两台在检修", name="王敏")
        await driver.press("enter")
        stored = driver.stored(assessment)
        claim = stored.dossier.claims["B-TM-06"]
        assert (claim.upheld, claim.was, claim.answer, claim.decided_by) == (True, "0/4", "2/2", "王敏")
        assert stored.sheet.answers["B-TM-06"] == Given("2/2")
        assert stored.dossier.findings["B-TM-06"].withdrawn
        assert "0/4 → 2/2" in driver.screen_text()
        await driver.press("d")
        assert "B-GC-01" in driver.box_text()
        await fill(driver, verdict="refuse", reason="照片为证", name="王敏")
        await driver.press("enter")
        stored = driver.stored(assessment)
        assert stored.dossier.claims["B-GC-01"].upheld is False
        assert stored.sheet.answers["B-GC-01"] == Given("no")
        assert stored.assessment.state == "decided"
        await driver.press("g")
        text = " ".join(driver.screen_text().split())
        assert "first C" in text
        assert "Every objection is decided" in text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "王敏", "reason": "理由"}, "verdict"),
        ({"verdict": "uphold", "name": "王敏", "reason": "理由"}, "answer"),
        ({"verdict": "uphold", "answer": "5/4", "name": "王敏", "reason": "理由"}, "answer"),
        ({"verdict": "uphold", "answer": "0/4", "name": "王敏", "reason": "理由"}, "answer"),
        ({"verdict": "refuse", "name": "王敏"}, "reason"),
        ({"verdict": "refuse", "reason": "理由", "name": "陈志远"}, "name"),
        ({"verdict": "refuse", "reason": "理由", "name": ""}, "name"),
    ],
)
async def test_a_refused_decision_says_why_at_its_field_and_keeps_what_was_typed(
    tmp_path: Path, values: dict[str, str], field: str
) -> None:
    assessment = a_case(tmp_path / "a.db", claimed)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await on_row(driver, "claim B-TM-06")
        await driver.press("d")
        await fill(driver, **values)
        await driver.press("enter")
        dialog = driver.app.screen
        assert isinstance(dialog, DecideDialog)
        assert dialog.query_one(f"#fault-{field}").display
        assert {name: text for name, text in dialog.values().items() if name in values} == values
        assert driver.stored(assessment).dossier.claims["B-TM-06"].upheld is None


async def test_a_decision_can_say_that_an_item_does_not_apply(tmp_path: Path) -> None:
    assessment = a_case(tmp_path / "a.db", claimed)
    async with running(tmp_path / "a.db") as driver:
        await to_case(driver)
        await on_row(driver, "claim B-TM-06")
        await driver.press("d")
        await fill(driver, verdict="uphold", answer="-", reason="没有设备", name="王敏")
        await driver.press("enter")
        assert isinstance(driver.stored(assessment).sheet.answers["B-TM-06"], NotApplicable)

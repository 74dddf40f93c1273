"""One case from the first visit to its end, by the keys of the app alone; looks at the store."""

from __future__ import annotations

from pathlib import Path

from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.answers import Given
from eldercheck.domain.checklist import Item
from eldercheck.services.examination import Examination
from eldercheck.tui.screens.case import CaseScreen
from eldercheck.tui.screens.export import ExportDialog
from eldercheck.tui.screens.history import HistoryScreen
from eldercheck.tui.screens.home import HomeScreen
from eldercheck.tui.screens.recheck import RecheckScreen
from eldercheck.tui.screens.recheck_forms import ExaminersDialog
from eldercheck.tui.screens.result import ResultScreen
from eldercheck.tui.screens.returning import ReturningScreen
from eldercheck.tui.screens.review import ReviewScreen
from eldercheck.tui.screens.second_look import ApproveDialog
from eldercheck.tui.screens.visit import VisitDialog
from tests.builders import full_answer
from tests.tui.cases import fill, on_row
from tests.tui.driving import Driver, running, with_branch

EXAMINERS = ("李芳", "王强")
SUPERVISOR, DECIDER, BANK = "沈文博", "韩雪", "黄秀英"
LOST = {"B-GC-01": "no", "B-TM-06": "0/4"}


def keys_of(examination: Examination, item: Item) -> str:
    """What is typed for an item: all that it can earn, but for what is lost."""
    given = LOST.get(item.id, full_answer(item).text)
    due = examination.total_due(item.id)
    match item.answer:
        case YesNo():
            return {"yes": "1", "no": "0"}[given]
        case Levels():
            return given
        case Count() if due:
            return str(due)
        case Count(of=of) if of is not None and of < 10:
            return given.partition("/")[0]
        case Count() | Measure():
            return f"{given}\n"


async def home(driver: Driver) -> None:
    """Go back to the list of units."""
    for _screen in range(6):
        if isinstance(driver.app.screen, HomeScreen):
            return
        await driver.press("escape")
    raise AssertionError(driver.screen_text())


async def to_the_case(driver: Driver) -> None:
    await home(driver)
    await driver.press("down", "g", "k")
    assert isinstance(driver.app.screen, CaseScreen)


async def examine(driver: Driver) -> str:
    """Visit the only branch, answer every item and sign; return the assessment."""
    await driver.press("down", "n", "1")
    await driver.pilot.pause(0.1)
    assert isinstance(driver.app.screen, VisitDialog)
    first, second = EXAMINERS
    await fill(driver, start="00:01", end="23:58", way="unannounced", weather="wet", met="会计主管")
    await fill(driver, examiner0=first, examiner1=second)
    await driver.press("enter")
    walk = driver.walk
    for item in walk.examination.checklist:
        assert walk.item_id == item.id
        if item.due_days and not walk.examination.total_due(item.id):
            await driver.press("minus", "enter")
        else:
            await driver.type(keys_of(walk.examination, item))
    await driver.press("r")
    assert isinstance(driver.app.screen, ReviewScreen)
    await driver.press("s", "enter")
    assert isinstance(driver.app.screen, ResultScreen)
    return walk.examination.assessment.id


async def give_back_and_answer(driver: Driver) -> None:
    """The second look gives an item back; the examiner replies and signs again; it is approved."""
    await to_the_case(driver)
    await driver.press("b")
    assert isinstance(driver.app.screen, ReturningScreen)
    await driver.press("b")
    await driver.type("标识在门口照片里\n")
    await driver.press("s")
    await fill(driver, name=SUPERVISOR)
    await driver.press("enter")
    await home(driver)
    await driver.press("down", "enter")
    assert driver.walk.item_id == "B-GC-01"
    await driver.press("t")
    await driver.type("门口是隔壁网点的标识\n")
    await driver.press("r", "s", "enter")
    await to_the_case(driver)
    await driver.press("v")
    assert isinstance(driver.app.screen, ApproveDialog)
    await fill(driver, approver=SUPERVISOR)
    await driver.press("enter")


async def tell_and_decide(driver: Driver) -> None:
    """The unit is told its grade; the bank objects to one item; somebody else decides."""
    await driver.press("n")
    await fill(driver, name=SUPERVISOR)
    await driver.press("enter")
    assert isinstance(driver.app.screen, ExportDialog)
    await driver.press("escape")
    await on_row(driver, "finding B-TM-06")
    await driver.press("a")
    await fill(driver, claim="两台有提示", name=BANK)
    await driver.press("enter")
    await on_row(driver, "claim B-TM-06")
    await driver.press("d")
    await fill(driver, verdict="uphold", answer="2/4", reason="监控可见", name=EXAMINERS[0])
    await driver.press("enter")
    assert "李芳" in driver.box_text()
    await fill(driver, name=DECIDER)
    await driver.press("enter")


async def put_right_and_close(driver: Driver) -> None:
    """The bank plans and repairs; the examiners ask again; the case is closed with what is still open."""
    await on_row(driver, "finding B-GC-01")
    await driver.press("p")
    await fill(driver, text="设优先窗口", person="会计主管", name=BANK)
    await driver.press("enter", "f")
    await fill(driver, text="已设优先窗口", name=BANK)
    await driver.press("enter")
    await on_row(driver, "finding B-GC-01")
    await driver.press("r")
    assert isinstance(driver.app.screen, ExaminersDialog)
    await driver.press("enter")
    assert isinstance(driver.app.screen, RecheckScreen)
    await driver.press("y", "enter")
    await to_the_case(driver)
    await driver.press("c")
    await fill(driver, name=SUPERVISOR, reason="年末，其余明年再看")
    await driver.press("enter")


async def test_a_case_by_keys_from_the_visit_to_its_end(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db", (110, 60)) as driver:
        assessment = await examine(driver)
        first = driver.stored(assessment)
        assert (first.assessment.state, first.result.grade) == ("signed", "C")
        await give_back_and_answer(driver)
        assert driver.stored(assessment).assessment.approved_by == SUPERVISOR
        await tell_and_decide(driver)
        decided = driver.stored(assessment)
        assert decided.assessment.state == "decided"
        assert decided.sheet.answers["B-TM-06"] == Given("2/4")
        assert decided.dossier.claims["B-TM-06"].decided_by == DECIDER
        await put_right_and_close(driver)
        last = driver.stored(assessment)
        assert last.assessment.state == "closed"
        assert last.sheet.answers["B-GC-01"] == Given("yes")
        assert last.dossier.findings["B-GC-01"].was == "no"
        assert last.dossier.first is not None
        assert (last.dossier.first.grade, last.result.grade) == ("C", "A")
        assert driver.app.casebook.history(assessment).now.sheet == last.sheet
        kinds = [entry.event.kind for entry in driver.app.casebook.history(assessment).entries]
        assert [kind for kind in kinds if kind not in ("answered", "year_opened", "rules_changed")] == [
            *("opened", "visited", "signed", "returned", "replied", "signed", "approved", "noticed"),
            *("appealed", "decided", "responded", "fixed", "rechecked", "closed"),
        ]
        await home(driver)
        await driver.press("down", "g", "h")
        assert isinstance(driver.app.screen, HistoryScreen)
        text = driver.screen_text()
        for said in (SUPERVISOR, DECIDER, BANK, "设优先窗口", "监控可见"):
            assert said in text

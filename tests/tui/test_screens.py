"""Home, signing, result, help, palette, languages, sizes: what a person meets around the walk."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from textual.widgets import Input

from eldercheck import language
from eldercheck.assemble import open_office
from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.checklist import Item
from eldercheck.tui.palette import Palette
from eldercheck.tui.screens.help import HelpScreen
from eldercheck.tui.screens.home import HomeScreen
from eldercheck.tui.screens.notices import ProblemDialog, TooSmallScreen
from eldercheck.tui.screens.result import ResultScreen
from eldercheck.tui.screens.review import ReviewScreen
from eldercheck.tui.screens.sign import SignDialog
from eldercheck.tui.screens.start import StartDialog
from eldercheck.tui.screens.unit import UnitDialog
from eldercheck.tui.screens.walk import WalkScreen
from eldercheck.tui.widgets.row_list import RowList
from tests.builders import VISIT, visited
from tests.tui.driving import SETTINGS, running, with_branch


def full(item: Item) -> Answer:
    """Return an answer that earns everything."""
    match item.answer:
        case YesNo():
            return Given("yes")
        case Levels() as levels:
            return Given(str(levels.best))
        case Count() as count:
            of = count.of or count.of_at_most or count.of_at_least or 3
            return Given(f"{of}/{of}")
        case Measure() as measure:
            return Given(decimal_text(measure.full))


def answered_branch(path: Path, **other: Answer) -> str:
    """Make a branch with a whole examination; items differ as `other` says (B_GC_01=...)."""
    _institution, branch = with_branch(path)
    office = open_office(path, SETTINGS)
    try:
        examination = visited(office.casebook.start(branch, "examiner"))
        for item in examination.checklist:
            examination.answer(item.id, other.get(item.id.replace("-", "_"), full(item)), place=item.id)
        return examination.assessment.id
    finally:
        office.close()


async def test_an_empty_register_teaches_and_units_are_added_by_hand(tmp_path: Path) -> None:
    async with running(tmp_path / "new.db") as driver:
        assert "No bank, branch or service point yet." in driver.screen_text()
        await driver.press("a")
        await driver.type("0101")
        await driver.press("tab")
        await driver.type("甲[A]银行\n")
        await driver.press("a")
        await driver.type("010101")
        await driver.press("tab")
        await driver.type("北关[/x]支行\n")
        units = driver.app.casebook.units()
        assert [(u.kind, u.code, u.name) for u in units] == [
            ("institution", "0101", "甲[A]银行"),
            ("branch", "010101", "北关[/x]支行"),
        ]
        assert units[1].parent == units[0].id
        assert "甲[A]银行" in driver.screen_text()
        assert "北关[/x]支行" in driver.screen_text()


async def test_a_code_that_is_taken_is_refused_in_words(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("a")
        await driver.type("0101")
        await driver.press("tab")
        await driver.type("另一家\n")
        assert isinstance(driver.app.screen, UnitDialog)
        assert "0101" in driver.screen_text()
        assert "北关支行" in driver.screen_text()
        assert driver.app.screen.query_one("#name", Input).value == "另一家"
        assert len(driver.app.casebook.units()) == 2


async def test_a_unit_is_corrected(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "e")
        driver.app.screen.query_one("#name", Input).value = "北关街支行"
        await driver.press("enter")
        assert driver.app.casebook.units()[1].name == "北关街支行"


async def test_signing_needs_two_different_names_and_makes_the_sheet_read_only(tmp_path: Path) -> None:
    assessment = answered_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter", "r", "s")
        assert isinstance(driver.app.screen, SignDialog)
        fields = list(driver.app.screen.query(Input).results(Input))
        assert tuple(field.value for field in fields[:2]) == VISIT.examiners
        for field in fields:
            field.value = ""
        await driver.type("林晓梅\n")
        assert isinstance(driver.app.screen, SignDialog)
        await driver.type("林晓梅\n")
        assert isinstance(driver.app.screen, SignDialog)
        for field, name in zip(
            driver.app.screen.query(Input).results(Input), ("Li Na", "ｌｉ ＮＡ"), strict=False
        ):
            field.value = name
        await driver.press("enter")
        assert isinstance(driver.app.screen, SignDialog)
        names = driver.app.screen.query(Input).results(Input)
        for field, name in zip(names, ("林晓梅", "陈志远"), strict=False):
            field.value = name
        await driver.press("enter")
        assert isinstance(driver.app.screen, ResultScreen)
        stored = driver.stored(assessment).assessment
        assert (stored.state, stored.signers) == ("signed", ("林晓梅", "陈志远"))
        assert driver.kept[-1].names == ("林晓梅", "陈志远")
        await driver.press("w")
        await driver.press("n")
        assert "signed" in driver.walk.fault
        assert driver.stored(assessment).sheet.answers["B-GC-01"] == Given("yes")


async def test_the_arrows_go_from_name_to_name_in_signing(tmp_path: Path) -> None:
    answered_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter", "r", "s", "down", "L", "up", "C")
        names = [field.value for field in driver.app.screen.query(Input).results(Input)]
        assert names[:2] == ["C", "L"]


async def test_a_signature_is_taken_back_with_a_reason(tmp_path: Path) -> None:
    assessment = answered_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        driver.stored(assessment).sign(("甲", "乙"))
        await driver.press("down", "g", "o")
        await driver.press("enter")
        assert driver.stored(assessment).assessment.state == "signed"
        await driver.type("误签\n")
        assert driver.stored(assessment).assessment.state == "open"
        assert isinstance(driver.app.screen, WalkScreen)


async def test_the_result_says_why_and_what_would_raise_it(tmp_path: Path) -> None:
    answered_branch(tmp_path / "a.db", B_TM_06=Given("0/4"))
    async with running(tmp_path / "a.db", (110, 40)) as driver:
        await driver.press("down", "g")
        assert isinstance(driver.app.screen, ResultScreen)
        text = driver.screen_text()
        for part in ("Score 97.0", "by score alone A", "at most B", "B-TM-06", "The way up to A", "91.4"):
            assert part in text
        await driver.press("end")
        assert "97 → 97.0" in driver.screen_text() or "= 97.0" in driver.screen_text()


async def test_review_names_what_contradicts_and_what_lacks_a_reason(tmp_path: Path) -> None:
    answered_branch(tmp_path / "a.db", B_TM_01=Given("2/2"), B_FA_08=NotApplicable(""))
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "enter", "r")
        assert isinstance(driver.app.screen, ReviewScreen)
        assert "Left out without a reason · 1" in driver.screen_text()
        assert "B-TM-01 · B-TM-02" in driver.screen_text()
        await driver.press("s")
        assert not isinstance(driver.app.screen, SignDialog)
        await driver.press("home", "enter")
        assert driver.walk.item_id == "B-FA-08"


async def test_help_lists_every_key_and_the_palette_runs_one(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db", (100, 50)) as driver:
        await driver.press("question_mark")
        assert isinstance(driver.app.screen, HelpScreen)
        for key in HomeScreen.KEYS:
            assert key.help[:30] in driver.screen_text()
        await driver.press("escape", "f1")
        assert isinstance(driver.app.screen, HelpScreen)
        await driver.press("escape", "ctrl+p")
        assert isinstance(driver.app.screen, Palette)
        await driver.type("Add unit")
        await driver.pilot.pause(0.5)
        await driver.press("enter")
        await driver.pilot.pause(0.3)
        assert driver.app.screen.query("#code")


async def test_a_second_window_reads_only_and_says_who(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    office = open_office(tmp_path / "a.db", SETTINGS)
    try:
        async with running(tmp_path / "a.db") as driver:
            assert driver.app.read_only
            assert "林晓梅" in driver.app.why_read_only()
            await driver.press("down", "n")
            assert isinstance(driver.app.screen, HomeScreen)
            assert len(driver.app.casebook.overview()[1].cases) == 0
    finally:
        office.close()


async def test_a_file_that_is_not_ours_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear all, this is a letter and not a database." * 40)
    before = path.read_bytes()
    async with running(path) as driver:
        assert isinstance(driver.app.screen, ProblemDialog)
        assert "not written by eldercheck" in driver.screen_text()
    assert path.read_bytes() == before


async def test_a_terminal_that_is_too_small_says_so_until_it_grows(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.pilot.resize_terminal(40, 10)
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, TooSmallScreen)
        await driver.pilot.resize_terminal(80, 24)
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, HomeScreen)


async def test_the_language_switches_at_once_and_is_remembered(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        assert "Find" in driver.screen_text()
        await driver.press("f2")
        assert "查找" in driver.screen_text()
        assert "Find" not in driver.screen_text()
        assert driver.kept[-1].language == "zh"
        await driver.press("f3")
        assert driver.app.theme == "eldercheck-dark"


async def test_the_example_opens_as_a_copy(tmp_path: Path) -> None:
    async with running(tmp_path / "a.db") as driver:
        await driver.press("x")
        for _turn in range(400):
            if driver.app.casebook.units():
                break
            await driver.pilot.pause(0.05)
        await driver.pilot.pause(0.1)
        assert "青山农村商业银行" in driver.screen_text()
        assert "example (a copy)" in driver.screen_text()


async def test_leaving_the_sheet_leads_back_to_its_result(tmp_path: Path) -> None:
    answered_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "g", "w")
        assert isinstance(driver.app.screen, WalkScreen)
        await driver.press("escape")
        assert isinstance(driver.app.screen, ResultScreen)
        await driver.press("w")
        await driver.press("home", "d", "escape")
        assert isinstance(driver.app.screen, HomeScreen)


async def test_points_are_printed_with_one_decimal_and_summed_as_fractions(tmp_path: Path) -> None:
    answered_branch(tmp_path / "a.db", B_TM_01=Given("1/3"), B_TM_02=Given("3/3"))
    async with running(tmp_path / "a.db", (110, 40)) as driver:
        await driver.press("down", "g")
        bars = driver.screen_text()
        assert re.search(r" [0-9]+\.[0-9]/[0-9]+ ", bars)
        assert not re.search(r"[0-9]+/[0-9]+/[0-9]+", bars)
        await driver.press("end")
        assert re.search(r"[0-9]+/3", driver.screen_text())


async def test_a_second_assessment_of_the_year_is_warned_of(tmp_path: Path) -> None:
    answered_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "n", "1")
        await driver.pilot.pause(0.2)
        assert isinstance(driver.app.screen, StartDialog)
        assert "51 of 51 answered" in driver.screen_text()
        await driver.press("escape")
        assert len(driver.app.casebook.overview()[1].cases) == 1
        await driver.press("n", "1", "1", "escape")
        assert isinstance(driver.app.screen, WalkScreen)
        assert len(driver.app.casebook.overview()[1].cases) == 2


async def test_home_stays_at_its_row_on_coming_back_and_on_the_next_start(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "n", "1", "escape", "escape")
        here = driver.app.screen.query_one(RowList).current
        assert here.startswith(driver.app.casebook.units()[1].id)
        assert driver.app.casebook.overview()[1].cases[0].assessment.id in here
        await driver.press("ctrl+q")
        assert driver.kept[-1].row == here
    async with running(tmp_path / "a.db", settings=driver.kept[-1]) as driver:
        assert driver.app.screen.query_one(RowList).current == here


async def test_an_unfinished_review_says_why_there_is_no_result(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("down", "n", "1", "escape", "r", "g")
        assert isinstance(driver.app.screen, ReviewScreen)
        assert ["no result yet" in notice.message for notice in driver.app._notifications] == [True]


async def test_a_long_contradiction_is_shown_wholly_on_a_narrow_screen(tmp_path: Path) -> None:
    answered_branch(tmp_path / "a.db", B_TM_01=Given("2/2"))
    async with running(tmp_path / "a.db", (60, 18)) as driver:
        await driver.press("down", "enter", "r")
        (check,) = (
            driver.stored(driver.app.casebook.overview()[1].cases[0].assessment.id).review().contradictions
        )
        assert check.says.en.replace(" ", "") in re.sub(r"[\s│]", "", driver.screen_text())
        await driver.press("home", "enter")
        assert driver.walk.item_id == check.items[-1]


ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "āƀčđēƒğħīĵķłɱńōƥɋřşŧūṽŵẋŷžĀƁČĐĒƑĞĦĪĴĶŁⱮŃŌƤɊŘŞŦŪṼŴẊŶŽ",
)


class Pseudo(gettext.NullTranslations):
    """Writes every message in accented letters, so that a plain word was never translated."""

    def gettext(self, message: str) -> str:
        parts = re.split(r"(\{\w+\})", message)
        return "".join(part if part.startswith("{") else part.translate(ACCENTS) for part in parts)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


PLACES: dict[str, tuple[str, ...]] = {
    "home": (),
    "help": ("question_mark",),
    "unit": ("a",),
    "find": ("slash",),
    "start": ("n",),
    "walk": ("down", "enter"),
    "walk, fault": ("down", "enter", "9"),
    "note": ("down", "enter", "m"),
    "evidence": ("down", "enter", "e"),
    "evidence, help": ("down", "enter", "e", "question_mark"),
    "evidence, file": ("down", "enter", "e", "a", "enter"),
    "evidence, not there": ("down", "enter", "e", "a", "x", "enter"),
    "evidence, words": ("down", "enter", "e", "t", "enter"),
    "reason": ("down", "enter", "down", "down", "down", "minus"),
    "review": ("down", "enter", "r"),
    "visit": ("down", "enter", "v"),
    "visit, faults": ("down", "enter", "v", "delete", "ctrl+s"),
    "veto": ("down", "g", "z"),
    "veto, faults": ("down", "g", "z", "enter"),
    "sign": ("down", "enter", "r", "s"),
    "result": ("down", "g"),
    "history": ("down", "h"),
    "history, item": ("down", "h", "slash"),
    "history, then": ("down", "h", "enter"),
    "history, help": ("down", "h", "question_mark"),
    "palette": ("ctrl+p",),
    "register": ("i",),
    "register, unit": ("i", "e"),
    "register, read": ("i", "r"),
    "register, found": ("i", "1", "slash"),
    "year": ("y",),
    "year, opening": ("y", "n"),
    "year, rules": ("y", "down", "down", "enter", "x", "enter"),
    "year, weights": ("y", *["down"] * 7, "enter", "1", "enter"),
    "year, history": ("y", "h"),
    "year, help": ("y", "question_mark"),
    "bonus": ("y", "b", "1", "enter"),
    "publish": ("y", "p"),
    "publish, help": ("y", "p", "question_mark"),
    "inbox": ("b",),
    "inbox, bank": ("b", "2"),
    "inbox, supervisor": ("b", "3"),
    "inbox, help": ("b", "question_mark"),
    "county": ("c",),
    "county, units": ("c", "down", "enter"),
    "county, help": ("c", "question_mark"),
    "grades": ("t",),
    "grades, filter": ("t", "f"),
    "grades, left out": ("t", "o"),
    "grades, help": ("t", "question_mark"),
    "roll-up": ("t", "enter"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("size", [(80, 24), (130, 45)])
async def test_no_word_of_the_program_is_left_untranslated(
    tmp_path: Path, place: str, size: tuple[int, int]
) -> None:
    answered_branch(tmp_path / "a.db", B_TM_06=Given("0/4"))
    language.use("zh", Pseudo())
    async with running(tmp_path / "a.db", size) as driver:
        await driver.press(*PLACES[place])
        await driver.pilot.pause(0.3)
        assert untranslated(driver.screen_text()) == []


def untranslated(text: str) -> list[str]:
    """Return the plain English words on a screen."""
    words = re.findall(r"(?<![A-Za-z0-9-])[A-Za-z]{3,}(?![A-Za-z0-9@-])", text)
    return [word for word in words if word not in ALLOWED]


ALLOWED = {"eldercheck", "Esc", "Tab", "Home", "End", "PgDn", "PgUp", "ATM", "LED", "APP", "AARP", "BankSafe"}

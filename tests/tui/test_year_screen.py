"""The supervisor's year in the app: opened, changed, amended, its bonus; assertions look at the store."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from eldercheck.assemble import Office, open_office
from eldercheck.domain.errors import StateError
from eldercheck.domain.programme import Programme
from eldercheck.domain.programme_settings import setting_text, with_setting
from eldercheck.services.examination import Examination
from eldercheck.services.years import Years
from eldercheck.storage.settings import Settings
from eldercheck.tui.screens.bonus import BonusDialog
from eldercheck.tui.screens.county import CountyScreen
from eldercheck.tui.screens.find import FindDialog
from eldercheck.tui.screens.grades import GradesScreen
from eldercheck.tui.screens.home import HomeScreen
from eldercheck.tui.screens.open_year import OpenYearDialog
from eldercheck.tui.screens.page import PageDialog
from eldercheck.tui.screens.rules import RulesDialog
from eldercheck.tui.screens.second_look import ApproveDialog
from eldercheck.tui.screens.year import YearScreen
from eldercheck.tui.widgets.row_list import RowList
from eldercheck.tui.year_rows import RULES, bands_text, rule_value
from tests.builders import full_answers, visited
from tests.tui.driving import SETTINGS, Driver, running, with_branch


def prepared(path: Path, *acts: Callable[[Office], object]) -> None:
    """Let the services do some acts before the app opens."""
    office = open_office(path, SETTINGS)
    try:
        for act in acts:
            act(office)
    finally:
        office.close()


def opened(year: int, **settings: str) -> Callable[[Office], object]:
    """Open a year with these settings."""

    def act(office: Office) -> object:
        return office.years.open(with_all(Programme(year), settings))

    return act


def with_all(programme: Programme, settings: dict[str, str]) -> Programme:
    for name, text in settings.items():
        programme = with_setting(programme, name, text)
    return programme


def signed(office: Office, code: str = "0101") -> Examination:
    """Examine a unit whole and sign it."""
    unit = next(unit for unit in office.casebook.units() if unit.code == code)
    examination = visited(office.casebook.start(unit, "examiner"))
    for item_id, answer in full_answers(examination.checklist).items():
        examination.answer(item_id, answer)
    examination.sign(("陈志远", "李芳"))
    return examination


async def at_rule(driver: Driver, name: str) -> None:
    """Put the cursor on a rule."""
    driver.app.screen.query_one("#rules", RowList).move_to(name)
    await driver.pilot.pause()


async def fill(driver: Driver, **texts: str) -> None:
    """Write into fields of the form in view, in place of what stood there."""
    for name, text in texts.items():
        driver.app.screen.query_one(f"#{name}", Input).value = text
    await driver.pilot.pause()


def text_of(driver: Driver, name: str, year: int = 2026) -> str:
    """Return a setting as the store holds it."""
    return setting_text(driver.app.years.programme(year), name)


# --- opening ------------------------------------------------------------------------------------------------


async def test_an_unopened_county_is_taught_and_a_year_is_opened_by_keys(tmp_path: Path) -> None:
    async with running(tmp_path / "a.db", settings=Settings(device="test")) as driver:
        await driver.press("y")
        assert isinstance(driver.app.screen, YearScreen)
        assert "No year was opened yet." in driver.screen_text()
        await driver.press("n")
        await fill(driver, year="2026", authority="青山县[b]民政局", author="王敏")
        await driver.press("enter")
        programme = driver.app.years.programmes()[0]
        assert (programme.year, programme.authority) == (2026, "青山县[b]民政局")
        assert set(programme.checklists) == {"institution", "branch", "service_point"}
        assert driver.app.years.history(2026)[0].author == "王敏"
        assert driver.kept[-1].author == "王敏"
        assert "青山县[b]民政局" in driver.screen_text()


async def test_a_year_is_not_opened_before_it_is_said_who_assesses(tmp_path: Path) -> None:
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "n", "enter")
        assert isinstance(driver.app.screen, OpenYearDialog)
        assert "Write who assesses" in driver.screen_text()
        assert driver.app.focused is driver.app.screen.query_one("#authority", Input)
        assert driver.app.years.programmes() == ()


async def test_a_year_that_is_none_is_refused_beside_its_field(tmp_path: Path) -> None:
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "n")
        for wrong in ("26", "year", ""):
            await fill(driver, year=wrong, authority="甲局")
            await driver.press("enter")
            assert isinstance(driver.app.screen, OpenYearDialog)
            assert "is not within 2000 to 2100" in driver.screen_text()
            assert driver.app.screen.query_one("#authority", Input).value == "甲局"
        assert driver.app.years.programmes() == ()


async def test_a_year_starts_from_the_last_one_and_shows_what_differs(tmp_path: Path) -> None:
    prepared(tmp_path / "a.db", opened(2025, authority="甲局", a_band="92"))
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "n")
        assert driver.app.screen.query_one("#year", Input).value == "2026"
        assert driver.app.screen.query_one("#authority", Input).value == "甲局"
        assert "A from a score of: 90 → 92" in driver.screen_text()
        driver.app.screen.query_one("#start").focus()
        await driver.press("2")
        assert "A from a score of: 92 → 90" in driver.screen_text()
        await driver.press("1", "enter")
        assert text_of(driver, "a_band") == "92"
        assert text_of(driver, "authority") == "甲局"


async def test_opening_a_year_twice_is_refused_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    prepared(tmp_path / "a.db", opened(2026))
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "n")
        await fill(driver, year="２０２６", authority="乙局")
        await driver.press("enter")
        assert isinstance(driver.app.screen, OpenYearDialog)
        assert "is open already" in driver.screen_text()
        assert driver.app.screen.query_one("#authority", Input).value == "乙局"
        await fill(driver, year="2027")
        await driver.press("enter")
        assert [programme.year for programme in driver.app.years.programmes()] == [2026, 2027]


# --- rules --------------------------------------------------------------------------------------------------


async def test_bands_are_changed_together_and_must_tile(tmp_path: Path) -> None:
    prepared(tmp_path / "a.db", opened(2026))
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y")
        await at_rule(driver, "bands")
        await driver.press("enter")
        await fill(driver, a_band="70", b_band="80")
        await driver.press("enter")
        assert isinstance(driver.app.screen, RulesDialog)
        assert "The bands leave a gap or overlap" in driver.screen_text()
        assert text_of(driver, "a_band") == "90"
        await fill(driver, a_band="８８。5".replace("。", "."), b_band="70", b_floor="40")
        await driver.press("enter")
        assert isinstance(driver.app.screen, YearScreen)
        assert [text_of(driver, name) for name in ("a_band", "b_band", "b_floor")] == ["88.5", "70", "40"]
        assert "A 88.5–100.0 · B 70.0–88.4 · C 0.0–69.9" in driver.screen_text()


@pytest.mark.parametrize(
    ("rule", "typed", "said"),
    [
        ("weights", {"sheet_weight": "40"}, "add up to 110"),
        ("bands", {"a_band": "95.55"}, "one decimal at most"),
        ("bands", {"b_floor": "80"}, "must be the lower one"),
        ("low_line", {"low_line": "80"}, "lies within grade C"),
        ("quota", {"quota_percent": "101"}, "is not within 0 to 100"),
        ("branches", {"branches_least": "five"}, "is not a whole number"),
        ("safety_days", {"safety_days": "60"}, "has more days than any other"),
    ],
)
async def test_a_rule_that_makes_no_sense_is_refused_where_it_is_typed(
    tmp_path: Path, rule: str, typed: dict[str, str], said: str
) -> None:
    prepared(tmp_path / "a.db", opened(2026))
    async with running(tmp_path / "a.db", (80, 30)) as driver:
        await driver.press("y")
        await at_rule(driver, rule)
        await driver.press("enter")
        await fill(driver, **typed)
        await driver.press("enter")
        assert isinstance(driver.app.screen, RulesDialog)
        assert said in driver.box_text()
        (name,) = typed
        assert driver.app.screen.query_one(f"#{name}", Input).value == typed[name]
        assert len(driver.app.years.history(2026)) == 1


async def test_weights_are_changed_in_one_form(tmp_path: Path) -> None:
    prepared(tmp_path / "a.db", opened(2026))
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y")
        await at_rule(driver, "weights")
        await driver.press("space")
        await fill(driver, sheet_weight="40", branches_weight="40")
        await driver.press("enter")
        roll_up = driver.app.years.programme(2026).roll_up
        assert (roll_up.sheet_weight, roll_up.branches_weight, roll_up.points_weight) == (40, 40, 20)


async def test_a_switch_is_turned_over_by_one_key_and_back(tmp_path: Path) -> None:
    prepared(tmp_path / "a.db", opened(2026))
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y")
        await at_rule(driver, "caps")
        await driver.press("enter")
        assert text_of(driver, "caps") == "no"
        assert "Critical items hold the grade → no" in driver.screen_text()
        await driver.press("space")
        assert text_of(driver, "caps") == "yes"
        await at_rule(driver, "counts")
        await driver.press("enter")
        assert text_of(driver, "counts") == "signed"


async def test_after_a_signature_a_change_is_an_amendment_with_a_reason(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    prepared(tmp_path / "a.db", opened(2026), signed)
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y")
        await at_rule(driver, "caps")
        await driver.press("enter")
        await driver.press("2", "enter")
        assert "a change is an amendment" in driver.box_text()
        assert text_of(driver, "caps") == "yes"
        await driver.type("省里来文\n")
        assert text_of(driver, "caps") == "no"
        event = driver.app.years.history(2026)[-1]
        assert (event.kind, event.payload["reason"]) == ("rules_amended", "省里来文")
        await at_rule(driver, "add_ons")
        await driver.press("enter")
        assert "are frozen since the first signature" in driver.box_text()
        assert text_of(driver, "add_ons") == "yes"


async def test_a_save_that_fails_keeps_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_years: Years, _programme: Programme, _reason: str = "") -> Programme:
        raise StateError("checklists_frozen")

    prepared(tmp_path / "a.db", opened(2026))
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y")
        await at_rule(driver, "authority")
        monkeypatch.setattr(Years, "change", fails)
        await driver.press("enter")
        await fill(driver, authority="新的名称")
        await driver.press("enter")
        assert driver.app.screen.query_one("#authority", Input).value == "新的名称"
        await driver.press("escape")
        assert text_of(driver, "authority") == ""


async def test_what_differs_from_last_year_is_marked_and_can_be_seen_alone(tmp_path: Path) -> None:
    prepared(tmp_path / "a.db", opened(2025, a_band="92"), opened(2026, quota_percent="20"))
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y")
        text = driver.screen_text()
        assert "2 rules differ from 2025" in text
        assert "≠ Bands" in text
        assert "2025: A 92.0–100.0" in text
        await driver.press("d")
        text = driver.screen_text()
        assert "≠ Quota of A" in text
        assert "at most 20% of a group" in text
        assert "Weights" not in text
        await driver.press("４")
        assert "Weights" in driver.screen_text()


async def test_arrows_and_clicks_go_from_year_to_year(tmp_path: Path) -> None:
    prepared(tmp_path / "a.db", opened(2024), opened(2025, authority="旧局"), opened(2026, authority="新局"))
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y")
        assert "新局" in driver.screen_text().splitlines()[0]
        await driver.press("left")
        assert "旧局" in driver.screen_text().splitlines()[0]
        x, y = driver.find("2026 open")
        await driver.pilot.click(offset=(x + 1, y))
        assert "新局" in driver.screen_text().splitlines()[0]
        await driver.press("right", "left", "left", "left")
        assert driver.app.screen.view is not None and driver.app.screen.view.year == 2024  # type: ignore[attr-defined]


async def test_the_history_says_who_did_what_and_why(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    prepared(
        tmp_path / "a.db",
        opened(2026),
        signed,
        lambda office: office.years.change(
            with_setting(office.years.programme(2026), "a_band", "91"), "来文"
        ),
    )
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "h")
        assert isinstance(driver.app.screen, PageDialog)
        text = driver.screen_text()
        for part in ("林晓梅 amended rules", "A from a score of: 90 → 91", "Reason: 来文", "opened the year"):
            assert part in text
        await driver.press("escape")
        assert isinstance(driver.app.screen, YearScreen)


async def test_a_second_window_changes_nothing(tmp_path: Path) -> None:
    prepared(tmp_path / "a.db", opened(2026))
    office = open_office(tmp_path / "a.db", SETTINGS)
    try:
        async with running(tmp_path / "a.db") as driver:
            await driver.press("y")
            for key in ("enter", "n", "b"):
                await driver.press(key)
                assert isinstance(driver.app.screen, YearScreen)
    finally:
        office.close()


# --- bonus --------------------------------------------------------------------------------------------------


async def test_a_bonus_is_given_with_its_reason(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    prepared(tmp_path / "a.db", opened(2026, bonus_at_most="1.5"))
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "b")
        assert isinstance(driver.app.screen, BonusDialog)
        await driver.type("3\n")
        assert "I-BN-01: the bonus is 0 to 2." in driver.screen_text()
        await driver.press("backspace")
        await driver.type("２\n")
        assert "A bonus needs its reason" in driver.screen_text()
        assert driver.app.years.bonus(2026) == {}
        assert "the year counts at most 1.5, so 1.5 counts" in driver.screen_text()
        await driver.type("政务大厅设台\n")
        head = driver.app.casebook.units()[0]
        (line,) = driver.app.years.bonus_lines(2026, head)
        assert (line.entry, line.points, line.reason) == ("I-BN-01", Fraction(2), "政务大厅设台")
        assert isinstance(driver.app.screen, YearScreen)


async def test_the_institution_of_a_bonus_is_chosen_and_a_bonus_taken_back(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")

    def more(office: Office) -> None:
        other = office.casebook.add_unit("institution", "02", "丰安银行")
        office.years.give_bonus(2026, other, {"I-BN-02": (Fraction(1), "有")})

    prepared(tmp_path / "a.db", opened(2026), more)
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "b")
        assert isinstance(driver.app.screen, FindDialog)
        assert "丰安银行  +1" in driver.screen_text()
        await driver.type("02\n")
        assert isinstance(driver.app.screen, BonusDialog)
        await fill(driver, **{"I-BN-02": ""})
        await driver.press("enter")
        assert driver.app.years.bonus(2026) == {}


async def test_without_an_institution_the_register_comes_first(tmp_path: Path) -> None:
    prepared(tmp_path / "a.db", opened(2026))
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "b")
        assert isinstance(driver.app.screen, YearScreen)
        assert driver.notices() == ["There is no institution yet; the register comes first."]


# --- the second look ----------------------------------------------------------------------------------------


async def test_somebody_else_approves_a_signed_sheet(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    prepared(tmp_path / "a.db", opened(2026), signed)
    async with running(tmp_path / "a.db") as driver:
        assert isinstance(driver.app.screen, HomeScreen)
        await driver.press("down", "g", "v")
        assert isinstance(driver.app.screen, ApproveDialog)
        await fill(driver, approver="")
        await driver.press("enter")
        assert "second look is needed" in driver.box_text()
        await driver.type("李 芳\n")
        assert "the second look is for somebody else" in driver.box_text()
        await fill(driver, approver="王敏")
        await driver.press("enter")
        assessment = driver.app.casebook.overview()[1].cases[0].assessment
        assert (assessment.state, assessment.approved_by) == ("approved", "王敏")
        assert "approved by 王敏" in driver.screen_text().splitlines()[0]
        assert "Approved by 王敏." in driver.screen_text()
        assert "v Approve" not in driver.screen_text()


# --- rows ---------------------------------------------------------------------------------------------------


def test_every_setting_stands_in_exactly_one_row() -> None:
    from eldercheck.domain.programme_settings import SETTINGS as ALL

    named = [name for rules in RULES.values() for rule in rules for name in rule.settings]
    assert sorted(named) == sorted(setting.name for setting in ALL)
    for group, rules in RULES.items():
        of_group = {setting.name for setting in ALL if setting.group == group}
        assert {name for rule in rules for name in rule.settings} == of_group


@pytest.mark.parametrize(
    ("a", "b", "text"),
    [
        ("90", "75", "A 90.0–100.0 · B 75.0–89.9 · C 0.0–74.9"),
        ("100", "0.1", "A 100.0–100.0 · B 0.1–99.9 · C 0.0–0.0"),
        ("89.5", "60.4", "A 89.5–100.0 · B 60.4–89.4 · C 0.0–60.3"),
    ],
)
def test_bands_are_shown_as_what_they_tile(a: str, b: str, text: str) -> None:
    assert bands_text(with_all(Programme(2026), {"a_band": a, "b_band": b})) == text


def test_a_share_says_what_it_means() -> None:
    programme = with_all(Programme(2026), {"spread": "no", "quota_percent": "20", "bonus_at_most": "2.5"})
    texts = {rule.name: rule_value(rule, programme) for rules in RULES.values() for rule in rules}
    assert texts["spread"] == "change nothing"
    assert texts["quota"] == "at most 20% of a group"
    assert texts["bonus_at_most"] == "2.5"
    assert texts["branches"] == "at least 5, and 40%"
    assert texts["floors"] == "A 75.0 · B 50.0"


async def test_what_is_typed_fast_lands_in_the_field_it_was_meant_for(tmp_path: Path) -> None:
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "n")
        for key in ("down", *"Office", "down", *"Li", "down", *"Lin", "enter"):
            driver.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await driver.pilot.pause(0.3)
        (opened,) = driver.app.years.programmes()
        assert (opened.authority, opened.contact) == ("Office", "Li")
        assert driver.app.years.history(opened.year)[0].author == "Lin"


async def test_from_a_year_one_goes_on_to_its_table_and_its_county(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    office = open_office(tmp_path / "a.db", SETTINGS)
    try:
        office.years.open(Programme(2025))
        office.years.open(Programme(2026))
    finally:
        office.close()
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "left")
        for key, screen in (("t", GradesScreen), ("c", CountyScreen)):
            await driver.press(key)
            assert isinstance(driver.app.screen, screen)
            assert "2025" in driver.screen_text().splitlines()[0]
            await driver.press("escape")
            assert isinstance(driver.app.screen, YearScreen)

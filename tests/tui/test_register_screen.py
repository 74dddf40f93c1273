"""The register on the screen: found, corrected, read from a file with a preview, written to one."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from eldercheck.assemble import open_office
from eldercheck.domain.register import Unit
from eldercheck.exchange.register_file import read_register
from eldercheck.storage.backups import backups
from eldercheck.tui.screens.home import HomeScreen
from eldercheck.tui.screens.register import RegisterScreen
from eldercheck.tui.screens.register_files import ReadDialog, WriteDialog
from eldercheck.tui.screens.register_preview import RegisterPreviewScreen
from eldercheck.tui.screens.unit import UnitDialog
from eldercheck.tui.widgets.row_list import RowList
from tests.exchange.register_samples import BANK, BRANCH, HEADINGS, ROWS, workbook
from tests.tui.driving import SETTINGS, Driver, running, with_branch


def screen_of(driver: Driver) -> RegisterScreen:
    assert isinstance(driver.app.screen, RegisterScreen)
    return driver.app.screen


def shown(driver: Driver) -> list[str]:
    return [unit.code for unit in screen_of(driver).shown]


def codes(driver: Driver) -> list[str]:
    return [unit.code for unit in driver.app.register.units()]


def many_units(path: Path, points: int = 12) -> None:
    """Put two institutions, an exempt and a closed one among them, and their units into a new database."""
    office = open_office(path, SETTINGS)
    try:
        units = [
            Unit("u1", "institution", "01", "青山银行", ranking_group="农商行"),
            Unit("u2", "institution", "02", "丰安银行", exempt="本年新设"),
            Unit("b1", "branch", "0101", "北关支行", "u1", "北关街1号", closed="2026-01-31"),
            *(
                Unit(f"p{n}", "service_point", f"9{n:04}", f"第{n}村点", "u1", f"{n}村")
                for n in range(points)
            ),
        ]
        for unit in units:
            office.register.save(unit)
    finally:
        office.close()


async def settle(driver: Driver, kind: type[object]) -> None:
    """Wait until a thread has brought a screen into view."""
    for _turn in range(400):
        if isinstance(driver.app.screen, kind):
            break
        await driver.pilot.pause(0.02)
    await driver.pilot.pause()
    assert isinstance(driver.app.screen, kind)


async def read_file(driver: Driver, path: Path, expected: type[object] = RegisterPreviewScreen) -> None:
    await driver.press("r")
    assert isinstance(driver.app.screen, ReadDialog)
    driver.app.screen.query_one(Input).value = f"'{path}'"
    await driver.press("enter")
    await settle(driver, expected)


async def test_an_empty_register_is_filled_from_a_file(tmp_path: Path) -> None:
    path = workbook(tmp_path / "名录.xlsx", HEADINGS, *ROWS)
    async with running(tmp_path / "new.db") as driver:
        await driver.press("i")
        assert "The register is empty." in driver.screen_text()
        await read_file(driver, path)
        text = driver.screen_text()
        for part in ("3 new, 0 changed", "0101 青山农村商业银行 · Institution", "nothing taken over yet"):
            assert part in text
        assert codes(driver) == []
        await driver.press("enter")
        await settle(driver, RegisterScreen)
        assert codes(driver) == shown(driver) == ["0101", "010101", "010151"]
        assert "北关支行" in driver.screen_text()
        await driver.press("escape")
        assert isinstance(driver.app.screen, HomeScreen)
        assert "北关支行" in driver.screen_text()


async def test_a_preview_that_is_left_changes_nothing(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    path = workbook(tmp_path / "b.xlsx", HEADINGS, *ROWS)
    async with running(tmp_path / "a.db") as driver:
        await driver.press("i")
        await read_file(driver, path)
        await driver.press("escape")
        assert shown(driver) == ["01", "0101"]
        assert backups(tmp_path / "a.db") == ()


async def test_what_changes_is_shown_field_by_field_and_saved_before(tmp_path: Path) -> None:
    with_branch(tmp_path / "a.db")
    rows = (("机构", "01", "青山银行"), ("网点", "0101", "北关街支行", "01", "", "", "", "2026-01-31"))
    path = workbook(tmp_path / "b.xlsx", HEADINGS, *rows)
    async with running(tmp_path / "a.db") as driver:
        await driver.press("i")
        await read_file(driver, path)
        text = driver.screen_text()
        for part in (
            "1 closed, 1 unchanged",
            "Name: 北关支行 → 北关街支行",
            "Closed on: (empty) → 2026-01-31",
        ):
            assert part in text
        await driver.press("enter")
        await settle(driver, RegisterScreen)
        assert driver.app.register.units()[1].closed == "2026-01-31"
        assert len(backups(tmp_path / "a.db")) == 1


async def test_faults_are_listed_with_their_cells_and_the_mended_file_is_read_again(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", HEADINGS, BANK, (*BRANCH[:6], "1/5/2024"))
    async with running(tmp_path / "new.db") as driver:
        await driver.press("i")
        await read_file(driver, path)
        text = driver.screen_text()
        assert "名录!G3" in text
        assert "1 fault" in text
        await driver.press("enter")
        assert isinstance(driver.app.screen, RegisterPreviewScreen)
        workbook(path, HEADINGS, BANK, (*BRANCH[:6], "2024-5-1"))
        await driver.press("r")
        for _turn in range(200):
            if driver.app.screen.reading.changes is not None:
                break
            await driver.pilot.pause(0.02)
        await driver.press("enter")
        await settle(driver, RegisterScreen)
        assert driver.app.register.units()[1].opened == "2024-05-01"


async def test_a_file_that_cannot_be_read_is_said_beside_its_path(tmp_path: Path) -> None:
    async with running(tmp_path / "new.db") as driver:
        await driver.press("i", "r", "enter")
        assert "The path of a file is needed." in driver.screen_text()
        driver.app.screen.query_one(Input).value = str(tmp_path / "gone.xlsx")
        await driver.press("enter")
        for _turn in range(200):
            if "There is no file" in driver.screen_text():
                break
            await driver.pilot.pause(0.02)
        assert "There is no file" in driver.screen_text()
        assert isinstance(driver.app.screen, ReadDialog)
        await driver.press("escape")
        assert isinstance(driver.app.screen, RegisterScreen)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
async def test_the_register_is_written_and_replaced_only_when_asked_twice(
    tmp_path: Path, suffix: str
) -> None:
    with_branch(tmp_path / "a.db")
    path = tmp_path / f"out{suffix}"
    path.write_bytes(b"mine")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("i", "w")
        assert isinstance(driver.app.screen, WriteDialog)
        driver.app.screen.query_one(Input).value = str(path)
        await driver.press("enter")
        for _turn in range(200):
            if "is there already" in driver.screen_text():
                break
            await driver.pilot.pause(0.02)
        assert path.read_bytes() == b"mine"
        await driver.press("enter")
        await settle(driver, RegisterScreen)
        assert [line.code for line in read_register(path).lines] == ["01", "0101"]


async def test_the_list_follows_the_words_as_they_are_typed(tmp_path: Path) -> None:
    many_units(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("i", "slash")
        await driver.type("第3")
        assert shown(driver) == ["90003"]
        await driver.press("backspace")
        assert len(shown(driver)) == 12
        await driver.type("7村\n")
        assert shown(driver) == ["90007"]
        assert isinstance(driver.app.focused, RowList)
        assert "1 / 15 units" in driver.screen_text()
        await driver.press("escape")
        assert len(shown(driver)) == 15
        await driver.press("slash")
        await driver.type("nowhere")
        assert "No unit fits." in driver.screen_text()
        await driver.press("escape")
        assert len(shown(driver)) == 15
        await driver.press("escape")
        assert isinstance(driver.app.screen, HomeScreen)


async def test_the_list_is_narrowed_by_kind_and_state(tmp_path: Path) -> None:
    many_units(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("i", "v")
        assert shown(driver) == ["01", "02"]
        await driver.press("right")
        assert shown(driver) == ["0101"]
        await driver.press("3")
        assert len(shown(driver)) == 12
        await driver.press("left", "left")
        assert shown(driver) == ["01", "02"]
        await driver.press("o", "o")
        assert shown(driver) == []
        await driver.press("0", "o", "o")
        assert shown(driver) == ["0101"]
        await driver.press("o")
        assert shown(driver) == ["02"]
        assert "Register · exempt" in driver.screen_text()
        await driver.press("o")
        assert len(shown(driver)) == 15


async def test_a_unit_is_corrected_with_days_as_people_type_them(tmp_path: Path) -> None:
    many_units(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("i", "2", "enter")
        dialog = driver.app.screen
        assert isinstance(dialog, UnitDialog)
        assert not dialog.query_one("#exempt").region
        dialog.query_one("#opened", Input).value = "2020年3月5日"
        dialog.query_one("#closed", Input).value = "1/2/2026"
        await driver.press("enter")
        assert driver.app.screen is dialog
        assert "can be read in two ways" in driver.screen_text()
        dialog.query_one("#closed", Input).value = "2019.1.1"
        await driver.press("enter")
        assert "before it opened" in driver.screen_text()
        dialog.query_one("#closed", Input).value = ""
        await driver.press("enter")
        assert isinstance(driver.app.screen, RegisterScreen)
        branch = next(unit for unit in driver.app.register.units() if unit.id == "b1")
        assert (branch.opened, branch.closed) == ("2020-03-05", "")


async def test_an_institution_has_its_group_and_its_reason(tmp_path: Path) -> None:
    many_units(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("i", "e")
        dialog = driver.app.screen
        dialog.query_one("#ranking_group", Input).value = "国有行"
        dialog.query_one("#exempt", Input).value = "撤并"
        await driver.press("enter")
        bank = driver.app.register.units()[0]
        assert (bank.ranking_group, bank.exempt) == ("国有行", "撤并")


async def test_a_unit_is_added_and_the_cursor_stands_on_it_whatever_hid_it(tmp_path: Path) -> None:
    many_units(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("i", "1", "a")
        await driver.type("0102")
        await driver.press("tab")
        await driver.type("南塘支行\n")
        unit = screen_of(driver).unit_now()
        assert unit is not None
        assert (unit.code, unit.kind, unit.parent) == ("0102", "branch", "u1")


async def test_five_thousand_units_are_searched(tmp_path: Path) -> None:
    many_units(tmp_path / "a.db", 5)
    office = open_office(tmp_path / "a.db", SETTINGS)
    office.register._store.save_units(
        [Unit(f"q{n}", "service_point", f"8{n:05}", f"点{n}", "u1", "某村") for n in range(5000)]
    )
    office.close()
    async with running(tmp_path / "a.db", (120, 40)) as driver:
        await driver.press("i", "end")
        assert "804999" in driver.screen_text()
        await driver.press("slash")
        await driver.type("804321")
        assert shown(driver) == ["804321"]


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
async def test_the_columns_fit_every_width(tmp_path: Path, size: tuple[int, int]) -> None:
    many_units(tmp_path / "a.db")
    async with running(tmp_path / "a.db", size) as driver:
        await driver.press("i")
        lines = driver.screen_text().splitlines()
        head, row = (next(line for line in lines if part in line) for part in ("Unit kind", "青山银行"))
        assert "Institution" in row
        assert head.index("Unit kind") == row.index("Institution") + len("青山银行")
        assert ("closed" if size[0] < 111 else "2026-01-31") in driver.screen_text()


async def test_a_register_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    many_units(tmp_path / "a.db")
    office = open_office(tmp_path / "a.db", SETTINGS)
    try:
        async with running(tmp_path / "a.db") as driver:
            await driver.press("i")
            for key in ("r", "a", "e"):
                await driver.press(key)
                assert isinstance(driver.app.screen, RegisterScreen)
            await driver.press("w")
            assert isinstance(driver.app.screen, WriteDialog)
    finally:
        office.close()

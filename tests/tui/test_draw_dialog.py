"""Drawing the visits from the year's page: the draw is kept, shown, and repeated only with a reason."""

from __future__ import annotations

from pathlib import Path

from eldercheck.domain.programme import Programme
from tests.builders import a_desk
from tests.tui.driving import running


def prepared(path: Path) -> None:
    with a_desk(path) as desk:
        bank = desk.casebook.add_unit("institution", "01", "甲[A]行")
        for place in range(8):
            desk.casebook.add_unit("branch", f"01{place}", f"网点[/x]{place}", bank.id)
        desk.years.open(Programme(2026))


async def test_a_draw_is_kept_and_shown(tmp_path: Path) -> None:
    prepared(tmp_path / "a.db")
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "v", *"317")
        await driver.press("enter")
        kept = driver.app.drawing.standing(2026)
        assert kept is not None
        assert (kept.seed, len(kept.codes)) == ("317", 5)
        assert all(f"{code}  网点[/x]" in driver.screen_text() for code in kept.codes)
        await driver.press("escape", "v", "4", "enter")
        assert driver.app.drawing.standing(2026) == kept
        await driver.press(*"xy", "enter")
        again = driver.app.drawing.standing(2026)
        assert again is not None
        assert again.seed == "4"


async def test_a_draw_of_nobody_says_why(tmp_path: Path) -> None:
    with a_desk(tmp_path / "a.db") as desk:
        desk.casebook.add_unit("institution", "01", "甲行")
        desk.years.open(Programme(2026))
    async with running(tmp_path / "a.db") as driver:
        await driver.press("y", "v", "1", "enter")
        assert "Nothing was drawn" in driver.screen_text()
        assert driver.app.drawing.standing(2026) is None

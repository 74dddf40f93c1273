"""Driving the app through Pilot; assertions look at what the store holds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.cells import cell_len
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from eldercheck.assemble import Office, open_example, open_office
from eldercheck.domain.answers import Given
from eldercheck.domain.register import Unit
from eldercheck.services.examination import Examination
from eldercheck.storage.settings import Settings
from eldercheck.tui.app import EldercheckApp
from eldercheck.tui.screens.walk import WalkScreen

SETTINGS = Settings(device="test", author="林晓梅")


@dataclass
class Driver:
    """One running app."""

    app: EldercheckApp
    pilot: Pilot[None]
    kept: list[Settings] = field(default_factory=list)

    async def press(self, *keys: str) -> None:
        """Press keys and let the app settle."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text as a terminal sends it, character by character; a line end is Enter."""
        for character in text:
            if character == "\n":
                await self.press("enter")
            else:
                self.app.post_message(events.Key(_character_to_key(character), character))
                await self.pilot.pause()

    @property
    def walk(self) -> WalkScreen:
        """The walk in view."""
        assert isinstance(self.app.screen, WalkScreen)
        return self.app.screen

    def stored(self, assessment: str) -> Examination:
        """Return an assessment as the store holds it now."""
        return self.app.casebook.resume(assessment)

    def answers(self) -> dict[str, str]:
        """Return the stored answers of the walk in view, N/A as a dash and its reason."""
        sheet = self.stored(self.walk.examination.assessment.id).sheet
        return {
            item: answer.text if isinstance(answer, Given) else f"-{answer.reason}"
            for item, answer in sheet.answers.items()
        }

    def find(self, text: str) -> tuple[int, int]:
        """Return the cell where a text stands on the screen, to click it."""
        for y, line in enumerate(self.screen_text().splitlines()):
            if text in line:
                return cell_len(line[: line.index(text)]), y
        raise AssertionError(f"{text!r} is not on the screen")

    def screen_text(self) -> str:
        """Return every visible line of the screen."""
        lines = []
        for y in range(self.app.size.height):
            strip = self.app.screen._compositor.render_strips()[y]
            lines.append("".join(segment.text for segment in strip))
        return "\n".join(lines)

    def box_text(self) -> str:
        """Return what stands in the dialog in view, its line breaks taken out."""
        box = self.app.screen.query_one(".dialog").content_region
        strips = self.app.screen._compositor.render_strips()[box.y : box.bottom]
        return " ".join(" ".join(strip.crop(box.x, box.right).text for strip in strips).split())

    def notices(self) -> list[str]:
        """Return the notices that stand on the screen."""
        return [notice.message for notice in self.app._notifications]


@asynccontextmanager
async def running(
    path: Path, size: tuple[int, int] = (80, 24), settings: Settings = SETTINGS
) -> AsyncIterator[Driver]:
    """Run the app on a database and wait until it is open."""
    kept: list[Settings] = []

    def example() -> Office:
        return open_example(settings)

    app = EldercheckApp(lambda: open_office(path, settings), example, settings, kept.append)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        for _turn in range(400):
            if app.is_ready or len(app.screen_stack) > 1:
                break
            await pilot.pause(0.02)
        await pilot.pause()
        yield Driver(app, pilot, kept)


def with_branch(path: Path, name: str = "北关支行") -> tuple[Unit, Unit]:
    """Put an institution and a branch into a new database."""
    office = open_office(path, SETTINGS)
    try:
        institution = office.casebook.add_unit("institution", "01", "青山银行")
        return institution, office.casebook.add_unit("branch", "0101", name, institution.id)
    finally:
        office.close()

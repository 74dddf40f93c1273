"""Makes the picture of the README from the app itself; a test compares, so that the README cannot lie."""

import asyncio
import tempfile
from functools import partial
from pathlib import Path

from eldercheck import language
from eldercheck.assemble import open_office, write_demo
from eldercheck.storage.settings import Settings
from eldercheck.tui.app import EldercheckApp
from eldercheck.tui.picture import svg_picture
from eldercheck.tui.screens.walk import WalkScreen

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / ".ci" / "pictures" / "walk.svg"
UNIT, ITEM, SIZE = "010103", "B-GC-04", (100, 27)


async def walk_picture(language_name: language.Language = "zh") -> str:
    """Return the walk of a half-done branch of the example, as an SVG."""
    language.use(language_name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "county.db"
        write_demo(path)
        settings = Settings(device="picture", author="")
        opener = partial(open_office, path, settings)
        app = EldercheckApp(opener, opener, settings, print)
        async with app.run_test(size=SIZE) as pilot:
            while not app.is_ready:
                await pilot.pause(0.02)
            unit = next(entry for entry in app.casebook.overview() if entry.unit.code == UNIT)
            app.show_sheet(app.casebook.resume(unit.cases[0].assessment.id), ITEM)
            await pilot.pause(0.2)
            assert isinstance(app.screen, WalkScreen)
            return svg_picture(app)


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(asyncio.run(walk_picture()), encoding="utf-8")

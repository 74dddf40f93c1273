"""The picture in the README shows the app as it is."""

from __future__ import annotations

import html
import importlib.util
import re
from pathlib import Path

from eldercheck import language

ROOT = Path(__file__).parents[2]


def words(svg: str) -> str:
    """Return the text of a picture, without how it is placed."""
    return re.sub(r"\s+", "", html.unescape("".join(re.findall(r">([^<]*)<", svg))))


async def test_the_picture_is_fresh() -> None:
    spec = importlib.util.spec_from_file_location("pictures", ROOT / ".ci" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    pictures = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pictures)
    try:
        now = await pictures.walk_picture()
    finally:
        language.use("en")
    assert words(now) == words(pictures.PICTURE.read_text(encoding="utf-8"))
    assert "B-GC-04" in words(now)

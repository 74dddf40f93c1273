from __future__ import annotations

from xml.etree import ElementTree

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from eldercheck.tui.picture import svg_picture
from eldercheck.tui.plain import plain

CELL = 12.2
SVG = "{http://www.w3.org/2000/svg}"


class Sheet(App[None]):
    """Chinese within a border, to see whether the border stays straight."""

    TITLE = "适老服务考评"
    CSS = "Static { border: round white; width: 24; height: auto; padding: 0; }"

    def compose(self) -> ComposeResult:
        yield Static(plain("是否设立“爱心窗口”？"))
        yield Static(plain("e\u0301x <A&B> سلام 𠮷"))


async def picture(app: App[None] | None = None) -> ElementTree.Element:
    app = app or Sheet()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        return ElementTree.fromstring(svg_picture(app))


def places(root: ElementTree.Element) -> dict[str, list[float]]:
    """Return the left edges, in cells, at which each thing drawn stands."""
    found: dict[str, list[float]] = {}
    for part in root.iter(f"{SVG}tspan"):
        found.setdefault(part.text or "", []).append(float(part.get("x", "nan")) / CELL)
    return found


async def test_wide_characters_stand_two_cells_apart_and_borders_line_up() -> None:
    found = places(await picture())
    for cell, character in enumerate("是否设立", 0):
        assert found[character][0] == pytest.approx(1 + 2 * cell, abs=0.2)
    assert found["“"][0] == pytest.approx(9, abs=0.01)
    assert found["爱"][0] == pytest.approx(10, abs=0.2)
    assert found["│"] == pytest.approx([0, 23, 0, 23], abs=0.01)
    assert found["╭"] == pytest.approx([0, 0], abs=0.01)
    assert found["╮"] == pytest.approx([23, 23], abs=0.01)


async def test_marks_and_arabic_are_drawn_with_what_they_belong_to() -> None:
    found = places(await picture())
    assert found["e\u0301"] == pytest.approx([1], abs=0.01)
    assert found["x"] == pytest.approx([2], abs=0.01)
    assert found["سلام"] == pytest.approx([10], abs=0.01)
    assert found["𠮷"] == pytest.approx([15], abs=0.2)
    assert {"<", "&", ">"} <= set(found)


async def test_nothing_is_fetched_from_anywhere() -> None:
    text = ElementTree.tostring(await picture(), encoding="unicode")
    assert "@font-face" not in text
    assert "url(" not in text.replace("url(#", "")
    assert text.replace("http://www.w3.org/2000/svg", "").count("://") == 0
    assert "Noto Sans Mono CJK SC" in text


async def test_the_same_screen_gives_the_same_picture() -> None:
    first, second = await picture(), await picture()
    assert ElementTree.tostring(first) == ElementTree.tostring(second)
    assert "terminal-" not in ElementTree.tostring(first, encoding="unicode").replace("clip-terminal", "")


async def test_every_class_and_clip_named_is_defined() -> None:
    root = await picture()
    style = root.findtext(f"{SVG}style") or ""
    for element in root.iter():
        if name := element.get("class"):
            assert f".{name} " in style or name == "rich-terminal"
        assert element.get("textLength") is None


async def test_text_that_xml_forbids_does_not_spoil_the_picture() -> None:
    class Raw(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("a\x1b\x00b", markup=False)

    found = places(await picture(Raw()))
    assert {"a", "b"} <= set(found)


async def test_another_rich_is_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Sheet()
    async with app.run_test():
        monkeypatch.setattr(app, "export_screenshot", lambda **_: "<svg/>")
        with pytest.raises(ValueError, match="another way"):
            svg_picture(app)

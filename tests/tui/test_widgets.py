"""The widgets drawn line by line: what they show after each change, without a layout of the screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App, ComposeResult
from textual.content import Content

from eldercheck.tui.theme import THEMES
from eldercheck.tui.widgets.pane import Pane, Paragraph
from eldercheck.tui.widgets.row_list import Row, RowList


class Two(App[None]):
    """A pane beside a list."""

    CSS = "Screen { layout: horizontal; } Pane, RowList { width: 20; }"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Name the colours that only our looks have."""
        return dict(THEMES[0].variables)

    def compose(self) -> ComposeResult:
        yield Pane()
        yield RowList()

    def lines(self) -> list[str]:
        """Return what stands on the screen."""
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]


def paragraphs(texts: Sequence[str]) -> list[Paragraph]:
    return [Paragraph(Content(text)) for text in texts]


def rows(texts: Sequence[str]) -> list[Row]:
    return [Row(text, lambda width, text=text: Content(text)) for text in texts]  # type: ignore[misc]


async def test_a_pane_shows_what_it_was_given_last() -> None:
    async with (app := Two()).run_test(size=(40, 6)) as pilot:
        pane = app.query_one(Pane)
        for texts in (["one", "two", "three"], ["one", "zwei", "three"], ["eins"], ["x", "y"], []):
            pane.show(paragraphs(texts))
            await pilot.pause()
            assert [line[:20].strip() for line in app.lines()] == texts + [""] * (6 - len(texts))


async def test_the_scrollbar_comes_and_goes_with_the_lines() -> None:
    async with (app := Two()).run_test(size=(40, 6)) as pilot:
        pane, listed = app.query_one(Pane), app.query_one(RowList)
        many = [f"line {number}" for number in range(30)]
        for texts in (many[:3], many, many[:6], many[:7], many[:2]):
            pane.show(paragraphs(texts))
            listed.show(rows(texts))
            await pilot.pause()
            assert pane.show_vertical_scrollbar == listed.show_vertical_scrollbar == (len(texts) > 6)
            assert pane.max_scroll_y == listed.max_scroll_y == max(0, len(texts) - 6)


async def test_a_pane_is_wrapped_anew_in_another_width() -> None:
    async with (app := Two()).run_test(size=(40, 6)) as pilot:
        pane = app.query_one(Pane)
        pane.show(paragraphs(["alpha beta gamma"]))
        pane.styles.width = 12
        await pilot.pause()
        await pilot.pause()
        assert [line[:12].strip() for line in app.lines()][:2] == ["alpha beta", "gamma"]


async def test_lines_are_right_after_scrolling_and_changing_below() -> None:
    async with (app := Two()).run_test(size=(40, 6)) as pilot:
        pane = app.query_one(Pane)
        texts = [f"line {number}" for number in range(30)]
        pane.show(paragraphs(texts))
        await pilot.pause()
        pane.scroll_to(y=10, animate=False)
        await pilot.pause()
        texts[12] = "other"
        pane.show(paragraphs(texts), from_top=False)
        await pilot.pause()
        assert [line[:18].strip() for line in app.lines()] == texts[10:16]

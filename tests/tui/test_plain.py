from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.widgets import DataTable, OptionList, Static

from eldercheck.domain.clean_text import visible
from eldercheck.tui.plain import plain, plain_cell

HOSTILE = [
    "[A] [30%] [/x]",
    "[/] [/home/x] [a=]",
    "[@click=app.bell]X[/]",
    "[link=file:///x]y[/link]",
    "[[/]] \\[b] a\\",
    "$name [$accent]X[/]",
    "\x1b]0;PWNED\x07",
    "\x9b31m甲\x00",
    "a\u202eb\u200b",
    "甲\n乙",
]
SHOWN = [*HOSTILE[:6], "␛]0;PWNED␇", "⟨U+009B⟩31m甲␀", "a⟨U+202E⟩b⟨U+200B⟩", "甲␊乙"]


class Screenful(App[None]):
    """Each hostile text once in each kind of widget."""

    def compose(self) -> ComposeResult:
        for text in HOSTILE:
            yield Static(plain(text))
        yield OptionList(*(plain(text) for text in HOSTILE))
        yield DataTable[object]()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_column(plain_cell(HOSTILE[0]))
        for text in HOSTILE:
            table.add_row(plain_cell(text), label=plain_cell("[/]"))


async def test_hostile_text_is_shown_as_it_is_in_every_widget() -> None:
    app = Screenful()
    async with app.run_test(size=(60, 50)) as pilot:
        await pilot.pause()
        rows = [
            "".join(segment.text for segment in strip if segment.control is None)
            for strip in app.screen._compositor.render_strips()
        ]
        for text in SHOWN:
            assert sum(text in row for row in rows) >= 3, text
        assert sum(SHOWN[0] in row for row in rows) == 4
        assert all(row.isprintable() for row in rows)
        assert not any("@click" in segment.style.meta for segment in _styled(app) if segment.style)


async def test_a_click_in_a_name_runs_no_action() -> None:
    class Name(App[None]):
        ran = False

        def compose(self) -> ComposeResult:
            yield Static(plain("[@click=app.trap]XXXXXX[/]"))

        def action_trap(self) -> None:
            self.ran = True

    app = Name()
    async with app.run_test() as pilot:
        for column in range(0, 26, 3):
            await pilot.click(Static, offset=(column, 0))
        assert not app.ran


@given(st.text())
def test_both_faces_show_the_same(text: str) -> None:
    assert plain(text).plain == plain_cell(text).plain == visible(text)
    assert not plain(text).spans
    assert plain(text).cell_length == cell_len(visible(text))


@pytest.mark.parametrize("text", ["一\n二", "\n"])
def test_lines_are_kept_where_wanted(text: str) -> None:
    assert plain(text, multiline=True).plain == text


def _styled(app: App[None]) -> list[Segment]:
    return [segment for strip in app.screen._compositor.render_strips() for segment in strip]

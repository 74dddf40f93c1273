from __future__ import annotations

import importlib
import re
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import textual.content
from hypothesis import example, given
from hypothesis import strategies as st
from rich._wrap import divide_line
from rich.cells import cell_len
from textual._wrap import compute_wrap_offsets
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Label, OptionList, Static, TextArea

from eldercheck.tui import line_breaking
from eldercheck.tui.line_breaking import break_offsets, install, installed, missing_names, uninstall

ITEM = (
    "2.3 各网点应当设立“爱心窗口”（编号B-TM-06），配备轮椅、老花镜等；覆盖率不低于12.5%，"
    "得3/5分……自2024年5月1日起。"
)

NO_START = "、，。：；？！）】」』》〉”’…—·％,!?:;)]}%"
NO_END = "（【「『《〈“‘([{￥"
WORD = re.compile(r"[A-Za-z0-9]+(?:[-./][A-Za-z0-9]+)*%?")

PROSE = st.lists(
    st.one_of(
        st.sampled_from("网点应当设立爱心窗口𠮷"),
        st.sampled_from("、，。：；？！）】」』》〉”’…—·％（【「『《〈“‘"),
        st.sampled_from(["B-TM-06", "12.5%", "3/5", "100%", "2024-05-01", "P", "ATM", "5,000"]),
        st.sampled_from([" ", ", ", ". ", " (", ") ", "\u3000", "e\u0301", "\u200d", "\ufe0f", "\xa0", '"']),
        st.characters(categories=("L", "M", "N", "P", "S", "Zs")),
    ),
    max_size=60,
).map("".join)


def breakers() -> list[Any]:
    """Return what Textual breaks lines by at present."""
    return [getattr(importlib.import_module(module), name) for module, name in line_breaking._PATCHES]


def pieces(text: str, width: int, first_width: int | None = None) -> list[str]:
    offsets = break_offsets(text, width, first_width=first_width)
    return [text[start:end] for start, end in zip([0, *offsets], [*offsets, len(text)], strict=True)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        (
            ITEM,
            20,
            [
                "2.3 各网点应当设立",
                "“爱心窗口”（编号",
                "B-TM-06），配备轮",
                "椅、老花镜等；覆盖率",
                "不低于12.5%，得3/5",
                "分……自2024年5月1日",
                "起。",
            ],
        ),
        (
            ITEM,
            30,
            [
                "2.3 各网点应当设立“爱心窗口”",
                "（编号B-TM-06），配备轮椅、老",
                "花镜等；覆盖率不低于12.5%，得",
                "3/5分……自2024年5月1日起。",
            ],
        ),
        ("他说：“好的。”（见附件）", 14, ["他说：“好的。”", "（见附件）"]),
        ("地址《网点服务规范》第三条", 12, ["地址《网点服", "务规范》第三", "条"]),
        ("是否提供上门服务？！", 18, ["是否提供上门服", "务？！"]),
        ("买买提·艾山江", 6, ["买买", "提·艾", "山江"]),
        ("编号P|BOC2020", 10, ["编号", "P|BOC2020"]),
        ("自2024-05-01起", 12, ["自2024-05-01", "起"]),
        ("得分10～20分", 10, ["得分10～20", "分"]),
        ("约￥100元", 6, ["约", "￥100", "元"]),
        ("网址https://a.cn/b", 14, ["网址", "https://a.cn/b"]),
        ("ABCDEFGHIJ甲", 4, ["ABCD", "EFGH", "IJ甲"]),
        ("（B-TM-06）", 8, ["（", "B-TM-06", "）"]),
        ("甲\xa0乙丙", 5, ["甲\xa0乙", "丙"]),
        ("葛\U000e0100葛\U000e0100葛\U000e0100", 4, ["葛\U000e0100葛\U000e0100", "葛\U000e0100"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("甲  乙", 2, ["甲  ", "乙"]),
        ("甲乙", 1, ["甲", "乙"]),
        ("", 5, [""]),
        ("    ", 2, ["    "]),
        ("   甲乙", 4, ["   ", "甲乙"]),
    ],
)
def test_a_line_breaks_where_a_reader_expects_it(text: str, width: int, lines: list[str]) -> None:
    assert pieces(text, width) == lines


@pytest.mark.parametrize("width", [9, 11, 18, 19, 20, 33, 80])
@pytest.mark.parametrize(
    "text",
    [
        "The branch keeps reading glasses, a wheelchair and an umbrella at the door.",
        "one  two   three    four",
        "  leading trailing  ",
        "Incomprehensible words are folded",
    ],
)
def test_english_breaks_as_it_does_in_rich(text: str, width: int) -> None:
    assert break_offsets(text, width) == divide_line(text, width)


def test_the_first_line_may_be_shorter() -> None:
    assert pieces("甲乙丙丁戊己", 8, first_width=4) == ["甲乙", "丙丁戊己"]


@given(PROSE, st.integers(1, 40), st.none() | st.integers(1, 40))
@example("（" * 50, 6, None)
@example("。" * 50, 6, None)
@example("a." * 50, 7, 1)
def test_the_pieces_are_the_whole_and_none_is_empty_or_too_wide(
    text: str, width: int, first_width: int | None
) -> None:
    lines = pieces(text, width, first_width)
    assert "".join(lines) == text
    assert all(lines) or not text
    for number, line in enumerate(lines):
        room = first_width if first_width is not None and number == 0 else width
        solid = _solid(line)
        assert cell_len(solid) <= room or len(_clusters(solid)) == 1


@given(PROSE.map(lambda text: text.replace("\u200d", "")), st.integers(6, 40))
def test_no_line_starts_or_ends_with_what_it_should_not_when_that_can_be_helped(
    text: str, width: int
) -> None:
    lines = pieces(text, width)
    for line, after in pairwise(lines):
        if not _parted_badly(line, after):
            continue
        for place in _clusters(line)[1:]:
            before, rest = line[:place], line[place:]
            plain = before[-1].isalnum() and rest[0].isalnum()
            in_a_word = cell_len(before[-1]) < 2 and cell_len(rest[0]) < 2
            assert not plain or in_a_word, (line, after)


@given(PROSE, st.integers(12, 40))
def test_a_word_that_fits_a_line_is_whole(text: str, width: int) -> None:
    breaks = set(break_offsets(text, width))
    for word in WORD.finditer(text):
        joined = text[: word.start()].endswith("\u200d")
        if not joined and cell_len(_run_around(text, word)) <= width:
            assert not breaks & set(range(word.start() + 1, word.end())), word[0]


@given(PROSE, st.integers(1, 40))
def test_a_mark_stays_with_what_it_marks(text: str, width: int) -> None:
    starts = set(_clusters(text))
    assert set(break_offsets(text, width)) <= starts


@given(PROSE, st.integers(1, 40))
def test_a_blank_in_a_text_area_takes_room(text: str, width: int) -> None:
    offsets = line_breaking._compute_wrap_offsets(text.replace("\t", " "), width, 4)
    for start, end in zip([0, *offsets], [*offsets, len(text)], strict=True):
        assert start < end or not text
        assert cell_len(text[start:end]) <= width or len(_clusters(text[start:end])) == 1


def test_five_hundred_characters_take_less_than_a_millisecond() -> None:
    text = (ITEM * 8)[:500]
    taken = []
    for width in range(20, 60):
        before = time.perf_counter()
        line_breaking._break_offsets.__wrapped__(text, width, None, True, True)
        taken.append(time.perf_counter() - before)
    assert min(taken) < 0.001


@pytest.mark.parametrize("text", ["（", "（ ", "a.", "(.", "a甲.", '"', " ", "e\u0301", "\u200d", "5年"])
def test_no_text_makes_it_slow(text: str) -> None:
    before = time.perf_counter()
    break_offsets(text * 9000, 40)
    break_offsets(f"a{text * 9000}甲", 40)
    assert time.perf_counter() - before < 2


class Page(App[None]):
    """One item in each kind of widget that breaks lines."""

    CSS = """
    Static, Label, OptionList { width: 20; height: auto; border: none; padding: 0; }
    TextArea { width: 23; height: 8; border: none; padding: 0; scrollbar-size: 0 0; }
    OptionList { scrollbar-size: 0 0; & > .option-list--option { padding: 0; } }
    """

    def compose(self) -> ComposeResult:
        yield Static(Content(ITEM))
        yield Label(Content(ITEM))
        yield OptionList(Content(ITEM))
        yield TextArea(ITEM, show_line_numbers=False)


LINES_OF_20 = [
    "2.3 各网点应当设立",
    "“爱心窗口”（编号",
    "B-TM-06），配备轮",
    "椅、老花镜等；覆盖率",
    "不低于12.5%，得3/5",
    "分……自2024年5月1日",
    "起。",
]


@pytest.fixture
def our_breaking() -> Iterator[None]:
    with installed():
        yield


@pytest.mark.usefixtures("our_breaking")
async def test_widgets_break_as_chinese_does() -> None:
    app = Page()
    async with app.run_test(size=(60, 40)) as pilot:
        await pilot.pause()
        for kind in (Static, Label, OptionList):
            widget = app.query_one(kind)
            rows = [widget.render_line(row).text.rstrip() for row in range(widget.size.height)]
            assert rows == LINES_OF_20, kind
        area = app.query_one(TextArea)
        area.styles.width = area.styles.width.value - (area.wrap_width - 20) if area.styles.width else 20
        await pilot.pause()
        assert area.wrap_width == 20
        assert [line for section in area.wrapped_document.lines for line in section] == LINES_OF_20


@pytest.mark.usefixtures("our_breaking")
async def test_a_text_area_breaks_anew_as_one_types() -> None:
    app = Page()
    async with app.run_test(size=(60, 40)) as pilot:
        area = app.query_one(TextArea)
        area.text = ""
        for character in ITEM:
            area.insert(character)
        await pilot.pause()
        typed = area.wrapped_document.lines
        area.text = ITEM
        assert typed == area.wrapped_document.lines
        area.move_cursor((0, len(ITEM)))
        await pilot.press("up", "home", "shift+end")
        assert area.selected_text in ITEM


def test_install_can_be_done_twice_and_undone() -> None:
    uninstall()
    own = breakers()
    assert install()
    assert install()
    ours = breakers()
    assert ours == [line_breaking._divide_line, line_breaking._compute_wrap_offsets]
    with installed():
        pass
    assert breakers() == ours
    uninstall()
    uninstall()
    assert breakers() == own == [divide_line, compute_wrap_offsets]


def test_this_textual_is_as_install_knows_it() -> None:
    assert not missing_names(), "Textual changed: look at line_breaking._PATCHES"


@pytest.fixture
def their_breaking() -> None:
    """Whatever ran in this process before, Textual breaks lines its own way."""
    uninstall()


@pytest.mark.usefixtures("their_breaking")
@pytest.mark.parametrize("other", [None, lambda text: [], "not callable"])
def test_another_textual_keeps_its_own_way(monkeypatch: pytest.MonkeyPatch, other: object) -> None:
    monkeypatch.setattr(textual.content, "divide_line", other)
    assert missing_names() == ["textual.content.divide_line"]
    assert not install()
    assert breakers() == [other, compute_wrap_offsets]
    with pytest.raises(LookupError, match=r"textual\.content\.divide_line"), installed():
        pass


@pytest.mark.usefixtures("their_breaking")
def test_a_textual_without_the_module_keeps_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_breaking, "_PATCHES", {("textual.no_such", "divide_line"): []})
    assert missing_names() == ["textual.no_such.divide_line"]
    assert not install()


@pytest.mark.usefixtures("our_breaking")
def test_tabs_are_left_to_textual() -> None:
    text = "甲\t乙丙丁 戊己庚辛"
    assert breakers()[1](text, 8, 4) == compute_wrap_offsets(text, 8, 4)


@pytest.mark.usefixtures("our_breaking")
def test_a_long_word_is_not_folded_where_textual_would_not() -> None:
    assert breakers()[0]("甲 ABCDEFGHIJ 乙", 4, fold=False) == [2, 13]


def _parted_badly(line: str, after: str) -> bool:
    begins_a_word = re.match(r"[./]+\w", after) and line[-1].isspace()  # .5 and /etc begin a line rightly
    return (after[0] in NO_START and not begins_a_word) or line.rstrip()[-1:] in tuple(NO_END)


def _solid(line: str) -> str:
    """Return the line without the blanks at its end, and the marks that stand on them."""
    starts = _clusters(line)
    while starts and line[starts[-1]].isspace():
        line = line[: starts.pop()]
    return line


def _clusters(text: str) -> list[int]:
    """Return where each character with its marks starts, by the rule Rich measures by."""
    starts, joined = [], False
    for index, character in enumerate(text):
        glued = joined or cell_len(character) == 0
        joined = character == "\u200d" and not joined
        if not glued or index == 0:
            starts.append(index)
    return starts


def _run_around(text: str, word: re.Match[str]) -> str:
    """Return the word with all that touches it and is neither blank nor wide."""
    start, end = word.span()
    while start and not text[start - 1].isspace() and cell_len(text[start - 1]) < 2:
        start -= 1
    while end < len(text) and not text[end].isspace() and cell_len(text[end]) < 2:
        end += 1
    return text[start:end]

"""Days as people type them: taken where only one day can be meant, refused in every other case."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.errors import StateError
from eldercheck.domain.typed_days import typed_day, typed_time


@pytest.mark.parametrize(
    "text",
    [
        *("2024-5-1", "2024-05-01", "2024/5/1", "2024/05/01", "2024.5.1", "2024.05.01.", "20240501"),
        *("2024年5月1日", "2024 年 5 月 1 日", "2024年5月1号", "２０２４－０５－０１", "２０２４年５月１日"),
        *(
            " 2024-5-1 ",
            "2024-05-01 00:00:00",
            "2024-05-01T08:30",
            "2024/5/1 9:30:00",
            "2024—5—1",
            "2024。5。1",
        ),
    ],
)
def test_a_day_is_taken_as_typed(text: str) -> None:
    assert typed_day(text) == "2024-05-01"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "day_ambiguous") for text in ("1/5/2024", "05-01-2024", "31/02/2024", "24-5-1", "1.5.24")),
        *((text, "day_incomplete") for text in ("2024", "202405", "2024年", "2024-5", "2024年5月", "5月1日")),
        *((text, "day_incomplete") for text in ("31/02", "5-1")),
        *((text, "day_unknown") for text in ("2024-02-30", "2023-2-29", "2024/13/1", "20241301", "长期")),
        *((text, "day_unknown") for text in ("2204-05-01", "0024-5-1", "2024-5/1", "45413", "二〇二四年")),
    ],
)
def test_what_could_be_another_day_is_refused(text: str, code: str) -> None:
    with pytest.raises(StateError) as caught:
        typed_day(text)
    assert (caught.value.code, caught.value.values) == (code, {"given": text})


def test_nothing_typed_is_no_day() -> None:
    assert typed_day("") == typed_day(" 　\t") == ""


@given(st.dates(date(1850, 1, 1), date(2150, 12, 31)), st.sampled_from("-/."))
def test_every_day_of_the_calendar_is_read_back(day: date, sign: str) -> None:
    short = sign.join(map(str, (day.year, day.month, day.day)))
    chinese = f"{day.year}年{day.month}月{day.day}日"
    for text in (short, chinese, day.isoformat(), f"{day:%Y%m%d}"):
        assert typed_day(text) == day.isoformat()


@given(st.text(max_size=12) | st.from_regex(r"[0-9/.年月日 -]{1,14}", fullmatch=True))
def test_any_text_is_a_day_or_a_named_error(text: str) -> None:
    try:
        day = typed_day(text)
    except StateError:
        return
    assert day == "" or date.fromisoformat(day).isoformat() == day


@pytest.mark.parametrize(
    ("text", "time"),
    [
        *((text, "09:05") for text in ("9:05", "09:05", "９：０５", "9.05", "0905", "9点05", "9时05分")),
        ("9点", "09:00"),
        (" 23:59 ", "23:59"),
        ("0:00", "00:00"),
        ("  ", ""),
    ],
)
def test_a_time_of_day_is_taken_as_typed(text: str, time: str) -> None:
    assert typed_time(text) == time


@pytest.mark.parametrize(
    "text", ["24:00", "9:60", "9", "905", "9:5", "noon", "9:05:30", "-9:05", "9点半", "12345"]
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(StateError) as error:
        typed_time(text)
    assert (error.value.code, error.value.values) == ("time_unknown", {"given": text})


@given(st.text(max_size=8))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    try:
        time = typed_time(text)
    except StateError:
        return
    assert time == "" or typed_time(time) == time

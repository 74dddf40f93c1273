"""Each kind of answer: what it earns, and every way to get it wrong (scoring.md §1)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.answer_kinds import AnswerKind, Count, Levels, Measure, YesNo, kind_from_plain
from eldercheck.domain.answers import (
    Given,
    NotApplicable,
    NumberText,
    answer_from_plain,
    answer_to_plain,
    credit,
    read_answer,
)
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.errors import AnswerError
from eldercheck.domain.wordings import Wording
from tests.builders import (
    SHIPPED,
    a_checklist,
    an_item,
    full_answer,
    levels,
    measure,
    nothing_answer,
    shipped,
)

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
YES_NO, LEVEL, COUNT, MEASURE = YesNo(), levels(4), Count(), measure("lower", 2, 5)
HIGHER = measure("higher", 900, 800)


def fault_of(kind: AnswerKind, given: Any, *, optional: bool = False) -> AnswerError:
    with pytest.raises(AnswerError) as caught:
        read_answer(an_item("X-01", kind, optional=optional), given)
    assert caught.value.values["item"] == "X-01"
    return caught.value


@pytest.mark.parametrize(
    ("kind", "given", "earned"),
    [
        (YES_NO, "yes", 1),
        (YES_NO, "no", 0),
        (LEVEL, 0, 0),
        (LEVEL, 1, THIRD),
        (LEVEL, 2, 2 * THIRD),
        (LEVEL, 3, 1),
        (LEVEL, NumberText("2"), 2 * THIRD),
        (levels(2), 1, 1),
        (levels(6), 4, Fraction(4, 5)),
        (COUNT, "3/5", Fraction(3, 5)),
        (COUNT, "0/5", 0),
        (COUNT, "5/5", 1),
        (COUNT, "03/5", Fraction(3, 5)),
        (COUNT, "003/007", Fraction(3, 7)),
        (COUNT, "999999999/999999999", 1),
        (COUNT, "1/999999999", Fraction(1, 999999999)),
        (Count(of=5), "4/5", Fraction(4, 5)),
        (Count(of_at_most=3), "2/3", 2 * THIRD),
        (Count(of_at_most=3), "1/2", HALF),
        (Count(of_at_least=3), "1/3", THIRD),
        (Count(of_at_least=3), "1/4", Fraction(1, 4)),
        (Count(full_at_percent=80), "8/10", 1),
        (Count(full_at_percent=80), "10/10", 1),
        (Count(full_at_percent=80), "79/100", Fraction(79, 80)),
        (Count(full_at_percent=80), "4/10", HALF),
        (Count(full_at_percent=100), "4/10", Fraction(2, 5)),
        (Count(none_earns_nothing=True), "0/0", 0),
        (MEASURE, "0", 1),
        (MEASURE, "2", 1),
        (MEASURE, "2.000", 1),
        (MEASURE, "2.01", HALF),
        (MEASURE, "5", HALF),
        (MEASURE, "5.0000001", 0),
        (MEASURE, "12.5", 0),
        (MEASURE, 2, 1),
        (MEASURE, NumberText("4.9"), HALF),
        (HIGHER, "900", 1),
        (HIGHER, "899.9", HALF),
        (HIGHER, "800", HALF),
        (HIGHER, "799.999", 0),
        (HIGHER, "0", 0),
    ],
)
def test_an_answer_earns(kind: AnswerKind, given: Any, earned: Fraction | int) -> None:
    item = an_item("X-01", kind)
    answer = read_answer(item, given)
    assert answer == Given(str(given))
    found = credit(item, answer)
    assert found == earned
    assert type(found) is Fraction


@pytest.mark.parametrize("given", ["12.1", NumberText("12.1")])
def test_a_number_is_read_by_its_decimal_text(given: str) -> None:
    item = an_item("X-01", measure("higher", "12.1", 11))
    assert credit(item, read_answer(item, given)) == 1
    assert Fraction(12.1) < Fraction("12.1")  # the double would have missed the line


NOT_AN_ANSWER: tuple[Any, ...] = (True, False, None, 2.0, -1.5, [], ["yes"], b"yes")
NOT_YES_NO = (
    *("Yes", "YES", "y", "n", "", " yes", "yes ", "yes\n", "是", "ｙｅｓ", "true", "1", "0", "1/1"),
    *(1, 0, NumberText("1"), NumberText("0")),
)
NOT_A_LEVEL = (
    *("0", "2", "3", "yes", "", "２", "2/3"),
    *(-1, 4, 10, 999, 10**30, NumberText("2.0"), NumberText("-1"), NumberText("-0"), NumberText("1e0")),
    *(NumberText("4"), NumberText("02"), NumberText("２"), NumberText("1E9"), NumberText("100")),
)
NOT_A_COUNT = (
    *("", "/", "3", "3/", "/5", "3/5/7", " 3/5", "3/5 ", "3 /5", "3/5\n", "-1/5", "1/-5", "+1/5", "a/b"),
    *("3.0/5", "1e1/10", "３/５", "3／5", "٣/٥", "3\\5", "3:5", "3|5", "yes", "0x3/5", "3/5x", "1_0/10"),
    *("1234567890/1234567890", "0000000001/1", "1/0000000001"),
    *(3, 0, -1, NumberText("3"), NumberText("0.6"), NumberText("1e9")),
)
NOT_A_MEASURE = (
    *("", ".", "-1", "+1", "1.", ".5", "1e9", "1E2", "12,5", "1 2", " 12", "12 ", "12\n", "１２", "١٢"),
    *(
        "NaN",
        "inf",
        "Infinity",
        "1/2",
        "0x10",
        "1_000",
        "twelve",
        "12min",
        "1234567890123",
        "1.1234567890123",
    ),
    *(-1, NumberText("-1"), NumberText("-0.0"), NumberText("1e9"), NumberText("1E-2"), 10**12),
)


@pytest.mark.parametrize(
    ("kind", "code", "given"),
    [
        (kind, code, given)
        for kind, code, wrong in (
            (YES_NO, "wants_yes_no", NOT_YES_NO),
            (LEVEL, "wants_level", NOT_A_LEVEL),
            (COUNT, "wants_count", NOT_A_COUNT),
            (MEASURE, "wants_measure", NOT_A_MEASURE),
        )
        for given in (*NOT_AN_ANSWER, *wrong)
    ],
)
def test_nothing_is_coerced(kind: AnswerKind, code: str, given: Any) -> None:
    fault = fault_of(kind, given, optional=True)
    assert fault.code == code
    assert fault.values["given"] == given or isinstance(given, int)
    assert type(fault.values["given"]) is type(given) or isinstance(given, int | str)


@pytest.mark.parametrize(
    ("count", "given", "code", "of"),
    [
        (COUNT, "5/3", "count_have_above_of", None),
        (COUNT, "1/0", "count_have_above_of", None),
        (Count(of=5), "4/6", "count_of_wrong", 5),
        (Count(of=5), "4/4", "count_of_wrong", 5),
        (Count(of=5), "0/0", "count_of_wrong", 5),
        (Count(of=5), "6/5", "count_have_above_of", None),
        (Count(of_at_most=3), "1/4", "count_of_above", 3),
        (Count(of_at_most=3), "4/3", "count_have_above_of", None),
        (Count(of_at_least=3), "2/2", "count_of_below", 3),
        (Count(of_at_least=3), "0/1", "count_of_below", 3),
        (Count(of_at_least=3, none_earns_nothing=True), "0/2", "count_of_below", 3),
        (Count(of_at_most=3, of_at_least=2), "0/1", "count_of_below", 2),
        (Count(of_at_most=3, of_at_least=2), "0/4", "count_of_above", 3),
    ],
)
@pytest.mark.parametrize("optional", [True, False])
def test_the_limits_of_a_count(count: Count, given: str, code: str, of: int | None, optional: bool) -> None:
    fault = fault_of(count, given, optional=optional)
    assert fault.code == code
    assert fault.values.get("of") == of


@pytest.mark.parametrize(
    ("count", "optional", "earned"),
    [
        (Count(), True, None),
        (Count(of_at_most=4), True, None),
        (Count(of_at_least=3), True, None),
        (Count(full_at_percent=80), True, None),
        (Count(none_earns_nothing=True), True, Fraction(0)),
        (Count(none_earns_nothing=True), False, Fraction(0)),
        (Count(none_earns_nothing=True, of_at_least=3), False, Fraction(0)),
        (Count(none_earns_nothing=True, of_at_most=3), False, Fraction(0)),
    ],
)
@pytest.mark.parametrize("text", ["0/0", "00/0", "0/000"])
def test_none_of_none(count: Count, optional: bool, earned: Fraction | None, text: str) -> None:
    item = an_item("X-01", count, optional=optional)
    assert credit(item, read_answer(item, text)) == earned
    assert item.zero_of_zero_leaves is (earned is None)


@pytest.mark.parametrize(
    ("count", "code"),
    [
        (Count(), "count_of_nothing"),
        (Count(of_at_most=4), "count_of_nothing"),
        (Count(full_at_percent=80), "count_of_nothing"),
        (Count(of_at_least=3), "count_of_below"),
    ],
)
def test_none_of_none_where_the_item_always_applies(count: Count, code: str) -> None:
    assert fault_of(count, "0/0").code == code
    assert not an_item("X-01", count).zero_of_zero_leaves


def test_an_exact_number_never_admits_none_of_none() -> None:
    assert fault_of(Count(of=5), "0/0", optional=True).code == "count_of_wrong"
    assert not an_item("X-01", Count(of=5), optional=True).zero_of_zero_leaves


@pytest.mark.parametrize("kind", [YES_NO, LEVEL, MEASURE])
def test_only_a_count_leaves_by_itself(kind: AnswerKind) -> None:
    assert not an_item("X-01", kind, optional=True).zero_of_zero_leaves


@pytest.mark.parametrize("kind", [YES_NO, LEVEL, COUNT, MEASURE, Count(of=5), Count(none_earns_nothing=True)])
def test_not_applicable_leaves_the_sheet_where_it_is_allowed(kind: AnswerKind) -> None:
    item = an_item("X-01", kind, optional=True)
    answer = read_answer(item, {"not_applicable": "没有"})
    assert answer == NotApplicable("没有")
    assert credit(item, answer) is None
    forbidden = fault_of(kind, {"not_applicable": "没有"})
    assert forbidden.code == "not_applicable_not_allowed"
    assert forbidden.values["given"] == "没有"


@pytest.mark.parametrize("reason", ["", " ", "\n\t", "\u3000"])
@pytest.mark.parametrize("optional", [True, False])
def test_not_applicable_needs_its_reason(reason: str, optional: bool) -> None:
    assert fault_of(YES_NO, {"not_applicable": reason}, optional=optional).code == "reason_missing"


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"not_applicable": None},
        {"not_applicable": True},
        {"not_applicable": NumberText("5")},
        {"not_applicable": ["x"]},
        {"not applicable": "x"},
        {"not_applicable": "x", "note": "y"},
    ],
)
@pytest.mark.parametrize(("kind", "code"), [(YES_NO, "wants_yes_no"), (COUNT, "wants_count")])
def test_not_applicable_is_written_in_one_way_only(kind: AnswerKind, code: str, given: Any) -> None:
    fault = fault_of(kind, given, optional=True)
    assert fault.code == code
    assert fault.values["given"] == given


def test_a_level_beyond_the_best_is_told_the_best() -> None:
    assert fault_of(LEVEL, 4).values == {"item": "X-01", "given": "4", "best": 3}


def test_credit_refuses_what_reading_would_have_refused() -> None:
    with pytest.raises(AnswerError) as caught:
        credit(an_item("X-01"), NotApplicable("none"))
    assert caught.value.code == "not_applicable_not_allowed"
    for item in a_checklist():
        with pytest.raises(AnswerError):
            credit(item, Given("nonsense"))


def test_an_empty_reason_may_stand_in_a_draft() -> None:
    item = an_item("X-01", optional=True)
    assert credit(item, NotApplicable("")) is None
    assert answer_from_plain(item, {"not_applicable": ""}) == NotApplicable("")


@pytest.mark.parametrize(
    "plain", [{}, {"not_applicable": 5}, {"not_applicable": "x", "y": "z"}, {"other": "x"}, "maybe", 5, None]
)
def test_what_does_not_fit_is_not_read_back(plain: Any) -> None:
    with pytest.raises(AnswerError):
        answer_from_plain(an_item("X-01", optional=True), plain)


def test_not_applicable_is_not_read_back_where_the_item_always_applies() -> None:
    with pytest.raises(AnswerError) as caught:
        answer_from_plain(an_item("X-01"), {"not_applicable": "x"})
    assert caught.value.code == "not_applicable_not_allowed"
    assert caught.value.values == {"item": "X-01", "given": {"not_applicable": "x"}}


@pytest.mark.parametrize("answer", [Given("3/5"), Given("0/0"), NotApplicable("没有"), NotApplicable("")])
def test_an_answer_is_read_back_as_it_was_stored(answer: Given | NotApplicable) -> None:
    item = an_item("X-01", COUNT, optional=True)
    assert answer_from_plain(item, answer_to_plain(answer)) == answer


@pytest.mark.parametrize("name", SHIPPED)
def test_full_and_nothing_on_the_shipped_checklists(name: str) -> None:
    checklist: Checklist = shipped(name)
    for item in checklist:
        assert credit(item, full_answer(item)) == 1, item.id
        assert credit(item, nothing_answer(item)) == 0, item.id


@pytest.mark.parametrize(
    "kind",
    [
        YesNo(),
        levels(2),
        levels(6),
        Count(),
        Count(5),
        Count(of_at_most=3),
        Count(of_at_least=3, full_at_percent=66, none_earns_nothing=True),
        measure("lower", "2.5", "5.25"),
        measure("higher", 12, 10),
    ],
)
def test_a_kind_is_read_back_as_it_was_written(kind: AnswerKind) -> None:
    assert kind_from_plain(kind.plain()) == kind


def test_what_a_kind_does_not_set_is_not_written() -> None:
    assert Count().plain() == {"count": {}}
    assert Count(of=5).plain() == {"count": {"of": 5}}
    assert Count(none_earns_nothing=True).plain() == {"count": {"none_earns_nothing": True}}
    assert Measure(Wording("米"), "lower", HALF, Fraction(3)).plain() == {
        "measure": {"unit": {"zh": "米"}, "better": "lower", "full": "0.5", "half": "3"}
    }


def test_english_falls_back_on_chinese() -> None:
    assert Wording("门", "door").in_language("en") == "door"
    assert Wording("门", "door").in_language("zh") == "门"
    assert Wording("门").in_language("en") == "门"
    assert Wording.from_plain(Wording("门").plain()) == Wording("门")
    assert Wording("门", "door").plain() == {"zh": "门", "en": "door"}


# --- properties ---------------------------------------------------------------------------------------------


@given(st.integers(0, 200), st.integers(1, 200), st.none() | st.integers(1, 100))
def test_a_count_earns_its_share_and_at_most_all(have: int, of: int, percent: int | None) -> None:
    item = an_item("X-01", Count(full_at_percent=percent))
    if have > of:
        assert fault_of(item.answer, f"{have}/{of}").code == "count_have_above_of"
        return
    earned = credit(item, Given(f"{have}/{of}"))
    assert earned == min(Fraction(1), Fraction(have * 100, of * (percent or 100)))
    assert (earned == 1) == (have * 100 >= of * (percent or 100))


@given(st.integers(2, 6), st.integers(-3, 9))
def test_a_level_earns_its_share_of_the_best(number: int, level: int) -> None:
    kind: Levels = levels(number)
    if 0 <= level < number:
        item = an_item("X-01", kind)
        assert credit(item, read_answer(item, level)) == Fraction(level, number - 1)
    else:
        assert fault_of(kind, level).code == "wants_level"


@given(
    st.decimals(0, 10**6, places=3).map(lambda number: format(number, "f")),
    st.sampled_from(["lower", "higher"]),
)
def test_a_reading_earns_all_half_or_nothing(text: str, better: Any) -> None:
    item = an_item("X-01", measure(better, *(("10", "20") if better == "lower" else ("20", "10"))))
    value = Fraction(text)
    steps = [value <= 10, value <= 20] if better == "lower" else [value >= 20, value >= 10]
    assert credit(item, Given(text)) == Fraction(sum(steps), 2)


@given(st.text(max_size=12), st.sampled_from([YES_NO, LEVEL, COUNT, MEASURE]))
def test_any_text_earns_0_to_1_or_is_refused_by_name(text: str, kind: AnswerKind) -> None:
    item = an_item("X-01", kind)
    try:
        answer = read_answer(item, text)
    except AnswerError as fault:
        assert fault.values["item"] == "X-01"
    else:
        assert text.isascii()
        earned = credit(item, answer)
        assert earned is not None
        assert 0 <= earned <= 1

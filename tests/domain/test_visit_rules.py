"""A visit: everything missing or wrong is named at once; what its day and weather decide about answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.answer_kinds import Count, YesNo
from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.checklist import Checklist, Item
from eldercheck.domain.errors import AnswerError
from eldercheck.domain.visit import WAYS, WEATHERS, Visit
from eldercheck.domain.visit_rules import (
    Disagreement,
    asks_weather,
    disagreements,
    due,
    refuse_undue,
    review_visit,
    visit_faults,
)
from tests.builders import VISIT, a_checklist, an_item, shipped

DAYS = ("03-15", "06-30", "09-30")
CAMPAIGNS = replace(an_item("PU-03", Count(of_at_most=3), optional=True), due_days=DAYS)
MATS = replace(an_item("FA-08", YesNo(), optional=True), weather="wet")
SHEET = a_checklist(an_item("GC-01"), MATS, CAMPAIGNS)
NONE_HERE = NotApplicable("none here")


@pytest.mark.parametrize(
    ("day", "opened", "number"),
    [
        ("2026-01-01", "", 0),
        ("2026-03-15", "", 0),  # the day itself is not over
        ("2026-03-16", "", 1),
        ("2026-06-30", "", 1),
        ("2026-07-01", "", 2),
        ("2026-10-01", "", 3),
        ("2027-01-31", "", 3),  # the winter after belongs to the year
        ("2026-10-01", "2026-03-15", 3),  # opened on that very day: it could take part
        ("2026-10-01", "2026-03-16", 2),
        ("2026-10-01", "2026-09-30", 1),
        ("2026-10-01", "2026-10-01", 0),
        ("2026-10-01", "2019-05-04", 3),
    ],
)
def test_a_campaign_is_due_once_its_day_is_over_and_the_unit_was_open(
    day: str, opened: str, number: int
) -> None:
    assert due(CAMPAIGNS, 2026, day, opened) == number


@given(st.dates(date(2026, 1, 1), date(2027, 1, 31)), st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_what_is_due_only_grows_with_the_day_and_shrinks_with_the_opening(day: date, opened: date) -> None:
    number = due(CAMPAIGNS, 2026, day.isoformat(), opened.isoformat())
    later = due(CAMPAIGNS, 2026, (day + timedelta(1)).isoformat(), opened.isoformat())
    newer = due(CAMPAIGNS, 2026, day.isoformat(), (opened + timedelta(1)).isoformat())
    assert 0 <= newer <= number <= later <= len(DAYS)
    assert due(CAMPAIGNS, 2026, day.isoformat(), "") >= number


FAULTS: list[tuple[dict[str, object], list[tuple[str, str]]]] = [
    ({}, []),
    ({"day": ""}, [("day", "visit_day_missing")]),
    ({"day": "2026-02-30"}, [("day", "visit_day_unknown")]),
    ({"day": "8 October"}, [("day", "visit_day_unknown")]),
    ({"day": "2025-12-31"}, [("day", "visit_day_of_another_year")]),
    ({"day": "2027-01-31"}, []),
    ({"day": "2027-02-01"}, [("day", "visit_day_of_another_year")]),
    ({"start": ""}, [("start", "visit_start_missing")]),
    ({"end": ""}, [("end", "visit_end_missing")]),
    ({"start": "25:00"}, [("start", "visit_time_unknown")]),
    ({"end": "9:5"}, [("end", "visit_time_unknown")]),
    ({"start": "09:05", "end": "09:05"}, [("end", "visit_end_not_after_start")]),
    ({"start": "09:05", "end": "08:00"}, [("end", "visit_end_not_after_start")]),
    ({"way": None}, [("way", "visit_way_missing")]),
    ({"weather": None}, [("weather", "visit_weather_missing")]),
    ({"met": " "}, [("met", "visit_met_missing")]),
    ({"met": "", "way": "secret"}, []),
    ({"examiners": ()}, [("examiners", "visit_examiners_missing")]),
    ({"examiners": ("李芳",)}, [("examiners", "visit_examiners_too_few")]),
    ({"examiners": ("Li Fang", "ｌｉ fang")}, [("examiners", "visit_examiners_too_few")]),
    (
        {"day": "", "end": "08:00", "way": None, "met": "", "examiners": ("李芳", "")},
        [
            ("day", "visit_day_missing"),
            ("end", "visit_end_not_after_start"),
            ("way", "visit_way_missing"),
            ("met", "visit_met_missing"),
            ("examiners", "visit_examiners_too_few"),
        ],
    ),
]


@pytest.mark.parametrize(("changes", "found"), FAULTS)
def test_everything_missing_or_wrong_is_named_at_once(
    changes: dict[str, object], found: list[tuple[str, str]]
) -> None:
    visit = replace(VISIT, **changes)  # type: ignore[arg-type]
    assert [(fault.field, fault.code) for fault in visit_faults(visit, 2, 2026)] == found


def test_no_visit_at_all_lacks_everything() -> None:
    fields = [fault.field for fault in visit_faults(None, 2, 2026)]
    assert fields == ["day", "start", "end", "way", "weather", "met", "examiners"]
    assert all(fault.code.endswith("_missing") for fault in visit_faults(None, 2, 2026))


def test_a_visit_lies_not_ahead_of_the_day_it_is_recorded() -> None:
    assert visit_faults(VISIT, 2, 2026, today=VISIT.day) == ()
    (fault,) = visit_faults(VISIT, 2, 2026, today="2026-10-07")
    assert (fault.field, fault.code) == ("day", "visit_day_ahead")


def test_papers_in_an_office_know_no_weather() -> None:
    assert asks_weather(SHEET)
    assert not asks_weather(shipped("institution"))
    assert visit_faults(replace(VISIT, weather=None), 2, 2026, asks_weather=False) == ()


WET, DRY = VISIT, replace(VISIT, weather="dry")
SPRING = replace(DRY, day="2026-02-01")
ANSWERS: list[tuple[Item, Answer, Visit, Disagreement | None]] = [
    (MATS, Given("yes"), WET, None),
    (MATS, Given("no"), WET, None),
    (MATS, Given("yes"), DRY, Disagreement("FA-08", "wet_item_on_a_dry_day")),
    (MATS, NONE_HERE, DRY, None),
    (MATS, NotApplicable("没有"), DRY, None),
    (MATS, NONE_HERE, WET, Disagreement("FA-08", "wet_item_left_out")),
    (MATS, NotApplicable("没有"), WET, Disagreement("FA-08", "wet_item_left_out")),
    (MATS, NotApplicable("the entrance was walled up"), WET, None),
    (MATS, Given("yes"), replace(VISIT, weather=None), None),
    (CAMPAIGNS, Given("2/3"), WET, None),
    (CAMPAIGNS, Given("2/2"), WET, Disagreement("PU-03", "count_not_due", 3)),
    (CAMPAIGNS, Given("0/0"), WET, Disagreement("PU-03", "count_not_due", 3)),
    (CAMPAIGNS, NONE_HERE, WET, Disagreement("PU-03", "count_not_due", 3)),
    (CAMPAIGNS, NotApplicable("moved in from another county in autumn"), WET, None),
    (CAMPAIGNS, Given("0/0"), SPRING, None),
    (CAMPAIGNS, NONE_HERE, SPRING, None),
    (CAMPAIGNS, Given("0/1"), SPRING, Disagreement("PU-03", "count_not_due", 0)),
    (CAMPAIGNS, Given("1/2"), replace(VISIT, day="soon"), None),
]


@pytest.mark.parametrize(("item", "answer", "visit", "found"), ANSWERS)
def test_an_answer_that_cannot_be_true_of_the_visit(
    item: Item, answer: Answer, visit: Visit, found: Disagreement | None
) -> None:
    answers = {"GC-01": Given("yes"), item.id: answer}
    assert disagreements(SHEET, answers, visit, 2026, "") == (() if found is None else (found,))


@pytest.mark.parametrize(("item", "answer", "visit", "found"), ANSWERS)
def test_what_is_refused_at_once_is_what_would_disagree(
    item: Item, answer: Answer, visit: Visit, found: Disagreement | None
) -> None:
    if not item.due_days or visit.day == "soon":
        return
    wanted = due(item, 2026, visit.day, "")
    if found is None:
        refuse_undue(item, answer, visit.day, wanted)
        return
    with pytest.raises(AnswerError) as error:
        refuse_undue(item, answer, visit.day, wanted)
    assert error.value.code == ("count_not_due" if isinstance(answer, Given) else "count_is_due")
    assert (error.value.values["due"], error.value.values["day"]) == (wanted, visit.day)


def test_without_a_visit_nothing_is_refused_and_nothing_disagrees() -> None:
    answers: dict[str, Answer] = {"FA-08": Given("yes"), "PU-03": Given("1/1")}
    refuse_undue(CAMPAIGNS, Given("1/1"), "", None)
    assert disagreements(SHEET, answers, None, 2026, "") == ()


def test_open_items_say_nothing_yet() -> None:
    assert disagreements(SHEET, {}, VISIT, 2026, "") == ()


def test_a_whole_visit_with_answers_that_agree_is_clean() -> None:
    answers: dict[str, Answer] = {"FA-08": Given("yes"), "PU-03": Given("1/3")}
    assert review_visit(SHEET, answers, VISIT, 2026, "", 2).is_clean
    assert not review_visit(SHEET, answers, VISIT, 2026, "", 3).is_clean
    assert not review_visit(SHEET, answers | {"PU-03": Given("1/2")}, VISIT, 2026, "", 2).is_clean


@given(
    st.builds(
        Visit,
        st.sampled_from(["", "2026-05-05", "2026-13-01", "x", "2028-01-01"]),
        st.sampled_from(["", "09:00", "12:30", "99:99"]),
        st.sampled_from(["", "09:00", "13:30", "noon"]),
        st.sampled_from([None, *WAYS]),
        st.sampled_from([None, *WEATHERS]),
        st.text(max_size=3),
        st.lists(st.sampled_from(["", "李芳", "张三", " 李芳"]), max_size=4).map(tuple),
    ),
    st.sampled_from([Given("yes"), Given("no"), NONE_HERE, None]),
    st.sampled_from([Given("1/1"), Given("0/0"), Given("2/3"), NONE_HERE, None]),
)
def test_any_visit_at_all_is_looked_through(visit: Visit, mats: Answer | None, count: Answer | None) -> None:
    given_answers = {"FA-08": mats, "PU-03": count}
    answers = {name: answer for name, answer in given_answers.items() if answer is not None}
    review = review_visit(SHEET, answers, visit, 2026, "", 2)
    fields = [fault.field for fault in review.faults]
    order = ["day", "start", "end", "way", "weather", "met", "examiners"]
    assert fields == sorted(set(fields), key=order.index)
    assert {one.item for one in review.disagreements} <= set(answers)
    assert Visit.from_plain(visit.plain()) == visit


def test_the_shipped_lists_ask_what_a_visit_decides() -> None:
    def of(checklist: Checklist) -> list[str]:
        return [item.id for item in checklist if item.due_days or item.weather]

    assert of(shipped("branch")) == ["B-FA-08", "B-PU-03"]
    assert of(shipped("service-point")) == ["P-PU-02"]
    assert of(shipped("institution")) == ["I-PU-02"]

"""A bank's sheet beside the examiners': which items, what each pair says, and how it adds up."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.answer_kinds import Count
from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.assessment import Sheet
from eldercheck.domain.checklist import Checklist, Item
from eldercheck.domain.comparison import ItemComparison, ItemPair, compare_sheets
from eldercheck.domain.scoring import score_answers
from eldercheck.domain.wordings import Wording
from tests.builders import a_checklist, an_item, full_answers, left_out, levels, measure

ITEMS = (
    an_item("GC-01", points=4),
    an_item("GC-02", measure(), points=2),
    an_item("TM-01", Count(), points=3, optional=True),
    an_item("TM-02", levels(), points=3, optional=True),
)
SMALL = a_checklist(*ITEMS)


def sheets(bank: dict[str, Answer], examiner: dict[str, Answer]) -> ItemComparison:
    return compare_sheets(SMALL, Sheet(bank), SMALL, Sheet(examiner))


def one(bank: Answer, examiner: Answer, item_id: str = "TM-01") -> ItemPair:
    (pair,) = sheets({item_id: bank}, {item_id: examiner}).pairs
    return pair


@pytest.mark.parametrize(
    ("item_id", "bank", "examiner", "verdict", "over", "same"),
    [
        ("TM-01", Given("3/3"), Given("1/3"), "over", 2, False),
        ("TM-01", Given("1/3"), Given("3/3"), "under", -2, False),
        ("TM-01", Given("2/3"), Given("1/3"), "over", 1, True),
        ("TM-01", Given("3/3"), Given("3/3"), "equal", 0, True),
        ("TM-01", Given("2/2"), Given("3/3"), "differs", 0, True),
        ("TM-01", left_out(), Given("0/3"), "over", 3, False),
        ("TM-01", left_out(), Given("2/3"), "over", 1, False),
        ("TM-01", left_out(), Given("3/3"), "differs", 0, False),
        ("TM-01", Given("0/3"), left_out(), "under", -3, False),
        ("TM-01", Given("3/3"), left_out(), "differs", 0, False),
        ("TM-01", left_out("none here"), left_out("another reason"), "equal", 0, True),
        ("TM-01", Given("0/0"), left_out(), "differs", 0, True),
        ("GC-01", Given("yes"), Given("no"), "over", 4, False),
        ("GC-02", Given("2.0"), Given("2"), "equal", 0, True),
        ("GC-02", Given("1"), Given("2"), "differs", 0, True),
        ("GC-02", Given("1"), Given("3"), "over", 1, False),
        ("TM-02", Given("2"), Given("1"), "over", 1, True),
    ],
)
def test_what_a_pair_of_answers_says(
    item_id: str, bank: Answer, examiner: Answer, verdict: str, over: int, same: bool
) -> None:
    pair = one(bank, examiner, item_id)
    assert pair.verdict == verdict
    assert pair.over == over
    assert pair.same_category is same
    assert pair.over == pair.examiner_lost - pair.bank_lost
    assert pair.equal == (verdict == "equal")


def test_over_claimed_items_come_with_their_points_the_most_first() -> None:
    found = sheets(
        full_answers(SMALL),
        {"GC-01": Given("no"), "GC-02": Given("3"), "TM-01": Given("1/3"), "TM-02": Given("3")},
    )
    assert {pair.item.id: pair.over for pair in found.over_claimed} == {
        "GC-01": Fraction(4),
        "TM-01": Fraction(2),
        "GC-02": Fraction(1),
    }
    assert found.points_over == 7
    assert found.under_claimed == ()
    assert [pair.item.id for pair in found.by_weight] == ["GC-01", "TM-01", "GC-02", "TM-02"]


def test_only_the_same_wording_is_compared_and_the_rest_says_why() -> None:
    changed = replace(ITEMS[0], ask=Wording("问GC-01！", "ask GC-01"))
    bank = a_checklist(changed, *ITEMS[1:3], an_item("TM-08"))
    examiner = a_checklist(*ITEMS, an_item("TM-09"))
    found = compare_sheets(
        bank,
        Sheet({"GC-01": Given("yes"), "GC-02": Given("1"), "TM-08": Given("yes")}),
        examiner,
        Sheet({"GC-01": Given("yes"), "TM-01": Given("1/1"), "TM-02": Given("1"), "TM-09": Given("yes")}),
    )
    assert found.pairs == ()
    assert [(left.item.id, left.why) for left in found.not_compared] == [
        ("GC-01", "changed"),
        ("GC-02", "open_examiner"),
        ("TM-01", "open_bank"),
        ("TM-02", "only_examiner"),
        ("TM-09", "only_examiner"),
        ("TM-08", "only_bank"),
    ]
    assert (found.agreement.n, found.by_section) == (0, ())
    assert [left.why for left in sheets({}, {}).not_compared] == ["open_both"] * 4


def test_a_point_more_or_another_evidence_is_another_item() -> None:
    for differs in (replace(ITEMS[0], points=5), replace(ITEMS[0], caps_at="C")):
        found = compare_sheets(
            a_checklist(differs), Sheet({"GC-01": Given("yes")}), SMALL, Sheet({"GC-01": Given("yes")})
        )
        assert [left.why for left in found.not_compared if left.item.id == "GC-01"] == ["changed"]


def test_agreement_goes_by_category_over_all_and_by_section() -> None:
    found = sheets(
        {"GC-01": Given("yes"), "GC-02": Given("1"), "TM-01": Given("1/3"), "TM-02": left_out()},
        {"GC-01": Given("no"), "GC-02": Given("2"), "TM-01": Given("2/3"), "TM-02": left_out()},
    )
    assert found.agreement.n == 4
    assert found.agreement.percent == Fraction(75)
    assert [(section.id, figures.n, figures.percent) for section, figures in found.by_section] == [
        ("GC", 2, Fraction(50)),
        ("TM", 2, Fraction(100)),
    ]


def answers_of(item: Item) -> st.SearchStrategy[Answer | None]:
    given: dict[str, list[str]] = {
        "GC-01": ["yes", "no"],
        "GC-02": ["1", "2", "2.0", "4", "9"],
        "TM-01": ["0/3", "1/3", "2/3", "3/3", "0/0"],
        "TM-02": ["0", "1", "2", "3"],
    }
    kinds: list[Answer | None] = [None, *map(Given, given[item.id])]
    return st.sampled_from(kinds + ([NotApplicable("x")] if item.not_applicable else []))


answered = st.fixed_dictionaries({item.id: answers_of(item) for item in ITEMS}).map(
    lambda found: {name: answer for name, answer in found.items() if answer is not None}
)


@given(answered, answered)
def test_turned_round_over_is_under(bank: dict[str, Answer], examiner: dict[str, Answer]) -> None:
    here, there = sheets(bank, examiner), sheets(examiner, bank)
    assert {pair.item.id for pair in here.over_claimed} == {pair.item.id for pair in there.under_claimed}
    assert here.agreement == there.agreement
    assert [pair.over for pair in here.pairs] == [-pair.over for pair in there.pairs]


@given(answered, answered)
def test_every_item_is_compared_or_says_why_not(bank: dict[str, Answer], examiner: dict[str, Answer]) -> None:
    found = sheets(bank, examiner)
    ids = [pair.item.id for pair in found.pairs] + [left.item.id for left in found.not_compared]
    assert sorted(ids) == sorted(item.id for item in ITEMS)
    assert sorted(pair.item.id for pair in found.by_weight) == sorted(pair.item.id for pair in found.pairs)
    assert sum(figures.n for _section, figures in found.by_section) == found.agreement.n == len(found.pairs)


@given(answered, answered)
def test_points_over_claimed_are_the_marks_that_scoring_takes(
    bank: dict[str, Answer], examiner: dict[str, Answer]
) -> None:
    found = sheets(bank, examiner)
    theirs, ours = score_answers(SMALL, bank).marks, score_answers(SMALL, examiner).marks
    expected = sum(
        (max(Fraction(0), ours[name].lost - theirs[name].lost) for name in theirs.keys() & ours.keys()),
        Fraction(0),
    )
    assert found.points_over == expected


def test_a_checklist_of_no_common_item_compares_nothing() -> None:
    other: Checklist = a_checklist(an_item("XX-01"))
    found = compare_sheets(other, Sheet({"XX-01": Given("yes")}), SMALL, Sheet(full_answers(SMALL)))
    assert found.pairs == ()
    assert {left.why for left in found.not_compared} == {"only_bank", "only_examiner"}

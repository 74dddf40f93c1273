"""What of an item differs, part by part, in the language of the reader."""

from __future__ import annotations

import gettext
from dataclasses import replace

import pytest

from eldercheck import language
from eldercheck.domain.answer_kinds import AnswerKind, Count
from eldercheck.domain.checklist import Evidence, Item
from eldercheck.domain.wordings import Wording
from eldercheck.wording.item_changes import item_changes
from tests.builders import SHIPPED, an_item, levels, measure, shipped

PLAIN = an_item()


def changes(was: Item, now: Item) -> list[tuple[str, str, str]]:
    return [(part.title, part.was, part.now) for part in item_changes(was, now)]


def test_an_item_that_is_the_same_has_no_changes() -> None:
    for name in SHIPPED:
        for item in shipped(name):
            assert item_changes(item, Item.from_plain(item.plain())) == ()


def test_each_part_is_named_with_what_was_and_what_is() -> None:
    now = replace(
        PLAIN,
        ask=Wording("改问", "ask otherwise"),
        points=2,
        guide=Wording("看", "look"),
        evidence=Evidence("always", "photo"),
        caps_at="B",
        beyond_the_plan=True,
    )
    assert changes(PLAIN, now) == [
        ("Question", "ask S-01", "ask otherwise"),
        ("How to look", "", "look"),
        ("Points", "1", "2"),
        ("Critical", "", "Critical: earning nothing here holds the grade at B."),
        ("Evidence", "", "photo (always)"),
        ("Beyond the plan", "no", "yes"),
    ]


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        (Count(), Count(of=5), ("two numbers, such as 3/5", "two numbers, such as 3/5, the second is 5")),
        (
            Count(of_at_most=3),
            Count(of_at_least=2, full_at_percent=80),
            (
                "two numbers, such as 3/5, the second is at most 3",
                "two numbers, such as 3/5, the second is at least 2, full marks from 80 percent",
            ),
        ),
        (
            measure(full=2),
            measure(full="1.5"),
            (
                "a number: full marks ≤ 2 min, half marks ≤ 5 min",
                "a number: full marks ≤ 1.5 min, half marks ≤ 5 min",
            ),
        ),
        (levels(2), levels(3), ("0 level 0\n1 level 1", "0 level 0\n1 level 1\n2 level 2")),
        (levels(2), Count(of=2), ("0 level 0\n1 level 1", "two numbers, such as 3/5, the second is 2")),
    ],
)
def test_another_way_to_answer_is_said_in_words(
    was: AnswerKind, now: AnswerKind, says: tuple[str, str]
) -> None:
    assert changes(an_item(answer=was), an_item(answer=now)) == [("Answer", *says)]


def test_what_differs_only_in_the_other_language_is_shown_in_that_one() -> None:
    now = replace(PLAIN, ask=Wording("问S-01？", PLAIN.ask.en))
    assert changes(PLAIN, now) == [("Question", "问S-01", "问S-01？")]
    language.use("zh", gettext.NullTranslations())
    only_english = replace(PLAIN, ask=Wording(PLAIN.ask.zh, "asked"))
    assert changes(PLAIN, only_english) == [("Question", "ask S-01", "asked")]


def test_any_difference_of_the_digest_is_shown() -> None:
    others = [
        replace(PLAIN, dimension="facilities"),
        replace(PLAIN, clauses=("S2",)),
        replace(PLAIN, cites=(Wording("来源"),)),
        replace(PLAIN, consequence=Wording("后果")),
        replace(PLAIN, not_applicable=Wording("没有")),
        replace(PLAIN, caps_at="C"),
        replace(PLAIN, weather="wet"),
        replace(PLAIN, due_days=("03-15",)),
        replace(PLAIN, safety=True),
        replace(PLAIN, evidence=Evidence("when_marks_lost", "document")),
    ]
    for now in others:
        assert now.digest != PLAIN.digest
        assert len(item_changes(PLAIN, now)) == 1

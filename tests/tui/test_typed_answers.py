"""Answers typed in a form: by each kind of item, and those that do not fit."""

from __future__ import annotations

import pytest

from eldercheck.domain.answer_kinds import Count
from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.checklist import Item
from eldercheck.domain.errors import AnswerError, StateError
from eldercheck.tui.typed_answers import answer_field, typed_answer
from tests.builders import an_item, levels, measure

OPTIONAL = an_item("S-02", Count(), optional=True)


@pytest.mark.parametrize(
    ("item", "text", "answer"),
    [
        (an_item(), "yes", Given("yes")),
        (an_item("S-02", Count()), " ３／５ ", Given("3/5")),
        (an_item("S-02", Count(of=5)), "4", Given("4/5")),
        (an_item("S-02", measure()), "12。5", Given("12.5")),
        (an_item("S-02", levels()), "2", Given("2")),
        (OPTIONAL, "－", NotApplicable("none here")),
    ],
)
def test_an_answer_is_read_as_the_item_is_answered(item: Item, text: str, answer: Answer) -> None:
    assert typed_answer(item, text) == answer


def test_nothing_typed_is_no_answer() -> None:
    with pytest.raises(StateError, match="decision_needs_answer"):
        typed_answer(an_item(), "  ")


def test_what_always_applies_is_not_left_out() -> None:
    with pytest.raises(AnswerError, match="not_applicable_not_allowed"):
        typed_answer(an_item("S-02", Count()), "-")


def test_a_choice_shows_every_answer_and_begins_with_none() -> None:
    assert [name for name, _title in answer_field(an_item(optional=True), "x").choices] == ["yes", "no", "-"]
    field = answer_field(an_item("S-02", levels(3)), "x")
    assert [title for _name, title in field.choices] == ["level 0", "level 1", "level 2"]
    assert field.unset
    assert field.tall


def test_a_number_says_how_it_is_typed() -> None:
    assert answer_field(OPTIONAL, "x").hint == "such as 3/5; - for not applicable"
    assert answer_field(an_item("S-02", measure()), "x").hint == "a number, min"

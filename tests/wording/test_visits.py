"""A visit and a veto in words: short in a title, whole in a report, whatever was typed into them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eldercheck.domain.answers import Answer, Given
from eldercheck.domain.dossier import Veto
from eldercheck.domain.visit import Visit
from eldercheck.domain.visit_rules import Disagreement
from eldercheck.services.vetoes import VetoFile
from eldercheck.wording.results import veto_event
from eldercheck.wording.visits import disagreement_text, veto_source, veto_text, visit_facts, visit_title
from tests.builders import VISIT, shipped

HOSTILE = "[A]\x1b[2J\u202e王敏"


@pytest.mark.parametrize(
    ("visit", "title"),
    [
        (None, "visit not recorded"),
        (VISIT, "wet, 10-08"),
        (replace(VISIT, weather="dry"), "dry, 10-08"),
        (replace(VISIT, weather=None), "visit 10-08"),
    ],
)
def test_the_title_says_weather_and_day(visit: Visit | None, title: str) -> None:
    assert visit_title(visit) == title


def test_what_a_visit_does_not_say_is_left_out() -> None:
    assert dict(visit_facts(Visit(day="2026-10-08", start="09:05"))) == {
        "Visited on": "2026-10-08",
        "Time of the visit": "09:05–…",
    }
    assert len(list(visit_facts(VISIT))) == 6
    assert list(visit_facts(Visit())) == []


def test_an_answer_that_disagrees_is_quoted_with_what_is_wanted() -> None:
    answers: dict[str, Answer] = {"B-PU-03": Given("1/2"), "B-FA-08": Given("yes")}
    branch = shipped("branch")
    count = disagreement_text(Disagreement("B-PU-03", "count_not_due", 3), branch, answers)
    assert count == "“1/2”, but 3 were due by the visit"
    mats = disagreement_text(Disagreement("B-FA-08", "wet_item_on_a_dry_day"), branch, answers)
    assert mats.startswith("“yes”, but the visit was on a dry day")


def test_a_veto_names_its_ground_in_words_and_any_other_event_stays() -> None:
    veto = Veto("kept_card", "代管存折", "李芳")
    assert veto_event(veto.event) == "a card or its PIN was kept: 代管存折"
    assert veto_text(veto) == "a card or its PIN was kept: 代管存折"
    for event in ("refused", "somebody said: no", "", "unknown: x"):
        assert veto_event(event) == event


def test_nothing_typed_is_obeyed_by_a_terminal() -> None:
    visit = replace(VISIT, met=HOSTILE, examiners=(HOSTILE, "张三"))
    veto = Veto("refused", HOSTILE, HOSTILE)
    texts = [text for _label, text in visit_facts(visit)]
    texts += [veto_text(veto), veto_event(veto.event), veto_source(VetoFile("v", veto, ()))]
    assert not any(sign in text for text in texts for sign in ("\x1b", "\u202e"))
    assert "[A]" in veto_text(veto)

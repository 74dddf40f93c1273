"""What evidence a sheet asks for, and what of it is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eldercheck.domain.answer_kinds import AnswerKind, Count, YesNo
from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.checklist import Checklist, EvidenceKind, EvidenceWhen, Item
from eldercheck.domain.checklist import Evidence as Wanted
from eldercheck.domain.evidence import Evidence, KeptFile, Purpose
from eldercheck.domain.evidence_needs import missing_evidence
from tests.builders import a_checklist, an_item, measure

FILE = KeptFile("0" * 64, "a.jpg", 10, "image/jpeg")


def _checklist(when: EvidenceWhen, kind: EvidenceKind | None, answer: AnswerKind) -> tuple[Checklist, Item]:
    item = an_item("S-01", answer, optional=True, evidence=Wanted(when, kind))
    return a_checklist(item, an_item("S-02")), item


def _piece(
    item: Item,
    kind: EvidenceKind,
    text: str = "",
    *,
    file: KeptFile | None = None,
    purpose: Purpose = "answer",
) -> Evidence:
    return Evidence("e1", item.id, purpose, kind, text, file=file)


@pytest.mark.parametrize(
    ("when", "answer", "asks"),
    [
        ("always", Given("yes"), True),
        ("always", Given("no"), True),
        ("always", None, False),
        ("always", NotApplicable("无"), False),
        ("when_marks_lost", Given("yes"), False),
        ("when_marks_lost", Given("no"), True),
        ("when_marks_lost", NotApplicable("无"), False),
        ("never", Given("no"), False),
    ],
)
def test_evidence_is_asked_for_when_the_checklist_says(
    when: EvidenceWhen, answer: Answer | None, asks: bool
) -> None:
    checklist, item = _checklist(when, None if when == "never" else "photo", YesNo())
    answers = {item.id: answer} if answer else {}
    assert missing_evidence(checklist, answers, ()) == ((item.id,) if asks else ())


@pytest.mark.parametrize(
    ("kind", "text_is_enough"), [("photo", False), ("document", True), ("interview", True), ("reading", True)]
)
def test_each_kind_is_met_by_what_shows_it(kind: EvidenceKind, text_is_enough: bool) -> None:
    checklist, item = _checklist("always", kind, YesNo())
    answers = {item.id: Given("yes")}
    text, file = _piece(item, kind, "12"), _piece(item, kind, file=FILE)
    assert missing_evidence(checklist, answers, [text]) == (() if text_is_enough else (item.id,))
    assert missing_evidence(checklist, answers, [file]) == ()
    assert missing_evidence(checklist, answers, [_piece(item, kind)]) == (item.id,)
    of_another_kind = _piece(item, "interview" if kind != "interview" else "document", "12")
    assert missing_evidence(checklist, answers, [of_another_kind]) == (item.id,)


def test_what_came_with_a_claim_or_on_another_item_shows_nothing_here() -> None:
    checklist, item = _checklist("always", "photo", YesNo())
    answers = {item.id: Given("yes")}
    elsewhere = replace(_piece(item, "photo", file=FILE), item=checklist.items[1].id)
    claimed = _piece(item, "photo", file=FILE, purpose="appeal")
    assert missing_evidence(checklist, answers, [elsewhere, claimed]) == (item.id,)


@pytest.mark.parametrize("kind", ["reading", "interview"])
@pytest.mark.parametrize(("answer", "given"), [(measure(), "3"), (Count(), "1/2")])
def test_an_answer_in_figures_is_the_reading_itself(
    kind: EvidenceKind, answer: AnswerKind, given: str
) -> None:
    checklist, item = _checklist("always", kind, answer)
    assert missing_evidence(checklist, {item.id: Given(given)}, ()) == ()


def test_a_photo_is_asked_for_beside_a_figure() -> None:
    checklist, item = _checklist("always", "photo", Count())
    assert missing_evidence(checklist, {item.id: Given("1/2")}, ()) == (item.id,)

"""What can be done with an examination in each of its states, before anything is typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eldercheck.domain.ledger import EventKind
from eldercheck.services.allowed import refusal
from eldercheck.services.appeals import Appeals
from eldercheck.services.examination import Examination
from eldercheck.services.notices import Notices
from eldercheck.services.rectification import Rectification
from eldercheck.services.second_look import SecondLook
from tests.builders import Desk, a_desk

ACTS: tuple[EventKind, ...] = (
    "returned",
    "replied",
    "approved",
    "noticed",
    "appealed",
    "decided",
    "responded",
    "fixed",
    "extended",
    "rechecked",
    "closed",
    "reopened",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "a.db") as desk:
        yield desk


def allowed(examination: Examination, item: str = "B-GC-01") -> set[EventKind]:
    return {act for act in ACTS if refusal(examination, act, item) is None}


def test_each_state_allows_its_acts_and_no_others(desk: Desk) -> None:
    examination = desk.finished(GC_01="no")
    assert allowed(examination) == set()
    examination.sign(("李芳", "张三"))
    assert allowed(examination) == {"returned", "approved", "reopened"}
    SecondLook(examination).give_back("王敏", {"B-GC-01": "理由"})
    assert allowed(examination) == {"replied"}
    SecondLook(examination).reply("B-GC-01", "原样", "李芳")
    examination.sign(("李芳", "张三"))
    SecondLook(examination).approve("王敏")
    assert allowed(examination) == {"noticed", "reopened"}
    Notices(examination).give("周建国")
    told = {"responded", "fixed", "extended", "rechecked", "closed", "reopened"}
    assert allowed(examination) == {"appealed", *told}
    Appeals(examination).claim("B-GC-01", "不符", "赵行长")
    assert allowed(examination) == {"decided", *told} - {"rechecked", "closed"}
    Appeals(examination).refuse("B-GC-01", "属实", "王敏")
    assert allowed(examination) == told
    Rectification(examination).close("周建国", "撤销")
    assert refusal(examination, "closed") is not None
    assert not allowed(examination) & (set(ACTS) - {"reopened"})


def test_asking_says_nothing_to_the_ledger(desk: Desk) -> None:
    examination = desk.finished(GC_01="no")
    examination.sign(("李芳", "张三"))
    allowed(examination)
    examination.reload()
    assert examination.assessment.state == "signed"


def test_the_reason_is_named_by_its_code(desk: Desk) -> None:
    examination = desk.finished(GC_01="no")
    codes = {act: error.code for act in ACTS if (error := refusal(examination, act, "B-GC-01"))}
    assert codes["approved"] == "not_signed"
    assert codes["noticed"] == "not_approved"
    assert codes["fixed"] == "not_noticed"


def test_a_self_assessment_allows_nothing_of_this(desk: Desk) -> None:
    examination = desk.examination(party="bank")
    error = refusal(examination, "approved")
    assert error is not None
    assert error.code == "self_assessment_only"

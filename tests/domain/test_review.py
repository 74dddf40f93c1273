"""The review before signing: what is open, what lacks its reason, what contradicts."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from eldercheck.domain.answer_kinds import Count
from eldercheck.domain.answers import Answer, Given
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.checks import Check, Implies, SameTotal, State, check_from_plain, plain_check
from eldercheck.domain.review import checks_about, holds, review
from eldercheck.domain.wordings import Wording
from tests.builders import SHIPPED, ShippedId, a_checklist, an_item, full_answers, left_out, levels, shipped

SAYS = Wording("不符", "do not agree")
ONE = an_item("S-01", Count(), optional=True)
TWO = an_item("S-02", levels(), optional=True)
FULL, PART, NOTHING, OUT = Given("4/4"), Given("1/4"), Given("0/4"), left_out()

IS: dict[State, tuple[bool, bool, bool, bool]] = {
    "full": (True, False, False, False),
    "nothing": (False, False, True, False),
    "something": (True, True, False, False),
    "applicable": (True, True, True, False),
    "not_applicable": (False, False, False, True),
}
"""Whether full, part, nothing and left out is in each state."""


def as_listed(checklist: Checklist, changes: Mapping[str, str | Answer]) -> dict[str, str | Answer]:
    """Leave items out for the reason that the checklist lists."""
    reasons = {item.id.partition("-")[2].replace("-", "_"): item.not_applicable for item in checklist}
    return {
        name: left_out(reason.zh) if change == OUT and (reason := reasons[name]) else change
        for name, change in changes.items()
    }


@pytest.mark.parametrize("state", list(IS))
@pytest.mark.parametrize("place", range(4))
def test_each_state_of_what_is_wanted(state: State, place: int) -> None:
    check = Implies("S-02", "full", "S-01", state, SAYS)
    checklist = a_checklist(ONE, TWO, checks=[check])
    wanted = (FULL, PART, NOTHING, OUT)[place]
    assert holds(check, checklist, {"S-02": Given("3"), "S-01": wanted}) is IS[state][place]
    assert holds(check, checklist, {"S-02": Given("2"), "S-01": wanted})


@pytest.mark.parametrize("state", list(IS))
@pytest.mark.parametrize("place", range(4))
def test_each_state_of_what_it_hangs_on(state: State, place: int) -> None:
    check = Implies("S-01", state, "S-02", "full", SAYS)
    checklist = a_checklist(ONE, TWO, checks=[check])
    given = (FULL, PART, NOTHING, OUT)[place]
    assert holds(check, checklist, {"S-01": given, "S-02": Given("0")}) is not IS[state][place]
    assert holds(check, checklist, {"S-01": given, "S-02": Given("3")})


def test_none_of_none_is_not_applicable() -> None:
    check = Implies("S-01", "not_applicable", "S-02", "not_applicable", SAYS)
    checklist = a_checklist(ONE, TWO, checks=[check])
    assert not holds(check, checklist, {"S-01": Given("0/0"), "S-02": Given("3")})
    assert holds(check, checklist, {"S-01": Given("0/0"), "S-02": OUT})


@pytest.mark.parametrize(
    ("reason", "contradicts"),
    [("", True), ("none here", True), ("没有", True), ("could not be measured", False)],
)
def test_only_the_listed_reason_says_that_there_is_none(reason: str, contradicts: bool) -> None:
    out = left_out(reason)
    judged = Implies("S-02", "applicable", "S-01", "applicable", SAYS)
    counted = Implies("S-01", "not_applicable", "S-02", "not_applicable", SAYS)
    answers: dict[str, Answer] = {"S-01": out, "S-02": Given("3")}
    for check in (judged, counted):
        assert holds(check, a_checklist(ONE, TWO, checks=[check]), answers) is not contradicts


@pytest.mark.parametrize("answers", [{}, {"S-01": FULL}, {"S-02": Given("0")}])
def test_a_check_on_an_open_item_holds(answers: dict[str, Answer]) -> None:
    check = Implies("S-01", "full", "S-02", "full", SAYS)
    assert holds(check, a_checklist(ONE, TWO), answers)


@pytest.mark.parametrize(
    ("answers", "agree"),
    [
        ({}, True),
        ({"S-01": "3/5"}, True),
        ({"S-01": "3/5", "S-02": "1/5"}, True),
        ({"S-01": "3/5", "S-02": "1/05"}, True),
        ({"S-01": "3/5", "S-02": "3/4"}, False),
        ({"S-01": "3/5", "S-02": "3/4", "S-03": "4/4"}, False),
        ({"S-01": "3/5", "S-02": "0/5", "S-03": "5/5"}, True),
        ({"S-01": "3/5", "S-02": "0/0"}, False),
        ({"S-01": "0/0", "S-02": "0/0"}, True),
    ],
)
def test_the_same_total(answers: dict[str, str], agree: bool) -> None:
    items = [an_item(f"S-0{number}", Count(), optional=True) for number in (1, 2, 3)]
    check = SameTotal(("S-01", "S-02", "S-03"), SAYS)
    checklist = a_checklist(*items, checks=[check])
    given: dict[str, Answer] = {name: Given(text) for name, text in answers.items()}
    assert holds(check, checklist, given) is agree
    assert review(checklist, given).contradictions == (() if agree else (check,))


def test_what_is_left_out_has_no_total() -> None:
    check = SameTotal(("S-01", "S-02"), SAYS)
    checklist = a_checklist(ONE, an_item("S-02", Count()), checks=[check])
    assert holds(check, checklist, {"S-01": OUT, "S-02": Given("3/5")})


def test_open_and_without_reason_stand_in_sheet_order() -> None:
    checklist = a_checklist(*(an_item(f"S-0{number}", optional=True) for number in range(6)))
    answers: dict[str, Answer] = {
        "S-05": left_out(""),
        "S-01": left_out(" \t"),
        "S-02": left_out("why"),
        "S-04": Given("no"),
    }
    found = review(checklist, answers)
    assert found.open == ("S-00", "S-03")
    assert found.without_reason == ("S-01", "S-05")
    assert (found.can_sign, found.clean) == (False, False)


def test_what_can_be_signed() -> None:
    checklist = a_checklist(ONE, TWO, checks=[Implies("S-01", "full", "S-02", "full", SAYS)])
    assert review(checklist, full_answers(checklist)).clean
    assert review(checklist, full_answers(checklist)).can_sign
    only_warned = review(checklist, {"S-01": FULL, "S-02": Given("0")})
    assert (only_warned.can_sign, only_warned.clean) == (True, False)
    assert not review(checklist, {"S-01": FULL}).can_sign
    assert not review(checklist, {"S-01": FULL, "S-02": left_out("")}).can_sign


def test_the_checks_about_an_item() -> None:
    checks: list[Check] = [
        SameTotal(("S-01", "S-03"), SAYS),
        Implies("S-01", "full", "S-02", "full", SAYS),
        Implies("S-02", "full", "S-01", "full", SAYS),
    ]
    checklist = a_checklist(ONE, TWO, an_item("S-03", Count()), checks=checks)
    assert checks_about(checklist, "S-01") == tuple(checks)
    assert checks_about(checklist, "S-02") == tuple(checks[1:])
    assert checks_about(checklist, "S-03") == (checks[0],)
    assert checks_about(checklist, "S-09") == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_check_is_read_back_as_it_was_written(name: ShippedId) -> None:
    assert shipped(name).checks
    for check in shipped(name).checks:
        assert check_from_plain(plain_check(check)) == check


def test_a_sheet_at_full_credit_has_no_contradiction() -> None:
    for name in SHIPPED:
        answers = full_answers(shipped(name))
        assert review(shipped(name), answers).contradictions == (), name


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({"TM_01": "3/3", "TM_02": "2/2"}, ["B-TM-01 B-TM-02"]),
        ({"TM_03": "1/4"}, ["B-TM-03 B-TM-04"]),
        ({"TM_01": "0/0", "TM_02": "0/0"}, []),
        ({"TM_01": OUT}, ["B-TM-01 B-TM-02"]),
        ({"TM_02": OUT}, ["B-TM-02 B-TM-01"]),
        ({"TM_01": "0/0"}, ["B-TM-01 B-TM-02", "B-TM-01 B-TM-02"]),
        (
            {"TM_05": OUT},
            [
                *("B-TM-01 B-TM-05", "B-TM-03 B-TM-05", "B-TM-06 B-TM-05"),
                *("B-TM-05 B-TM-07", "B-TM-05 B-TM-08"),
            ],
        ),
        ({"GC_06": OUT}, ["B-GC-06 B-FA-03", "B-GC-06 B-SO-05"]),
        ({"GC_06": OUT, "FA_03": OUT, "SO_05": OUT}, []),
        ({"FA_09": "no"}, ["B-FA-08 B-FA-09"]),
        ({"FA_08": OUT, "FA_09": "no"}, []),
        ({"FA_10": "2"}, ["B-FA-11 B-FA-10"]),
        ({"FA_10": "2", "FA_11": OUT}, []),
        ({"PU_04": "0"}, ["B-PU-04 B-PU-05"]),
        ({"PU_04": "0", "PU_05": OUT}, []),
        ({"PU_04": "1", "PU_05": OUT}, ["B-PU-04 B-PU-05"]),
        ({"HV_05": "0/1"}, ["B-HV-05 B-HV-06"]),
        ({"HV_05": "0/1", "HV_06": OUT}, []),
        ({"HV_06": "0/0"}, ["B-HV-05 B-HV-06"]),
        ({"HV_05": "0/0"}, ["B-HV-05 B-HV-06"]),
        ({"SO_02": OUT}, ["B-SO-02 B-SO-01"]),
        ({"SO_02": OUT, "SO_01": OUT}, []),
    ],
)
def test_contradictions_of_the_branch(changes: dict[str, str | Answer], about: list[str]) -> None:
    checklist = shipped("branch")
    found = review(checklist, full_answers(checklist, **as_listed(checklist, changes)))
    assert sorted(" ".join(check.items) for check in found.contradictions) == sorted(about)
    assert found.can_sign

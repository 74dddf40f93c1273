"""What became of the items that a second look gave back: changed, replied to, or neither."""

from __future__ import annotations

from dataclasses import replace

from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.assessment import Sheet
from eldercheck.domain.dossier import Claim, Dossier, FindingFile, ReturnedItem
from eldercheck.domain.second_look import changed_since_return, examiners_answer, unanswered
from tests.builders import a_checklist

CHECKLIST = a_checklist()
RETURNED = Dossier(
    returned={
        "TM-01": ReturnedItem("为何", {"not_applicable": "没有"}),
        "GC-01": ReturnedItem("看清", "yes", "一句"),
        "GC-02": ReturnedItem("没答", None),
    }
)
BEFORE: dict[str, Answer] = {"GC-01": Given("yes"), "TM-01": NotApplicable("没有"), "TM-02": Given("3/5")}
NOTES = {"GC-01": "一句"}


def test_nothing_is_changed_while_all_is_as_it_was() -> None:
    assert changed_since_return(RETURNED, Sheet(BEFORE, NOTES)) == frozenset()
    assert unanswered(CHECKLIST, RETURNED, Sheet(BEFORE, NOTES)) == ("GC-01", "GC-02", "TM-01")


def test_another_answer_another_note_or_none_is_a_change() -> None:
    for answers, notes, changed in (
        ({**BEFORE, "GC-01": Given("no")}, NOTES, "GC-01"),
        (BEFORE, {"GC-01": "两句"}, "GC-01"),
        (BEFORE, {}, "GC-01"),
        ({**BEFORE, "TM-01": NotApplicable("别的")}, NOTES, "TM-01"),
        ({**BEFORE, "GC-02": Given("2")}, NOTES, "GC-02"),
        ({k: v for k, v in BEFORE.items() if k != "TM-01"}, NOTES, "TM-01"),
    ):
        assert changed_since_return(RETURNED, Sheet(answers, notes)) == {changed}
        assert changed not in unanswered(CHECKLIST, RETURNED, Sheet(answers, notes))


def test_a_change_elsewhere_answers_nothing_and_one_taken_back_is_none() -> None:
    elsewhere = Sheet({**BEFORE, "TM-02": Given("0/5")}, {**NOTES, "TM-02": "新"})
    assert changed_since_return(RETURNED, elsewhere) == frozenset()


def test_a_reply_answers_without_a_change() -> None:
    replied = Dossier(returned={**RETURNED.returned, "GC-02": ReturnedItem("没答", None, reply="见附件")})
    assert unanswered(CHECKLIST, replied, Sheet(BEFORE, NOTES)) == ("GC-01", "TM-01")
    assert unanswered(CHECKLIST, Dossier(), Sheet(BEFORE, NOTES)) == ()


def test_what_a_decision_or_a_recheck_puts_there_is_no_change_of_the_examiners() -> None:
    finding = FindingFile("1", "2026-12-01", outcome="passed", was="yes")
    later = replace(RETURNED, findings={"GC-01": finding}, claims={"TM-01": Claim("有", "赵", "2026-11-02")})
    sheet = Sheet({**BEFORE, "GC-01": Given("no")}, NOTES)
    assert changed_since_return(later, sheet) == frozenset()
    assert examiners_answer(later, sheet, "GC-01") == "yes"
    assert examiners_answer(later, sheet, "GC-02") is None
    upheld = Claim("有", "赵", "2026-11-02", upheld=True, was="3/5", answer="5/5")
    both = replace(later, claims={"GC-01": upheld})
    assert examiners_answer(both, sheet, "GC-01") == "3/5"

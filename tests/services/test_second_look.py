"""The second look: given back item by item, answered by change or reply, approved by somebody else."""

from __future__ import annotations

from eldercheck.domain.answers import Given
from eldercheck.services.second_look import SecondLook
from tests.builders import Desk
from tests.services.cases import APPROVER, SIGNERS, refused, signed


def test_a_return_keeps_what_stood_there_and_is_answered_by_a_change_or_a_reply(desk: Desk) -> None:
    examination = signed(desk, GC_01="no", TM_06="0/4")
    look = SecondLook(examination)
    look.give_back(APPROVER, {"B-GC-01": " 看清没有？\n", "B-TM-06": "几台？", "B-FA-02": "有佐证吗"})
    assert (examination.assessment.state, examination.is_open) == ("returned", True)
    returned = examination.dossier.returned
    assert (returned["B-GC-01"].reason, returned["B-GC-01"].was) == ("看清没有？", "no")
    assert look.unanswered == ("B-GC-01", "B-TM-06", "B-FA-02")
    examination.answer("B-TM-06", Given("1/4"))
    examination.note("B-FA-02", "有，见照片")
    look.reply("B-GC-01", " 看清了 ", "李芳")
    assert examination.dossier.returned["B-GC-01"].reply == "看清了"
    assert not look.unanswered
    examination.sign(SIGNERS)
    look.approve(APPROVER)
    assert examination.assessment.state == "approved"


def test_approval_waits_for_every_reason_to_be_answered(desk: Desk) -> None:
    examination = signed(desk)
    look = SecondLook(examination)
    look.give_back(APPROVER, {"B-GC-01": "为何", "B-GC-02": "为何"})
    examination.note("B-GC-02", "已补")
    examination.sign(SIGNERS)
    error = refused("return_unanswered", lambda: look.approve(APPROVER), examination)
    assert error.values == {"items": "B-GC-01"}
    look.give_back("韩雪", {"B-GC-01": "再问一次"})
    look.reply("B-GC-01", "属实", "王强")
    examination.sign(SIGNERS)
    look.approve("韩雪")


def test_what_the_second_look_refuses(desk: Desk) -> None:
    examination = desk.finished()
    look = SecondLook(examination)
    refused("not_signed", lambda: look.approve(APPROVER), examination)
    refused("not_signed", lambda: look.give_back(APPROVER, {"B-GC-01": "一"}), examination)
    refused("not_returned", lambda: look.reply("B-GC-01", "一", "李芳"), examination)
    examination.sign(SIGNERS)
    refused("approver_needed", lambda: look.approve(" \u200b"), examination)
    refused("approver_needed", lambda: look.give_back("", {"B-GC-01": "一"}), examination)
    for name in (*SIGNERS, "张三", " 张 三 "):
        error = refused("approver_signed", lambda name=name: look.approve(name), examination)  # type: ignore[misc]
        assert error.values["name"] == name.strip()
    refused("return_needs_reasons", lambda: look.give_back(APPROVER, {}), examination)
    refused("return_needs_reasons", lambda: look.give_back(APPROVER, {"B-GC-01": " \n"}), examination)
    refused("no_such_item", lambda: look.give_back(APPROVER, {"X-01": "一"}), examination)
    look.give_back(APPROVER, {"B-GC-01": "一"})
    refused("item_not_returned", lambda: look.reply("B-GC-02", "一", "李芳"), examination)
    refused("text_needed", lambda: look.reply("B-GC-01", " ", "李芳"), examination)
    refused("name_needed", lambda: look.reply("B-GC-01", "一", " "), examination)

"""Vetoes: recorded with all they need, holding the grade at C, and taken back with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eldercheck.domain.errors import StateError
from eldercheck.domain.evidence import Evidence
from eldercheck.services.vetoes import Vetoes, VetoFaults
from tests.builders import Desk, a_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "a.db") as desk:
        yield desk


def test_a_veto_holds_the_grade_and_says_what_shows_it(desk: Desk) -> None:
    examination = desk.finished()
    assert examination.result.grade == "A"
    veto = Vetoes(examination).record("refused", " 拒收现金\r\n两次 ", "李芳", "信访件2026-17号")
    read = desk.casebook.resume(examination.assessment.id)
    assert read.result.grade == "C"
    assert read.result.must_fix
    (limit,) = read.result.limits
    assert (limit.rule, limit.subject) == ("veto", "refused: 拒收现金 两次")
    (file,) = Vetoes(read).in_force()
    assert (file.id, file.veto.ground, file.veto.name) == (veto, "refused", "李芳")
    assert [(piece.purpose, piece.kind, piece.text) for piece in file.evidence] == [
        ("veto", "document", "信访件2026-17号")
    ]


def test_evidence_attached_before_is_enough(desk: Desk) -> None:
    examination = desk.finished()
    examination.append("attached", **Evidence("e1", "", "veto", "document", "录像", "李芳").plain())
    Vetoes(examination).record("immobile", "叫来卧床老人", "李芳", evidence=["e1"])
    assert [piece.id for file in Vetoes(examination).in_force() for piece in file.evidence] == ["e1"]


def test_everything_missing_is_named_at_once(desk: Desk) -> None:
    examination = desk.examination()
    with pytest.raises(VetoFaults) as error:
        Vetoes(examination).record("", " ", "", " ")
    assert [fault.code for fault in error.value.found] == [
        "veto_ground_missing",
        "veto_reason_missing",
        "veto_name_missing",
        "veto_evidence_missing",
    ]
    with pytest.raises(VetoFaults) as error:
        Vetoes(examination).record("rude", "…", "李芳", "1")
    assert [fault.code for fault in error.value.found] == ["veto_ground_unknown"]
    assert Vetoes(examination).in_force() == ()
    assert examination.evidence == ()


def test_a_veto_recorded_wrongly_is_taken_back_and_the_ledger_keeps_it(desk: Desk) -> None:
    examination = desk.finished()
    vetoes = Vetoes(examination)
    veto = vetoes.record("kept_card", "代管存折", "李芳", "谈话记录3")
    with pytest.raises(VetoFaults) as error:
        vetoes.lift(veto, "", "")
    assert [fault.code for fault in error.value.found] == ["veto_reason_missing", "veto_name_missing"]
    vetoes.lift(veto, "查无此事", "王敏")
    assert vetoes.in_force() == ()
    assert examination.result.grade == "A"
    with pytest.raises(StateError) as refused:
        vetoes.lift(veto, "查无此事", "王敏")
    assert refused.value.code == "no_such_veto"
    kinds = [event.kind for event in desk.database.assessments.events(examination.assessment.id)]
    assert kinds[-3:] == ["attached", "vetoed", "veto_lifted"]


def test_a_veto_comes_after_a_signature_too(desk: Desk) -> None:
    examination = desk.finished()
    examination.sign(("李芳", "张三"))
    Vetoes(examination).record("false_evidence", "照片造假", "王敏", "鉴定书")
    assert examination.result.grade == "C"
    assert examination.assessment.state == "signed"


def test_a_bank_has_no_veto(desk: Desk) -> None:
    own = desk.examination(party="bank")
    with pytest.raises(StateError):
        Vetoes(own).record("refused", "…", "李芳", "1")

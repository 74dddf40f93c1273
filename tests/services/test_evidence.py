"""Evidence on an assessment, through the services, as the store then holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eldercheck.domain.errors import EldercheckError, StateError
from eldercheck.domain.evidence import Evidence
from eldercheck.services.evidence import EvidenceError, ItemEvidence, check_files
from eldercheck.services.examination import Examination
from eldercheck.storage.evidence_files import EvidenceFiles, LostFileError
from eldercheck.storage.evidence_kinds import EvidenceFileError
from tests.builders import Desk, a_desk
from tests.pictures import A_PDF, a_file, a_picture, phone_picture

PHOTO, OTHER = "B-GC-01", "B-GC-03"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "a.db") as desk:
        yield desk


@pytest.fixture
def files(tmp_path: Path) -> EvidenceFiles:
    return EvidenceFiles.beside(tmp_path / "a.db")


@pytest.fixture
def one(desk: Desk) -> Examination:
    return desk.examination()


@pytest.fixture
def evidence(one: Examination, files: EvidenceFiles) -> ItemEvidence:
    return ItemEvidence(one, files)


def _code(caught: pytest.ExceptionInfo[EldercheckError]) -> str:
    return caught.value.code


def _stored(desk: Desk, one: Examination) -> tuple[Evidence, ...]:
    return desk.casebook.resume(one.assessment.id).evidence


def test_a_photo_is_attached_with_all_that_is_known_of_it(
    desk: Desk, one: Examination, evidence: ItemEvidence, tmp_path: Path
) -> None:
    path = a_file(tmp_path, "前门 'A'.jpg", phone_picture())
    attached = evidence.attach_file(PHOTO, path, name="王强")
    piece = attached.evidence
    assert _stored(desk, one) == (piece,) == evidence.on(PHOTO)
    assert (piece.kind, piece.purpose, piece.name, piece.at[:4]) == ("photo", "answer", "王强", "2026")
    assert piece.file is not None
    assert (piece.file.name, piece.file.taken_at) == ("前门 'A'.jpg", "2026-03-02T09:08:07")
    assert evidence.files.read(piece.file) == path.read_bytes()
    assert attached.also_on == ()


def test_anything_but_a_picture_is_a_document(evidence: ItemEvidence, tmp_path: Path) -> None:
    piece = evidence.attach_file(PHOTO, a_file(tmp_path, "a.pdf", A_PDF)).evidence
    assert (piece.kind, piece.name) == ("document", "李芳")
    with pytest.raises(EldercheckError):
        evidence.attach_file(PHOTO, tmp_path / "gone.pdf")
    assert evidence.attach_file(OTHER, a_file(tmp_path, "b", a_picture()), "interview").evidence.kind == (
        "interview"
    )


def test_the_same_file_is_refused_on_its_item_and_said_of_another(
    evidence: ItemEvidence, tmp_path: Path
) -> None:
    evidence.attach_file(PHOTO, a_file(tmp_path, "a.jpg", a_picture()))
    again = a_file(tmp_path, "b.jpg", a_picture())
    with pytest.raises(EvidenceError) as caught:
        evidence.attach_file(PHOTO, again)
    assert _code(caught) == "evidence_twice"
    assert caught.value.values == {"item": PHOTO, "path": "b.jpg", "name": "a.jpg"}
    assert evidence.attach_file(OTHER, again).also_on == (PHOTO,)
    assert len(evidence.on(PHOTO)) == len(evidence.on(OTHER)) == 1


def test_what_was_taken_off_may_come_again(evidence: ItemEvidence, tmp_path: Path) -> None:
    path = a_file(tmp_path, "a.jpg", a_picture())
    piece = evidence.attach_file(PHOTO, path).evidence
    evidence.detach(piece.id, "拍错了")
    assert evidence.attach_file(PHOTO, path).evidence.id != piece.id


def test_a_piece_is_taken_off_with_its_reason_and_its_file_stays(
    desk: Desk, one: Examination, evidence: ItemEvidence, tmp_path: Path
) -> None:
    piece = evidence.attach_file(PHOTO, a_file(tmp_path, "a.jpg", a_picture())).evidence
    with pytest.raises(EvidenceError) as caught:
        evidence.detach(piece.id, "  ")
    assert _code(caught) == "detach_needs_reason"
    assert evidence.detach(piece.id, "拍错了") == piece
    assert _stored(desk, one) == evidence.on(PHOTO) == ()
    event = desk.database.assessments.events(one.assessment.id)[-1]
    assert (event.kind, event.payload) == ("detached", {"evidence": piece.id, "reason": "拍错了"})
    assert piece.file
    assert evidence.files.read(piece.file)
    back = evidence.attach_again(piece)
    assert _stored(desk, one) == (back,)
    assert replace(back, id=piece.id, at=piece.at) == piece
    with pytest.raises(EvidenceError) as caught:
        evidence.detach(piece.id, "拍错了")
    assert _code(caught) == "no_such_evidence"


def test_a_piece_whose_file_was_lost_does_not_come_back(evidence: ItemEvidence, tmp_path: Path) -> None:
    piece = evidence.attach_file(PHOTO, a_file(tmp_path, "a.jpg", a_picture())).evidence
    evidence.detach(piece.id, "拍错了")
    assert piece.file
    evidence.files.path_of(piece.file).unlink()
    with pytest.raises(LostFileError):
        evidence.attach_again(piece)


def test_a_lost_file_is_put_right_by_giving_it_again(evidence: ItemEvidence, tmp_path: Path) -> None:
    path = a_file(tmp_path, "a.jpg", a_picture())
    file = evidence.attach_file(PHOTO, path).evidence.file
    assert file
    evidence.files.path_of(file).unlink()
    with pytest.raises(EvidenceError, match="evidence_twice"):
        evidence.attach_file(PHOTO, path)
    assert evidence.files.read(file) == path.read_bytes()


def test_every_kept_file_is_checked_and_named(
    desk: Desk, one: Examination, evidence: ItemEvidence, tmp_path: Path
) -> None:
    files = [a_file(tmp_path, f"{side}.jpg", a_picture(size=(side, side))) for side in (8, 9, 10)]
    pieces = [evidence.attach_file(PHOTO, path).evidence for path in files]
    evidence.detach(pieces[0].id, "拍错了")
    assert [found.fault for found in check_files(desk.casebook, evidence.files)] == [None] * 3
    for piece in pieces[:2]:
        assert piece.file
        evidence.files.path_of(piece.file).write_bytes(b"x")
    found = list(check_files(desk.casebook, evidence.files))
    assert pieces[0].file
    here = f"0101 城关网点 {one.assessment.year} {PHOTO}"
    assert [one.where for one in found] == [here, here, evidence.files.path_of(pieces[0].file).name]
    assert [bool(one.fault) for one in found] == [True, False, True]


def test_words_are_attached_as_they_are(desk: Desk, one: Examination, evidence: ItemEvidence) -> None:
    piece = evidence.attach_text("B-SO-01", "interview", " 受访5人，\n满意4人 ")
    assert _stored(desk, one) == (piece,)
    assert (piece.text, piece.file) == ("受访5人， 满意4人", None)
    with pytest.raises(EvidenceError) as caught:
        evidence.attach_text("B-SO-01", "interview", "受访5人， 满意4人")
    assert _code(caught) == "evidence_words_twice"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" \n", "evidence_text_missing"),
        ("王某 110101194912310023 满意", "evidence_identity_number"),
        ("电话 138-1234-5678", "evidence_mobile_number"),
        ("卡号 6222 0212 3456 7890 123", "evidence_account_number"),
    ],
)
def test_words_that_name_a_person_are_refused(
    desk: Desk, one: Examination, evidence: ItemEvidence, tmp_path: Path, text: str, code: str
) -> None:
    with pytest.raises(EvidenceError) as caught:
        evidence.attach_text("B-SO-01", "interview", text)
    assert _code(caught) == code
    if code != "evidence_text_missing":
        with pytest.raises(EvidenceError):
            evidence.attach_file(PHOTO, a_file(tmp_path, "a.jpg", a_picture()), text=text)
    assert _stored(desk, one) == ()
    assert not evidence.files.folder.exists()


def test_a_photo_cannot_be_put_in_words_nor_hang_on_no_item(evidence: ItemEvidence, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError) as caught:
        evidence.attach_text(PHOTO, "photo", "门口有坡道")
    assert _code(caught) == "evidence_photo_in_words"
    for item in ("X-01", ""):
        with pytest.raises(EvidenceError) as caught:
            evidence.attach_file(item, a_file(tmp_path, "a.jpg", a_picture()))
        assert _code(caught) == "unknown_item"


def test_what_is_no_file_leaves_no_trace(desk: Desk, one: Examination, evidence: ItemEvidence) -> None:
    with pytest.raises(EvidenceFileError):
        evidence.attach_file(PHOTO, Path("gone.jpg"))
    assert _stored(desk, one) == ()


def test_a_signed_sheet_takes_none_and_keeps_no_file(
    desk: Desk, files: EvidenceFiles, tmp_path: Path
) -> None:
    one = desk.finished()
    evidence = ItemEvidence(one, files)
    before = evidence.attach_text(PHOTO, "document", "3号")
    _sign(one)
    for act in (
        lambda: evidence.detach(before.id, "写错了"),
        lambda: evidence.attach_file(PHOTO, a_file(tmp_path, "a.jpg", a_picture())),
        lambda: evidence.attach_text("B-SO-01", "interview", "受访5人"),
    ):
        with pytest.raises(StateError) as caught:
            act()
        assert _code(caught) == "signed_already"
    assert not files.folder.exists()


def _sign(one: Examination) -> None:
    one.programme = replace(one.programme, evidence="pass", visit_record=False)
    one.sign(["李芳", "王强"])


def test_what_is_missing_goes_with_what_is_attached(desk: Desk, files: EvidenceFiles, tmp_path: Path) -> None:
    one = desk.finished()
    evidence = ItemEvidence(one, files)
    before = one.missing_evidence
    assert PHOTO in before
    evidence.attach_file(PHOTO, a_file(tmp_path, "a.jpg", a_picture()))
    assert one.missing_evidence == tuple(item for item in before if item != PHOTO)


@pytest.mark.parametrize("rule", ["block", "warn", "pass"])
def test_the_year_says_what_missing_evidence_does_at_the_signature(desk: Desk, rule: str) -> None:
    one = desk.finished()
    one.programme = replace(one.programme, evidence=rule, visit_record=False)  # type: ignore[arg-type]
    missing = one.missing_evidence
    if rule == "block":
        with pytest.raises(StateError) as caught:
            one.sign(["李芳", "王强"])
        assert _code(caught) == "evidence_missing"
        assert one.is_open
        return
    one.sign(["李芳", "王强"])
    assert (one.dossier.evidence_rule, one.dossier.evidence_missing) == (rule, missing)


def test_copies_are_named_by_item_and_number_alone(evidence: ItemEvidence, tmp_path: Path) -> None:
    evidence.attach_file(PHOTO, a_file(tmp_path, "张三.jpg", a_picture()))
    evidence.attach_text(PHOTO, "document", "12号")
    evidence.attach_file(PHOTO, a_file(tmp_path, "b", A_PDF))
    evidence.attach_file(OTHER, a_file(tmp_path, "c", a_picture("PNG")))
    evidence.attach_file("", a_file(tmp_path, "d", a_picture("WEBP")), purpose="veto")
    names = {name: file.name for name, file in evidence.named_copies()}
    assert names == {
        f"{PHOTO}-1.jpg": "张三.jpg",
        f"{PHOTO}-2.pdf": "b",
        f"{OTHER}-1.png": "c",
        "veto-1.webp": "d",
    }

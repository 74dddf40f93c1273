"""Files of the evidence: each way in which one cannot be taken, and how those taken are kept."""

from __future__ import annotations

import hashlib
import os
import random
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eldercheck.domain.errors import StateError
from eldercheck.domain.evidence import KeptFile
from eldercheck.storage.errors import DiskFullError, StorageError
from eldercheck.storage.evidence_files import AlteredFileError, EvidenceFiles, LostFileError
from eldercheck.storage.evidence_kinds import EvidenceFileError, media_of
from eldercheck.storage.evidence_reading import MOST_BYTES, is_device_name
from tests.pictures import A_PDF, PLACE, a_file, a_picture, an_office_file, phone_picture

POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX files")
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
KINDS = {
    "a.jpg": (phone_picture(), "image/jpeg", ".jpg"),
    "a.png": (phone_picture("PNG"), "image/png", ".png"),
    "a.webp": (phone_picture("WEBP"), "image/webp", ".webp"),
    "a.pdf": (A_PDF, "application/pdf", ".pdf"),
    "a.docx": (an_office_file(), "wordprocessingml", ".docx"),
    "a.xlsx": (an_office_file("xl/workbook.xml"), "spreadsheetml", ".xlsx"),
}


@pytest.fixture
def files(tmp_path: Path) -> EvidenceFiles:
    return EvidenceFiles.beside(tmp_path / "a.db")


def _refused(files: EvidenceFiles, path: Path) -> EvidenceFileError:
    with pytest.raises(EvidenceFileError) as caught:
        files.look_at(path)
    assert not files.folder.exists()
    return caught.value


@pytest.mark.parametrize("name", KINDS)
def test_a_file_is_kept_by_what_is_in_it(files: EvidenceFiles, tmp_path: Path, name: str) -> None:
    data, media, suffix = KINDS[name]
    path = a_file(tmp_path, "照片 '1' “前门”.bin", data)
    kept = files.keep(files.look_at(path))
    digest = hashlib.sha256(data).hexdigest()
    assert (kept.sha256, kept.name, kept.size) == (digest, path.name, len(data))
    assert media in kept.media
    assert files.path_of(kept) == tmp_path / "a.db.evidence" / digest[:2] / f"{digest}{suffix}"
    assert files.path_of(kept).read_bytes() == data == files.read(kept) == path.read_bytes()


def test_a_photo_is_kept_with_its_moment(files: EvidenceFiles, tmp_path: Path) -> None:
    assert files.look_at(a_file(tmp_path, "a", phone_picture())).file.taken_at == "2026-03-02T09:08:07"
    assert files.look_at(a_file(tmp_path, "b", A_PDF)).file.taken_at == ""


def test_the_same_bytes_are_kept_once(files: EvidenceFiles, tmp_path: Path) -> None:
    first = files.keep(files.look_at(a_file(tmp_path, "a.jpg", a_picture())))
    before = files.path_of(first).stat()
    second = files.keep(files.look_at(a_file(tmp_path, "b.jpg", a_picture())))
    assert (second.sha256, second.name) == (first.sha256, "b.jpg")
    assert files.path_of(second).stat().st_mtime_ns == before.st_mtime_ns
    assert [path.name for path in files.folder.rglob("*") if path.is_file()] == [files.path_of(first).name]


def test_a_spoilt_kept_file_is_put_right_by_the_same_bytes(files: EvidenceFiles, tmp_path: Path) -> None:
    path = a_file(tmp_path, "a.jpg", a_picture())
    kept = files.keep(files.look_at(path))
    files.path_of(kept).write_bytes(b"spoilt")
    assert files.read(files.keep(files.look_at(path))) == path.read_bytes()


@POSIX
def test_what_is_kept_is_for_its_owner(files: EvidenceFiles, tmp_path: Path) -> None:
    kept = files.keep(files.look_at(a_file(tmp_path, "a.jpg", a_picture())))
    assert files.path_of(kept).stat().st_mode & 0o077 == 0
    assert files.folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "evidence_empty"),
        (b"hello", "evidence_wrong_type"),
        (b"\xff\xd8", "evidence_wrong_type"),
        (b"MZ" + b"\0" * 90, "evidence_wrong_type"),
        (b"GIF89a" + b"\0" * 90, "evidence_wrong_type"),
        (HEIC, "evidence_heic"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 90, "evidence_old_office"),
        (an_office_file("ppt/presentation.xml"), "evidence_wrong_type"),
        (an_office_file(**{"word/vbaProject.bin": "x"}), "evidence_macros"),
        (an_office_file()[:-30], "evidence_damaged"),
        (an_office_file().replace(b"\x03\x04", b"\x03\x04\xff", 1), "evidence_damaged"),
        (A_PDF[:-8], "evidence_damaged"),
        (a_picture(size=(300, 200))[:700], "evidence_damaged"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "evidence_damaged"),
        (a_picture("PNG")[:60], "evidence_damaged"),
        (b"RIFF\0\0\0\0WEBP", "evidence_damaged"),
    ],
)
def test_what_is_no_evidence_is_named(files: EvidenceFiles, tmp_path: Path, data: bytes, code: str) -> None:
    refused = _refused(files, a_file(tmp_path, "a.jpg", data))
    assert (refused.code, refused.values["path"]) == (code, "a.jpg")


@pytest.mark.parametrize("form", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_document_packed_as_no_office_program_does_is_named(
    files: EvidenceFiles, tmp_path: Path, form: int
) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", form) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", "<x/>")
    assert _refused(files, tmp_path / "a.docx").code == "evidence_damaged"


def test_a_document_that_would_fill_the_disk_is_named(
    files: EvidenceFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eldercheck.storage.evidence_kinds._MOST_UNPACKED", 100)
    assert _refused(files, a_file(tmp_path, "a.docx", an_office_file())).code == "evidence_damaged"


def test_a_picture_of_too_many_pixels_is_named(
    files: EvidenceFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eldercheck.storage.pictures.MOST_PIXELS", 1000)
    assert _refused(files, a_file(tmp_path, "a.jpg", a_picture())).code == "evidence_too_many_pixels"


def test_a_file_that_is_too_large_is_not_read(files: EvidenceFiles, tmp_path: Path) -> None:
    path = a_file(tmp_path, "a.pdf", A_PDF)
    with path.open("r+b") as handle:
        handle.truncate(MOST_BYTES + 1)
    refused = _refused(files, path)
    assert (refused.code, refused.values["size"], refused.values["most"]) == (
        "evidence_too_large",
        "30.0 MB",
        "30 MB",
    )


@pytest.mark.parametrize("name", ["gone.jpg", "a/b/c.jpg", "x" * 300, "a\0b"])
def test_a_file_that_is_not_there_is_named(files: EvidenceFiles, tmp_path: Path, name: str) -> None:
    assert _refused(files, tmp_path / name).code == "evidence_not_there"


def test_a_name_within_a_file_is_not_there(files: EvidenceFiles, tmp_path: Path) -> None:
    assert _refused(files, a_file(tmp_path, "a.jpg", b"x") / "b.jpg").code == "evidence_not_there"


def test_a_folder_is_named(files: EvidenceFiles, tmp_path: Path) -> None:
    assert _refused(files, tmp_path).code == "evidence_is_folder"


@POSIX
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_named(files: EvidenceFiles, tmp_path: Path) -> None:
    path = a_file(tmp_path, "a.jpg", a_picture())
    path.chmod(0)
    assert _refused(files, path).code == "evidence_not_permitted"


def test_a_file_that_the_system_keeps_shut_is_named(
    files: EvidenceFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut(*_given: object) -> int:
        raise PermissionError(13, "shut")

    monkeypatch.setattr("eldercheck.storage.evidence_reading.os.open", shut)
    assert _refused(files, a_file(tmp_path, "a.jpg", a_picture())).code == "evidence_not_permitted"


def test_a_failing_disk_is_named_with_its_reason(
    files: EvidenceFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_given: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("eldercheck.storage.evidence_reading.os.open", failing)
    refused = _refused(files, a_file(tmp_path, "a.jpg", a_picture()))
    assert (refused.code, refused.values["reason"]) == ("evidence_unreadable", "Input/output error")


def test_a_file_that_is_still_being_written_is_named(
    files: EvidenceFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, looked = a_file(tmp_path, "a.jpg", a_picture()), os.fstat
    looks = []

    def growing(handle: int) -> os.stat_result:
        looks.append(handle)
        if len(looks) == 2:
            with path.open("ab") as more:
                more.write(b"more")
        return looked(handle)

    monkeypatch.setattr("eldercheck.storage.evidence_reading.os.fstat", growing)
    assert _refused(files, path).code == "evidence_changing"


@POSIX
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_pipe_or_a_device_is_named_and_never_waited_for(
    files: EvidenceFiles, tmp_path: Path, kind: str
) -> None:
    path = Path("/dev/zero")
    if kind == "pipe":
        path = tmp_path / "pipe.jpg"
        os.mkfifo(path)
    assert _refused(files, path).code == "evidence_not_regular"


@pytest.mark.parametrize("name", ["CON", "nul.jpg", "Com1.pdf", "LPT9 .png", "AUX.tar.gz"])
def test_a_device_of_windows_goes_by_any_ending(name: str) -> None:
    assert is_device_name(name, "nt")
    assert not is_device_name(name, "posix")
    assert not is_device_name(f"x{name}", "nt")


@POSIX
def test_a_link_is_read_through_and_keeps_its_name(files: EvidenceFiles, tmp_path: Path) -> None:
    (tmp_path / "link.png").symlink_to(a_file(tmp_path, "a.jpg", a_picture()))
    kept = files.keep(files.look_at(tmp_path / "link.png"))
    assert (kept.name, kept.media) == ("link.png", "image/jpeg")
    assert not files.path_of(kept).is_symlink()


@POSIX
@pytest.mark.parametrize("target", ["gone.jpg", "link.jpg"])
def test_a_link_that_leads_nowhere_is_named(files: EvidenceFiles, tmp_path: Path, target: str) -> None:
    (tmp_path / "link.jpg").symlink_to(tmp_path / target)
    assert _refused(files, tmp_path / "link.jpg").code == "evidence_dead_link"


@POSIX
def test_a_link_to_a_pipe_is_a_pipe(files: EvidenceFiles, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "pipe")
    assert _refused(files, tmp_path / "link.jpg").code == "evidence_not_regular"


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="names of any bytes")
def test_a_name_is_kept_as_text_that_obeys_nothing(files: EvidenceFiles, tmp_path: Path) -> None:
    path = a_file(tmp_path, "a\x1b[31m\u202e\n[b].jpg", a_picture())
    assert files.look_at(path).file.name == "a[31m [b].jpg"
    raw = os.fsencode(tmp_path) + b"/\xff.jpg"
    Path(os.fsdecode(raw)).write_bytes(a_picture())
    files.look_at(Path(os.fsdecode(raw))).file.name.encode()


def test_a_full_disk_keeps_nothing(
    files: EvidenceFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    incoming = files.look_at(a_file(tmp_path, "a.jpg", a_picture()))
    monkeypatch.setattr("eldercheck.storage.evidence_files.os.fsync", full)
    with pytest.raises(DiskFullError):
        files.keep(incoming)
    assert not [path for path in files.folder.rglob("*") if path.is_file()]


def test_a_file_in_the_place_of_the_folder_is_a_named_fault(files: EvidenceFiles, tmp_path: Path) -> None:
    incoming = files.look_at(a_file(tmp_path, "a.jpg", a_picture()))
    files.folder.write_text("x")
    with pytest.raises(StorageError):
        files.keep(incoming)


@pytest.mark.parametrize("name", KINDS)
def test_what_leaves_does_not_say_where(files: EvidenceFiles, tmp_path: Path, name: str) -> None:
    data, media, suffix = KINDS[name]
    kept = files.keep(files.look_at(a_file(tmp_path, name, data)))
    target = tmp_path / f"out{suffix}"
    files.clean_copy(kept, target)
    assert PLACE.encode() not in target.read_bytes()
    assert (target.read_bytes() == data) is not media.startswith("image/")
    assert files.read(kept) == data
    with pytest.raises(StateError, match="file_exists"):
        files.clean_copy(kept, target)
    files.clean_copy(kept, target, replace=True)


def test_a_kept_file_that_was_lost_or_altered_is_named(files: EvidenceFiles, tmp_path: Path) -> None:
    kept = [
        files.keep(files.look_at(a_file(tmp_path, f"{size}.jpg", a_picture(size=(size, size)))))
        for size in (8, 9, 10, 11)
    ]
    files.path_of(kept[1]).unlink()
    files.path_of(kept[2]).write_bytes(files.path_of(kept[2]).read_bytes() + b"x")
    files.path_of(kept[3]).unlink()
    files.path_of(kept[3]).mkdir()
    faults = [checked.fault for checked in files.check(kept)]
    assert faults[0] is None
    assert isinstance(faults[1], LostFileError)
    assert isinstance(faults[2], AlteredFileError)
    assert isinstance(faults[3], LostFileError)
    assert faults[1].values["name"] == "9.jpg"
    with pytest.raises(AlteredFileError):
        files.clean_copy(kept[2], tmp_path / "out.jpg")
    assert not (tmp_path / "out.jpg").exists()


@pytest.mark.parametrize("digest", ["0" * 64, "../../a.db", "/etc/passwd", ""])
def test_a_digest_of_rubbish_names_no_other_place(files: EvidenceFiles, digest: str) -> None:
    rubbish = KeptFile(digest, "a", 1, "text/strange")
    assert files.path_of(rubbish).parents[1] == files.folder
    with pytest.raises(LostFileError):
        files.read(rubbish)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with a place in a folder")
@pytest.mark.parametrize("is_link", [False, True])
def test_a_pipe_in_the_place_of_a_kept_file_is_not_waited_for(
    files: EvidenceFiles, tmp_path: Path, is_link: bool
) -> None:
    kept = files.keep(files.look_at(a_file(tmp_path, "a.pdf", A_PDF)))
    path = files.path_of(kept)
    path.unlink()
    pipe = tmp_path / "pipe" if is_link else path
    os.mkfifo(pipe)
    if is_link:
        path.symlink_to(pipe)
    with pytest.raises(LostFileError):
        files.read(kept)
    files.keep(files.look_at(a_file(tmp_path, "b.pdf", A_PDF)))
    assert files.read(kept) == A_PDF


def test_what_was_taken_off_is_read_through_too(files: EvidenceFiles, tmp_path: Path) -> None:
    assert list(files.check_others(())) == []
    one, other = (
        files.keep(files.look_at(a_file(tmp_path, f"{size}.png", a_picture("PNG", (size, size)))))
        for size in (8, 9)
    )
    (files.folder / "readme.txt").write_text("x")
    assert [checked.file.sha256 for checked in files.check_others({one.sha256})] == [other.sha256]
    files.path_of(other).write_bytes(b"x")
    assert [bool(checked.fault) for checked in files.check_others({one.sha256})] == [True]
    assert [bool(checked.fault) for checked in files.check_others({one.sha256, other.sha256})] == []


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["a.docx", "a.xlsx", "a.pdf"]), st.integers(0, 2**32), st.integers(1, 30), st.booleans()
)
def test_no_spoilt_document_raises_a_foreign_error(name: str, seed: int, spoilt: int, cut: bool) -> None:
    chance, data = random.Random(seed), bytearray(KINDS[name][0])
    for _turn in range(spoilt):
        data[chance.randrange(4, len(data))] = chance.choice((0, 255, chance.randrange(256)))
    spoiled = bytes(data[: chance.randrange(5, len(data))] if cut else data)
    try:
        media_of(spoiled, name)
    except EvidenceFileError as error:
        assert error.code in ("evidence_damaged", "evidence_wrong_type", "evidence_macros")

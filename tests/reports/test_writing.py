"""Files whole or not at all: overwriting, stopping, full disks, locked files, each with its sentence."""

from __future__ import annotations

import errno
import gc
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eldercheck.domain.errors import EldercheckError
from eldercheck.reports import xlsx
from eldercheck.reports.errors import ReportCancelledError, ReportError, ReportFileError
from eldercheck.reports.report import Cell, Report
from eldercheck.reports.writing import STEP, SUFFIXES, Kind, write_report
from eldercheck.wording.errors import explain
from tests.reports.papers import NAMES, a_report, row

KINDS: tuple[tuple[str, Kind], ...] = (
    ("a.xlsx", "xlsx"),
    ("a.csv", "csv"),
    ("a.json", "json"),
    ("a.html", "html"),
    ("a.docx", "docx"),
    ("a.txt", "text"),
)
posix_only = pytest.mark.skipif(os.name != "posix", reason="has no such files")
ANY = pytest.mark.parametrize("name", [name for name, _kind in KINDS])


def failing(*arguments: object) -> Callable[..., None]:
    def fail(*_given: object, **_named: object) -> None:
        raise OSError(*arguments)

    return fail


def long_report(number: int = 3 * STEP) -> Report:
    return a_report(rows=[row("行", place) for place in range(number)], count=number)


def refused(error: EldercheckError, *words: str) -> None:
    sentence = explain(error)
    assert sentence != error.code
    assert all(word in sentence for word in words), sentence
    assert sentence.isprintable()


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_the_end_of_the_name_says_the_form(name: str, kind: Kind, tmp_path: Path) -> None:
    write_report(a_report(NAMES), tmp_path / name)
    write_report(a_report(NAMES), tmp_path / "b.other", kind)
    assert (tmp_path / name).stat().st_size > 100
    assert {path.name for path in tmp_path.iterdir()} == {name, "b.other"}


def test_every_form_is_tried() -> None:
    assert {kind for _name, kind in KINDS} == set(SUFFIXES.values())


def test_an_unknown_form(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        write_report(a_report(), tmp_path / "a.pdf")
    refused(caught.value, "a.pdf", ".xlsx", ".docx")


@posix_only
@ANY
def test_a_pipe_or_device_is_never_replaced(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    os.mkfifo(path)
    with pytest.raises(ReportFileError, match="report_not_regular") as caught:
        write_report(a_report(), path, force=True)
    refused(caught.value, name)
    assert stat.S_ISFIFO(path.stat().st_mode)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="has no device that is always full")
def test_a_full_disk_leaves_no_half_workbook_that_complains_by_itself() -> None:
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        xlsx.write_xlsx(long_report(), Path("/dev/full"))
    gc.collect()


@ANY
def test_what_is_there_stays_unless_told(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"mine")
    with pytest.raises(ReportFileError, match="report_exists") as caught:
        write_report(a_report(), path)
    refused(caught.value, name, "--force")
    assert path.read_bytes() == b"mine"
    write_report(a_report(), path, force=True)
    assert path.read_bytes() != b"mine"
    assert list(tmp_path.iterdir()) == [path]


@ANY
def test_stopping_leaves_nothing_and_what_was_there(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"mine")
    asked: list[int] = []

    def is_cancelled() -> bool:
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(ReportCancelledError) as caught:
        write_report(long_report(), path, force=True, is_cancelled=is_cancelled)
    refused(caught.value, "Nothing was written")
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]


@ANY
def test_progress_is_told_every_few_hundred_rows_and_at_the_end(name: str, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_report(long_report(), tmp_path / name, progress=lambda *number: told.append(number))
    assert told == [(0, 3 * STEP), (STEP, 3 * STEP), (2 * STEP, 3 * STEP), (3 * STEP, 3 * STEP)]


@ANY
@pytest.mark.parametrize("streamed", [False, True])
def test_a_disk_that_fills_up(
    name: str, streamed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if streamed:
        monkeypatch.setattr(xlsx, "STREAMED_FROM", 1)

    def rows() -> Iterator[tuple[Cell, ...]]:
        yield row("行")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(ReportFileError, match="report_disk_full") as caught:
        write_report(a_report(rows=rows()), tmp_path / name)
    refused(caught.value, "full", name)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_when_the_workbook_is_packed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlsxwriter.Workbook._store_workbook", failing(errno.ENOSPC, "No space left"))
    with pytest.raises(ReportFileError, match="report_disk_full"):
        write_report(a_report(), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "there", "code"),
    [
        (errno.EACCES, True, "report_in_use"),
        (errno.EPERM, True, "report_in_use"),
        (errno.EACCES, False, "report_unwritable"),
        (errno.EROFS, False, "report_unwritable"),
        (errno.EIO, False, "report_disk_error"),
    ],
)
def test_what_the_system_refuses_is_a_sentence(
    number: int, there: bool, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    if there:
        path.write_bytes(b"mine")
    monkeypatch.setattr(Path, "replace", failing(number, "no"))
    with pytest.raises(ReportFileError, match=code) as caught:
        write_report(a_report(), path, force=True)
    refused(caught.value)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.csv", b"mine")] * there


def test_places_where_no_file_can_stand(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    for path, code in (
        (tmp_path / "a.csv", "report_is_folder"),
        (tmp_path / "none" / "b.csv", "report_no_folder"),
        (tmp_path / "a\0b.csv", "report_no_folder"),
        (tmp_path / ("长" * 300 + ".csv"), "report_disk_error"),
    ):
        with pytest.raises(ReportFileError, match=code) as caught:
            write_report(a_report(), path)
        refused(caught.value)
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@ANY
@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_who_may_read_it_is_for_its_users_own_setting(name: str, mask: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        write_report(a_report(NAMES), tmp_path / name)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o666 & ~mask

"""Files that are no register: each refused by its name, whatever its bytes are, and never half read."""

from __future__ import annotations

import os
import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from eldercheck.domain.clean_text import visible
from eldercheck.domain.errors import EldercheckError
from eldercheck.exchange import grids, register_file, text_grids, workbook_grids
from eldercheck.exchange.grids import RegisterFileError
from eldercheck.exchange.register_file import read_register
from eldercheck.wording.errors import explain
from eldercheck.wording.register import fault_place, fault_text
from tests.exchange.register_samples import BANK, HEADINGS, ROWS, csv_bytes, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refused(path: Path) -> str:
    """Return the code that a file is refused with; its sentence names the file."""
    with pytest.raises(RegisterFileError) as caught:
        read_register(path)
    assert path.name[:60] in explain(caught.value)
    return caught.value.code


def packed(path: Path, **parts: bytes) -> Path:
    """Write a zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in parts.items():
            pack.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"", "register_empty"),
        ("a.csv", b" \r\n\r\n", "register_empty"),
        ("a.xls", OLE, "register_old_workbook"),
        ("a.xlsx", OLE + "Workbook".encode("utf-16-le"), "register_old_workbook"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "register_wrong_type"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "register_password"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table>", "register_wrong_type"),
        ("a.csv", b"%PDF-1.7 x", "register_wrong_type"),
        ("a.xlsx", b"PK\x03\x04 broken", "register_damaged"),
        ("a.csv", b"code,name\n\0\1\2", "register_binary"),
        ("a.csv", b"\xff\xfe" + b"a\0b", "register_undecodable"),
        ("a.csv", "类别,代码".encode("gbk") + b"\xff\xff\n", "register_undecodable"),
        ("a.csv", b'Kind,Code,Name\nInstitution,01,"never closed\nBranch,02,x\n', "register_quotes"),
        ("a.csv", b"to,whom\nit,may\nconcern\n", "register_without_headings"),
        ("a.csv", b"Kind,Code,Name\n\n", "register_without_units"),
    ],
)
def test_what_is_no_register_is_refused_by_name(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert refused(path) == code
    assert path.read_bytes() == data


def test_other_zip_files_are_no_workbook(tmp_path: Path) -> None:
    assert refused(packed(tmp_path / "a.xlsx", readme=b"x")) == "register_wrong_type"
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
    assert refused(packed(tmp_path / "b.docx", **parts)) == "register_wrong_type"
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<not xml"}
    assert refused(packed(tmp_path / "c.xlsx", **parts)) == "register_damaged"


def test_a_workbook_with_a_document_type_is_not_opened(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": bomb}
    assert refused(packed(tmp_path / "a.xlsx", **parts)) == "register_damaged"


def test_what_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegisterFileError) as missing:
        read_register(tmp_path / "gone.xlsx")
    assert missing.value.code == "register_missing"
    assert refused(tmp_path) == "register_is_folder"
    assert refused(tmp_path / ("x" * 400)) == "register_unreadable"
    with pytest.raises(RegisterFileError) as caught:
        read_register(Path("a\0b.csv"))
    assert caught.value.code == "register_unreadable"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom the system stops")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", HEADINGS, *ROWS)
    path.chmod(0)
    assert refused(path) == "register_not_permitted"
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert refused(tmp_path / "a.csv") == "register_not_regular"


def test_sizes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = workbook(tmp_path / "a.xlsx", HEADINGS, *ROWS)
    text = tmp_path / "a.csv"
    text.write_bytes(csv_bytes(HEADINGS, *ROWS))
    for module in (workbook_grids, text_grids):
        monkeypatch.setattr(module, "MOST_ROWS", 3)
    assert refused(book) == refused(text) == "register_too_many_rows"
    monkeypatch.setattr(workbook_grids, "MOST_UNPACKED", 2_000)
    assert refused(book) == "register_unpacks_too_large"
    monkeypatch.setattr(register_file, "MOST_BYTES", 100)
    assert refused(book) == refused(text) == "register_too_large"
    assert grids.MOST_BYTES == 50_000_000


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("[Content_Types].xml", "<Types/>")
        with pack.open("xl/workbook.xml", "w") as part:
            for _block in range(grids.MOST_UNPACKED // 1_000_000 + 1):
                part.write(b" " * 1_000_000)
    path = tmp_path / "a.xlsx"
    path.write_bytes(data.getvalue())
    assert path.stat().st_size < 1_000_000
    assert refused(path) == "register_unpacks_too_large"


def assert_shown(text: str) -> None:
    assert text == visible(text)


def whole_or_refused(path: Path) -> None:
    """Read a file; anything but faults in words and named errors is a failure."""
    try:
        found = read_register(path)
    except EldercheckError as error:
        assert_shown(explain(error))
        return
    for fault in (*found.faults, *found.notes):
        assert_shown(fault_place(fault) + fault_text(fault))


@given(st.binary(max_size=400), st.sampled_from(["", "PK\x03\x04", "\xd0\xcf\x11\xe0", "类别,代码,名称\n"]))
@example(b"\xff\xfe", "")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bytes_give_a_named_error_and_no_traceback(tmp_path: Path, data: bytes, head: str) -> None:
    encoding = "utf-8" if head.startswith("类") else "latin-1"
    for name in ("a.xlsx", "a.csv"):
        (tmp_path / name).write_bytes(head.encode(encoding) + data)
        whole_or_refused(tmp_path / name)


ANYWHERE = st.integers(0, 1 << 20)
"""A place, whatever the length: a workbook names its moment, so that two differ in size."""


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_workbook_with_parts_spoilt_gives_a_named_error(tmp_path: Path, data: st.DataObject) -> None:
    sound = workbook(tmp_path / "sound.xlsx", HEADINGS, *ROWS)
    with zipfile.ZipFile(sound) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    spoilt = data.draw(st.sampled_from(sorted(parts)))
    held = bytearray(parts[spoilt])
    start = data.draw(ANYWHERE) % len(held)
    held[start : start + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    whole_or_refused(packed(tmp_path / "a.xlsx", **{**parts, spoilt: bytes(held)}))


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_workbook_with_bytes_spoilt_gives_a_named_error(tmp_path: Path, data: st.DataObject) -> None:
    held = bytearray(workbook(tmp_path / "sound.xlsx", HEADINGS, BANK).read_bytes())
    for _turn in range(data.draw(st.integers(1, 6))):
        held[data.draw(ANYWHERE) % len(held)] = data.draw(st.integers(0, 255))
    (tmp_path / "a.xlsx").write_bytes(bytes(held))
    whole_or_refused(tmp_path / "a.xlsx")


CELLS = st.sampled_from(
    ["机构", "网点", "01", "02", "2024-5-1", "=1", '"', "无", "", "1E5", "\u202e", "青山,银行"]
)


@given(
    st.lists(st.lists(CELLS | st.text(max_size=6), max_size=10), max_size=6),
    st.sampled_from(["utf-8", "utf-16"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table_gives_lines_or_named_faults(tmp_path: Path, rows: list[list[str]], encoding: str) -> None:
    try:
        data = csv_bytes(HEADINGS, *rows, encoding=encoding)
    except UnicodeEncodeError:
        return
    (tmp_path / "a.csv").write_bytes(data)
    whole_or_refused(tmp_path / "a.csv")

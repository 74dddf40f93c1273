"""Register files for tests, made by the libraries that offices' programs stand for."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from eldercheck.domain.register_changes import RegisterChanges, compare
from eldercheck.domain.register_lines import RegisterFault, RegisterFaults, UnitLine
from eldercheck.exchange.register_file import read_register
from tests.builders import ids_from

HEADINGS = ("类别", "代码", "名称", "所属机构", "评比分组", "地址或村", "开业日期", "撤销日期", "免评原因")
BANK = ("机构", "0101", "青山农村商业银行", "", "农商行", "中山路18号", "1998-05-01", "", "")
BRANCH = ("网点", "010101", "北关支行", "0101", "", "北关街1号", "2001年2月3日", "", "")
POINT = ("服务点", "010151", "下柳村服务点", "0101", "", "下柳村", "2019/7/1", "2025.12.31", "")
ROWS = (BANK, BRANCH, POINT)


def workbook(path: Path, *rows: Sequence[Any], sheet: str = "名录", formats: Mapping[str, str] = {}) -> Path:
    """Write rows to a workbook; `formats` gives number formats to cells."""
    return workbook_of(path, {sheet: rows}, formats)


def workbook_of(
    path: Path, sheets: Mapping[str, Iterable[Sequence[Any]]], formats: Mapping[str, str] = {}
) -> Path:
    """Write several sheets; the formats are for the first."""
    book = Workbook()
    for place, (title, rows) in enumerate(sheets.items()):
        sheet = book.active if place == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = title
        for row in rows:
            sheet.append(list(row))
        if place == 0:
            for cell, number_format in formats.items():
                sheet[cell].number_format = number_format
    book.save(path)
    return path


def replaced(path: Path, old: bytes, new: bytes) -> None:
    """Write other bytes into the first sheet of a workbook, as no library would."""
    with zipfile.ZipFile(path) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    assert old in parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(old, new)
    with zipfile.ZipFile(path, "w") as pack:
        for name, data in parts.items():
            pack.writestr(name, data)


def csv_bytes(*rows: Sequence[str], encoding: str = "utf-8", divider: str = ",") -> bytes:
    """Return rows as a csv file holds them."""
    text = io.StringIO()
    csv.writer(text, delimiter=divider).writerows(rows)
    return text.getvalue().encode(encoding)


def lines_of(path: Path) -> list[UnitLine]:
    """Read a file that has no fault."""
    found = read_register(path)
    assert found.faults == []
    return found.lines


def plain(line: UnitLine) -> tuple[str | None, ...]:
    """Return what a line says, without where."""
    return (
        *(line.kind, line.code, line.name, line.parent, line.ranking_group, line.place),
        *(line.opened, line.closed, line.exempt),
    )


def changes_of(path: Path) -> RegisterChanges:
    """Compare a file with an empty register."""
    found = read_register(path)
    return compare((), found.lines, ids_from("n"), found.faults)


def faults_of(path: Path) -> list[RegisterFault]:
    """Return all faults of a file, those between its lines among them."""
    try:
        changes_of(path)
    except RegisterFaults as error:
        return list(error.found)
    return []


def where(faults: Iterable[RegisterFault]) -> list[tuple[str, str, str]]:
    """Return cell, code and value of each fault."""
    return [(f"{fault.sheet}!{fault.column}{fault.row}", fault.code, fault.value) for fault in faults]

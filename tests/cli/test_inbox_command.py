"""`eldercheck inbox`: what waits, one line or one object each, the longest waiting first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eldercheck.cli.commands import build
from eldercheck.cli.spoken import run
from eldercheck.domain.programme import Programme
from tests.builders import a_desk
from tests.services.test_inbox import branch, noticed, signed, written


@pytest.fixture
def database(tmp_path: Path, own_home: Path) -> Path:
    path = tmp_path / "a.db"
    with a_desk(path) as desk:
        desk.years.open(Programme(2026))
        bank = desk.casebook.add_unit("institution", "01", "甲行")
        written(desk, branch(desk, bank, 1))
        signed(desk, branch(desk, bank, 2), TM_06="0/4")
        noticed(desk, branch(desk, bank, 3), TM_06="0/4")
        desk.casebook.add_unit("institution", "02", "乙[/x]行")
    return path


def said(capsys: pytest.CaptureFixture[str], database: Path, *words: str) -> tuple[int, list[str], str]:
    code = run(build(lambda _db, _wish: 0), ["--db", str(database), "inbox", *words])
    out, err = capsys.readouterr()
    return code, out.splitlines(), err


def test_each_role_is_told_what_waits(capsys: pytest.CaptureFixture[str], database: Path) -> None:
    code, lines, _err = said(capsys, database, "--role", "supervisor")
    assert code == 0
    assert ["0102 网点2", "signed: second look"] in [line.split("  ")[2:4] for line in lines]
    code, lines, _err = said(capsys, database)
    assert code == 0
    assert [line.split("  ")[0] for line in lines].count("Bank") >= 5


def test_a_bank_sees_its_own_units_only(capsys: pytest.CaptureFixture[str], database: Path) -> None:
    _code, lines, _err = said(capsys, database, "--role", "bank", "--unit", "02")
    assert len(lines) == 1
    assert "乙[/x]行" in lines[0]
    _code, lines, _err = said(capsys, database, "--role", "bank", "--unit", "0103", "--json")
    found = [json.loads(line) for line in lines]
    assert (found[-1]["kind"], found[-1]["number"], found[-1]["items"]) == ("to_respond", 1, ["B-TM-06"])
    assert list(found[0]) == [
        *("role", "kind", "code", "name", "assessment", "items", "number", "since", "due", "overdue"),
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--role", "mayor"), "not “mayor”"),
        (("--unit", "77"), "77"),
        (("--year", "1999"), "1999"),
    ],
)
def test_bad_input_is_a_sentence_and_two(
    capsys: pytest.CaptureFixture[str], database: Path, words: tuple[str, ...], sentence: str
) -> None:
    code, lines, err = said(capsys, database, *words)
    assert (code, lines) == (2, [])
    assert sentence in err

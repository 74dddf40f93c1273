"""`eldercheck year …`, as a supervisor or a script uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from eldercheck.cli.commands import build
from eldercheck.cli.spoken import run
from tests.builders import a_desk, full_answers, visited

pytestmark = pytest.mark.usefixtures("own_home")


class Shell:
    """Runs commands on one database and keeps what they print."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self._capsys = path, capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        code = run(build(lambda *_given: 0), ["--db", str(self.path), "year", *words])
        out, err = self._capsys.readouterr()
        return code, out, err


@pytest.fixture
def year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "a.db", capsys)


def one_bank(path: Path) -> None:
    """A bank with one signed branch, and a sheet of its own that is signed."""
    with a_desk(path) as desk:
        bank = desk.casebook.add_unit("institution", "01", "甲[A]行")
        branch = desk.casebook.add_unit("branch", "0101", "北关支行", bank.id)
        for unit in (bank, branch):
            examination = visited(desk.casebook.start(unit, "examiner"))
            for item_id, answer in full_answers(examination.checklist).items():
                examination.answer(item_id, answer)
            examination.sign(["李芳", "王敏"])


def test_a_year_is_opened_shown_and_changed(year: Shell) -> None:
    code, out, _err = year("open", "2026", "--authority", "金融办", "--set", "a_band=92", "--by", "李芳")
    assert (code, "2026 is open." in out, "90 → 92" in out) == (0, True, True)
    code, out, _err = year("change", "2026", "--set", "quota_percent=30", "--set", "caps=no")
    assert (code, out.splitlines()) == (
        0,
        [
            "Critical items hold the grade down: yes → no",
            "At most this percentage of A in a group (0: no quota): 0 → 30",
        ],
    )
    code, out, _err = year("show", "--json")
    shown = json.loads(out)
    assert code == 0
    assert (shown["year"], shown["authority"], shown["locked"], shown["published"]) == (
        2026,
        "金融办",
        False,
        None,
    )
    assert (shown["settings"]["a_band"], shown["settings"]["caps"]) == ("92", "no")
    code, out, _err = year("show")
    assert "A from a score of: 92  [a_band]" in out


def test_the_next_year_begins_like_the_last_and_says_what_differs(year: Shell) -> None:
    year("open", "2026", "--set", "a_band=92")
    code, out, _err = year("open", "2027", "--like", "2026", "--set", "b_band=80")
    assert (code, "B from a score of: 75 → 80" in out, "92" in out) == (0, True, False)
    code, out, _err = year("list", "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert [one["year"] for one in found] == [2026, 2027]
    assert found[1]["differences"] == [{"name": "b_band", "before": "75", "after": "80"}]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("open", "2026"), "open already"),
        (("open", "1999"), "1999"),
        (("open", "2027", "--like", "2020"), "2020"),
        (("open", "2027", "--set", "a_band"), "NAME=VALUE"),
        (("open", "2027", "--set", "a_bnad=90"), "a_bnad"),
        (("open", "2027", "--set", "a_band=90.55"), "90.55"),
        (("change", "2026", "--set", "a_band=70", "--set", "sheet_weight=90"), "160"),
        (("change", "2026"), "--set"),
        (("change", "2030", "--set", "a_band=91"), "2030"),
        (("show", "2030"), "2030"),
        (("show", "x"), "whole number"),
        (("publish", "2030", "--let-pass", "all"), "2030"),
        (("bonus", "99", "I-BN-01=1", "--reason", "x"), "99"),
        (("bonus", "01", "I-BN-01=many", "--reason", "x"), "many"),
        (("bonus", "01", "I-BN-01=1"), "reason"),
        (("bonus", "01", "I-BN-77=1", "--reason", "x"), "I-BN-77"),
    ],
)
def test_bad_input_is_a_sentence_and_two(year: Shell, words: tuple[str, ...], says: str) -> None:
    one_bank(year.path)
    before = year.path.read_bytes()
    code, out, err = year(*words)
    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err
    assert year.path.read_bytes() == before


def test_to_look_needs_a_file_that_is_there(year: Shell) -> None:
    for words in (("show",), ("list",), ("publish", "--check")):
        code, out, err = year(*words)
        assert (code, out, bool(err)) == (3, "", True)
        assert not year.path.exists()


def test_once_something_is_signed_a_change_needs_its_reason(year: Shell) -> None:
    one_bank(year.path)
    code, _out, err = year("change", "2026", "--set", "a_band=91")
    assert (code, "reason" in err) == (2, True)
    code, out, _err = year("change", "2026", "--set", "a_band=91", "--reason", "经研究")
    assert (code, "90 → 91" in out) == (0, True)


def test_publishing_names_what_stands_in_the_way_and_keeps_who_let_it_pass(year: Shell) -> None:
    one_bank(year.path)
    code, out, _err = year("publish", "--check")
    assert code == 1
    standing = [line.split()[0] for line in out.splitlines()]
    assert standing == ["[no_authority]", "[not_approved]", "[missing_sheets]"]
    assert "0101" in out
    assert year("publish", "--by", "李芳", "--let-pass", "no_authority")[0] == 1
    year("change", "2026", "--set", "authority=金融办", "--reason", "补名称")
    code, out, _err = year("publish", "--by", "李芳", "--let-pass", "not_approved")
    assert code == 1
    year("change", "2026", "--set", "counts=signed", "--reason", "今年不作复核")
    code, out, _err = year("publish", "--by", "李芳", "--let-pass", "not_approved")
    assert (code, "number 1" in out) == (0, True)
    code, out, err = year("publish", "--by", "李芳", "--let-pass", "all")
    assert (code, out, "published" in err) == (2, "", True)
    shown = json.loads(year("show", "--json")[1])
    assert (shown["published"]["number"], shown["published"]["by"]) == (1, "李芳")
    assert len(shown["published"]["digest"]) == 64


def test_a_bonus_is_given_and_taken_back(year: Shell) -> None:
    one_bank(year.path)
    code, out, _err = year("bonus", "01", "I-BN-01=1.5", "--reason", "省级表彰")
    assert (code, out) == (0, "甲[A]行: the bonus is kept.\n")
    with a_desk(year.path) as desk:
        assert desk.county.year(2026).table.institutions[0].bonus.tenths == 15
    assert year("bonus", "01")[0] == 0
    with a_desk(year.path) as desk:
        assert desk.county.year(2026).table.institutions[0].bonus.tenths == 0


def test_help_is_there_for_each(year: Shell) -> None:
    for name in ("open", "change", "show", "list", "bonus", "publish"):
        result: Result = CliRunner().invoke(build(lambda *_given: 0), ["year", name, "--help"])
        assert result.exit_code == 0
        assert "Usage" in result.output

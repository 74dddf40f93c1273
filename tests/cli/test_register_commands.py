"""`eldercheck register`: the template, the preview, the question, the list; what goes where."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from eldercheck.cli.commands import build
from eldercheck.cli.spoken import run
from eldercheck.storage.backups import backups
from tests.exchange.register_samples import BANK, BRANCH, HEADINGS, POINT, ROWS, csv_bytes, workbook

pytestmark = pytest.mark.usefixtures("own_home")

Call = Callable[..., tuple[int, str, str]]


class Terminal(io.StringIO):
    """A person at a keyboard."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Call the program on a database of its own; `typed` is what a person at the terminal answers."""

    def calling(*arguments: str | Path, typed: str | None = None) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO() if typed is None else Terminal(typed))
        words = ["--db", str(tmp_path / "a.db"), "register", *map(str, arguments)]
        code = run(build(lambda _db, _wish: 3), words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return calling


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return workbook(tmp_path / "名录.xlsx", HEADINGS, *ROWS)


def codes(call: Call, *more: str) -> list[str]:
    return [unit["code"] for unit in json.loads(call("list", "--json", *more)[1])]


def test_a_file_is_read_twice_and_the_second_time_changes_nothing(call: Call, sample: Path) -> None:
    code, out, err = call("read", sample, "--yes")
    assert (code, err) == (0, "The register is changed.\n")
    assert out.splitlines() == [
        "3 new, 0 changed, 0 closed, 0 unchanged",
        "+ 0101 青山农村商业银行 · Institution",
        "+ 010101 北关支行 · Branch",
        "+ 010151 下柳村服务点 · Service point",
    ]
    assert call("read", sample) == (
        *(0, "0 new, 0 changed, 0 closed, 3 unchanged\n"),
        "The register says this already; nothing to do.\n",
    )
    assert codes(call) == ["0101", "010101", "010151"]


def test_changes_are_shown_field_by_field_and_saved_before(call: Call, tmp_path: Path, sample: Path) -> None:
    call("read", sample, "--yes")
    path = tmp_path / "b.csv"
    moved = (*BRANCH[:2], "北关街支行", *BRANCH[3:7], "2026-01-31", "")
    path.write_bytes(csv_bytes(HEADINGS, (*BANK[:4], "村镇银行", *BANK[5:]), moved, encoding="gbk"))
    code, out, _err = call("read", path, "--yes")
    assert code == 0
    assert out.splitlines() == [
        "0 new, 1 changed, 1 closed, 0 unchanged; 1 unit is not in the file and stays as it is",
        "~ 0101 青山农村商业银行 · Institution",
        "    Ranking group: 农商行 → 村镇银行",
        "× 010101 北关支行 · Branch",
        "    Name: 北关支行 → 北关街支行",
        "    Closed on: (empty) → 2026-01-31",
    ]
    assert len(backups(tmp_path / "a.db")) == 1


def test_without_a_terminal_nothing_is_taken_over_unasked(call: Call, sample: Path) -> None:
    code, out, err = call("read", sample)
    assert code == 2
    assert out.startswith("3 new")
    assert err == "Nothing was taken over: there is no terminal to ask at. Say --yes to take it over.\n"
    assert codes(call) == []


@pytest.mark.parametrize(("typed", "taken"), [("y\n", 3), ("是\n", 3), ("n\n", 0), ("\n", 0), ("", 0)])
def test_a_person_is_asked(call: Call, sample: Path, typed: str, taken: int) -> None:
    code, _out, err = call("read", sample, typed=typed)
    assert (code, len(codes(call))) == (0, taken)
    assert err.startswith("Take it over? [y/N] ")
    assert err.endswith("The register is changed.\n" if taken else "the register is as it was.\n")


def test_every_fault_is_a_line_with_its_cell(call: Call, tmp_path: Path) -> None:
    rows = (BANK, ("网点", 1.5, "a", "0101"), ("网点", "02", "", "0101", "", "", "1/5/2024"))
    path = workbook(tmp_path / "b.xlsx", HEADINGS, *rows)
    code, out, err = call("read", path, "--yes")
    assert code == 1
    assert [line.split(" ")[0] for line in out.splitlines()] == ["名录!B3", "名录!C4", "名录!G4"]
    assert "The register is as it was." in err
    assert codes(call) == []


def test_json_says_the_same(call: Call, tmp_path: Path, sample: Path) -> None:
    code, out, _err = call("read", sample, "--json")
    said = json.loads(out)
    assert (code, said["ok"], said["applied"], len(said["new"])) == (2, True, False, 3)
    assert said["new"][1]["institution"] == "0101"
    code, out, _err = call("read", sample, "--json", "--yes")
    assert (code, json.loads(out)["applied"]) == (0, True)
    path = workbook(tmp_path / "b.xlsx", HEADINGS, (*BANK[:6], "31/02"))
    code, out, _err = call("read", path, "--json")
    said = json.loads(out)
    assert (code, said["ok"]) == (1, False)
    (fault,) = said["faults"]
    assert (fault["sheet"], fault["column"], fault["row"], fault["value"], fault["code"]) == (
        *("名录", "G", 2, "31/02"),
        "cell_day_incomplete",
    )


def test_what_is_no_register_is_bad_input(call: Call, tmp_path: Path) -> None:
    assert call("read", tmp_path / "gone.xlsx")[0] == 2
    (tmp_path / "a\x1b[31m.xlsx").write_bytes(b"\xd0\xcf\x11\xe0")
    code, out, err = call("read", tmp_path / "a\x1b[31m.xlsx")
    assert (code, out, "\x1b" in err) == (2, "", False)
    assert not (tmp_path / "a.db").exists()


def test_a_template_is_empty_without_a_database_and_full_with_one(
    call: Call, tmp_path: Path, sample: Path
) -> None:
    assert call("template", tmp_path / "empty.csv")[0] == 0
    assert (tmp_path / "empty.csv").read_text(encoding="utf-8-sig").count("\n") == 1
    assert not (tmp_path / "a.db").exists()
    call("read", sample, "--yes")
    assert call("template", tmp_path / "full.xlsx")[0] == 0
    assert "3 unchanged" in call("read", tmp_path / "full.xlsx")[1]


def test_a_template_replaces_nothing_unasked(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"mine")
    code, _out, err = call("template", path)
    assert (code, path.read_bytes()) == (2, b"mine")
    assert "exists already" in err
    assert call("template", path, "--force")[0] == 0
    assert path.read_bytes().startswith(b"PK")
    assert call("template", tmp_path / "a.docx")[0] == 2
    assert call("template", tmp_path / "no" / "a.csv")[0] == 3


def test_the_list_is_narrowed_by_kind_and_words(call: Call, sample: Path) -> None:
    call("read", sample, "--yes")
    assert codes(call, "--kind", "service_point") == codes(call, "--kind", "服务点") == ["010151"]
    assert codes(call, "--find", "０１０1 北关") == ["010101"]
    code, out, err = call("list", "--find", "nowhere")
    assert (code, out, err) == (0, "", "No unit fits.\n")
    assert "010151  下柳村服务点 · Service point · 下柳村 · 2019-07-01–2025-12-31" in call("list")[1]
    assert call("list", "--kind", "zebra")[0] == 2
    assert POINT[1] in call("list")[1]


def test_a_list_of_nothing_there_is_a_fault_of_the_data(call: Call) -> None:
    assert call("list")[0] == 3

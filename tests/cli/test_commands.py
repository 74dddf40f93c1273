"""The commands called as the program calls them: what goes where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from typer.testing import CliRunner

from eldercheck import __version__, language
from eldercheck.cli.commands import build
from eldercheck.cli.spoken import run, spoken_fault
from eldercheck.storage.checklist_files import shipped_path
from tests.builders import Plain, a_branch_sheet, a_sheet, scored

pytestmark = pytest.mark.usefixtures("own_home")

HOSTILE = "a\x1b[31m\u202eb.json"


@dataclass
class Done:
    """What came of a call."""

    code: int
    out: str
    err: str

    @property
    def cards(self) -> list[Plain]:
        return [json.loads(line) for line in self.out.splitlines()]


class Call(Protocol):
    def __call__(self, *arguments: str | Path, given: bytes = b"") -> Done: ...


Launched = list[tuple[Path | None, str]]


@pytest.fixture
def launched() -> Launched:
    """With what the screen was opened."""
    return []


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, launched: Launched) -> Call:
    """Call the program as its entry point does, with a screen that only remembers and gives 3."""

    def launch(db: Path | None, wish: str) -> int:
        launched.append((db, wish))
        return 3

    def calling(*arguments: str | Path, given: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "ascii"))
        code = run(build(launch), [str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return calling


def as_bytes(sheet: object) -> bytes:
    return json.dumps(sheet, ensure_ascii=False).encode()


def refused(done: Done, *says: str, code: int = 2) -> None:
    """One plain message on stderr, nothing on stdout."""
    assert (done.code, done.out) == (code, "")
    assert done.err.endswith("\n")
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    assert all(word in done.err for word in says), done.err
    assert done.err.removesuffix("\n").isprintable()


# --- the screen ---------------------------------------------------------------------------------------------


def test_without_a_command_the_screen_opens(call: Call, launched: Launched, tmp_path: Path) -> None:
    assert call().code == 3
    assert call("--db", tmp_path / "a.db").code == 3
    assert call("--lang", "zh").code == 3
    assert launched == [(None, ""), (tmp_path / "a.db", ""), (None, "zh")]


def test_the_variable_names_the_database_and_the_option_beats_it(
    call: Call, launched: Launched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELDERCHECK_DB", "/tmp/from-variable.db")
    call()
    call("--db", "/tmp/from-option.db")
    assert [str(db) for db, _ in launched] == ["/tmp/from-variable.db", "/tmp/from-option.db"]


@pytest.mark.parametrize("wish", ["fr", "EN", "zh_CN", "\x1b[31m", "z"])
def test_a_language_that_is_not_spoken(call: Call, launched: Launched, wish: str) -> None:
    refused(call("--lang", wish), "--lang takes zh or en")
    refused(call("--lang", wish, "score", "-"), "--lang takes zh or en")
    assert launched == []


def test_the_version(call: Call, launched: Launched) -> None:
    assert call("--version") == Done(0, f"eldercheck {__version__}\n", "")
    assert call("--lang", "zh", "--version").out == f"eldercheck {__version__}\n"
    assert launched == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--nothing"], "There is no option --nothing."),
        (["scroe", "-"], "There is no command scroe."),
        (["score"], "is missing"),
        (["check"], "is missing"),
        (["score", "-", "x"], "one argument too many"),
        (["score", "--jsno", "-"], "There is no option --jsno."),
        (["--db"], "needs a value"),
        (["\x1b[31mboo"], "There is no command"),
    ],
)
def test_wrong_usage_is_a_sentence_and_2(
    call: Call, launched: Launched, arguments: list[str], says: str
) -> None:
    done = call(*arguments)
    assert (done.code, done.out) == (2, "")
    first, second = done.err.splitlines()
    assert says in first
    assert first.isprintable()
    assert second == "How to use it: eldercheck --help"
    assert launched == []


def test_what_typer_says_in_words_we_do_not_know_is_shown_harmless() -> None:
    assert spoken_fault("strange \x1b[31mnews") == "strange ␛[31mnews"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--help"], ["score", "check", "demo", "--db", "--lang", "--version"]),
        (["-h"], ["score"]),
        (["score", "--help"], ["FILE|-", "--json"]),
        (["check", "-h"], ["FILE…", "--json"]),
        (["demo", "--help"], ["path", "demo.db"]),
    ],
)
def test_help_is_on_stdout(call: Call, arguments: list[str], says: list[str]) -> None:
    done = call(*arguments)
    assert (done.code, done.err) == (0, "")
    assert all(word in done.out for word in says)


def test_help_is_in_the_language_in_use(call: Call) -> None:
    language.use("zh")
    for arguments in ([], ["score"], ["check"], ["demo"]):
        page = call(*arguments, "--help").out
        assert "Usage" not in page
        assert "Options" not in page
        assert "Show this message" not in page


# --- score --------------------------------------------------------------------------------------------------


def test_a_file_and_standard_input_give_the_same(call: Call, tmp_path: Path) -> None:
    sheet = a_branch_sheet(TM_06="0/4")
    file = tmp_path / "一 表.json"
    file.write_bytes(as_bytes(sheet))
    from_file = call("score", "--json", file)
    assert from_file == call("score", "--json", "-", given=as_bytes(sheet))
    assert (from_file.code, from_file.err) == (0, "")
    assert from_file.cards == [scored(sheet)]


def test_chinese_is_printed_as_it_is(call: Call) -> None:
    sheet = {**a_branch_sheet(), "vetoes": ["拒收现金"]}
    assert "拒收现金" in call("score", "--json", "-", given=as_bytes(sheet)).out


def test_json_lines_come_out_line_by_line(call: Call) -> None:
    sheets = [a_branch_sheet(), a_sheet("service-point", HV_01="4/9"), a_branch_sheet(GC_01=None)]
    done = call("score", "--json", "-", given=b"\n".join(map(as_bytes, sheets)))
    assert done.cards == [scored(sheet) for sheet in sheets]


def test_a_byte_order_mark_is_no_fault(call: Call) -> None:
    done = call("score", "--json", "-", given=b"\xef\xbb\xbf" + as_bytes(a_branch_sheet()))
    assert done.cards == [scored(a_branch_sheet())]


def test_an_unfinished_sheet_is_no_fault(call: Call) -> None:
    done = call("score", "--json", "-", given=as_bytes({"checklist": "branch", "answers": {}}))
    (card,) = done.cards
    assert (done.code, card["complete"], card["score"], card["way_up"]) == (0, False, None, None)


def test_a_bad_line_stops_it_with_its_number_and_prints_nothing(call: Call) -> None:
    given = [as_bytes(a_branch_sheet()), b"", as_bytes(a_branch_sheet(GC_01="maybe"))]
    refused(call("score", "--json", "-", given=b"\n".join(given)), "Line 3", "B-GC-01", "maybe")


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize(
    ("given", "says"),
    [
        (b"", ["empty"]),
        (b"\xef\xbb\xbf", ["empty"]),
        (b"\xff\xfe{\x00}\x00", ["UTF-8"]),
        (b'{"a": "\xe4\xba"}', ["UTF-8"]),
        (b"{", ["not JSON", "line 1"]),
        (b"x" * 3_000_000, ["not JSON"]),
        (b"[" * 3_000_000, ["brackets"]),
        (b'{"a":' * 3000, ["brackets"]),
        (b"1" * 100_000, ["object"]),
        (b'{"checklist": "branch", "answers": {"B-GC-01": NaN}}', ["NaN"]),
        (b'{"checklist": "branch", "checklist": "branch", "answers": {}}', ["checklist", "twice"]),
        (b'{"checklist": "brnch", "answers": {}}', ["brnch", "branch"]),
        (b'{"checklist": "../nowhere/x.yaml", "answers": {}}', ["../nowhere/x.yaml", "is not there"]),
        (b'{"checklist": "/", "answers": {}}', ["/", "folder"]),
        (b'{"checklist": "a\\u0000b.yaml", "answers": {}}', ["a"]),
        (b'{"checklist": "branch", "answers": {"B-GC-01": "\\u001b[31m\\u202e"}}', ["B-GC-01", "yes or no"]),
        (b'{"checklist": "branch", "answers": {"\\u001b[31m": "yes"}}', ["no such item"]),
        (b'{"checklist": "branch", "answers": {}, "\\u202e{0}{x}": 1}', ["{0}{x}"]),
        (b'{"checklist": "branch", "answers": {"B-GC-01": "{given.__class__}"}}', ["{given.__class__}"]),
    ],
)
def test_bad_input(call: Call, given: bytes, says: list[str], as_json: bool) -> None:
    refused(call("score", *(["--json"] if as_json else []), "-", given=given), *says)


def test_a_long_wrong_answer_is_cut(call: Call) -> None:
    done = call("score", "-", given=as_bytes(a_branch_sheet(GC_01="很长" * 5000)))
    refused(done, "B-GC-01", "…")
    assert len(done.err) < 300


def test_a_file_that_cannot_be_read(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused(call("score", "none.json"), "none.json", "cannot be read")
    refused(call("score", "."), "cannot be read")
    refused(call("score", HOSTILE), "␛[31m", "cannot be read")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b"{}")
    file.chmod(0)
    refused(call("score", file), "a.json", "cannot be read")


def test_a_path_is_a_checklist(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "自己的.yaml"
    file.write_bytes(shipped_path("branch").read_bytes().replace(b"2026.1", b"2031.7"))
    done = call("score", "--json", "-", given=as_bytes({**a_branch_sheet(), "checklist": str(file)}))
    assert [card["checklist"] for card in done.cards] == ["branch@2031.7"]


def test_a_path_without_an_ending_is_a_checklist_where_it_is_there(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine").write_bytes(shipped_path("branch").read_bytes())
    sheet = {**a_branch_sheet(), "checklist": "mine"}
    assert call("score", "-", given=as_bytes(sheet)).code == 0


def test_a_faulty_checklist_is_named_with_its_faults(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path("faulty.yaml")
    file.write_text("id: x\n")
    refused(
        call("score", "-", given=as_bytes({**a_branch_sheet(), "checklist": str(file)})),
        "faulty.yaml",
        "faults",
    )


def test_the_same_sheet_in_words(call: Call) -> None:
    done = call("score", "-", given=as_bytes(a_branch_sheet(TM_06="0/4")))
    assert (done.code, done.err) == (0, "")
    assert "Score 97.0, grade B · by score alone A" in done.out
    assert "The way up: B-TM-06" in done.out


# --- check --------------------------------------------------------------------------------------------------

SOUND, FAULTY, MISSING = "sound.yaml", "faulty.yaml", "missing.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = shipped_path("branch").read_text(encoding="utf-8")
    (tmp_path / SOUND).write_text(text, encoding="utf-8")
    wrong = text.replace("points: 4", "pionts: 4", 1).replace("caps_at: C", "caps_at: D", 1)
    (tmp_path / FAULTY).write_text(wrong, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ([SOUND], 0),
        ([SOUND, SOUND], 0),
        ([FAULTY], 1),
        ([SOUND, FAULTY], 1),
        ([FAULTY, SOUND], 1),
        ([MISSING], 2),
        ([SOUND, MISSING], 2),
        ([MISSING, SOUND], 2),
        ([MISSING, FAULTY], 2),
        ([FAULTY, MISSING, SOUND], 2),
        (["."], 2),
    ],
)
def test_every_file_is_judged_and_the_worst_is_the_code(
    call: Call, folder: Path, names: list[str], code: int
) -> None:
    done = call("check", *(folder / name for name in names))
    assert done.code == code
    assert done.out.count(": sound (branch@2026.1, 51 items)") == names.count(SOUND)
    assert ("pionts" in done.out) == (FAULTY in names)
    assert ("is not there" in done.err) == (MISSING in names)
    assert bool(done.err) == (code == 2)
    found = call("check", "--json", *(folder / name for name in names))
    assert found.code == code
    (plain,) = found.cards
    assert list(plain) == ["ok", "faults"]
    assert plain["ok"] is (code == 0)
    assert bool(plain["faults"]) == (FAULTY in names)


def test_a_fault_has_its_place_its_code_and_its_values(call: Call, folder: Path) -> None:
    (plain,) = call("check", "--json", folder / FAULTY).cards
    lines = (folder / FAULTY).read_text(encoding="utf-8").splitlines()
    for fault in plain["faults"]:
        assert list(fault) == ["file", "line", "column", "code", "values"]
        assert fault["file"] == str(folder / FAULTY)
        assert all(isinstance(value, str) for value in fault["values"].values())
    misspelt = next(fault for fault in plain["faults"] if fault["values"].get("found") == "pionts")
    assert lines[misspelt["line"] - 1][misspelt["column"] - 1 :].startswith("pionts")
    told = call("check", folder / FAULTY).out.splitlines()
    assert len(told) == len(plain["faults"])
    at = f"{folder / FAULTY}:{misspelt['line']}:{misspelt['column']}: "
    assert any(line.startswith(at) for line in told)


def test_hostile_names_and_contents_are_shown_harmless(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[31m\u202eb.yaml"
    file.write_bytes("id: \x1b[31m\nпривет\u202e: {0}\n".encode())
    done = call("check", file, tmp_path / "none\x07.yaml")
    assert done.code == 2
    assert all(line.isprintable() for line in (done.out + done.err).splitlines())


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"\0" * 100, b"x" * 2_000_000, b"[" * 50_000, b"- " * 9000]
)
def test_nonsense_is_a_finding_not_a_fall(call: Call, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(content)
    done = call("check", file)
    assert done.code in (1, 2)
    assert (done.out or done.err).strip()


# --- demo ---------------------------------------------------------------------------------------------------


def test_the_example_is_written_and_said_so(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "例 a.db"
    done = call("demo", path)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{path}: written (795 units, the years 2025 to 2026)\n"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM unit").fetchone()[0] > 10
    assert {entry.name for entry in tmp_path.iterdir()} <= {path.name, "home"}


@pytest.mark.parametrize("content", [b"", b"mine", b"SQLite format 3\0"])
def test_what_is_there_is_left_as_it_is(call: Call, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.db"
    path.write_bytes(content)
    refused(call("demo", path), "mine.db", "exists already", code=3)
    refused(call("demo", tmp_path), "exists already", code=3)
    assert path.read_bytes() == content
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.db"]


def test_a_folder_that_is_not_there_is_the_disks_fault(call: Call, tmp_path: Path) -> None:
    refused(call("demo", tmp_path / "none" / "a.db"), "none", code=3)
    assert list(tmp_path.iterdir()) == []


def test_the_example_goes_to_the_working_folder_where_none_is_named(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("demo").out.startswith("demo.db: written (")
    assert call("demo").code == 3


# --- as a Typer application ---------------------------------------------------------------------------------


def test_it_is_a_typer_application_like_any_other() -> None:
    """For whoever embeds it: the runner of Typer sees the same codes and streams."""
    runner = CliRunner()
    app = build(lambda _db, _wish: 0)
    sheet: Any = a_branch_sheet()
    good = runner.invoke(app, ["score", "--json", "-"], input=as_bytes(sheet))
    assert (good.exit_code, good.stderr) == (0, "")
    assert json.loads(good.stdout) == scored(sheet)
    bad = runner.invoke(app, ["score", "--json", "-"], input=b"{}")
    assert (bad.exit_code, bad.stdout) == (2, "")
    assert "checklist" in bad.stderr

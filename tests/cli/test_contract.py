"""The command line as scripts see it: exit codes, what goes where, the keys of the JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.county import make_county

CONTRACT = [
    "checklist",
    "complete",
    "score",
    "by_score",
    "grade",
    "must_fix",
    "dimensions",
    "sections",
    "limits",
    "range",
    "way_up",
    "open",
]


def run(
    *arguments: str, given: bytes | None = None, home: Path | None = None, **more: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a home of its own."""
    environment = {**os.environ, "ELDERCHECK_HOME": str(home or "nowhere"), **more}
    environment.pop("ELDERCHECK_DB", None)
    command = [sys.executable, "-m", "eldercheck", *arguments]
    return subprocess.run(command, input=given or b"", capture_output=True, env=environment, check=False)


def score(sheet: object, *options: str) -> subprocess.CompletedProcess[bytes]:
    given = sheet if isinstance(sheet, bytes) else json.dumps(sheet).encode()
    return run("--lang", "en", "score", *options, "-", given=given)


def test_the_keys_of_the_result_are_the_contract() -> None:
    done = score({"checklist": "branch", "answers": {"B-GC-01": "yes"}, "vetoes": [], "bonus": {}}, "--json")
    result = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(result) == CONTRACT
    assert result["complete"] is False
    assert [result[key] for key in ("score", "by_score", "grade", "way_up")] == [None] * 4
    assert len(result["open"]) == 50


def test_a_veto_and_a_roll_up() -> None:
    institution = {"checklist": "institution", "answers": {}, "branches": [{"score": "90.0", "grade": "A"}]}
    result = json.loads(score(institution, "--json").stdout)
    assert list(result) == [*CONTRACT, "rollup"]
    assert result["rollup"] is None
    vetoed = json.loads(
        score({"checklist": "branch", "answers": {}, "vetoes": ["kept a card"]}, "--json").stdout
    )
    assert vetoed["must_fix"] is True
    assert vetoed["range"]["best"] == "C"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (b"", "empty"),
        (b"[]", "object"),
        (b"{", "not JSON"),
        (b'{"answers": {}}', "checklist"),
        (b'{"checklist": "branch"}', "answers"),
        (b'{"checklist": "brunch", "answers": {}}', "did you mean branch"),
        (b'{"checklist": "branch", "answers": {}, "veto": []}', "veto"),
        (b'{"checklist": "branch", "answers": {"B-GC-01": "maybe"}}', "B-GC-01"),
        (b'{"checklist": "branch", "answers": {"B-GC-01": true}}', "B-GC-01"),
        (b'{"checklist": "branch", "answers": {"B-FA-02": "2"}}', "B-FA-02"),
        (b'{"checklist": "branch", "answers": {"B-FA-02": 2.0}}', "B-FA-02"),
        (b'{"checklist": "branch", "answers": {"B-TM-01": "5/3"}}', "5/3"),
        (b'{"checklist": "branch", "answers": {"B-GC-02": 1e9}}', "1e9"),
        (b'{"checklist": "branch", "answers": {"B-GC-02": -1}}', "-1"),
        (b'{"checklist": "branch", "answers": {"B-GC-02": NaN}}', "NaN"),
        (b'{"checklist": "branch", "answers": {"B-GC-01": {"not_applicable": "x"}}}', "cannot be left out"),
        (b'{"checklist": "branch", "answers": {"B-GC-01": "yes", "B-GC-01": "no"}}', "twice"),
        (b'{"checklist": "branch", "answers": {}, "branches": []}', "branches"),
        (b"[" * 200_000, "brackets"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'{"checklist": "branch", "answers": {}}\n{"checklist": "branch", "answers": {"X": 1}}', "Line 2"),
    ],
)
def test_bad_input_is_two_and_one_plain_sentence(given: bytes, says: str) -> None:
    done = score(given, "--json")
    assert (done.returncode, done.stdout) == (2, b"")
    message = done.stderr.decode()
    assert says in message
    assert "Traceback" not in message
    assert len(message.strip().splitlines()) == 1


def test_many_sheets_come_out_in_order() -> None:
    names = ("branch", "service-point", "branch")
    lines = [json.dumps({"checklist": name, "answers": {}}) for name in names]
    done = score("\n\n".join(lines).encode(), "--json")
    found = [json.loads(line)["checklist"].partition("@")[0] for line in done.stdout.splitlines()]
    assert found == ["branch", "service-point", "branch"]


def test_a_path_is_a_checklist_as_well(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "checklists" / "branch.yaml"
    copy = tmp_path / "自己的 检查表.yaml"
    copy.write_bytes(shipped.read_bytes())
    assert score({"checklist": str(copy), "answers": {}}, "--json").returncode == 0


def test_check_tells_sound_faulty_and_missing_apart(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "checklists" / "service-point.yaml"
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text(
        shipped.read_text(encoding="utf-8").replace("points: 3", "pionts: 3", 1), encoding="utf-8"
    )
    sound = run("--lang", "en", "check", str(shipped))
    assert (sound.returncode, b"sound" in sound.stdout) == (0, True)
    found = run("--lang", "en", "check", str(faulty), str(shipped))
    assert found.returncode == 1
    assert b"did you mean points" in found.stdout
    assert run("--lang", "en", "check", str(shipped), str(tmp_path / "none.yaml")).returncode == 2
    plain = json.loads(run("check", "--json", str(faulty)).stdout)
    assert plain["ok"] is False
    assert plain["faults"][0]["code"] in {"unknown_field", "missing_field"}


def test_the_options_that_stand_before_any_command(tmp_path: Path) -> None:
    assert run("--lang", "fr", home=tmp_path).returncode == 2
    assert run("--nothing", home=tmp_path).returncode == 2
    assert "网点" in run("--lang", "zh", "--help", home=tmp_path).stdout.decode()
    assert "Assess" in run("--lang", "en", "--help", home=tmp_path).stdout.decode()
    assert run("--version").stdout.decode().startswith("eldercheck ")


@pytest.mark.parametrize("more", [{}, {"TERM": "dumb"}])
def test_without_a_terminal_a_sentence_and_two(tmp_path: Path, more: dict[str, str]) -> None:
    done = run("--lang", "en", home=tmp_path, TERM=more.get("TERM", "xterm"))
    assert done.returncode == 2
    assert b"needs a terminal" in done.stderr
    assert done.stdout == b""


def test_the_example_never_overwrites(tmp_path: Path) -> None:
    kept = tmp_path / "mine.db"
    kept.write_bytes(b"mine")
    done = run("--lang", "en", "demo", str(kept), home=tmp_path)
    assert (done.returncode, kept.read_bytes()) == (3, b"mine")
    assert b"exists already" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a shell without sh")
@pytest.mark.parametrize(
    ("line", "code"),
    [('"$@" | head -c 1 > "$OUT"; exit ${PIPESTATUS[0]}', 0), ('"$@" >&-', 0), ('"$@" >&- 2>&-', 0)],
)
def test_a_reader_that_goes_away_is_no_mistake(tmp_path: Path, line: str, code: int) -> None:
    make_county(path := tmp_path / "a.db")
    command = [sys.executable, "-m", "eldercheck", "--db", str(path), "findings", "--format", "html"]
    environment = {**os.environ, "ELDERCHECK_HOME": str(tmp_path), "OUT": str(tmp_path / "out")}
    bash = ["bash", "-c", line, "bash", *command]
    done = subprocess.run(bash, capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.parametrize(
    ("arguments", "never"),
    [
        (["--version"], {"typer", "textual", "sqlmodel", "pydantic", "rich"}),
        (["score", "-"], {"textual", "sqlmodel", "sqlalchemy"}),
        (["check", "checklists/branch.yaml"], {"textual", "sqlmodel", "sqlalchemy"}),
    ],
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], never: set[str]) -> None:
    code = (
        f"import sys; sys.argv = ['eldercheck', *{arguments!r}]\n"
        "from eldercheck.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=b"{}",
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert not never & set(done.stderr.decode().splitlines()[-1].split())

"""A newcomer's first visit in a real terminal, and what can befall a terminal."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from eldercheck.domain.answer_kinds import YesNo
from eldercheck.domain.checklist import Checklist, Item
from eldercheck.domain.visit_rules import asks_weather, due
from eldercheck.services.identity import system_clock
from eldercheck.storage.checklist_files import find_checklist

from .driving import (
    BRANCH,
    answer_all,
    at_home,
    begun,
    best,
    fill,
    in_hand,
    keys_for,
    pause_until_still,
    to_the_walk,
    wait_for_dialog,
    wait_for_item,
    wait_without_dialog,
)
from .soundness import acts_of, assessments_of, faults_of, rows_of
from .terminal import PATIENCE, Terminal, environment_of, posix_only

pytestmark = posix_only

SIGNERS = ("王敏", "李芳")
LEFT_OUT = "-"


# The whole way


def scored(home: Path, checklist: str, answers: dict[str, str]) -> dict[str, Any]:
    """Return what the command line makes of the same answers."""
    out = {"not_applicable": "none was due"}
    plain = {n: int(a) if a.isdigit() else out if a == LEFT_OUT else a for n, a in answers.items()}
    sheet = json.dumps({"checklist": checklist, "answers": plain, "vetoes": []})
    command = [sys.executable, "-m", "eldercheck", "score", "--json", "-"]
    done = subprocess.run(
        command,
        input=sheet.encode(),
        capture_output=True,
        env=environment_of(home),
        timeout=PATIENCE,
        check=True,
    )
    card: dict[str, Any] = json.loads(done.stdout)
    return card


def add_unit(terminal: Terminal, kind_after: int, code: str, name: str) -> None:
    """Add a unit at home; its kind stands so many places after the one offered."""
    terminal.press("a")
    wait_for_dialog(terminal)
    if kind_after:
        terminal.step("shift+tab")
        terminal.step("shift+tab")
        for _place in range(kind_after):
            terminal.step("right")
        terminal.step("tab")
        terminal.step("tab")
    fill(terminal, code, name)
    wait_without_dialog(terminal)
    terminal.wait_for(f"{code} {name}")


def record_visit(terminal: Terminal, checklist: Checklist) -> None:
    """Fill in the visit that is asked for when an examination begins: today, unannounced, in the rain."""
    terminal.wait_for(today())
    weather = ["1"] if asks_weather(checklist) else []
    for text in ("", "08:30", "11:40", "2", *weather, "会计主管", *SIGNERS):
        terminal.send(text.encode())
        pause_until_still(terminal, 0.2)
        terminal.press("tab")
        pause_until_still(terminal, 0.2)
    terminal.press("enter")
    wait_without_dialog(terminal)


def today() -> str:
    """Return the day on this machine."""
    return system_clock().astimezone().date().isoformat()


def due_today(item: Item) -> int:
    """Return how many of an item's days of this year are over."""
    return due(item, int(today()[:4]), today(), "")


def given_today(item: Item) -> str:
    """Return the best answer on a visit of today."""
    number = due_today(item)
    return (f"{number}/{number}" if number else LEFT_OUT) if item.due_days else best(item)


def sign(terminal: Terminal) -> None:
    """Go from the walk to the review, and sign with the names of the visit."""
    terminal.step("r")
    terminal.press("s")
    wait_for_dialog(terminal)
    terminal.press("enter")
    wait_without_dialog(terminal)
    terminal.wait_for(lambda: all(name in terminal.text for name in SIGNERS))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_an_empty_start_to_a_signed_grade(tmp_path: Path, language: str) -> None:
    kind, name = ("service_point", "下柳村服务点") if language == "zh" else ("branch", BRANCH)
    checklist = find_checklist("service-point" if language == "zh" else "branch")
    bank = "青山农村商业银行" if language == "zh" else "Qingshan Bank"
    answers = {item.id: given_today(item) for item in checklist}
    if language == "en":
        harmless = next(i for i in checklist if isinstance(i.answer, YesNo) and i.caps_at is None)
        answers[harmless.id] = "no"
    card = scored(tmp_path / "other", checklist.id, answers)
    database = tmp_path / "home" / "assessments.db"

    with Terminal(tmp_path / "home", "--lang", language) as terminal:
        at_home(terminal)
        add_unit(terminal, 0, "0101", bank)
        add_unit(terminal, 1 if kind == "service_point" else 0, "010151", name)
        assert rows_of(database, "SELECT code, kind FROM unit ORDER BY code") == [
            ("0101", "institution"),
            ("010151", kind),
        ]
        terminal.press("enter")
        wait_for_dialog(terminal)
        assert name in terminal.text
        terminal.press("enter")
        record_visit(terminal, checklist)
        wait_for_item(terminal, checklist.items[0])
        ask = checklist.items[0].ask
        assert (ask.zh[:10] if language == "zh" else ask.in_language("en")[:20]) in terminal.text
        answer_all(terminal, checklist, answers)
        assert f"{len(answers)}/{len(answers)}" in terminal.lines[0]
        sign(terminal)
        shows_result(terminal, card)
        assert terminal.leave() == 0

    (sheet,) = assessments_of(database)
    assert written_answers(database, sheet) == answers
    assert rows_of(database, "SELECT state, signers FROM assessment") == [
        ("signed", json.dumps(SIGNERS, ensure_ascii=False, separators=(",", ":")))
    ]
    assert faults_of(database) == []

    with Terminal(tmp_path / "home", "--lang", language) as terminal:
        at_home(terminal)
        row = next(line for line in terminal.lines if name in line)
        assert re.search(rf"{card['score']}\s+{card['grade']}\b", row)
        terminal.press("end", "enter")
        terminal.wait_for(lambda: all(name in terminal.text for name in SIGNERS))
        shows_result(terminal, card)
        terminal.press("w")
        wait_for_item(terminal, checklist.items[-1])
        terminal.press("0", "1")
        terminal.step("up")
        assert written_answers(database, sheet) == answers
        assert terminal.leave() == 0


def written_answers(database: Path, sheet: str) -> dict[str, object]:
    """Return what the events of a sheet answer; what is left out as one sign."""
    acts = (act for act in acts_of(database, sheet) if act.field == "answer")
    return {act.item: LEFT_OUT if isinstance(act.value, dict) else act.value for act in acts}


def shows_result(terminal: Terminal, card: dict[str, Any]) -> None:
    """The result in view shows the score and the grade of the command line."""
    terminal.wait_for(lambda: re.search(rf"(?<![\d.]){card['score']}(?![\d.])", terminal.text))
    assert re.search(rf"\b{card['grade']}\b", terminal.text)


def test_an_answer_is_resumed_at_the_item_after_it(tmp_path: Path) -> None:
    checklist = find_checklist("branch")
    begun(tmp_path / "a.db")
    for number, item in enumerate(checklist.items[:3]):
        with Terminal(tmp_path / "home", "--db", str(tmp_path / "a.db"), "--lang", "zh") as terminal:
            to_the_walk(terminal)
            assert in_hand(terminal) == item.id
            terminal.press(keys_for(item, best(item)))
            wait_for_item(terminal, checklist.items[number + 1])
            assert terminal.leave() == 0


# Keys faster than the program


def test_keys_typed_ahead_count_in_their_order(tmp_path: Path) -> None:
    """A slow disk or a slow line hands over many keys at once: each number ends with its own Enter."""
    checklist = find_checklist("branch")
    begun(tmp_path / "a.db")
    wanted = {item.id: best(item) for item in checklist.items[:12]}
    with Terminal(tmp_path / "home", "--db", str(tmp_path / "a.db"), "--lang", "en") as terminal:
        to_the_walk(terminal)
        terminal.press(*(keys_for(checklist.item(name), text) for name, text in wanted.items()))
        pause_until_still(terminal)
        (sheet,) = assessments_of(tmp_path / "a.db")
        assert {act.item: act.value for act in acts_of(tmp_path / "a.db", sheet)} == wanted


@pytest.mark.parametrize("opening", ["/", "m", "-"])
def test_keys_typed_ahead_in_a_dialog_close_it_only_once(tmp_path: Path, opening: str) -> None:
    """A key that is held down must not take away the screen below the dialog, or the program."""
    begun(tmp_path / "a.db")
    key = {"/": "enter", "m": "ctrl+s", "-": "enter"}[opening]
    with Terminal(tmp_path / "home", "--db", str(tmp_path / "a.db"), "--lang", "en") as terminal:
        to_the_walk(terminal)
        while opening == "-" and "not applicable" not in terminal.text:
            terminal.step("down")
        terminal.press(opening)
        wait_for_dialog(terminal, "Esc ")
        terminal.press(*[key] * 5)
        wait_without_dialog(terminal)
        pause_until_still(terminal)
        assert in_hand(terminal), terminal.text
        assert terminal.leave() == 0


def test_keys_before_the_database_is_open_do_no_harm(tmp_path: Path) -> None:
    with Terminal(tmp_path / "home", "--lang", "en") as terminal:
        terminal.wait_for("eldercheck")
        terminal.press("a", "n", "e", "g", "enter", "/", "escape")
        at_home(terminal)
        pause_until_still(terminal)
        while "┌──" in terminal.text:
            terminal.step("escape")
        assert terminal.leave() == 0


# What can befall a terminal


def test_a_note_being_typed_outlives_the_kill(tmp_path: Path) -> None:
    begun(tmp_path / "a.db")
    draft = tmp_path / "a.db.draft.json"
    note = "三号窗口的老花镜断了一条腿"
    run = (tmp_path / "home", "--db", str(tmp_path / "a.db"), "--lang", "zh")
    with Terminal(*run) as terminal:
        to_the_walk(terminal)
        here = in_hand(terminal)
        terminal.press("m")
        wait_for_dialog(terminal)
        terminal.type(note)
        terminal.wait_for(lambda: draft.exists() and note in draft.read_text(encoding="utf-8"))
        terminal.kill()
    with Terminal(*run) as terminal:
        at_home(terminal)
        terminal.step("down")
        terminal.press("enter")
        wait_for_dialog(terminal)
        terminal.wait_for(note)
        assert here in terminal.text
        terminal.press("ctrl+s")
        wait_without_dialog(terminal)
        terminal.wait_for(lambda: here in terminal.bottom)
        assert terminal.leave() == 0
    assert rows_of(tmp_path / "a.db", "SELECT item_id, note FROM answer") == [(here, note)]
    assert not draft.exists()


def test_a_terminal_made_too_small_says_so_until_it_grows(tmp_path: Path) -> None:
    begun(tmp_path / "a.db")
    with Terminal(tmp_path / "home", "--db", str(tmp_path / "a.db"), "--lang", "en") as terminal:
        to_the_walk(terminal)
        here = in_hand(terminal)
        for size in ((49, 24), (80, 14), (1, 1), (10, 3)):
            terminal.resize(*size)
            if size[0] >= 40:
                terminal.wait_for("too small")
            terminal.resize(80, 24)
            terminal.wait_for(lambda: in_hand(terminal) == here and "too small" not in terminal.text)
        terminal.resize(132, 40)
        terminal.wait_for(lambda: in_hand(terminal) == here and "Progress" in terminal.text)
        terminal.resize(60, 18)
        terminal.wait_for(lambda: in_hand(terminal) == here and "too small" not in terminal.text)
        assert terminal.leave() == 0


def test_an_answer_while_the_terminal_is_too_small_is_not_given_blindly(tmp_path: Path) -> None:
    begun(tmp_path / "a.db")
    with Terminal(tmp_path / "home", "--db", str(tmp_path / "a.db"), "--lang", "en") as terminal:
        to_the_walk(terminal)
        terminal.resize(49, 14)
        terminal.wait_for("too small")
        terminal.press("1", "0", "1", "enter")
        pause_until_still(terminal, 0.3)
        terminal.resize(80, 24)
        terminal.wait_for(lambda: in_hand(terminal) == "B-GC-01")
        assert rows_of(tmp_path / "a.db", "SELECT * FROM answer") == []
        assert terminal.leave() == 0


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
def test_a_wrong_key_does_not_lock_anybody_in(tmp_path: Path, key: str) -> None:
    begun(tmp_path / "a.db")
    with Terminal(tmp_path / "home", "--db", str(tmp_path / "a.db"), "--lang", "en") as terminal:
        to_the_walk(terminal)
        terminal.step("7")
        assert "7" in terminal.text
        terminal.press(key)
        if key == "escape":
            at_home(terminal)
            terminal.press("ctrl+q")
        assert terminal.ended() == 0


def test_a_second_window_reads_only_and_says_who_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    begun(path)
    for home, author in (("one", "王敏"), ("two", "李芳")):
        (tmp_path / home).mkdir()
        settings = json.dumps({"author": author, "device": home})
        (tmp_path / home / "settings.json").write_text(settings, encoding="utf-8")
    arguments = ("--db", str(path), "--lang", "en")
    with Terminal(tmp_path / "one", *arguments) as first:
        to_the_walk(first)
        with Terminal(tmp_path / "two", *arguments) as second:
            at_home(second)
            second.wait_for("王敏")
            second.wait_for("read only")
            to_the_walk(second)
            second.press("1")
            pause_until_still(second, 0.5)
            assert "王敏" in second.text
            assert rows_of(path, "SELECT * FROM answer") == []
            first.press("1")
            first.wait_for("B-GC-01 Y saved")
            second.step("down")
            assert second.leave() == 0
        assert first.leave() == 0
    assert rows_of(path, "SELECT item_id, given FROM answer") == [("B-GC-01", "yes")]
    assert faults_of(path) == []
    assert {entry.name for entry in tmp_path.glob("a.db*")} == {"a.db"}


def test_an_example_is_not_changed_by_a_byte(tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    demo = [sys.executable, "-m", "eldercheck", "demo", str(folder / "demo.db")]
    subprocess.run(demo, check=True, capture_output=True, env=environment_of(tmp_path / "home"))
    example = (folder / "demo.db").rename(folder / "assessments.db.example")
    before = hashlib.sha256(example.read_bytes()).hexdigest()
    with Terminal(tmp_path / "home", "--db", str(example), "--lang", "en") as terminal:
        at_home(terminal)
        assert "example" in terminal.lines[0]
        terminal.press("/")
        wait_for_dialog(terminal)
        terminal.type("010103")
        terminal.press("enter")
        wait_without_dialog(terminal)
        terminal.press("enter")
        terminal.wait_for(lambda: in_hand(terminal))
        item = find_checklist("branch").item(in_hand(terminal))
        terminal.press(keys_for(item, best(item)))
        terminal.wait_for(lambda: f"{item.id} " in terminal.bottom and "saved" in terminal.bottom)
        assert terminal.leave() == 0
    assert hashlib.sha256(example.read_bytes()).hexdigest() == before
    assert list(folder.iterdir()) == [example]
    assert not (tmp_path / "home" / "assessments.db").exists()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_terminal_there_is_a_sentence_and_exit_code_2(tmp_path: Path, language: str) -> None:
    command = [sys.executable, "-m", "eldercheck", "--lang", language]
    done = subprocess.run(
        command,
        input=b"1\n",
        capture_output=True,
        env=environment_of(tmp_path),
        timeout=PATIENCE,
        check=False,
    )
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert "--help" in told
    assert "Traceback" not in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("kind", ["dumb", "unknown"])
def test_a_dumb_terminal_gets_a_sentence_and_exit_code_2(tmp_path: Path, kind: str) -> None:
    with Terminal(tmp_path, "--lang", "en", environment={"TERM": kind}) as terminal:
        assert terminal.ended() == 2
        assert "--help" in terminal.text
        assert b"\x1b" not in terminal.log


def test_leaving_gives_the_terminal_back_as_it_was(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--lang", "en") as terminal:
        at_home(terminal)
        assert terminal.modes() != terminal.modes_before
        assert terminal.leave() == 0
        assert terminal.modes() == terminal.modes_before
        for mode in (b"1049", b"1000", b"1003", b"1006", b"1015", b"1004", b"2004", b"2026"):
            on, off = (terminal.log.rfind(b"\x1b[?" + mode + letter) for letter in (b"h", b"l"))
            assert off >= on, mode
        assert terminal.log.rfind(b"\x1b[?25h") > terminal.log.rfind(b"\x1b[?25l")
        assert not list(tmp_path.glob("*.lock"))


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--lang", "en") as terminal:
        at_home(terminal)
        terminal.press("x")
        terminal.wait_for("example (a copy)")
        assert terminal.leave() == 0
    assert list((tmp_path / "tmp").iterdir()) == []

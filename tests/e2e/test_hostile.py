"""Text from outside is shown as it is and never obeyed: not by Textual, not by the terminal.

It comes through the services, and also straight into the tables, as a file from a stranger would have it.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from eldercheck.domain.answers import Given, NotApplicable
from eldercheck.domain.assessment import Assessment
from eldercheck.domain.checklist import Checklist
from eldercheck.services.casebook import Casebook
from eldercheck.services.examination import Examination
from eldercheck.services.identity import Identity, system_clock
from eldercheck.services.visits import cleaned
from eldercheck.storage.checklist_files import find_checklist
from eldercheck.storage.lock import Lock, take_lock
from eldercheck.storage.opening import open_database
from tests.builders import VISIT, visited
from tests.e2e.opened import casebook_of

from .driving import at_home, begun, best, in_hand, pause_until_still, wait_for_dialog, wait_without_dialog
from .terminal import Terminal, posix_only

pytestmark = posix_only

MARK = "[A]"
MARKUP = f"{MARK} 𠮷䶮 [30%] [/x] [@click=app.quit]Z[/] [link=file:///etc]y[/link]"
ORDERS = {
    "window title": "\x1b]0;PWNED\x07",
    "clipboard": "\x1b]52;c;UFdORUQ=\x07",
    "title by C1": "\x9d0;PWNED\x9c",
    "colour by C1": "\x9b31mPWNED",
    "clear": "\x1b[2JWIPED",
    "device string": "\x1bPPWNED\x1b\\",
    "right to left": "\u202ePWNED",
    "isolate": "\u2066PWNED\u2069",
    "nothing wide": "A\u200bB",
    "byte order": "\ufeffPWNED",
    "bell": "PWNED\x07",
    "back": "PWNED\x08\x08\x7f",
    "tab and feed": "\x0b\x0c\x00",
}
HOSTILE = MARKUP + "".join(ORDERS.values())
TIGHT = HOSTILE.replace(" ", "")
LONG = (MARKUP + " 生僻字" * 500)[:500]

_OWN = re.compile(r"\x1b\[[?<>=]?[0-9;]*\$?[A-Zac-zhlmpqu]|\x1b\]22;[a-z]*\x07")
"""Everything that Textual itself sends: colours, places, modes, the shape of the mouse pointer."""
_HIDDEN = re.compile(
    r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def leaks(log: bytes) -> list[str]:
    """Return what of the orders reached the terminal."""
    text = log.decode("utf-8")
    found = ["\x1b[2JWIPED"] if "\x1b[2J" in text else []
    return found + _HIDDEN.findall(_OWN.sub("", text))


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_that_reaches_the_terminal_is_noticed(tmp_path: Path, name: str) -> None:
    """The control: what is looked for below would be found."""
    script = f"import sys; sys.stdout.buffer.write({ORDERS[name].encode()!r})"
    with Terminal(tmp_path, command=("-c", script)) as terminal:
        assert terminal.ended() == 0
        assert leaks(bytes(terminal.log))


# The stores


HOSTILE_VISIT = replace(VISIT, met=HOSTILE, examiners=(HOSTILE, MARK * 2))


def written(path: Path, work: Callable[[Casebook], None]) -> None:
    with open_database(path, clock=system_clock) as database:
        work(casebook_of(database))


def sheet_answered(examination: Examination, note: str, reason: str) -> str:
    """Answer everything, with a note and a reason; return the item where both are."""
    place = next(item.id for item in examination.checklist if item.not_applicable is not None)
    for item in examination.checklist:
        given = NotApplicable(reason) if item.id == place else Given(best(item))
        examination.answer(item.id, given, place=place)
    examination.note(place, note)
    return place


def through_the_services(path: Path) -> str:
    """Return the item with the note; so below."""
    places = []

    def work(casebook: Casebook) -> None:
        bank = casebook.add_unit("institution", f"0{MARK}", HOSTILE, place=HOSTILE)
        unit = casebook.add_unit("branch", f"01{HOSTILE}", HOSTILE, bank.id, HOSTILE)
        examination = casebook.start(unit, "examiner")
        visited(examination, cleaned(HOSTILE_VISIT))
        places.append(sheet_answered(examination, f"{HOSTILE}\n{LONG}{MARK}", HOSTILE + MARK))

    written(path, work)
    return places[0]


def straight_into_the_tables(path: Path) -> str:
    places = []

    def work(casebook: Casebook) -> None:
        bank = casebook.add_unit("institution", "01", "bank")
        unit = casebook.add_unit("branch", "0101", "branch", bank.id)
        examination = visited(casebook.start(unit, "examiner"), HOSTILE_VISIT)
        places.append(sheet_answered(examination, "note", "reason"))

    written(path, work)
    changed(path, "UPDATE unit SET name = ?1, code = code || ?1, place = ?1", HOSTILE)
    changed(path, "UPDATE answer SET note = ? WHERE note != ''", f"{HOSTILE}\n{LONG}{MARK}")
    changed(path, "UPDATE answer SET left_out = ? WHERE left_out IS NOT NULL", HOSTILE + MARK)
    return places[0]


def changed(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(statement, values).rowcount
        connection.commit()


def settle_names(home: Path) -> None:
    """Let a hostile name be the one signed with last."""
    home.mkdir()
    settings = {"names": [HOSTILE, MARK * 2], "author": HOSTILE, "device": "laptop"}
    (home / "settings.json").write_text(json.dumps(settings), encoding="utf-8")


# Every screen


@pytest.mark.parametrize("size", [(80, 24), (132, 40)], ids=str)
@pytest.mark.parametrize("filled", [through_the_services, straight_into_the_tables])
def test_every_screen_shows_it_and_obeys_nothing(
    tmp_path: Path, filled: Callable[[Path], str], size: tuple[int, int]
) -> None:
    path, home = tmp_path / "a.db", tmp_path / "home"
    place = filled(path)
    settle_names(home)
    with Terminal(home, "--db", str(path), "--lang", "en", size=size) as terminal:
        at_home(terminal)
        assert terminal.text.count(MARK) >= 2
        for key in ("/", "e", "n"):
            terminal.step("down")
            shows_in_a_dialog(terminal, key)
            terminal.step("up")
        terminal.step("down")
        terminal.press("enter")
        terminal.wait_for(lambda: in_hand(terminal) == place)
        terminal.wait_for(lambda: MARK in terminal.lines[0] and terminal.text.count(MARK) >= 2)
        for key in ("m", "-"):
            shows_in_a_dialog(terminal, key)
        shows_in_a_dialog(terminal, "/", typed="30%]", expects=place)
        terminal.press("r")
        terminal.wait_for("s signs")
        assert MARK in terminal.lines[0]
        terminal.press("s")
        wait_for_dialog(terminal)
        terminal.wait_for(MARK * 2)
        terminal.press("enter")
        wait_without_dialog(terminal)
        terminal.wait_for("Reopen")
        assert MARK in terminal.lines[0]
        shows_in_a_dialog(terminal, "o", expects="Reason")
        terminal.press("w")
        terminal.wait_for(lambda: in_hand(terminal))
        for _screen in ("sheet", "result", "review", "walk"):
            terminal.step("escape")
        at_home(terminal)
        terminal.step("g")
        assert MARK in terminal.lines[0]
        assert terminal.leave() == 0
        assert leaks(bytes(terminal.log)) == []


def shows_in_a_dialog(terminal: Terminal, key: str, *, expects: str = MARK, typed: str = "") -> None:
    """Open a dialog, see the text inside its frame, and leave it."""
    terminal.press(key)
    wait_for_dialog(terminal)
    if key == "m":
        terminal.press(*["pageup"] * 12)
    if typed:
        terminal.type(typed)
    terminal.wait_for(lambda: any(expects in line for line in terminal.lines if line.count("│") >= 2))
    terminal.press("escape")
    wait_without_dialog(terminal)


def test_what_is_pasted_is_not_obeyed(tmp_path: Path) -> None:
    begun(tmp_path / "a.db")
    with Terminal(tmp_path / "home", "--db", str(tmp_path / "a.db"), "--lang", "en") as terminal:
        at_home(terminal)
        terminal.step("down")
        for key in ("/", "e"):
            terminal.press(key)
            wait_for_dialog(terminal)
            terminal.send(b"\x1b[200~" + HOSTILE.encode() + b"\x1b[201~")
            pause_until_still(terminal, 0.3)
            terminal.press("escape")
            wait_without_dialog(terminal)
        terminal.press("enter")
        terminal.wait_for(lambda: in_hand(terminal))
        terminal.press("m")
        wait_for_dialog(terminal)
        terminal.send(b"\x1b[200~" + f"{HOSTILE}\n{LONG}".encode() + b"\x1b[201~")
        terminal.wait_for("生僻字")
        terminal.press("ctrl+s")
        wait_without_dialog(terminal)
        terminal.wait_for("B-GC-01")
        assert terminal.leave() == 0
        assert leaks(bytes(terminal.log)) == []


# A checklist, a lock and a file name of a stranger


def spoiled(plain: Any, *, ids: bool) -> Any:
    """Return a checklist's mapping with an order in every wording, and in every id where that is wanted."""
    if isinstance(plain, list):
        return [spoiled(part, ids=ids) for part in plain]
    if not isinstance(plain, dict):
        return plain
    if "zh" in plain:
        return plain | {name: f"{HOSTILE} {plain[name]}" for name in ("zh", "en") if name in plain}
    return {
        name: f"{part}{TIGHT}" if ids and name == "id" and isinstance(part, str) else spoiled(part, ids=ids)
        for name, part in plain.items()
    }


def strange_checklist(*, ids: bool) -> Checklist:
    """Return the branch checklist as a stranger would spoil it; its digest is right all the same."""
    plain = find_checklist("branch").plain()
    checks, dimensions = plain.pop("checks", []), {d["id"]: f"{d['id']}{TIGHT}" for d in plain["dimensions"]}
    plain = spoiled(plain, ids=ids)
    if ids:
        for section in plain["sections"]:
            for item in section["items"]:
                item["dimension"] = dimensions[item["dimension"]]
                item["clauses"] = [f"{name}{TIGHT}" for name in item["clauses"]]
        plain["clauses"] = {f"{name}{TIGHT}": said for name, said in plain["clauses"].items()}
        checks = []
    return Checklist.from_plain(plain | {"checks": spoiled(checks, ids=False)})


@pytest.mark.parametrize(("language", "ids"), [("zh", False), ("en", True)], ids=["wordings", "ids too"])
def test_a_strangers_checklist_is_not_obeyed(tmp_path: Path, language: str, ids: bool) -> None:
    path, checklist = tmp_path / "a.db", strange_checklist(ids=ids)
    begun(path)
    with open_database(path, clock=system_clock) as database:
        identity = Identity("李芳", "laptop")
        (before,) = database.assessments.assessments()
        sheet: Assessment = replace(
            before, id="stranger", checklist_digest=checklist.digest, opened_at="2999-01-01T00:00:00.000000Z"
        )
        database.assessments.open_assessment(sheet, identity.event("stranger", "opened", ()), checklist)
        examination = casebook_of(database, identity).resume("stranger")
        for item in checklist.items[1:]:
            examination.answer(item.id, Given(best(item)), place=checklist.items[0].id)
    with Terminal(tmp_path / "home", "--db", str(path), "--lang", language) as terminal:
        at_home(terminal)
        terminal.step("down")
        terminal.press("enter")
        terminal.wait_for(lambda: terminal.text.count(MARK) >= 3)
        for _section in checklist.sections[1:]:
            terminal.step("]")
        for key in ("/", "m"):
            terminal.press(key)
            wait_for_dialog(terminal)
            terminal.press("escape")
            wait_without_dialog(terminal)
        terminal.press("home")
        for _item in range(12):
            terminal.step("down")
        terminal.step("r")
        assert MARK in terminal.text
        terminal.press("enter")
        pause_until_still(terminal, 0.3)
        terminal.press("1")
        pause_until_still(terminal, 0.3)
        terminal.step("r")
        terminal.step("g")
        pages = terminal.text
        for _page in range(8):
            terminal.press("pagedown")
            pause_until_still(terminal, 0.1)
            pages += terminal.text
        assert MARK in pages
        assert terminal.leave() == 0
        assert leaks(bytes(terminal.log)) == []


def test_who_holds_the_file_is_not_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    begun(path)
    lock = take_lock(path.resolve(), datetime.now(UTC), HOSTILE)
    assert isinstance(lock, Lock)
    try:
        with Terminal(tmp_path / "home", "--db", str(path), "--lang", "en") as terminal:
            at_home(terminal)
            terminal.wait_for(MARK)
            terminal.press("a")
            pause_until_still(terminal, 0.3)
            assert terminal.leave() == 0
            assert leaks(bytes(terminal.log)) == []
    finally:
        lock.release()


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes no such file names")
@pytest.mark.parametrize("content", [b"", b"no database at all" * 99], ids=["new", "foreign"])
def test_a_file_name_is_not_obeyed(tmp_path: Path, content: bytes) -> None:
    name = (MARKUP + "".join(ORDERS.values())).replace("/", "").replace("\0", "")
    path = tmp_path / f"{name}.db"
    if content:
        path.write_bytes(content)
    with Terminal(tmp_path / "home", "--db", str(path), "--lang", "en", size=(200, 30)) as terminal:
        terminal.wait_for(MARK)
        if content:
            terminal.press("enter")
            assert terminal.ended() == 3
            assert path.read_bytes() == content
        else:
            terminal.wait_for("Add unit")
            pause_until_still(terminal, 0.3)
            assert terminal.leave() == 0
        assert leaks(bytes(terminal.log)) == []


@pytest.mark.parametrize("given", [HOSTILE, "9", ""], ids=["hostile", "9", "empty"])
def test_an_answer_that_no_key_can_give_spoils_only_its_own_sheet(tmp_path: Path, given: str) -> None:
    path = tmp_path / "a.db"
    begun(path)
    written(path, answer_all)
    changed(path, "UPDATE answer SET given = ?", given)
    with Terminal(tmp_path / "home", "--db", str(path), "--lang", "en") as terminal:
        terminal.wait_for(lambda: "Qingshan Bank" in terminal.text or "┌──" in terminal.text)
        pause_until_still(terminal, 0.3)
        if "┌──" in terminal.text:
            terminal.step("enter")
        assert "Qingshan Bank" in terminal.text
        terminal.step("down")
        terminal.press("enter")
        pause_until_still(terminal, 0.5)
        assert terminal.is_running, terminal.text
        while "┌──" in terminal.text:
            terminal.step("escape")
        assert terminal.leave() == 0
        assert leaks(bytes(terminal.log)) == []


def answer_all(casebook: Casebook) -> None:
    (_bank, branch) = casebook.overview()
    examination = casebook.resume(branch.cases[0].assessment.id)
    for item in examination.checklist:
        examination.answer(item.id, Given(best(item)), place=examination.checklist.items[0].id)

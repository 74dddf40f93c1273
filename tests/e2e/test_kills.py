"""No answer that the screen called saved is ever lost, whenever the process is killed.

`ELDERCHECK_KILLS=200` kills the program on its screen so many times instead of a dozen, and the services
without a screen 25 times as often.
"""

from __future__ import annotations

import json
import math
import multiprocessing
import os
import random
import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from eldercheck.domain.checklist import Checklist, Item
from eldercheck.services.identity import system_clock
from eldercheck.storage.checklist_files import find_checklist
from eldercheck.storage.opening import open_database
from tests.e2e.opened import casebook_of

from .answerer import answer_until_killed, text_by_chance
from .driving import at_home, begun, in_hand, keys_for, mark_of, to_the_walk, wait_for_item
from .soundness import Act, acts_of, assessments_of, faults_of, rows_of
from .terminal import PATIENCE, Terminal, posix_only

APP_KILLS = int(os.environ.get("ELDERCHECK_KILLS", "12"))
if sys.platform == "win32":
    CONTEXT = multiprocessing.get_context("spawn")
    SERVICE_KILLS = 20
else:
    CONTEXT = multiprocessing.get_context("forkserver")
    CONTEXT.set_forkserver_preload(["__main__", answer_until_killed.__module__])
    SERVICE_KILLS = max(300, 25 * APP_KILLS)
CONTROL_KILLS = 12
NEW_FILE_EVERY = 30
SAVED = re.compile(r"(\S+) (\S+) saved \d\d:\d\d\s*$")
SEED = os.environ.get("ELDERCHECK_SEED") or str(random.SystemRandom().randrange(10**9))
"""Another one each time; printed where a test fails, to be set again."""


# The services without a screen


class Life:
    """One process that writes until it is killed, and what it said was saved."""

    def __init__(self, path: Path, seed: str, *, tells_before_saving: bool) -> None:
        self._pipe, theirs = CONTEXT.Pipe(duplex=False)
        self._process = CONTEXT.Process(
            target=answer_until_killed,
            args=(path, seed, theirs),
            kwargs={"tells_before_saving": tells_before_saving},
        )
        self._process.start()
        theirs.close()

    def killed(self, dice: random.Random) -> list[Act]:
        """Kill it at some moment, mostly while it saves, now and then while it opens the file."""
        if dice.random() < 0.15:
            time.sleep(dice.random() * 0.06)
        else:
            assert self._pipe.poll(PATIENCE), "it never saved anything"
            time.sleep(dice.random() * 0.03)
        assert self._process.is_alive(), "it ended by itself"
        self._process.kill()
        self._process.join()
        self._process.close()
        said = [Act(*json.loads(message)) for message in self._messages()]
        self._pipe.close()
        return said

    def _messages(self) -> Iterator[bytes]:
        while True:
            try:
                yield self._pipe.recv_bytes()
            except (EOFError, OSError):  # the second: killed in the middle of a message
                return


def lost_of(path: Path, said: list[Act]) -> list[Act]:
    """Return what was said to be saved and is not there; what is there beyond is the act under way."""
    lost: list[Act] = []
    for assessment in dict.fromkeys(act.assessment for act in said):
        acknowledged = [act for act in said if act.assessment == assessment]
        kept = acts_of(path, assessment) if assessment in assessments_of(path) else []
        assert kept[: len(acknowledged)] == acknowledged[: len(kept)], "not in the order it was said"
        assert len(kept) <= len(acknowledged) + 1, "saved, and nobody was told"
        lost += acknowledged[len(kept) :]
    return lost


def killed_often(
    folder: Path, kills: int, *, tells_before_saving: bool = False
) -> tuple[list[Act], list[Act], list[str]]:
    """Return what was said to be saved, what of it was lost, and what was wrong with the files."""
    dice = random.Random(f"{SEED} services")
    said: list[Act] = []
    lost: list[Act] = []
    faults: list[str] = []
    path = folder / "0.db"
    for number in range(kills):
        if number % NEW_FILE_EVERY == 0:
            path = folder / f"{number}.db"
        seed = f"{SEED} {number}"
        acts = Life(path, seed, tells_before_saving=tells_before_saving).killed(dice)
        said += acts
        if not path.exists():
            assert not acts
            continue
        if acts or number % 2:
            touched = list(dict.fromkeys(act.assessment for act in acts))
            if tells_before_saving:
                touched = [name for name in touched if name in assessments_of(path)]
            lost += lost_of(path, acts)
            faults += faults_of(path, touched)
    for path in folder.glob("*.db"):
        faults += faults_of(path)
    return said, lost, faults


def test_services_killed_at_any_moment_lose_nothing(tmp_path: Path) -> None:
    began = time.monotonic()
    said, lost, faults = killed_often(tmp_path, SERVICE_KILLS)
    seconds = time.monotonic() - began
    print(f"\n{SERVICE_KILLS} kills, {len(said)} acknowledged, {len(lost)} lost, {seconds:.1f} s")
    assert lost == [], f"seed {SEED}"
    assert faults == [], f"seed {SEED}"
    assert len(said) >= SERVICE_KILLS * 2 // 3, "too little was saved for this to mean anything"
    assert {act.field for act in said} == {"answer", "note"}


def test_a_program_that_tells_before_saving_would_be_found_out(tmp_path: Path) -> None:
    said, lost, faults = killed_often(tmp_path, CONTROL_KILLS, tells_before_saving=True)
    assert lost, f"{len(said)} acts told of, none lost: this harness sees nothing; seed {SEED}"
    assert faults == []


# The program on its screen


class Sheet:
    """A branch whose newest sheet is walked in one life after another."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.checklist: Checklist = find_checklist("branch")
        begun(path)

    def begin(self) -> None:
        """Start a new sheet: it stands above the older ones."""
        with open_database(self.path, clock=system_clock) as database:
            casebook = casebook_of(database)
            casebook.start(casebook.units()[1], "examiner")

    @property
    def newest(self) -> str:
        return assessments_of(self.path)[-1]

    @property
    def ahead(self) -> tuple[Item, ...]:
        """The items from where the walk stands."""
        ((place,),) = rows_of(self.path, "SELECT place FROM assessment WHERE id = ?", self.newest)
        return self.checklist.items[self.checklist.position(place) if place else 0 :]

    def marks(self) -> dict[tuple[str, str], str]:
        """Return the mark of every answer on every sheet."""
        rows = rows_of(self.path, "SELECT assessment_id, item_id, given FROM answer")
        return {(sheet, item): mark_of(self.checklist.item(item), given) for sheet, item, given in rows}


def killed_while_answering(home: Path, sheet: Sheet, dice: random.Random) -> list[tuple[str, str]]:
    """Return each item and mark that a picture called saved before the kill, mostly soon after the first."""
    said: list[tuple[str, str]] = []

    def look(terminal: Terminal) -> None:
        if match := SAVED.search(terminal.bottom):
            said.append((match[1], match[2]))

    ahead = sheet.ahead
    keys = {item.id: keys_for(item, text_by_chance(item, dice)) for item in ahead[:-1]}
    with Terminal(home, "--db", str(sheet.path), "--lang", "en") as terminal:
        to_the_walk(terminal)
        wait_for_item(terminal, ahead[0])
        terminal.on_frame = look
        span, end = dice.random() * 0.6, time.monotonic() + (PATIENCE if dice.random() < 0.8 else 0.1)
        while time.monotonic() < end:
            if said:
                end = min(end, time.monotonic() + span)
                span = math.inf
            terminal.press(keys.pop(in_hand(terminal), ""))
            terminal.pump(dice.random() * 0.02)
        assert terminal.is_running
        terminal.kill()
    return said


@posix_only
def test_the_program_killed_on_its_screen_loses_nothing_it_called_saved(tmp_path: Path) -> None:
    dice = random.Random(f"{SEED} screen")
    sheet = Sheet(tmp_path / "kills.db")
    said: dict[tuple[str, str], str] = {}
    pictures = 0
    began = time.monotonic()
    for _kill in range(APP_KILLS):
        if len(sheet.ahead) < 20:
            sheet.begin()
        seen = killed_while_answering(tmp_path / "home", sheet, dice)
        pictures += len(seen)
        said |= {(sheet.newest, item): mark for item, mark in seen}
        kept = sheet.marks()
        lost = {place: mark for place, mark in said.items() if kept.get(place) != mark}
        assert not lost, f"lost {lost}, seed {SEED}"
        assert faults_of(sheet.path) == []
    seconds = time.monotonic() - began
    print(f"\n{APP_KILLS} kills, {pictures} pictures said saved, {len(said)} answers, {seconds:.1f} s")
    assert len(said) >= APP_KILLS, "too little was saved for this to mean anything"

    (_assessment, item), _mark = said.popitem()
    with closing(sqlite3.connect(sheet.path)) as connection:
        connection.execute("DELETE FROM answer WHERE item_id = ?", (item,))
        connection.commit()
    assert faults_of(sheet.path), "an answer was taken out and nothing noticed"


@posix_only
@pytest.mark.parametrize("beside", ["kills.db.lock", "kills.db.owner", "kills.db.draft.part"])
def test_what_a_killed_program_leaves_beside_the_file_stops_nobody(tmp_path: Path, beside: str) -> None:
    sheet = Sheet(tmp_path / "kills.db")
    (tmp_path / beside).write_text("{" if "lock" not in beside else "", encoding="utf-8")
    with Terminal(tmp_path / "home", "--db", str(sheet.path), "--lang", "en") as terminal:
        at_home(terminal)
        assert "read only" not in terminal.text
        assert terminal.leave() == 0

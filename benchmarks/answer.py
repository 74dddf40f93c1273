"""From the key that answers an item to the last byte of the picture it changes.

The databases lie in memory where the system has such a folder: what the disk takes is measured by `commit`,
and the disk of a shared machine is no part of a picture.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import Run, Samples, python, say, show_keys
from benchmarks.made_up_checklist import made_up_checklist
from benchmarks.sheets import BRANCH_NAME, DOWN, ENTER, answers_in, keys_of, make_database
from benchmarks.terminal import Painted, Terminal, clean_environment
from eldercheck.domain.checklist import Checklist
from eldercheck.storage.checklist_files import find_checklist

TWO_ROWS = Path(__file__).parent / "children" / "two_rows_app.py"
MEMORY = Path("/dev/shm")
SIZES = ((80, 24), (200, 60))
GOAL = 2.0
QUIET = 0.12
"""Seconds without a byte after which a picture is whole."""


@dataclass
class Pressed:
    """What the keys of one program brought about."""

    painted: list[Painted] = field(default_factory=list)

    @property
    def ms(self) -> Samples:
        """The times."""
        return Samples(tuple(one.ms for one in self.painted))

    @property
    def processor(self) -> Samples | None:
        """The processor times, where they are known."""
        known = tuple(one.processor_ms for one in self.painted if one.processor_ms is not None)
        return Samples(known) if known else None

    @property
    def size(self) -> Samples:
        """The bytes written."""
        return Samples(tuple(one.size for one in self.painted), "B")


def answer(run: Run) -> None:
    """One answer on a short and a long sheet, in a small and a large terminal, beside repainting two rows."""
    for checklist in (find_checklist("branch"), made_up_checklist(300)):
        for size in SIZES:
            _show(run, checklist, size)


def _show(run: Run, checklist: Checklist, size: tuple[int, int]) -> None:
    say(f"  {len(checklist.items)} items, {size[0]}×{size[1]}")
    floor, own = Pressed(), Pressed()
    for _sitting in range(1 if run.quick else 3):
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else run.folder) as folder:
            for mine, two_rows in _sit(Run(Path(folder), run.quick), checklist, size):
                own.painted.append(mine)
                floor.painted.append(two_rows)
    show_keys("floor: two rows of a line-drawn list", floor.ms)
    show_keys("one answer in the walk", own.ms, floor.ms, GOAL)
    say(f"  {'p99 / p50 [goal ≤ 5]':<54} {own.ms.at(99) / own.ms.median:8.2g}")
    if floor.processor and own.processor:
        show_keys("processor time: floor", floor.processor)
        show_keys("processor time: walk", own.processor, floor.processor)
    say(f"  {'bytes written, floor and walk':<54} {floor.size.median:8.0f} {own.size.median:.0f}")


def _sit(run: Run, checklist: Checklist, size: tuple[int, int]) -> Iterator[tuple[Painted, Painted]]:
    """Answer with both programs open side by side, a key here, a key there."""
    database, environment = run.folder / "answer.db", clean_environment(run.folder)
    make_database(database, checklist)
    items = checklist.items[: min(len(checklist.items) - 1, 20 if run.quick else 45)]
    own = python("-m", "eldercheck", "--db", str(database))
    with (
        Terminal(python(str(TWO_ROWS), str(len(checklist.items))), environment, *size) as floor,
        Terminal(own, environment, *size) as walk,
    ):
        floor.shown("item 001")
        floor.settle()
        enter_walk(walk)
        for item in items:
            typed, key = keys_of(item)
            if typed:
                walk.press(typed, QUIET)
            yield walk.press(key, QUIET), floor.press(b"1", QUIET)
    if answers_in(database) != len(items):
        raise ValueError(f"{answers_in(database)} answers saved of {len(items)}")


def enter_walk(terminal: Terminal) -> None:
    """Wait for home, and open the walk of the branch."""
    terminal.shown(BRANCH_NAME)
    terminal.settle()
    terminal.press(DOWN, QUIET)
    terminal.press(ENTER, 0.5)

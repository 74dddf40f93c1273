"""The county screen and the grade table of eight hundred units, beside their query and an empty screen."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.answer import Pressed
from benchmarks.county_database import BRANCHES, INSTITUTIONS, POINTS, Made, make_county
from benchmarks.county_queries import read_year
from benchmarks.figures import Run, call, in_turn, python, say, show, show_keys
from benchmarks.terminal import POSIX, Terminal, clean_environment
from eldercheck.services.identity import system_clock
from eldercheck.storage.opening import open_database

YEAR, UNITS = 2026, INSTITUTIONS + BRANCHES + POINTS
FLOOR = Path(__file__).parent / "children" / "county_floor_app.py"
ESCAPE = b"\x1b"
SIZES = ((80, 24), (160, 45))
QUIET = 0.25
"""Seconds without a byte after which a picture is whole."""
GOAL = 2.0


def county(run: Run) -> None:
    """The year read alone, then both screens in a terminal."""
    database = run.folder / "county.db"
    make_county(database)
    _show_reading(run, database)
    for size in SIZES if POSIX else ():
        _show_screens(run, database, size)


def _show_reading(run: Run, database: Path) -> None:
    def raw() -> None:
        with closing(sqlite3.connect(database)) as connection:
            read_year(connection, YEAR)

    with open_database(database, clock=system_clock) as opened:
        made = Made(opened)
        found = in_turn(
            run.times(15),
            call("floor", raw),
            call("first", lambda: Made(opened).county.year(YEAR)),
            call("year", lambda: made.county.year(YEAR)),
            call("before", lambda: made.county.before(YEAR)),
        )
    show(f"floor: the rows of {UNITS} units of a year in SQL", found["floor"])
    show("County.year: every sheet graded, the table made", found["first"], found["floor"])
    show("County.year again, nothing changed since", found["year"], found["floor"])
    show("the published table of the year before", found["before"], found["floor"])


def _show_screens(run: Run, database: Path, size: tuple[int, int]) -> None:
    say(f"  {size[0]}×{size[1]}")
    environment = clean_environment(run.folder) | {"PYTHONPATH": str(Path(__file__).parents[1])}
    floor, screens = Pressed(), {"county": Pressed(), "grades": Pressed()}
    keys = {"county": b"c", "grades": b"t"}
    with (
        Terminal(python(str(FLOOR), str(database), str(YEAR)), environment, *size) as bare,
        Terminal(python("-m", "eldercheck", "--db", str(database)), environment, *size) as own,
    ):
        for program in (bare, own):
            program.settle(1.5)
        first = {name: own_first(own, key) for name, key in keys.items()}
        for round_ in range(run.times(15)):
            for program, key, kept in (
                (bare, b"c", floor),
                *((own, keys[name], screens[name]) for name in screens),
            ):
                painted = program.press(key, QUIET)
                if round_:
                    kept.painted.append(painted)
                program.press(ESCAPE, QUIET)
                program.settle(QUIET)
    show_keys("floor: the same rows in SQL and an empty screen", floor.ms)
    show_keys("the county screen, painted", screens["county"].ms, floor.ms, GOAL)
    show_keys("the grade table, painted", screens["grades"].ms, floor.ms, GOAL)
    if floor.processor and screens["county"].processor and screens["grades"].processor:
        show_keys("processor time: floor", floor.processor)
        show_keys("processor time: the county screen", screens["county"].processor, floor.processor)
        show_keys("processor time: the grade table", screens["grades"].processor, floor.processor)
    say(
        f"  {'the first time, with what it imports: county, grades':<54} "
        f"{first['county']:8.0f} ms, {first['grades']:.0f} ms"
    )


def own_first(program: Terminal, key: bytes) -> float:
    """Open a screen for the first time and go back; return the milliseconds."""
    painted = program.press(key, QUIET)
    program.press(ESCAPE, QUIET)
    program.settle(QUIET)
    return painted.ms

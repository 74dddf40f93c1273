"""The most memory the running application holds, beside a bare Textual application."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.answer import QUIET, enter_walk
from benchmarks.figures import Run, in_turn, python, show
from benchmarks.sheets import BRANCH_NAME, keys_of, make_database
from benchmarks.start import CHILDREN, SIZE
from benchmarks.terminal import Terminal, clean_environment
from eldercheck.storage.checklist_files import find_checklist

ANSWERS = 20


def memory(run: Run) -> None:
    """At home, and after a walk with twenty answers."""
    checklist, environment = find_checklist("branch"), clean_environment(run.folder)
    sittings = iter(range(1000))

    def bare() -> Mapping[str, float]:
        with Terminal(python(str(CHILDREN / "bare_app.py")), environment, *SIZE) as terminal:
            terminal.shown("bareapp")
            terminal.settle()
            return {"bare": terminal.peak_mb()}

    def own() -> Mapping[str, float]:
        database = run.folder / f"memory-{next(sittings)}.db"
        make_database(database, checklist)
        with Terminal(python("-m", "eldercheck", "--db", str(database)), environment, *SIZE) as terminal:
            terminal.shown(BRANCH_NAME)
            terminal.settle()
            home = terminal.peak_mb()
            enter_walk(terminal)
            for item in checklist.items[:ANSWERS]:
                typed, key = keys_of(item)
                terminal.press(typed + key, QUIET)
            return {"home": home, "walk": terminal.peak_mb()}

    found = in_turn(run.times(5), bare, own, unit="MB")
    show("floor: a bare Textual application", found["bare"])
    show("eldercheck at home", found["home"], found["bare"])
    show(
        f"eldercheck in a walk of {len(checklist.items)} items, {ANSWERS} answered",
        found["walk"],
        found["bare"],
    )

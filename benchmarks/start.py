"""How long it takes to say its version, and to show its first picture."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.figures import Run, Task, in_turn, process, python, say, show
from benchmarks.sheets import BRANCH_NAME, make_database
from benchmarks.terminal import Terminal, clean_environment
from eldercheck.storage.checklist_files import find_checklist

CHILDREN = Path(__file__).parent / "children"
SIZE = (80, 24)


def version(run: Run) -> None:
    """`--version` beside importing typer."""
    environment = clean_environment(run.folder)
    script = Path(sys.executable).with_name("eldercheck.exe" if sys.platform == "win32" else "eldercheck")
    tasks = [
        process("pass", python("-c", "pass"), environment),
        process("typer", python("-c", "import typer"), environment),
        process("module", python("-m", "eldercheck", "--version"), environment),
    ]
    if script.exists():
        tasks.append(process("script", [str(script), "--version"], environment))
    found = in_turn(run.times(21), *tasks)
    show("floor: python -c 'import typer'", found["typer"])
    show("for comparison: python -c pass", found["pass"], found["typer"])
    show("python -m eldercheck --version", found["module"], found["typer"], 1.2)
    if "script" in found:
        show("eldercheck --version (the console script)", found["script"], found["typer"], 1.2)


def paint(run: Run) -> None:
    """From the start of the process to the first picture, beside a bare Textual application."""
    database, environment = run.folder / "paint.db", clean_environment(run.folder)
    make_database(database, find_checklist("branch"))
    found = in_turn(
        run.times(15),
        _started("bare", python(str(CHILDREN / "bare_app.py")), environment, {"bare": "bareapp"}),
        _started(
            "own",
            python("-m", "eldercheck", "--db", str(database)),
            environment,
            {"own": "eldercheck", "ready": BRANCH_NAME},
        ),
        _started(
            "plain",
            python("-m", "eldercheck"),
            {**environment, "ELDERCHECK_DB": str(database)},
            {"plain": "eldercheck"},
        ),
    )
    show("floor: a bare Textual application, first picture", found["bare"])
    show("eldercheck --db DB, first picture", found["own"], found["bare"], 1.3)
    show("eldercheck without arguments, first picture", found["plain"], found["bare"], 1.3)
    show("eldercheck --db DB, the list at home shown", found["ready"], found["bare"])
    loaded = _loaded_at_first_paint(run.folder, database, environment)
    say(f"  sqlmodel loaded at the first picture: {'yes' if 'sqlmodel' in loaded else 'no'} [goal no]")
    say(f"  of the heavy modules, loaded by then: {', '.join(loaded) or 'none'}")


def _started(
    name: str, arguments: list[str], environment: Mapping[str, str], pictures: Mapping[str, str]
) -> Task:
    def task() -> Mapping[str, float]:
        with Terminal(arguments, environment, *SIZE) as terminal:
            times = {name: terminal.shown(text) for name, text in pictures.items()}
            terminal.settle()
        return times

    return task


def _loaded_at_first_paint(folder: Path, database: Path, environment: Mapping[str, str]) -> list[str]:
    output = folder / "loaded.txt"
    probe = python(str(CHILDREN / "what_is_loaded.py"), str(output), "--db", str(database))
    with Terminal(probe, environment, *SIZE) as terminal:
        terminal.settle(1.5)
    return output.read_text(encoding="utf-8").split()


def opened_cold(run: Run, database: Path) -> list[Task]:
    """Return tasks that open a database in a new process, beside importing what it is opened with."""
    environment = clean_environment(run.folder)
    code = (
        "import sys; from pathlib import Path; from eldercheck.assemble import open_office;"
        "from eldercheck.storage.settings import Settings; open_office(Path(sys.argv[1]), Settings()).close()"
    )
    return [
        process("import", python("-c", "import sqlmodel"), environment),
        process("cold", python("-c", code, str(database)), environment),
    ]


def run_quietly(arguments: list[str], environment: Mapping[str, str]) -> bool:
    """Run a command and tell whether it went well."""
    return (
        subprocess.run(
            arguments,
            env=dict(environment),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        ).returncode
        == 0
    )

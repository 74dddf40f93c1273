"""Every form of a report beside the same rows through the bare library: time, and peak memory."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.figures import Run, Samples, python, say, show

CHILD = Path(__file__).parent / "children" / "export_some.py"
FORMS = ("xlsx", "csv", "json", "html", "text", "docx")
SIZES = {200: 5, 15_000: 3, 220_000: 1}
"""How many rows, and how often each is written; `--quick` leaves the largest out."""
MOST = {"docx": 15_000}
"""A letter of a thousand pages helps nobody: from so many rows on a form is not asked for."""
ENDING = {"text": "txt"}


def one_form(form: str, run: Run) -> None:
    """Measure one form at every size."""
    for rows, rounds in SIZES.items():
        if rows > MOST.get(form, rows) or (run.quick and rows > 100_000):
            continue
        floor, own = _in_turn(run, form, rows, min(rounds, run.times(rounds)))
        show(f"floor: {rows:,} rows, bare {form}", floor[0])
        show(f"eldercheck's {form}", own[0], floor[0])
        if own[1].median:
            say(f"  {'':<54} peak {own[1].median:.0f} MB, floor {floor[1].median:.0f} MB")


def _in_turn(run: Run, form: str, rows: int, rounds: int) -> list[tuple[Samples, Samples]]:
    """Write floor and own in turn, each in a process of its own; return times and peaks of both."""
    found: dict[str, list[tuple[float, float]]] = {"floor": [], "own": []}
    for number in range(rounds):
        for which, values in found.items():
            path = run.folder / f"{which}-{form}-{rows}-{number}.{ENDING.get(form, form)}"
            command = python(str(CHILD), which, form, str(rows), str(path))
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            milliseconds, peak = map(float, done.stdout.split())
            values.append((milliseconds, peak))
            path.unlink()
    return [
        (Samples(tuple(ms for ms, _peak in values)), Samples(tuple(peak for _ms, peak in values), "MB"))
        for values in found.values()
    ]


EXPORTS: dict[str, Callable[[Run], None]] = {f"export-{form}": partial(one_form, form) for form in FORMS}
"""By the names under which each is asked for."""

"""Samples taken in turn, and how they are printed: each beside its floor and its goal."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

Task = Callable[[], Mapping[str, float]]
"""Does one piece of work and says what it cost, by the name of each figure."""


@dataclass(frozen=True)
class Samples:
    """The values of one figure."""

    values: tuple[float, ...]
    unit: str = "ms"

    @property
    def median(self) -> float:
        """The middle value."""
        return statistics.median(self.values)

    def at(self, percent: int) -> float:
        """The value that so many percent do not exceed (nearest rank)."""
        ranked = sorted(self.values)
        return ranked[max(0, -(-len(ranked) * percent // 100) - 1)]


@dataclass(frozen=True)
class Run:
    """What every benchmark is handed."""

    folder: Path
    """Where it may write; thrown away afterwards."""
    quick: bool
    """Whether a rough figure will do."""

    def times(self, number: int) -> int:
        """How often to measure: as said, or about a quarter of it."""
        return max(2, number // 4) if self.quick else number


def in_turn(rounds: int, *tasks: Task, unit: str = "ms") -> dict[str, Samples]:
    """Do the tasks A B A B …, after one round that does not count (caches, byte code)."""
    values: dict[str, list[float]] = {}
    for task in tasks:
        task()
    for _round in range(rounds):
        for task in tasks:
            for name, value in task().items():
                values.setdefault(name, []).append(value)
    return {name: Samples(tuple(found), unit) for name, found in values.items()}


@dataclass
class Stopwatch:
    """Milliseconds that a block took."""

    ms: float = field(default=0.0)


@contextmanager
def stopwatch() -> Iterator[Stopwatch]:
    """Time a block."""
    watch, begin = Stopwatch(), time.perf_counter()
    yield watch
    watch.ms = (time.perf_counter() - begin) * 1000


def call(name: str, work: Callable[[], object]) -> Task:
    """Return a task that times a call."""

    def task() -> Mapping[str, float]:
        with stopwatch() as watch:
            work()
        return {name: watch.ms}

    return task


def process(name: str, arguments: Sequence[str], environment: Mapping[str, str]) -> Task:
    """Return a task that times a whole process, from its start to its end."""

    def work() -> None:
        subprocess.run(
            arguments, env=dict(environment), check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )

    return call(name, work)


def python(*arguments: str) -> list[str]:
    """Return the command line of this Python."""
    return [sys.executable, *arguments]


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def show(name: str, samples: Samples, floor: Samples | None = None, goal: float | None = None) -> None:
    """Print one figure: median, n, least to most, and its ratio to the floor."""
    values = samples.values
    spread = f"n {len(values)}, {_short(min(values))}–{_short(max(values))}"
    ratio = "" if floor is None else _ratio(samples.median, floor.median, goal)
    say(f"  {name:<54} {_short(samples.median):>8} {samples.unit:<3} ({spread}){ratio}")


def show_keys(name: str, samples: Samples, floor: Samples | None = None, goal: float | None = None) -> None:
    """Print what one key costs: the median and what 99 in 100 do not exceed."""
    tail = f"p99 {_short(samples.at(99))}, n {len(samples.values)}"
    ratio = "" if floor is None else _ratio(samples.median, floor.median, goal)
    say(f"  {name:<54} {_short(samples.median):>8} {samples.unit:<3} ({tail}){ratio}")


def show_worst(name: str, samples: Samples, goal: float) -> None:
    """Print the worst of many, which has to stay under the goal."""
    tail = f"p50 {_short(samples.median)}, n {len(samples.values)}"
    say(f"  {name:<54} {_short(max(samples.values)):>8} {samples.unit:<3} ({tail})  [goal < {goal:g}]")


def _ratio(value: float, floor: float, goal: float | None) -> str:
    wanted = "" if goal is None else f" [goal ≤ {goal:g}]"
    return f"  × {value / floor:.2f}{wanted}"


def _short(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"

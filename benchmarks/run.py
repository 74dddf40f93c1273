"""The speed of eldercheck, each figure beside a floor measured in the same run. See README.md.

Usage: python benchmarks/run.py [name …] [--quick] [--folder PATH]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import answer, case, commit, county, memory, read, score, start
from benchmarks.exports import EXPORTS
from benchmarks.figures import Run, say
from benchmarks.terminal import POSIX

BENCHMARKS: dict[str, Callable[[Run], None]] = {
    "version": start.version,
    "paint": start.paint,
    "answer": answer.answer,
    "commit": commit.commit,
    "case": case.case,
    "memory": memory.memory,
    "score": score.score,
    "read": read.read,
    "county": county.county,
    **EXPORTS,
}
IN_A_TERMINAL = ("paint", "answer", "memory")
"""These need a pseudo-terminal, which only POSIX has."""


def main() -> None:
    """Measure what was asked for, or everything."""
    parser = argparse.ArgumentParser(
        description="Print the speed as ratios to floors measured in the same run."
    )
    parser.add_argument("names", nargs="*", metavar="name", help=f"one of {', '.join(BENCHMARKS)}")
    parser.add_argument("--quick", action="store_true", help="a quarter of the repetitions: rough figures")
    parser.add_argument("--folder", type=Path, help="where the databases are written and thrown away again")
    wanted = parser.parse_args()
    unknown = [name for name in wanted.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"{', '.join(unknown)}: not one of {', '.join(BENCHMARKS)}")
    for name in wanted.names or BENCHMARKS:
        if name in IN_A_TERMINAL and not POSIX:
            say(f"{name}: skipped, it needs a pseudo-terminal")
            continue
        say(name)
        with tempfile.TemporaryDirectory(prefix="eldercheck-benchmark-", dir=wanted.folder) as folder:
            BENCHMARKS[name](Run(Path(folder), wanted.quick))


if __name__ == "__main__":
    main()

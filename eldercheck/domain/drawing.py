"""Drawing the units to visit: anybody who knows the seed and the register draws the same ones.

Within an institution the units of a kind are put in the order of SHA-256 of "seed, line feed, code" and the
first are taken, as many as the year wants examined. No generator of random numbers is used: none is promised
to give the same numbers in every version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from eldercheck.domain.register import Unit, UnitKind
from eldercheck.domain.rollup import RollUpRules, coverage_wanted


def drawn(units: Iterable[Unit], rules: RollUpRules, seed: str) -> tuple[Unit, ...]:
    """Return the branches and service points that a seed draws, in the order they were given in.

    `units` are those of the year; what belongs to an exempt institution, or closed, is not drawn from.
    """
    units = tuple(units)
    heads = [unit for unit in units if unit.kind == "institution" and not unit.exempt]
    chosen: set[str] = set()
    for head in heads:
        chosen |= _of(head, units, "branch", seed, rules.branches_least, rules.branches_percent)
        chosen |= _of(head, units, "service_point", seed, rules.points_least, rules.points_percent)
    return tuple(unit for unit in units if unit.id in chosen)


def place_in_draw(seed: str, code: str) -> str:
    """Return what a unit's place in a draw is decided by, in hexadecimal; the smallest come first."""
    return hashlib.sha256(f"{seed}\n{code}".encode()).hexdigest()


def _of(head: Unit, units: Iterable[Unit], kind: UnitKind, seed: str, least: int, percent: int) -> set[str]:
    pool = [unit for unit in units if unit.parent == head.id and unit.kind == kind and not unit.closed]
    pool.sort(key=lambda unit: (place_in_draw(seed, unit.code), unit.code))
    return {unit.id for unit in pool[: coverage_wanted(len(pool), least, percent)]}

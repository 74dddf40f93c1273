"""The smallest set of gains that meets several needs at once, exactly.

Of k gains of one aspect the k largest reach furthest, so the least number of gains is found by taking the
largest. Among the sets of that number, a table per aspect holds for each number of gains and sum of points
the largest amount to be had; the tables are joined to find the least sum of points, and then the gains are
walked in order, each taken where the rest can still be completed: the set whose positions come first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce

Size = tuple[int, int]
"""A number of gains and the sum of their points."""
Reach = dict[Size, int]
"""The largest amount that a set of each size brings."""


@dataclass(frozen=True, slots=True)
class Gain:
    """One item that can be brought to full credit."""

    position: int
    points: int
    amount: int
    """What it adds, in a unit in which every amount of the problem is whole."""


@dataclass(frozen=True)
class Aspect:
    """One dimension: what can be gained in it, and how much of it must be."""

    gains: tuple[Gain, ...]
    """In order of position."""
    needed: int
    """0 or less where nothing is."""

    @cached_property
    def reaches(self) -> list[Reach]:
        """For each n, what the gains from the n-th on can bring."""
        tables: list[Reach] = [{(0, 0): 0}]
        for gain in reversed(self.gains):
            table = dict(tables[-1])
            for (number, points), amount in tables[-1].items():
                _keep(table, (number + 1, points + gain.points), amount + gain.amount)
            tables.append(table)
        return tables[::-1]

    @cached_property
    def best(self) -> Reach:
        """The largest amounts by number of gains alone, those that meet the need."""
        amounts = sorted((gain.amount for gain in self.gains), reverse=True)
        sums = {(number, 0): sum(amounts[:number]) for number in range(len(amounts) + 1)}
        return {size: amount for size, amount in sums.items() if amount >= self.needed}


@dataclass(frozen=True)
class Problem:
    """Meet each aspect's need, and `needed` over all, with the fewest gains."""

    aspects: tuple[Aspect, ...]
    needed: int


@dataclass
class _Walk:
    """How far an aspect has been walked, and what was taken on the way."""

    aspect: Aspect
    allowed: frozenset[Size]
    """The sizes that the whole set may have in this aspect."""
    passed: int = 0
    number: int = 0
    points: int = 0
    amount: int = 0
    options: Reach = field(default_factory=dict)

    def after(self, taken: Gain | None) -> _Walk:
        """Return the walk one gain further, taken or left."""
        extra = (1, taken.points, taken.amount) if taken else (0, 0, 0)
        step = _Walk(
            self.aspect,
            self.allowed,
            self.passed + 1,
            self.number + extra[0],
            self.points + extra[1],
            self.amount + extra[2],
        )
        step.look_ahead()
        return step

    def look_ahead(self) -> None:
        """Work out every size this aspect can still end at."""
        for (number, points), amount in self.aspect.reaches[self.passed].items():
            size, total = (self.number + number, self.points + points), self.amount + amount
            if size in self.allowed and total >= self.aspect.needed:
                self.options[size] = total


def smallest_set(problem: Problem) -> list[int]:
    """Return the positions of that set, ties broken by fewest points, then by the positions that come first.

    The problem must have a solution: all gains together meet every need.
    """
    number = _least_number(problem)
    options = _by_number(problem, number)
    points = _least_points(options, number, problem.needed)
    return _first_positions(problem, options, (number, points))


def _keep(table: Reach, size: Size, amount: int) -> None:
    if table.get(size, -1) < amount:
        table[size] = amount


def _join(left: Reach, right: Reach) -> Reach:
    table: Reach = {}
    for (number, points), amount in left.items():
        for (more, extra), gained in right.items():
            _keep(table, (number + more, points + extra), amount + gained)
    return table


def _halves(options: Sequence[Reach]) -> tuple[Reach, Reach]:
    middle = len(options) // 2
    nothing: Reach = {(0, 0): 0}
    return reduce(_join, options[:middle], nothing), reduce(_join, options[middle:], nothing)


def _least_number(problem: Problem) -> int:
    joined = reduce(_join, (aspect.best for aspect in problem.aspects))
    return min(number for (number, _), amount in joined.items() if amount >= problem.needed)


def _by_number(problem: Problem, number: int) -> list[Reach]:
    """Return what each aspect can bring, only in those numbers with which the others can make up the rest."""
    best = [aspect.best for aspect in problem.aspects]
    options = []
    for place, aspect in enumerate(problem.aspects):
        others = reduce(_join, (*best[:place], *best[place + 1 :]), {(0, 0): 0})
        usable = {
            mine
            for (mine, _), amount in aspect.best.items()
            if amount + others.get((number - mine, 0), -amount + problem.needed - 1) >= problem.needed
        }
        reach = aspect.reaches[0].items()
        options.append(
            {size: amount for size, amount in reach if size[0] in usable and amount >= aspect.needed}
        )
    return options


def _least_points(options: Sequence[Reach], number: int, needed: int) -> int:
    left, right = _halves(options)
    return min(
        points + more
        for (some, points), amount in left.items()
        for (rest, more), gained in right.items()
        if some + rest == number and amount + gained >= needed
    )


def _meets(options: Sequence[Reach], target: Size, needed: int) -> bool:
    left, right = _halves(options)
    return any(
        (size := (target[0] - number, target[1] - points)) in right and amount + right[size] >= needed
        for (number, points), amount in left.items()
    )


def _usable(options: Sequence[Reach], target: Size, needed: int) -> list[frozenset[Size]]:
    """Return the sizes of each aspect that some set of the target size has."""

    def fits(place: int) -> Callable[[Size], bool]:
        others = reduce(_join, (*options[:place], *options[place + 1 :]), {(0, 0): 0})
        mine = options[place]
        return lambda size: (
            mine[size] + others.get((target[0] - size[0], target[1] - size[1]), needed - 1 - mine[size])
            >= needed
        )

    return [frozenset(filter(fits(place), reach)) for place, reach in enumerate(options)]


def _first_positions(problem: Problem, options: Sequence[Reach], target: Size) -> list[int]:
    walks = [
        _Walk(aspect, allowed)
        for aspect, allowed in zip(problem.aspects, _usable(options, target, problem.needed), strict=True)
    ]
    for walk in walks:
        walk.look_ahead()
    chosen = []
    for place, gain in _in_order(problem.aspects):
        with_it = [*walks[:place], walks[place].after(gain), *walks[place + 1 :]]
        if _meets([walk.options for walk in with_it], target, problem.needed):
            walks = with_it
            chosen.append(gain.position)
        else:
            walks[place] = walks[place].after(None)
    return chosen


def _in_order(aspects: Iterable[Aspect]) -> list[tuple[int, Gain]]:
    pairs = [(place, gain) for place, aspect in enumerate(aspects) for gain in aspect.gains]
    return sorted(pairs, key=lambda pair: pair[1].position)

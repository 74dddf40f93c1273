"""Chance that falls the same everywhere, and the clock of the example."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

CHINA = timedelta(hours=8)
"""How far the county's clocks are ahead of UTC, all year round."""


class Dice:
    """Chance that falls the same everywhere: only `random()` of a generator seeded with a text is used."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def share(self) -> float:
        """Return a number from 0 to just under 1."""
        return self._random.random()

    def falls(self, share: float) -> bool:
        """Tell whether an event of that chance happens."""
        return self._random.random() < share

    def below(self, number: int) -> int:
        """Return a whole number from 0 to one less than `number`."""
        return int(self._random.random() * number)

    def new_id(self) -> str:
        """Return 32 hexadecimal digits."""
        return "".join(f"{self.below(65536):04x}" for _place in range(8))


class Watch:
    """A clock that is set to a day of the county and moves on each time it is read."""

    def __init__(self, day: date, hour: int = 9, minute: int = 0) -> None:
        self.set(day, hour, minute)

    def set(self, day: date, hour: int, minute: int = 0) -> None:
        """Set it to a moment of the county's own time."""
        self._moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - CHINA
        self._step = 0

    def __call__(self) -> datetime:
        """Return the moment, and be half a minute to two minutes later the next time."""
        moment = self._moment
        self._step = (self._step * 37 + 11) % 90
        self._moment += timedelta(seconds=30 + self._step)
        return moment


def ids(seed: str) -> Callable[[], str]:
    """Return what makes ids that repeat."""
    return Dice(seed).new_id

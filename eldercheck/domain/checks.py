"""Checks between the answers of a sheet: what must agree for a reviewer to believe it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from eldercheck.domain.wordings import Wording

State = Literal["full", "nothing", "something", "applicable", "not_applicable"]
"""What an answer amounts to, for a check between two items."""


@dataclass(frozen=True, slots=True)
class SameTotal:
    """A check: the counts of these items have the same second number."""

    items: tuple[str, ...]
    says: Wording


@dataclass(frozen=True, slots=True)
class Implies:
    """A check: where `if_item` is `if_is`, `then_item` must be `then_is`."""

    if_item: str
    if_is: State
    then_item: str
    then_is: State
    says: Wording

    @property
    def items(self) -> tuple[str, ...]:
        """The items that the check looks at."""
        return self.if_item, self.then_item


Check = SameTotal | Implies


def plain_check(check: Check) -> dict[str, Any]:
    """Return the canonical mapping of a check."""
    if isinstance(check, SameTotal):
        return {"rule": "same_total", "items": list(check.items), "says": check.says.plain()}
    return {
        "rule": "implies",
        "if": {"item": check.if_item, "is": check.if_is},
        "then": {"item": check.then_item, "is": check.then_is},
        "says": check.says.plain(),
    }


def check_from_plain(plain: Mapping[str, Any]) -> Check:
    """Read back what `plain_check` gave."""
    says = Wording.from_plain(plain["says"])
    if plain["rule"] == "same_total":
        return SameTotal(tuple(plain["items"]), says)
    when, then = plain["if"], plain["then"]
    return Implies(when["item"], when["is"], then["item"], then["is"], says)

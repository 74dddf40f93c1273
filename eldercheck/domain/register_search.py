"""Finding units of the register: by words, by kind, by whether they are open, closed or exempt."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from eldercheck.domain.register import UNIT_KINDS, Unit, UnitKind

Standing = Literal["open", "closed", "exempt"]
STANDINGS: tuple[Standing, ...] = ("open", "closed", "exempt")


@dataclass(frozen=True)
class Wanted:
    """What units are looked for; nothing said means all."""

    words: str = ""
    """Each must stand in code, name or place; case and width say nothing."""
    kind: UnitKind | None = None
    standing: Standing | None = None


def find_units(units: Iterable[Unit], wanted: Wanted) -> tuple[Unit, ...]:
    """Return the units that fit, in their order."""
    return tuple(
        unit
        for unit in units
        if (wanted.kind is None or unit.kind == wanted.kind)
        and (wanted.standing is None or _stands(unit, wanted.standing))
        and has_words(f"{unit.code} {unit.name} {unit.place}", wanted.words)
    )


def in_register_order(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return each institution, then its branches and service points, by their codes."""
    units = tuple(units)
    heads = {unit.id: unit for unit in units if unit.kind == "institution"}

    def place(unit: Unit) -> tuple[str, int, str, str]:
        return heads.get(unit.parent or "", unit).code, UNIT_KINDS.index(unit.kind), unit.code, unit.id

    return tuple(sorted(units, key=place))


def _stands(unit: Unit, standing: Standing) -> bool:
    match standing:
        case "open":
            return not unit.closed
        case "closed":
            return bool(unit.closed)
        case "exempt":
            return bool(unit.exempt)


def has_words(text: str, words: str) -> bool:
    """Tell whether each of some words stands in a text; case and width say nothing, no word fits all."""
    wanted = _folded(words).split()
    return not wanted or all(word in _folded(text) for word in wanted)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()

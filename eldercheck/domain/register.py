"""The register: institutions, their branches and their service points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

UnitKind = Literal["institution", "branch", "service_point"]
UNIT_KINDS: tuple[UnitKind, ...] = ("institution", "branch", "service_point")


@dataclass(frozen=True, slots=True)
class Unit:
    """An institution, a branch or a service point."""

    id: str
    kind: UnitKind
    code: str
    """As the authority writes it, leading zeros kept; unique in the register."""
    name: str
    parent: str | None = None
    """The id of the institution it belongs to; None for an institution."""
    place: str = ""
    """Address or village."""

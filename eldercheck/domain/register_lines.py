"""What a register file says, line by line, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made

from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.register import UnitKind


@dataclass(frozen=True)
class Place:
    """Where a line stands in its file."""

    sheet: str
    row: int
    """From 1, as a spreadsheet counts."""
    columns: Mapping[str, tuple[str, str]] = made(default_factory=dict)
    """By the name of a field: the letter of its column and its heading."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What a file says of one unit; None where it has no such column and the register stays as it is."""

    at: Place
    kind: UnitKind
    code: str
    name: str | None = None
    parent: str | None = None
    """The code of its institution, or its name where nobody knew the code."""
    place: str | None = None
    ranking_group: str | None = None
    exempt: str | None = None
    opened: str | None = None
    closed: str | None = None


@dataclass(frozen=True)
class RegisterFault:
    """One thing wrong with a file: the cell, what it holds, a code and what its sentence needs."""

    code: str
    sheet: str
    row: int = 0
    """0 where the fault is of the whole sheet."""
    column: str = ""
    """Its letter; empty where the fault is of a whole row."""
    heading: str = ""
    field: str = ""
    value: str = ""
    values: Mapping[str, object] = made(default_factory=dict)


class RegisterFaults(EldercheckError):  # noqa: N818 - it is many
    """A register file that cannot be read whole. Values: `number`."""

    code = "register_faulty"

    def __init__(self, found: Sequence[RegisterFault]) -> None:
        self.found = tuple(sorted(found, key=_place))
        """In the order of the file."""
        super().__init__(number=len(self.found))


def _place(fault: RegisterFault) -> tuple[str, int, int, str]:
    return fault.sheet, fault.row, len(fault.column), fault.column

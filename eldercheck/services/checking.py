"""Checking checklist files: each one sound, faulty or unreadable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eldercheck.domain.checklist import Checklist
from eldercheck.domain.errors import EldercheckError
from eldercheck.storage.checklist_files import ChecklistFaults, Fault, read_checklist


@dataclass(frozen=True)
class Outcome:
    """What came of checking one file: exactly one of the three."""

    file: Path
    checklist: Checklist | None = None
    faults: tuple[Fault, ...] = ()
    unreadable: EldercheckError | None = None

    @property
    def sound(self) -> bool:
        """Whether the file can be used."""
        return self.checklist is not None


def check_files(files: Sequence[Path]) -> list[Outcome]:
    """Check every file, whatever is wrong with the one before."""
    return [_check(file) for file in files]


def _check(file: Path) -> Outcome:
    try:
        return Outcome(file, read_checklist(file))
    except ChecklistFaults as found:
        return Outcome(file, faults=found.faults)
    except EldercheckError as error:
        return Outcome(file, unreadable=error)


def plain_fault(fault: Fault) -> dict[str, Any]:
    """Return a fault as JSON names it."""
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "code": fault.code,
        "values": {name: str(value) for name, value in fault.values.items()},
    }

"""What a register file would change: compared by code, every fault between its lines named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from eldercheck.domain.register import UNIT_KINDS, Unit
from eldercheck.domain.register_faults import Institutions, faults_between
from eldercheck.domain.register_lines import RegisterFault, RegisterFaults, UnitLine

TEXTS = ("name", "place", "ranking_group", "exempt", "opened", "closed")
"""The fields of a unit that a line says as they are kept."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a unit, before and after; an institution by its code."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit that is in the register and that the file says something else of."""

    before: Unit
    after: Unit
    fields: tuple[FieldChange, ...]

    @property
    def closes(self) -> bool:
        """Whether it gets a closing day that it did not have."""
        return bool(self.after.closed) and not self.before.closed


@dataclass(frozen=True)
class RegisterChanges:
    """What reading a file would do to the register as it was when they were compared."""

    now: tuple[Unit, ...]
    """The register compared with."""
    new: tuple[Unit, ...]
    changed: tuple[UnitChange, ...]
    """Those that stay open, or were closed before."""
    closed: tuple[UnitChange, ...]
    """Those that get a closing day, whatever else of them changes."""
    unchanged: int
    not_in_file: tuple[Unit, ...]
    """They stay as they are."""

    @property
    def is_nothing(self) -> bool:
        """Whether the file says what the register says."""
        return not (self.new or self.changes_existing)

    @property
    def changes_existing(self) -> bool:
        """Whether a unit that is in the register becomes another."""
        return bool(self.changed or self.closed)

    def to_save(self) -> list[Unit]:
        """Return the units as they are to be kept, institutions before what belongs to them."""
        units = [*self.new, *(change.after for change in (*self.changed, *self.closed))]
        return sorted(units, key=lambda unit: UNIT_KINDS.index(unit.kind))


def compare(
    now: Sequence[Unit],
    lines: Sequence[UnitLine],
    new_id: Callable[[], str],
    faults: Sequence[RegisterFault] = (),
) -> RegisterChanges:
    """Say what the lines of a file would change in the register. Units that it does not name stay.

    `faults` are those that reading found already. Raises RegisterFaults where there is one, here or there.
    """
    unsure = any(fault.field in ("", "code", "kind") for fault in faults)
    if found := [*faults, *faults_between(now, lines, unsure=unsure)]:
        raise RegisterFaults(found)
    by_code = {unit.code: unit for unit in now}
    ids = {line.code: by_code[line.code].id if line.code in by_code else new_id() for line in lines}
    institutions = Institutions(now, lines)
    code_of = {unit.id: unit.code for unit in now} | {unit_id: code for code, unit_id in ids.items()}
    id_of = {code: unit_id for unit_id, code in code_of.items()}
    new, changes, unchanged = [], [], 0
    for line in lines:
        parent = institutions.code(line.parent or "") if line.kind != "institution" else None
        after = _after(line, by_code.get(line.code), ids[line.code], id_of[parent] if parent else None)
        before = by_code.get(line.code)
        if before is None:
            new.append(after)
        elif fields := _differences(before, after, code_of):
            changes.append(UnitChange(before, after, fields))
        else:
            unchanged += 1
    return RegisterChanges(
        tuple(now),
        tuple(new),
        tuple(change for change in changes if not change.closes),
        tuple(change for change in changes if change.closes),
        unchanged,
        tuple(unit for unit in now if unit.code not in ids),
    )


def _after(line: UnitLine, before: Unit | None, unit_id: str, parent: str | None) -> Unit:
    unit = before or Unit(unit_id, line.kind, line.code, "")
    said = {name: value for name in TEXTS if (value := getattr(line, name)) is not None}
    if parent is not None:
        said["parent"] = parent
    return replace(unit, **said)


def _differences(before: Unit, after: Unit, code_of: Mapping[str, str]) -> tuple[FieldChange, ...]:
    def text(unit: Unit, name: str) -> str:
        value = getattr(unit, name) or ""
        return code_of.get(value, value) if name == "parent" else value

    return tuple(
        FieldChange(name, text(before, name), text(after, name))
        for name in ("name", "parent", *TEXTS[1:])
        if getattr(before, name) != getattr(after, name)
    )

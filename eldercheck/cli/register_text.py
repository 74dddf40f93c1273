"""The register as the commands print it: lines for people, plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from eldercheck.domain.clean_text import visible
from eldercheck.domain.register import Unit
from eldercheck.domain.register_changes import RegisterChanges, UnitChange
from eldercheck.domain.register_lines import RegisterFault, RegisterFaults
from eldercheck.language import _
from eldercheck.wording.register import (
    MOST_FAULTS,
    change_text,
    counts_text,
    fault_place,
    fault_text,
    more_faults,
    unit_text,
)
from eldercheck.wording.years import kind_title


def fault_lines(found: Sequence[RegisterFault]) -> Iterator[str]:
    """Yield a line for each fault: 名录!C7 and what is wrong there."""
    for fault in found[:MOST_FAULTS]:
        yield f"{fault_place(fault)} {fault_text(fault)}"
    if more := more_faults(found):
        yield more


def changes_lines(changes: RegisterChanges, notes: Sequence[RegisterFault]) -> Iterator[str]:
    """Yield what a file would change, the counts first."""
    yield counts_text(changes)
    for note in notes:
        yield f"  {fault_place(note)} {fault_text(note)}"
    for unit in changes.new:
        yield f"+ {unit_text(unit)}"
    for sign, group in (("~", changes.changed), ("×", changes.closed)):
        for change in group:
            yield from _change_lines(sign, change)


def unit_lines(units: Sequence[Unit]) -> Iterator[str]:
    """Yield a line for each unit."""
    width = max((len(unit.code) for unit in units), default=0)
    for unit in units:
        days = f"{unit.opened}–{unit.closed}" if unit.opened or unit.closed else ""
        exempt = _("exempt: {reason}").format(reason=unit.exempt) if unit.exempt else ""
        about = (unit.name, kind_title(unit.kind), unit.ranking_group, unit.place, days, exempt)
        yield f"{visible(unit.code):<{width}}  {visible(' · '.join(filter(None, about)))}"


def plain_unit(unit: Unit, codes: Mapping[str, str]) -> dict[str, object]:
    """Return a unit as JSON says it; `codes` are those of the institutions by their ids."""
    return {
        "kind": unit.kind,
        "code": unit.code,
        "name": unit.name,
        "institution": codes.get(unit.parent or ""),
        "group": unit.ranking_group,
        "place": unit.place,
        "opened": unit.opened,
        "closed": unit.closed,
        "exempt": unit.exempt,
    }


def plain_changes(
    changes: RegisterChanges, notes: Sequence[RegisterFault], *, applied: bool
) -> dict[str, object]:
    """Return what a file would change, or did, as JSON says it."""
    codes = {unit.id: unit.code for unit in (*changes.now, *changes.new)}
    return {
        "ok": True,
        "applied": applied,
        "new": [plain_unit(unit, codes) for unit in changes.new],
        "changed": [_plain_change(change) for change in changes.changed],
        "closed": [_plain_change(change) for change in changes.closed],
        "unchanged": changes.unchanged,
        "not_in_file": [unit.code for unit in changes.not_in_file],
        "notes": [_plain_fault(note) for note in notes],
        "faults": [],
    }


def plain_faults(faults: RegisterFaults, notes: Sequence[RegisterFault]) -> dict[str, object]:
    """Return every fault of a file as JSON says it."""
    return {
        "ok": False,
        "applied": False,
        "notes": [_plain_fault(note) for note in notes],
        "faults": [_plain_fault(fault) for fault in faults.found],
    }


def _change_lines(sign: str, change: UnitChange) -> Iterator[str]:
    yield f"{sign} {unit_text(change.before)}"
    for field in change.fields:
        yield f"    {change_text(field)}"


def _plain_change(change: UnitChange) -> dict[str, object]:
    fields = {field.field: {"from": field.before, "to": field.after} for field in change.fields}
    return {"code": change.before.code, "name": change.after.name, "fields": fields}


def _plain_fault(fault: RegisterFault) -> dict[str, object]:
    return {
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
        "heading": fault.heading,
        "value": fault.value,
        "code": fault.code,
        "message": fault_text(fault),
    }

"""The words of the register: its columns, its faults, and what a file would change."""

from __future__ import annotations

from collections.abc import Sequence

from eldercheck.domain.register import UNIT_KINDS, Unit, UnitKind
from eldercheck.domain.register_changes import FieldChange, RegisterChanges
from eldercheck.domain.register_lines import RegisterFault
from eldercheck.language import N_, _, ngettext
from eldercheck.wording.errors import shown
from eldercheck.wording.register_sentences import REGISTER_FAULTS
from eldercheck.wording.results import listed
from eldercheck.wording.years import kind_title

FIELDS: dict[str, str] = {
    "kind": N_("Unit kind"),
    "code": N_("Unit code"),
    "name": N_("Name"),
    "parent": N_("Institution code"),
    "ranking_group": N_("Ranking group"),
    "place": N_("Address or village"),
    "opened": N_("Opened on"),
    "closed": N_("Closed on"),
    "exempt": N_("Exempt reason"),
}
"""The columns of a register file in their order, by the field that each says."""
HELP: dict[str, str] = {
    "kind": N_("Needed. Institution, Branch or Service point: choose from the list."),
    "code": N_("Needed. As the authority writes it, each one once; leading zeros stay."),
    "name": N_("Needed. The full name, as it is to stand in the grade table."),
    "parent": N_("The code of the institution that a branch or service point belongs to; empty for others."),
    "ranking_group": N_("For institutions: the group they are ranked in; empty where all rank together."),
    "place": N_("Where examiners find it; of a service point, the village."),
    "opened": N_("Year, month, day: 2024-05-01. May stay empty."),
    "closed": N_("Year, month, day. Only for a unit that has closed: it stays in past years."),
    "exempt": N_("For institutions: why one gets no grade. Empty for one that gets a grade."),
}
MOST_FAULTS = 200
"""So many faults are told one by one."""


def field_title(name: str) -> str:
    """Return the heading of a field in the language in use."""
    return _(FIELDS[name])


def fault_place(fault: RegisterFault) -> str:
    """Return where a fault is, as spreadsheets write it: 名录!C7."""
    cell = f"{fault.column}{fault.row or ''}"
    return f"{shown(fault.sheet)}!{cell}" if cell else shown(fault.sheet)


def fault_text(fault: RegisterFault) -> str:
    """Return what stands in a cell and what is wanted there."""
    values = {name: _value(name, value) for name, value in fault.values.items()}
    sentence = _(REGISTER_FAULTS[fault.code]).format(
        **{"known": listed(map(kind_title, UNIT_KINDS)), "wanted": field_title("parent")} | values
    )
    heading = shown(fault.heading) or (field_title(fault.field) if fault.field else "")
    said = kind_title(fault.value) if fault.field == "kind" else shown(fault.value)
    about = f"{heading} “{said}”" if said and said != heading else heading
    return _("{about}: {fault}").format(about=about, fault=sentence) if about else sentence


def more_faults(found: Sequence[RegisterFault]) -> str:
    """Say how many faults are not told; empty where all are."""
    left = len(found) - MOST_FAULTS
    if left <= 0:
        return ""
    return ngettext("{number} more fault is not shown.", "{number} more faults are not shown.", left).format(
        number=left
    )


def counts_text(changes: RegisterChanges) -> str:
    """Say in one line what a file would change."""
    parts = (
        (ngettext("{number} new", "{number} new", len(changes.new)), len(changes.new)),
        (ngettext("{number} changed", "{number} changed", len(changes.changed)), len(changes.changed)),
        (ngettext("{number} closed", "{number} closed", len(changes.closed)), len(changes.closed)),
        (ngettext("{number} unchanged", "{number} unchanged", changes.unchanged), changes.unchanged),
    )
    text = listed(words.format(number=number) for words, number in parts)
    left = len(changes.not_in_file)
    if left:
        more = ngettext(
            "{number} unit is not in the file and stays as it is",
            "{number} units are not in the file and stay as they are",
            left,
        ).format(number=left)
        text = _("; ").join((text, more))
    return text


def change_text(change: FieldChange) -> str:
    """Say what one field was and will be."""
    before, after = (shown(text) or _("(empty)") for text in (change.before, change.after))
    return _("{field}: {before} → {after}").format(
        field=field_title(change.field), before=before, after=after
    )


def unit_text(unit: Unit) -> str:
    """Return code, name and kind of a unit."""
    return f"{shown(unit.code)} {shown(unit.name)} · {kind_title(unit.kind)}"


def kinds() -> list[tuple[UnitKind, str]]:
    """Return the kinds of units with their names."""
    return [(kind, kind_title(kind)) for kind in UNIT_KINDS]


def _value(name: str, value: object) -> str:
    if name == "wanted":
        return field_title(str(value))
    return kind_title(str(value)) if name in ("kind", "before", "nearest") else shown(value)

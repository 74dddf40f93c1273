"""A register file as the screen reads it, and the rows of what it would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from eldercheck.domain.register_changes import RegisterChanges, UnitChange
from eldercheck.domain.register_lines import RegisterFault, RegisterFaults
from eldercheck.language import _, ngettext
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.wording.errors import explain
from eldercheck.wording.register import (
    MOST_FAULTS,
    change_text,
    counts_text,
    fault_place,
    fault_text,
    more_faults,
    unit_text,
)

if TYPE_CHECKING:
    from eldercheck.domain.register import Unit
    from eldercheck.services.register import Register

MOST_ROWS = 1_000
"""So many units of each kind of change are shown one by one."""


@dataclass(frozen=True)
class Reading:
    """What came of reading a file: changes or faults."""

    path: Path
    notes: tuple[RegisterFault, ...]
    changes: RegisterChanges | None
    faults: RegisterFaults | None = None


def read(register: Register, path: Path) -> Reading:
    """Read a file and compare it with the register.

    Raises RegisterFileError for a file that cannot be read at all, StorageError for the register.
    """
    from eldercheck.exchange.register_file import read_register

    found = read_register(path)
    notes = tuple(found.notes)
    try:
        return Reading(path, notes, register.preview(found.lines, found.faults))
    except RegisterFaults as faults:
        return Reading(path, notes, None, faults)


def reading_paragraphs(reading: Reading) -> Iterator[Paragraph]:
    """Return what a reading says: every fault with its cell, or what is new, changed and closed."""
    yield Paragraph()
    if reading.faults is not None:
        yield Paragraph(Content.styled(explain(reading.faults), "bold"), indent=1)
        yield Paragraph()
        for fault in reading.faults.found[:MOST_FAULTS]:
            yield _fault(fault, "bold $error")
        if more := more_faults(reading.faults.found):
            yield Paragraph(Content.styled(more, "$muted"), indent=1)
    elif reading.changes is not None:
        yield from _changes(reading.changes)
    if reading.notes:
        yield Paragraph()
        yield Paragraph(Content.styled(_("Passed over"), "bold"), indent=1)
        for note in reading.notes[:MOST_FAULTS]:
            yield _fault(note, "$muted")


def _changes(changes: RegisterChanges) -> Iterator[Paragraph]:
    text = counts_text(changes)
    if changes.is_nothing:
        text = _("The register says this already; nothing to do.")
    yield Paragraph(Content.styled(text, "bold"), indent=1)
    groups: tuple[tuple[str, str, str, Sequence[UnitChange]], ...] = (
        ("×", "$error", _("Closed"), changes.closed),
        ("~", "$warning", _("Changed"), changes.changed),
    )
    for sign, style, title, group in groups:
        yield from _title(title, len(group))
        for change in group[:MOST_ROWS]:
            yield Paragraph(plain(unit_text(change.before)), indent=1, lead=_sign(sign, style))
            for field in change.fields:
                yield Paragraph(Content.styled(change_text(field), "$muted"), indent=5)
        yield from _more(len(group))
    yield from _title(_("New units"), len(changes.new))
    for unit in changes.new[:MOST_ROWS]:
        yield Paragraph(_new(unit), indent=1, lead=_sign("+", "$success"))
    yield from _more(len(changes.new))


def _new(unit: Unit) -> Content:
    return Content.assemble(plain(unit_text(unit)), "  ", plain(unit.place).stylize("$muted"))


def _title(title: str, number: int) -> Iterator[Paragraph]:
    if number:
        yield Paragraph()
        yield Paragraph(Content.styled(f"{title} · {number}", "bold"), indent=1)


def _more(number: int) -> Iterator[Paragraph]:
    left = number - MOST_ROWS
    if left > 0:
        text = ngettext("and {number} more", "and {number} more", left).format(number=left)
        yield Paragraph(Content.styled(text, "$muted"), indent=4)


def _fault(fault: RegisterFault, style: str) -> Paragraph:
    lead = Content.assemble(plain(fault_place(fault)).stylize(style), "  ")
    return Paragraph(plain(fault_text(fault)), indent=1, lead=lead)


def _sign(sign: str, style: str) -> Content:
    return Content.assemble((sign, f"bold {style}"), "  ")

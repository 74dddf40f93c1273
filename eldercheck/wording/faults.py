"""A fault of a checklist file in words."""

from __future__ import annotations

from eldercheck.language import _
from eldercheck.storage.checklist_faults import Fault
from eldercheck.wording.errors import shown
from eldercheck.wording.fault_sentences import FAULTS


def fault_text(fault: Fault) -> str:
    """Return what was found, what was wanted, and the nearest known word."""
    sentence = _(FAULTS.get(fault.code, fault.code))
    return sentence.format(**{name: shown(value) for name, value in fault.values.items()})

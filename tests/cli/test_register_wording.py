"""Every fault of a register file has its sentence, and each sentence the values that it names."""

from __future__ import annotations

import re
import string

import pytest

from eldercheck.domain.register_lines import RegisterFault
from eldercheck.wording.register import fault_place, fault_text
from eldercheck.wording.register_sentences import REGISTER_FAULTS
from tests.builders import ROOT

SOURCES = [
    *(ROOT / "eldercheck" / "exchange").glob("register_*.py"),
    ROOT / "eldercheck" / "domain" / "register_faults.py",
]
BUILT = {"cell_day_ambiguous", "cell_day_incomplete", "cell_day_unknown"}
"""Codes put together from the error of a day."""
VALUES = {
    "first": "B",
    "nearest": "branch",
    "shape": "0000",
    "most": 40,
    "first_sheet": "名录",
    "first_row": 2,
    "before": "branch",
    "codes": "01, 02",
    "kind": "branch",
    "opened": "2024-05-01",
    "wanted": "code",
}


def noted() -> set[str]:
    """Every code of a fault that the source names."""
    found: set[str] = set()
    for path in SOURCES:
        found |= set(re.findall(r'"((?:cell|line|column|sheet)_[a-z_]+)"', path.read_text(encoding="utf-8")))
    return found | BUILT


def test_each_fault_has_a_sentence_and_each_sentence_a_fault() -> None:
    assert noted() == set(REGISTER_FAULTS)


@pytest.mark.parametrize("code", sorted(REGISTER_FAULTS))
def test_each_sentence_is_filled(code: str) -> None:
    holes = {name for _, name, _, _ in string.Formatter().parse(REGISTER_FAULTS[code]) if name}
    fault = RegisterFault(
        code, "名录", 7, "C", "代码", "code", "0\x1b[31m1", {n: VALUES.get(n, "?") for n in holes}
    )
    text = fault_text(fault)
    assert not re.search(r"[{}]", text)
    assert text.startswith("代码 “0␛[31m1”: ")
    assert fault_place(fault) == "名录!C7"

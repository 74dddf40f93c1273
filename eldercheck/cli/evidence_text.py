"""The evidence of a sheet as lines of a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from eldercheck.domain.clean_text import visible
from eldercheck.language import _
from eldercheck.services.examination import Examination
from eldercheck.wording.case_words import evidence_words
from eldercheck.wording.evidence import rule_text
from eldercheck.wording.results import EVIDENCE


def evidence_lines(examination: Examination) -> Iterator[str]:
    """Return a line for each piece, by item, then what is missing."""
    checklist = examination.checklist
    places = {item.id: place for place, item in enumerate(checklist)}
    unit = examination.unit
    yield f"{visible(unit.code)} {visible(unit.name)} · {examination.assessment.year}"
    pieces = sorted(examination.evidence, key=lambda piece: places.get(piece.item, -1))
    for piece in pieces:
        item = visible(piece.item) or _("veto")
        yield f"  {item:<8}  {evidence_words(piece)}"
    if not pieces:
        nothing = _("Nothing is attached yet.")
        yield f"  {nothing}"
    if missing := examination.missing_evidence:
        yield rule_text(examination.programme.evidence, len(missing))
    for item_id in missing:
        kind = checklist.item(item_id).evidence.kind
        yield f"  {item_id:<8}  {_(EVIDENCE[kind]) if kind else ''}"


def plain_evidence(examination: Examination) -> dict[str, Any]:
    """Return the evidence as JSON carries it: the events' own words, and the ids of what is missing."""
    return {
        "unit": {"code": examination.unit.code, "name": examination.unit.name},
        "year": examination.assessment.year,
        "party": examination.assessment.party,
        "rule": examination.programme.evidence,
        "missing": list(examination.missing_evidence),
        "evidence": [piece.plain() | {"at": piece.at} for piece in examination.evidence],
    }

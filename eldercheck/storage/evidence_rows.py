"""Evidence in its table: what is attached to an assessment now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select

from eldercheck.domain.evidence import Evidence, KeptFile
from eldercheck.storage.rows import EvidenceRow, table_of

_EVIDENCE = table_of(EvidenceRow)
_THIS: BindParameter[str] = bindparam("this")
_SAID = ("id", "item", "purpose", "kind", "text", "name")
_FILE = ("sha256", "file_name", "size", "media", "taken_at")
_OF_ONE = (
    select(*(_EVIDENCE.c[name] for name in (*_SAID, *_FILE, "at")))
    .where(_EVIDENCE.c.assessment_id == _THIS)
    .order_by(_EVIDENCE.c.at, _EVIDENCE.c.id)
)
_PUT = insert(_EVIDENCE)
_TAKE_OFF = delete(_EVIDENCE).where(
    _EVIDENCE.c.assessment_id == _THIS, _EVIDENCE.c.id == bindparam("evidence")
)
_CLEAR = delete(_EVIDENCE).where(_EVIDENCE.c.assessment_id == _THIS)


def attach(connection: Connection, assessment_id: str, evidence: Evidence) -> None:
    """Write a piece of evidence."""
    connection.execute(_PUT, _row(assessment_id, evidence))


def detach(connection: Connection, assessment_id: str, evidence_id: str) -> bool:
    """Take a piece of evidence off; tell whether it was there."""
    return bool(connection.execute(_TAKE_OFF, {"this": assessment_id, "evidence": evidence_id}).rowcount)


def put_evidence(connection: Connection, assessment_id: str, evidence: Iterable[Evidence]) -> None:
    """Write all the evidence of an assessment in place of what is there."""
    connection.execute(_CLEAR, {"this": assessment_id})
    if rows := [_row(assessment_id, one) for one in evidence]:
        connection.execute(_PUT, rows)


def read_evidence(connection: Connection, assessment_id: str) -> tuple[Evidence, ...]:
    """Return the evidence of an assessment, the first attached first."""
    return tuple(map(_evidence, connection.execute(_OF_ONE, {"this": assessment_id})))


def _row(assessment_id: str, evidence: Evidence) -> dict[str, Any]:
    file = evidence.file or KeptFile("", "", 0, "")
    return {
        "assessment_id": assessment_id,
        **{name: getattr(evidence, name) for name in (*_SAID, "at")},
        **{name: getattr(file, name) for name in ("sha256", "size", "media", "taken_at")},
        "file_name": file.name,
    }


def _evidence(row: Sequence[Any]) -> Evidence:
    said, file, at = dict(zip(_SAID, row, strict=False)), row[len(_SAID) : -1], row[-1]
    return Evidence(**said, file=KeptFile(*file) if file[0] else None, at=at)

"""How an assessment stands, in its row; an event that changes it goes in with all that follows from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from eldercheck.domain.canonical import canonical_json
from eldercheck.domain.dossier import Dossier
from eldercheck.domain.errors import LedgerError
from eldercheck.domain.evidence import Evidence
from eldercheck.domain.ledger import Event
from eldercheck.domain.proceedings import SAID_LATER, refuse
from eldercheck.domain.standing import Standing, take
from eldercheck.storage.errors import MissingError, NotNowError
from eldercheck.storage.evidence_rows import attach, detach
from eldercheck.storage.ledger_rows import CHANGE, append, json_texts, refuse_published, texts_of
from eldercheck.storage.ledger_tables import changed_answer
from eldercheck.storage.rows import AssessmentRow, table_of
from eldercheck.storage.sheet_lines import put_answer, put_note

_ASSESSMENT = table_of(AssessmentRow)
_THIS: BindParameter[str] = bindparam("this")
_STANDS = select(
    *(_ASSESSMENT.c[name] for name in ("party", "state", "signed_at", "signers", "approved_by", "dossier")),
    _ASSESSMENT.c.heads,
).where(_ASSESSMENT.c.id == _THIS)


@lru_cache(maxsize=4096)
def dossier_of(column: str) -> Dossier:
    """Return the dossier that a column holds; raises ValueError where it holds something else."""
    try:
        return Dossier.from_plain(json.loads(column))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(column) from error


def columns_of(standing: Standing) -> dict[str, str]:
    """Return the columns that follow from how an assessment stands."""
    return {
        "state": standing.state,
        "signed_at": standing.signed_at,
        "signers": json_texts(standing.signers),
        "approved_by": standing.approved_by,
        "dossier": canonical_json(standing.dossier.plain()),
    }


def append_event(connection: Connection, event: Event) -> None:
    """Append any event but an opening, with all that follows from it.

    Raises MissingError or NotNowError (`stale`), StateError as `proceedings.refuse` does or where the year is
    published, LedgerError for an event that is cut short or not one of an assessment under way.
    """
    if event.kind not in SAID_LATER:
        raise LedgerError("event_disagrees", id=event.id)
    refuse_published(connection, event.assessment)
    row = connection.execute(_STANDS, {"this": event.assessment}).mappings().one_or_none()
    if row is None:
        raise MissingError("no_such_assessment", event.assessment)
    if row["heads"] != json_texts(sorted(event.parents)):
        raise NotNowError("stale", event.assessment)
    standing = _standing(row)
    try:
        refuse(standing, event)
        columns = columns_of(take(standing, event))
        dossier_of(columns["dossier"])  # What could not be read again is not written.
        changed = changed_answer(event)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise LedgerError("event_unreadable", id=event.id) from error
    digest = append(connection, event)
    connection.execute(CHANGE, {"this": event.assessment, "heads": json_texts([digest])} | columns)
    if changed is not None:
        put_answer(connection, event.assessment, *changed)
    if event.kind == "noted":
        put_note(connection, event.assessment, event.payload["item"], event.payload["note"] or "")
    _follow_evidence(connection, event)


def _follow_evidence(connection: Connection, event: Event) -> None:
    if event.kind == "attached":
        attach(connection, event.assessment, Evidence.from_plain(event.payload, event.at))
    elif event.kind == "detached" and not detach(connection, event.assessment, event.payload["evidence"]):
        raise MissingError("no_such_evidence", str(event.payload["evidence"]))


def _standing(row: Mapping[Any, Any]) -> Standing:
    return Standing(
        row["party"],
        row["state"],
        row["signed_at"],
        texts_of(row["signers"]),
        row["approved_by"],
        dossier_of(row["dossier"]),
    )

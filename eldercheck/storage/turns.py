"""When each assessment of a year came into its state, for those whose dossier does not say so."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import Connection, bindparam, func, select

from eldercheck.domain.assessment import TOLD, AssessmentState
from eldercheck.storage.rows import AssessmentRow, EventRow, table_of

_ASSESSMENT, _EVENT = table_of(AssessmentRow), table_of(EventRow)
_KINDS = ("opened", "reopened", "signed", "returned", "approved")
"""The events that bring an assessment into a state before the notice, whose day its dossier has."""
_STATES = sorted(set(get_args(AssessmentState)) - TOLD - {"closed"})
_TURNS = (
    select(_EVENT.c.assessment_id, func.max(_EVENT.c.at))
    .join(_ASSESSMENT, _ASSESSMENT.c.id == _EVENT.c.assessment_id)
    .where(
        _ASSESSMENT.c.year == bindparam("this_year"),
        _ASSESSMENT.c.state.in_(_STATES),
        _EVENT.c.kind.in_(_KINDS),
    )
    .group_by(_EVENT.c.assessment_id)
)


def read_turns(connection: Connection, year: int) -> dict[str, str]:
    """Return by assessment the moment (UTC) of the newest event that turned its state."""
    return {row[0]: row[1] for row in connection.execute(_TURNS, {"this_year": year})}

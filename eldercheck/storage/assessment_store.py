"""Assessments and their ledgers: each act is one event and what follows from it, in one transaction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select

from eldercheck.domain.answers import Answer
from eldercheck.domain.assessment import WRITABLE, Assessment, Sheet
from eldercheck.domain.canonical import canonical_json
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.evidence import Evidence
from eldercheck.domain.ledger import Event
from eldercheck.domain.quick_scores import Line
from eldercheck.domain.standing import fits_state
from eldercheck.storage.backups import damaged
from eldercheck.storage.engine import Database
from eldercheck.storage.errors import MissingError
from eldercheck.storage.evidence_rows import put_evidence, read_evidence
from eldercheck.storage.kept_checklists import KeptChecklists, keep_checklist
from eldercheck.storage.ledger_rows import (
    CHANGE,
    advance,
    append_all,
    append_first,
    json_texts,
    read_events,
    read_heads,
    texts_of,
)
from eldercheck.storage.ledger_tables import WholeStanding, add_up, must_say, plain_answer
from eldercheck.storage.rows import AssessmentRow, table_of
from eldercheck.storage.sheet_lines import (
    put_answer,
    put_note,
    put_sheet,
    read_lines,
    read_sheet,
    read_sheets,
    read_year_lines,
)
from eldercheck.storage.standing_rows import append_event, columns_of, dossier_of
from eldercheck.storage.turns import read_turns

_ASSESSMENT = table_of(AssessmentRow)
_ALL = select(*(_ASSESSMENT.c[name] for name in Assessment.__slots__)).order_by(
    _ASSESSMENT.c.opened_at, _ASSESSMENT.c.id
)
_ONE = _ALL.where(_ASSESSMENT.c.id == bindparam("this"))
_YEAR_HEADS = select(_ASSESSMENT.c.id, _ASSESSMENT.c.heads).where(
    _ASSESSMENT.c.year == bindparam("this_year")
)
_OPEN = insert(_ASSESSMENT)
_MOMENT = re.compile(r"(?:19|2\d)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
"""From 1970 on: a laptop whose battery is flat begins there, and what it signs is no damage."""


class AssessmentStore:
    """Assessments, their events and their sheets.

    Every method raises StorageError where the file cannot be read or written; those about one assessment
    raise MissingError where there is none. An append raises NotNowError (`stale`, `not_open`)
    where the event has not seen the newest ones or the state does not allow it, StateError (`year_published`)
    where the year was published and no correction is open, and LedgerError where the event says something
    else than the arguments. Nothing is then changed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._checklists = KeptChecklists(database)

    def data_version(self) -> int:
        """Return a number that differs from the last one where another window has written since."""
        return self._database.data_version()

    def keep_checklist(self, checklist: Checklist) -> None:
        """Keep a checklist word for word; one that is kept already stays as it is."""
        with self._database.writing() as connection:
            keep_checklist(connection, checklist)

    def checklist(self, digest: str) -> Checklist:
        """Return a kept checklist; raises MissingError, or DamagedError where a word of it differs."""
        return self._checklists.checklist(digest)

    def assessments(self, year: int | None = None) -> tuple[Assessment, ...]:
        """Return all assessments, or those of a year, the oldest first."""
        wanted = _ALL if year is None else _ALL.where(_ASSESSMENT.c.year == year)
        with self._database.reading() as connection:
            return tuple(map(self._assessment, connection.execute(wanted)))

    def assessment(self, assessment_id: str) -> Assessment:
        """Return an assessment as it stands."""
        with self._database.reading() as connection:
            row = connection.execute(_ONE, {"this": assessment_id}).one_or_none()
        if row is None:
            raise MissingError("no_such_assessment", assessment_id)
        return self._assessment(row)

    def sheet(self, assessment_id: str) -> Sheet:
        """Return what is written on an assessment; an empty sheet where there is none of that id."""
        with self._database.reading() as connection:
            return read_sheet(connection, assessment_id)

    def sheets(self) -> dict[str, Sheet]:
        """Return what is written on every assessment, in one reading."""
        with self._database.reading() as connection:
            return read_sheets(connection)

    def year_lines(self, year: int, only: Sequence[str] | None = None) -> dict[str, list[Line]]:
        """Return every answer of a year (or of some assessments) by its assessment: item, given, left out."""
        with self._database.reading() as connection:
            return read_year_lines(connection, year) if only is None else read_lines(connection, only)

    def year_heads(self, year: int) -> dict[str, str]:
        """Return for each assessment of a year a text that differs once anything was said of it."""
        with self._database.reading() as connection:
            rows = connection.execute(_YEAR_HEADS, {"this_year": year}).all()
        return {row.id: row.heads for row in rows}

    def turns(self, year: int) -> dict[str, str]:
        """Return when each assessment of a year that has no notice came into its state (UTC), by its id."""
        with self._database.reading() as connection:
            return read_turns(connection, year)

    def events(self, assessment_id: str) -> tuple[Event, ...]:
        """Return the ledger of an assessment in the order of appending.

        Raises LedgerError where a byte of an event is not as it was written.
        """
        with self._database.reading() as connection:
            return read_events(connection, assessment_id)

    def heads(self, assessment_id: str) -> tuple[str, ...]:
        """Return the hashes that the next event must name as its parents."""
        with self._database.reading() as connection:
            heads = read_heads(connection, assessment_id)
        return self._texts(heads, f"heads of {assessment_id}")

    def open_assessment(self, assessment: Assessment, event: Event, checklist: Checklist) -> None:
        """Begin an assessment: its first event, its row, and the checklist it is made by."""
        must_say(event, "opened")
        row = {name: getattr(assessment, name) for name in Assessment.__slots__}
        row |= {
            "signers": json_texts(assessment.signers),
            "dossier": canonical_json(assessment.dossier.plain()),
            "heads": json_texts([event.hash]),
        }
        with self._database.writing() as connection:
            keep_checklist(connection, checklist)
            connection.execute(_OPEN, row)
            append_first(connection, event)

    def take_in(self, whole: Iterable[tuple[Assessment, Sequence[Event], Checklist]]) -> None:
        """Write whole assessments with all their events, in one transaction.

        Their rows are what the events add up to; raises LedgerError where an event does not fit.
        """
        kept: set[str] = set()
        with self._database.writing() as connection:
            for assessment, events, checklist in whole:
                added_up = add_up(events)
                row = {name: getattr(assessment, name) for name in Assessment.__slots__}
                if checklist.digest not in kept:
                    keep_checklist(connection, checklist)
                    kept.add(checklist.digest)
                connection.execute(_OPEN, row | _columns(added_up))
                append_all(connection, events)
                put_sheet(connection, assessment.id, added_up.sheet)
                put_evidence(connection, assessment.id, added_up.evidence.values())

    def append_answer(self, event: Event, item: str, answer: Answer | None, place: str) -> None:
        """Record an answer (None takes it back) and where the walk goes on."""
        must_say(event, "answered", item=item, answer=plain_answer(answer))
        with self._database.writing() as connection:
            advance(connection, event, place=place)
            put_answer(connection, event.assessment, item, answer)

    def append_note(self, event: Event, item: str, note: str) -> None:
        """Record a note on an item (empty takes it back)."""
        must_say(event, "noted", item=item, note=note or None)
        with self._database.writing() as connection:
            advance(connection, event)
            put_note(connection, event.assessment, item, note)

    def append(self, event: Event) -> None:
        """Record any other act: its event, how the assessment then stands, the answer or evidence it changes.

        Raises StateError where the state of the assessment or the person does not allow it
        (`domain.proceedings`), NotNowError (`stale`) where the event has not seen the newest ones.
        """
        with self._database.writing() as connection:
            append_event(connection, event)

    def evidence(self, assessment_id: str) -> tuple[Evidence, ...]:
        """Return what is attached to an assessment, the first attached first."""
        with self._database.reading() as connection:
            return read_evidence(connection, assessment_id)

    def set_place(self, assessment_id: str, item: str) -> None:
        """Keep where the walk stands, to resume there."""
        with self._database.writing() as connection:
            if not connection.execute(CHANGE, {"this": assessment_id, "place": item}).rowcount:
                raise MissingError("no_such_assessment", assessment_id)

    def rebuild(self, assessment_id: str) -> None:
        """Write the sheet, the evidence and the state of an assessment anew from its events."""
        with self._database.writing() as connection:
            whole = add_up(read_events(connection, assessment_id))
            put_sheet(connection, assessment_id, whole.sheet)
            put_evidence(connection, assessment_id, whole.evidence.values())
            connection.execute(CHANGE, {"this": assessment_id} | _columns(whole))

    def _assessment(self, row: Sequence[Any]) -> Assessment:
        fields = dict(zip(Assessment.__slots__, row, strict=True))
        at, is_open = fields["signed_at"], fields["state"] in WRITABLE
        signers = self._texts(fields["signers"], f"signers of {fields['id']}")
        if is_open is not (at == "") or (is_open and signers) or (at and not _is_moment(at)):
            raise damaged(self._database.path, f"signature of {fields['id']}")
        try:
            dossier = dossier_of(fields["dossier"])
        except ValueError as error:
            raise damaged(self._database.path, f"dossier of {fields['id']}") from error
        if not fits_state(dossier, fields["state"]):
            raise damaged(self._database.path, f"state of {fields['id']}")
        return Assessment(**fields | {"signers": signers, "dossier": dossier})

    def _texts(self, column: str, what: str) -> tuple[str, ...]:
        """Return the texts of a column; raises DamagedError where it holds something else."""
        try:
            return texts_of(column)
        except ValueError as error:
            raise damaged(self._database.path, what) from error


def _is_moment(text: str) -> bool:
    """Tell whether a text is a moment as events carry it."""
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text[:-1])
    except ValueError:
        return False
    return True


def _columns(whole: WholeStanding) -> dict[str, str]:
    """Return the columns of an assessment that follow from its events."""
    return columns_of(whole.standing) | {"heads": json_texts(whole.heads)}

"""Sheets in their table: one line for each item that has an answer, a note or both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select

from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.assessment import Sheet
from eldercheck.domain.quick_scores import Line
from eldercheck.storage.rows import AnswerRow, AssessmentRow, table_of, upsert

_ANSWER = table_of(AnswerRow)
_THIS: BindParameter[str] = bindparam("this")
_IDS = select(table_of(AssessmentRow).c.id)
_LINES = select(
    _ANSWER.c.assessment_id, _ANSWER.c.item_id, _ANSWER.c.given, _ANSWER.c.left_out, _ANSWER.c.note
)
_OF_YEAR = (
    "SELECT answer.assessment_id, item_id, given, left_out FROM answer JOIN assessment "
    "ON assessment.id = answer.assessment_id WHERE assessment.year = ?"
)
_OF_ONE = "SELECT assessment_id, item_id, given, left_out FROM answer WHERE assessment_id = ?"
_ALL = _LINES.order_by(_ANSWER.c.assessment_id, _ANSWER.c.item_id)
_ONE = _LINES.where(_ANSWER.c.assessment_id == _THIS)
_PUT_ANSWER = upsert(_ANSWER, "given", "left_out")
_PUT_NOTE = upsert(_ANSWER, "note")
_PUT = insert(_ANSWER)
_CLEAR = delete(_ANSWER).where(_ANSWER.c.assessment_id == _THIS)
_CLEAR_EMPTY = _CLEAR.where(
    _ANSWER.c.item_id == bindparam("item"),
    _ANSWER.c.given.is_(None),
    _ANSWER.c.left_out.is_(None),
    _ANSWER.c.note == "",
)

_given = lru_cache(maxsize=1024)(Given)
"""The same few answers are given thousands of times."""


def put_answer(connection: Connection, assessment_id: str, item: str, answer: Answer | None) -> None:
    """Write an answer on a sheet, or take it back; the note beside it stays."""
    connection.execute(_PUT_ANSWER, _line(assessment_id, item, answer, ""))
    if answer is None:
        connection.execute(_CLEAR_EMPTY, {"this": assessment_id, "item": item})


def put_note(connection: Connection, assessment_id: str, item: str, note: str) -> None:
    """Write a note on a sheet, or take it back; the answer beside it stays."""
    connection.execute(_PUT_NOTE, _line(assessment_id, item, None, note))
    if not note:
        connection.execute(_CLEAR_EMPTY, {"this": assessment_id, "item": item})


def put_sheet(connection: Connection, assessment_id: str, sheet: Sheet) -> None:
    """Write a whole sheet in place of what is there."""
    connection.execute(_CLEAR, {"this": assessment_id})
    items = dict.fromkeys((*sheet.answers, *sheet.notes))
    lines = [_line(assessment_id, it, sheet.answers.get(it), sheet.notes.get(it, "")) for it in items]
    if lines:
        connection.execute(_PUT, lines)


def read_sheet(connection: Connection, assessment_id: str) -> Sheet:
    """Return the sheet of an assessment, empty where nothing is written."""
    lines = connection.execute(_ONE, {"this": assessment_id}).all()
    return _sheets(lines).get(assessment_id, Sheet())


def read_sheets(connection: Connection) -> dict[str, Sheet]:
    """Return the sheets of all assessments by their ids."""
    empty = {assessment_id: Sheet() for assessment_id in connection.execute(_IDS).scalars()}
    return empty | _sheets(connection.execute(_ALL).all())


def read_year_lines(connection: Connection, year: int) -> dict[str, list[Line]]:
    """Return every answer of a year by its assessment."""
    return _lines(connection, _OF_YEAR, [year])


def read_lines(connection: Connection, assessments: Iterable[str]) -> dict[str, list[Line]]:
    """Return every answer of some assessments."""
    return _lines(connection, _OF_ONE, assessments)


def _lines(connection: Connection, query: str, values: Iterable[int | str]) -> dict[str, list[Line]]:
    """Ask a query once for each value, through a bare cursor: there are tens of thousands of lines."""
    lines: dict[str, list[Line]] = {}
    cursor = connection.connection.cursor()
    try:
        for value in values:
            cursor.execute(query, (value,))
            for assessment_id, item, given, left_out in cursor.fetchall():
                lines.setdefault(assessment_id, []).append((item, given, left_out))
    finally:
        cursor.close()
    return lines


def _line(assessment_id: str, item: str, answer: Answer | None, note: str) -> dict[str, str | None]:
    return {
        "assessment_id": assessment_id,
        "item_id": item,
        "given": answer.text if isinstance(answer, Given) else None,
        "left_out": answer.reason if isinstance(answer, NotApplicable) else None,
        "note": note,
    }


def _sheets(lines: Iterable[Sequence[Any]]) -> dict[str, Sheet]:
    answers: dict[str, dict[str, Answer]] = {}
    notes: dict[str, dict[str, str]] = {}
    for assessment_id, item, given, left_out, note in lines:
        if given is not None:
            answers.setdefault(assessment_id, {})[item] = _given(given)
        elif left_out is not None:
            answers.setdefault(assessment_id, {})[item] = NotApplicable(left_out)
        if note:
            notes.setdefault(assessment_id, {})[item] = note
    return {name: Sheet(answers.get(name, {}), notes.get(name, {})) for name in answers | notes}

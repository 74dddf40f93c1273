"""The tables, as SQLModel classes. They stay in this room: what leaves it is the domain's.

Text and integers only, so that SQLite's STRICT tables take them; what only SQLite knows is marked so and
left out elsewhere. The triggers that keep events as they are come with the migrations.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from sqlalchemy import CheckConstraint, Integer, Table, Text
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlmodel import Field, SQLModel

from eldercheck.domain.assessment import AssessmentState, Party
from eldercheck.domain.register import UNIT_KINDS

_STRICT = {"sqlite_strict": True}


def _one_of(column: str, names: Iterable[str]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(map(repr, names))})", name=f"{column}_known")


def _is_json(column: str, ends: str = "[%]") -> CheckConstraint:
    """Return a rule on the first and last character: an untrusted schema may not call `json_valid`."""
    return CheckConstraint(f"{column} LIKE '{ends}'", name=f"{column}_is_json")


class UnitRow(SQLModel, table=True):
    """An institution, a branch or a service point."""

    __tablename__ = "unit"
    __table_args__ = (_one_of("kind", UNIT_KINDS), _STRICT)

    id: str = Field(sa_type=Text, primary_key=True)
    kind: str = Field(sa_type=Text)
    code: str = Field(sa_type=Text, unique=True)
    name: str = Field(sa_type=Text)
    parent: str | None = Field(sa_type=Text, foreign_key="unit.id", ondelete="RESTRICT")
    place: str = Field(sa_type=Text)
    ranking_group: str = Field(sa_type=Text)
    exempt: str = Field(sa_type=Text)
    opened: str = Field(sa_type=Text)
    closed: str = Field(sa_type=Text)


class ChecklistRow(SQLModel, table=True):
    """A checklist as it was when it was first used."""

    __tablename__ = "checklist"
    __table_args__ = (_is_json("body", "{%}"), _STRICT)

    digest: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text)
    version: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)


class ProgrammeRow(SQLModel, table=True):
    """The rules of a year, as its events leave them."""

    __tablename__ = "programme"
    __table_args__ = (_is_json("body", "{%}"), _is_json("heads"), _STRICT)

    year: int = Field(sa_type=Integer, primary_key=True, sa_column_kwargs={"autoincrement": False})
    body: str = Field(sa_type=Text)
    heads: str = Field(sa_type=Text)
    """The hashes that the next event of the year must have seen."""


class YearEventRow(SQLModel, table=True):
    """A fact about a whole year, appended and never changed."""

    __tablename__ = "year_event"
    __table_args__ = (_is_json("parents"), _is_json("payload", "{%}"), _STRICT)

    seq: int | None = Field(default=None, sa_type=Integer, primary_key=True)
    """The order of appending in this file."""
    id: str = Field(sa_type=Text, unique=True)
    hash: str = Field(sa_type=Text)
    year: int = Field(sa_type=Integer, foreign_key="programme.year", ondelete="RESTRICT", index=True)
    kind: str = Field(sa_type=Text)
    author: str = Field(sa_type=Text)
    device: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)
    parents: str = Field(sa_type=Text)
    payload: str = Field(sa_type=Text)


class BonusRow(SQLModel, table=True):
    """What an institution was given on top of its score in a year."""

    __tablename__ = "bonus"
    __table_args__ = (_STRICT | {"sqlite_with_rowid": False},)

    year: int = Field(sa_type=Integer, primary_key=True, foreign_key="programme.year", ondelete="RESTRICT")
    unit: str = Field(sa_type=Text, primary_key=True, foreign_key="unit.id", ondelete="RESTRICT")
    entry: str = Field(sa_type=Text, primary_key=True)
    points: str = Field(sa_type=Text)
    """Decimal text."""
    reason: str = Field(sa_type=Text)


class PublicationRow(SQLModel, table=True):
    """A grade table as it was published, never changed."""

    __tablename__ = "publication"
    __table_args__ = (_is_json("body", "{%}"), _STRICT)

    year: int = Field(sa_type=Integer, primary_key=True, foreign_key="programme.year", ondelete="RESTRICT")
    number: int = Field(sa_type=Integer, primary_key=True)
    """1 for the first, more for each amendment."""
    digest: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)
    author: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    """Why it was amended; empty for the first."""
    body: str = Field(sa_type=Text)


class AssessmentRow(SQLModel, table=True):
    """An assessment as it stands; all but `place` follows from its events."""

    __tablename__ = "assessment"
    __table_args__ = (
        _one_of("party", get_args(Party)),
        _one_of("state", get_args(AssessmentState)),
        _is_json("signers"),
        _is_json("dossier", "{%}"),
        _is_json("heads"),
        _STRICT,
    )

    id: str = Field(sa_type=Text, primary_key=True)
    unit: str = Field(sa_type=Text, foreign_key="unit.id", ondelete="RESTRICT")
    year: int = Field(sa_type=Integer, index=True)
    party: str = Field(sa_type=Text)
    checklist_digest: str = Field(sa_type=Text, foreign_key="checklist.digest", ondelete="RESTRICT")
    state: str = Field(sa_type=Text)
    place: str = Field(sa_type=Text)
    opened_at: str = Field(sa_type=Text)
    signed_at: str = Field(sa_type=Text)
    signers: str = Field(sa_type=Text)
    approved_by: str = Field(sa_type=Text)
    dossier: str = Field(sa_type=Text)
    """All but the answers, as `Dossier.plain` gives it."""
    heads: str = Field(sa_type=Text)
    """The hashes that the next event must have seen, so that nobody writes past what he has not read."""


class EventRow(SQLModel, table=True):
    """A fact, appended and never changed."""

    __tablename__ = "event"
    __table_args__ = (
        _is_json("parents"),
        _is_json("payload", "{%}"),
        _STRICT,
    )

    seq: int | None = Field(default=None, sa_type=Integer, primary_key=True)
    """The order of appending in this file."""
    id: str = Field(sa_type=Text, unique=True)
    hash: str = Field(sa_type=Text)
    assessment_id: str = Field(sa_type=Text, foreign_key="assessment.id", ondelete="RESTRICT", index=True)
    kind: str = Field(sa_type=Text)
    author: str = Field(sa_type=Text)
    device: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)
    parents: str = Field(sa_type=Text)
    payload: str = Field(sa_type=Text)


class EvidenceRow(SQLModel, table=True):
    """A piece of evidence; the file it names lies beside the database."""

    __tablename__ = "evidence"
    __table_args__ = (_STRICT | {"sqlite_with_rowid": False},)

    assessment_id: str = Field(
        sa_type=Text, primary_key=True, foreign_key="assessment.id", ondelete="RESTRICT"
    )
    id: str = Field(sa_type=Text, primary_key=True)
    item: str = Field(sa_type=Text)
    purpose: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    """Of the file; empty where there is none."""
    file_name: str = Field(sa_type=Text)
    size: int = Field(sa_type=Integer)
    media: str = Field(sa_type=Text)
    taken_at: str = Field(sa_type=Text)


class AnswerRow(SQLModel, table=True):
    """What is written on one item now."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("given IS NULL OR left_out IS NULL", name="one_answer"),
        _STRICT | {"sqlite_with_rowid": False},
    )

    assessment_id: str = Field(
        sa_type=Text, primary_key=True, foreign_key="assessment.id", ondelete="RESTRICT"
    )
    item_id: str = Field(sa_type=Text, primary_key=True)
    given: str | None = Field(sa_type=Text)
    left_out: str | None = Field(sa_type=Text)
    """Why the item does not apply."""
    note: str = Field(sa_type=Text)


def table_of(row: type[SQLModel]) -> Table:
    """Return the table of a row class, for statements over many rows."""
    table: Any = row.__table__  # type: ignore[attr-defined]
    assert isinstance(table, Table)
    return table


def upsert(table: Table, *changed: str) -> Insert:
    """Return the statement that inserts a row or, where its key is there, sets these columns (else all)."""
    statement = insert(table)
    names = changed or tuple(column.name for column in table.columns if not column.primary_key)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: statement.excluded[name] for name in names},
    )

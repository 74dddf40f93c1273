"""The first schema. Frozen once released: a change of `rows` is a new step, and a test compares the two."""

from __future__ import annotations

import sqlite3
from textwrap import dedent

_STATEMENTS = (
    """
    CREATE TABLE unit (
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        parent TEXT,
        place TEXT NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT kind_known CHECK (kind IN ('institution', 'branch', 'service_point')),
        UNIQUE (code),
        FOREIGN KEY(parent) REFERENCES unit (id) ON DELETE RESTRICT
    ) STRICT
    """,
    """
    CREATE TABLE checklist (
        digest TEXT NOT NULL,
        id TEXT NOT NULL,
        version TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (digest),
        CONSTRAINT body_is_json CHECK (body LIKE '{%}')
    ) STRICT
    """,
    """
    CREATE TABLE programme (
        year INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (year),
        CONSTRAINT body_is_json CHECK (body LIKE '{%}')
    ) STRICT
    """,
    """
    CREATE TABLE assessment (
        id TEXT NOT NULL,
        unit TEXT NOT NULL,
        year INTEGER NOT NULL,
        party TEXT NOT NULL,
        checklist_digest TEXT NOT NULL,
        state TEXT NOT NULL,
        place TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        signed_at TEXT NOT NULL,
        signers TEXT NOT NULL,
        heads TEXT NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT party_known CHECK (party IN ('examiner', 'bank')),
        CONSTRAINT state_known CHECK (state IN ('open', 'signed')),
        CONSTRAINT signers_is_json CHECK (signers LIKE '[%]'),
        CONSTRAINT heads_is_json CHECK (heads LIKE '[%]'),
        FOREIGN KEY(unit) REFERENCES unit (id) ON DELETE RESTRICT,
        FOREIGN KEY(checklist_digest) REFERENCES checklist (digest) ON DELETE RESTRICT
    ) STRICT
    """,
    """
    CREATE TABLE event (
        seq INTEGER NOT NULL,
        id TEXT NOT NULL,
        hash TEXT NOT NULL,
        assessment_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        author TEXT NOT NULL,
        device TEXT NOT NULL,
        at TEXT NOT NULL,
        parents TEXT NOT NULL,
        payload TEXT NOT NULL,
        PRIMARY KEY (seq),
        CONSTRAINT kind_known CHECK (kind IN ('opened', 'answered', 'noted', 'signed', 'reopened')),
        CONSTRAINT parents_is_json CHECK (parents LIKE '[%]'),
        CONSTRAINT payload_is_json CHECK (payload LIKE '{%}'),
        UNIQUE (id),
        FOREIGN KEY(assessment_id) REFERENCES assessment (id) ON DELETE RESTRICT
    ) STRICT
    """,
    "CREATE INDEX ix_event_assessment_id ON event (assessment_id)",
    """
    CREATE TABLE answer (
        assessment_id TEXT NOT NULL,
        item_id TEXT NOT NULL,
        given TEXT,
        left_out TEXT,
        note TEXT NOT NULL,
        PRIMARY KEY (assessment_id, item_id),
        CONSTRAINT one_answer CHECK (given IS NULL OR left_out IS NULL),
        FOREIGN KEY(assessment_id) REFERENCES assessment (id) ON DELETE RESTRICT
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END
    """,
    """
    CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END
    """,
)


def m001_initial(connection: sqlite3.Connection) -> None:
    """Make the tables of the register, the checklists, the programmes, the assessments and the ledger."""
    for statement in _STATEMENTS:
        connection.execute(dedent(statement).strip())

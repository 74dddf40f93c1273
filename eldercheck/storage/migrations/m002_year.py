"""The year: days of opening and closing, the ledger of a year, bonus, publications, the second look."""

from __future__ import annotations

import sqlite3
from textwrap import dedent

from eldercheck.storage.migrations.making_anew import make_anew

_MADE_ANEW = {
    "unit": (
        """
        CREATE TABLE unit (
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            parent TEXT,
            place TEXT NOT NULL,
            ranking_group TEXT NOT NULL,
            exempt TEXT NOT NULL,
            opened TEXT NOT NULL,
            closed TEXT NOT NULL,
            PRIMARY KEY (id),
            CONSTRAINT kind_known CHECK (kind IN ('institution', 'branch', 'service_point')),
            UNIQUE (code),
            FOREIGN KEY(parent) REFERENCES unit (id) ON DELETE RESTRICT
        ) STRICT
        """,
        "id, kind, code, name, parent, place, '', '', '', ''",
    ),
    "programme": (
        """
        CREATE TABLE programme (
            year INTEGER NOT NULL,
            body TEXT NOT NULL,
            heads TEXT NOT NULL,
            PRIMARY KEY (year),
            CONSTRAINT body_is_json CHECK (body LIKE '{%}'),
            CONSTRAINT heads_is_json CHECK (heads LIKE '[%]')
        ) STRICT
        """,
        "year, body, '[]'",
    ),
    "assessment": (
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
            approved_by TEXT NOT NULL,
            heads TEXT NOT NULL,
            PRIMARY KEY (id),
            CONSTRAINT party_known CHECK (party IN ('examiner', 'bank')),
            CONSTRAINT state_known CHECK (state IN ('open', 'signed', 'approved')),
            CONSTRAINT signers_is_json CHECK (signers LIKE '[%]'),
            CONSTRAINT heads_is_json CHECK (heads LIKE '[%]'),
            FOREIGN KEY(unit) REFERENCES unit (id) ON DELETE RESTRICT,
            FOREIGN KEY(checklist_digest) REFERENCES checklist (digest) ON DELETE RESTRICT
        ) STRICT
        """,
        "id, unit, year, party, checklist_digest, state, place, opened_at, signed_at, signers, '', heads",
    ),
    "event": (
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
            CONSTRAINT parents_is_json CHECK (parents LIKE '[%]'),
            CONSTRAINT payload_is_json CHECK (payload LIKE '{%}'),
            UNIQUE (id),
            FOREIGN KEY(assessment_id) REFERENCES assessment (id) ON DELETE RESTRICT
        ) STRICT
        """,
        "seq, id, hash, assessment_id, kind, author, device, at, parents, payload",
    ),
}

_STATEMENTS = (
    "CREATE INDEX ix_assessment_year ON assessment (year)",
    "CREATE INDEX ix_event_assessment_id ON event (assessment_id)",
    """
    CREATE TABLE year_event (
        seq INTEGER NOT NULL,
        id TEXT NOT NULL,
        hash TEXT NOT NULL,
        year INTEGER NOT NULL,
        kind TEXT NOT NULL,
        author TEXT NOT NULL,
        device TEXT NOT NULL,
        at TEXT NOT NULL,
        parents TEXT NOT NULL,
        payload TEXT NOT NULL,
        PRIMARY KEY (seq),
        CONSTRAINT parents_is_json CHECK (parents LIKE '[%]'),
        CONSTRAINT payload_is_json CHECK (payload LIKE '{%}'),
        UNIQUE (id),
        FOREIGN KEY(year) REFERENCES programme (year) ON DELETE RESTRICT
    ) STRICT
    """,
    "CREATE INDEX ix_year_event_year ON year_event (year)",
    """
    CREATE TABLE bonus (
        year INTEGER NOT NULL,
        unit TEXT NOT NULL,
        entry TEXT NOT NULL,
        points TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (year, unit, entry),
        FOREIGN KEY(year) REFERENCES programme (year) ON DELETE RESTRICT,
        FOREIGN KEY(unit) REFERENCES unit (id) ON DELETE RESTRICT
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE publication (
        year INTEGER NOT NULL,
        number INTEGER NOT NULL,
        digest TEXT NOT NULL,
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        reason TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (year, number),
        CONSTRAINT body_is_json CHECK (body LIKE '{%}'),
        FOREIGN KEY(year) REFERENCES programme (year) ON DELETE RESTRICT
    ) STRICT
    """,
)
_NEVER_CHANGED = {"event": "an event", "year_event": "an event", "publication": "what was published"}


def m002_year(connection: sqlite3.Connection) -> None:
    """Make room for the year; whatever stands in the file stays as it is."""
    make_anew(connection, _MADE_ANEW)
    for statement in _STATEMENTS:
        connection.execute(dedent(statement).strip())
    for table, what in _NEVER_CHANGED.items():
        for act, done in (("UPDATE", "changed"), ("DELETE", "deleted")):
            connection.execute(
                f"CREATE TRIGGER {table}_is_never_{done} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{what} is never {done}'); END"
            )

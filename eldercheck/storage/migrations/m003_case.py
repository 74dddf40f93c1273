"""The case: what follows a signature up to the closed finding, and the evidence for each step."""

from __future__ import annotations

import sqlite3
from textwrap import dedent

from eldercheck.storage.migrations.making_anew import make_anew

_MADE_ANEW = {
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
            dossier TEXT NOT NULL,
            heads TEXT NOT NULL,
            PRIMARY KEY (id),
            CONSTRAINT party_known CHECK (party IN ('examiner', 'bank')),
            CONSTRAINT state_known CHECK (state IN ('open', 'signed', 'returned', 'approved', 'noticed',
                'appealed', 'decided', 'rectifying', 'closed')),
            CONSTRAINT signers_is_json CHECK (signers LIKE '[%]'),
            CONSTRAINT dossier_is_json CHECK (dossier LIKE '{%}'),
            CONSTRAINT heads_is_json CHECK (heads LIKE '[%]'),
            FOREIGN KEY(unit) REFERENCES unit (id) ON DELETE RESTRICT,
            FOREIGN KEY(checklist_digest) REFERENCES checklist (digest) ON DELETE RESTRICT
        ) STRICT
        """,
        "id, unit, year, party, checklist_digest, state, place, opened_at, signed_at, signers, approved_by, "
        "'{}', heads",
    ),
}
_STATEMENTS = (
    "CREATE INDEX ix_assessment_year ON assessment (year)",
    """
    CREATE TABLE evidence (
        assessment_id TEXT NOT NULL,
        id TEXT NOT NULL,
        item TEXT NOT NULL,
        purpose TEXT NOT NULL,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        name TEXT NOT NULL,
        at TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        file_name TEXT NOT NULL,
        size INTEGER NOT NULL,
        media TEXT NOT NULL,
        taken_at TEXT NOT NULL,
        PRIMARY KEY (assessment_id, id),
        FOREIGN KEY(assessment_id) REFERENCES assessment (id) ON DELETE RESTRICT
    ) WITHOUT ROWID, STRICT
    """,
)


def m003_case(connection: sqlite3.Connection) -> None:
    """Make room for the case; whatever stands in the file stays as it is."""
    make_anew(connection, _MADE_ANEW)
    for statement in _STATEMENTS:
        connection.execute(dedent(statement).strip())

"""Making a table anew and filling it from what was there: SQLite cannot change a rule of a table."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from textwrap import dedent


def make_anew(connection: sqlite3.Connection, tables: Mapping[str, tuple[str, str]]) -> None:
    """Make each table by its new statement; the second text is what fills it, column by column."""
    connection.execute("PRAGMA legacy_alter_table=ON")
    for table, (statement, columns) in tables.items():
        connection.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
        connection.execute(dedent(statement).strip())
        connection.execute(f"INSERT INTO {table} SELECT {columns} FROM {table}_before")
        connection.execute(f"DROP TABLE {table}_before")
    connection.execute("PRAGMA legacy_alter_table=OFF")

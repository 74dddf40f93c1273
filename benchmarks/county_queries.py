"""The rows of a year in bare SQL: the least that a screen of the county must read."""

from __future__ import annotations

import sqlite3

QUERIES = (
    "SELECT * FROM unit",
    "SELECT * FROM assessment WHERE year = ?",
    "SELECT answer.assessment_id, item_id, given, left_out FROM answer"
    " JOIN assessment ON assessment.id = answer.assessment_id WHERE year = ?",
    "SELECT * FROM publication WHERE year = ? - 1",
)


def read_year(connection: sqlite3.Connection, year: int) -> int:
    """Read everything that a year and the publication before it are made of; return how many rows."""
    return sum(
        len(connection.execute(query, (year,) if "?" in query else ()).fetchall()) for query in QUERIES
    )

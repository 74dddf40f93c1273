"""The example county: the same row for row everywhere, and something true in each corner."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from eldercheck.assemble import Office, open_office
from eldercheck.domain.answers import NotApplicable
from eldercheck.storage.settings import Settings

EXAMPLE = Path(__file__).parents[2] / "assessments.db.example"


def rows(path: Path) -> list[str]:
    """Return every row of a database as SQL."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return list(connection.iterdump())


def written(path: Path, **environment: str) -> list[str]:
    command = [sys.executable, "-m", "eldercheck", "demo", str(path)]
    where = {**os.environ, "ELDERCHECK_HOME": str(path.parent), **environment}
    subprocess.run(command, env=where, check=True, capture_output=True)
    return rows(path)


def test_it_is_the_same_whatever_the_zone_the_locale_and_the_hash_seed(tmp_path: Path) -> None:
    one = written(tmp_path / "a.db", TZ="Asia/Shanghai", LANG="zh_CN.UTF-8", PYTHONHASHSEED="1")
    other = written(tmp_path / "b.db", TZ="America/New_York", LANG="C", PYTHONHASHSEED="2")
    assert one == other


def test_the_shipped_example_is_its_output(tmp_path: Path) -> None:
    assert rows(EXAMPLE) == written(tmp_path / "now.db")


def test_it_shows_every_state(tmp_path: Path) -> None:
    before = EXAMPLE.read_bytes()
    office = open_office(EXAMPLE, Settings(device="test"))
    try:
        check_states(office)
    finally:
        office.close()
    assert EXAMPLE.read_bytes() == before
    assert office.is_copy
    assert not office.path.exists()


def check_states(office: Office) -> None:
    overview = office.casebook.overview()
    cases = [case for entry in overview for case in entry.cases]
    results = [case.score for case in cases if case.score is not None and case.is_complete]
    assert {result.grade for result in results} == {"A", "B", "C"}
    assert any(limit.rule == "critical" for result in results for limit in result.limits)
    assert any(not entry.cases for entry in overview)
    assert any(0 < case.score.answered < case.score.total if case.score else False for case in cases)
    assert {case.assessment.party for case in cases} == {"examiner", "bank"}
    sheets = [office.casebook.resume(case.assessment.id).sheet for case in cases]
    assert any(isinstance(answer, NotApplicable) for sheet in sheets for answer in sheet.answers.values())

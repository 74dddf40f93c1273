from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest

from eldercheck.domain.answers import Given, NotApplicable
from eldercheck.domain.programme import Programme
from eldercheck.storage import backups
from eldercheck.storage.assessment_store import AssessmentStore
from eldercheck.storage.database_file import APPLICATION_ID, look_at, settle
from eldercheck.storage.errors import BackupRoomError, DiskFullError, MigrationError, NewerFileError
from eldercheck.storage.migrations import STEPS
from eldercheck.storage.migrations.ladder import Step, climb
from eldercheck.storage.opening import OpenDatabase, open_database
from eldercheck.storage.year_store import GivenBonus
from tests.storage.samples import (
    UNIT,
    Pen,
    YearPen,
    begun,
    beside,
    clock_from,
    digest_of,
    filled,
    opened,
)
from tests.storage.test_year_store import published

KILLS = 50
ROWS = 3000


def upgraded(path: Path, *more: Step, read_only: bool = False) -> OpenDatabase:
    return open_database(path, clock=clock_from(), steps=(*STEPS, *more), read_only=read_only)


def grow(connection: sqlite3.Connection) -> None:
    """A step that writes more than its cache holds, so that the file is touched before it ends."""
    connection.execute("PRAGMA cache_size=5")
    connection.execute("ALTER TABLE unit ADD COLUMN size INTEGER")
    connection.execute("CREATE TABLE extra (n INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT")
    for number in range(ROWS):
        connection.execute("INSERT INTO extra VALUES (?, ?)", (number, "x" * 300))


def fail(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE extra (n INTEGER) STRICT")
    connection.execute("UPDATE unit SET name = 'half'")
    connection.execute("INSERT INTO nowhere VALUES (1)")


def orphan(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE assessment SET unit = 'nobody'")


def values(path: Path, question: str) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(question)]


def schema(path: Path) -> dict[str, str]:
    found = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    with closing(sqlite3.connect(path)) as connection:
        return {name: re.sub(r"\s+|(?<=\()|(?=\))", "", sql) for name, sql in connection.execute(found)}


def test_the_migrations_make_what_the_rows_describe(tmp_path: Path) -> None:
    from sqlalchemy import create_engine
    from sqlmodel import SQLModel

    from eldercheck.storage import rows

    assert rows.UnitRow.__tablename__ == "unit"
    engine = create_engine(f"sqlite:///{tmp_path / 'described.db'}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    opened(tmp_path / "migrated.db").close()
    assert schema(tmp_path / "migrated.db") == schema(tmp_path / "described.db")


def test_every_table_is_strict_and_nothing_cascades(tmp_path: Path) -> None:
    opened(tmp_path / "a.db").close()
    for text in values(tmp_path / "a.db", "SELECT sql FROM sqlite_master WHERE type = 'table'"):
        assert str(text).endswith("STRICT")
        assert "CASCADE" not in str(text)


def test_a_new_file_says_whose_it_is_and_how_new(tmp_path: Path) -> None:
    opened(tmp_path / "a.db").close()
    assert values(tmp_path / "a.db", "PRAGMA application_id") == [APPLICATION_ID]
    assert values(tmp_path / "a.db", "PRAGMA user_version") == [len(STEPS)]


def test_an_older_file_is_backed_up_and_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    filled(path, 3)
    with upgraded(path, grow) as database:
        assert database.register.units() == (UNIT,)
        assert database.newest_backup
        assert values(database.newest_backup, "PRAGMA user_version") == [len(STEPS)]
    assert values(path, "SELECT count(*) FROM extra") == [ROWS]
    with pytest.raises(NewerFileError):
        opened(path)


def test_a_file_that_is_up_to_date_is_not_backed_up(tmp_path: Path) -> None:
    filled(tmp_path / "a.db", 3)
    with opened(tmp_path / "a.db") as database:
        assert database.newest_backup is None


@pytest.mark.parametrize("step", [fail, orphan])
def test_a_step_that_fails_leaves_all_as_it_was(tmp_path: Path, step: Step) -> None:
    path = tmp_path / "a.db"
    filled(path, 3)
    before = digest_of(path)
    with pytest.raises(MigrationError) as failed:
        upgraded(path, step)
    assert failed.value.values["step"] == len(STEPS) + 1
    assert digest_of(path) == before
    assert beside(path) == set()
    backup = backups.newest_backup(path)
    assert backup
    with open_database(backup, clock=clock_from(), read_only=True) as database:
        assert database.register.units() == (UNIT,)


def test_steps_before_the_failing_one_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    filled(path, 3)
    with pytest.raises(MigrationError) as failed:
        upgraded(path, grow, orphan)
    assert failed.value.values["step"] == len(STEPS) + 2
    assert values(path, "PRAGMA user_version") == [len(STEPS) + 1]
    assert values(path, "SELECT count(*) FROM extra") == [ROWS]


def test_a_new_file_that_cannot_be_made_is_still_new(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with pytest.raises(MigrationError):
        open_database(path, clock=clock_from(), steps=(fail,))
    assert path.read_bytes() == b""
    with opened(path) as database:
        assert database.register.units() == ()


def test_without_room_for_a_backup_nothing_is_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    filled(path, 3)
    before = digest_of(path)
    monkeypatch.setattr(backups, "ROOM", 10**12)
    with pytest.raises(BackupRoomError):
        upgraded(path, grow)
    assert digest_of(path) == before
    assert beside(path) == set()


def test_a_full_disk_is_called_so(tmp_path: Path) -> None:
    def fill(connection: sqlite3.Connection) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")
        grow(connection)

    path = tmp_path / "a.db"
    filled(path, 3)
    before = digest_of(path)
    with pytest.raises(DiskFullError):
        upgraded(path, fill)
    assert digest_of(path) == before


def test_an_older_file_is_read_without_being_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    filled(path, 3)
    before = digest_of(path)
    with upgraded(path, grow, read_only=True) as database:
        assert database.register.units() == (UNIT,)
        assert database.path == path
    assert digest_of(path) == before
    assert beside(path) == set()
    assert backups.newest_backup(path) is None


_CLIMB = """
import sys
from pathlib import Path
from tests.storage.test_migrations import STEPS, climb, grow
print("ready", flush=True)
sys.stdin.readline()
climb(Path(sys.argv[1]), (*STEPS, grow), len(STEPS))
"""


def _climber(path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _CLIMB, str(path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("go\n")
    process.stdin.flush()
    return process


def _time_of_climb(path: Path) -> float:
    start = time.perf_counter()
    climb(path, (*STEPS, grow), len(STEPS))
    return time.perf_counter() - start


def test_a_killed_upgrade_is_whole_or_not_at_all(tmp_path: Path) -> None:
    template, path = tmp_path / "template.db", tmp_path / "a.db"
    filled(template, 3)
    shutil.copyfile(template, path)
    span, unsettled, versions = 1.5 * _time_of_climb(path), 0, set()
    for number in range(KILLS):
        shutil.copyfile(template, path)
        with _climber(path) as process:
            time.sleep(span * number / KILLS)
            process.kill()
        look = look_at(path, len(STEPS) + 1)
        unsettled += look.unsettled
        settle(path)
        assert look_at(path, len(STEPS) + 1).version == look.version
        tables = values(path, "SELECT name FROM sqlite_master WHERE name = 'extra'")
        assert tables == (["extra"] if look.version == len(STEPS) + 1 else [])
        assert values(path, "SELECT count(*) FROM event") == [4]
        versions.add(look.version)
    assert unsettled, "no kill fell within the upgrade"
    with upgraded(path, grow) as database:
        assert database.register.units() == (UNIT,)
    assert values(path, "SELECT count(*) FROM extra") == [ROWS]


def test_a_file_of_the_first_version_keeps_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch()
    climb(path, STEPS[:1], 0)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO unit VALUES ('u1', 'branch', '0071', '城关网点', NULL, '城关镇')")
        body = '{"year":2025,"rules":{"a_band":"88"},"least_examiners":3,"examiner_sees_grade":true}'
        connection.execute("INSERT INTO programme VALUES (2025, ?)", (body,))
        connection.execute("INSERT INTO checklist VALUES ('d', 'small', '1', '{}')")
        connection.execute(
            "INSERT INTO assessment VALUES ('a1', 'u1', 2025, 'examiner', 'd', 'signed', 'seat', 't0', "
            "'2025-03-01T00:00:00.000000Z', '[\"李芳\"]', '[\"h\"]')"
        )
        connection.execute(
            "INSERT INTO event VALUES (7, 'e1', 'h', 'a1', 'opened', '李芳', 'd1', 't0', '[]', '{}')"
        )
        connection.execute("INSERT INTO answer VALUES ('a1', 'seat', 'yes', NULL, '新')")
    with opened(path) as database:
        assert database.register.units() == (UNIT,)
        (programme,) = database.years.programmes()
        assert (programme.year, str(programme.rules.a_band), programme.least_examiners) == (2025, "88", 3)
        (assessment,) = database.assessments.assessments(2025)
        assert (assessment.state, assessment.signers, assessment.approved_by) == ("signed", ("李芳",), "")
        assert database.assessments.sheet("a1").notes == {"seat": "新"}
        assert database.years.heads(2025) == ()
    assert values(path, "SELECT seq || hash FROM event") == ["7h"]
    for statement in ("UPDATE event SET author = ''", "DELETE FROM event"):
        with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)


OLD_COLUMNS = {
    "unit": "*",
    "programme": "*",
    "checklist": "*",
    "assessment": "id, unit, year, party, checklist_digest, state, place, opened_at, signed_at, signers,"
    " approved_by, heads",
    "event": "*",
    "answer": "*",
    "year_event": "*",
    "bonus": "*",
    "publication": "*",
}
"""The tables of the second version, those that others lean on first."""
STATES = ("open", "signed", "approved")


def of_the_second_version(path: Path, now: Path) -> None:
    """Write at `path` what the second version would have written where `now` stands."""
    path.touch()
    climb(path, STEPS[:2], 0)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS now", (str(now),))
        for table, columns in OLD_COLUMNS.items():
            connection.execute(f"INSERT INTO main.{table} SELECT {columns} FROM now.{table}")
        for name in ("$.visit_record", "$.evidence"):
            connection.execute("UPDATE main.programme SET body = json_remove(body, ?)", (name,))


def a_year_of_three(database: OpenDatabase) -> None:
    """A published year with an assessment in each state of the second version."""
    database.register.save_unit(UNIT)
    for number, state in enumerate(STATES):
        pen = Pen(database, f"a{number}")
        pen.open()
        pen.answer("door", Given("no"))
        pen.answer("seat", NotApplicable("没有"))
        pen.note("door", "一段话")
        if state != "open":
            pen.sign("李芳", "王敏")
        if state == "approved":
            pen.say("approved", name="陈志远")
    year, programme = YearPen(database), Programme(2026, authority="青山县")
    database.years.open_year(year.event("year_opened", programme=programme.plain()), programme)
    given = (GivenBonus(UNIT.id, "I-BN-01", Fraction(3, 2), "表彰"),)
    event = year.event("bonus_given", unit=UNIT.id, entries={"I-BN-01": "1.5"})
    database.years.append_bonus(event, 2026, UNIT.id, given)
    published(database, year)


def held(store: AssessmentStore, one: str) -> tuple[object, ...]:
    """Return all that the second version could hold of an assessment."""
    return store.assessment(one), store.sheet(one), store.events(one), store.heads(one)


def test_a_file_of_the_second_version_keeps_all_it_holds(tmp_path: Path) -> None:
    with opened(tmp_path / "now.db") as database:
        a_year_of_three(database)
        store, years = database.assessments, database.years
        ids = [f"a{number}" for number in range(len(STATES))]
        before = [
            (store.assessment(one), store.sheet(one), store.events(one), store.heads(one)) for one in ids
        ]
        of_year = (years.events(2026), years.bonus(2026), years.publications(2026), years.heads(2026))
    path = tmp_path / "a.db"
    of_the_second_version(path, tmp_path / "now.db")
    assert values(path, "PRAGMA user_version") == [2]
    with opened(path) as database:
        store, years = database.assessments, database.years
        assert database.newest_backup
        assert database.register.units() == (UNIT,)
        for one, known in zip(ids, before, strict=True):
            assert held(store, one) == known
            assert store.evidence(one) == ()
            store.rebuild(one)
            assert held(store, one) == known
        assert [store.assessment(one).state for one in ids] == list(STATES)
        assert (years.events(2026), years.bonus(2026), years.publications(2026), years.heads(2026)) == of_year
        programme = years.programme(2026)
        assert programme is not None
        assert (programme.visit_record, programme.evidence) == (False, "pass")
    assert values(path, "PRAGMA user_version") == [len(STEPS)]
    assert values(path, "PRAGMA foreign_key_check") == []


def test_a_case_goes_on_in_a_file_of_the_second_version(tmp_path: Path) -> None:
    with opened(tmp_path / "now.db") as database:
        pen = begun(database)
        pen.answer("door", Given("no"))
        pen.sign("李芳", "王敏")
        pen.say("approved", name="陈志远")
    of_the_second_version(tmp_path / "a.db", tmp_path / "now.db")
    with opened(tmp_path / "a.db") as database:
        pen.store = database.assessments
        findings = {"door": {"lost": "1", "due": "2026-11-30", "safety": False, "fails": False}}
        told = {"score": "66.7", "grade": "C", "day": "2026-10-31", "appeal_until": "2026-11-06"}
        pen.say("noticed", name="沈文博", findings=findings, **told)
        said = {"item": "door", "claim": "不对", "name": "赵行", "day": "2026-11-03", "evidence": []}
        pen.say("appealed", **said)
        assert database.assessments.assessment("a1").state == "appealed"

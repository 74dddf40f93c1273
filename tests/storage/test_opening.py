from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from eldercheck.storage.database_file import APPLICATION_ID
from eldercheck.storage.errors import (
    BusyError,
    DamagedError,
    IsFolderError,
    NewerFileError,
    NoSuchDatabaseError,
    NoSuchFolderError,
    NotOursError,
    ReadOnlyError,
    RefusedFileError,
)
from eldercheck.storage.migrations import STEPS
from eldercheck.storage.opening import open_database
from eldercheck.storage.places import default_database
from tests.storage.samples import UNIT, beside, clock_from, digest_of, filled, opened

PAGE = 4096


def a_text(path: Path) -> None:
    path.write_text("笔记\n" * 400, encoding="utf-8")


def a_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x" * 5000)


def another_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE unit (id TEXT)")
        connection.execute("PRAGMA application_id=7")


def a_bare_header(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


def zeros(path: Path) -> None:
    path.write_bytes(bytes(PAGE * 2))


def a_newer_one(path: Path) -> None:
    filled(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=99")


def a_page_lost(path: Path) -> None:
    filled(path)
    content = bytearray(path.read_bytes())
    content[PAGE * 3 : PAGE * 4] = bytes(PAGE)
    path.write_bytes(content)


def the_end_lost(path: Path) -> None:
    filled(path)
    path.write_bytes(path.read_bytes()[: PAGE * 2 + 100])


def only_the_first_page(path: Path) -> None:
    filled(path)
    path.write_bytes(path.read_bytes()[:PAGE])


REFUSED: list[tuple[Callable[[Path], None], type[RefusedFileError]]] = [
    (a_text, NotOursError),
    (a_zip, NotOursError),
    (another_database, NotOursError),
    (a_bare_header, NotOursError),
    (zeros, NotOursError),
    (a_newer_one, NewerFileError),
    (a_page_lost, DamagedError),
    (the_end_lost, DamagedError),
    (only_the_first_page, DamagedError),
]


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(("make", "error"), REFUSED)
def test_what_is_refused_stays_as_it_was(
    tmp_path: Path, make: Callable[[Path], None], error: type[RefusedFileError], read_only: bool
) -> None:
    path = tmp_path / "a.db"
    make(path)
    before, moment = digest_of(path), path.stat().st_mtime_ns
    with pytest.raises(error) as refused:
        open_database(path, clock=clock_from(), read_only=read_only)
    assert refused.value.values["path"] == str(path)
    assert (digest_of(path), path.stat().st_mtime_ns) == (before, moment)
    assert beside(path) == set()


def test_a_newer_file_says_how_new(tmp_path: Path) -> None:
    a_newer_one(tmp_path / "a.db")
    with pytest.raises(NewerFileError) as newer:
        opened(tmp_path / "a.db")
    assert (newer.value.values["found"], newer.value.values["known"]) == (99, len(STEPS))


def test_damage_without_a_backup_says_so(tmp_path: Path) -> None:
    a_page_lost(tmp_path / "a.db")
    with pytest.raises(DamagedError, match="damaged_without_backup"):
        opened(tmp_path / "a.db")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(IsFolderError):
        opened(tmp_path)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFolderError) as missing:
        opened(tmp_path / "stick" / "a.db")
    assert missing.value.values == {"path": str(tmp_path / "stick")}
    assert not (tmp_path / "stick").exists()


@pytest.mark.skipif(os.name == "nt", reason="no pipes in folders there")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.db")
    with pytest.raises(NotOursError):
        opened(tmp_path / "a.db")


@pytest.mark.parametrize("content", [None, b""])
def test_a_new_or_empty_file_becomes_a_database(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.db"
    if content is not None:
        path.write_bytes(content)
    with opened(path) as database:
        assert database.path == path
        assert not database.read_only
        database.register.save_unit(UNIT)
    with opened(path) as database:
        assert database.register.units() == (UNIT,)
    assert beside(path) == set()


@pytest.mark.parametrize("content", [None, b""])
def test_there_is_nothing_to_read_in_a_new_file(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NoSuchDatabaseError):
        open_database(path, clock=clock_from(), read_only=True)
    assert path.exists() == (content is not None)


def test_reading_only_takes_no_lock_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    filled(path, 2)
    before = digest_of(path)
    with open_database(path, clock=clock_from(), read_only=True) as database:
        assert beside(path) == set()
        assert database.register.units() == (UNIT,)
        with pytest.raises(ReadOnlyError, match="read_only_asked"):
            database.register.save_unit(UNIT)
    assert digest_of(path) == before


@pytest.mark.parametrize("name", ["考评 100%.db", "a?mode=memory#x.db", "'a;b\".db", "file:a.db", "-a.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    try:
        path.touch()
    except OSError:
        pytest.skip("not a name here")
    filled(path, 2)
    with opened(path) as database:
        assert database.register.units() == (UNIT,)
        database.back_up(clock_from()())
    assert beside(path) == set()


def test_a_file_made_is_for_its_owner(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as database:
        backup = database.back_up(clock_from()())
    if os.name != "nt":
        assert (tmp_path / "a.db").stat().st_mode & 0o077 == 0
        assert backup.stat().st_mode & 0o077 == 0


def test_an_example_is_opened_as_a_copy(tmp_path: Path) -> None:
    filled(tmp_path / "a.db", 2)
    example = (tmp_path / "a.db").rename(tmp_path / "a.db.example")
    before = digest_of(example)
    with opened(example) as database:
        database.register.save_unit(UNIT)
        assert database.path.parent != tmp_path
    assert digest_of(example) == before
    assert beside(example) == set()
    shutil.rmtree(database.path.parent)


def test_the_usual_folder_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELDERCHECK_HOME", str(tmp_path / "far" / "away"))
    monkeypatch.delenv("ELDERCHECK_DB", raising=False)
    with opened(default_database()) as database:
        assert database.path == tmp_path / "far" / "away" / "assessments.db"


@contextmanager
def cut_off(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to the file, and leave of it what a power cut would leave."""
    copies = path.with_name("cut_off")
    copies.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection
        for name in (path.name, f"{path.name}-journal", f"{path.name}-wal"):
            if path.with_name(name).exists():
                shutil.copyfile(path.with_name(name), copies / name)
    for copy in copies.iterdir():
        copy.replace(path.with_name(copy.name))
    copies.rmdir()


def a_change_cut_off(path: Path) -> None:
    """Leave a change half done, with the journal that undoes it."""
    with cut_off(path) as connection:
        connection.execute("PRAGMA cache_size=2")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE unit SET name = 'half'")
        connection.execute("CREATE TABLE extra (body TEXT)")
        for _ in range(50):
            connection.execute("INSERT INTO extra VALUES (?)", ("x" * 3000,))
        connection.execute("UPDATE answer SET note = 'half'")


def a_write_ahead_log(path: Path) -> None:
    """Leave a file that another tool switched to a write-ahead log, with a change in the log only."""
    with cut_off(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("UPDATE unit SET name = '后来的名'")


def test_a_change_cut_off_is_undone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    filled(path)
    a_change_cut_off(path)
    assert beside(path) == {"a.db-journal"}
    with opened(path) as database:
        assert database.register.units() == (UNIT,)
        assert "half" not in database.assessments.sheet("a1").notes.values()
    assert beside(path) == set()


def test_a_file_with_a_write_ahead_log_is_brought_home(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    filled(path)
    a_write_ahead_log(path)
    assert beside(path) == {"a.db-wal"}
    with opened(path) as database:
        assert [unit.name for unit in database.register.units()] == ["后来的名"]
    assert beside(path) == set()
    assert path.read_bytes()[18:20] == b"\1\1"


def test_a_making_cut_off_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch()
    with cut_off(path) as connection:
        connection.execute("PRAGMA cache_size=2")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("CREATE TABLE extra (body TEXT)")
        for _ in range(50):
            connection.execute("INSERT INTO extra VALUES (?)", ("x" * 3000,))
    content = path.read_bytes()
    path.write_bytes(bytes(PAGE) + content[PAGE:])
    assert beside(path) == {"a.db-journal"}
    with opened(path) as database:
        assert database.register.units() == ()
    assert beside(path) == set()


@pytest.mark.parametrize("leave", [a_change_cut_off, a_write_ahead_log])
def test_reading_only_settles_a_copy(tmp_path: Path, leave: Callable[[Path], None]) -> None:
    path = tmp_path / "a.db"
    filled(path)
    leave(path)
    before, names = digest_of(path), beside(path)
    with open_database(path, clock=clock_from(), read_only=True) as database:
        expected = "后来的名" if leave is a_write_ahead_log else UNIT.name
        assert [unit.name for unit in database.register.units()] == [expected]
        assert database.path == path
    assert (digest_of(path), beside(path)) == (before, names)


@pytest.mark.parametrize("leave", [a_change_cut_off, a_write_ahead_log])
@pytest.mark.parametrize(("make", "error"), [(a_newer_one, NewerFileError), (a_page_lost, DamagedError)])
def test_an_unsettled_file_that_is_refused_stays_unsettled(
    tmp_path: Path,
    leave: Callable[[Path], None],
    make: Callable[[Path], None],
    error: type[RefusedFileError],
) -> None:
    path = tmp_path / "a.db"
    make(path)
    leave(path)
    sides = {name: digest_of(path.with_name(name)) for name in (path.name, *beside(path))}
    with pytest.raises(error):
        opened(path)
    assert {name: digest_of(path.with_name(name)) for name in (path.name, *beside(path))} == sides


def test_a_log_that_another_program_has_open_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    filled(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError):
            opened(path)
        other.execute("ROLLBACK")
    opened(path).close()


def test_a_change_that_another_is_making_is_not_taken_for_one_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    filled(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE unit SET name = 'half'")
        assert (tmp_path / "a.db-journal").stat().st_size
        with open_database(path, clock=clock_from(), read_only=True) as database:
            assert database.register.units() == (UNIT,)
        other.execute("ROLLBACK")


_AS_ANYBODY = """
import json, sys
from pathlib import Path
from tests.storage.samples import UNIT, opened
from eldercheck.storage.errors import StorageError
said = {}
for name in ("a.db", "new.db", "unsettled.db", "secret.db", "writable/fixed.db", "closed/a.db"):
    try:
        with opened(Path(sys.argv[1]) / name) as database:
            said[name] = [database.read_only_reason, database.register.units()[0].name]
            try:
                database.register.save_unit(UNIT)
            except StorageError as error:
                said[name].append(error.code)
    except StorageError as error:
        said[name] = error.code
print(json.dumps(said))
"""


@pytest.mark.skipif(os.name == "nt", reason="folders have no such rights there")
def test_where_nothing_can_be_written_there_is_still_reading() -> None:
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if not os.geteuid() else []
    if as_nobody and not shutil.which("setpriv"):
        pytest.skip("we are root and cannot become anybody else")
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "writable").mkdir()
        for file in ("a.db", "unsettled.db", "secret.db", "writable/fixed.db"):
            filled(folder / file)
            (folder / file).chmod(0o444)
        (folder / "secret.db").chmod(0)
        a_change_cut_off(folder / "unsettled.db")
        for file in ("unsettled.db", "unsettled.db-journal"):
            (folder / file).chmod(0o444)
        (folder / "writable").chmod(0o777)
        (folder / "closed").mkdir(mode=0)
        folder.chmod(0o555)
        environ = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(Path.cwd())}
        command = [*as_nobody, sys.executable, "-c", _AS_ANYBODY, name]
        said = json.loads(subprocess.run(command, env=environ, check=True, capture_output=True).stdout)
        folder.chmod(0o755)
    assert said == {
        "a.db": ["folder", UNIT.name, "read_only_folder"],
        "new.db": "folder_unwritable",
        "unsettled.db": ["folder", UNIT.name, "read_only_folder"],
        "secret.db": "database_unreadable",
        "writable/fixed.db": ["file", UNIT.name, "read_only_file"],
        "closed/a.db": "database_unreadable",
    }


def test_nothing_heavy_is_loaded_before_a_database_is_opened() -> None:
    modules = ("backups", "database_file", "errors", "lock", "opening", "places", "settings")
    script = "; ".join(
        [f"import eldercheck.storage.{name}" for name in modules]
        + ["import sys", "print({'sqlmodel', 'sqlalchemy', 'pydantic', 'portalocker'} & set(sys.modules))"]
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from eldercheck.domain.ledger import utc_text
from eldercheck.storage.errors import DiskError, ReadOnlyError
from eldercheck.storage.lock import Lock, LockedBy, take_lock
from tests.storage.samples import START, UNIT, beside, opened

_OTHER_WINDOW = """
import sys
from pathlib import Path
from tests.storage.samples import opened
with opened(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


@contextmanager
def other_window(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Have another process hold the database open; it closes it when its input ends."""
    command = [sys.executable, "-c", _OTHER_WINDOW, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_another_process_can_only_read_and_learns_who_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with other_window(path) as process, opened(path) as database:
        assert database.read_only_reason == "held"
        holder = database.held_by
        assert holder == LockedBy("王敏", holder.host if holder else "", process.pid, utc_text(START))
        with pytest.raises(ReadOnlyError, match="read_only_held") as refused:
            database.register.save_unit(UNIT)
        assert refused.value.values["who"] == "王敏"
        assert database.refusal
        assert database.refusal.values == refused.value.values


def test_the_lock_ends_with_the_process(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with other_window(path) as process:
        process.kill()
        process.wait()
        assert beside(path) == {"a.db.lock", "a.db.owner"}
        with opened(path) as database:
            assert not database.read_only
            assert database.refusal is None
    assert beside(path) == set()


def test_a_second_window_of_the_same_process_can_only_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with opened(path) as first, opened(path) as second:
        assert not first.read_only
        assert second.held_by
        assert second.held_by.pid == os.getpid()
    with opened(path) as database:
        assert not database.read_only


def test_closing_a_reader_leaves_the_lock_to_its_holder(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with opened(path):
        opened(path).close()
        with opened(path) as third:
            assert third.read_only


def test_a_reader_notices_and_reads_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with opened(path) as writer, opened(path) as reader:
        before = reader.assessments.data_version()
        assert reader.assessments.data_version() == before
        writer.register.save_unit(UNIT)
        assert reader.assessments.data_version() != before
        assert reader.register.units() == (UNIT,)


def test_another_name_for_the_file_meets_the_same_lock(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with opened(path):
        link = tmp_path / "b.db"
        try:
            link.symlink_to(path)
        except OSError:
            pytest.skip("this system makes no links")
        with opened(link) as database:
            assert database.read_only_reason == "held"


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"who": "x", "host": "", "pid": "?", "since": ""}'])
def test_a_holder_that_cannot_be_read_is_somebody(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.db"
    with opened(path):
        path.with_name("a.db.owner").write_text(text)
        with opened(path) as second:
            assert second.held_by == LockedBy()
            assert second.refusal
            assert second.refusal.code == "read_only_held_by_somebody"


def test_a_lock_released_twice_is_released_once(tmp_path: Path) -> None:
    lock = take_lock(tmp_path / "a.db", START)
    assert isinstance(lock, Lock)
    lock.release()
    again = take_lock(tmp_path / "a.db", START)
    lock.release()
    assert isinstance(take_lock(tmp_path / "a.db", START), LockedBy)
    assert isinstance(again, Lock)
    again.release()


def test_a_file_that_only_happens_to_be_called_so_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.db.lock").write_text("of another program")
    opened(tmp_path / "a.db").close()
    assert (tmp_path / "a.db.lock").read_text() == "of another program"


def test_a_lock_file_removed_by_the_last_holder_is_not_taken_for_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import portalocker

    real, path = portalocker.lock, tmp_path / "a.db.lock"
    removed: list[Path] = []

    def lock_late(handle: object, flags: portalocker.LockFlags) -> None:
        if not removed:
            path.unlink()
            removed.append(path)
        real(handle, flags)  # type: ignore[arg-type]

    monkeypatch.setattr("portalocker.lock", lock_late)
    lock = take_lock(tmp_path / "a.db", START)
    assert isinstance(lock, Lock)
    assert path.exists()
    lock.release()


def test_a_disk_without_locks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import portalocker

    def no_locks(_handle: object, _flags: object) -> None:
        raise portalocker.LockException("No locks available")

    monkeypatch.setattr("portalocker.lock", no_locks)
    with pytest.raises(DiskError, match="No locks"):
        take_lock(tmp_path / "a.db", START)


def test_where_the_system_knows_no_user_the_name_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    lock = take_lock(tmp_path / "a.db", START)
    held = take_lock(tmp_path / "a.db", START)
    assert isinstance(lock, Lock)
    assert isinstance(held, LockedBy)
    assert held.who == ""
    lock.release()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_who_writes_is_told_to_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    owner = path.with_name("a.db.owner")
    owner.write_text("{}")
    owner.chmod(0o644)
    with opened(path):
        assert owner.stat().st_mode & 0o777 == 0o600

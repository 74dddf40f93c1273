from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import pytest

from eldercheck.storage import backups as module
from eldercheck.storage.backups import (
    backup_folder,
    backups,
    newest_backup,
    newest_good_backup,
    take_backup,
    taken_at,
)
from eldercheck.storage.errors import BackupRoomError, DamagedError, UnsoundBackupError
from eldercheck.storage.opening import open_database
from tests.storage.samples import START, UNIT, digest_of, filled, opened


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    filled(path, 4)
    return path


def test_a_backup_is_a_database_with_all_that_was_there(database: Path) -> None:
    backup = take_backup(database, START)
    with open_database(backup, clock=lambda: START, read_only=True) as opened_backup:
        assert opened_backup.register.units() == (UNIT,)
        assert len(opened_backup.assessments.events("a1")) == 5


def test_a_backup_is_named_by_the_moment_in_utc(database: Path) -> None:
    beijing = datetime(2026, 3, 2, 9, 2, 3, 500, tzinfo=timezone(timedelta(hours=8)))
    backup = take_backup(database, beijing)
    assert backup == database.with_name("a.db.backups") / "20260302T010203.000500Z.db"
    assert taken_at(backup) == beijing.astimezone(UTC)


def test_a_backup_is_made_while_the_database_is_open(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as database:
        database.register.save_unit(UNIT)
        backup = database.back_up(START)
    assert newest_backup(tmp_path / "a.db") == backup
    with opened(tmp_path / "a.db") as database:
        assert database.newest_backup == backup


def test_without_backups_there_is_no_newest(database: Path) -> None:
    assert newest_backup(database) is None
    assert newest_good_backup(database) is None


def test_the_newest_ten_are_kept(database: Path) -> None:
    made = [take_backup(database, START + timedelta(hours=hour)) for hour in range(13)]
    assert backups(database) == tuple(reversed(made[3:]))


def test_the_backup_just_made_is_kept_though_the_clock_went_back(database: Path) -> None:
    for hour in range(10):
        take_backup(database, START + timedelta(hours=hour))
    wrong = take_backup(database, datetime(1970, 1, 1, tzinfo=UTC))
    assert wrong in backups(database)
    assert len(backups(database)) == 10


def test_what_a_killed_backup_left_is_cleared_away(database: Path) -> None:
    backup_folder(database).mkdir()
    left = backup_folder(database) / "20260101T000000.000000Z.db.part"
    left.write_bytes(b"half")
    assert newest_backup(database) is None
    take_backup(database, START)
    assert not left.exists()


def test_no_backup_is_made_where_there_is_no_room(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = database.stat().st_size
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(size * 9, size * 7, size * 2))
    with pytest.raises(BackupRoomError) as refused:
        take_backup(database, START)
    assert refused.value.values == {"path": str(database), "free": size * 2, "wanted": size * 3}
    assert backups(database) == ()


def test_an_unsound_copy_is_thrown_away(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = take_backup(database, START)

    def torn(source: Path, target: Path) -> None:
        content = bytearray(source.read_bytes())
        content[4096 : 3 * 4096] = bytes(2 * 4096)
        target.write_bytes(content)

    monkeypatch.setattr(module, "copy_database", torn)
    with pytest.raises(UnsoundBackupError):
        take_backup(database, START + timedelta(hours=1))
    assert [path.name for path in backup_folder(database).iterdir()] == [good.name]


def test_the_newest_good_backup_is_one_that_passes_now(database: Path) -> None:
    good = take_backup(database, START)
    for hour in (1, 2):
        bad = take_backup(database, START + timedelta(hours=hour))
        bad.write_bytes(bad.read_bytes()[: 4096 * hour])
    assert newest_backup(database) == bad
    assert newest_good_backup(database) == good


def test_a_damaged_database_names_the_good_backup_and_is_never_backed_up(database: Path) -> None:
    good = take_backup(database, START)
    database.write_bytes(database.read_bytes()[:4096])
    before = digest_of(database)
    with pytest.raises(DamagedError) as damaged:
        opened(database)
    assert damaged.value.code == "damaged"
    assert damaged.value.values["newest_backup"] == str(good)
    assert digest_of(database) == before
    assert backups(database) == (good,)


@pytest.mark.parametrize("content", [b"", b"\0" * 8192, b"rubbish" * 999])
def test_a_database_that_is_no_longer_one_but_has_a_backup_is_damaged(database: Path, content: bytes) -> None:
    take_backup(database, START)
    database.write_bytes(content)
    with pytest.raises(DamagedError):
        opened(database)
    assert database.read_bytes() == content

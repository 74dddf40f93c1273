from __future__ import annotations

import json
from pathlib import Path

import pytest

from eldercheck.storage.errors import NoSuchDatabaseError, StorageError
from eldercheck.storage.places import data_folder, default_database, settings_path, working_copy
from eldercheck.storage.settings import Settings, SettingsFile

SOME = Settings("zh", "dark", ("李芳", "王敏"), "李芳", "d" * 32)


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "config" / "settings.json")


def test_what_was_written_is_read(file: SettingsFile) -> None:
    file.write(SOME)
    assert file.read() == SOME
    assert [path.name for path in file.path.parent.iterdir()] == ["settings.json"]


def test_without_a_file_the_defaults_are_used(file: SettingsFile) -> None:
    assert file.read() == Settings()
    assert not file.path.exists()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"language": "fr"}',
        b'{"theme": 3}',
        b'{"names": "x"}',
        b'{"names": [1]}',
        b"[" * 100_000,
    ],
)
def test_a_broken_file_is_set_aside(file: SettingsFile, text: bytes) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(text)
    assert file.read() == Settings()
    assert not file.path.exists()
    assert file.path.with_name("settings.json.broken").read_bytes() == text
    file.write(SOME)
    assert file.read() == SOME


def test_what_a_later_version_wrote_beside_is_passed_over(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    file.path.write_text(json.dumps({"author": "李芳", "sound": True}), encoding="utf-8")
    assert file.read() == Settings(author="李芳")


def test_the_id_of_the_computer_is_made_once(file: SettingsFile) -> None:
    first = file.with_device()
    assert len(first.device) == 32
    assert file.with_device() == file.read() == first


def test_where_nothing_can_be_written_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file, not a folder")
    file = SettingsFile(tmp_path / "config" / "settings.json")
    with pytest.raises(StorageError):
        file.write(SOME)
    assert file.with_device().device
    assert file.read() == Settings()


def test_a_write_that_fails_leaves_the_old_settings(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write(SOME)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageError, match="disk_full"):
        file.write(Settings())
    assert file.read() == SOME
    assert [path.name for path in file.path.parent.iterdir()] == ["settings.json"]


def test_the_environment_says_where_things_are(tmp_path: Path) -> None:
    home = {"ELDERCHECK_HOME": str(tmp_path)}
    assert data_folder(home) == tmp_path
    assert default_database(home) == tmp_path / "assessments.db"
    assert settings_path(home) == tmp_path / "settings.json"
    assert default_database(home | {"ELDERCHECK_DB": str(tmp_path / "x.db")}) == tmp_path / "x.db"


def test_else_they_are_in_the_folders_of_the_user() -> None:
    assert default_database({}).name == "assessments.db"
    assert "eldercheck" in default_database({}).parts
    assert "eldercheck" in settings_path({}).parts


def test_an_example_is_copied_and_other_files_are_not(tmp_path: Path) -> None:
    example = tmp_path / "assessments.db.example"
    example.write_bytes(b"rows")
    copy = working_copy(example)
    assert copy.name == "assessments.db"
    assert copy.read_bytes() == b"rows"
    assert copy.parent != tmp_path != working_copy(example).parent
    assert working_copy(tmp_path / "a.db") == tmp_path / "a.db"


def test_an_example_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(NoSuchDatabaseError):
        working_copy(tmp_path / "no.db.example")

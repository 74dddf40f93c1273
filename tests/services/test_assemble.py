"""The graph over a real file: examples opened as copies, what is thrown away and what never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from eldercheck.assemble import Office, open_example, open_office, own_settings, write_demo
from eldercheck.domain.errors import EldercheckError, StateError
from eldercheck.storage.errors import ReadOnlyError, StorageError
from eldercheck.storage.settings import Settings

pytestmark = pytest.mark.usefixtures("own_home")
ME = Settings(author="李芳", device="laptop")


def an_institution(office: Office) -> None:
    office.casebook.add_unit("institution", "01", "甲行")


def test_what_is_written_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    office = open_office(path, ME)
    an_institution(office)
    assert (office.path, office.is_copy, office.read_only, office.why_read_only) == (path, False, False, None)
    office.close()
    office.close()
    assert path.exists()
    again = open_office(path, ME)
    assert [unit.code for unit in again.casebook.units()] == ["01"]
    again.close()


def test_the_usual_database_lies_in_the_home(own_home: Path) -> None:
    office = open_office(None, ME)
    assert office.path == own_home / "assessments.db"
    office.close()


def test_a_second_window_may_only_read_and_says_why(tmp_path: Path) -> None:
    first, second = (open_office(tmp_path / "a.db", ME) for _ in range(2))
    assert second.read_only
    assert isinstance(second.why_read_only, ReadOnlyError)
    assert second.why_read_only.values["who"] == "李芳"
    with pytest.raises(ReadOnlyError):
        an_institution(second)
    an_institution(first)
    assert len(second.casebook.units()) == 1
    second.close()
    first.close()


def test_an_example_is_opened_as_a_copy_that_is_thrown_away(tmp_path: Path) -> None:
    example = tmp_path / "county.db.example"
    office = open_office(tmp_path / "county.db", ME)
    an_institution(office)
    office.close()
    (tmp_path / "county.db").rename(example)
    before = example.read_bytes()
    copy = open_office(example, ME)
    assert copy.is_copy
    assert copy.path != example
    copy.casebook.add_unit("institution", "02", "乙行")
    assert copy.path.exists()
    copy.close()
    assert not copy.path.parent.exists()
    assert example.read_bytes() == before


@pytest.mark.parametrize("name", [".example", "example", "a.example.db", "a.EXAMPLE", "aexample"])
def test_a_file_that_is_not_copied_is_never_thrown_away(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    try:
        office = open_office(folder / name, ME)
    except EldercheckError:
        pass
    else:
        an_institution(office)
        office.close()
    assert (folder / "letter.txt").read_text() == "mine"


def test_an_example_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        open_office(tmp_path / "none.db.example", ME)
    assert caught.value.code == "no_such_database"
    assert list(tmp_path.iterdir()) == []


def test_the_example_county_opens_filled_and_is_thrown_away() -> None:
    office = open_example(ME)
    assert office.is_copy
    assert len(office.casebook.units()) == 795
    assert office.years.current() == 2026
    office.close()
    assert not office.path.parent.exists()


def test_settings_are_made_once_and_remembered(own_home: Path) -> None:
    settings, keep = own_settings()
    assert settings.device
    keep(Settings(author="李芳", device=settings.device))
    assert own_settings()[0] == Settings(author="李芳", device=settings.device)
    assert (own_home / "settings.json").exists()


def test_settings_that_cannot_be_kept_do_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ELDERCHECK_HOME", str(tmp_path / "file"))
    settings, keep = own_settings()
    assert settings.device
    keep(settings)


# --- the example --------------------------------------------------------------------------------------------


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_text("mine")
    with pytest.raises(StateError) as caught:
        write_demo(path)
    assert caught.value.code == "file_exists"
    assert path.read_text() == "mine"
    with pytest.raises(StateError):
        write_demo(tmp_path)


def test_an_example_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_given: object) -> None:
        raise StateError("code_missing")

    monkeypatch.setattr("eldercheck.services.example.writing.write_county", fails)
    with pytest.raises(StateError):
        write_demo(tmp_path / "a.db")
    assert not [entry for entry in tmp_path.iterdir() if "a.db" in entry.name and entry.is_file()]

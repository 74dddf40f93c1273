"""The register changed by a file: all or nothing, after a backup, and never on a stale comparison."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from eldercheck.domain.errors import StateError
from eldercheck.domain.register import Unit
from eldercheck.domain.register_lines import Place, RegisterFault, RegisterFaults, UnitLine
from eldercheck.services.register import Register
from eldercheck.storage.errors import BackupRoomError
from tests.builders import Desk

BANK = UnitLine(Place("名录", 2), "institution", "01", "青山银行")
BRANCH = UnitLine(Place("名录", 3), "branch", "0101", "北关支行", "01", "北关街1号")


def register_of(desk: Desk) -> Register:
    return Register(desk.database.register, desk.identity, desk.database.back_up)


def stored(desk: Desk) -> list[tuple[str, str]]:
    return [(unit.code, unit.name) for unit in desk.database.register.units()]


def test_new_units_need_no_backup(desk: Desk) -> None:
    register = register_of(desk)
    assert register.apply(register.preview([BRANCH, BANK])) is None
    assert stored(desk) == [("01", "青山银行"), ("0101", "北关支行")]
    bank, branch = register.units()
    assert branch.parent == bank.id
    assert register.preview([BRANCH, BANK]).is_nothing


def test_what_is_there_is_saved_before_it_changes(desk: Desk) -> None:
    register = register_of(desk)
    register.apply(register.preview([BANK, BRANCH]))
    backup = register.apply(register.preview([replace(BRANCH, name="北关街支行")]))
    assert backup is not None
    assert backup.exists()
    assert stored(desk) == [("01", "青山银行"), ("0101", "北关街支行")]
    assert register.apply(register.preview([BANK])) is None


def test_without_a_backup_nothing_changes(desk: Desk, tmp_path: Path) -> None:
    register = register_of(desk)
    register.apply(register.preview([BANK]))

    def no_room(_moment: datetime) -> Path:
        raise BackupRoomError(tmp_path, 1, 2)

    register = Register(desk.database.register, desk.identity, no_room)
    with pytest.raises(BackupRoomError):
        register.apply(register.preview([replace(BANK, name="丰安银行")]))
    assert stored(desk) == [("01", "青山银行")]


def test_a_comparison_that_is_stale_changes_nothing(desk: Desk) -> None:
    register = register_of(desk)
    changes = register.preview([BANK, BRANCH])
    desk.database.register.save_unit(Unit("x", "institution", "09", "先到银行"))
    with pytest.raises(StateError) as caught:
        register.apply(changes)
    assert caught.value.code == "register_changed"
    assert stored(desk) == [("09", "先到银行")]


def test_faults_of_reading_stop_the_comparison(desk: Desk) -> None:
    fault = RegisterFault("cell_error", "名录", 4)
    with pytest.raises(RegisterFaults) as caught:
        register_of(desk).preview([BANK, replace(BRANCH, name="")], [fault])
    assert [found.code for found in caught.value.found] == ["line_without_name", "cell_error"]

"""eldercheck compare: what is printed, what is written, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eldercheck.domain.assessment import Party
from eldercheck.domain.programme import Programme
from tests.builders import a_desk, full_answers, visited
from tests.cli.test_grade_commands import Called

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Called:
    """One branch that assessed itself and was examined, one that was examined only."""
    with a_desk(tmp_path / "a.db") as desk:
        desk.years.open(Programme(2026, authority="金融办"))
        bank = desk.casebook.add_unit("institution", "01", "甲行")
        parties: dict[str, tuple[Party, ...]] = {"0101": ("bank", "examiner"), "0102": ("examiner",)}
        for code, who in parties.items():
            unit = desk.casebook.add_unit("branch", code, f"网点{code}", bank.id)
            for party in who:
                one = visited(desk.casebook.start(unit, party))
                changes = {"GC_01": "no"} if party == "examiner" else {}
                for item_id, answer in full_answers(one.checklist, **changes).items():
                    one.answer(item_id, answer)
                one.sign(["李芳", "王敏"])
    return Called(tmp_path / "a.db", capsys)


def test_it_prints_figures_and_items(call: Called) -> None:
    out = call("compare", "0101")
    assert call.code == 0
    assert "Over-claimed: 1 item, 4 points" in out
    assert "Agreement: 98.0%" in out
    assert "(n = 51)" in out
    assert "Green channel: 85.7%" in out
    assert "B-GC-01" in out


def test_json_is_one_object(call: Called) -> None:
    plain = json.loads(call("compare", "0101", "--year", "2026", "--json"))
    assert plain["format"] == "eldercheck.comparison.v1"
    assert plain["over_claimed"] == ["B-GC-01"]


def test_a_file_is_written_whole_and_never_over_another(call: Called, tmp_path: Path) -> None:
    path = tmp_path / "对照.xlsx"
    assert call("compare", "0101", "-o", path) == ""
    assert path.stat().st_size > 1000
    assert "exists already" in call.refused("compare", "0101", "-o", path, code=3)
    call("compare", "0101", "-o", path, "--force")
    assert call.code == 0


def test_what_cannot_be_compared_is_refused_in_words(call: Called) -> None:
    assert "handed in no self-assessment of 2026" in call.refused("compare", "0102")
    assert "网点0101" in call.refused("compare", "网点0101")
    assert "no unit 9999" in call.refused("compare", "9999")
    assert "2026" in call.refused("compare", "0101", "--year", "2019")

"""`eldercheck year draw`: looked at first, kept when asked to, the same in JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eldercheck.cli.commands import build
from eldercheck.cli.spoken import run
from eldercheck.domain.programme import Programme
from tests.builders import a_desk

pytestmark = pytest.mark.usefixtures("own_home")


def test_a_draw_is_looked_at_then_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.db"
    with a_desk(path) as desk:
        bank = desk.casebook.add_unit("institution", "01", "甲[A]行")
        for place in range(8):
            desk.casebook.add_unit("branch", f"01{place}", f"网点[/x]{place}", bank.id)
        desk.years.open(Programme(2026))

    def draw(*words: str) -> tuple[int, str, str]:
        code = run(build(lambda *_given: 0), ["--db", str(path), "year", "draw", *words])
        return code, *capsys.readouterr()

    code, out, err = draw()
    assert (code, out, "--keep" in err) == (2, "", True)
    code, looked, _err = draw("3 17", "--json")
    assert (code, json.loads(looked)["kept"], len(json.loads(looked)["codes"])) == (0, False, 5)
    code, out, _err = draw("3 17", "--keep", "--by", "李芳")
    assert (code, len(out.splitlines()), "网点[/x]" in out, "5 units, seed 3 17" in out) == (0, 6, True, True)
    assert json.loads(draw("--json")[1]) == json.loads(looked) | {"kept": True}
    code, out, err = draw("4", "--keep")
    assert (code, out, "3 17" in err) == (2, "", True)

"""`eldercheck visit` and `veto`, as an examiner or a script uses them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from eldercheck.cli.commands import build
from eldercheck.cli.spoken import run
from eldercheck.domain.answers import Given
from tests.builders import VISIT, a_desk, full_answers

pytestmark = pytest.mark.usefixtures("own_home")

Told = tuple[int, str, str]
WHOLE = (
    *("--day", "2026-10-08", "--start", "9:05", "--way", "unannounced", "--weather", "wet"),
    *("--met", "会计主管", "--examiner", "李芳", "--examiner", "张三"),
)


@pytest.fixture
def said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    """Runs a command on a county of one bank with one branch, 0101, that is being examined."""
    path = tmp_path / "a.db"
    with a_desk(path, start=datetime(2026, 10, 9, 1, tzinfo=UTC)) as desk:
        bank = desk.casebook.add_unit("institution", "01", "甲[A]行")
        branch = desk.casebook.add_unit("branch", "0101", "北关支行", bank.id)
        examination = desk.casebook.start(branch, "examiner")
        for item_id, answer in full_answers(examination.checklist).items():
            examination.answer(item_id, Given("1/2") if item_id == "B-PU-03" else answer)

    def shell(*words: str) -> Told:
        code = run(build(lambda *_given: 0), ["--db", str(path), *words])
        return code, *capsys.readouterr()

    return shell


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the day is on this computer, the visits of these tests do not lie ahead."""
    monkeypatch.setattr("eldercheck.services.examination.Examination.today", "2026-10-09")


def test_a_visit_is_recorded_completed_and_printed(said: Callable[..., Told]) -> None:
    code, out, err = said("visit", "0101")
    assert (code, out, err) == (1, "", "The visit is not recorded.\n")
    code, out, err = said("visit", "0101", *WHOLE)
    assert code == 0
    assert "Time of the visit: 09:05–…" in out
    assert "ended is missing" in err
    code, out, err = said("visit", "0101", "--end", "11:40")
    assert (code, "Time of the visit: 09:05–11:40" in out) == (0, True)
    assert "B-PU-03" in err
    code, out, _err = said("visit", "0101", "--json")
    told = json.loads(out)
    assert code == 1
    assert told["visit"] == VISIT.plain()
    assert told["missing"] == []
    assert [(one["item"], one["kind"], one["due"]) for one in told["disagreements"]] == [
        ("B-PU-03", "count_not_due", 3)
    ]


def test_every_fault_is_said_and_nothing_is_recorded(said: Callable[..., Told]) -> None:
    code, out, err = said("visit", "0101", "--day", "2025-12-31", "--examiner", "李芳")
    assert (code, out) == (2, "")
    for part in ("Nothing was recorded", "2025-12-31", "began is missing", "weather", "1 of at least 2"):
        assert part in err
    code, _out, err = said("visit", "0101", *WHOLE, "--way", "by car")
    assert (code, "announced, unannounced, secret" in err) == (2, True)
    assert said("visit", "0101")[0] == 1


def test_an_unknown_unit_or_one_without_examination_is_bad_input(said: Callable[..., Told]) -> None:
    assert said("visit", "0109")[0] == 2
    code, _out, err = said("visit", "01", *WHOLE)
    assert (code, "甲[A]行" in err) == (2, True)


def test_a_veto_is_recorded_listed_and_taken_back(said: Callable[..., Told], tmp_path: Path) -> None:
    assert said("veto", "0101") == (0, "", "No veto is in force.\n")
    code, _out, err = said("veto", "0101", "--ground", "rude", "--reason", "…")
    assert (code, "refused, immobile, kept_card, false_evidence" in err) == (2, True)
    why = ("--reason", "拒收硬币", "--name", "李芳")
    code, _out, err = said("veto", "0101", "--ground", "refused", *why)
    assert (code, "needs evidence" in err) == (2, True)
    code, out, _err = said("veto", "0101", "--ground", "refused", *why, "--evidence", "信访件17号")
    assert (code, "拒收硬币" in out, "信访件17号" in out) == (0, True, True)
    (veto,) = json.loads(said("veto", "0101", "--json")[1])["vetoes"]
    assert (veto["ground"], veto["name"]) == ("refused", "李芳")
    assert veto["evidence"][0]["text"] == "信访件17号"
    code, _out, err = said("veto", "0101", "--lift", veto["id"], "--reason", "查无此事", "--name", "王敏")
    assert (code, "No veto is in force." in err) == (0, True)


def test_a_veto_is_shown_by_a_file(said: Callable[..., Told], tmp_path: Path) -> None:
    paper = tmp_path / "谈话 记录.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    why = ("--reason", "代管存折", "--name", "李芳")
    code, out, _err = said("veto", "0101", "--ground", "kept_card", *why, "--file", str(paper))
    assert (code, "谈话 记录.pdf" in out) == (0, True)
    code, _out, err = said("veto", "0101", "--ground", "refused", *why, "--file", str(tmp_path / "none.pdf"))
    assert code in (2, 3)
    assert "none.pdf" in err

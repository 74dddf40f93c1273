"""`eldercheck history`: the timeline, one item of it, the past at a moment, every form, every refusal."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from eldercheck.domain.answers import Given
from eldercheck.services.second_look import SecondLook
from eldercheck.wording.moments import local_moment
from tests.builders import START, a_desk, full_answers
from tests.cli.test_grade_commands import Called

pytestmark = pytest.mark.usefixtures("own_home")

ITEM = "B-TM-06"
SHA = "ab12cd34ef56" * 5 + "ab12"


@pytest.fixture
def moments() -> dict[str, str]:
    """The moments (UTC) of what was done, by its name."""
    return {}


@pytest.fixture
def call(tmp_path: Path, moments: dict[str, str], capsys: pytest.CaptureFixture[str]) -> Called:
    """A branch that was signed, given back, put right and signed again; another one without anything."""
    path = tmp_path / "db.db"
    with a_desk(path) as desk:
        desk.casebook.add_unit("institution", "02", "别家银行")
        examination = desk.examination()
        for item, answer in full_answers(examination.checklist, TM_06="0/4").items():
            examination.answer(item, answer)
        file = {"sha256": SHA, "name": "=1+1.jpg", "size": 2_300_000, "media": "image/jpeg"}
        about = {"evidence": "p1", "item": ITEM, "purpose": "answer", "kind": "photo", "text": ""}
        examination.append("attached", **about, name="甲", file=file)
        examination.sign(["甲", "乙"])
        moments["signed"] = desk.identity.now()
        SecondLook(examination).give_back("王主任", {ITEM: "请复核"})
        examination.answer(ITEM, Given("4/4"))
        examination.sign(["甲", "乙"])
        moments["again"] = desk.identity.now()
    return Called(path, capsys)


def test_the_timeline_is_printed_the_first_first(call: Called) -> None:
    out = call("history", "0101")
    assert (call.code, call.err) == (0, "")
    assert out.index("opened the year") < out.index("began the examination") < out.index("请复核")
    assert "signed: score" in out
    assert f"{ITEM}: 0/4 → 4/4" in " ".join(out.split())


def test_one_item_is_traced_to_its_evidence(call: Called) -> None:
    plain: dict[str, Any] = json.loads(call("history", "0101", "--item", ITEM.lower(), "--json"))
    assert (plain["unit"]["code"], plain["item"], plain["state"]) == ("0101", ITEM, "signed")
    kinds = [event["kind"] for event in plain["events"] if event["kind"] != "signed"]
    assert kinds == ["answered", "attached", "returned", "answered"]
    attached = next(event for event in plain["events"] if event["kind"] == "attached")
    assert f"SHA-256 {SHA[:12]}" in attached["text"]
    assert attached["said"]["file"]["sha256"] == SHA
    last = plain["events"][-2] if plain["events"][-1]["kind"] == "signed" else plain["events"][-1]
    assert (last["before"], last["said"]["answer"], last["author"]) == ("0/4", "4/4", "李芳")
    assert all(len(event["hash"]) == 64 for event in plain["events"])


def test_the_past_is_printed_as_it_stood(call: Called, moments: dict[str, str]) -> None:
    plain = json.loads(call("history", "0101", "--at", moments["signed"], "--json"))
    assert (plain["state"], plain["grade"], plain["answers"][ITEM]) == ("signed", "B", "0/4")
    assert plain["changed_later"] == {ITEM: "4/4"}
    assert [limit["subject"] for limit in plain["limits"]] == [ITEM]
    assert plain["evidence"][0]["file"]["sha256"] == SHA
    later = json.loads(call("history", "0101", "--at", moments["again"], "--json"))
    assert (later["state"], later["grade"], later["changed_later"]) == ("signed", "A", {})


def test_a_bare_day_means_its_end_and_a_minute_too(call: Called, moments: dict[str, str]) -> None:
    day, minute = local_moment(moments["again"])[:10], local_moment(moments["again"])
    for typed in (day, minute):
        out = call("history", "0101", "--at", typed)
        assert "As it stood then, not as it stands now" in out
        assert "grade A" in out
    one = call("history", "0101", "--at", day, "--item", ITEM)
    assert "B-GC-01" not in one
    assert "4 of 4" in one


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.json", "a.html", "a.docx", "a.txt"])
@pytest.mark.parametrize("at", [(), ("--at", "2099-01-01")])
def test_it_is_handed_over_in_every_form(
    name: str, at: tuple[str, ...], call: Called, tmp_path: Path
) -> None:
    call("history", "0101", *at, "-o", tmp_path / name)
    assert call.code == 0
    assert (tmp_path / name).stat().st_size > 500
    assert "exists" in call.refused("history", "0101", *at, "-o", tmp_path / name, code=3)


def test_a_workbook_holds_what_was_said_and_no_formula(call: Called, tmp_path: Path) -> None:
    call("history", "0101", "-o", tmp_path / "a.xlsx")
    cells = [cell for row in load_workbook(tmp_path / "a.xlsx").active.iter_rows() for cell in row]
    texts = [str(cell.value) for cell in cells if cell.value is not None]
    assert any("=1+1.jpg" in text for text in texts)
    assert all(cell.data_type != "f" for cell in cells)


def test_csv_has_a_row_for_each_entry(call: Called, tmp_path: Path) -> None:
    call("history", "0101", "-o", tmp_path / "a.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))))
    plain = json.loads(call("history", "0101", "--json"))
    assert len(rows) == len(plain["events"]) + 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("0109",), "no unit 0109"),
        (("0101", "--item", "B-XX-01"), "no such item"),
        (("0101", "--at", "yesterday"), "yesterday"),
        (("0101", "--at", "2026-03-05 25:00"), "is no moment"),
        (("0101", "--at", "05/03/2026"), "05/03/2026"),
        (("0101", "--at", "2020-01-01"), "it begins on"),
        (("0101", "--self"), "did not assess itself"),
        (("02",), "was not examined"),
        (("0101", "--year", "1999"), "1999"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_line(
    arguments: tuple[str, ...], words: str, call: Called
) -> None:
    assert words in call.refused("history", *arguments)


def test_the_moment_of_a_refusal_is_that_of_the_first_event(call: Called) -> None:
    begun = START.astimezone().strftime("%Y-%m-%d")
    assert begun in call.refused("history", "0101", "--at", "2020-01-01")

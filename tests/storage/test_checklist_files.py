"""A checklist file becomes a checklist, and the shipped ones are found."""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.checks import Implies, SameTotal
from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.wordings import Wording
from eldercheck.storage import checklist_files
from eldercheck.storage.checklist_files import (
    ChecklistFaults,
    UnreadableFile,
    find_checklist,
    parse_checklist,
    read_checklist,
    shipped,
    shipped_path,
)

SAMPLE_PATH = Path(__file__).with_name("test_checklist_sample.yaml")
SAMPLE = SAMPLE_PATH.read_text(encoding="utf-8")


def parsed(text: str) -> Checklist:
    return parse_checklist(text.encode(), "f.yaml")


def test_everything_of_the_file_is_in_the_checklist() -> None:
    checklist = read_checklist(SAMPLE_PATH)
    assert checklist.reference == "sample@2026.1"
    assert checklist.title == Wording("样表", "Sample")
    assert [d.id for d in checklist.dimensions] == ["organisation", "outcome"]
    assert checklist.clauses["S0"].background
    assert [item.id for item in checklist] == ["X-GC-01", "X-GC-02", "X-TM-01", "X-TM-02", "X-TM-03"]
    assert checklist.bonus[0].at_most == 2
    assert checklist.checks == (
        SameTotal(("X-TM-01", "X-TM-02"), Wording("两处总数应当一致")),
        Implies("X-TM-01", "full", "X-TM-02", "something", Wording("前后不一")),
    )


def test_every_answer_kind_is_read() -> None:
    kinds = [item.answer for item in read_checklist(SAMPLE_PATH)]
    assert kinds == [
        YesNo(),
        Measure(Wording("分钟", "min"), "lower", Fraction(2), Fraction(11, 2)),
        Count(of_at_least=1, of_at_most=9, full_at_percent=90),
        Count(),
        Levels((Wording("无", "None"), Wording("有时"), Wording("每月"))),
    ]


def test_items_keep_their_rarer_fields() -> None:
    first, second, third, _, last = read_checklist(SAMPLE_PATH)
    assert first.cites == (Wording("GB/T 1-2020"), Wording("计划", "The plan"))
    assert first.consequence == Wording("答“否”时封顶为 C。")
    assert (second.caps_at, second.fails_below_percent) == ("B", 50)
    assert third.not_applicable == Wording("没有机具")
    assert last.beyond_the_plan


def test_what_a_visit_decides_is_read() -> None:
    text = SAMPLE.replace(
        "answer: {count: }",
        'answer: {count: }\n        not_applicable: {zh: 无}\n        due_days: ["03-15", "09-30"]',
    ).replace(
        "answer: yes_no",
        "answer: yes_no\n        safety: true\n        weather: wet\n        not_applicable: 晴",
        1,
    )
    first, *_, fourth, last = parsed(text.replace("not_applicable: 晴", "not_applicable: {zh: 晴}"))
    assert (first.safety, first.weather, first.due_days) == (True, "wet", ())
    assert fourth.due_days == ("03-15", "09-30")
    assert (last.safety, last.weather, last.due_days) == (False, None, ())


def test_the_shipped_campaigns_are_due_by_the_same_days() -> None:
    for checklist_id in shipped():
        days = {item.due_days for item in find_checklist(checklist_id)} - {()}
        assert days == {("03-15", "06-30", "09-30")}


def test_the_laid_mats_alone_hang_on_the_weather() -> None:
    wet = [item.id for name in shipped() for item in find_checklist(name) if item.weather]
    assert wet == ["B-FA-08"]


def test_an_unquoted_number_or_no_is_the_text_that_stands_there() -> None:
    text = SAMPLE.replace('version: "2026.1"', "version: 1.10").replace("zh: 样表", "zh: no")
    assert (parsed(text).version, parsed(text).title.zh) == ("1.10", "no")


def test_plain_gives_back_the_same_checklist() -> None:
    checklist = read_checklist(SAMPLE_PATH)
    again = Checklist.from_plain(checklist.plain())
    assert again == checklist
    assert again.digest == checklist.digest


def test_the_digest_heeds_words_only() -> None:
    digest = parsed(SAMPLE).digest
    same = [
        SAMPLE.replace("\n", "\n# remark\n\n").replace("# remark\n\n          zh", "          zh"),
        SAMPLE.replace("\n", "\r\n"),
        "\ufeff" + SAMPLE,
        SAMPLE.replace("{zh: 样表, en: Sample}", '{en: "Sample", zh: 样表}'),
        SAMPLE.replace("        points: 20\n", "").replace(
            "        fails_below", "        points: 20\n        fails_below"
        ),
        SAMPLE.replace("full: 2,", "full: 2.0,"),
    ]
    assert {parsed(text).digest for text in same} == {digest}
    assert parsed(SAMPLE.replace("有绿色通道", "有绿色信道")).digest != digest
    assert (
        parsed(SAMPLE.replace("points: 40\n", "points: 39\n").replace("points: 20", "points: 21")).digest
        != digest
    )


@pytest.mark.parametrize("checklist_id", shipped())
def test_the_shipped_checklists_are_sound(checklist_id: str) -> None:
    if not shipped_path(checklist_id).exists():
        pytest.skip(f"{checklist_id} is not there yet")
    checklist = find_checklist(checklist_id)
    assert checklist.id == checklist_id
    assert Checklist.from_plain(checklist.plain()).digest == checklist.digest


@pytest.mark.parametrize("checklist_id", shipped())
def test_one_slip_in_a_shipped_checklist_is_one_fault(checklist_id: str) -> None:
    path = shipped_path(checklist_id)
    if not path.exists():
        pytest.skip(f"{checklist_id} is not there yet")
    with pytest.raises(ChecklistFaults) as caught:
        parse_checklist(path.read_bytes() + "\nid：other\n".encode(), "f.yaml")
    assert [fault.code for fault in caught.value.faults] == ["duplicate_key", "full_width_sign"]


def test_a_packed_checklist_is_found_before_the_source_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "eldercheck" / "checklists" / "branch.yaml"
    packed.parent.mkdir(parents=True)
    monkeypatch.setattr(checklist_files, "_PACKAGE", tmp_path / "eldercheck")
    assert shipped_path("branch") == tmp_path / "checklists" / "branch.yaml"
    packed.write_text(SAMPLE, encoding="utf-8")
    assert shipped_path("branch") == packed
    assert find_checklist("branch").id == "sample"


def test_a_checklist_is_found_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("own.yaml", "own"):
        Path(name).write_text(SAMPLE, encoding="utf-8")
        assert find_checklist(name).id == "sample"
    assert find_checklist(str(tmp_path / "own")).id == "sample"


@pytest.mark.parametrize(("name", "nearest"), [("brnch", "branch"), ("zzz", ""), ("", ""), ("a\0b", "")])
def test_an_unknown_name_is_said_to_be_so(name: str, nearest: str) -> None:
    with pytest.raises(EldercheckError) as caught:
        find_checklist(name)
    assert (caught.value.code, caught.value.values) == (
        "unknown_checklist",
        {"name": name, "nearest": nearest},
    )
    with pytest.raises(EldercheckError):
        shipped_path(name)


def code_of_reading(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_checklist(path)
    assert caught.value.values["file"] == str(path)
    return caught.value.code


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert code_of_reading(tmp_path / "none.yaml") == "file_missing"
    assert code_of_reading(tmp_path) == "file_is_folder"
    assert code_of_reading(SAMPLE_PATH / "below") == "file_unreadable"
    assert code_of_reading(tmp_path / ("x" * 5000)) == "file_unreadable"
    assert code_of_reading(tmp_path / "a\0b.yaml") == "file_unreadable"


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as opened:
        opened.truncate(50 * 1024 * 1024)
    assert code_of_reading(huge) == "file_too_large"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert code_of_reading(tmp_path / "pipe.yaml") == "file_not_regular"


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "closed.yaml"
    closed.write_text(SAMPLE, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert code_of_reading(closed) == "file_not_permitted"


def test_importing_the_reader_loads_no_heavy_library() -> None:
    heavy = "{'sqlmodel', 'sqlalchemy', 'pydantic', 'ruamel.yaml', 'textual'}"
    program = f"import sys, eldercheck.storage.checklist_files; print({heavy} & set(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
    )
    assert run.stdout.strip() == "set()"


def test_reading_a_checklist_never_loads_the_database_library() -> None:
    program = (
        "import sys; from pathlib import Path; "
        "from eldercheck.storage.checklist_files import read_checklist; "
        f"read_checklist(Path({str(SAMPLE_PATH)!r})); print({{'sqlmodel', 'sqlalchemy'}} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
    )
    assert run.stdout.strip() == "set()"

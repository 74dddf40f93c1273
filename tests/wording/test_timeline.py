"""Every event in words: each kind has its sentence, with all that it says."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from eldercheck.domain.assessment import Assessment
from eldercheck.domain.ledger import Event, EventKind
from eldercheck.domain.past import GROUP_OF
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit
from eldercheck.language import use
from eldercheck.services.history import History
from eldercheck.wording.timeline import SENTENCES, Line, line_of
from tests.builders import shipped

BRANCH = shipped("branch")
ITEM, LEVELS = "B-TM-06", "B-GC-02"
SHA = "ab" * 32
FILE = {"sha256": SHA, "name": "门口[1].jpg", "size": 2_340_000, "media": "image/jpeg"}
CHECKLIST = {"id": "branch", "version": "2026.1", "digest": BRANCH.digest}
OPENED = {
    "unit": {"kind": "branch", "code": "0101", "name": "城关网点"},
    "year": 2026,
    "party": "examiner",
    "checklist": CHECKLIST,
}
PHOTO = {
    "evidence": "p1",
    "item": ITEM,
    "purpose": "answer",
    "kind": "photo",
    "text": "门口",
    "name": "陈志远",
    "file": FILE | {"taken_at": "2026-03-02T09:41:00"},
}
FINDINGS = {
    ITEM: {"lost": "3/2", "due": "2026-04-30", "safety": True, "fails": True},
    "B-TM-01": {"lost": "1", "due": "2026-05-30", "safety": False, "fails": False},
}
NOTICE = {
    "name": "王主任",
    "score": "88.5",
    "grade": "B",
    "day": "2026-03-31",
    "appeal_until": "2026-04-08",
    "findings": FINDINGS,
}
CLAIM = {"item": ITEM, "claim": "当日停电", "name": "赵行长", "day": "2026-04-02", "evidence": ["p1"]}
VETO = {"veto": "v1", "ground": "refused", "reason": "拒收硬币", "name": "陈志远", "evidence": ["p1"]}


def lines(*told: tuple[str, dict[str, Any]], item: str = "") -> list[Line]:
    """Tell these events, the opening first."""
    events = [
        Event(f"e{place}", "a", kind, "李芳", "laptop", f"2026-03-02T01:02:{place:02}.000000Z", (), said)  # type: ignore[arg-type]
        for place, (kind, said) in enumerate([("opened", OPENED), *told])
    ]
    assessment = Assessment("a", "u", 2026, "examiner", BRANCH.digest, "open", "", events[0].at)
    history = History(assessment, Unit("u", "branch", "0101", "城关网点"), BRANCH, Programme(2026), events)
    return [line_of(entry, BRANCH, item) for entry in history.entries]


def last(*told: tuple[str, dict[str, Any]], item: str = "") -> Line:
    return lines(*told, item=item)[-1]


def test_every_kind_of_event_has_its_sentence_and_its_group() -> None:
    kinds = set(get_args(EventKind))
    of_a_year = {kind for kind, group in GROUP_OF.items() if group == "year"}
    assert set(GROUP_OF) == kinds
    assert set(SENTENCES) == kinds - of_a_year


TOLD: dict[str, tuple[list[tuple[str, dict[str, Any]]], list[str]]] = {
    "opened": ([], ["began the examination", "0101 城关网点", "branch@2026.1"]),
    "answered": ([("answered", {"item": ITEM, "answer": "3/5"})], [f"{ITEM}: 3/5"]),
    "changed": (
        [("answered", {"item": ITEM, "answer": a}) for a in ("3/5", "4/5")],
        [f"{ITEM}: 3/5 → 4/5"],
    ),
    "taken away": (
        [("answered", {"item": ITEM, "answer": a}) for a in ("3/5", None)],
        [f"{ITEM}: took the answer away (it was: 3/5)"],
    ),
    "undone": (
        [
            ("answered", {"item": "B-GC-01", "answer": "yes"}),
            ("answered", {"item": "B-GC-01", "answer": {"not_applicable": "没有"}}),
            ("answered", {"item": "B-GC-01", "answer": "yes", "because": "undo"}),
        ],
        ["undone: B-GC-01: not applicable: 没有 → yes"],
    ),
    "redone": (
        [("answered", {"item": ITEM, "answer": "3/5", "because": "redo"})],
        [f"done again: {ITEM}: 3/5"],
    ),
    "by the visit": (
        [("answered", {"item": ITEM, "answer": "3/5", "because": "visit"})],
        [f"as the visit has it: {ITEM}: 3/5"],
    ),
    "noted": ([("noted", {"item": ITEM, "note": "一\n二"})], [f"{ITEM}: note “一 二”"]),
    "note changed": (
        [("noted", {"item": ITEM, "note": note}) for note in ("一", "二")],
        ["note “一” → “二”"],
    ),
    "note away": ([("noted", {"item": ITEM, "note": note}) for note in ("一", None)], ["it was: “一”"]),
    "visited": (
        [
            (
                "visited",
                {
                    "day": "2026-03-02",
                    "start": "09:00",
                    "end": "11:30",
                    "way": "secret",
                    "weather": "wet",
                    "met": "李行长",
                    "examiners": ["甲", "乙"],
                },
            )
        ],
        ["2026-03-02 09:00–11:30", "mystery visit", "rain", "李行长", "甲, 乙"],
    ),
    "attached": (
        [("attached", PHOTO)],
        [
            f"{ITEM}: attached evidence for the answer",
            "photo",
            "“门口”",
            "门口[1].jpg (2.3 MB)",
            "taken 2026-03-02 09:41:00",
            f"SHA-256 {SHA[:12]}",
        ],
    ),
    "detached": (
        [("attached", PHOTO), ("detached", {"evidence": "p1", "reason": "模糊"})],
        [f"{ITEM}: took evidence back", "门口[1].jpg", "Reason: 模糊"],
    ),
    "vetoed": (
        [("attached", PHOTO), ("vetoed", VETO)],
        ["grade at C", "cash or service by staff was refused", "拒收硬币", SHA[:12]],
    ),
    "veto_lifted": (
        [("vetoed", VETO), ("veto_lifted", {"veto": "v1", "reason": "查无此事", "name": "王主任"})],
        ["lifted the veto: cash or service by staff was refused", "查无此事"],
    ),
    "signed": (
        [
            (
                "signed",
                {
                    "names": ["甲", "乙"],
                    "checklist": BRANCH.digest,
                    "grade": "B",
                    "score": "88.5",
                    "evidence_rule": "warn",
                    "evidence_missing": [ITEM],
                },
            )
        ],
        ["score 88.5, grade B", f"Evidence missing (warned of): {ITEM}"],
    ),
    "returned": (
        [
            (
                "returned",
                {"name": "王主任", "reasons": {ITEM: "看不清"}, "was": {ITEM: "3/5"}, "notes": {ITEM: ""}},
            )
        ],
        [f"gave the sheet back: {ITEM}", "“看不清”", "answer then: 3/5"],
    ),
    "replied": (
        [("replied", {"item": ITEM, "text": "已补拍", "name": "甲"})],
        [f"{ITEM}: replied to the return: “已补拍”"],
    ),
    "approved": ([("approved", {"name": "王主任"})], ["approved the sheet after a second look"]),
    "reopened": ([("reopened", {"reason": "误签"})], ["took the signature back", "误签"]),
    "noticed": (
        [("noticed", NOTICE)],
        [
            "2026-03-31",
            "score 88.5, grade B",
            "objections until 2026-04-08",
            "2 findings",
            "1.5 points lost, to be put right by 2026-04-30 · safety · a critical item that fails",
        ],
    ),
    "appealed": (
        [("attached", PHOTO), ("noticed", NOTICE), ("appealed", CLAIM)],
        [f"{ITEM}: objected on 2026-04-02: “当日停电”", SHA[:12]],
    ),
    "upheld": (
        [
            ("noticed", NOTICE),
            ("appealed", CLAIM),
            (
                "decided",
                {
                    "item": ITEM,
                    "upheld": True,
                    "reason": "属实",
                    "name": "孙科长",
                    "day": "2026-04-09",
                    "was": "3/5",
                    "answer": "5/5",
                    "withdrawn": True,
                },
            ),
        ],
        ["upheld the objection on 2026-04-09: 3/5 → 5/5", "属实", "Nothing is left to put right"],
    ),
    "refused": (
        [
            ("noticed", NOTICE),
            ("appealed", CLAIM),
            (
                "decided",
                {
                    "item": ITEM,
                    "upheld": False,
                    "reason": "无据",
                    "name": "孙科长",
                    "day": "2026-04-09",
                    "was": "3/5",
                    "answer": None,
                    "withdrawn": False,
                },
            ),
        ],
        ["refused the objection on 2026-04-09; the answer stays: 3/5", "无据"],
    ),
    "responded": (
        [
            ("noticed", NOTICE),
            (
                "responded",
                {"item": ITEM, "text": "更换", "person": "钱经理", "name": "赵行长", "day": "2026-04-10"},
            ),
        ],
        ["2026-04-10", "“更换”", "responsible: 钱经理"],
    ),
    "fixed": (
        [
            ("attached", PHOTO),
            ("noticed", NOTICE),
            (
                "fixed",
                {
                    "item": ITEM,
                    "text": "已换",
                    "person": "钱经理",
                    "name": "赵行长",
                    "day": "2026-04-20",
                    "evidence": ["p1"],
                },
            ),
        ],
        ["put right on 2026-04-20: “已换”", "钱经理", SHA[:12]],
    ),
    "extended": (
        [
            ("noticed", NOTICE),
            ("extended", {"item": ITEM, "due": "2026-05-15", "reason": "缺货", "name": "王主任"}),
        ],
        ["2026-04-30 → 2026-05-15", "缺货"],
    ),
    "passed": (
        [
            ("noticed", NOTICE),
            (
                "rechecked",
                {
                    "item": ITEM,
                    "answer": "5/5",
                    "was": "3/5",
                    "names": ["甲", "丙"],
                    "day": "2026-05-02",
                    "outcome": "passed",
                    "note": "已见",
                },
            ),
        ],
        ["re-check of 2026-05-02, passed: 3/5 → 5/5", "Note: 已见"],
    ),
    "failed": (
        [
            ("noticed", NOTICE),
            (
                "rechecked",
                {
                    "item": ITEM,
                    "answer": "2/5",
                    "was": "3/5",
                    "names": ["甲"],
                    "day": "2026-05-02",
                    "outcome": "failed",
                    "note": "",
                },
            ),
        ],
        ["not passed: found 2/5; the answer stays: 3/5"],
    ),
    "closed": (
        [("noticed", NOTICE), ("closed", {"name": "王主任", "reason": "年底"})],
        ["closed the case", f"Still to be put right: {ITEM} B-TM-01", "年底"],
    ),
}


@pytest.mark.parametrize("told", TOLD)
def test_each_event_says_all_that_matters(told: str) -> None:
    events, parts = TOLD[told]
    whole = last(*events).whole
    for part in parts:
        assert part in whole
    assert whole.replace("\n", "").isprintable()


@pytest.mark.parametrize("told", sorted(set(TOLD) - {"answered", "changed"}))
def test_each_event_is_told_in_chinese(told: str) -> None:
    use("zh")
    line = last(*TOLD[told][0])
    assert any("\u4e00" <= character <= "\u9fff" for character in line.text)
    assert "{" not in line.whole


def test_the_names_of_an_event_stand_before_whoever_wrote_it_down() -> None:
    signed = last(("signed", {"names": ["甲", "乙"], "checklist": "x", "grade": "A", "score": "95.0"}))
    assert (signed.who, signed.written_by) == ("甲, 乙", "李芳")
    own = last(("signed", {"names": ["李芳", "乙"], "checklist": "x", "grade": "A", "score": "95.0"}))
    assert (own.who, own.written_by) == ("李芳, 乙", "")
    answered = last(("answered", {"item": ITEM, "answer": "3/5"}))
    assert (answered.who, answered.written_by) == ("李芳", "")
    assert answered.about == BRANCH.item(ITEM).ask.en


def test_of_several_items_only_the_one_asked_for_is_told() -> None:
    whole = last(("noticed", NOTICE), item=ITEM).whole
    assert "1.5 points lost" in whole
    assert "B-TM-01" not in whole


def test_a_kind_or_a_form_of_a_newer_version_is_said_as_such() -> None:
    assert "newer version of eldercheck can show (teleported)" in last(("teleported", {"to": "1"})).text
    assert "newer version of eldercheck can show (visited)" in last(("visited", VISIT_OF_LATER)).text


VISIT_OF_LATER = {"day": "2026-03-02", "examiners": [{"name": "甲"}]}


def test_an_item_that_the_checklist_does_not_have_is_told_as_it_is() -> None:
    line = last(("answered", {"item": "B-XX-99\u202e", "answer": "yes"}))
    assert line.about == ""
    assert "\u202e" not in line.text

"""Every fault a checklist file can have is named at its place."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from eldercheck.storage.checklist_files import ChecklistFaults, Fault, parse_checklist

SAMPLE = Path(__file__).with_name("test_checklist_sample.yaml").read_text(encoding="utf-8")

Found = list[tuple[int, int, str]]


def faults_of(text: str | bytes) -> tuple[Fault, ...]:
    """Return the faults of a file; none where it is sound."""
    try:
        parse_checklist(text if isinstance(text, bytes) else text.encode(), "f.yaml")
    except ChecklistFaults as faulty:
        assert faulty.code == "checklist_faulty"
        assert faulty.values == {"file": "f.yaml", "number": len(faulty.faults)}
        return faulty.faults
    return ()


def places(text: str | bytes) -> Found:
    return [(fault.line, fault.column, fault.code) for fault in faults_of(text)]


def spoilt(old: str, new: str) -> str:
    assert old in SAMPLE
    return SAMPLE.replace(old, new, 1)


def test_the_sample_is_sound() -> None:
    assert places(SAMPLE) == []


COUNT_WITH = "answer: {count: }\n        not_applicable: {zh: 无}\n        "

ONE_FAULT: list[tuple[str, str, int, int, str]] = [
    # YAML
    ("        caps_at: B\n", "        caps_at: B\n        caps_at: C\n", 37, 9, "duplicate_key"),
    ("zh: 创新", "zh: &a 创新", 66, 15, "anchor"),
    ("zh: 创新", "zh: !!str 创新", 66, 15, "tag"),
    ("ask: {zh: 创新}", "ask: *b", 66, 10, "alias"),
    ("zh: 创新}", "zh: 创新", 67, 12, "yaml_syntax_since"),
    ("zh: 创新", "zh: @x", 66, 15, "yaml_syntax"),
    ("zh: 创新", 'zh: "\\U00110000"', 66, 11, "yaml_syntax"),
    ("version:", "version\nversion:", 3, 1, "yaml_syntax"),
    ("bonus:", "---\nbonus:", 64, 1, "second_document"),
    ("id: sample", "%YAML 1.1\n---\nid: sample", 1, 1, "directive"),
    ("zh: 创新", "zh: a\u202eb", 66, 16, "control_character"),
    ("# A small", "# A\x1bsmall", 1, 4, "control_character"),
    ("zh: 创新", 'zh: "a\\tb"', 66, 15, "control_character"),
    ("zh: 创新", 'zh: "\\ud800"', 66, 15, "control_character"),
    ("zh: 创新", 'zh: "a\\nb"', 66, 15, "line_break"),
    # tabs and full-width signs
    ("  organisation: {", "\torganisation: {", 11, 1, "tab_indent"),
    ("      - id: X-GC-02\n        ask", "      - id: X-GC-02\n\task", 30, 1, "tab_indent"),
    ("  organisation: {", "\u3000organisation: {", 11, 1, "wide_blank_indent"),
    ("id: sample", "id： sample", 2, 3, "full_width_sign"),
    ("id: sample", "id：sample", 2, 3, "full_width_sign"),
    ("zh: 站在门口看。", "zh：站在门口看。", 20, 13, "full_width_sign"),
    ("  S2: {", "  S2：{", 8, 5, "full_width_sign"),
    ("{zh: 样表, en: Sample}", "{zh: 样表， en: Sample}", 5, 15, "full_width_sign"),
    ("{zh: 样表, en: Sample}", "{zh： 样表, en: Sample}", 5, 11, "full_width_sign"),
    ("{zh: 有时}, {", "{zh: 有时}， {", 60, 54, "full_width_sign"),
    ("[S1, S2]", "[S1，S2]", 35, 21, "full_width_sign"),
    # shape
    ("        caps_at: C", "        cap_at: C", 24, 9, "unknown_field"),
    ("        caps_at: C", "        critcal: C", 24, 9, "unknown_field_listed"),
    ("answer: yes_no", "answer: {level: [a, b]}", 23, 18, "unknown_field"),
    ("        caps_at: C", "        caps_at: A", 24, 18, "not_one_of"),
    ("        caps_at: C", "        caps_at:", 24, 9, "empty_value"),
    ("        caps_at: C", "        caps_at: null", 24, 9, "empty_value"),
    ("zh: 创新", "zh: ", 66, 11, "empty_value"),
    ("zh: 创新", 'zh: "  "', 66, 15, "empty_value"),
    ("zh: 创新", "en: x", 66, 10, "missing_field"),
    ("background: true", "background: no", 9, 28, "not_true_or_false"),
    ("points: 60, title", "points: sixty, title", 11, 26, "not_whole_number"),
    ("points: 20", "points: 2.5", 32, 17, "not_whole_number"),
    ("points: 20", "points: ２０", 32, 17, "not_whole_number"),
    ("points: 20", "points: 0", 32, 17, "number_too_small"),
    ("at_most: 2", "at_most: 6", 67, 14, "number_too_large"),
    ("full_at_percent: 90", "full_at_percent: 101", 45, 74, "number_too_large"),
    ("zh: 创新", "zh: " + "长" * 301, 66, 15, "text_too_long"),
    ("zh: 站在门口看。", "zh: " + "长" * 1501, 20, 15, "text_too_long"),
    ("unit: institution", "unit: service-point", 4, 7, "not_one_of_near"),
    ("title: {zh: 样表, en: Sample}", "title: 样表", 5, 8, "wants_mapping"),
    ("clauses: [S1]", "clauses: S1", 26, 18, "wants_list"),
    ("title: {zh: 样表, en: Sample}", "title: {zh: {a: b}}", 5, 13, "wants_text"),
    ("id: sample", "id: 样表", 2, 5, "bad_id"),
    ("id: sample", "id: " + "x" * 41, 2, 5, "bad_id"),
    ("  S0:", "  S 0:", 9, 3, "bad_id"),
    ("answer: yes_no", "answer: yesno", 23, 17, "answer_kind"),
    ("answer: yes_no", "answer: {}", 23, 17, "answer_kind"),
    ("answer: yes_no", "answer: {count: , levels: [{zh: a}, {zh: b}]}", 23, 17, "answer_kind"),
    ("answer: yes_no", "answer: {levels: [{zh: a}]}", 23, 26, "too_few"),
    ("clauses: [S1]", "clauses: []", 26, 18, "too_few"),
    ("rule: implies", "rule: implys", 73, 11, "not_one_of_near"),
    # between fields
    ("half: 5.5", "half: 1/2", 33, 83, "not_decimal"),
    ("half: 5.5", "half: 1", 33, 68, "thresholds_wrong_way"),
    ("half: 5.5", "half: 2.0", 33, 68, "thresholds_wrong_way"),
    ("better: lower", "better: higher", 33, 69, "thresholds_wrong_way"),
    ("answer: {count: }", "answer: {count: {of: 3, of_at_most: 4}}", 53, 33, "of_excludes"),
    ("of_at_least: 1", "of_at_least: 10", 45, 26, "least_above_most"),
    ("{when: never}", "{when: never, kind: photo}", 34, 33, "evidence_kind_forbidden"),
    ("{when: always, kind: photo}", "{when: always}", 25, 19, "evidence_kind_missing"),
    ("        caps_at: B\n", "", 36, 9, "fails_below_without_cap"),
    ("        caps_at: C", "        weather: wet\n        caps_at: C", 24, 9, "needs_not_applicable"),
    ("        caps_at: C", "        weather: dry\n        not_applicable: {zh: 无}", 24, 18, "not_one_of"),
    ("answer: {count: }", COUNT_WITH + 'due_days: ["03-15", "3-15"]', 55, 29, "not_day_of_year"),
    ("answer: {count: }", COUNT_WITH + 'due_days: ["02-29"]', 55, 20, "not_day_of_year"),
    ("{zh: 没有机具}", '{zh: 没有机具}\n        due_days: ["03-15"]', 45, 26, "due_days_exclude"),
    ("answer: {count: }", 'answer: {count: }\n        due_days: ["03-15"]', 54, 9, "needs_not_applicable"),
    (
        "answer: {count: }",
        "answer: {count: {of_at_most: 1}}\n        not_applicable: {zh: 无}\n"
        '        due_days: ["03-15", "06-30"]',
        55,
        9,
        "due_days_above_most",
    ),
    (
        "answer: yes_no",
        'answer: yes_no\n        not_applicable: {zh: 无}\n        due_days: ["03-15"]',
        25,
        9,
        "due_days_need_count",
    ),
    ("answer: {count: }", COUNT_WITH + 'due_days: ["03-15", "03-15"]', 55, 29, "repeated_entry"),
    # across the file
    ("id: X-GC-02", "id: X-GC-01", 29, 13, "duplicate_id"),
    ("id: X-BO-01", "id: X-GC-01", 65, 9, "duplicate_id"),
    ("id: TM", "id: GC", 38, 9, "duplicate_section"),
    ("clauses: [S1]", "clauses: [S1, S1]", 26, 23, "repeated_entry"),
    ("clauses: [S1]", "clauses: [S9]", 26, 19, "unknown_clause_listed"),
    ("dimension: outcome", "dimension: outcom", 43, 20, "unknown_dimension"),
    ("points: 20", "points: 19", 11, 3, "dimension_sum"),
    ("  S0:", "  S8: {zh: 未问}\n  S0:", 9, 3, "clause_not_asked"),
    ("unit: institution", "unit: branch", 64, 1, "bonus_not_here"),
    ("[X-TM-01, X-TM-02]", "[X-TM-01, X-GC-01]", 71, 22, "not_a_count"),
    ("[X-TM-01, X-TM-02]", "[X-TM-01, X-TM-0]", 71, 22, "unknown_item"),
    ("[X-TM-01, X-TM-02]", "[X-TM-01]", 71, 12, "too_few"),
]


@pytest.mark.parametrize(("old", "new", "line", "column", "code"), ONE_FAULT)
def test_one_fault_is_named_once_at_its_place(old: str, new: str, line: int, column: int, code: str) -> None:
    assert places(spoilt(old, new)) == [(line, column, code)]


SOUND = [
    ('version: "2026.1"', "version: 1.10"),
    ("zh: 样表", "zh: no"),
    ("points: 20", 'points: "20"'),
    ("answer: {count: }", "answer: {count: {}}"),
    ("answer: {count: }", "answer:\n          count:"),
    ("unit: {zh: 分钟, en: min}", "unit: 分钟"),
    ("zh: 站在门口看。", "zh: |\n            ATM：看屏幕，\n            “id”： x"),
    ("zh: 站在门口看。", "zh: 站在\n            zh： 门口"),
    ("zh: 站在门口看。", 'zh: "\\u3000\\U0001F600"'),
]


@pytest.mark.parametrize(("old", "new"), SOUND)
def test_what_looks_odd_and_is_sound(old: str, new: str) -> None:
    assert places(spoilt(old, new)) == []


WHOLE_FILES: list[tuple[bytes, int, int, str]] = [
    (b"", 1, 1, "empty_file"),
    (b" \n\t\n", 1, 1, "empty_file"),
    (b"# nothing\n", 1, 1, "empty_file"),
    (b"\xef\xbb\xbf", 1, 1, "empty_file"),
    (b"---\n...\n", 1, 1, "empty_file"),
    (b"just words", 1, 1, "not_a_checklist"),
    (b"- a", 1, 1, "not_a_checklist"),
    (b"id: a\n\0", 2, 1, "binary_file"),
    (b"\x89PNG\r\n\x1a\n\0\0\0", 3, 1, "binary_file"),
    ("id: a".encode("utf-16"), 1, 1, "not_utf8"),
    (b"id: a\nb: \xff", 2, 4, "not_utf8"),
    (b"#" * (1024 * 1024 + 1), 1, 1, "too_large"),
    (b"[" * 3000, 1, 13, "too_deep"),
    (b"{a: " * 3000, 1, 49, "too_deep"),
    (b"- " * 3000, 1, 25, "too_deep"),
    (b"- a\n" * 30_000, 20_000, 3, "too_many_values"),
    (b"a: !" + b"x" * 1_000_000, 1, 4, "tag"),
]


@pytest.mark.parametrize(
    ("data", "line", "column", "code"), WHOLE_FILES, ids=[case[3] for case in WHOLE_FILES]
)
def test_a_file_that_is_no_checklist(data: bytes, line: int, column: int, code: str) -> None:
    assert places(data) == [(line, column, code)]


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    codes = [code for _, _, code in places(bomb)]
    assert codes.count("anchor") == 10
    assert codes.count("alias") == 81


@pytest.mark.parametrize("data", [b"[" * 3000, b"[\n" * 3000, b"? " * 3000, b"a: !" + b"x" * 1_000_000])
def test_a_hostile_file_is_refused_in_seconds_not_minutes(data: bytes) -> None:
    started = time.process_time()
    assert places(data)
    assert time.process_time() - started < 5


def test_several_faults_at_once_in_the_order_of_the_file() -> None:
    text = spoilt("clauses: [S1]", "clauses: [S9]").replace("at_most: 2", "at_most: many")
    text = text.replace("        caps_at: C", "        cap_at: C").replace(
        "points: 40, title", "points: 50, title"
    )
    text = text.replace("id: sample", "id: sample\nid: again", 1)
    assert places(text) == [
        (3, 1, "duplicate_key"),
        (11, 1, "dimensions_sum"),
        (13, 3, "dimension_sum"),
        (25, 9, "unknown_field"),
        (27, 19, "unknown_clause_listed"),
        (68, 14, "not_whole_number"),
    ]


def test_full_width_signs_are_all_named_and_hide_no_other_fault() -> None:
    text = spoilt("id: sample", "id：sample").replace("ask: {zh: 创新}", "ask： {zh：创新}")
    assert places(text.replace("at_most: 2", "at_most: 9")) == [
        (2, 3, "full_width_sign"),
        (66, 8, "full_width_sign"),
        (66, 13, "full_width_sign"),
        (67, 14, "number_too_large"),
    ]


def test_a_fault_behind_a_full_width_colon_keeps_its_column() -> None:
    assert places(spoilt("id: sample", "id：样")) == [(2, 3, "full_width_sign"), (2, 4, "bad_id")]


def test_full_width_signs_inside_texts_are_left_alone_in_a_faulty_file() -> None:
    text = spoilt("zh: 站在门口看。", "zh: >-\n            ATM：看屏幕，\n            zh： 甲").replace(
        "ask: {zh: 创新}", 'ask: {zh: 先取号，ATM：后办理, en: "x， en: y"}'
    )
    assert places(text.replace("at_most: 2", "at_most: 9")) == [(69, 14, "number_too_large")]


@pytest.mark.parametrize("quotes", ["“”", "‘’", "＂＂"])
def test_full_width_quotes_round_a_field_are_named(quotes: str) -> None:
    text = spoilt("id: sample", f"{quotes[0]}id{quotes[1]}: sample")
    assert places(text) == [(2, 1, "full_width_sign"), (2, 4, "full_width_sign")]


def test_full_width_brackets_are_named() -> None:
    assert places(spoilt("[S1, S2]", "［S1, S2］")) == [
        (35, 18, "full_width_sign"),
        (35, 25, "full_width_sign"),
    ]


def test_one_slip_in_a_dimension_is_no_wrong_sum_beside() -> None:
    assert places(spoilt("dimension: organisation", "dimension: organization")) == [
        (21, 20, "unknown_dimension")
    ]


def test_a_dimension_that_no_item_has() -> None:
    text = spoilt("  outcome: {points: 40,", "  outcome: {points: 30,").replace(
        "sections:", "  spare: {points: 10, title: {zh: 空}}\nsections:", 1
    )
    assert (13, 3, "dimension_without_item") in places(text)
    assert "dimensions_sum" not in {code for _, _, code in places(text)}


def test_the_values_of_faults() -> None:
    def values(old: str, new: str) -> dict[str, object]:
        (fault,) = faults_of(spoilt(old, new))
        return dict(fault.values)

    assert values("        caps_at: C", "        cap_at: C") == {"found": "cap_at", "nearest": "caps_at"}
    assert "caps_at" in str(values("        caps_at: C", "        critcal: C")["known"])
    assert values("clauses: [S1]", "clauses: [S9]") == {"found": "S9", "known": "S1, S2, S0"}
    assert values("points: 20", "points: 19") == {"dimension": "organisation", "points": 60, "total": 59}
    assert values("id: X-GC-02", "id: X-GC-01") == {"found": "X-GC-01", "first_line": 17}
    assert values("zh: 创新", 'zh: "\\u202E"') == {"codepoint": "U+202E"}
    assert values("id: sample", "id： sample") == {"found": "：", "wanted": ":"}


def test_values_hold_nothing_that_a_terminal_would_obey() -> None:
    fault = faults_of(spoilt("id: sample", 'id: sample\n"a\\e[31m": x'))[-1]
    assert all(
        "\x1b" not in str(value)
        for fault in faults_of(SAMPLE + '"\\e[31m": x')
        for value in fault.values.values()
    )
    assert "\x1b" not in str(fault)


def test_endless_faults_are_counted_not_listed() -> None:
    faults = faults_of(SAMPLE + "".join(f"k{number}: x\n" for number in range(1000)))
    assert len(faults) == 201
    assert faults[-1].code == "more_faults"
    assert faults[-1].values == {"number": 800}

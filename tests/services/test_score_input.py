"""What `score` reads: one object or JSON Lines, every fault named by its code (scoring.md §7)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.checklist import Checklist
from eldercheck.domain.errors import EldercheckError
from eldercheck.services.score_input import DEEPEST, LineError, parse_sheets
from eldercheck.services.scorecard import plain_scorecard, score_text
from tests.builders import (
    NONE_HERE,
    Plain,
    a_branch_sheet,
    a_checklist,
    a_sheet,
    an_item,
    scored,
    shipped,
)


def fault_of(text: str, find: Callable[[str], Checklist] = shipped) -> EldercheckError:
    with pytest.raises(EldercheckError) as caught:
        score_text(text, find)
    return caught.value


def of_sheet(sheet: Any) -> EldercheckError:
    return fault_of(json.dumps(sheet, ensure_ascii=False))


def a_branch_text(answer: str, item: str = "B-GC-02") -> str:
    """A branch sheet whose one answer is written so."""
    return f'{{"checklist": "branch", "answers": {{"{item}": {answer}}}}}'


# --- the text -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "values"),
    [
        ("", "empty_input", {}),
        (" \n\t\n", "empty_input", {}),
        ("\ufeff", "empty_input", {}),
        ("{", "not_json", {"line": 1, "column": 2}),
        ('{\n "checklist": branch}', "not_json", {"line": 2, "column": 15}),
        ("hello", "not_json", {"line": 1, "column": 1}),
        ("{'checklist': 'branch'}", "not_json", {"line": 1, "column": 2}),
        ('{"checklist": "branch",}', "not_json", {}),
        ("{} {}", "not_json", {"line": 1, "column": 4}),
        ('{"a": 1} // note', "not_json", {}),
        ('{"a": NaN}', "not_a_number", {"given": "NaN"}),
        ('{"a": -Infinity}', "not_a_number", {"given": "-Infinity"}),
        ('{"a": 1, "a": 1}', "field_twice", {"field": "a"}),
        ('{"answers": {"B-GC-01": "yes", "B-GC-01": "yes"}}', "field_twice", {"field": "B-GC-01"}),
        ("[" * (DEEPEST + 1), "too_deep", {}),
        ('{"a":' * 5000 + "1" + "}" * 5000, "too_deep", {}),
        ("[" * 1_000_000, "too_deep", {}),
        ('{"a": "\x00"}', "not_json", {}),
    ],
)
def test_text_that_is_not_a_sheet(text: str, code: str, values: dict[str, Any]) -> None:
    fault = fault_of(text)
    assert fault.code == code
    assert {name: fault.values[name] for name in values} == values


def test_brackets_side_by_side_are_not_deep() -> None:
    assert of_sheet({"checklist": "branch", "answers": [[]] * 300}).code == "wants_mapping"
    assert fault_of("[" * DEEPEST + "]" * DEEPEST).code == "wants_object"


def test_brackets_within_texts_are_not_deep() -> None:
    sheet = a_branch_sheet(FA_08={"not_applicable": "[" * 90 + "{" * 20})
    assert scored(sheet)["complete"]


def test_an_open_bracket_in_a_text_does_not_add_up_over_lines() -> None:
    sheet = a_branch_sheet(FA_08={"not_applicable": "见附件[1"})
    assert len(score_text(lines(*[sheet] * 120), shipped)) == 120


@pytest.mark.parametrize("text", ['"[[{', '\\"[', "\\\\", '\\"', '[{"'])
def test_quotes_and_backslashes_within_texts_are_not_deep(text: str) -> None:
    assert scored(a_branch_sheet(FA_08={"not_applicable": text * 101}))["complete"]


@pytest.mark.parametrize("value", [[], "branch", 5, None, True, 1.5, [a_branch_sheet()]])
def test_only_an_object_is_a_sheet(value: Any) -> None:
    assert of_sheet(value).code == "wants_object"


def test_a_byte_order_mark_and_blanks_around_do_no_harm() -> None:
    text = json.dumps(a_branch_sheet(), indent=3)
    assert len(score_text(f"\ufeff\n\n{text}\n\n", shipped)) == 1


# --- the fields ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code", "values"),
    [
        ({"checklist": None}, "wants_text", {"field": "checklist"}),
        ({"checklist": 5}, "wants_text", {"field": "checklist"}),
        ({"checklist": " "}, "wants_text", {"field": "checklist"}),
        ({"answers": None}, "wants_mapping", {"field": "answers"}),
        ({"answers": []}, "wants_mapping", {"field": "answers"}),
        ({"answers": "yes"}, "wants_mapping", {"field": "answers"}),
        ({"answers": {"B-GC-1": "yes"}}, "unknown_item", {"item": "B-GC-1", "nearest": "B-GC-01"}),
        ({"answers": {"": "yes"}}, "unknown_item", {"item": ""}),
        ({"answers": {"P-GC-01": "yes"}}, "unknown_item", {"item": "P-GC-01"}),
        ({"answers": {"b-gc-01": "yes"}}, "unknown_item", {"item": "b-gc-01"}),
        ({"vetos": []}, "unknown_field", {"field": "vetos", "nearest": "vetoes"}),
        ({"": 1}, "unknown_field", {"field": ""}),
        ({"branches": []}, "unknown_field", {"field": "branches"}),
        ({"service_points": []}, "unknown_field", {"field": "service_points"}),
        ({"registered": {}}, "unknown_field", {"field": "registered"}),
        ({"vetoes": None}, "wants_list", {"field": "vetoes"}),
        ({"vetoes": "refused cash"}, "wants_list", {"field": "vetoes"}),
        ({"vetoes": {}}, "wants_list", {"field": "vetoes"}),
        ({"vetoes": [""]}, "wants_text", {"field": "vetoes"}),
        ({"vetoes": ["x", 5]}, "wants_text", {"field": "vetoes"}),
        ({"vetoes": [None]}, "wants_text", {"field": "vetoes"}),
        ({"bonus": []}, "wants_mapping", {"field": "bonus"}),
        ({"bonus": None}, "wants_mapping", {"field": "bonus"}),
        ({"bonus": {"I-BN-01": "1"}}, "unknown_bonus", {"item": "I-BN-01"}),
    ],
)
def test_a_field_that_is_wrong(changes: Plain, code: str, values: dict[str, Any]) -> None:
    fault = of_sheet({**a_branch_sheet(), **changes})
    assert fault.code == code
    assert {name: fault.values[name] for name in values} == values


@pytest.mark.parametrize("field", ["checklist", "answers"])
def test_a_field_that_is_missing(field: str) -> None:
    sheet = a_branch_sheet()
    del sheet[field]
    fault = of_sheet(sheet)
    assert (fault.code, fault.values) == ("field_missing", {"field": field})


def test_vetoes_and_bonus_may_be_missing() -> None:
    sheet = a_branch_sheet()
    del sheet["vetoes"], sheet["bonus"]
    assert scored(sheet) == scored(a_branch_sheet())


@pytest.mark.parametrize(
    ("changes", "code", "values"),
    [
        ({"branches": None}, "wants_list", {"field": "branches"}),
        ({"branches": {}}, "wants_list", {"field": "branches"}),
        ({"service_points": "x"}, "wants_list", {"field": "service_points"}),
        ({"branches": [5]}, "wants_mapping", {"field": "branches[0]"}),
        ({"branches": [{}]}, "wants_grade", {"field": "branches[0].grade"}),
        ({"branches": [{"grade": "D", "score": "1.0"}]}, "wants_grade", {"given": "D"}),
        ({"branches": [{"grade": "a", "score": "1.0"}]}, "wants_grade", {"given": "a"}),
        ({"branches": [{"grade": ["A"], "score": "1.0"}]}, "wants_grade", {}),
        ({"branches": [{"grade": "A"}]}, "wants_figure", {"field": "branches[0].score"}),
        ({"branches": [{"grade": "A", "score": "90.05"}]}, "wants_figure", {"given": "90.05"}),
        ({"branches": [{"grade": "A", "score": "100.1"}]}, "wants_figure", {"given": "100.1"}),
        ({"branches": [{"grade": "A", "score": "-1.0"}]}, "wants_figure", {"given": "-1.0"}),
        ({"branches": [{"grade": "A", "score": None}]}, "wants_figure", {"given": None}),
        ({"branches": [{"grade": "A", "score": True}]}, "wants_figure", {"given": True}),
        ({"branches": [{"grade": "A", "score": "1.0", "x": 1}]}, "unknown_field", {"field": "x"}),
        (
            {"branches": [{"grade": "A", "score": "1.0"}, {"grade": "A", "score": "x"}]},
            "wants_figure",
            {"field": "branches[1].score"},
        ),
        (
            {"service_points": [{"grade": "A", "score": "1.0", "dimensions": []}]},
            "wants_mapping",
            {"field": "dimensions"},
        ),
        (
            {"branches": [{"grade": "A", "score": "1.0", "dimensions": {"cash": "1.0"}}]},
            "unknown_field",
            {"field": "cash"},
        ),
        (
            {"branches": [{"grade": "A", "score": "1.0", "dimensions": {"outcome": "x"}}]},
            "wants_figure",
            {"field": "branches[0].outcome"},
        ),
        ({"registered": []}, "wants_mapping", {"field": "registered"}),
        ({"registered": {"points": 3}}, "unknown_field", {"field": "points"}),
        ({"registered": {"branches": "3"}}, "registered_not_whole", {"field": "branches"}),
        ({"registered": {"branches": -1}}, "registered_not_whole", {"given": "-1"}),
        ({"registered": {"branches": 1.0}}, "registered_not_whole", {"given": "1.0"}),
        ({"registered": {"branches": True}}, "registered_not_whole", {}),
        ({"registered": {"branches": None}}, "registered_not_whole", {}),
        ({"registered": {"service_points": 10**9}}, "registered_not_whole", {"field": "service_points"}),
        ({"bonus": {"I-BN-09": "1"}}, "unknown_bonus", {"item": "I-BN-09"}),
        ({"bonus": {"I-BN-01": "2.1"}}, "bonus_out_of_range", {"item": "I-BN-01", "at_most": 2}),
        ({"bonus": {"I-BN-01": "-1"}}, "bonus_not_decimal", {"item": "I-BN-01", "given": "-1"}),
        ({"bonus": {"I-BN-01": "one"}}, "bonus_not_decimal", {"item": "I-BN-01"}),
        ({"bonus": {"I-BN-01": None}}, "bonus_not_decimal", {"item": "I-BN-01"}),
        ({"bonus": {"I-BN-01": True}}, "bonus_not_decimal", {"item": "I-BN-01"}),
        ({"bonus": {"I-BN-01": {}}}, "bonus_not_decimal", {"item": "I-BN-01"}),
    ],
)
def test_a_field_of_an_institution(changes: Plain, code: str, values: dict[str, Any]) -> None:
    fault = of_sheet({**a_sheet("institution"), **changes})
    assert fault.code == code
    assert {name: fault.values[name] for name in values} == values


def test_a_unit_may_carry_its_code_and_name() -> None:
    plain = {"score": "90.0", "grade": "A", "code": "0101", "name": "城关"}
    assert scored({**a_sheet("institution"), "branches": [plain]})["rollup"]["score"] == "93.8"


# --- answers as JSON writes them ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "earned"),
    [
        ("2", "full"),
        ('"2"', "full"),
        ("2.0", "full"),
        ('"2.0"', "full"),
        ("2.0000000000000000000001", None),  # the double would be 2.0
        ("5.000000000001", "nothing"),
        ("4.999999999999", "half"),
    ],
)
def test_a_json_number_is_read_by_its_decimal_text(written: str, earned: str | None) -> None:
    if earned is None:
        assert fault_of(a_branch_text(written)).code == "wants_measure"
        return
    (card,) = score_text(a_branch_text(written), shipped)
    credit = card.result.score.marks["B-GC-02"].credit
    assert credit == {"full": 1, "half": 0.5, "nothing": 0}[earned]


@pytest.mark.parametrize(
    ("item", "written", "code"),
    [
        ("B-GC-01", "true", "wants_yes_no"),
        ("B-GC-01", "false", "wants_yes_no"),
        ("B-GC-01", "null", "wants_yes_no"),
        ("B-GC-01", "1", "wants_yes_no"),
        ("B-GC-01", '"是"', "wants_yes_no"),
        ("B-GC-01", '["yes"]', "wants_yes_no"),
        ("B-FA-02", "2.0", "wants_level"),
        ("B-FA-02", '"2"', "wants_level"),
        ("B-FA-02", "2e0", "wants_level"),
        ("B-FA-02", "4", "wants_level"),
        ("B-FA-02", "-1", "wants_level"),
        ("B-FA-02", "-0", "wants_level"),
        ("B-FA-02", "true", "wants_level"),
        ("B-FA-02", "1" * 400, "wants_level"),
        ("B-TM-01", '"5/3"', "count_have_above_of"),
        ("B-TM-01", '"3/5/7"', "wants_count"),
        ("B-TM-01", '" 3/5"', "wants_count"),
        ("B-TM-01", '"３/５"', "wants_count"),
        ("B-TM-01", "0.6", "wants_count"),
        ("B-TM-01", "[3, 5]", "wants_count"),
        ("B-GC-04", '"0/0"', "count_of_wrong"),
        ("B-OM-03", '"0/0"', "count_of_nothing"),
        ("B-SO-01", '"2/2"', "count_of_below"),
        ("B-PU-03", '"1/4"', "count_of_above"),
        ("B-GC-02", "-1", "wants_measure"),
        ("B-GC-02", "1e9", "wants_measure"),
        ("B-GC-02", "1E2", "wants_measure"),
        ("B-GC-02", '"１２"', "wants_measure"),
        ("B-GC-02", '"12,5"', "wants_measure"),
        ("B-GC-02", "null", "wants_measure"),
        ("B-GC-01", '{"not_applicable": "x"}', "not_applicable_not_allowed"),
        ("B-FA-08", '{"not_applicable": ""}', "reason_missing"),
        ("B-FA-08", '{"not_applicable": " "}', "reason_missing"),
        ("B-FA-08", '{"not_applicable": true}', "wants_yes_no"),
        ("B-FA-08", '{"not_applicable": "x", "by": "me"}', "wants_yes_no"),
        ("B-FA-08", '"not_applicable"', "wants_yes_no"),
    ],
)
def test_a_wrong_answer_names_its_item(item: str, written: str, code: str) -> None:
    fault = fault_of(a_branch_text(written, item))
    assert (fault.code, fault.values["item"]) == (code, item)


# --- JSON Lines ---------------------------------------------------------------------------------------------


def lines(*sheets: object) -> str:
    return "\n".join(sheet if isinstance(sheet, str) else json.dumps(sheet) for sheet in sheets)


def test_one_result_for_each_line_in_order() -> None:
    text = lines(a_branch_sheet(), "", a_sheet("service-point"), "   ", a_branch_sheet(GC_01="no"), "")
    cards = [plain_scorecard(card) for card in score_text(text, shipped)]
    assert [card["checklist"] for card in cards] == ["branch@2026.1", "service-point@2026.1", "branch@2026.1"]
    assert [card["grade"] for card in cards] == ["A", "A", "C"]
    assert cards[0] == scored(a_branch_sheet())


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_ends_of_any_system(ending: str) -> None:
    text = ending.join(map(json.dumps, [a_branch_sheet(), a_branch_sheet()])) + ending
    assert len(score_text(f"\ufeff{text}", shipped)) == 2


def test_a_line_separator_within_a_text_is_no_line_end() -> None:
    sheet = a_branch_sheet(FA_08={"not_applicable": "dry\u2028day\x85"})
    text = "\n".join(json.dumps(it, ensure_ascii=False) for it in (sheet, sheet))
    assert len(score_text(text, shipped)) == 2


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("{", "not_json"),
        ("5 5", "not_json"),
        ("[]", "wants_object"),
        ('{"a": NaN}', "not_a_number"),
        ('{"a": 1, "a": 2}', "field_twice"),
        ('{"checklist": "branch"}', "field_missing"),
        ('{"checklist": "branch", "answers": {"B-GC-01": "maybe"}}', "wants_yes_no"),
        ('{"checklist": "institution", "answers": {}, "bonus": {"X": "1"}}', "unknown_bonus"),
    ],
)
def test_a_bad_line_is_named_by_its_number(bad: str, code: str) -> None:
    fault = fault_of(lines(a_branch_sheet(), "", a_branch_sheet(), bad, a_branch_sheet()))
    assert isinstance(fault, LineError)
    inner = fault.values["fault"]
    assert isinstance(inner, EldercheckError)
    assert (fault.code, fault.values["line"], inner.code) == ("bad_line", 4, code)


def test_a_line_that_is_too_deep_is_named_by_its_number() -> None:
    fault = fault_of(lines(a_branch_sheet(), "[" * 200, a_branch_sheet()))
    assert (fault.code, fault.values.get("line")) == ("bad_line", 2)


@pytest.mark.parametrize("bad", ['{"a": NaN}', '{"a": 1, "a": 2}'])
def test_the_first_of_many_lines_is_named_by_its_number(bad: str) -> None:
    fault = fault_of(lines(bad, a_branch_sheet()))
    assert (fault.code, fault.values.get("line")) == ("bad_line", 1)


def test_an_unknown_checklist_in_a_line_is_named_by_its_number() -> None:
    fault = fault_of(lines(a_branch_sheet(), {**a_branch_sheet(), "checklist": "brunch"}))
    assert (fault.code, fault.values["line"]) == ("bad_line", 2)


def test_a_checklist_is_looked_for_once() -> None:
    asked: list[str] = []

    def find(name: str) -> Checklist:
        asked.append(name)
        return shipped(name)

    score_text(lines(a_branch_sheet(), a_branch_sheet(), a_sheet("institution")), find)
    assert asked == ["branch", "institution"]


# --- the card -----------------------------------------------------------------------------------------------

CONTRACT = [
    *("checklist", "complete", "score", "by_score", "grade", "must_fix"),
    *("dimensions", "sections", "limits", "range", "way_up", "open"),
]
ROLLUP = ["score", "by_score", "grade", "bonus", "provisional", "dimensions", "limits"]


def test_the_keys_stand_as_the_contract_says() -> None:
    assert list(scored(a_branch_sheet())) == CONTRACT
    card = scored({**a_sheet("institution"), "branches": []})
    assert list(card) == [*CONTRACT, "rollup"]
    assert list(card["rollup"]) == ROLLUP
    assert list(card["range"]) == ["lowest", "highest", "worst", "best"]


def test_each_limit_names_what_it_is_about() -> None:
    sheet = a_sheet("institution", OM_04="no", OM_01=0, OM_02=0, HV_01=0, GC_01="0/5")
    sheet |= {"vetoes": ["kept a card"], "branches": [{"score": "50.0", "grade": "C"}]}
    sheet |= {"registered": {"branches": 12, "service_points": 0}}
    rollup = scored(sheet)["rollup"]
    assert rollup["limits"] == [
        {"rule": "band", "to": "C"},
        {"rule": "floor", "dimension": "organisation", "to": "C"},
        {"rule": "critical", "item": "I-OM-01", "to": "B"},
        {"rule": "critical", "item": "I-OM-02", "to": "B"},
        {"rule": "critical", "item": "I-OM-04", "to": "C"},
        {"rule": "veto", "event": "kept a card", "to": "C"},
        {"rule": "spread", "branches_at_c": 1, "to": "C"},
        {"rule": "coverage", "to": "B"},
    ]
    assert (rollup["provisional"], rollup["grade"]) == (True, "C")


def test_there_is_a_roll_up_only_where_units_are_given() -> None:
    sheet = a_sheet("institution")
    assert "rollup" not in scored(sheet)
    assert "rollup" not in scored({**sheet, "registered": {"branches": 3}})
    assert scored({**sheet, "branches": []})["rollup"]["score"] == "100.0"
    assert scored({**sheet, "service_points": []})["rollup"]["score"] == "100.0"
    open_sheet = {**a_sheet("institution", GC_01=None), "branches": []}
    assert scored(open_sheet)["rollup"] is None


def test_bonus_is_decimal_text_and_lifts_the_roll_up_alone() -> None:
    sheet = a_sheet("institution", GC_01="0/5")
    sheet |= {"bonus": {"I-BN-01": "2", "I-BN-02": "0.5", "I-BN-03": "0.25"}, "branches": []}
    card = scored(sheet)
    assert (card["score"], card["rollup"]["bonus"], card["rollup"]["score"]) == ("95.0", "2.8", "97.8")


def test_what_is_not_gradable_says_so() -> None:
    checklist = a_checklist(an_item("S-01", optional=True))
    card = scored({"checklist": "x", "answers": {"S-01": NONE_HERE}}, checklist)
    assert card == {
        "checklist": "small@2026.1",
        "complete": True,
        **dict.fromkeys(("score", "by_score", "grade")),
        "must_fix": False,
        "dimensions": {"organisation": None},
        "sections": {"S": None},
        "limits": [],
        "range": dict.fromkeys(("lowest", "highest", "worst", "best")),
        "way_up": None,
        "open": [],
        "not_gradable": "no_applicable_item",
    }


# --- properties ---------------------------------------------------------------------------------------------

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["checklist", "answers", "vetoes", "bonus", "B-GC-01", "x"]), inner, max_size=4
        )
    ),
    max_leaves=10,
)


@given(st.text(max_size=60) | json_values.map(json.dumps))
def test_any_text_is_scored_or_refused_by_name(text: str) -> None:
    try:
        score_text(text, lambda _name: shipped("branch"))
    except EldercheckError as fault:
        assert fault.code


@given(st.lists(json_values.map(json.dumps), min_size=2, max_size=4))
def test_lines_come_out_as_they_went_in(texts: list[str]) -> None:
    found = list(parse_sheets("\n".join(texts)))
    assert [number for number, _ in found] == list(range(1, len(texts) + 1))


@given(st.text("[]{}", max_size=40))
def test_brackets_alone_never_break_the_reader(text: str) -> None:
    with pytest.raises(EldercheckError):
        score_text(text, shipped)


@given(json_values)
def test_any_answer_is_read_or_named(value: Any) -> None:
    for item in ("B-GC-01", "B-GC-02", "B-FA-02", "B-TM-01"):
        try:
            (card,) = score_text(json.dumps({"checklist": "branch", "answers": {item: value}}), shipped)
        except EldercheckError as fault:
            named = fault.values.get("item") == item or fault.code == "not_a_number"
            assert named, fault
        else:
            assert plain_scorecard(card)["open"]

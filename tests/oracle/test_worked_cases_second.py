"""The second scorer on the worked cases of the scoring page (shipped checklists), and against itself."""

import random
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from .brute_way_up import brute_way_up, small_checklist
from .random_sheets import random_rollup, random_sheet
from .second_scorer import BadSheet, printed, score, table_way_up, tenths, way_up

Plain = dict[str, Any]

CHECKLISTS = Path(__file__).resolve().parents[2] / "checklists"
NONE_HERE = {"not_applicable": "none here"}

without_way_up = partial(score, with_way_up=False)


@cache
def read_checklist(name: str) -> Plain:
    checklist: Plain = YAML(typ="safe", pure=True).load(CHECKLISTS / f"{name}.yaml")
    return checklist


def best_answer(item: Plain) -> object:
    answer = item["answer"]
    if answer == "yes_no":
        return "yes"
    ((kind, detail),) = answer.items()
    if kind == "levels":
        return len(detail) - 1
    if kind == "measure":
        return str(detail["full"])
    of = detail.get("of", detail.get("of_at_most", detail.get("of_at_least", 1)))
    return f"{of}/{of}"


def sheet_with(name: str, **changes: object) -> Plain:
    """A sheet at full credit but for the changes, written GC_02="3" for the item whose id ends in GC-02."""
    answers = {it["id"]: best_answer(it) for part in read_checklist(name)["sections"] for it in part["items"]}
    by_tail = {key.split("-", 1)[1].replace("-", "_"): key for key in answers}
    answers.update({by_tail[tail]: given for tail, given in changes.items()})
    return {"checklist": name, "answers": answers, "vetoes": [], "bonus": {}}


V1 = {
    "GC_02": "3",
    "GC_04": "4/5",
    "TM_01": "3/3",
    "TM_02": "2/3",
    "TM_03": "2/2",
    "TM_04": "1/2",
    "TM_05": 2,
    "TM_06": "5/5",
    "TM_07": "1250",
    "TM_08": 2,
    "FA_02": 2,
    "FA_06": 2,
    "FA_10": 2,
    "FA_08": NONE_HERE,
    "FA_11": NONE_HERE,
    "FA_12": "850",
    "PU_01": 2,
    "PU_02": 2,
    "PU_07": 2,
    "PU_03": "2/2",
    "PU_04": "2",
    "PU_06": "1/1",
    "HV_05": "4/5",
    "HV_06": "5/5",
    "OM_02": 2,
    "OM_03": "8/10",
    "OM_04": "5/6",
    "SO_01": "4/5",
    "SO_02": "12",
    "SO_03": "0/0",
    "SO_04": 2,
}
V3: Plain = {
    **dict.fromkeys(["TM_01", "TM_02", "TM_03", "TM_04", "TM_06"], "0/0"),
    **dict.fromkeys(["TM_05", "TM_07", "TM_08", "FA_08", "FA_11"], NONE_HERE),
    **dict.fromkeys(["FA_02", "FA_06", "FA_10", "PU_01"], 1),
    "FA_13": "no",
    "GC_04": "3/5",
}
V4: Plain = {**dict.fromkeys(["GC_03", "HV_01", "HV_03", "HV_04", "OM_01"], "no"), "HV_02": 1}
V5: Plain = {
    "TM_02": "0/1",
    "TM_03": 2,
    "TM_05": "2/3",
    "FA_01": "2/3",
    "HV_01": "5/9",
    "HV_02": 2,
    "HV_03": 2,
    "HV_04": "3/6",
    "PU_01": 2,
    "PU_02": "1/2",
}
V8: Plain = {
    "GC_01": "9/10",
    "TM_02": "12/18",
    "HV_04": "20/40",
    "OM_01": 2,
    "OM_02": 2,
    "SO_01": 2,
    "PU_04": "3/4",
    "SO_02": "2/4",
    "SO_03": "1/3",
    "SO_04": 1,
}


@pytest.mark.parametrize(
    ("name", "changes", "dimensions", "figure", "by_score", "grade"),
    [
        pytest.param("branch", V1, "96.7 / 82.3 / 77.5 / 79.5", "84.4", "B", "B", id="V1"),
        pytest.param("branch", {"TM_06": "0/4"}, "100.0 / 91.4 / 100.0 / 100.0", "97.0", "A", "B", id="V2"),
        pytest.param("branch", V3, "100.0 / 69.0 / 86.7 / 93.3", "85.2", "B", "B", id="V3"),
        pytest.param("branch", V4, "52.0 / 100.0 / 100.0 / 100.0", "88.0", "B", "B", id="V4"),
        pytest.param("service-point", V5, "89.3 / 70.0 / 72.2 / 82.8", "79.0", "B", "B", id="V5"),
        pytest.param(
            "service-point", {"HV_01": "4/9"}, "86.7 / 100.0 / 100.0 / 100.0", "96.7", "A", "B", id="V6"
        ),
        pytest.param("institution", V8, "82.5 / 93.3 / 93.8 / 66.7", "83.8", "B", "B", id="V8"),
    ],
)
def test_a_worked_sheet(
    name: str, changes: Plain, dimensions: str, figure: str, by_score: str, grade: str
) -> None:
    result = score(read_checklist(name), sheet_with(name, **changes))
    figures = result["dimensions"]
    order = ("organisation", "facilities", "publicity", "outcome")
    assert " / ".join(figures[dimension] for dimension in order) == dimensions
    assert (result["score"], result["by_score"], result["grade"]) == (figure, by_score, grade)
    assert result["complete"] is True
    assert result["open"] == []
    assert result["range"] == {"lowest": figure, "highest": figure, "worst": grade, "best": grade}


def test_the_example_of_the_command() -> None:
    result = score(read_checklist("branch"), sheet_with("branch", TM_06="0/4"))
    assert result["limits"] == [{"rule": "critical", "item": "B-TM-06", "to": "B"}]
    assert result["way_up"] == ["B-TM-06"]
    assert result["must_fix"] is False


def test_v9_more_than_thirty_percent_at_c() -> None:
    branches = [{"score": s, "grade": g} for s, g in (("92.1", "A"), ("86.0", "B"), ("71.3", "C"))]
    points = [{"score": s, "grade": "B"} for s in ("79.0", "88.5")]
    sheet = {**sheet_with("institution", **V8), "branches": branches, "service_points": points}
    rollup = score(read_checklist("institution"), sheet)["rollup"]
    assert (rollup["score"], rollup["by_score"], rollup["grade"]) == ("83.5", "B", "C")
    assert rollup["limits"][-1] == {"rule": "spread", "branches_at_c": 1, "to": "C"}
    assert rollup["provisional"] is False


def sheet_at_95() -> Plain:
    """An institution's sheet of 95.0 without a critical."""
    checklist = read_checklist("institution")
    lost = {"I-GC-01": "0/5"}  # 5 of 100 points
    sheet = sheet_with("institution")
    sheet["answers"].update(lost)
    assert without_way_up(checklist, sheet)["score"] == "95.0"
    return sheet


def test_v11_one_branch_at_c() -> None:
    branches = [{"score": "98.0", "grade": "A"}] * 9 + [{"score": "70.0", "grade": "C"}]
    rollup = score(read_checklist("institution"), {**sheet_at_95(), "branches": branches})["rollup"]
    assert (rollup["score"], rollup["by_score"], rollup["grade"]) == ("95.1", "A", "B")
    assert rollup["limits"] == [{"rule": "spread", "branches_at_c": 1, "to": "B"}]


@pytest.mark.parametrize(
    ("exact", "shown"),
    [((8425, 100), "84.3"), ((8995, 100), "90.0"), ((89949, 1000), "89.9"), ((0, 7), "0.0")],
)
def test_v12_rounding(exact: tuple[int, int], shown: str) -> None:
    assert printed(tenths(exact)) == shown


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"GC_01": True}, "B-GC-01"),
        ({"GC_01": "Yes"}, "B-GC-01"),
        ({"GC_02": "-1"}, "B-GC-02"),
        ({"GC_02": "1e1"}, "B-GC-02"),
        ({"GC_02": "１"}, "B-GC-02"),
        ({"GC_04": "0/0"}, "B-GC-04"),
        ({"GC_04": "4/6"}, "B-GC-04"),
        ({"TM_01": "3/2"}, "B-TM-01"),
        ({"TM_05": "2"}, "B-TM-05"),
        ({"TM_05": 4}, "B-TM-05"),
        ({"TM_05": 2.0}, "B-TM-05"),
        ({"OM_03": "0/0"}, "B-OM-03"),
        ({"SO_01": "2/2"}, "B-SO-01"),
        ({"GC_01": NONE_HERE}, "B-GC-01"),
        ({"FA_08": {"not_applicable": ""}}, "B-FA-08"),
    ],
)
def test_a_fault_names_its_item(changes: Plain, fault: str) -> None:
    with pytest.raises(BadSheet) as caught:
        score(read_checklist("branch"), sheet_with("branch", **changes))
    assert caught.value.item == fault


def test_an_unfinished_sheet_has_a_range() -> None:
    sheet = sheet_with("branch")
    del sheet["answers"]["B-GC-01"]
    result = score(read_checklist("branch"), sheet)
    assert (result["score"], result["by_score"], result["grade"], result["way_up"]) == (
        None,
        None,
        None,
        None,
    )
    assert result["open"] == ["B-GC-01"]
    assert result["range"] == {"lowest": "96.0", "highest": "100.0", "worst": "C", "best": "A"}


@pytest.mark.parametrize("seed", range(60))
def test_the_two_ways_up_agree_on_small_checklists(seed: int) -> None:
    rng = random.Random(seed)
    checklist = small_checklist(rng)
    sheet = random_sheet(rng, checklist)
    assert table_way_up(checklist, sheet) == brute_way_up(checklist, sheet, without_way_up)


@pytest.mark.parametrize("name", ["branch", "service-point", "institution"])
@pytest.mark.parametrize("seed", range(6))
def test_random_sheets_are_valid_and_the_way_up_gets_there(seed: int, name: str) -> None:
    rng = random.Random(seed)
    checklist = read_checklist(name)
    sheet = random_sheet(rng, checklist)
    result = score(checklist, sheet, with_way_up=False)
    chosen = way_up(checklist, sheet)
    if chosen:
        fixes = {it["id"]: best_answer(it) for part in checklist["sections"] for it in part["items"]}
        lifted = {**sheet, "answers": {**sheet["answers"], **{key: fixes[key] for key in chosen}}}
        assert score(checklist, lifted, with_way_up=False)["grade"] < result["grade"]


@pytest.mark.parametrize("seed", range(40))
def test_random_rollups_are_valid(seed: int) -> None:
    checklist = read_checklist("institution")
    result = without_way_up(checklist, random_rollup(random.Random(seed), checklist))
    assert (result["rollup"] is None) == (result["score"] is None)

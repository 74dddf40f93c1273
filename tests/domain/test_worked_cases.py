"""The worked cases of the design (scoring.md §8) on the shipped checklists, every printed figure."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import NONE_HERE, Plain, ShippedId, a_branch_sheet, a_sheet, scored, shipped_yaml
from tests.oracle.second_scorer import score as second_score

V1: Plain = {
    **{"GC_02": "3", "GC_04": "4/5", "TM_01": "3/3", "TM_02": "2/3", "TM_03": "2/2", "TM_04": "1/2"},
    **{"TM_05": 2, "TM_06": "5/5", "TM_07": "1250", "TM_08": 2, "FA_02": 2, "FA_06": 2, "FA_10": 2},
    **{"FA_08": NONE_HERE, "FA_11": NONE_HERE, "FA_12": "850", "PU_01": 2, "PU_02": 2, "PU_07": 2},
    **{"PU_03": "2/2", "PU_04": "2", "PU_06": "1/1", "HV_05": "4/5", "HV_06": "5/5", "OM_02": 2},
    **{"OM_03": "8/10", "OM_04": "5/6", "SO_01": "4/5", "SO_02": "12", "SO_03": "0/0", "SO_04": 2},
}
V2: Plain = {"TM_06": "0/4"}
V3: Plain = {
    **dict.fromkeys(("TM_01", "TM_02", "TM_03", "TM_04", "TM_06"), "0/0"),
    **dict.fromkeys(("TM_05", "TM_07", "TM_08", "FA_08", "FA_11"), NONE_HERE),
    **dict.fromkeys(("FA_02", "FA_06", "FA_10", "PU_01"), 1),
    **{"FA_13": "no", "GC_04": "3/5"},
}
V4: Plain = {**dict.fromkeys(("GC_03", "HV_01", "HV_03", "HV_04", "OM_01"), "no"), "HV_02": 1}
V5: Plain = {
    **{"TM_02": "0/1", "TM_03": 2, "TM_05": "2/3", "FA_01": "2/3", "HV_01": "5/9"},
    **{"HV_02": 2, "HV_03": 2, "HV_04": "3/6", "PU_01": 2, "PU_02": "1/2"},
}
V6: Plain = {"HV_01": "4/9"}
V8: Plain = {
    **{"GC_01": "9/10", "TM_02": "12/18", "HV_04": "20/40", "OM_01": 2, "OM_02": 2, "SO_01": 2},
    **{"PU_04": "3/4", "SO_02": "2/4", "SO_03": "1/3", "SO_04": 1},
}


def critical(item: str) -> Plain:
    return {"rule": "critical", "item": item, "to": "B"}


def floor(dimension: str) -> Plain:
    return {"rule": "floor", "dimension": dimension, "to": "B"}


BAND_B: Plain = {"rule": "band", "to": "B"}


@pytest.mark.parametrize(
    ("name", "changes", "figures", "total", "by_score", "grade", "limits"),
    [
        pytest.param("branch", V1, "96.7 82.3 77.5 79.5", "84.4", "B", "B", [BAND_B], id="V1"),
        pytest.param(
            "branch", V2, "100.0 91.4 100.0 100.0", "97.0", "A", "B", [critical("B-TM-06")], id="V2"
        ),
        pytest.param(
            "branch", V3, "100.0 69.0 86.7 93.3", "85.2", "B", "B", [BAND_B, floor("facilities")], id="V3"
        ),
        pytest.param(
            *("branch", V4, "52.0 100.0 100.0 100.0", "88.0", "B", "B"),
            [BAND_B, floor("organisation"), critical("B-GC-03")],
            id="V4",
        ),
        pytest.param(
            *("service-point", V5, "89.3 70.0 72.2 82.8", "79.0", "B", "B"),
            [BAND_B, floor("facilities"), floor("publicity")],
            id="V5",
        ),
        pytest.param(
            "service-point", V6, "86.7 100.0 100.0 100.0", "96.7", "A", "B", [critical("P-HV-01")], id="V6"
        ),
        pytest.param(
            "institution", V8, "82.5 93.3 93.8 66.7", "83.8", "B", "B", [BAND_B, floor("outcome")], id="V8"
        ),
    ],
)
def test_a_worked_sheet(
    name: ShippedId,
    changes: Plain,
    figures: str,
    total: str,
    by_score: str,
    grade: str,
    limits: list[Plain],
) -> None:
    sheet = a_sheet(name, **changes)
    card = scored(sheet)
    assert list(card["dimensions"]) == list(shipped_yaml(name)["dimensions"])
    order = ("organisation", "facilities", "publicity", "outcome")
    assert " ".join(card["dimensions"][dimension] for dimension in order) == figures
    assert (card["score"], card["by_score"], card["grade"]) == (total, by_score, grade)
    assert sorted(map(str, card["limits"])) == sorted(map(str, limits))
    assert (card["complete"], card["open"], card["must_fix"]) == (True, [], False)
    assert card["range"] == {"lowest": total, "highest": total, "worst": grade, "best": grade}
    assert card == second_score(shipped_yaml(name), sheet)


def test_the_card_of_the_example() -> None:
    """V2 as scoring.md §7 prints it, every section and the order of the keys with it."""
    card = scored(a_branch_sheet(**V2))
    assert card == {
        "checklist": "branch@2026.1",
        "complete": True,
        "score": "97.0",
        "by_score": "A",
        "grade": "B",
        "must_fix": False,
        "dimensions": {
            "organisation": "100.0",
            "facilities": "91.4",
            "publicity": "100.0",
            "outcome": "100.0",
        },
        "sections": {
            **{"GC": "100.0", "TM": "85.0", "FA": "100.0", "PU": "100.0"},
            **{"HV": "100.0", "OM": "100.0", "SO": "100.0"},
        },
        "limits": [critical("B-TM-06")],
        "range": {"lowest": "97.0", "highest": "97.0", "worst": "B", "best": "B"},
        "way_up": ["B-TM-06"],
        "open": [],
    }


def a_unit(score: str, grade: str) -> Plain:
    return {"score": score, "grade": grade}


def rolled_up(sheet: Plain, branches: list[Plain], points: list[Plain]) -> Plain:
    sheet = {**sheet, "branches": branches, "service_points": points}
    card = scored(sheet)
    assert card == second_score(shipped_yaml("institution"), sheet)
    found: Any = card["rollup"]
    return dict(found)


def test_v9_one_of_three_branches_at_c_is_over_30_percent() -> None:
    rollup = rolled_up(
        a_sheet("institution", **V8),
        [a_unit("92.1", "A"), a_unit("86.0", "B"), a_unit("71.3", "C")],
        [a_unit("79.0", "B"), a_unit("88.5", "B")],
    )
    assert (rollup["score"], rollup["by_score"], rollup["grade"]) == ("83.5", "B", "C")
    assert (rollup["bonus"], rollup["provisional"]) == ("0.0", False)
    assert rollup["limits"] == [
        BAND_B,
        floor("outcome"),
        {"rule": "spread", "branches_at_c": 1, "to": "C"},
    ]


def test_v11_one_of_ten_branches_at_c_keeps_it_from_an_a() -> None:
    sheet = a_sheet("institution", GC_01="0/5")
    assert scored(sheet)["score"] == "95.0"
    rollup = rolled_up(sheet, [a_unit("98.0", "A")] * 9 + [a_unit("70.0", "C")], [])
    assert (rollup["score"], rollup["by_score"], rollup["grade"]) == ("95.1", "A", "B")
    assert rollup["limits"] == [{"rule": "spread", "branches_at_c": 1, "to": "B"}]


@pytest.mark.parametrize("name", ["branch", "service-point", "institution"])
def test_full_credit_is_100_and_nothing_left_to_do(name: ShippedId) -> None:
    card = scored(a_sheet(name))
    assert (card["score"], card["grade"], card["limits"], card["way_up"]) == ("100.0", "A", [], [])


def test_an_unfinished_sheet_has_neither_score_nor_grade() -> None:
    card = scored(a_branch_sheet(GC_01=None, SO_05=None))
    assert (card["complete"], card["score"], card["by_score"], card["grade"]) == (False, None, None, None)
    assert (card["limits"], card["way_up"], card["open"]) == ([], None, ["B-GC-01", "B-SO-05"])
    assert card["range"] == {"lowest": "95.0", "highest": "100.0", "worst": "C", "best": "A"}


def test_no_cash_business_leaves_the_sheet_and_not_its_score() -> None:
    card = scored(a_branch_sheet(GC_06=NONE_HERE, FA_03=NONE_HERE, SO_05=NONE_HERE))
    assert (card["score"], card["grade"]) == ("100.0", "A")

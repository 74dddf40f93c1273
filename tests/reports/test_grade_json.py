"""The JSON of the grade table: a contract, and every roll-up in it reckoned again from what stands there."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from eldercheck.reports.grade_json import grades_plain
from eldercheck.reports.grades import grade_report
from eldercheck.reports.writing import write_report
from tests.builders import a_desk
from tests.county import make_county
from tests.reports.papers import DAY, a_table

WEIGHTS = 30, 50, 20
Plain = dict[str, Any]


# --- a second reckoning, from the printed strings alone ---------------------------------------------------


def printed(exact: Fraction) -> str:
    tenths = math.floor(exact * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def mean_of(parts: list[list[str | None]]) -> str | None:
    total, weights = Fraction(0), 0
    for weight, part in zip(WEIGHTS, parts, strict=True):
        known = [Fraction(text) for text in part if text is not None]
        if known:
            total += weight * sum(known, Fraction(0)) / len(known)
            weights += weight
    return printed(total / weights) if weights else None


def letter(figure: str, a: int, b: int) -> str:
    return "A" if Fraction(figure) >= a else "B" if Fraction(figure) >= b else "C"


def check_institution(row: Plain, spread: bool) -> None:
    sheet, branches, points = row["sheet"], row["branches"], row["service_points"]
    if row["exempt"] or sheet is None:
        assert row["score"] is row["by_score"] is row["grade"] is row["raw_grade"] is None
        assert row["note"]
        return
    before = mean_of([[sheet["score"]], [u["score"] for u in branches], [u["score"] for u in points]])
    assert before is not None
    assert row["score"] == printed(min(Fraction(100), Fraction(before) + Fraction(row["bonus"])))
    for name in sheet["dimensions"]:
        parts = [
            [sheet["dimensions"][name]],
            *([u["dimensions"][name] for u in us] for us in (branches, points)),
        ]
        assert row["dimensions"][name] == mean_of(parts)
    assert row["by_score"] == letter(row["score"], 90, 75)
    letters = [row["by_score"], *(letter(f, 75, 50) for f in row["dimensions"].values() if f is not None)]
    letters += [limit["to"] for limit in sheet["limits"] if limit["rule"] in ("critical", "veto")]
    at_c = sum(unit["grade"] == "C" for unit in branches)
    if at_c and spread:
        letters.append("C" if at_c * 100 > 30 * len(branches) else "B")
    known = row["registered"]
    short = len(branches) < min(known["branches"], max(5, math.ceil(Fraction(known["branches"] * 40, 100))))
    few = min(known["service_points"], max(3, math.ceil(Fraction(known["service_points"] * 10, 100))))
    short = short or len(points) < few
    assert row["provisional"] == short
    assert row["raw_grade"] == max([*letters, *("B" * short)])
    assert row["raw_grade"] == max(["A", *(x["to"] for x in row["limits"] if x["rule"] != "quota")])


def check_quota(rows: list[Plain], percent: int) -> None:
    for group in {row["group"] for row in rows}:
        ranked = [row for row in rows if row["group"] == group and row["raw_grade"]]
        best = sorted((Fraction(r["score"]) for r in ranked if r["raw_grade"] == "A"), reverse=True)
        kept = math.ceil(Fraction(len(ranked) * percent, 100)) if percent else len(best)
        for row in ranked:
            pushed = row["raw_grade"] == "A" and len(best) > kept and Fraction(row["score"]) < best[kept - 1]
            assert row["grade"] == ("B" if pushed else row["raw_grade"])
            assert ({"rule": "quota", "to": "B"} in row["limits"]) == pushed


@pytest.mark.parametrize("seed", range(60))
def test_every_roll_up_can_be_reckoned_by_hand(seed: int) -> None:
    table = a_table(seed)
    plain = json.loads(json.dumps(grades_plain(table, is_published=False)))
    for row in plain["institutions"]:
        check_institution(row, table.settings["spread"] == "yes")
    check_quota(plain["institutions"], int(table.settings["quota_percent"]))


def test_the_random_tables_have_every_case() -> None:
    rows = [
        row for seed in range(60) for row in grades_plain(a_table(seed), is_published=False)["institutions"]
    ]
    rules = {limit["rule"] for row in rows for limit in row["limits"]}
    assert rules == {"band", "floor", "critical", "spread", "coverage", "quota"}
    assert {row["grade"] for row in rows} == {"A", "B", "C", None}
    assert {bool(row["exempt"]) for row in rows} == {row["provisional"] for row in rows} == {True, False}


# --- the contract -----------------------------------------------------------------------------------------


def test_the_keys_are_those_of_the_contract_and_nothing_else(tmp_path: Path) -> None:
    with a_desk(make_county(tmp_path / "a.db")) as desk:
        report = grade_report(desk.county.year(2026), desk.county.before(2026), "office", DAY)
        write_report(report, tmp_path / "a.json")
    plain = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert list(plain) == ["year", "authority", "published", "institutions", "left_out"]
    assert (plain["year"], plain["authority"], plain["published"]) == (2026, "青山县文明办", False)
    first, second, third = plain["institutions"]
    keys = "code name group sheet branches service_points registered score by_score grade raw_grade bonus"
    assert list(first) == [*keys.split(), "provisional", "exempt", "dimensions", "limits", "note"]
    assert list(first["sheet"]) == [
        "score",
        "by_score",
        "grade",
        "dimensions",
        "limits",
        "first",
        "rechecked",
    ]
    assert list(first["branches"][0]) == [
        *("code", "name", "score", "grade", "dimensions", "first", "rechecked")
    ]
    assert first["registered"] == {"branches": 3, "service_points": 2}
    assert (first["code"], first["group"], first["bonus"], first["exempt"]) == ("01", "农商行", "0.0", None)
    assert {"rule": "spread", "branches_at_c": 1, "to": "C"} in first["limits"]
    assert (second["sheet"], second["score"], second["dimensions"]) == (None, None, {})
    assert (third["exempt"], third["grade"]) == ("年内合并", None)
    why = {unit["code"]: unit["why"] for unit in plain["left_out"]}
    assert why["0201"] == "in_progress"
    assert why["0152"] == "not_examined"
    assert all(set(unit) == {"code", "name", "why"} for unit in plain["left_out"])

"""The rules of a year: written and read back exactly, set one by one, checked against each other."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.canonical import canonical_json
from eldercheck.domain.grading import GradeRules
from eldercheck.domain.programme import Days, FrozenChecklist, Programme
from eldercheck.domain.programme_settings import (
    SETTINGS,
    ProgrammeError,
    differences,
    faults,
    setting_text,
    with_setting,
)
from eldercheck.domain.rollup import RollUpRules

lines = st.decimals(0, 100, places=2).map(Fraction)
percents = st.integers(0, 100)
frozen = st.builds(FrozenChecklist, st.just("branch"), st.text(max_size=9), st.text(max_size=64))
programmes = st.builds(
    Programme,
    st.integers(2000, 2100),
    st.builds(GradeRules, lines, lines, lines, lines, lines, st.booleans()),
    st.integers(1, 9),
    st.booleans(),
    st.text(max_size=30),
    st.text(max_size=30),
    st.builds(
        RollUpRules, percents, percents, percents, st.booleans(), percents, quota_percent=percents,
        bonus_at_most=lines,
    ),
    st.builds(Days, percents, percents, percents),
    st.sampled_from(["signed", "approved"]),
    st.booleans(),
    st.dictionaries(st.sampled_from(["branch", "service_point", "institution"]), frozen),
)  # fmt: skip


@given(programmes)
def test_it_is_read_back_as_it_was_written(programme: Programme) -> None:
    assert Programme.from_plain(json.loads(canonical_json(programme.plain()))) == programme


def test_the_defaults_are_those_of_the_design() -> None:
    assert Programme(2026).plain() == {
        "year": 2026,
        "authority": "",
        "contact": "",
        "rules": {
            "a_band": "90", "b_band": "75", "a_floor": "75", "b_floor": "50", "low_line": "60", "caps": True,
        },
        "roll_up": {
            "sheet_weight": 30, "branches_weight": 50, "points_weight": 20, "spread": True,
            "spread_percent": 30, "branches_least": 5, "branches_percent": 40, "points_least": 3,
            "points_percent": 10, "bonus_at_most": "5", "quota_percent": 0,
        },
        "days": {"appeal": 5, "rectify": 30, "safety": 7},
        "least_examiners": 2,
        "examiner_sees_grade": False,
        "counts": "approved",
        "add_ons": True,
        "visit_record": True,
        "evidence": "warn",
        "checklists": {},
    }  # fmt: skip
    assert faults(Programme(2026)) == ()


def test_what_the_first_version_wrote_takes_the_defaults() -> None:
    old = {
        "year": 2025,
        "rules": {"a_band": "88", "b_band": "75", "a_floor": "75", "b_floor": "50", "low_line": "60"},
        "least_examiners": 3,
        "examiner_sees_grade": True,
    }
    before = {"counts": "signed", "visit_record": False, "evidence": "pass"}
    assert Programme.from_plain(old) == Programme(2025, GradeRules(a_band=Fraction(88)), 3, True, **before)  # type: ignore[arg-type]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_reads_what_it_writes(setting: object) -> None:
    name = setting.name  # type: ignore[attr-defined]
    other = {"text": "新名称", "line": "12.5", "whole": "8", "yes_no": "no"}
    text = setting.choices[0] if setting.choices else other[setting.kind]  # type: ignore[attr-defined]
    programme = with_setting(Programme(2026), name, text)
    if name == "examiner_sees_grade":
        programme = with_setting(programme, name, "yes")
    assert setting_text(programme, name) != setting_text(Programme(2026), name)
    assert with_setting(Programme(2026), name, setting_text(programme, name)) == programme
    assert differences(Programme(2026), programme) == (
        (name, setting_text(Programme(2026), name), setting_text(programme, name)),
    )


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a_bnad", "90", "unknown_setting"),
        ("a_band", "", "wants_one_decimal"),
        ("a_band", "90.05", "wants_one_decimal"),
        ("a_band", "-1", "wants_one_decimal"),
        ("a_band", "1e2", "wants_one_decimal"),
        ("a_band", "100.1", "out_of_bounds"),
        ("bonus_at_most", "20.5", "out_of_bounds"),
        ("sheet_weight", "0", "out_of_bounds"),
        ("sheet_weight", "30.5", "wants_whole_number"),
        ("least_examiners", "0", "out_of_bounds"),
        ("least_examiners", "ten", "wants_whole_number"),
        ("appeal_days", "366", "out_of_bounds"),
        ("rectify_days", "0", "out_of_bounds"),
        ("rectify_days", "366", "out_of_bounds"),
        ("safety_days", "0", "out_of_bounds"),
        ("safety_days", "366", "out_of_bounds"),
        ("least_examiners", "10", "out_of_bounds"),
        ("branches_least", "1000", "out_of_bounds"),
        ("caps", "maybe", "wants_yes_or_no"),
        ("counts", "yes", "wants_one_of"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(name: str, text: str, code: str) -> None:
    with pytest.raises(ProgrammeError) as caught:
        with_setting(Programme(2026), name, text)
    assert (caught.value.code, caught.value.setting) == (code, name)


def test_figures_are_read_as_people_type_them() -> None:
    assert with_setting(Programme(2026), "a_band", "８８．５").rules.a_band == Fraction("88.5")
    assert with_setting(Programme(2026), "quota_percent", " 30% ").roll_up.quota_percent == 30
    assert with_setting(Programme(2026), "caps", "否").rules.caps is False


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"a_band": "75"}, ["bands_do_not_tile"]),
        ({"b_band": "95"}, ["bands_do_not_tile"]),
        ({"b_band": "0", "b_floor": "0", "low_line": "0"}, ["bands_do_not_tile"]),
        ({"b_floor": "80"}, ["floors_crossed", "floor_above_band"]),
        ({"a_floor": "90.1"}, ["floor_above_band"]),
        ({"low_line": "75.1"}, ["low_line_above_band"]),
        ({"sheet_weight": "31"}, ["weights_not_100"]),
        ({"safety_days": "31"}, ["safety_days_longer"]),
        (
            {"a_band": "70", "points_weight": "0"},
            ["bands_do_not_tile", "floor_above_band", "weights_not_100"],
        ),
        ({"a_band": "100", "b_band": "99.9", "a_floor": "100", "b_floor": "99.9", "low_line": "99.9"}, []),
        ({"sheet_weight": "100", "branches_weight": "0", "points_weight": "0"}, []),
        ({"a_floor": "90", "b_floor": "75", "low_line": "75", "safety_days": "30"}, []),
        ({"a_floor": "60", "b_floor": "60"}, []),
        ({"a_band": "1", "b_band": "0.1", "a_floor": "0", "b_floor": "0", "low_line": "0"}, []),
    ],
)
def test_rules_are_checked_against_each_other(changes: dict[str, str], codes: list[str]) -> None:
    programme = Programme(2026)
    for name, text in changes.items():
        programme = with_setting(programme, name, text)
    assert [fault.code for fault in faults(programme)] == codes


def test_a_year_out_of_reach_is_refused() -> None:
    for year, codes in (
        (1999, ["year_out_of_bounds"]),
        (2000, []),
        (2100, []),
        (2101, ["year_out_of_bounds"]),
    ):
        assert [fault.code for fault in faults(Programme(year))] == codes
    assert with_setting(Programme(2026), "least_examiners", "9").least_examiners == 9
    assert with_setting(Programme(2026), "safety_days", "365").days.safety == 365


def test_checklists_differ_by_version_or_by_wording() -> None:
    one = replace(Programme(2025), checklists={"branch": FrozenChecklist("branch", "2025.1", "a" * 64)})
    other = replace(one, checklists={"branch": FrozenChecklist("branch", "2026.1", "b" * 64)})
    reworded = replace(one, checklists={"branch": FrozenChecklist("branch", "2025.1", "c" * 64)})
    assert differences(one, other) == (("checklist_branch", "branch@2025.1", "branch@2026.1"),)
    assert differences(one, reworded) == (
        ("checklist_branch", "branch@2025.1 aaaaaaaa", "branch@2025.1 cccccccc"),
    )
    assert differences(Programme(2025), one) == (("checklist_branch", "", "branch@2025.1"),)

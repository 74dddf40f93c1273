"""What a register file would change: by code, faults between lines named, a second reading for nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.register import Unit, UnitKind
from eldercheck.domain.register_changes import FieldChange, RegisterChanges, compare
from eldercheck.domain.register_lines import Place, RegisterFault, RegisterFaults, UnitLine
from tests.builders import ids_from

COLUMNS = {"code": ("B", "代码"), "parent": ("D", "所属机构"), "closed": ("I", "撤销日期")}
BANK = Unit("u1", "institution", "0101", "青山银行", ranking_group="农商")
BRANCH = Unit("u2", "branch", "010101", "北关支行", "u1", "北关街1号", opened="2001-02-03")
POINT = Unit("u3", "service_point", "010151", "下柳村服务点", "u1", "下柳村")
NOW = (BANK, BRANCH, POINT)


def a_line(kind: UnitKind = "branch", code: str = "010102", row: int = 2, **said: Any) -> UnitLine:
    """A line that says a name, and of a branch or service point that it belongs to 0101."""
    belongs = {} if kind == "institution" else {"parent": "0101"}
    return UnitLine(Place("名录", row, COLUMNS), kind, code, **{"name": "某行", **belongs, **said})


def line_of(unit: Unit, row: int = 2) -> UnitLine:
    """The line that says of a unit what the register says."""
    parent = next((other.code for other in NOW if other.id == unit.parent), "")
    said = {name: getattr(unit, name) for name in ("name", "place", "ranking_group", "exempt")}
    days = {"opened": unit.opened, "closed": unit.closed}
    return UnitLine(Place("名录", row), unit.kind, unit.code, parent=parent, **said, **days)


def changes(*lines: UnitLine, now: tuple[Unit, ...] = NOW) -> RegisterChanges:
    return compare(now, lines, ids_from("n"))


def faults(*lines: UnitLine, now: tuple[Unit, ...] = NOW) -> list[RegisterFault]:
    with pytest.raises(RegisterFaults) as caught:
        changes(*lines, now=now)
    return list(caught.value.found)


def codes(*lines: UnitLine) -> list[str]:
    return [fault.code for fault in faults(*lines)]


def test_what_the_register_says_already_changes_nothing() -> None:
    found = changes(*map(line_of, NOW))
    assert found.is_nothing
    assert (found.unchanged, found.not_in_file, found.to_save()) == (3, (), [])


def test_new_units_come_with_their_institution_wherever_it_stands_in_the_file() -> None:
    found = changes(a_line(code="0201", parent="02"), a_line("institution", "02", 3, name="丰安银行"))
    branch, bank = found.new
    assert (branch.parent, branch.code, bank.code, bank.parent) == (bank.id, "0201", "02", None)
    assert [unit.code for unit in found.to_save()] == ["02", "0201"]
    assert found.not_in_file == NOW
    assert not found.changes_existing


def test_a_change_is_told_field_by_field_and_keeps_the_unit() -> None:
    found = changes(
        replace(line_of(BRANCH), name="北关街支行", place="", parent="02"), a_line("institution", "02", 3)
    )
    (change,) = found.changed
    assert (change.before, change.after.id) == (BRANCH, "u2")
    assert change.after == replace(BRANCH, name="北关街支行", place="", parent=found.new[0].id)
    assert change.fields == (
        FieldChange("name", "北关支行", "北关街支行"),
        FieldChange("parent", "0101", "02"),
        FieldChange("place", "北关街1号", ""),
    )
    assert found.changes_existing


def test_a_column_that_the_file_lacks_leaves_its_field_alone() -> None:
    silent = UnitLine(Place("名录", 2), "branch", "010101", name="北关支行")
    assert changes(silent).unchanged == 1


def test_those_that_newly_close_stand_apart_whatever_else_changes() -> None:
    found = changes(replace(line_of(BRANCH), closed="2026-03-01", name="旧北关"))
    assert (found.changed, found.closed[0].after.closed) == ((), "2026-03-01")
    again = changes(
        replace(line_of(BRANCH), closed="2026-04-01"), now=(BANK, replace(BRANCH, closed="2026-03-01"), POINT)
    )
    assert (again.closed, [change.before.code for change in again.changed]) == ((), ["010101"])


def test_an_institution_may_be_named_instead_of_its_code() -> None:
    assert changes(a_line(parent="青山银行")).new[0].parent == "u1"
    twins = (BANK, replace(BANK, id="u9", code="0102"))
    (fault,) = faults(a_line(parent="青山银行"), now=twins)
    assert (fault.code, fault.values["codes"]) == ("line_parent_ambiguous", "0101, 0102")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (a_line(code=""), "line_without_code"),
        (a_line(name=""), "line_without_name"),
        (a_line(name=None), "line_without_name"),
        (a_line("service_point", "010101"), "line_kind_changed"),
        (a_line(parent=""), "line_without_parent"),
        (a_line(parent="7777777"), "line_parent_unknown"),
        (a_line(parent="010l"), "line_parent_unknown_near"),
        (a_line(parent="010101"), "line_parent_no_institution"),
        (a_line("institution", "02", parent="0101"), "line_institution_belongs"),
        (a_line(exempt="政策性"), "line_exempt_no_institution"),
        (a_line(ranking_group="农商"), "line_group_no_institution"),
        (a_line(opened="2024-05-02", closed="2024-05-01"), "line_closed_before_opened"),
        (a_line(code="010101", closed="2000-01-01"), "line_closed_before_opened"),
        (a_line(code="9" * 41), "line_too_long"),
        (a_line(name="长" * 201), "line_too_long"),
    ],
)
def test_each_fault_of_a_line_has_its_name(line: UnitLine, code: str) -> None:
    assert codes(line) == [code]


def test_an_institution_may_name_itself_as_what_it_belongs_to() -> None:
    assert changes(a_line("institution", "02", parent="02")).new[0].parent is None


def test_a_fault_says_where_it_is_and_what_stands_there() -> None:
    first, second = faults(a_line(row=7, parent="010"), a_line(row=9))
    assert (first.sheet, first.row, first.column, first.heading, first.value) == (
        *("名录", 7, "D", "所属机构"),
        "010",
    )
    assert first.values == {"nearest": "0101"}
    assert (second.code, second.row, second.column, second.values) == (
        *("line_code_twice", 9, "B"),
        {"first_sheet": "名录", "first_row": 7},
    )


def test_every_fault_is_told_at_once_and_those_found_in_reading_with_them() -> None:
    read = RegisterFault("cell_error", "名录", 5)
    with pytest.raises(RegisterFaults) as caught:
        compare(NOW, [a_line(row=8, name=""), a_line(code="03", row=3, parent="nobody")], ids_from(), [read])
    assert [(fault.code, fault.row) for fault in caught.value.found] == [
        ("cell_error", 5),
        ("line_without_name", 8),
    ], "an institution that is missing may stand in the line that could not be read"


def test_a_missing_column_is_told_once_for_a_sheet() -> None:
    lines = [UnitLine(Place("名录", row), "branch", f"01010{row}", "某行") for row in (2, 3)]
    assert codes(*lines) == ["line_parent_column_missing"]


@st.composite
def sound_files(draw: st.DrawFn) -> list[UnitLine]:
    """Lines without a fault: some of the register's, some new, with their codes apart."""
    members = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["branch", "service_point"]),
                st.integers(0, 40),
                st.sampled_from(["0101", "02", "青山银行"]),
                st.sampled_from(["", "2020-01-01", None]),
            ),
            unique_by=lambda told: told[1],
            max_size=12,
        )
    )
    lines = [a_line("institution", "02", name="丰安银行"), *map(line_of, NOW[: draw(st.integers(0, 3))])]
    lines += [a_line(kind, f"9{code}", parent=parent, opened=day) for kind, code, parent, day in members]  # type: ignore[arg-type]
    return draw(st.permutations(lines))


@given(sound_files())
def test_reading_the_same_file_twice_changes_nothing_the_second_time(lines: list[UnitLine]) -> None:
    first = changes(*lines)
    kept = {unit.id: unit for unit in (*NOW, *first.to_save())}
    second = compare(tuple(kept.values()), lines, ids_from("m"))
    assert second.is_nothing
    assert second.unchanged == len(lines)

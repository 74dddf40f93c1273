"""A checklist: found by id, written and read back, one digest for one wording."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from eldercheck.domain.canonical import canonical_json
from eldercheck.domain.checklist import Checklist, Item
from eldercheck.domain.wordings import Wording
from tests.builders import SHIPPED, ShippedId, a_checklist, an_item, from_file_form, shipped, shipped_yaml


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_checklist_is_read_back_as_it_was_written(name: ShippedId) -> None:
    checklist = shipped(name)
    again = Checklist.from_plain(json.loads(canonical_json(checklist.plain())))
    assert again == checklist
    assert again.digest == checklist.digest
    assert again.plain() == checklist.plain()
    assert [item.digest for item in again] == [item.digest for item in checklist]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_builder_reads_what_the_program_reads(name: ShippedId) -> None:
    assert from_file_form(shipped_yaml(name)).items == shipped(name).items


def test_sections_and_positions() -> None:
    checklist = a_checklist(an_item("AA-01"), an_item("AA-02"), an_item("BB-01"), an_item("CC-01"))
    assert [item.id for item in checklist] == ["AA-01", "AA-02", "BB-01", "CC-01"]
    assert [checklist.position(item.id) for item in checklist] == [0, 1, 2, 3]
    assert [checklist.section_of(item.id).id for item in checklist] == ["AA", "AA", "BB", "CC"]
    assert all(checklist.item(item.id) is item for item in checklist)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_item_stands_in_its_section(name: ShippedId) -> None:
    checklist = shipped(name)
    for section in checklist.sections:
        for item in section.items:
            assert checklist.section_of(item.id) is section
            assert checklist.items[checklist.position(item.id)] is item


def test_what_is_not_there() -> None:
    checklist = a_checklist()
    assert "GC-01" in checklist
    assert "XX-01" not in checklist
    assert 5 not in checklist
    for ask in (checklist.item, checklist.position, checklist.section_of):
        with pytest.raises(KeyError):
            ask("XX-01")
    with pytest.raises(StopIteration):
        checklist.dimension("nowhere")
    assert checklist.dimension("facilities").points == 5
    assert checklist.reference == "small@2026.1"


def words(plain: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every leaf of a mapping."""
    if isinstance(plain, dict):
        for name, inner in plain.items():
            yield from words(inner, (*path, name))
    elif isinstance(plain, list):
        for place, inner in enumerate(plain):
            yield from words(inner, (*path, place))
    else:
        yield path


def changed(plain: Any, path: tuple[Any, ...]) -> Any:
    """Return a mapping that differs at one leaf."""
    copy = json.loads(json.dumps(plain))
    inner = copy
    for step in path[:-1]:
        inner = inner[step]
    old = inner[path[-1]]
    inner[path[-1]] = not old if isinstance(old, bool) else old + 1 if isinstance(old, int) else f"{old}x"
    return copy


def test_the_digest_of_a_checklist_changes_with_every_word() -> None:
    plain = shipped("institution").plain()
    digests = {shipped("institution").digest}
    paths = [path for path in words(plain) if path[-1] not in ("full", "half", "answer", "rule")]
    for path in paths[::3]:
        digests.add(Checklist.from_plain(changed(plain, path)).digest)
    assert len(digests) == len(paths[::3]) + 1


FULL_ITEM = replace(
    an_item("AA-01", optional=True, caps_at="B", fails_below_percent=50, beyond_the_plan=True),
    weather="wet",
    due_days=("03-15",),
    safety=True,
    guide=Wording("看", "look"),
    cites=(Wording("法", "law"),),
    consequence=Wording("则", "then"),
)


def test_the_digest_of_an_item_changes_with_every_word() -> None:
    plain = FULL_ITEM.plain()
    paths = [path for path in words(plain) if path not in (("answer",), ("beyond_the_plan",), ("safety",))]
    digests = {FULL_ITEM.digest, *(Item.from_plain(changed(plain, path)).digest for path in paths)}
    assert len(digests) == len(paths) + 1
    assert len(paths) > 12
    assert replace(FULL_ITEM, beyond_the_plan=False).digest not in digests
    assert replace(FULL_ITEM, safety=False).digest not in digests


def test_the_digest_of_an_item_is_of_that_item_alone() -> None:
    one, other = a_checklist(FULL_ITEM, an_item("BB-01")), a_checklist(an_item("BB-02"), FULL_ITEM)
    assert one.digest != other.digest
    assert one.item("AA-01").digest == other.item("AA-01").digest


def test_an_item_is_read_back_as_it_was_written() -> None:
    for item in (FULL_ITEM, an_item(), *shipped("branch")):
        assert Item.from_plain(json.loads(canonical_json(item.plain()))) == item


def test_what_an_item_does_not_set_is_not_written() -> None:
    assert set(an_item().plain()) == {*("id", "ask", "dimension", "points", "answer", "evidence", "clauses")}
    assert an_item().plain()["evidence"] == {"when": "never"}

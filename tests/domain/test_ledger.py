"""The ledger: a hash that covers everything, heads that nobody has seen past, times that read back."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.canonical import digest
from eldercheck.domain.ledger import Event, heads, utc_moment, utc_text

EVENT = Event(
    "e1",
    "a1",
    "answered",
    "李芳",
    "laptop",
    "2026-03-02T01:02:03.000000Z",
    ("p2", "p1"),
    {"item": "B-GC-01", "answer": "yes"},
)
OTHERWISE: dict[str, Any] = {
    "id": "e2",
    "assessment": "a2",
    "kind": "noted",
    "author": "王敏",
    "device": "other",
    "at": "2026-03-02T01:02:03.000001Z",
    "parents": ("p1",),
    "payload": {"item": "B-GC-01", "answer": "no"},
}


def test_every_field_is_tried() -> None:
    assert set(OTHERWISE) == {field.name for field in fields(Event)}


@pytest.mark.parametrize("name", OTHERWISE)
def test_the_hash_covers_every_field(name: str) -> None:
    assert replace(EVENT, **{name: OTHERWISE[name]}).hash != EVENT.hash


@pytest.mark.parametrize(
    "payload",
    [{}, {"item": "B-GC-01"}, {"item": "B-GC-01", "answer": None}, {**EVENT.payload, "because": "undo"}],
)
def test_the_hash_covers_every_word_of_the_payload(payload: dict[str, Any]) -> None:
    assert replace(EVENT, payload=payload).hash != EVENT.hash


def test_the_hash_is_of_the_canonical_form() -> None:
    assert EVENT.hash == digest(EVENT.plain())
    assert EVENT.plain()["format"] == "eldercheck.event.v1"
    assert len(EVENT.hash) == 64


def test_the_order_of_parents_and_of_the_payload_says_nothing() -> None:
    turned = replace(EVENT, parents=("p1", "p2"), payload={"answer": "yes", "item": "B-GC-01"})
    assert turned.hash == EVENT.hash


def an_event(event_id: str, *parents: str) -> Event:
    return replace(EVENT, id=event_id, parents=parents)


def test_heads_are_those_that_no_other_has_seen() -> None:
    first = an_event("1")
    left, right = an_event("2", first.hash), an_event("3", first.hash)
    joined = an_event("4", left.hash, right.hash)
    assert heads([]) == ()
    assert heads([first]) == (first.hash,)
    assert heads([first, left]) == (left.hash,)
    assert heads([first, left, right]) == tuple(sorted((left.hash, right.hash)))
    assert heads([first, left, right, joined]) == (joined.hash,)
    assert heads([left]) == (left.hash,)
    for order in itertools.permutations([first, left, right, joined]):
        assert heads(order) == (joined.hash,)
        assert heads([*order, first]) == (joined.hash,)


zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(1970, 1, 3), datetime(9000, 1, 1), timezones=zones))  # noqa: DTZ001
def test_a_moment_is_read_back_whatever_its_zone(moment: datetime) -> None:
    text = utc_text(moment)
    assert utc_moment(text) == moment
    assert utc_moment(text).tzinfo is UTC
    assert len(text) == 27


@given(st.lists(st.datetimes(datetime(1970, 1, 3), datetime(9000, 1, 1), timezones=zones)))  # noqa: DTZ001
def test_moments_sort_as_their_texts_do(moments: list[datetime]) -> None:
    assert [utc_text(moment) for moment in sorted(moments)] == sorted(map(utc_text, moments))


def test_the_form_of_a_moment() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert utc_text(datetime(2026, 3, 2, 9, 2, 3, 45, shanghai)) == "2026-03-02T01:02:03.000045Z"

"""Undo and redo, read from the ledger: what is rebuilt from events is what was lived through."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from eldercheck.domain.ledger import Because, Event, EventKind
from eldercheck.services.undo_history import Change, UndoHistory

ITEMS = ("S-01", "S-02", "S-03")


class Book:
    """A sheet beside its history, written to as an examination writes."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.history = UndoHistory()
        self.sheet: dict[tuple[str, str], Any] = {}

    def put(self, item: str, field: str, value: Any, because: Because = "") -> None:
        kind: EventKind = "answered" if field == "answer" else "noted"
        payload = {"item": item, field: value} | ({"because": because} if because else {})
        event = Event(str(len(self.events)), "a", kind, "", "", "", (), payload)
        self.events.append(event)
        self.history.follow(event)
        self.sheet[item, field] = value

    def undo(self) -> bool:
        if (change := self.history.to_undo) is None:
            return False
        self.put(change.item, change.field, change.before, "undo")
        return True

    def redo(self) -> bool:
        if (change := self.history.to_redo) is None:
            return False
        self.put(change.item, change.field, change.after, "redo")
        return True

    def now(self) -> dict[tuple[str, str], Any]:
        return {place: value for place, value in self.sheet.items() if value is not None}


acts = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from(ITEMS), st.sampled_from([None, "yes", "no", "3/5"])),
        st.tuples(st.just("note"), st.sampled_from(ITEMS), st.sampled_from([None, "一", "二"])),
        st.tuples(st.sampled_from(["undo", "redo"]), st.just(""), st.none()),
    ),
    max_size=40,
)


def lived(steps: list[tuple[str, str, Any]]) -> Book:
    book = Book()
    for act, item, value in steps:
        if act == "undo":
            book.undo()
        elif act == "redo":
            book.redo()
        else:
            book.put(item, act, value)
    return book


@given(acts)
def test_what_is_rebuilt_from_events_is_what_was_lived_through(steps: list[tuple[str, str, Any]]) -> None:
    book = lived(steps)
    again = UndoHistory(book.events)
    assert again.latest == book.history.latest
    while True:
        assert (again.to_undo, again.to_redo) == (book.history.to_undo, book.history.to_redo)
        if not book.undo():
            break
        again.follow(book.events[-1])
    assert book.now() == {}


@given(acts, st.integers(1, 50))
def test_undo_then_redo_restores(steps: list[tuple[str, str, Any]], number: int) -> None:
    book = lived(steps)
    before, latest = book.now(), book.history.latest
    undone = sum(book.undo() for _ in range(number))
    assert undone == min(number, len(latest))
    for _ in range(undone):
        assert book.redo()
    assert book.now() == before
    assert book.history.latest == latest


@given(acts)
def test_each_undo_takes_back_exactly_one_act(steps: list[tuple[str, str, Any]]) -> None:
    book = Book()
    states: list[dict[tuple[str, str], Any]] = [{}]
    for act, item, value in steps:
        if act in ("answer", "note"):
            book.put(item, act, value)
            states.append(book.now())
    for state in reversed(states[:-1]):
        assert book.undo()
        assert book.now() == state
    assert not book.undo()
    for state in states[1:]:
        assert book.redo()
        assert book.now() == state
    assert not book.redo()


def test_a_new_act_ends_what_could_be_redone() -> None:
    book = lived([("answer", "S-01", "yes"), ("answer", "S-02", "no"), ("undo", "", None)])
    assert book.history.to_redo == Change("S-02", "answer", None, "no")
    book.put("S-03", "note", "一")
    assert book.history.to_redo is None
    assert [change.item for change in book.history.latest] == ["S-01", "S-03"]


def test_a_change_knows_what_stood_there() -> None:
    book = lived([("answer", "S-01", "yes"), ("note", "S-01", "一"), ("answer", "S-01", "no")])
    assert book.history.latest == (
        Change("S-01", "answer", None, "yes"),
        Change("S-01", "note", None, "一"),
        Change("S-01", "answer", "yes", "no"),
    )
    assert book.history.latest[-1].reversed == Change("S-01", "answer", "no", "yes")


def test_an_undo_of_nothing_is_an_act_of_its_own() -> None:
    """A ledger merged from two laptops may hold an undo whose act is not before it: nothing breaks."""
    book = Book()
    book.put("S-01", "answer", "yes", "undo")
    assert book.history.to_undo == Change("S-01", "answer", None, "yes")
    book.put("S-01", "answer", "no", "redo")
    assert book.history.to_undo == Change("S-01", "answer", "yes", "no")


def test_other_events_are_no_changes() -> None:
    history = UndoHistory(
        Event("1", "a", kind, "", "", "", (), {"names": ["x"]}) for kind in ("opened", "signed", "reopened")
    )
    assert (history.to_undo, history.to_redo, history.latest) == (None, None, ())


def test_a_long_history_is_rebuilt_at_once() -> None:
    rng = random.Random(1)
    steps = [(rng.choice(["answer", "note", "undo", "redo"]), rng.choice(ITEMS), "x") for _ in range(3000)]
    book = lived([step for step in steps if step[0] in ("undo", "redo") or step[1]])
    assert UndoHistory(book.events).latest == book.history.latest


with_visits = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from(ITEMS), st.sampled_from([None, "yes", "-"])),
        st.tuples(st.just("visit"), st.sampled_from(ITEMS), st.sampled_from([None, "-"])),
        st.tuples(st.sampled_from(["undo", "redo"]), st.just(""), st.none()),
    ),
    max_size=40,
)


@given(with_visits)
def test_undo_and_redo_lead_around_what_a_visit_decided(steps: list[tuple[str, str, Any]]) -> None:
    """Whatever comes in between, undo and redo begin at the value that stands."""
    book = Book()
    for act, item, value in steps:
        if act == "visit":
            book.put(item, "answer", value, "visit")
            assert book.history.is_by_visit(item)
        elif act == "answer":
            book.put(item, "answer", value)
            assert not book.history.is_by_visit(item)
        else:
            _changed = book.undo() if act == "undo" else book.redo()
        back, again = book.history.to_undo, book.history.to_redo
        assert back is None or book.sheet.get((back.item, back.field)) == back.after
        assert again is None or book.sheet.get((again.item, again.field)) == again.before
        rebuilt = UndoHistory(book.events)
        assert (rebuilt.latest, rebuilt.to_redo) == (book.history.latest, again)
        assert [rebuilt.is_by_visit(name) for name in ITEMS] == [
            book.history.is_by_visit(name) for name in ITEMS
        ]

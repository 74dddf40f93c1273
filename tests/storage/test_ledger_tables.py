from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.assessment import Assessment, Sheet
from eldercheck.domain.errors import LedgerError, StateError
from eldercheck.domain.ledger import Event
from eldercheck.storage.errors import NotNowError
from eldercheck.storage.ledger_tables import add_up
from eldercheck.storage.opening import OpenDatabase
from tests.storage.samples import ITEMS, UNIT, Pen, begun, opened

Act = Callable[[Pen], object]
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
ANSWERS = st.one_of(st.none(), st.builds(Given, TEXT), st.builds(NotApplicable, TEXT))


def _answer(item: str, answer: Answer | None) -> Act:
    return lambda pen: pen.answer(item, answer)


def _note(item: str, note: str) -> Act:
    return lambda pen: pen.note(item, note)


def _sign(names: list[str]) -> Act:
    return lambda pen: pen.sign(*names)


HISTORIES = st.lists(
    st.one_of(
        st.builds(_answer, st.sampled_from(ITEMS), ANSWERS),
        st.builds(_note, st.sampled_from(ITEMS), TEXT),
        st.builds(_sign, st.lists(TEXT, max_size=2)),
        st.just(lambda pen: pen.reopen()),
    ),
    max_size=14,
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDatabase]:
    with opened(tmp_path_factory.mktemp("lived") / "a.db") as database:
        database.register.save_unit(UNIT)
        yield database


def _lived(history: list[Act], database: OpenDatabase) -> str:
    pen = Pen(database, f"a{len(database.assessments.assessments())}")
    pen.open()
    for act in history:
        try:
            act(pen)
        except (NotNowError, StateError) as refused:
            assert refused.code in ("not_open", "not_signed", "signed_already")
    return pen.id


def _tables(path: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return [connection.execute(f"SELECT * FROM {name}").fetchall() for name in ("assessment", "answer")]


@settings(max_examples=100, deadline=None)
@given(history=HISTORIES)
def test_the_tables_are_what_the_events_add_up_to(history: list[Act], database: OpenDatabase) -> None:
    store, name = database.assessments, _lived(history, database)
    lived, standing = _tables(database.path), add_up(store.events(name))
    assert store.sheet(name) == store.sheets()[name] == standing.sheet
    assert store.heads(name) == standing.heads
    store.rebuild(name)
    assert _tables(database.path) == lived


def test_a_rebuild_mends_tables_changed_by_hand(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as database:
        pen = begun(database)
        pen.answer("door", Given("yes"))
        pen.sign("李芳")
        before: tuple[Sheet, Assessment] = (
            database.assessments.sheet("a1"),
            database.assessments.assessment("a1"),
        )
        with closing(sqlite3.connect(database.path)) as connection:
            connection.execute("UPDATE answer SET given = 'no'")
            connection.execute("INSERT INTO answer VALUES ('a1', 'seat', 'yes', NULL, '')")
            connection.execute("UPDATE assessment SET state = 'open', signers = '[]', heads = '[]'")
            connection.commit()
        database.assessments.rebuild("a1")
        assert (database.assessments.sheet("a1"), database.assessments.assessment("a1")) == before


def test_a_rebuild_leaves_other_assessments_alone(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as database:
        begun(database).answer("door", Given("yes"))
        other = Pen(database, "a2", UNIT.id)
        other.open()
        other.answer("seat", Given("no"))
        database.assessments.rebuild("a1")
        assert database.assessments.sheet("a2") == Sheet({"seat": Given("no")})


@pytest.mark.parametrize("payload", [{}, {"item": "door"}, {"item": "door", "answer": 3}])
def test_an_event_that_says_too_little_is_unreadable(payload: dict[str, object]) -> None:
    with pytest.raises(LedgerError, match="event_unreadable"):
        add_up([Event("e", "a1", "answered", "", "", "", (), payload)])

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from eldercheck.domain.answers import Given, NotApplicable
from eldercheck.domain.assessment import Sheet
from eldercheck.domain.errors import LedgerError, StateError
from eldercheck.domain.grading import GradeRules
from eldercheck.domain.ledger import heads
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit
from eldercheck.storage.errors import (
    CodeTakenError,
    DamagedError,
    DiskError,
    DiskFullError,
    MissingError,
    NotNowError,
    RuleError,
    StorageError,
)
from eldercheck.storage.opening import OpenDatabase
from tests.storage.samples import ITEMS, UNIT, Pen, YearPen, begun, checklist, opened

DOOR, SEAT, GLASSES = ITEMS


@pytest.fixture
def database(tmp_path: Path) -> Iterator[OpenDatabase]:
    with opened(tmp_path / "a.db") as database:
        yield database


@pytest.fixture
def pen(database: OpenDatabase) -> Pen:
    return begun(database)


def edited(database: OpenDatabase, *statements: str) -> None:
    """Change the file behind the program's back."""
    with closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def found(database: OpenDatabase, question: str) -> object:
    """Return the one value that the file holds in answer."""
    with closing(sqlite3.connect(database.path)) as connection:
        return connection.execute(question).fetchone()[0]


def test_units_come_back_by_their_codes(database: OpenDatabase) -> None:
    head = Unit("u0", "institution", "01", "信用社")
    branch = Unit("u1", "branch", "0071", "城关", "u0", "城关镇")
    database.register.save_unit(head)
    database.register.save_unit(branch)
    assert database.register.units() == (branch, head)


def test_a_unit_saved_again_is_changed(database: OpenDatabase) -> None:
    database.register.save_unit(UNIT)
    database.register.save_unit(replace(UNIT, name="新名"))
    assert database.register.units() == (replace(UNIT, name="新名"),)


def test_a_code_belongs_to_one_unit(database: OpenDatabase) -> None:
    database.register.save_unit(UNIT)
    with pytest.raises(CodeTakenError) as taken:
        database.register.save_unit(replace(UNIT, id="u2", name="别处"))
    assert taken.value.values == {"unit_code": "0071", "name": "城关网点"}
    assert database.register.units() == (UNIT,)


def test_a_unit_of_an_unknown_institution_breaks_a_rule(database: OpenDatabase) -> None:
    with pytest.raises(RuleError):
        database.register.save_unit(replace(UNIT, parent="nobody"))


def test_the_rules_of_a_year_come_back(database: OpenDatabase) -> None:
    programme = Programme(2026, GradeRules(a_band=Fraction("92.5")), 3, True)
    assert database.years.programme(2026) is None
    pen = YearPen(database)
    database.years.open_year(pen.event("year_opened", programme=Programme(2026).plain()), Programme(2026))
    database.years.append_rules(pen.event("rules_changed", programme=programme.plain()), programme)
    assert database.years.programmes() == (programme,)


def test_a_checklist_is_kept_once_and_word_for_word(database: OpenDatabase) -> None:
    database.assessments.keep_checklist(checklist())
    database.assessments.keep_checklist(checklist())
    assert database.assessments.checklist(checklist().digest) == checklist()


def test_a_checklist_that_was_never_kept_is_missing(database: OpenDatabase) -> None:
    with pytest.raises(MissingError, match="no_such_checklist"):
        database.assessments.checklist("0" * 64)


def test_a_kept_checklist_changed_by_hand_is_damaged(database: OpenDatabase) -> None:
    database.assessments.keep_checklist(checklist())
    edited(database, "UPDATE checklist SET body = replace(body, '大厅', '门口')")
    with pytest.raises(DamagedError):
        database.assessments.checklist(checklist().digest)


@pytest.mark.parametrize(
    "change",
    ["signed_at = 'yesterday'", "signed_at = '2026-03-01T00:00:00.000000Z'", "state = 'signed'"],
)
def test_a_signature_changed_by_hand_is_damage(database: OpenDatabase, pen: Pen, change: str) -> None:
    edited(database, f"UPDATE assessment SET {change}")
    with pytest.raises(DamagedError):
        database.assessments.assessment("a1")


@pytest.mark.parametrize("signers", ["[nobody]", "[1]", "[[]"])
@pytest.mark.parametrize("column", ["signers", "heads"])
def test_names_and_heads_changed_by_hand_are_damage(
    database: OpenDatabase, pen: Pen, column: str, signers: str
) -> None:
    edited(database, f"UPDATE assessment SET {column} = '{signers}'")
    with pytest.raises(DamagedError):
        if column == "heads":
            database.assessments.heads("a1")
        else:
            database.assessments.assessments()


def test_opening_keeps_the_row_the_event_and_the_checklist(database: OpenDatabase, pen: Pen) -> None:
    (row,) = database.assessments.assessments()
    assert row == database.assessments.assessment("a1")
    assert (row.unit, row.state, row.place, row.signers) == ("u1", "open", "", ())
    assert [event.kind for event in database.assessments.events("a1")] == ["opened"]
    assert database.assessments.checklist(row.checklist_digest) == checklist()
    assert database.assessments.sheets() == {"a1": Sheet()}


def test_an_assessment_of_an_unknown_unit_leaves_nothing(database: OpenDatabase) -> None:
    with pytest.raises(RuleError):
        Pen(database, unit="nobody").open()
    assert database.assessments.assessments() == ()
    with pytest.raises(MissingError):
        database.assessments.checklist(checklist().digest)


def test_an_answer_and_where_the_walk_goes_on_are_kept(database: OpenDatabase, pen: Pen) -> None:
    event = pen.answer(DOOR, Given("yes"))
    pen.answer(SEAT, NotApplicable("没有座位"))
    pen.note(SEAT, "站着办")
    sheet = Sheet({DOOR: Given("yes"), SEAT: NotApplicable("没有座位")}, {SEAT: "站着办"})
    assert database.assessments.sheet("a1") == sheet
    assert database.assessments.sheets() == {"a1": sheet}
    assert database.assessments.assessment("a1").place == SEAT
    assert database.assessments.events("a1")[1] == event


def test_a_changed_answer_leaves_nothing_of_the_old_one(database: OpenDatabase, pen: Pen) -> None:
    pen.answer(DOOR, NotApplicable(""))
    pen.answer(DOOR, Given("no"))
    assert database.assessments.sheet("a1").answers == {DOOR: Given("no")}


def test_taking_an_answer_back_keeps_its_note(database: OpenDatabase, pen: Pen) -> None:
    pen.answer(DOOR, Given("yes"))
    pen.note(DOOR, "窄")
    pen.answer(DOOR, None)
    assert database.assessments.sheet("a1") == Sheet({}, {DOOR: "窄"})
    pen.note(DOOR, "")
    assert database.assessments.sheet("a1") == Sheet()


def test_taking_back_what_was_never_given_leaves_no_line(database: OpenDatabase, pen: Pen) -> None:
    pen.answer(DOOR, None)
    assert found(database, "SELECT count(*) FROM answer") == 0


def test_the_place_is_kept(database: OpenDatabase, pen: Pen) -> None:
    database.assessments.set_place("a1", GLASSES)
    assert database.assessments.assessment("a1").place == GLASSES


def test_a_signature_closes_and_a_reopening_opens(database: OpenDatabase, pen: Pen) -> None:
    event = pen.sign("李芳", "王敏")
    row = database.assessments.assessment("a1")
    assert (row.state, row.signed_at, row.signers) == ("signed", event.at, ("李芳", "王敏"))
    pen.reopen()
    row = database.assessments.assessment("a1")
    assert (row.state, row.signed_at, row.signers) == ("open", "", ())


@pytest.mark.parametrize(
    "act",
    [
        lambda pen: pen.answer(DOOR, Given("yes")),
        lambda pen: pen.note(DOOR, "x"),
        lambda pen: pen.sign("李芳"),
    ],
)
def test_a_signed_sheet_takes_no_more(database: OpenDatabase, pen: Pen, act: Callable[[Pen], object]) -> None:
    pen.sign("李芳")
    with pytest.raises((NotNowError, StateError), match=r"not_open|signed_already"):
        act(pen)
    assert len(database.assessments.events("a1")) == 2
    assert database.assessments.sheet("a1") == Sheet()


def test_an_open_sheet_has_no_signature_to_take_back(pen: Pen) -> None:
    with pytest.raises(StateError, match="not_signed"):
        pen.reopen()


def test_an_event_that_has_not_seen_the_newest_is_stale(database: OpenDatabase, pen: Pen) -> None:
    seen = pen.heads
    pen.answer(DOOR, Given("yes"))
    pen.heads = seen
    with pytest.raises(NotNowError, match="stale"):
        pen.answer(DOOR, Given("no"))
    assert database.assessments.sheet("a1").answers == {DOOR: Given("yes")}
    assert len(database.assessments.events("a1")) == 2


def test_the_heads_are_those_of_the_events(database: OpenDatabase, pen: Pen) -> None:
    pen.answer(DOOR, Given("yes"))
    assert database.assessments.heads("a1") == heads(database.assessments.events("a1")) == pen.heads


@pytest.mark.parametrize(
    "act",
    [
        lambda store, pen: store.assessment("a9"),
        lambda store, pen: store.heads("a9"),
        lambda store, pen: store.set_place("a9", DOOR),
        lambda store, pen: pen.answer(DOOR, Given("yes")),
    ],
)
def test_an_unknown_assessment_is_missing(database: OpenDatabase, act: Callable[[Any, Pen], object]) -> None:
    with pytest.raises(MissingError, match="no_such_assessment"):
        act(database.assessments, Pen(database, "a9"))


def test_an_event_must_say_what_is_done(database: OpenDatabase, pen: Pen) -> None:
    event = pen.event("answered", item=DOOR, answer="yes")
    store = database.assessments
    wrongs: list[Callable[[], None]] = [
        lambda: store.append_answer(event, SEAT, Given("yes"), ""),
        lambda: store.append_answer(event, DOOR, Given("no"), ""),
        lambda: store.append_note(event, DOOR, "yes"),
        lambda: store.append(replace(event, kind="opened")),
    ]
    for wrong in wrongs:
        with pytest.raises(LedgerError, match="event_disagrees"):
            wrong()
    assert len(database.assessments.events("a1")) == 1


def test_the_same_event_twice_is_refused(database: OpenDatabase, pen: Pen) -> None:
    first = pen.answer(DOOR, Given("yes"))
    again = replace(first, parents=pen.heads)
    with pytest.raises(RuleError):
        database.assessments.append_answer(again, DOOR, Given("yes"), DOOR)
    assert database.assessments.heads("a1") == pen.heads


@pytest.mark.parametrize("change", ["UPDATE event SET author = 'x'", "DELETE FROM event"])
def test_an_event_cannot_be_changed_or_deleted(database: OpenDatabase, pen: Pen, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="an event is never"):
        edited(database, change)
    assert len(database.assessments.events("a1")) == 1


@pytest.mark.parametrize(
    "change",
    [
        'UPDATE event SET payload = \'{"item":"door","answer":"no"}\' WHERE kind = \'answered\'',
        "UPDATE event SET payload = '{nonsense}' WHERE kind = 'answered'",
        "UPDATE event SET at = '2026-03-02T01:02:03.000001Z' WHERE kind = 'answered'",
    ],
)
def test_an_event_altered_by_hand_is_noticed(database: OpenDatabase, pen: Pen, change: str) -> None:
    pen.answer(DOOR, Given("yes"))
    edited(database, "DROP TRIGGER event_is_never_changed", change)
    with pytest.raises(LedgerError, match=r"event_altered|event_unreadable"):
        database.assessments.events("a1")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE assessment SET state = 'lost'",
        "UPDATE assessment SET signers = 'x'",
        "UPDATE assessment SET year = 'soon'",
        "UPDATE answer SET left_out = 'x'",
        "DELETE FROM assessment",
        "DELETE FROM unit",
        "DELETE FROM checklist",
    ],
)
def test_the_tables_guard_themselves(database: OpenDatabase, pen: Pen, change: str) -> None:
    pen.answer(DOOR, Given("yes"))
    with pytest.raises(sqlite3.IntegrityError):
        edited(database, "PRAGMA foreign_keys=ON", change)


def test_text_that_is_not_text_is_damage(database: OpenDatabase, pen: Pen) -> None:
    edited(database, "UPDATE unit SET name = CAST(x'ff' AS TEXT)")
    with pytest.raises(DamagedError):
        database.register.units()


def test_a_full_disk_saves_nothing_and_says_so(database: OpenDatabase, pen: Pen) -> None:
    pages = database.path.stat().st_size // 4096 + 3
    with database.assessments._database.writing() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(DiskFullError):
        for number in range(200):
            pen.note(DOOR, "长" * 500 + str(number))
    events = database.assessments.events("a1")
    assert pen.heads == (events[-1].hash,)
    assert database.assessments.sheet("a1").notes == {DOOR: events[-1].payload["note"]}


def test_every_error_of_sqlite_has_a_name(database: OpenDatabase) -> None:
    with pytest.raises(DiskError, match="no such table"), database.assessments._database.reading() as reading:
        reading.exec_driver_sql("SELECT * FROM nowhere")


def test_a_database_moved_away_is_noticed(database: OpenDatabase, pen: Pen) -> None:
    database.path.rename(database.path.with_name("b.db"))
    with pytest.raises(StorageError, match="file_gone"):
        pen.answer(DOOR, Given("yes"))


def test_a_database_held_by_another_program_is_busy(database: OpenDatabase, pen: Pen) -> None:
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="busy"):
            pen.answer(DOOR, Given("yes"))
        other.execute("ROLLBACK")
    pen.answer(DOOR, Given("yes"))
    assert database.assessments.sheet("a1").answers == {DOOR: Given("yes")}


def test_the_pragmas_are_as_decided(database: OpenDatabase) -> None:
    wanted = {
        "journal_mode": "truncate",
        "synchronous": 3,
        "foreign_keys": 1,
        "busy_timeout": 250,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
    }
    with database.assessments._database.reading() as connection:
        set_to = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert set_to == wanted


def test_a_write_begins_at_once_and_a_read_does_not(database: OpenDatabase) -> None:
    inner = database.assessments._database
    with closing(sqlite3.connect(database.path, isolation_level=None, timeout=0)) as other:
        with inner.reading():
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        with inner.writing(), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_what_is_stored_is_canonical(database: OpenDatabase, pen: Pen) -> None:
    pen.answer(DOOR, NotApplicable("没有"))
    payload = found(database, "SELECT payload FROM event WHERE kind = 'answered'")
    assert payload == '{"answer":{"not_applicable":"没有"},"item":"door"}'

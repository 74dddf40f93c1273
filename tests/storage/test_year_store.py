"""The years in their tables: each act an event that has seen the newest ones, nothing ever changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from eldercheck.domain.answers import Given, NotApplicable
from eldercheck.domain.canonical import canonical_json, digest
from eldercheck.domain.errors import LedgerError
from eldercheck.domain.ledger import heads
from eldercheck.domain.programme import Programme
from eldercheck.storage.errors import DamagedError, MissingError, NotNowError, StorageError
from eldercheck.storage.opening import OpenDatabase
from eldercheck.storage.year_store import GivenBonus, Publication
from tests.storage.samples import UNIT, YearPen, begun, checklist, opened

RULES = Programme(2026, authority="金融办")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[OpenDatabase]:
    with opened(tmp_path / "a.db") as database:
        database.register.save_unit(UNIT)
        yield database


@pytest.fixture
def pen(database: OpenDatabase) -> YearPen:
    pen = YearPen(database)
    database.years.open_year(pen.event("year_opened", programme=RULES.plain()), RULES)
    return pen


def published(
    database: OpenDatabase, pen: YearPen, number: int = 1, body: dict[str, object] | None = None
) -> Publication:
    body = body or {"year": 2026, "institutions": []}
    event = pen.event("published", number=number, digest=digest(body), reason="")
    what = Publication(2026, number, digest(body), event.at, event.author, "", body)
    database.years.append_publication(event, what)
    return what


def test_a_year_is_opened_once(database: OpenDatabase, pen: YearPen) -> None:
    assert database.years.programmes() == (RULES,)
    assert database.years.programme(2025) is None
    with pytest.raises(NotNowError, match="year_open_already"):
        database.years.open_year(YearPen(database).event("year_opened", programme=RULES.plain()), RULES)
    assert len(database.years.events(2026)) == 1


def test_the_ledger_of_a_year_chains(database: OpenDatabase, pen: YearPen) -> None:
    other = replace(RULES, least_examiners=3)
    database.years.append_rules(pen.event("rules_changed", programme=other.plain()), other)
    given = (GivenBonus(UNIT.id, "I-BN-01", Fraction("1.5"), "创新"),)
    event = pen.event("bonus_given", unit=UNIT.id, entries={"I-BN-01": "1.5"})
    database.years.append_bonus(event, 2026, UNIT.id, given)
    first, second, third = database.years.events(2026)
    assert (first.parents, second.parents, third.parents) == ((), (first.hash,), (second.hash,))
    assert database.years.heads(2026) == (third.hash,)
    assert database.years.bonus(2026) == given
    assert database.years.programmes() == (other,)
    event = pen.event("bonus_given", unit=UNIT.id, entries={})
    database.years.append_bonus(event, 2026, UNIT.id, ())
    assert database.years.bonus(2026) == ()


def test_an_event_that_has_not_seen_the_newest_is_refused(database: OpenDatabase, pen: YearPen) -> None:
    late = YearPen(database)
    database.years.append_rules(pen.event("rules_changed", programme=RULES.plain()), RULES)
    with pytest.raises(NotNowError, match="stale"):
        database.years.append_rules(late.event("rules_changed", programme=RULES.plain()), RULES)
    with pytest.raises(MissingError, match="no_such_year"):
        other = replace(RULES, year=2031)
        database.years.append_rules(
            YearPen(database, 2031).event("rules_changed", programme=other.plain()), other
        )
    assert len(database.years.events(2026)) == 2


def test_tables_follow_events(database: OpenDatabase, pen: YearPen) -> None:
    event = pen.event("rules_changed", programme=RULES.plain())
    with pytest.raises(LedgerError, match="event_disagrees"):
        database.years.append_rules(event, replace(RULES, least_examiners=5))
    assert database.years.programmes() == (RULES,)


def test_what_was_published_comes_back_and_is_never_changed(database: OpenDatabase, pen: YearPen) -> None:
    one, two = published(database, pen), published(database, pen, 2, {"year": 2026, "institutions": [1]})
    assert database.years.publications(2026) == (one, two)
    for table in ("publication", "year_event"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET author = 'x'"):
            with closing(sqlite3.connect(database.path)) as file, pytest.raises(sqlite3.IntegrityError):
                file.execute(statement)


FORGED = canonical_json({"year": 2026, "institutions": [1]})


@pytest.mark.parametrize(
    "change",
    [
        "body = replace(body, '2026', '2027')",
        "body = '{x}'",
        """body = '{"year":1.5}'""",
        f"body = '{FORGED}', digest = '{digest(json.loads(FORGED))}'",
        "at = '2026-12-02T00:00:00.000000Z'",
        "author = '王敏'",
        "reason = '更正'",
        "number = 7",
    ],
)
def test_a_publication_altered_behind_the_back_is_named(
    database: OpenDatabase, pen: YearPen, change: str
) -> None:
    published(database, pen)
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute("DROP TRIGGER publication_is_never_changed")
        connection.execute(f"UPDATE publication SET {change}")
    with pytest.raises(DamagedError):
        database.years.publications(2026)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"a_band":"90"', '"a_band":"1/0"'),
        ('"a_band":"90"', '"a_band":"1/3"'),
        ('"a_band":"90"', '"a_band":[90]'),
        ('"a_band":"90"', '"a_band":NaN'),
        ('"caps":true', '"caps":"90"'),
        ('"least_examiners":2', '"least_examiners":"two"'),
        ('"appeal":5', '"appeal":-5'),
        ('"authority":"金融办"', '"authority":5'),
        ('"authority":"金融办"', '"authority":"\\ud800"'),
        ('"year":2026', '"year":2027'),
        ('"year":2026', '"year":"2026"'),
        ('"days":{', '"days":"x","z":{'),
    ],
)
def test_rules_altered_behind_the_back_are_named(
    database: OpenDatabase, pen: YearPen, old: str, new: str
) -> None:
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute("UPDATE programme SET body = replace(body, ?, ?)", (old, new))
        assert new in connection.execute("SELECT body FROM programme").fetchone()[0]
    with pytest.raises(DamagedError):
        database.years.programmes()


@pytest.mark.parametrize("points", ["abc", "1/0", "1/3", "-1", "", "1e9"])
def test_a_bonus_altered_behind_the_back_is_named(database: OpenDatabase, pen: YearPen, points: str) -> None:
    event = pen.event("bonus_given", unit=UNIT.id, entries={"I-BN-01": "1.5"})
    database.years.append_bonus(event, 2026, UNIT.id, (GivenBonus(UNIT.id, "I-BN-01", Fraction("1.5"), "x"),))
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute("UPDATE bonus SET points = ?", (points,))
    with pytest.raises(DamagedError):
        database.years.bonus(2026)


def test_a_correction_is_kept(database: OpenDatabase, pen: YearPen) -> None:
    database.years.append_correction(pen.event("correction_opened", assessment="a1", reason="x"), 2026, "a1")
    assert database.years.events(2026)[-1].payload == {"assessment": "a1", "reason": "x"}


def test_a_year_knows_whether_something_was_ever_signed(database: OpenDatabase, pen: YearPen) -> None:
    paper = begun(database)
    assert not database.years.has_signatures(2026)
    paper.sign("李芳")
    assert database.years.has_signatures(2026)
    assert not database.years.has_signatures(2025)
    paper.reopen()
    assert database.years.has_signatures(2026)


def test_a_bonus_of_a_unit_that_is_not_there_breaks_a_rule(database: OpenDatabase, pen: YearPen) -> None:
    event = pen.event("bonus_given", unit="nobody", entries={"x": "1"})
    with pytest.raises(StorageError):
        database.years.append_bonus(event, 2026, "nobody", (GivenBonus("nobody", "x", Fraction(1), "y"),))
    assert len(database.years.events(2026)) == 1


def test_whole_assessments_are_taken_in_as_their_events_add_up(database: OpenDatabase) -> None:
    paper = begun(database)
    paper.answer("seat", Given("yes"))
    paper.answer("door", NotApplicable("没有"))
    paper.sign("李芳")
    original, events = database.assessments.assessment("a1"), database.assessments.events("a1")
    copies = [replace(event, id=f"{event.id}-2", assessment="a2") for event in events]
    database.assessments.take_in([(replace(original, id="a2", state="open"), copies, checklist())])
    assert database.assessments.assessment("a2") == replace(original, id="a2")
    assert database.assessments.sheet("a2") == database.assessments.sheet("a1")
    assert database.assessments.heads("a2") == heads(copies)


def test_the_lines_of_a_year_are_those_of_its_sheets(database: OpenDatabase) -> None:
    paper = begun(database)
    paper.answer("seat", Given("yes"))
    paper.answer("door", NotApplicable("没有"))
    paper.note("glasses", "新")
    assert set(database.assessments.year_lines(2026)["a1"]) == {
        ("seat", "yes", None),
        ("door", None, "没有"),
        ("glasses", None, None),
    }
    assert database.assessments.year_lines(2025) == {}
    assert [found.id for found in database.assessments.assessments(2026)] == ["a1"]
    assert database.assessments.assessments(2025) == ()


def test_an_approval_is_kept_until_the_sheet_is_reopened(database: OpenDatabase) -> None:
    paper = begun(database)
    paper.sign("李芳")
    event = paper.event("approved", name="王敏")
    database.assessments.append(event)
    approved = database.assessments.assessment("a1")
    assert (approved.state, approved.approved_by) == ("approved", "王敏")
    database.assessments.rebuild("a1")
    assert database.assessments.assessment("a1") == approved
    reopening = replace(event, id="later", kind="reopened", parents=(event.hash,), payload={"reason": "x"})
    database.assessments.append(reopening)
    reopened = database.assessments.assessment("a1")
    assert (reopened.state, reopened.approved_by, reopened.signers) == ("open", "", ())

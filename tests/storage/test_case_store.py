"""A case in its tables: each act in one transaction, and what is rebuilt is what was lived through."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eldercheck.domain.answers import Given
from eldercheck.domain.assessment import Assessment, Sheet
from eldercheck.domain.errors import LedgerError, StateError
from eldercheck.domain.evidence import Evidence, KeptFile
from eldercheck.domain.ledger import Event, EventKind
from eldercheck.domain.programme import Programme
from eldercheck.storage.errors import DamagedError, MissingError, NotNowError
from eldercheck.storage.opening import OpenDatabase
from tests.domain import cases
from tests.domain.cases import Said
from tests.domain.test_standing import ACTS
from tests.storage.samples import ITEMS, Pen, YearPen, begun, opened
from tests.storage.test_year_store import published

ROUNDS = 20
STEPS = 150
PURPOSES = ("answer", "appeal", "fix", "recheck", "veto")
FILE = KeptFile("0" * 64, "门口.jpg", 12, "image/jpeg", "2026-10-08T09:10:00")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[OpenDatabase]:
    with opened(tmp_path / "a.db") as database:
        yield database


@pytest.fixture
def pen(database: OpenDatabase) -> Pen:
    return begun(database)


def on_the_sheet(said: Said, item: str) -> Said:
    """Say the same of an item of the small checklist, with answers that it takes."""
    kind, payload = said
    named = {"A": ITEMS[0], "B": ITEMS[1]}
    changes: dict[str, Any] = {"item": item} if "item" in payload else {}
    for field in ("reasons", "was", "findings"):
        if isinstance(payload.get(field), dict):
            changes[field] = {named[name]: value for name, value in payload[field].items()}
    if payload.get("answer") == "1/2":
        changes["answer"] = "no"
    return kind, {**payload, **changes}


def some_act(dice: random.Random, attached: list[str], number: int) -> Said:
    """Return something to say: of the case, of an answer, a note or a piece of evidence."""
    item, share = dice.choice(ITEMS), dice.random()
    if share < 0.12:
        return "answered", {"item": item, "answer": dice.choice(("yes", "no", None))}
    if share < 0.18:
        return "noted", {"item": item, "note": dice.choice(("一", None))}
    if share < 0.3:
        piece = Evidence(f"e{number}", item, dice.choice(PURPOSES), "photo", "图", "李芳")  # type: ignore[arg-type]
        return "attached", replace(piece, file=FILE if dice.random() < 0.5 else None).plain()
    if share < 0.36 and attached:
        return "detached", {"evidence": dice.choice(attached), "reason": "重复"}
    return on_the_sheet(dice.choice(ACTS), item)


def whole(database: OpenDatabase) -> tuple[Assessment, Sheet, tuple[Evidence, ...], tuple[str, ...]]:
    """Return all that the tables say of the assessment."""
    store = database.assessments
    return store.assessment("a1"), store.sheet("a1"), store.evidence("a1"), store.heads("a1")


def played(pen: Pen, seed: int) -> list[str]:
    """Say what chance says and the rules allow; return the kinds of what was said."""
    dice, kinds, attached = random.Random(seed), list[str](), list[str]()
    for number in range(STEPS):
        kind, payload = some_act(dice, attached, number)
        if kind == "reopened" and dice.random() < 0.9:
            continue
        with suppress(StateError, MissingError):
            pen.say(kind, **payload)
            kinds.append(kind)
            if kind == "attached":
                attached.append(str(payload["evidence"]))
    return kinds


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_what_is_rebuilt_is_what_was_lived_through(database: OpenDatabase, pen: Pen, seed: int) -> None:
    said = played(pen, seed)
    before = whole(database)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM evidence")
        connection.execute("DELETE FROM answer")
        connection.execute("UPDATE assessment SET state = 'open', signed_at = '', dossier = '{}'")
    database.assessments.rebuild("a1")
    assert whole(database) == before
    assert [event.kind for event in database.assessments.events("a1")] == ["opened", *said]


def test_the_random_histories_come_everywhere(tmp_path: Path) -> None:
    """The control: the rounds above do go through every act of a case."""
    kinds = set[str]()
    for seed in range(ROUNDS):
        with opened(tmp_path / f"{seed}.db") as database:
            kinds.update(played(begun(database), seed))
    assert kinds == {said[0] for said in ACTS} | {"answered", "noted", "attached", "detached"}


# --- the answer on the sheet --------------------------------------------------------------------------------


def told(pen: Pen) -> None:
    """Take a case to its notice."""
    pen.answer("door", Given("no"))
    for said in (cases.VISITED, cases.SIGNED, cases.APPROVED, cases.NOTICED):
        kind, payload = on_the_sheet(said, "door")
        pen.say(kind, **payload)


@pytest.mark.parametrize(
    ("said", "stands"),
    [(cases.UPHELD, "yes"), (cases.REFUSED, "no")],
)
def test_an_upheld_claim_puts_its_answer_on_the_sheet(pen: Pen, said: Said, stands: str) -> None:
    told(pen)
    for one in (cases.APPEALED, said):
        kind, payload = on_the_sheet(one, "door")
        pen.say(kind, **payload)
    assert pen.store.sheet("a1").answers["door"] == Given(stands)
    assert pen.store.assessment("a1").dossier.claims["door"].was == "no"


@pytest.mark.parametrize(("said", "stands"), [(cases.PASSED, "yes"), (cases.FAILED, "no")])
def test_a_passed_re_check_puts_its_answer_on_the_sheet(pen: Pen, said: Said, stands: str) -> None:
    told(pen)
    kind, payload = on_the_sheet(said, "door")
    pen.say(kind, **{**payload, "answer": "yes"})
    assert pen.store.sheet("a1").answers["door"] == Given(stands)


def test_evidence_comes_with_its_file_and_goes_with_its_reason(database: OpenDatabase, pen: Pen) -> None:
    piece = Evidence("e1", "door", "answer", "photo", "门口", "李芳", FILE)
    at = pen.say("attached", **piece.plain()).at
    assert database.assessments.evidence("a1") == (replace(piece, at=at),)
    assert {one.file.sha256 for one in database.assessments.evidence("a1") if one.file} == {FILE.sha256}
    pen.say("detached", evidence="e1", reason="重复")
    assert database.assessments.evidence("a1") == ()
    with pytest.raises(MissingError, match="no_such_evidence"):
        pen.say("detached", evidence="e1", reason="重复")


# --- what is refused changes nothing ------------------------------------------------------------------------


def refused(pen: Pen, error: type[Exception], code: str, event: Event) -> None:
    """See an event refused, and nothing changed by it."""
    before = (pen.store.assessment("a1"), pen.store.sheet("a1"), pen.store.events("a1"))
    with pytest.raises(error, match=code):
        pen.store.append(event)
    assert (pen.store.assessment("a1"), pen.store.sheet("a1"), pen.store.events("a1")) == before


def test_who_has_not_seen_the_newest_is_refused(pen: Pen) -> None:
    early = pen.event("signed", names=["李芳", "王强"])
    pen.note("door", "一")
    refused(pen, NotNowError, "stale", early)
    refused(pen, NotNowError, "stale", replace(early, parents=()))
    refused(pen, NotNowError, "stale", replace(early, parents=(*pen.heads, "h")))
    pen.say("signed", names=["李芳", "王强"])


def test_what_the_state_or_the_person_does_not_allow_is_refused_inside_the_transaction(pen: Pen) -> None:
    refused(pen, StateError, "not_signed", pen.event("approved", name="韩雪"))
    pen.sign("李芳", "王强")
    refused(pen, StateError, "approver_signed", pen.event("approved", name=" 李 芳"))
    refused(pen, StateError, "signed_already", pen.event("answered", item="door", answer="no"))
    refused(pen, StateError, "signed_already", pen.event("signed", names=["李芳", "王强"]))


def test_an_event_that_is_cut_short_or_none_of_a_case_is_refused(pen: Pen) -> None:
    pen.sign("李芳", "王强")
    for kind, payload in (("returned", {"name": "韩雪"}), ("vetoed", {"reason": "一", "name": "二"})):
        refused(pen, LedgerError, "event_unreadable", pen.event(kind, **payload))  # type: ignore[arg-type]
    other: tuple[EventKind, ...] = ("opened", "published", "year_opened")
    for kind in other:
        refused(pen, LedgerError, "event_disagrees", pen.event(kind))


def test_no_such_assessment_is_said(database: OpenDatabase, pen: Pen) -> None:
    event = replace(pen.event("signed", names=["李芳"]), assessment="a9")
    with pytest.raises(MissingError):
        database.assessments.append(event)


def test_a_published_year_is_refused_but_for_what_is_corrected(database: OpenDatabase, pen: Pen) -> None:
    told(pen)
    year, programme = YearPen(database), Programme(2026)
    database.years.open_year(year.event("year_opened", programme=programme.plain()), programme)
    published(database, year)
    refused(pen, StateError, "year_published", pen.event("closed", name="沈文博", reason="年末"))
    correction = year.event("correction_opened", assessment="a1", reason="更正")
    database.years.append_correction(correction, 2026, "a1")
    pen.say("closed", name="沈文博", reason="年末")
    assert pen.store.assessment("a1").state == "closed"


# --- a damaged row ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "column",
    [
        "{broken}",
        '{"visits":{}}',
        '{"visit":3}',
        '{"findings":[]}',
        '{"claims":{"A":{}}}',
        '{"evidence_missing":"B-GC-01"}',
        '{"returned_by":5}',
        '{"visit":{"day":5}}',
        '{"visit":{"weather":["wet"]}}',
        '{"visit":{"examiners":"李芳"}}',
        '{"findings":{"A":{"due":"2026-10-01","lost":"many"}}}',
        '{"findings":{"A":{"due":"2026-10-01","lost":"1/0"}}}',
        '{"findings":{"A":{"due":"9999-99-99","lost":"1"}}}',
        '{"findings":{"A":{"due":"2026-10-01","lost":"1","safety":"no"}}}',
        '{"findings":{"A":{"due":"2026-10-01","lost":"1","was":5}}}',
        '{"first":{"day":"2026-10-01","grade":"Z","score":"90.0"}}',
        '{"first":{"day":"2026-10-01","grade":"A","score":[]}}',
        '{"closed":{"at":null,"name":"x"}}',
        '{"vetoes":{"a":{"ground":"?","name":"x","reason":"y"}}}',
    ],
)
def test_a_damaged_dossier_is_named_and_built_anew_from_the_ledger(
    database: OpenDatabase, pen: Pen, column: str
) -> None:
    told(pen)
    before = whole(database)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
        connection.execute("UPDATE assessment SET dossier = ?", (column,))
    with pytest.raises(DamagedError) as caught:
        database.assessments.assessment("a1")
    assert "dossier of a1" in str(caught.value.values)
    with pytest.raises(DamagedError):
        database.assessments.assessments(2026)
    database.assessments.rebuild("a1")
    assert whole(database) == before


@pytest.mark.parametrize("state", ["approved", "appealed", "decided", "rectifying", "closed"])
def test_a_state_that_its_facts_do_not_bear_out_is_named(
    database: OpenDatabase, pen: Pen, state: str
) -> None:
    told(pen)
    before = whole(database)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
        connection.execute("UPDATE assessment SET state = ?", (state,))
    if state == "approved":  # A notice without its state, and then a state without its notice.
        with closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
            connection.execute("UPDATE assessment SET state = 'noticed', dossier = '{}'")
    with pytest.raises(DamagedError):
        database.assessments.assessment("a1")
    database.assessments.rebuild("a1")
    assert whole(database) == before


def test_signers_of_a_sheet_that_is_open_are_named(database: OpenDatabase, pen: Pen) -> None:
    told(pen)
    with closing(sqlite3.connect(database.path, isolation_level=None)) as connection:
        connection.execute("UPDATE assessment SET state = 'open', signed_at = '', dossier = '{}'")
    with pytest.raises(DamagedError) as caught:
        database.assessments.assessment("a1")
    assert "signature of a1" in str(caught.value.values)

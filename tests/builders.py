"""Checklists, sheets and stores for tests: a test names only what matters to it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache
from itertools import count, groupby
from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML

from eldercheck.domain.answer_kinds import AnswerKind, Count, Levels, Measure, YesNo
from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.checklist import (
    BonusEntry,
    Checklist,
    Dimension,
    Evidence,
    Item,
    Section,
)
from eldercheck.domain.checks import Check
from eldercheck.domain.register import UnitKind
from eldercheck.domain.scoring import Mark, Score
from eldercheck.domain.visit import Visit
from eldercheck.domain.wordings import Wording
from eldercheck.services.casebook import Casebook
from eldercheck.services.county import County
from eldercheck.services.examination import Examination
from eldercheck.services.identity import Identity
from eldercheck.services.publishing import Publishing
from eldercheck.services.scorecard import plain_scorecard, score_text
from eldercheck.services.years import Years
from eldercheck.storage.checklist_files import find_checklist, shipped_path
from eldercheck.storage.opening import OpenDatabase, open_database
from tests.oracle.brute_way_up import small_checklist

Plain = dict[str, Any]
ShippedId = Literal["branch", "service-point", "institution"]

ROOT = Path(__file__).parents[1]
SHIPPED: tuple[ShippedId, ...] = ("branch", "service-point", "institution")
NONE_HERE = {"not_applicable": "none here"}
START = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)


# --- checklists ---------------------------------------------------------------------------------------------


def levels(number: int = 4) -> Levels:
    return Levels(tuple(Wording(f"第{place}级", f"level {place}") for place in range(number)))


def measure(better: Literal["lower", "higher"] = "lower", full: object = 2, half: object = 5) -> Measure:
    return Measure(Wording("分钟", "min"), better, Fraction(str(full)), Fraction(str(half)))


def an_item(
    item_id: str = "S-01",
    answer: AnswerKind | None = None,
    *,
    points: int = 1,
    dimension: str = "organisation",
    optional: bool = False,
    **fields: Any,
) -> Item:
    """An item answered yes or no that may not be left out, but for what is said."""
    plain = Item(
        item_id,
        Wording(f"问{item_id}", f"ask {item_id}"),
        None,
        dimension,
        points,
        answer or YesNo(),
        Evidence("never"),
        ("S1",),
        not_applicable=Wording("没有", "none here") if optional else None,
    )
    return replace(plain, **fields)


ALL_KINDS = (
    an_item("GC-01", caps_at="C", points=4),
    an_item("GC-02", measure(), points=2, dimension="outcome"),
    an_item("TM-01", Count(), points=3, dimension="facilities", optional=True, caps_at="B"),
    an_item("TM-02", Count(of=5), points=2, dimension="facilities"),
    an_item("TM-03", levels(), points=3, dimension="outcome", optional=True),
)


def a_checklist(
    *items: Item,
    unit: UnitKind = "branch",
    dimensions: Mapping[str, int] | None = None,
    bonus: Sequence[BonusEntry] = (),
    checks: Iterable[Check] = (),
) -> Checklist:
    """A checklist of these items (none given: one of each kind), in sections by the letters of their ids."""
    items = items or ALL_KINDS
    held = dict.fromkeys((item.dimension for item in items), 0)
    for item in items:
        held[item.dimension] += item.points
    return Checklist(
        "small",
        "2026.1",
        unit,
        Wording("小表", "Small"),
        {},
        tuple(Dimension(name, number, Wording(name)) for name, number in (dimensions or held).items()),
        tuple(
            Section(name, Wording(name), tuple(group))
            for name, group in groupby(items, lambda item: item.id.partition("-")[0])
        ),
        tuple(bonus),
        tuple(checks),
    )


shipped = cache(find_checklist)


@cache
def shipped_yaml(name: str) -> Plain:
    """A shipped checklist as its file reads, for the second scorer."""
    plain: Plain = YAML(typ="safe", pure=True).load(shipped_path(name))
    return plain


def from_file_form(plain: Plain) -> Checklist:
    """A checklist from the mapping that its YAML file would hold, without the reader's checks."""

    def words(text: Any) -> Any:
        return {"zh": text} if isinstance(text, str) else text

    def kind(answer: Any) -> Any:
        if answer == "yes_no" or "measure" not in answer:
            return answer
        about = answer["measure"]
        texts = {name: str(about[name]) for name in ("full", "half")}
        return {"measure": {**about, **texts, "unit": words(about["unit"])}}

    return Checklist.from_plain(
        {
            **plain,
            "dimensions": [{"id": name, **about} for name, about in plain["dimensions"].items()],
            "sections": [
                {**section, "items": [{**item, "answer": kind(item["answer"])} for item in section["items"]]}
                for section in plain["sections"]
            ],
        }
    )


# --- answers ------------------------------------------------------------------------------------------------


def full_answer(item: Item) -> Given:
    """An answer that earns the whole credit of an item."""
    match item.answer:
        case YesNo():
            return Given("yes")
        case Levels() as sentences:
            return Given(str(sentences.best))
        case Count() as about:
            of = about.of or about.of_at_most or about.of_at_least or 1
            return Given(f"{of}/{of}")
        case Measure() as about:
            return Given(decimal_text(about.full))


def nothing_answer(item: Item) -> Given:
    """An answer that earns nothing."""
    match item.answer:
        case YesNo():
            return Given("no")
        case Levels():
            return Given("0")
        case Count():
            return Given("0/" + full_answer(item).text.partition("/")[2])
        case Measure() as about:
            return Given(decimal_text(about.half + 1 if about.better == "lower" else about.half - 1))


def full_answers(checklist: Checklist, **changes: str | Answer) -> dict[str, Answer]:
    """Full credit for every item, but for the changes: GC_01="no" for the item whose id ends in GC-01."""
    by_tail = {item.id[-5:].replace("-", "_"): item.id for item in checklist}
    answers: dict[str, Answer] = {item.id: full_answer(item) for item in checklist}
    for tail, given in changes.items():
        answers[by_tail[tail]] = Given(given) if isinstance(given, str) else given
    return answers


def left_out(reason: str = "none here") -> NotApplicable:
    return NotApplicable(reason)


def a_random_score(seed: int) -> Score:
    """The score of a small random checklist or the branch's, now and then with open items."""
    rng = random.Random(seed)
    checklist = shipped("branch") if rng.random() < 0.5 else from_file_form(small_checklist(rng))
    good = rng.random()
    marks = {}
    for item in checklist:
        if rng.random() < 0.97:
            parts = rng.choice([1, 2, 3, 5, 7, 12, 997])
            have = parts if rng.random() < good else rng.randint(0, parts)
            leaves = item.not_applicable is not None and rng.random() < 0.3
            marks[item.id] = Mark(item, None if leaves else Fraction(have, parts))
    return Score(checklist, marks)


# --- what the score command reads and prints ----------------------------------------------------------------


def _written(item: Item) -> object:
    text = full_answer(item).text
    return int(text) if isinstance(item.answer, Levels) else text


def a_sheet(name: ShippedId, **changes: object) -> Plain:
    """The input of `score` at full credit but for the changes, written GC_02="3"; None leaves it open."""
    answers = {item.id: _written(item) for item in shipped(name)}
    by_tail = {item_id.split("-", 1)[1].replace("-", "_"): item_id for item_id in answers}
    answers.update({by_tail[tail]: given for tail, given in changes.items()})
    kept = {item_id: given for item_id, given in answers.items() if given is not None}
    return {"checklist": name, "answers": kept, "vetoes": [], "bonus": {}}


def a_branch_sheet(**changes: object) -> Plain:
    return a_sheet("branch", **changes)


def scored(sheet: Plain, checklist: Checklist | None = None) -> Plain:
    """What `score --json` prints for a sheet."""
    text = json.dumps(sheet, ensure_ascii=False)
    (card,) = score_text(text, shipped if checklist is None else lambda _name: checklist)
    return plain_scorecard(card)


# --- stores -------------------------------------------------------------------------------------------------


def clock_from(start: datetime = START) -> Callable[[], datetime]:
    """A clock that goes on by a second each time it is looked at."""
    seconds = count()
    return lambda: start + timedelta(seconds=next(seconds))


def ids_from(prefix: str = "") -> Callable[[], str]:
    """Ids that count up."""
    numbers = count()
    return lambda: f"{prefix}{next(numbers):04}"


@dataclass
class Desk:
    """A database in a file with the services over it, by a fixed clock and with ids that count up."""

    database: OpenDatabase
    identity: Identity
    casebook: Casebook = field(init=False)
    years: Years = field(init=False)
    county: County = field(init=False)
    publishing: Publishing = field(init=False)

    def __post_init__(self) -> None:
        self.years = Years(self.database.years, self.database.assessments, self.identity)
        self.casebook = Casebook(self.database.register, self.database.assessments, self.years, self.identity)
        self.county = County(self.casebook, self.years)
        self.publishing = Publishing(self.database.years, self.county, self.years)

    def examination(self, kind: UnitKind = "branch", code: str = "0101", **start: Any) -> Examination:
        """Begin the assessment of a new unit (with an institution of its own)."""
        parent = None
        if kind != "institution":
            parent = self.casebook.add_unit("institution", f"{code}-I", "农商银行").id
        unit = self.casebook.add_unit(kind, code, "城关网点", parent)
        return visited(self.casebook.start(unit, start.get("party", "examiner")))

    def finished(self, kind: UnitKind = "branch", **changes: str | Answer) -> Examination:
        """Begin an assessment and give every item full credit, but for the changes."""
        examination = self.examination(kind)
        for item_id, answer in full_answers(examination.checklist, **changes).items():
            examination.answer(item_id, answer)
        return examination


VISIT = Visit("2026-10-08", "09:05", "11:40", "unannounced", "wet", "会计主管", ("李芳", "张三"))
"""A visit on which every campaign is due and the mats are to be down."""


def visited(examination: Examination, visit: Visit = VISIT) -> Examination:
    """An examination with its visit recorded; a self-assessment as it is."""
    if examination.assessment.party == "examiner":
        day = visit.day.replace("2026", str(examination.assessment.year))
        examination.append("visited", **replace(visit, day=day).plain())
    return examination


@contextmanager
def a_desk(path: Path, prefix: str = "", start: datetime = START) -> Iterator[Desk]:
    """Open the database at `path` and close it after."""
    clock = clock_from(start)
    with open_database(path, clock=clock, who="李芳") as database:
        yield Desk(database, Identity("李芳", "laptop", clock, ids_from(prefix)))

"""A process to be killed: it writes on sheets through the services and tells of each act that was saved.

In a module of its own, so that the server that forks such processes has imported and read beforehand all that
takes long: what is to be killed is the saving.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from unittest.mock import patch

import platformdirs  # noqa: F401 - imported late by the program, as the two below
import portalocker  # noqa: F401

from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.answers import Answer, Given, NotApplicable, answer_to_plain
from eldercheck.domain.checklist import Item
from eldercheck.services import years as years_module
from eldercheck.services.examination import Examination
from eldercheck.services.identity import system_clock
from eldercheck.storage.assessment_store import AssessmentStore  # noqa: F401
from eldercheck.storage.checklist_files import find_checklist
from eldercheck.storage.opening import open_database
from eldercheck.storage.register_store import RegisterStore  # noqa: F401
from tests.e2e.opened import casebook_of

_CHECKLIST = find_checklist("institution")


def answer_until_killed(path: Path, seed: str, pipe: Connection, *, tells_before_saving: bool) -> None:
    """Write on fresh sheets without an end.

    Each message is JSON: assessment, item, field and value of an act that has been saved; or, in the way that
    is wrong on purpose, of one that is about to be saved.
    """
    dice = random.Random(seed)
    once = patch.object(years_module, "find_checklist", return_value=_CHECKLIST)
    with once, open_database(path, clock=system_clock, who="李芳") as database:
        assert not database.read_only, database.read_only_reason
        casebook = casebook_of(database)
        units = casebook.units()
        unit = units[0] if units else casebook.add_unit("institution", "0101", "青山农村商业银行")
        while True:
            examination = casebook.start(unit, "examiner")
            for item in examination.checklist:
                for message, act in _acts(examination, item, dice):
                    whole = json.dumps([examination.assessment.id, *message]).encode()
                    if tells_before_saving:
                        pipe.send_bytes(whole)
                    act()
                    if not tells_before_saving:
                        pipe.send_bytes(whole)


Step = tuple[tuple[str, str, object], Callable[[], object]]


def _acts(examination: Examination, item: Item, dice: random.Random) -> list[Step]:
    """Return what is written on an item: an answer; sometimes a note, or a second thought."""
    first, second = answer_by_chance(item, dice), answer_by_chance(item, dice)
    acts = [_answering(examination, item, first)]
    if dice.random() < 0.2:
        note = f"一段话 {dice.random()}" * 8
        acts.append(((item.id, "note", note), lambda: examination.note(item.id, note)))
    elif second != first and dice.random() < 0.2:
        undone = ((item.id, "answer", answer_to_plain(first)), examination.undo)
        acts += [_answering(examination, item, second), undone]
    return acts


def _answering(examination: Examination, item: Item, answer: Answer) -> Step:
    def act() -> None:
        examination.answer(item.id, answer, place=examination.neighbour(item.id, 1))

    return (item.id, "answer", answer_to_plain(answer)), act


def answer_by_chance(item: Item, dice: random.Random) -> Answer:
    """Return some answer that fits an item."""
    if item.not_applicable is not None and dice.random() < 0.1:
        return NotApplicable(item.not_applicable.zh)
    return Given(text_by_chance(item, dice))


def text_by_chance(item: Item, dice: random.Random) -> str:
    """Return some answer of an item's own kind, in its written form."""
    match item.answer:
        case YesNo():
            return dice.choice(("yes", "no"))
        case Levels(sentences):
            return str(dice.randrange(len(sentences)))
        case Count() as count:
            of = count.of or count.of_at_most or (count.of_at_least or 1) + dice.randrange(1, 6)
            return f"{dice.randrange(of + 1)}/{of}"
        case Measure():
            return f"{dice.randrange(20)}.{dice.randrange(1, 10)}"

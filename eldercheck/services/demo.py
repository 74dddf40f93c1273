"""Writing the example county through the services themselves: the same rows each time, everywhere."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.checklist import Item
from eldercheck.domain.register import Unit
from eldercheck.services.casebook import Casebook
from eldercheck.services.demo_county import COUNTY, EXAMINERS, DemoSheet, DemoUnit
from eldercheck.services.examination import Examination
from eldercheck.services.identity import Identity
from eldercheck.services.years import Years

if TYPE_CHECKING:
    from eldercheck.storage.assessment_store import AssessmentStore
    from eldercheck.storage.register_store import RegisterStore
    from eldercheck.storage.year_store import YearStore

BEGIN = datetime(2026, 4, 7, 1, 0, tzinfo=UTC)
DEVICE = "example"


class Dice:
    """Chance that falls the same everywhere: only `random()` of a seeded generator is used."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def falls(self, share: float) -> bool:
        """Tell whether an event of that chance happens."""
        return self._random.random() < share

    def below(self, number: int) -> int:
        """Return a whole number from 0 to one less than `number`."""
        return int(self._random.random() * number)

    def new_id(self) -> str:
        """Return 32 hexadecimal digits."""
        return "".join("0123456789abcdef"[self.below(16)] for _place in range(32))


def demo_identity() -> Identity:
    """Return the identity of the example: a clock that steps, ids that repeat."""
    dice, steps = Dice("eldercheck"), _steps()
    return Identity(EXAMINERS[0], DEVICE, lambda: next(steps), dice.new_id)


def write_county(
    register: RegisterStore, assessments: AssessmentStore, years: YearStore, identity: Identity
) -> None:
    """Fill an empty database with the example county."""
    casebook = Casebook(register, assessments, Years(years, assessments, identity), identity)
    parent: Unit | None = None
    for number, demo in enumerate(COUNTY):
        unit = _add(casebook, demo, parent)
        parent = unit if demo.kind == "institution" else parent
        for sheet in demo.sheets:
            _assess(casebook, unit, sheet, Dice(f"{demo.code} {sheet.party}"), number)


def _steps() -> Iterator[datetime]:
    moment = BEGIN
    while True:
        yield moment
        moment += timedelta(seconds=47)


def _add(casebook: Casebook, demo: DemoUnit, parent: Unit | None) -> Unit:
    belongs = None if demo.kind == "institution" or parent is None else parent.id
    return casebook.add_unit(demo.kind, demo.code, demo.name, belongs, demo.place)


def _assess(casebook: Casebook, unit: Unit, sheet: DemoSheet, dice: Dice, number: int) -> None:
    examination = casebook.start(unit, sheet.party)
    items = examination.checklist.items
    for item in items[: round(len(items) * sheet.share)]:
        _answer(examination, item, sheet, dice)
    _mend(examination)
    for item_id, note in sheet.notes.items():
        examination.note(item_id, note)
    if sheet.signed:
        names = EXAMINERS[number % 2 : number % 2 + 2] if sheet.party == "examiner" else ("黄秀英",)
        examination.sign(names)


def _answer(examination: Examination, item: Item, sheet: DemoSheet, dice: Dice) -> None:
    special = sheet.special.get(item.id)
    answer: Answer
    if special == "-" and item.not_applicable is not None:
        answer = NotApplicable(item.not_applicable.zh)
    elif special is not None:
        answer = Given(special)
    else:
        answer = _rolled(item, sheet.quality, dice)
    examination.answer(item.id, answer, place=examination.neighbour(item.id, 1))


def _rolled(item: Item, quality: float, dice: Dice) -> Answer:
    good = dice.falls(quality)
    match item.answer:
        case YesNo():
            return Given("yes" if good or item.caps_at == "C" else "no")
        case Levels() as levels:
            return Given(str(levels.best if good else max(1, levels.best - 1 - dice.below(2))))
        case Count() as count:
            of = count.of or count.of_at_most or max(count.of_at_least or 0, 2 + dice.below(6))
            return Given(f"{of if good else max(1, of - 1 - dice.below(max(1, of // 2)))}/{of}")
        case Measure() as measure:
            step = Fraction(1, 2) if measure.full < 20 else Fraction(10)
            worse = step if measure.better == "lower" else -step
            return Given(
                decimal_text(measure.full if good else max(Fraction(0), measure.half + worse * dice.below(2)))
            )


def _mend(examination: Examination) -> None:
    """Make counts of the same things agree, as an examiner would have written them."""
    for check in examination.review().contradictions:
        first, *rest = check.items
        total = _total(examination, first)
        for item_id in rest:
            if total and _total(examination, item_id):
                have = min(int(_text(examination, item_id).partition("/")[0]), total)
                examination.answer(item_id, Given(f"{have}/{total}"), place=examination.assessment.place)
            elif isinstance(examination.sheet.answers.get(item_id), Given):
                reason = examination.checklist.item(item_id).not_applicable
                if reason is not None:
                    examination.answer(item_id, NotApplicable(reason.zh), place=examination.assessment.place)


def _text(examination: Examination, item_id: str) -> str:
    answer = examination.sheet.answers.get(item_id)
    return answer.text if isinstance(answer, Given) else ""


def _total(examination: Examination, item_id: str) -> int:
    _have, slash, of = _text(examination, item_id).partition("/")
    return int(of) if slash else 0

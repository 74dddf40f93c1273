"""The answers on a sheet of the example: what a unit is like, what it does well, and what a story sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.answers import Answer, Given, NotApplicable, credit
from eldercheck.domain.checklist import Checklist, Item
from eldercheck.services.example.chance import Dice
from eldercheck.services.example.habits import FAR_FROM_ALL, HARD, NEVER, NOTES, READINGS, USUAL

OUT = "-"
"""In a story: the item is left out, for the reason that the checklist lists."""
CHANGES = 0.3
"""How often a year's luck on an item is not that of the year before."""
WRITTEN = 0.3
"""How many of the marks lost have a note, where somebody wrote some for the item."""


@dataclass(frozen=True)
class Nature:
    """What a unit is like, the same in every year."""

    totals: Mapping[str, int]
    """The second number of its counts."""
    absent: frozenset[str] = frozenset()
    """The items that do not apply to it."""
    given: Mapping[str, str] = field(default_factory=dict)
    """Answers that its building gives."""


@dataclass(frozen=True)
class Sheetful:
    """What is written on a sheet, in the order of the checklist."""

    answers: dict[str, Answer]
    notes: dict[str, str]


def fill(
    checklist: Checklist, nature: Nature, code: str, year: int, quality: float, story: Mapping[str, str]
) -> Sheetful:
    """Return a whole sheet of a unit in a year."""
    always, fresh, pen = Dice(f"{code} always"), Dice(f"{code} {year}"), Dice(f"{code} {year} pen")
    set_answers = {**nature.given, **story}
    answers: dict[str, Answer] = {}
    for item in checklist:
        luck, other = always.share(), fresh.share()
        luck = other if fresh.falls(CHANGES) else luck
        answers[item.id] = _answer(item, nature, set_answers, _depth(item.id, luck, quality), luck)
    _agree(checklist, answers)
    notes = {
        item.id: _picked(NOTES[item.id], pen.share())
        for item in checklist
        if item.id in NOTES and pen.falls(WRITTEN) and not earns_all(item, answers[item.id])
    }
    return Sheetful(answers, notes)


def earns_all(item: Item, answer: Answer) -> bool:
    """Tell whether an answer loses no marks, or the item is left out."""
    return credit(item, answer) in (None, 1)


def _depth(item_id: str, luck: float, quality: float) -> float:
    """Return how far from the best an answer is: 0 for the best, else up to 1."""
    line = 0.0 if item_id in NEVER else HARD.get(item_id, USUAL) * (1 - quality) * 2.2
    return 1 - luck / line if luck < line else 0.0


def _answer(item: Item, nature: Nature, story: Mapping[str, str], depth: float, luck: float) -> Answer:
    special = story.get(item.id)
    reason = item.not_applicable.zh if item.not_applicable is not None else ""
    if special == OUT or (special is None and item.id in nature.absent and reason):
        return NotApplicable(reason)
    if special is not None:
        return Given(special)
    match item.answer:
        case YesNo():
            return Given("no" if depth else "yes")
        case Levels() as levels:
            return Given(str(max(1, levels.best - _loss(depth))))
        case Measure():
            return Given(_picked(READINGS[item.id][_loss(depth)], luck * 97 % 1))
        case Count() as count:
            of = nature.totals.get(item.id, count.of or count.of_at_least or 0)
            return Given(f"{of - _missed(of, depth)}/{of}") if of else NotApplicable(reason)


def _loss(depth: float) -> int:
    return 0 if not depth else 2 if depth >= FAR_FROM_ALL else 1


def _missed(of: int, depth: float) -> int:
    """Return how many of a number are not as they should be; of one, only where it is far from well."""
    if not depth or (of == 1 and depth < FAR_FROM_ALL):
        return 0
    return max(1, int(of * (0.1 + 0.35 * depth))) if depth < FAR_FROM_ALL else max(1, int(of * 0.7))


def _agree(checklist: Checklist, answers: dict[str, Answer]) -> None:
    """Make answers that hang together agree, as an examiner would have written them."""
    for first, then, wanted in (("B-PU-04", "B-PU-05", "0"), ("B-HV-05", "B-HV-06", "0/")):
        one = answers.get(first)
        if one is None:
            continue
        none = isinstance(one, NotApplicable) or one.text == wanted or one.text.startswith("0/")
        reason = checklist.item(then).not_applicable
        if none and reason is not None:
            answers[then] = NotApplicable(reason.zh)
    if answers.get("B-FA-09") == Given("no") and answers.get("B-FA-08") == Given("yes"):
        answers["B-FA-08"] = Given("no")


def _picked(choices: tuple[str, ...], share: float) -> str:
    return choices[int(share * len(choices))]

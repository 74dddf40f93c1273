"""What of an item differs from the year before, part by part, as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eldercheck.domain.answer_kinds import AnswerKind, Count, Levels, Measure, YesNo
from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.checklist import Item
from eldercheck.domain.wordings import Wording
from eldercheck.language import _, current
from eldercheck.wording.case_words import WEATHERS, word
from eldercheck.wording.results import critical_text, evidence_text, listed, measure_text


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part of an item that differs."""

    title: str
    was: str
    now: str
    """Empty where the part is not there; so is `was`."""


def item_changes(was: Item, now: Item) -> tuple[PartChange, ...]:
    """Return every part that differs, in the order of the card; none where not a word differs.

    A text that differs only in the other language is given in that one.
    """
    found = (*_texts(was, now), *_facts(was, now))
    return tuple(part for part in found if part.was != part.now)


def _texts(was: Item, now: Item) -> Iterator[PartChange]:
    yield _text(_("Question"), was.ask, now.ask)
    yield _text(_("How to look"), was.guide, now.guide)
    yield PartChange(_("Answer"), *_both(_ways(was.answer), _ways(now.answer)))
    yield _text(_("May be left out"), was.not_applicable, now.not_applicable)
    yield _text(_("What it means"), was.consequence, now.consequence)


def _facts(was: Item, now: Item) -> Iterator[PartChange]:
    yield PartChange(_("Points"), str(was.points), str(now.points))
    yield PartChange(_("Critical"), critical_text(was), critical_text(now))
    yield PartChange(_("Evidence"), evidence_text(was), evidence_text(now))
    yield PartChange(_("Dimension"), was.dimension, now.dimension)
    yield PartChange(_("Plan"), listed(was.clauses), listed(now.clauses))
    yield PartChange(
        _("Weather"), *(word(WEATHERS, one.weather) if one.weather else "" for one in (was, now))
    )
    yield PartChange(_("Campaign days"), listed(was.due_days), listed(now.due_days))
    yield PartChange(_("Safety item"), *map(_truth, (was.safety, now.safety)))
    yield PartChange(_("Beyond the plan"), *map(_truth, (was.beyond_the_plan, now.beyond_the_plan)))
    yield PartChange(_("Source"), *_both(_lines(was.cites), _lines(now.cites)))


def _truth(value: bool) -> str:
    return _("yes") if value else _("no")


def _text(title: str, was: Wording | None, now: Wording | None) -> PartChange:
    return PartChange(title, *_both(was, now))


def _both(was: Wording | None, now: Wording | None) -> tuple[str, str]:
    """Return two texts in the language in use, or in the one in which they differ."""
    for language in (current(), "zh", "en"):
        texts = tuple("" if text is None else text.in_language(language) for text in (was, now))
        if texts[0] != texts[1]:
            return texts[0], texts[1]
    return "", ""


def _lines(texts: tuple[Wording, ...]) -> Wording | None:
    return Wording("\n".join(text.zh for text in texts), "\n".join(text.in_language("en") for text in texts))


def _ways(kind: AnswerKind) -> Wording:
    """Return how an item is answered; what stands in the checklist itself in both languages."""
    match kind:
        case YesNo():
            return Wording(_("yes or no"))
        case Levels(sentences):
            numbered = [
                [f"{level} {text.in_language(language)}" for level, text in enumerate(sentences)]
                for language in ("zh", "en")
            ]
            return Wording(*("\n".join(lines) for lines in numbered))
        case Measure() as measure:
            units = (measure.unit.in_language(language) for language in ("zh", "en"))
            return Wording(*(_measure(measure, unit) for unit in units))
        case Count() as count:
            return Wording(listed(_count(count)))


def _measure(measure: Measure, unit: str) -> str:
    sign = "≤" if measure.better == "lower" else "≥"
    full, half = (measure_text(decimal_text(line), unit) for line in (measure.full, measure.half))
    return _("a number: full marks {sign} {full}, half marks {sign} {half}").format(
        sign=sign, full=full, half=half
    )


def _count(count: Count) -> Iterator[str]:
    yield _("two numbers, such as 3/5")
    if count.of is not None:
        yield _("the second is {number}").format(number=count.of)
    if count.of_at_most is not None:
        yield _("the second is at most {number}").format(number=count.of_at_most)
    if count.of_at_least is not None:
        yield _("the second is at least {number}").format(number=count.of_at_least)
    if count.full_at_percent is not None:
        yield _("full marks from {number} percent").format(number=count.full_at_percent)
    if count.none_earns_nothing:
        yield _("0/0 earns nothing")

"""From figures to a grade: the worst of all the rules, every rule that limits kept (scoring.md §3 and §4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from eldercheck.domain.checklist import Item
from eldercheck.domain.figures import Figure
from eldercheck.domain.scoring import Mark, Score

Letter = Literal["A", "B", "C"]
LETTERS: tuple[Letter, ...] = ("A", "B", "C")
"""The best first."""
BEST: Letter = "A"


def worst(letters: Sequence[Letter]) -> Letter:
    """Return the worst of some grades, A where there are none."""
    return max(letters, default=BEST)


@dataclass(frozen=True, slots=True)
class GradeRules:
    """The lines of a programme year; these are the defaults."""

    a_band: Fraction = Fraction(90)
    b_band: Fraction = Fraction(75)
    a_floor: Fraction = Fraction(75)
    b_floor: Fraction = Fraction(50)
    low_line: Fraction = Fraction(60)
    """A grade C with a printed score below this must be put right."""
    caps: bool = True
    """Whether a failed critical item limits the grade."""

    def band(self, figure: Figure) -> Letter:
        """Return the letter of a printed score, by the score alone."""
        return _letter(figure, self.a_band, self.b_band)

    def floor(self, figure: Figure) -> Letter:
        """Return the best letter that a printed dimension figure allows."""
        return _letter(figure, self.a_floor, self.b_floor)


def _letter(figure: Figure, a_line: Fraction, b_line: Fraction) -> Letter:
    if _reaches(figure, a_line):
        return "A"
    return "B" if _reaches(figure, b_line) else "C"


def _reaches(figure: Figure, line: Fraction) -> bool:
    """Tell whether a figure is at or above a line, in whole numbers: it is asked thousands of times."""
    return figure.tenths * line.denominator >= 10 * line.numerator


@dataclass(frozen=True, slots=True)
class Limit:
    """A rule that holds the grade below A, and to which letter."""

    rule: Literal["band", "floor", "critical", "veto", "spread", "coverage", "quota"]
    to: Letter
    subject: str = ""
    """The dimension, the item or the recorded event; empty for a band."""
    count: int = 0
    """Branches at C, for a spread."""


@dataclass(frozen=True)
class Range:
    """What an unfinished sheet can still become; both ends meet when it is finished."""

    lowest: Figure | None
    highest: Figure | None
    worst: Letter | None
    best: Letter | None

    @property
    def decided(self) -> bool:
        """Whether no open item can change the letter any more."""
        return self.worst is not None and self.worst == self.best


@dataclass(frozen=True)
class Result:
    """Everything that is said of one sheet."""

    score: Score
    rules: GradeRules
    vetoes: tuple[str, ...]
    grade: Letter | None
    """None while anything is open, and where nothing applies."""
    by_score: Letter | None
    limits: tuple[Limit, ...]
    must_fix: bool
    range: Range

    @property
    def complete(self) -> bool:
        """Whether every item has an answer."""
        return not self.score.open

    @property
    def gradable(self) -> bool:
        """Whether a finished sheet has anything to grade."""
        return not self.complete or self.score.figure is not None


def critical_fails(mark: Mark) -> bool:
    """Tell whether a critical item fails: earns nothing, or less than its stated percentage."""
    item = mark.item
    if item.caps_at is None or mark.credit is None:
        return False
    if item.fails_below_percent is None:
        return mark.credit == 0
    return mark.credit < Fraction(item.fails_below_percent, 100)


def limits_of(score: Score, rules: GradeRules, vetoes: Sequence[str]) -> tuple[Limit, ...]:
    """Name each rule that limits a sheet below A: band, floors, criticals, vetoes, in this order."""
    return (
        *_band_limits(score.figure, rules),
        *floor_limits(_figures(score), rules),
        *sheet_limits(score, rules, vetoes),
    )


def _figures(score: Score) -> dict[str, Figure | None]:
    return {name: tally.figure for name, tally in score.dimensions.items()}


def _band_limits(figure: Figure | None, rules: GradeRules) -> Iterator[Limit]:
    if figure is not None and rules.band(figure) != BEST:
        yield Limit("band", rules.band(figure))


def floor_limits(figures: Mapping[str, Figure | None], rules: GradeRules) -> Iterator[Limit]:
    """Name each dimension whose printed figure is under a floor."""
    for name, figure in figures.items():
        if figure is not None and rules.floor(figure) != BEST:
            yield Limit("floor", rules.floor(figure), name)


def sheet_limits(score: Score, rules: GradeRules, vetoes: Sequence[str]) -> Iterator[Limit]:
    """Name the failed criticals in sheet order (where the year has them), then the vetoes."""
    for item in score.checklist if rules.caps else ():
        mark = score.marks.get(item.id)
        if mark is not None and critical_fails(mark):
            yield Limit("critical", cap_of(item), item.id)
    for event in vetoes:
        yield Limit("veto", "C", event)


def cap_of(item: Item) -> Letter:
    """Return the letter that a critical item holds the grade at where it fails."""
    return "B" if item.caps_at == "B" else "C"


def grade(score: Score, rules: GradeRules = GradeRules(), vetoes: Sequence[str] = ()) -> Result:
    """Grade a sheet by the rules of its programme year."""
    letter: Letter | None = None
    by_score: Letter | None = None
    limits: tuple[Limit, ...] = ()
    if not score.open and score.figure is not None:
        limits = limits_of(score, rules, vetoes)
        by_score = rules.band(score.figure)
        letter = worst([limit.to for limit in limits])
    low = letter == "C" and score.figure is not None and score.figure.value < rules.low_line
    return Result(
        score,
        rules,
        tuple(vetoes),
        letter,
        by_score,
        limits,
        low or bool(vetoes),
        _range(score, rules, vetoes),
    )


def _range(score: Score, rules: GradeRules, vetoes: Sequence[str]) -> Range:
    low, high = (score.filled(Fraction(0)), score.filled(Fraction(1))) if score.open else (score, score)
    return Range(low.figure, high.figure, _letter_of(low, rules, vetoes), _letter_of(high, rules, vetoes))


def _letter_of(score: Score, rules: GradeRules, vetoes: Sequence[str]) -> Letter | None:
    if score.figure is None:
        return None
    return worst([limit.to for limit in limits_of(score, rules, vetoes)])

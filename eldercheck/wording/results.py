"""What a result says: limits, range, marks lost, the way up and how each figure was reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.answers import Answer, Answers, NotApplicable
from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.checklist import Checklist, EvidenceKind, Item
from eldercheck.domain.clean_text import visible
from eldercheck.domain.figures import Figure
from eldercheck.domain.grading import GradeRules, Limit, Result
from eldercheck.domain.scoring import Mark, Tally
from eldercheck.language import N_, _, current, ngettext

EVIDENCE: dict[EvidenceKind, str] = {
    "photo": N_("photo"),
    "document": N_("document"),
    "interview": N_("interview record"),
    "reading": N_("reading"),
}
RATIO = "1:x"
"""The unit of a reading that stands in place of the x."""


def listed(names: Iterable[str]) -> str:
    """Return some names in a row, as the language in use divides them."""
    return _(", ").join(names)


def printed(figure: Figure | None) -> str:
    """Return a printed figure, a dash where there is none."""
    return "—" if figure is None else str(figure)


def fraction_text(number: Fraction) -> str:
    """Return an exact number: whole or short decimals as they are, else as a fraction."""
    if number.denominator in (1, 2, 4, 5, 10, 20):
        return decimal_text(number)
    return f"{number.numerator}/{number.denominator}"


def points_text(points: Fraction) -> str:
    """Return points (0 or more) as they are read: whole, else rounded half up to one decimal."""
    return str(points) if points.denominator == 1 else str(Figure.of(points))


def answer_text(item: Item, answer: Answer | None) -> str:
    """Return an answer in words."""
    match answer, item.answer:
        case None, _kind:
            return _("open")
        case NotApplicable(reason), _kind:
            return _("not applicable: {reason}").format(reason=visible(reason) or "…")
        case given, YesNo():
            return _("yes") if given.text == "yes" else _("no")
        case given, Levels(sentences):
            return f"{given.text} · {sentences[int(given.text)].in_language(current())}"
        case given, Count():
            return given.text
        case given, Measure(unit=unit):
            return measure_text(given.text, unit.in_language(current()))
        case given, _kind:
            return given.text


def measure_text(value: str, unit: str) -> str:
    """Return a reading with its unit; a ratio such as 1:x takes the number in place of the x."""
    return unit.replace("x", value) if unit == RATIO else f"{value} {unit}"


def answer_mark(item: Item, answer: Answer | None) -> str:
    """Return the mark of an answer for a list: 是 否 免, a level, a count, a reading; empty where open."""
    match answer, item.answer:
        case None, _kind:
            return ""
        case NotApplicable(), _kind:
            return _("n/a")
        case given, YesNo():
            return _("Y") if given.text == "yes" else _("N")
        case given, Levels(sentences):
            return f"{given.text}/{len(sentences) - 1}"
        case given, _kind:
            return given.text


def critical_text(item: Item) -> str:
    """Say what failing a critical item does; empty for any other."""
    if item.caps_at is None:
        return ""
    if item.fails_below_percent is None:
        return _("Critical: earning nothing here holds the grade at {letter}.").format(letter=item.caps_at)
    return _("Critical: less than {percent} percent here holds the grade at {letter}.").format(
        percent=item.fails_below_percent, letter=item.caps_at
    )


def evidence_text(item: Item) -> str:
    """Say what evidence is wanted, and when; empty where none is."""
    if item.evidence.kind is None:
        return ""
    when = _("always") if item.evidence.when == "always" else _("when marks are lost")
    return _("{kind} ({when})").format(kind=_(EVIDENCE[item.evidence.kind]), when=when)


@dataclass(frozen=True)
class Standing:
    """The figures that limits speak of: those of a sheet, or of an institution's year."""

    checklist: Checklist
    rules: GradeRules
    score: Figure | None
    dimensions: Mapping[str, Figure | None]

    @classmethod
    def of_sheet(cls, result: Result) -> Standing:
        """Return the figures of a sheet."""
        score = result.score
        figures = {name: tally.figure for name, tally in score.dimensions.items()}
        return cls(score.checklist, result.rules, score.figure, figures)


def limit_text(limit: Limit, standing: Standing, answers: Answers | None = None) -> str:
    """Say which rule holds the grade down, and why."""
    rules = standing.rules
    match limit.rule:
        case "band":
            line = rules.b_band if limit.to == "C" else rules.a_band
            return _("The score {score} is below {line}.").format(
                score=printed(standing.score), line=Figure.of(line)
            )
        case "floor":
            line = rules.b_floor if limit.to == "C" else rules.a_floor
            return _("{dimension} {figure} is below its floor of {line}.").format(
                dimension=dimension_title(standing.checklist, limit.subject),
                figure=printed(standing.dimensions[limit.subject]),
                line=Figure.of(line),
            )
        case "critical":
            return _critical_limit(standing.checklist.item(limit.subject), answers or {})
        case "veto":
            return _("Veto: {event}").format(event=veto_event(limit.subject))
        case "spread":
            return ngettext("{number} branch is at C.", "{number} branches are at C.", limit.count).format(
                number=limit.count
            )
        case "coverage":
            return _("Too few units were scored; the grade is provisional.")
        case "quota":
            return _("More of its group reach A than the quota allows; those with a higher score keep it.")


def veto_event(event: str) -> str:
    """Return the event of a veto with its ground in words; one that names none is as it was given."""
    from eldercheck.wording.case_words import GROUNDS

    ground, divided, reason = event.partition(": ")
    title = next((title for known, title in GROUNDS.items() if known == ground), "")
    if not divided or not title:
        return visible(event)
    return _("{ground}: {reason}").format(ground=_(title), reason=visible(reason))


def _critical_limit(item: Item, answers: Answers) -> str:
    text = _("Critical item {item} fails: {ask}").format(item=item.id, ask=item.ask.in_language(current()))
    answer = answers.get(item.id)
    return text if answer is None else f"{text} · {answer_text(item, answer)}"


def dimension_title(checklist: Checklist, dimension: str) -> str:
    """Return a dimension's title in the language in use."""
    return checklist.dimension(dimension).title.in_language(current())


def range_text(result: Result) -> str:
    """Say what an unfinished sheet can still become."""
    span = result.range
    if span.decided:
        return _("{lowest} to {highest}; the grade {letter} is already decided").format(
            lowest=printed(span.lowest), highest=printed(span.highest), letter=span.best
        )
    return _("{lowest} to {highest}; grade {worst} to {best}").format(
        lowest=printed(span.lowest), highest=printed(span.highest), worst=span.worst, best=span.best
    )


def short_range_text(result: Result) -> str:
    """Return the range of score and grade in a few cells: "41.2–97.6 C–A"; what is decided stands once."""
    span = result.range
    lowest, highest = printed(span.lowest), printed(span.highest)
    scores = lowest if lowest == highest else f"{lowest}–{highest}"
    grades = (span.worst or "—") if span.worst == span.best else f"{span.worst}–{span.best}"
    return f"{scores} {grades}"


def lost_marks(result: Result) -> list[Mark]:
    """Return the marks that lost points, most points first, then in sheet order."""
    order = result.score.checklist.position
    lost = [mark for mark in result.score.marks.values() if mark.lost]
    return sorted(lost, key=lambda mark: (-mark.lost, order(mark.item.id)))


def credit_text(item: Item, answer: Answer, mark: Mark) -> str:
    """Say how an answer became points: "3/5 × 3 = 9/5"."""
    if mark.credit is None:
        return _("left out")
    ways = fraction_text(mark.credit)
    if isinstance(item.answer, Count) and item.answer.full_at_percent is not None and mark.credit < 1:
        ways = f"({answer_text(item, answer)}) ÷ {item.answer.full_at_percent}% = {ways}"
    return f"{ways} × {item.points} = {fraction_text(mark.earned)}"


def dimension_sum(result: Result, dimension: str) -> str:
    """Say how a dimension's figure was reached, so that it can be checked on paper."""
    tally: Tally = result.score.dimensions[dimension]
    title = dimension_title(result.score.checklist, dimension)
    if tally.percent is None:
        return _("{title}: no applicable item; left out of the score").format(title=title)
    return f"{title} = 100 × {fraction_text(tally.earned)} ÷ {tally.available} = {_rounded(tally.percent)}"


def score_sum(result: Result) -> str:
    """Say how the score was reached from the exact dimension figures."""
    score = result.score
    if score.exact is None:
        return _("No item applies: nothing to grade.")
    present = [d for d in score.checklist.dimensions if score.dimensions[d.id].available]
    parts = " + ".join(
        f"{d.points} × {fraction_text(score.dimensions[d.id].percent or Fraction(0))}" for d in present
    )
    return f"({parts}) ÷ {sum(d.points for d in present)} = {_rounded(score.exact)}"


def _rounded(exact: Fraction) -> str:
    """Return an exact figure and its printed form: "640/7 = 91.428… → 91.4"."""
    if 10 % exact.denominator == 0:
        return str(Figure.of(exact))
    cut = f"{exact.numerator * 1000 // exact.denominator:04d}"
    shown = f"{cut[:-3]}.{cut[-3:]}" + ("" if (exact * 1000).denominator == 1 else "…")
    exactly = "" if (exact * 1000).denominator == 1 else f"{exact.numerator}/{exact.denominator} = "
    return f"{exactly}{shown} → {Figure.of(exact)}"


def explanation(result: Result, answers: Answers) -> Iterator[str]:
    """Explain a finished sheet in lines: what holds it, the figures, marks lost and sums."""
    for limit in result.limits:
        yield f"→ {limit.to}  {limit_text(limit, Standing.of_sheet(result), answers)}"
    for dimension in result.score.checklist.dimensions:
        yield dimension_sum(result, dimension.id)
    yield score_sum(result)
    for mark in lost_marks(result):
        yield f"{mark.item.id}  {credit_text(mark.item, answers[mark.item.id], mark)}"

"""How an institution's year was reached, as sums that can be checked with pencil and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from eldercheck.domain.checklist import Checklist
from eldercheck.domain.clean_text import visible
from eldercheck.domain.county_table import quota_line
from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import GradedInstitution, GradedUnit, GradeTable
from eldercheck.domain.grading import Limit
from eldercheck.domain.programme import Programme
from eldercheck.domain.rollup import HIGHEST, RollUpRules, units_wanted
from eldercheck.language import N_, _, ngettext
from eldercheck.wording.results import Standing, dimension_title, limit_text, listed, printed

WRITTEN_OUT = 12
"""Up to so many figures a mean writes them out; above, it gives their number and sum."""
NAMED = 6
"""Up to so many branches at C are named."""
PARTS = {
    "sheet": N_("Its own sheet"),
    "branches": N_("Branches"),
    "service_points": N_("Service points"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a roll-up: its weight and its printed figures."""

    name: str
    weight: int
    figures: tuple[Figure, ...]

    @property
    def total(self) -> Figure:
        """The sum of the figures."""
        return Figure(sum(figure.tenths for figure in self.figures))

    @property
    def mean(self) -> Fraction:
        """The exact mean of the figures."""
        return self.total.value / len(self.figures)

    @property
    def term(self) -> str:
        """The part as the sum names it: "50 × 249.4 ÷ 3"."""
        if len(self.figures) == 1:
            return f"{self.weight} × {self.figures[0]}"
        return f"{self.weight} × {self.total} ÷ {len(self.figures)}"


def score_lines(row: GradedInstitution, programme: Programme) -> Iterator[str]:
    """Write out the score: each mean with its figures, the weighted sum, the bonus, what is held to 100."""
    if row.sheet is None or row.before_bonus is None or row.score is None:
        return
    parts = _parts(row, programme.roll_up, lambda unit: unit.score)
    for part in parts:
        yield _part_line(part)
    yield _("Score = {sum}").format(sum=_weighted(parts))
    if row.bonus.tenths:
        total = Figure(row.before_bonus.tenths + row.bonus.tenths)
        line = _("With the bonus: {before} + {bonus} = {total}").format(
            before=row.before_bonus, bonus=row.bonus, total=total
        )
        held = _("; held to {highest}").format(highest=HIGHEST) if total > HIGHEST else ""
        yield line + held


def dimension_lines(row: GradedInstitution, programme: Programme, checklist: Checklist) -> Iterator[str]:
    """Write out each dimension the same way; a part without any figure leaves the weights."""
    if row.sheet is None:
        return
    for name in row.dimensions:
        parts = _parts(row, programme.roll_up, _figure_of(name))
        title = dimension_title(checklist, name)
        if not any(part.figures for part in parts):
            yield _("{title}: no part has a figure").format(title=title)
        else:
            yield f"{title} = {_weighted(parts)}"


def limit_lines(
    table: GradeTable,
    row: GradedInstitution,
    programme: Programme,
    checklist: Checklist,
    *,
    names_units: bool = True,
) -> Iterator[tuple[Limit, str]]:
    """Say of each rule that holds an institution down what it saw: figures, counts, the quota's line.

    Without `names_units` no branch is named, as in what leaves for another office.
    """
    standing = Standing(checklist, programme.rules, row.score, row.dimensions)
    for limit in row.limits:
        match limit.rule:
            case "spread":
                yield limit, _spread(row, programme.roll_up, names_units=names_units)
            case "coverage":
                yield limit, " ".join((limit_text(limit, standing), *_coverage(row, programme.roll_up)))
            case "quota":
                yield limit, _quota(table, row, programme.roll_up, limit_text(limit, standing))
            case "critical" if limit.subject not in checklist:
                yield (
                    limit,
                    _("Critical item {item} fails: {ask}").format(item=visible(limit.subject), ask="…"),
                )
            case _:
                yield limit, limit_text(limit, standing)


def coverage_lines(row: GradedInstitution, rules: RollUpRules) -> Iterator[str]:
    """Say how many branches and service points were scored, of how many, and how many are wanted."""
    known = row.registered
    branches, points = units_wanted(known, rules)
    if known.branches is not None:
        yield _("Branches: {scored} of {registered} scored, {wanted} wanted.").format(
            scored=len(row.branches), registered=known.branches, wanted=branches
        )
    if known.service_points is not None:
        yield _("Service points: {scored} of {registered} scored, {wanted} wanted.").format(
            scored=len(row.service_points), registered=known.service_points, wanted=points
        )


def no_score_text(row: GradedInstitution) -> str:
    """Say why an institution has no score: exempt, or without a sheet of its own; empty where it has one."""
    if row.exempt:
        return _("Exempt, no grade: {reason}").format(reason=visible(row.exempt))
    if row.sheet is None:
        return _("The institution has no signed sheet of its own, so nothing can be rolled up.")
    return ""


def _parts(
    row: GradedInstitution, rules: RollUpRules, figure: Callable[[GradedUnit], Figure | None]
) -> tuple[Part, ...]:
    def figures(units: Sequence[GradedUnit]) -> tuple[Figure, ...]:
        return tuple(found for found in map(figure, units) if found is not None)

    return (
        Part("sheet", rules.sheet_weight, figures((row.sheet,) if row.sheet else ())),
        Part("branches", rules.branches_weight, figures(row.branches)),
        Part("service_points", rules.points_weight, figures(row.service_points)),
    )


def _figure_of(dimension: str) -> Callable[[GradedUnit], Figure | None]:
    return lambda unit: unit.dimensions.get(dimension)


def _part_line(part: Part) -> str:
    title = _(PARTS[part.name])
    if not part.figures:
        return _("{part}: none scored; the weight {weight} leaves the sum").format(
            part=title, weight=part.weight
        )
    if len(part.figures) == 1:
        return _("{part}: {figure}").format(part=title, figure=part.figures[0])
    number = len(part.figures)
    written = f"({' + '.join(map(str, part.figures))}) ÷ {number} = " if number <= WRITTEN_OUT else ""
    return _("{part}, mean of {number}: {sum}").format(
        part=title, number=number, sum=f"{written}{part.total} ÷ {number} = {_cut(part.mean)}"
    )


def _weighted(parts: Sequence[Part]) -> str:
    present = [part for part in parts if part.figures and part.weight]
    if not present:
        return str(parts[0].total)
    weights = sum(part.weight for part in present)
    exact = sum((part.weight * part.mean for part in present), Fraction(0)) / weights
    figure, cut = Figure.of(exact), _cut(exact)
    rounded = cut if cut == str(figure) else f"{cut} → {figure}"
    return f"({' + '.join(part.term for part in present)}) ÷ {weights} = {rounded}"


def _spread(row: GradedInstitution, rules: RollUpRules, *, names_units: bool) -> str:
    at_c = [unit for unit in row.branches if unit.grade == "C"]
    share = _cut(Fraction(100 * len(at_c), max(1, len(row.branches))))
    text = ngettext(
        "{number} of {scored} branches is at C: {share} percent, the line is {line}.",
        "{number} of {scored} branches are at C: {share} percent, the line is {line}.",
        len(at_c),
    ).format(number=len(at_c), scored=len(row.branches), share=share, line=rules.spread_percent)
    if not names_units:
        return text
    names = [visible(f"{unit.code} {unit.name}") for unit in at_c[:NAMED]]
    more = ["…"] if len(at_c) > NAMED else []
    return f"{text} {listed([*names, *more])}"


def _coverage(row: GradedInstitution, rules: RollUpRules) -> Iterator[str]:
    lines, wanted = list(coverage_lines(row, rules)), units_wanted(row.registered, rules)
    scored = (len(row.branches), len(row.service_points))
    if len(lines) == len(scored):
        yield from (line for line, has, want in zip(lines, scored, wanted, strict=True) if has < want)
    else:
        yield from lines


def _quota(table: GradeTable, row: GradedInstitution, rules: RollUpRules, text: str) -> str:
    line = quota_line(table.institutions, row.group, rules.quota_percent)
    return _(
        "{text} At most {percent} percent of the group: the line is at {line}, this score is {score}."
    ).format(text=text, percent=rules.quota_percent, line=printed(line), score=printed(row.score))


def _cut(exact: Fraction) -> str:
    """Return an exact figure to three decimals at most, "…" where more follow."""
    if (exact * 10).denominator == 1:
        return str(Figure.of(exact))
    whole, left = divmod(exact.numerator * 1000, exact.denominator)
    text = f"{whole // 1000}.{whole % 1000:03}"
    return f"{text}…" if left else text.rstrip("0")

"""Which units stand behind a figure: every figure of the county has a target, and this reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import GradeTable
from eldercheck.language import _, current
from eldercheck.services.county import CountyYear, UnitYear
from eldercheck.wording.years import KINDS, STATES

Reader = Callable[[CountyYear, Sequence[str]], "Behind | None"]


@dataclass(frozen=True)
class Behind:
    """The units behind one figure."""

    title: str
    units: tuple[UnitYear, ...]


def behind(county: CountyYear, target: str) -> Behind | None:
    """Return the units behind a figure; None for a target that nothing stands behind."""
    kind, *rest = target.split("\t")
    reader = _READERS.get(kind)
    return reader(county, rest) if reader else None


def target(kind: str, *rest: str) -> str:
    """Return the target of a figure."""
    return "\t".join((kind, *rest))


def final(county: CountyYear, entry: UnitYear) -> tuple[Figure | None, str | None]:
    """Return the score and grade that count: an institution's are those of its row in the table."""
    row = _row_of(county.table, entry)
    if row is not None:
        return row
    return (entry.graded.score, entry.graded.grade) if entry.graded else (None, None)


def _row_of(table: GradeTable, entry: UnitYear) -> tuple[Figure | None, str | None] | None:
    if entry.unit.kind != "institution":
        return None
    row = table.institution(entry.unit.code)
    return (row.score, row.grade) if row else None


def _of_institution(county: CountyYear, rest: Sequence[str]) -> Behind:
    """`of`, institution id or empty, states divided by spaces or empty."""
    head, states = rest
    found = [
        entry
        for entry in county.units
        if (not head or entry.institution.id == head) and (not states or entry.state in states.split())
    ]
    name = next((entry.institution.name for entry in found if head), _("County"))
    said = " / ".join(_(STATES[state]) for state in STATES if state in states.split())
    return Behind(" · ".join(filter(None, (name, said))), tuple(found))


def _of_letter(county: CountyYear, rest: Sequence[str]) -> Behind:
    """`grade`, kind or empty (branches and service points), letter."""
    kind, letter = rest
    found = [
        entry
        for entry in county.units
        if final(county, entry)[1] == letter
        and (entry.unit.kind == kind if kind else entry.unit.kind != "institution")
    ]
    title = _("Grade {letter}").format(letter=letter)
    return Behind(f"{_(KINDS[kind])} · {title}" if kind else title, tuple(found))  # type: ignore[index]


def _of_dimension(county: CountyYear, rest: Sequence[str]) -> Behind:
    """`dimension`, kind, dimension: the weakest first."""
    kind, name = rest
    rows = {row.code: row.dimensions.get(name) for row in county.table.institutions}

    def figure(entry: UnitYear) -> Figure | None:
        if kind == "institution":
            return rows.get(entry.unit.code)
        return entry.graded.dimensions.get(name) if entry.graded else None

    found = [(known, entry) for entry in county.units if entry.unit.kind == kind and (known := figure(entry))]
    found.sort(key=lambda pair: pair[0])
    title = next(title.in_language(current()) for known, title in county.table.dimensions if known == name)
    text = _("{kind} · {dimension}, the weakest first").format(kind=_(KINDS[kind]), dimension=title)  # type: ignore[index]
    return Behind(text, tuple(entry for _figure, entry in found))


def _of_item(county: CountyYear, rest: Sequence[str]) -> Behind | None:
    """`item`, kind, item: those that lost marks on it."""
    kind, item_id = rest
    weak = next((w for w in county.weakest if (w.checklist.unit, w.item.id) == (kind, item_id)), None)
    if weak is None:
        return None
    lost = set(weak.lost)
    title = _("Lost marks on {item}: {ask}").format(
        item=weak.item.id, ask=weak.item.ask.in_language(current())
    )
    return Behind(title, tuple(entry for entry in county.units if entry.unit.code in lost))


def _overdue(county: CountyYear, rest: Sequence[str]) -> Behind:
    """`overdue`, institution id or empty: those with findings that ought to be put right by now."""
    (head,) = rest
    found = [e for e in county.units if e.overdue and (not head or e.institution.id == head)]
    name = next((entry.institution.name for entry in found if head), "")
    return Behind(" · ".join(filter(None, (name, _("Findings overdue")))), tuple(found))


def _left_out(county: CountyYear, _rest: Sequence[str]) -> Behind:
    """`left_out`: what is not in the table."""
    codes = {unit.code for unit in county.table.left_out}
    return Behind(_("Left out"), tuple(entry for entry in county.units if entry.unit.code in codes))


def _graded_institutions(county: CountyYear, _rest: Sequence[str]) -> Behind:
    """`graded`: institutions with a grade."""
    found = [e for e in county.units if e.unit.kind == "institution" and final(county, e)[1]]
    return Behind(_("Institutions with a grade"), tuple(found))


_READERS: dict[str, Reader] = {
    "of": _of_institution,
    "grade": _of_letter,
    "dimension": _of_dimension,
    "item": _of_item,
    "overdue": _overdue,
    "left_out": _left_out,
    "graded": _graded_institutions,
}

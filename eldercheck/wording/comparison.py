"""What a comparison of a self-assessment with an examination says, in words."""

from __future__ import annotations

from collections.abc import Iterator

from eldercheck.domain.agreement import Agreement, coefficient_text
from eldercheck.domain.comparison import Verdict, WhyNot
from eldercheck.domain.figures import Figure
from eldercheck.domain.quick_scores import QuickScore
from eldercheck.language import N_, _, ngettext
from eldercheck.services.comparison import Claims, Comparison
from eldercheck.wording.results import points_text, printed

VERDICTS: dict[Verdict, str] = {
    "over": N_("over-claimed"),
    "under": N_("under-claimed"),
    "differs": N_("other answer"),
    "equal": N_("equal"),
}
WHYS_NOT: dict[WhyNot, str] = {
    "changed": N_("worded otherwise in the two versions of the checklist"),
    "only_bank": N_("not in the examiners' checklist"),
    "only_examiner": N_("not in the bank's checklist"),
    "open_bank": N_("not answered by the bank"),
    "open_examiner": N_("not answered by the examiners"),
    "open_both": N_("answered by neither"),
}


def score_text(score: QuickScore | None) -> str:
    """Return score and grade of a sheet: "88.1 B"."""
    if score is None:
        return "—"
    return f"{printed(score.figure)} {score.grade or '—'}"


def agreement_text(found: Agreement) -> str:
    """Return the three figures with their n, in one line."""
    return _("{percent} · kappa {kappa} · AC1 {ac1} (n = {n})").format(
        percent=percent_text(found),
        kappa=coefficient_text(found.kappa),
        ac1=coefficient_text(found.ac1),
        n=found.n,
    )


def percent_text(found: Agreement) -> str:
    """Return the percent agreement as printed: one decimal, half up; a dash without an item."""
    return "—" if found.percent is None else f"{Figure.of(found.percent)}%"


def over_text(found: Comparison) -> str:
    """Say how many items are over-claimed, and how many points."""
    items = found.items
    number = len(items.over_claimed)
    text = ngettext("{number} item, {points} points", "{number} items, {points} points", number)
    return text.format(number=number, points=points_text(items.points_over))


def handed_in_text(found: Comparison) -> str:
    """Say when the bank handed in, and that it was late where it was."""
    if not found.is_late:
        return found.handed_in.isoformat()
    return _("{day}, late: the examination began on {began}").format(
        day=found.handed_in.isoformat(), began=found.began.isoformat()
    )


def beside_text(found: Comparison) -> str:
    """Say in one line what the bank claimed beside what was found."""
    text = _(
        "Self-assessment {own} (not counted), handed in {day}. Agreement {percent}; over-claimed: {over}."
    )
    return text.format(
        own=score_text(found.bank.score),
        day=handed_in_text(found),
        percent=percent_text(found.items.agreement),
        over=over_text(found),
    )


def claims_text(found: Claims) -> Iterator[str]:
    """Say what the units of an institution claimed in all; nothing where none can be compared."""
    if not found.compared:
        return
    text = ngettext(
        "{compared} of {units} units can be compared; over-claimed: {number} item.",
        "{compared} of {units} units can be compared; over-claimed: {number} items.",
        found.items,
    )
    yield text.format(compared=found.compared, units=found.units, number=found.items)
    if found.late:
        late = ngettext("{number} was handed in late.", "{number} were handed in late.", found.late)
        yield late.format(number=found.late)

"""The units as rows: an institution, below it its branches and service points, each with its assessments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from eldercheck.language import _
from eldercheck.services.casebook import Case, UnitCases
from eldercheck.tui.plain import plain
from eldercheck.tui.result_text import GRADE_STYLES
from eldercheck.tui.walk_margin import bar, party_title
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.results import printed

BAR_CELLS = 6
RIGHT_CELLS = 38
SHORT_CELLS = 20
NARROW = 70


def home_rows(overview: Sequence[UnitCases]) -> Iterator[Row]:
    """Return a row for each assessment, and one for each unit that has none."""
    for entry in overview:
        if not entry.cases:
            yield _row(entry, None, first=True)
        for number, case in enumerate(entry.cases):
            yield _row(entry, case, first=number == 0)


def empty_paragraphs() -> Iterator[Paragraph]:
    """Return what an empty register teaches."""
    yield Paragraph()
    yield Paragraph(Content.styled(_("No bank, branch or service point yet."), "bold"), indent=2)
    yield Paragraph()
    steps = (
        ("a", _("Add an institution, then its branches and service points."), "add_unit"),
        ("n", _("Start an assessment of one of them: one question at a time, one key an answer."), "start"),
        ("r", _("Review, sign, and see the grade with its reasons."), ""),
    )
    for key, text, target in steps:
        yield Paragraph(Content(text), target, indent=4, lead=Content.assemble((key, "bold $accent"), "  "))
    yield Paragraph()
    lead = Content.assemble((_("or") + " ", "$muted"), ("x", "bold $accent"), "  ")
    yield Paragraph(
        Content(_("Open the example county and look around; it is a copy.")), "example", indent=4, lead=lead
    )


def same_unit(rows: Sequence[Row], wished: str) -> str:
    """Return the wished row, or where it is gone the first one of its unit: a new assessment has its own."""
    unit = wished.partition(" ")[0]
    found = [row.id for row in rows if row.id.partition(" ")[0] == unit]
    return wished if wished in found else next(iter(found), "")


def standings(cases: Sequence[Case], year: int) -> dict[str, str]:
    """Say for each party how its newest assessment of a year stands, where there is one."""
    of_year = [case for case in cases if case.assessment.year == year]
    return {case.assessment.party: _standing_text(case) for case in reversed(of_year)}


def _standing_text(case: Case) -> str:
    score = case.score
    if score is None:
        return _("damaged")
    if case.assessment.is_open:
        return _("{answered} of {total} answered").format(answered=score.answered, total=score.total)
    return _("signed, {score} {grade}").format(score=printed(score.figure), grade=score.grade or "—")


def _row(entry: UnitCases, case: Case | None, *, first: bool) -> Row:
    indent = "" if entry.unit.kind == "institution" else "  "
    style = "bold" if entry.unit.kind == "institution" else ""

    def draw(width: int) -> Content:
        right = _standing(case) if width >= NARROW else _short_standing(case)
        room = max(0, width - right.cell_length - 2)
        code = f"{entry.unit.code} " if width >= NARROW else ""
        name = Content.assemble(
            f" {indent}", plain(code).stylize("$muted"), plain(entry.unit.name).stylize(style)
        )
        left = (name if first else Content("")).truncate(room, ellipsis=True, pad=True)
        return Content.assemble(left, " ", right)

    return Row(f"{entry.unit.id} {case.assessment.id if case else ''}", draw)


def _standing(case: Case | None) -> Content:
    if case is None:
        return Content.styled(_("not started"), "$muted").truncate(RIGHT_CELLS, pad=True)
    party = Content(party_title(case.assessment.party, case.assessment.year)).truncate(21, pad=True)
    return Content.assemble(party, " ", _state(case)).truncate(RIGHT_CELLS, pad=True)


def _short_standing(case: Case | None) -> Content:
    if case is None:
        return Content.styled("—", "$muted").truncate(SHORT_CELLS, pad=True)
    party = _("self") if case.assessment.party == "bank" else ""
    return Content.assemble(Content(party).truncate(5, pad=True), _state(case)).truncate(
        SHORT_CELLS, pad=True
    )


def _state(case: Case) -> Content:
    score = case.score
    if score is None:
        return Content.styled(_("damaged"), "$error bold")
    if not case.assessment.is_open and score.grade is not None:
        grade = (f" {score.grade} ", f"bold reverse {GRADE_STYLES[score.grade]}")
        return Content.assemble(f"{printed(score.figure):>5} ", grade)
    share = score.answered / score.total
    ready = _("to sign") if score.complete else f"{score.answered}/{score.total}"
    style = "$success" if score.complete else "$accent"
    if case.assessment.state == "returned":
        return Content.assemble((bar(share, BAR_CELLS), "$warning"), " ", (_("returned"), "$warning bold"))
    return Content.assemble((bar(share, BAR_CELLS), style), f" {ready}")

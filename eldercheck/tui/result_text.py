"""A result as the screen shows it: grade, reasons, the way up, figures as bars, and every sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from eldercheck.domain.scoring import Tally
from eldercheck.domain.way_up import way_up
from eldercheck.language import _, current, ngettext
from eldercheck.services.examination import Examination
from eldercheck.services.second_look import SecondLook
from eldercheck.services.vetoes import Vetoes
from eldercheck.tui.grade_marks import GRADE_STYLES as GRADE_STYLES
from eldercheck.tui.grade_marks import grade_moved, grades_content
from eldercheck.tui.plain import plain
from eldercheck.tui.walk_margin import bar
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.wording.case_steps import case_step, changed_since
from eldercheck.wording.case_words import CASE_STATES, word
from eldercheck.wording.results import (
    Standing,
    answer_text,
    credit_text,
    dimension_sum,
    dimension_title,
    limit_text,
    listed,
    lost_marks,
    points_text,
    printed,
    score_sum,
)
from eldercheck.wording.visits import veto_source

LEAST_BAR = 8


def result_paragraphs(
    examination: Examination, width: int, beside: Iterable[Paragraph] = ()
) -> Iterator[Paragraph]:
    """Return the whole page of a finished sheet; `beside` is what the other party's own sheet says."""
    yield from _headline(examination)
    yield from beside
    yield from _limits(examination)
    yield from _way_up(examination)
    yield from _bars(examination, width)
    yield from _lost(examination)
    yield from _sums(examination)


def result_standing(examination: Examination) -> list[str]:
    """Return in words how far a sheet is: signed, approved and by whom, published."""
    assessment = examination.assessment
    published = [_("published")] if examination.is_published else []
    if assessment.state == "approved":
        return [_("approved by {name}").format(name=assessment.approved_by), *published]
    return [*([] if assessment.state == "open" else [word(CASE_STATES, assessment.state)]), *published]


def _headline(examination: Examination) -> Iterator[Paragraph]:
    result = examination.result
    if result.grade is None:
        yield Paragraph(Content.styled(_("No item applies: nothing to grade."), "bold"))
        return
    style = GRADE_STYLES[result.grade]
    yield Paragraph(
        Content.assemble(
            (_("Score {score}").format(score=printed(result.score.figure)), "bold"),
            "    ",
            (_("Grade") + "  ", "bold"),
            (f" {result.grade} ", f"bold reverse {style}"),
            f"    {_('by score alone {letter}').format(letter=result.by_score)}"
            if result.by_score != result.grade
            else "",
        )
    )
    assessment = examination.assessment
    if assessment.signers:
        line = _("Signed by {names}.").format(names=listed(assessment.signers))
        if assessment.approved_by:
            line += " " + _("Approved by {name}.").format(name=assessment.approved_by)
        yield Paragraph(plain(line).stylize("$muted"))
    if result.must_fix:
        yield Paragraph(Content.styled(_("This must be put right."), "$error bold"))
    yield from _case(examination)
    yield Paragraph()


def _case(examination: Examination) -> Iterator[Paragraph]:
    """Say what comes next, and the first grade where it is another one by now."""
    if grade_moved(examination):
        yield Paragraph(grades_content(examination), "case")
    if examination.assessment.state != "open":
        waiting = len(SecondLook(examination).unanswered)
        step = case_step(examination.standing, examination.today, waiting)
        yield Paragraph(plain(step), "case", lead=Content.assemble(("k", "bold $accent"), " "))


def _limits(examination: Examination) -> Iterator[Paragraph]:
    result, standing = examination.result, Standing.of_sheet(examination.result)
    if not result.grade:
        return
    shown_by = {file.event: file for file in Vetoes(examination).in_force()}
    yield _title(_("Why {letter}").format(letter=result.grade))
    if not result.limits:
        yield Paragraph(
            Content(_("No rule holds it down: band, floors and critical items all allow A.")), indent=2
        )
    for limit in sorted(result.limits, key=lambda limit: limit.to, reverse=True):
        lead = Content.assemble(
            (_("at most {letter}").format(letter=limit.to), f"bold {GRADE_STYLES[limit.to]}"), "  "
        )
        target = f"item:{limit.subject}" if limit.rule == "critical" else ""
        yield Paragraph(
            plain(limit_text(limit, standing, examination.sheet.answers)), target, indent=2, lead=lead
        )
        if limit.rule == "veto" and limit.subject in shown_by:
            source = plain(veto_source(shown_by[limit.subject])).stylize("$muted")
            yield Paragraph(source, indent=2 + lead.cell_length)
    yield Paragraph()


def _way_up(examination: Examination) -> Iterator[Paragraph]:
    result = examination.result
    if examination.dossier.vetoes:
        yield _title(_("The way up"))
        yield Paragraph(Content(_("Nothing lifts a veto this year.")), indent=2)
        yield Paragraph()
    items = way_up(result)
    if not items or result.grade is None:
        return
    goal = "A" if result.grade == "B" else "B"
    count = ngettext(
        "{number} item brought to full marks", "{number} items brought to full marks", len(items)
    )
    yield _title(_("The way up to {letter}").format(letter=goal) + " · " + count.format(number=len(items)))
    for item_id in items:
        mark = result.score.marks[item_id]
        ask = mark.item.ask.in_language(current())
        lead = Content.assemble(plain(f"{item_id} ").stylize("bold $accent"), f"+{points_text(mark.lost)}  ")
        yield Paragraph(plain(ask), f"item:{item_id}", indent=2, lead=lead)
    yield Paragraph(Content.styled(_("No smaller set of items reaches it."), "$muted"), indent=2)
    yield Paragraph()


def _bars(examination: Examination, width: int) -> Iterator[Paragraph]:
    result, checklist = examination.result, examination.checklist
    rows = [(_("Dimensions"), [(d.title, result.score.dimensions[d.id]) for d in checklist.dimensions])]
    rows.append((_("Sections"), [(s.title, result.score.sections[s.id]) for s in checklist.sections]))
    cells = min(40, max(LEAST_BAR, width - 50))
    for title, lines in rows:
        yield _title(title)
        widest = max(Content(wording.in_language(current())).cell_length for wording, _tally in lines)
        for wording, tally in lines:
            name = plain(wording.in_language(current())).truncate(min(widest, 28), pad=True)
            yield Paragraph(Content.assemble(name, *_bar(tally, cells)), indent=2)
        yield Paragraph()


def _bar(tally: Tally, cells: int) -> tuple[Content, ...]:
    if tally.percent is None:
        return (Content.styled("  " + _("nothing applicable"), "$muted"),)
    style = "$success" if tally.percent == 100 else "$accent" if tally.percent >= 75 else "$warning"
    return (
        Content(f" {printed(tally.figure):>6} "),
        Content.styled(bar(float(tally.percent / 100), cells), style),
        Content.styled(f" {points_text(tally.earned)}/{tally.available}", "$muted"),
    )


def _lost(examination: Examination) -> Iterator[Paragraph]:
    marks = lost_marks(examination.result)
    if not marks:
        return
    yield _title(_("Marks lost"))
    for mark in marks:
        item, answer = mark.item, examination.sheet.answers[mark.item.id]
        lead = Content.assemble(
            plain(f"{item.id} ").stylize("bold $accent"), (f"-{points_text(mark.lost)} ", "$warning")
        )
        text = f"{item.ask.in_language(current())} · {answer_text(item, answer)}"
        text += _mark(examination, item.id)
        yield Paragraph(plain(text), f"item:{item.id}", indent=2, lead=lead)
        note = examination.sheet.notes.get(item.id)
        if note:
            yield Paragraph(plain(note, multiline=True).stylize("$muted"), indent=6)
    yield Paragraph()


def _sums(examination: Examination) -> Iterator[Paragraph]:
    """Every figure as a sum that can be checked with pencil and paper."""
    result, checklist = examination.result, examination.checklist
    yield _title(_("How each figure was reached"))
    for dimension in checklist.dimensions:
        yield Paragraph(plain(dimension_sum(result, dimension.id)).stylize("bold"), indent=2)
        for item in checklist:
            if item.dimension == dimension.id and item.id in result.score.marks:
                mark, answer = result.score.marks[item.id], examination.sheet.answers[item.id]
                line = f"{answer_text(item, answer)} → {credit_text(item, answer, mark)}"
                line += _mark(examination, item.id)
                yield Paragraph(plain(line), f"item:{item.id}", indent=4, lead=plain(f"{item.id}  "))
    yield Paragraph(plain(f"{_('Score')} = {score_sum(result)}").stylize("bold"), indent=2)
    weights = " · ".join(f"{dimension_title(checklist, d.id)} {d.points}" for d in checklist.dimensions)
    yield Paragraph(Content.styled(_("Points: {weights}").format(weights=weights), "$muted"), indent=2)
    yield Paragraph(
        Content.styled(_("Rounded once, half up; the grade follows the printed figure."), "$muted"), indent=2
    )


def _mark(examination: Examination, item: str) -> str:
    """Return the mark of an answer that a decision or a re-check put there; empty for any other."""
    mark = changed_since(examination.dossier, item)
    return f" · {mark}" if mark else ""


def _title(text: str) -> Paragraph:
    return Paragraph(Content.styled(text, "bold $primary"))

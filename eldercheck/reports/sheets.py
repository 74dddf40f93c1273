"""The scored sheet of one unit as a report, in the layout that examiners know from rating sheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eldercheck.domain.checklist import Item
from eldercheck.domain.evidence_needs import lacks_evidence
from eldercheck.domain.figures import Figure
from eldercheck.domain.grading import Result
from eldercheck.domain.register import is_day
from eldercheck.domain.visit import Visit
from eldercheck.language import _, current, ngettext
from eldercheck.reports.case_answers import answer_since
from eldercheck.reports.grade_rows import Row
from eldercheck.reports.naming import checklist_name, day_text, letter_facts
from eldercheck.reports.report import Column, Report
from eldercheck.services.examination import Examination
from eldercheck.services.vetoes import Vetoes
from eldercheck.wording.case_words import CASE_STATES, word
from eldercheck.wording.evidence import sheet_text
from eldercheck.wording.moments import local_day
from eldercheck.wording.results import Standing, evidence_text, limit_text, listed, printed, range_text
from eldercheck.wording.visits import veto_source, veto_text, visit_facts


def sheet_report(examination: Examination, day: date, institution: str = "") -> Report:
    """Return one unit's sheet with its figures; `institution` is the name of the one it belongs to.

    An unfinished sheet says so and gives the range of its score. A sheet never carries the mark of a
    publication: what is published is the grade table.
    """
    unit, checklist, programme = examination.unit, examination.checklist, examination.programme
    rows = tuple(_rows(examination))
    return Report(
        title=_("{name}: scored sheet {year}").format(name=unit.name, year=programme.year),
        head=tuple(_head(examination, day, institution)),
        mark=_mark(examination),
        is_published=False,
        columns=_columns(),
        rows=rows,
        count=len(rows),
        foot=(_("Credit is the share of the points earned; figures are rounded half up to one decimal."),),
        author=programme.authority,
        day=day,
        is_draft=examination.assessment.is_open,
        facts=letter_facts(
            programme.year, programme.authority, programme.contact, checklist_name(checklist), day
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("section", _("Section"), "text", 14),
        Column("item", _("Item"), "code", 10),
        Column("question", _("Question"), "text", 44),
        Column("points", _("Points"), "whole", 7),
        Column("answer", _("Answer"), "text", 24),
        Column("credit", _("Credit %"), "figure", 9),
        Column("score", _("Points earned"), "figure", 9),
        Column("note", _("Reason for marks lost, note"), "text", 32),
        Column("evidence", _("Evidence"), "text", 28),
    )


def _rows(examination: Examination) -> Iterator[Row]:
    checklist, sheet, language = examination.checklist, examination.sheet, current()
    marks = examination.score.marks
    for section in checklist.sections:
        for item in section.items:
            mark = marks.get(item.id)
            credit = None if mark is None else mark.credit
            yield (
                section.title.in_language(language),
                item.id,
                item.ask.in_language(language),
                item.points,
                answer_since(item, sheet.answers.get(item.id), examination.dossier),
                None if credit is None else Figure.of(100 * credit),
                None if mark is None or credit is None else Figure.of(mark.earned),
                sheet.notes.get(item.id) or None,
                _evidence(examination, item) or None,
            )


def _evidence(examination: Examination, item: Item) -> str:
    """Return what is attached to an item; where nothing is, what is wanted, and whether it is missing."""
    pieces = tuple(piece for piece in examination.evidence if piece.item == item.id)
    lacks = lacks_evidence(item, examination.sheet.answers.get(item.id), pieces)
    wanted = evidence_text(item)
    if lacks:
        wanted = _("still missing: {wanted}").format(wanted=wanted)
    return "\n".join([*map(sheet_text, pieces), *([wanted] if wanted and (lacks or not pieces) else [])])


def _head(examination: Examination, day: date, institution: str) -> Iterator[tuple[str, str]]:
    unit, result, assessment = examination.unit, examination.result, examination.assessment
    yield _("Unit"), f"{unit.code} {unit.name}"
    if institution and unit.kind != "institution":
        yield _("Institution"), institution
    yield _("Year"), str(assessment.year)
    yield _("Checklist"), checklist_name(examination.checklist)
    yield from _visit(assessment.dossier.visit)
    yield from _figures(examination, result)
    for file in Vetoes(examination).in_force():
        yield _("Veto"), f"{veto_text(file.veto)} ({veto_source(file)})"
    if assessment.signers:
        yield _("Signed by"), listed(assessment.signers)
        yield _("Signed on"), day_text(local_day(assessment.signed_at))
    if assessment.approved_by:
        yield _("Approved by"), assessment.approved_by
    yield _("Date"), day_text(day)


def _visit(visit: Visit | None) -> Iterator[tuple[str, str]]:
    """Yield what the visit says, its day as an official text writes it."""
    for label, text in visit_facts(visit) if visit else ():
        is_its_day = text == visit.day if visit else False
        yield label, day_text(date.fromisoformat(text)) if is_its_day and is_day(text) else text


def _figures(examination: Examination, result: Result) -> Iterator[tuple[str, str]]:
    """Yield score, grade, every limit and the dimensions; of an unfinished sheet what it can still become."""
    if not result.complete:
        if examination.shows_grade:
            yield _("Can still become"), range_text(result)
        return
    yield _("Score"), printed(result.score.figure)
    yield _("Grade"), result.grade or _("No item applies: nothing to grade.")
    first = examination.dossier.first
    if first is not None and (first.score, first.grade) != (str(result.score.figure or ""), result.grade):
        text = _("{score}, grade {grade}").format(score=first.score or "—", grade=first.grade or "—")
        yield _("First grade"), text
    for dimension in examination.checklist.dimensions:
        figure = result.score.dimensions[dimension.id].figure
        yield dimension.title.in_language(current()), printed(figure)
    standing = Standing.of_sheet(result)
    for limit in result.limits:
        words = limit_text(limit, standing, examination.sheet.answers)
        yield _("Held at {letter}").format(letter=limit.to), words


def _mark(examination: Examination) -> str:
    own = examination.assessment.party == "bank"
    match examination.assessment.state:
        case "approved":
            return _("Self-assessment, approved") if own else _("Signed and approved")
        case "signed":
            return _("Self-assessment, signed") if own else _("Signed, not approved yet")
        case state if examination.assessment.is_approved:
            return _("Approved; {state}").format(state=word(CASE_STATES, state))
        case "returned":
            return _("Given back by {name}, to be signed anew").format(name=examination.dossier.returned_by)
        case _open:
            number = len(examination.review().open)
            text = ngettext(
                "Draft, not signed; {number} item is open",
                "Draft, not signed; {number} items are open",
                number,
            )
            return text.format(number=number)

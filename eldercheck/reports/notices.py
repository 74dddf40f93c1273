"""The grade notice of one unit: what it scored, what holds it down, what to put right, how to object.

One report in every form: a letter with its list on paper and as a web page, facts and rows elsewhere. Printed
again later it says the same, by the ledger, and what changed since in a passage of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eldercheck.domain.dossier import FindingFile
from eldercheck.domain.figures import Figure
from eldercheck.language import _, current, ngettext
from eldercheck.reports.answer_words import answer_words, critical_words
from eldercheck.reports.grade_rows import Row
from eldercheck.reports.naming import checklist_name, fact_text, letter_facts
from eldercheck.reports.report import Column, Passage, Report
from eldercheck.reports.told import Told, claims_table, now_text, points_figure, told, told_day
from eldercheck.services.examination import Examination
from eldercheck.services.history import History
from eldercheck.wording.moments import local_day
from eldercheck.wording.results import Standing, dimension_title, limit_text, listed, printed
from eldercheck.wording.visits import veto_text
from eldercheck.wording.year_history import SHORT_DIGEST

BLANK = "＿" * 8
"""Where somebody writes by hand."""


def notice_report(examination: Examination, history: History, institution: str = "") -> Report:
    """Return the notice as it was given, else the draft of one of today.

    `institution` is the name of the one that the unit belongs to. Raises ReportError (`notice_not_ready`).
    """
    notice = told(examination, history)
    programme, day = examination.programme, date.fromisoformat(notice.day)
    rows = tuple(_rows(notice))
    facts = letter_facts(
        programme.year, programme.authority, programme.contact, checklist_name(examination.checklist), day
    )
    return Report(
        title=_("Grade notice {year}").format(year=programme.year),
        head=tuple(_head(notice, institution)),
        mark=_mark(notice),
        is_published=False,
        columns=_columns(),
        rows=rows,
        count=len(rows),
        foot=(_("Points lost are rounded half up to one decimal."),),
        sheets=tuple(claims_table(examination)),
        author=programme.authority,
        day=day,
        is_draft=not notice.is_given,
        stands_out=lambda row: row[5] is not None,
        facts=facts | {"addressee": examination.unit.name},
        letter=tuple(_letter(notice)),
    )


def _mark(notice: Told) -> str:
    if not notice.is_given:
        return _("Draft: this notice is not given yet")
    return _("Given on {day} by {name}").format(day=told_day(notice.day), name=notice.given_by)


def _columns() -> tuple[Column, ...]:
    return (
        Column("item", _("Item"), "code", 10),
        Column("question", _("Question"), "text", 44),
        Column("answer", _("Answer"), "text", 22),
        Column("note", _("What was found"), "text", 30),
        Column("lost", _("Points lost"), "figure", 9),
        Column("remark", _("Critical, safety"), "text", 14),
        Column("due", _("Put right by"), "code", 13),
    )


def _rows(notice: Told) -> Iterator[Row]:
    checklist, sheet = notice.examination.checklist, notice.sheet
    for item in checklist:
        if item.id in notice.findings:
            finding = notice.findings[item.id]
            yield (
                item.id,
                item.ask.in_language(current()),
                answer_words(item, sheet.answers.get(item.id)),
                sheet.notes.get(item.id) or None,
                points_figure(finding),
                remark(notice.examination, item.id, finding) or None,
                _due_then(notice, item.id),
            )


def remark(examination: Examination, item: str, finding: FindingFile) -> str:
    """Say of a finding that its item is critical, and that it is about safety."""
    parts = [critical_words(examination.checklist.item(item), fails=finding.fails)]
    parts += [_("safety")] if finding.safety else []
    return " · ".join(filter(None, parts))


def _due_then(notice: Told, item: str) -> str:
    """Return the last day that the notice said: more time that was given later is no part of it."""
    return notice.dossier.findings.get(item, notice.findings[item]).due


def _head(notice: Told, institution: str) -> Iterator[tuple[str, str]]:
    examination = notice.examination
    unit, programme = examination.unit, examination.programme
    yield _("Unit"), f"{unit.code} {unit.name}"
    if institution and unit.kind != "institution":
        yield _("Institution"), institution
    yield _("Authority"), programme.authority or "—"
    yield _("Checklist"), checklist_name(examination.checklist)
    if notice.dossier.visit is not None:
        yield _("Visited on"), told_day(notice.dossier.visit.day)
    yield _("Score"), notice.score or "—"
    yield _("Grade"), notice.grade or "—"
    for dimension, figure in _dimensions(notice):
        yield dimension, printed(figure)
    yield from _limits(notice)
    yield _("Findings"), str(len(notice.findings))
    yield _("Objections until"), told_day(notice.appeal_until)
    yield from ((_("How to object"), line) for line in _rights(notice))
    yield from ((_("Since the notice"), line) for line in _later(notice))
    yield _("Signed by"), listed(examination.assessment.signers)
    if examination.assessment.approved_by:
        yield _("Approved by"), examination.assessment.approved_by
    yield _("Record"), notice.digest[:SHORT_DIGEST]


def _dimensions(notice: Told) -> Iterator[tuple[str, Figure | None]]:
    for dimension, tally in notice.result.score.dimensions.items():
        yield dimension_title(notice.examination.checklist, dimension), tally.figure


def _limits(notice: Told) -> Iterator[tuple[str, str]]:
    """Yield every rule that holds the grade, each with its letter; vetoes are among them."""
    standing = Standing.of_sheet(notice.result)
    for limit in notice.result.limits:
        words = limit_text(limit, standing, notice.sheet.answers)
        yield _("Held at {letter}").format(letter=limit.to), words


def _letter(notice: Told) -> Iterator[Passage]:
    yield Passage("opening", "", (_opening(notice),))
    yield Passage("results", _("Grade and score"), tuple(_results(notice)))
    yield Passage("duties", _("What is to be put right"), tuple(_duties(notice)))
    yield Passage("rights", _("The right to object"), tuple(_rights(notice)))
    if later := tuple(_later(notice)):
        yield Passage("later", _("Since the notice"), later)
    yield Passage("receipt", "", tuple(_receipt(notice)))


def _opening(notice: Told) -> str:
    examination = notice.examination
    about = {
        "authority": examination.programme.authority or BLANK,
        "checklist": checklist_name(examination.checklist),
        "year": examination.assessment.year,
    }
    if notice.dossier.visit is None:
        text = _(
            "Examiners of {authority} examined how well you serve old people, by the checklist "
            "“{checklist}”. After a second look by somebody else, this is your result of {year}."
        )
        return text.format(**about)
    text = _(
        "On {day} examiners of {authority} examined how well you serve old people, by the checklist "
        "“{checklist}”. After a second look by somebody else, this is your result of {year}."
    )
    return text.format(day=told_day(notice.dossier.visit.day), **about)


def _results(notice: Told) -> Iterator[str]:
    if notice.result.score.figure is None:
        yield _("No item applies: nothing to grade.")
    else:
        yield _("Your score is {score}, your grade {grade}.").format(score=notice.score, grade=notice.grade)
    parts = listed(f"{title} {printed(figure)}" for title, figure in _dimensions(notice))
    yield _("By dimension: {figures}.").format(figures=parts)
    for label, words in _limits(notice):
        yield fact_text(label, words)
    for veto in notice.dossier.vetoes.values():
        yield _("Veto recorded by {name} on {day}: {text}").format(
            name=veto.name, day=told_day(local_day(veto.at).isoformat()), text=veto_text(veto)
        )


def _duties(notice: Told) -> Iterator[str]:
    number = len(notice.findings)
    if not number:
        yield _("No item lost marks: there is nothing to put right.")
        return
    text = ngettext(
        "{number} item lost marks; the enclosed list says what was found and by when it is to be put right.",
        "{number} items lost marks; the enclosed list says what was found and by when to put each right.",
        number,
    )
    yield text.format(number=number)
    safety = sorted(_due_then(notice, item) for item, one in notice.findings.items() if one.safety)
    other = sorted(_due_then(notice, item) for item, one in notice.findings.items() if not one.safety)
    if safety:
        yield _("What endangers somebody is due by {day}.").format(day=told_day(safety[-1]))
    if other:
        yield _("Everything else is due by {day}.").format(day=told_day(other[-1]))
    yield _(
        "For each, tell us who is responsible and what will be done, and report when it is done. "
        "Only these items are then checked again."
    )


def _rights(notice: Told) -> Iterator[str]:
    contact = notice.examination.programme.contact or notice.examination.programme.authority or BLANK
    yield _(
        "You may object until {day}, item by item: name the item, say what is not right and why, and enclose "
        "what shows it. Send it to {contact}."
    ).format(day=told_day(notice.appeal_until), contact=contact)
    yield _(
        "Somebody who did not examine decides on each item, with reasons; the old answer is kept beside the "
        "new. What nobody objects to by that day stands."
    )


def _later(notice: Told) -> Iterator[str]:
    """Yield what is otherwise now; a notice that was given does not change."""
    dossier = notice.examination.dossier
    first = dossier.first
    if first is not None and (first.score, first.grade) != (notice.score, notice.grade):
        yield _("First notice of {day}: score {score}, grade {grade}.").format(
            day=told_day(first.day), score=first.score or "—", grade=first.grade or "—"
        )
    if notice.is_given and notice.changed:
        yield _("As decisions and re-checks stand now: score {now}.").format(now=now_text(notice))
    if dossier.closed is not None:
        yield _("The case was closed on {day} by {name}.").format(
            day=told_day(local_day(dossier.closed.at).isoformat()), name=dossier.closed.name
        )


def _receipt(notice: Told) -> Iterator[str]:
    one = notice.examination.assessment
    signed = _("Examined by: {names}").format(names=listed(one.signers))
    second = _("Second look: {name}").format(name=one.approved_by or BLANK)
    yield f"{signed}　　{second}"
    yield _("Notice given by: {name}").format(name=notice.given_by or BLANK)
    yield _("Received for the unit (signature): {blank}　　Day: {blank}").format(blank=BLANK)
    yield _("Record in the ledger: {digest}").format(digest=notice.digest[:SHORT_DIGEST])

"""The findings list of one unit: each item that lost marks, from the notice to the re-check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eldercheck.domain.dossier import FindingFile
from eldercheck.language import _, current, ngettext
from eldercheck.reports.answer_words import answer_words
from eldercheck.reports.grade_rows import Row
from eldercheck.reports.naming import checklist_name, day_text, letter_facts
from eldercheck.reports.notices import remark
from eldercheck.reports.report import Column, Report
from eldercheck.reports.told import Told, by_on, claims_table, now_text, points_figure, told, told_day
from eldercheck.services.examination import Examination
from eldercheck.services.history import History
from eldercheck.wording.case_steps import finding_step
from eldercheck.wording.case_words import OUTCOMES, word
from eldercheck.wording.moments import local_day
from eldercheck.wording.results import listed


def finding_list_report(
    examination: Examination, history: History, day: date, institution: str = ""
) -> Report:
    """Return the findings of a unit as they stand on a day; before the notice, as it would list them.

    Overdue ones stand out. Raises ReportError (`notice_not_ready`).
    """
    notice = told(examination, history)
    programme, today = examination.programme, day.isoformat()
    rows = tuple(_rows(notice, today))
    late = {item for item, finding in notice.findings.items() if finding.is_overdue(today)}
    return Report(
        title=_("{name}: findings list {year}").format(name=examination.unit.name, year=programme.year),
        head=tuple(_head(notice, institution, day, len(late))),
        mark=_mark(notice, len(late)),
        is_published=False,
        columns=_columns(),
        rows=rows,
        count=len(rows),
        foot=tuple(_foot()),
        sheets=tuple(claims_table(examination)),
        author=programme.authority,
        day=day,
        is_draft=not notice.is_given,
        stands_out=lambda row: row[0] in late,
        facts=letter_facts(
            programme.year, programme.authority, programme.contact, checklist_name(examination.checklist), day
        ),
    )


def _mark(notice: Told, late: int) -> str:
    if not notice.is_given:
        return _("Draft: the notice is not given yet")
    if late:
        return ngettext("{number} finding is overdue", "{number} findings are overdue", late).format(
            number=late
        )
    if notice.examination.dossier.closed is not None:
        return _("Case closed")
    left = len(notice.examination.dossier.unsettled)
    if not left:
        return _("Nothing is left to put right")
    return ngettext(
        "{number} finding is to be put right", "{number} findings are to be put right", left
    ).format(number=left)


def _head(notice: Told, institution: str, day: date, late: int) -> Iterator[tuple[str, str]]:
    examination = notice.examination
    unit, dossier = examination.unit, examination.dossier
    yield _("Unit"), f"{unit.code} {unit.name}"
    if institution and unit.kind != "institution":
        yield _("Institution"), institution
    yield _("Checklist"), checklist_name(examination.checklist)
    if notice.is_given:
        yield _("Notice"), by_on(notice.given_by, told_day(notice.day))
    yield (
        _("Score and grade"),
        _("{score}, grade {grade}").format(score=notice.score or "—", grade=notice.grade or "—"),
    )
    if notice.is_given and notice.changed:
        yield _("Score and grade now"), now_text(notice)
    yield _("Findings"), str(len(notice.findings))
    if late:
        yield _("Overdue"), str(late)
    if dossier.closed is not None:
        yield _("Case closed"), by_on(dossier.closed.name, told_day(local_day(dossier.closed.at).isoformat()))
        if dossier.closed.reason:
            yield _("Reason"), dossier.closed.reason
    yield _("Date"), day_text(day)


def _columns() -> tuple[Column, ...]:
    return (
        Column("item", _("Item"), "code", 10),
        Column("question", _("Question"), "text", 34),
        Column("answer", _("Answer"), "text", 18),
        Column("lost", _("Points lost"), "figure", 7),
        Column("remark", _("Critical, safety"), "text", 12),
        Column("due", _("Put right by"), "code", 13),
        Column("status", _("Status"), "text", 12),
        Column("person", _("Responsible"), "text", 10),
        Column("response", _("What the bank will do"), "text", 22),
        Column("fix", _("What was done"), "text", 22),
        Column("recheck", _("Re-check"), "text", 20),
    )


def _rows(notice: Told, today: str) -> Iterator[Row]:
    for item in notice.examination.checklist:
        if item.id not in notice.findings:
            continue
        finding = notice.findings[item.id]
        yield (
            item.id,
            item.ask.in_language(current()),
            answer_words(item, notice.sheet.answers.get(item.id)),
            points_figure(finding),
            remark(notice.examination, item.id, finding) or None,
            finding.due,
            finding_step(finding, today) if notice.is_given else None,
            finding.person or None,
            finding.response or None,
            _fix(finding) or None,
            _recheck(notice, item.id, finding) or None,
        )


def _fix(finding: FindingFile) -> str:
    if not finding.fixed_on:
        return ""
    return _("{text} ({day}, {name})").format(text=finding.fixed, day=finding.fixed_on, name=finding.fixed_by)


def _recheck(notice: Told, item_id: str, finding: FindingFile) -> str:
    """Say what the newest re-check found, when, by whom, and what the answer is since."""
    if finding.outcome is None:
        return ""
    text = _("{outcome} ({day}, {names})").format(
        outcome=word(OUTCOMES, finding.outcome),
        day=finding.rechecked_on,
        names=listed(finding.rechecked_by),
    )
    if not finding.replaced:
        return text
    item = notice.examination.checklist.item(item_id)
    now = answer_words(item, notice.examination.sheet.answers.get(item_id))
    return _("{text}; the answer is now: {answer}").format(text=text, answer=now)


def _foot() -> Iterator[str]:
    yield _("The answer is the one that the notice speaks of; points lost are rounded half up.")
    yield _("A re-check asks only what lost marks; one that passes replaces the answer.")

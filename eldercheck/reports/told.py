"""What a unit is told of its grade: the notice as it was given, or as it would be today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from eldercheck.domain.answers import answer_from_plain
from eldercheck.domain.assessment import Sheet
from eldercheck.domain.dossier import Dossier, FindingFile
from eldercheck.domain.figures import Figure
from eldercheck.domain.grading import Result
from eldercheck.language import _, current
from eldercheck.reports.answer_words import answer_words
from eldercheck.reports.errors import ReportError
from eldercheck.reports.naming import day_text
from eldercheck.reports.report import Cell, Column
from eldercheck.reports.report import Sheet as Table
from eldercheck.services.examination import Examination
from eldercheck.services.history import History
from eldercheck.services.notices import Notices
from eldercheck.wording.results import printed


@dataclass(frozen=True)
class Told:
    """A notice, and the sheet that it speaks of."""

    examination: Examination
    given_by: str
    """Empty for a draft."""
    score: str
    grade: str
    day: str
    appeal_until: str
    result: Result
    """By the answers and the rules of the moment when it was given."""
    sheet: Sheet
    """As it stood then."""
    dossier: Dossier
    """As it stood then."""
    findings: Mapping[str, FindingFile]
    """As they stand now: a notice says only what of them never changes."""
    digest: str
    """The head of the ledger then."""

    @property
    def is_given(self) -> bool:
        """Whether it is no draft."""
        return bool(self.given_by)

    @property
    def changed(self) -> bool:
        """Whether score or grade are others now."""
        now = self.examination.result
        return (str(now.score.figure or ""), now.grade or "") != (self.score, self.grade)


def told(examination: Examination, history: History) -> Told:
    """Return what the unit was told; before the notice, what it would be told today.

    Raises ReportError (`notice_not_ready`) for a self-assessment and for a sheet that is not signed.
    """
    notice = examination.dossier.notice
    if examination.assessment.party == "bank" or (notice is None and examination.assessment.is_open):
        unit = examination.unit
        raise ReportError(
            "notice_not_ready", name=unit.name, unit_code=unit.code, year=examination.assessment.year
        )
    if notice is None:
        return _draft(examination, history)
    entry = next(entry for entry in reversed(history.entries) if entry.event.kind == "noticed")
    then = history.after(entry)
    return Told(
        examination,
        notice.name,
        notice.score,
        notice.grade,
        notice.day,
        notice.appeal_until,
        then.result,
        then.sheet,
        then.standing.dossier,
        examination.dossier.findings,
        entry.event.hash,
    )


def _draft(examination: Examination, history: History) -> Told:
    draft = Notices(examination).draft()
    own = [entry.event.hash for entry in history.entries if not entry.of_year]
    return Told(
        examination,
        "",
        draft.score,
        draft.grade,
        draft.day,
        draft.appeal_until,
        examination.result,
        examination.sheet,
        examination.dossier,
        {item: FindingFile(**finding) for item, finding in draft.findings.items()},
        own[-1],
    )


def told_day(text: str) -> str:
    """Return a day of a dossier (YYYY-MM-DD) as an official text writes it; a dash where there is none."""
    return day_text(date.fromisoformat(text)) if text else "—"


def now_text(told: Told) -> str:
    """Say score and grade as decisions and re-checks leave them."""
    now = told.examination.result
    return _("{score}, grade {grade}").format(score=printed(now.score.figure), grade=now.grade or "—")


def claims_table(examination: Examination) -> Iterator[Table]:
    """Yield what the bank objected to and what was decided of it, as a table; none where nothing."""
    if examination.dossier.claims:
        yield Table(_("Objections and decisions"), _claim_columns(), tuple(_claims(examination)))


def _claim_columns() -> tuple[Column, ...]:
    return (
        Column("item", _("Item"), "code", 10),
        Column("question", _("Question"), "text", 30),
        Column("claim", _("Objection"), "text", 30),
        Column("by", _("Objected by, on"), "text", 16),
        Column("was", _("Answer objected to"), "text", 16),
        Column("decision", _("Decision"), "text", 10),
        Column("answer", _("Answer since"), "text", 16),
        Column("reason", _("Reason of the decision"), "text", 30),
        Column("decided_by", _("Decided by, on"), "text", 16),
    )


def _claims(examination: Examination) -> Iterator[tuple[Cell, ...]]:
    claims = examination.dossier.claims
    for item, claim in ((item, claims[item.id]) for item in examination.checklist if item.id in claims):
        stood = None if claim.was is None else answer_from_plain(item, claim.was)
        stands = None if claim.answer is None else answer_from_plain(item, claim.answer)
        if claim.upheld is None:
            stood = examination.sheet.answers.get(item.id)
        yield (
            item.id,
            item.ask.in_language(current()),
            claim.claim,
            by_on(claim.name, claim.day),
            answer_words(item, stood),
            decision_word(claim.upheld),
            answer_words(item, stands) if claim.upheld else None,
            claim.reason or None,
            by_on(claim.decided_by, claim.decided_on) if claim.decided_by else None,
        )


def decision_word(upheld: bool | None) -> str:
    """Return what was decided of an objection."""
    if upheld is None:
        return _("undecided")
    return _("upheld") if upheld else _("refused")


def by_on(name: str, day: str) -> str:
    """Return who did something and when."""
    return _("{name}, {day}").format(name=name, day=day)


def points_figure(finding: FindingFile) -> Figure:
    """Return the points that a finding lost, as printed."""
    return Figure.of(finding.points)

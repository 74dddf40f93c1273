"""What is known of a case as a whole, one short line each: the grades, the days, the visit, the vetoes."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from eldercheck.domain.dossier import Dossier
from eldercheck.domain.visit import Visit
from eldercheck.language import _
from eldercheck.services.examination import Examination
from eldercheck.tui.grade_marks import grades_content
from eldercheck.tui.plain import plain
from eldercheck.wording.case_words import WAYS, WEATHERS, word
from eldercheck.wording.results import listed, veto_event

Fact = tuple[str, Content]


def fact_lines(examination: Examination) -> Iterator[Fact]:
    """Return each fact with its label; what did not happen is left out."""
    dossier, assessment = examination.dossier, examination.assessment
    if examination.progress().complete and examination.shows_grade:
        yield _("Grade"), grades_content(examination)
    if assessment.signers:
        text = listed(assessment.signers)
        if assessment.approved_by:
            text = _("{names} · approved by {name}").format(names=text, name=assessment.approved_by)
        yield _("Signed"), plain(text)
    if dossier.visit is not None:
        yield _("Visit"), plain(visit_line(dossier.visit))
    yield from _days(dossier, examination.today)
    for veto in dossier.veto_texts:
        yield _("Veto"), plain(veto_event(veto)).stylize("$error bold")


def visit_line(visit: Visit) -> str:
    """Return a visit in a line: when, how, in what weather, who was met, who was there."""
    times = "–".join(filter(None, (visit.start, visit.end)))
    parts = [" ".join(filter(None, (visit.day, times)))]
    parts += [word(WAYS, visit.way)] if visit.way else []
    parts += [word(WEATHERS, visit.weather)] if visit.weather else []
    parts += [_("met {name}").format(name=visit.met)] if visit.met else []
    parts += [listed(visit.examiners)] if visit.examiners else []
    return " · ".join(filter(None, parts))


def _days(dossier: Dossier, today: str) -> Iterator[Fact]:
    notice = dossier.notice
    if notice is None:
        return
    text = _("{day} by {name} · objections until {until}")
    yield _("Notice"), plain(text.format(day=notice.day, name=notice.name, until=notice.appeal_until))
    due = sorted(finding.due for finding in dossier.findings.values() if not finding.is_settled)
    if due and dossier.closed is None:
        late = due[0] < today and bool(dossier.overdue(today))
        shown = f"{due[0]} {_('OVERDUE')}" if late else due[0]
        yield _("Next due"), Content.styled(shown, "$error bold" if late else "")

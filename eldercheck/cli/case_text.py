"""How a case stands, as `case show` prints it: for people in lines, for programs by stable keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from eldercheck.domain.answers import answer_from_plain, answer_to_plain
from eldercheck.domain.checklist import Item
from eldercheck.domain.clean_text import visible
from eldercheck.domain.dossier import Claim, FindingFile, PlainAnswer, ReturnedItem
from eldercheck.domain.second_look import changed_since_return
from eldercheck.language import _, ngettext
from eldercheck.services.examination import Examination
from eldercheck.services.second_look import SecondLook
from eldercheck.wording.case_steps import case_step, finding_step
from eldercheck.wording.case_words import CASE_STATES, word
from eldercheck.wording.moments import local_day
from eldercheck.wording.results import answer_text, listed, points_text, printed
from eldercheck.wording.visits import veto_text

FORMAT = 1
"""Grows when a key of `case show --json` changes its meaning or goes; new keys may come at any time."""


def case_lines(examination: Examination) -> Iterator[str]:
    """Return a case in lines: what comes next, grades and dates, what was returned, objected to and found."""
    unit, assessment = examination.unit, examination.assessment
    waiting = SecondLook(examination).unanswered
    state = word(CASE_STATES, assessment.state)
    yield f"{visible(unit.code)} {visible(unit.name)}  {assessment.year}  {state}"
    yield case_step(examination.standing, examination.today, len(waiting))
    yield from _grade_lines(examination)
    dossier = examination.dossier
    parts: tuple[tuple[str, Callable[..., str], Mapping[str, Any]], ...] = (
        (_("Given back"), _returned, dossier.returned),
        (_("Objections"), _claim, dossier.claims),
        (_("What is to be put right"), _finding, dossier.findings),
    )
    for title, line, named in parts:
        if named:
            yield f"\n{title}"
            yield from (f"  {line(examination, item, one)}" for item, one in _in_order(examination, named))


def _grade_lines(examination: Examination) -> Iterator[str]:
    assessment, dossier, result = examination.assessment, examination.dossier, examination.result
    if result.complete and examination.shows_grade:
        text = _("Score {score}, grade {grade}")
        yield text.format(score=printed(result.score.figure), grade=result.grade or "—")
    first = dossier.first
    if first is not None:
        text = _("At the first notice of {day}: score {score}, grade {grade}")
        yield text.format(day=first.day, score=first.score or "—", grade=first.grade or "—")
    for veto in dossier.vetoes.values():
        yield _("Veto: {event}").format(event=veto_text(veto))
    if assessment.signers:
        day = local_day(assessment.signed_at).isoformat()
        yield _("Signed by {names} on {day}").format(names=visible(listed(assessment.signers)), day=day)
    if assessment.approved_by:
        yield _("Approved by {name}").format(name=visible(assessment.approved_by))
    if dossier.notice is not None:
        text = _("Notice given by {name} on {day}; objections until {until}")
        about = dossier.notice
        yield text.format(name=visible(about.name), day=visible(about.day), until=visible(about.appeal_until))


def _in_order(examination: Examination, named: Mapping[str, Any]) -> list[tuple[Item, Any]]:
    """Return what is said of items, in sheet order."""
    return [(item, named[item.id]) for item in examination.checklist if item.id in named]


def _returned(examination: Examination, item: Item, one: ReturnedItem) -> str:
    text = f"{item.id}  {visible(one.reason)}"
    if item.id in changed_since_return(examination.dossier, examination.sheet):
        text += " · " + _("changed since it was returned")
    if one.reply:
        text += " · " + _("{name} replied: {text}").format(
            name=visible(one.replied_by), text=visible(one.reply)
        )
    return text


def _claim(examination: Examination, item: Item, claim: Claim) -> str:
    text = _("{item}  {name}, {day}: {claim}").format(
        item=item.id, name=visible(claim.name), day=visible(claim.day), claim=visible(claim.claim)
    )
    if claim.upheld is None:
        return f"{text} · {_('undecided')}"
    if claim.upheld:
        said = _("upheld by {name}, {day}: {before} → {after}; {reason}")
    else:
        said = _("refused by {name}, {day}: {reason}")
    about = {"before": _plain_words(item, claim.was), "after": _plain_words(item, claim.answer)}
    who = {
        "name": visible(claim.decided_by),
        "day": visible(claim.decided_on),
        "reason": visible(claim.reason),
    }
    return f"{text} · {said.format(**about, **who)}"


def _finding(examination: Examination, item: Item, finding: FindingFile) -> str:
    parts = [
        ngettext("{points} point", "{points} points", 1 if finding.points == 1 else 2).format(
            points=points_text(finding.points)
        ),
        _("due {day}").format(day=finding.due),
        finding_step(finding, examination.today),
    ]
    if finding.person:
        parts.append(visible(finding.person))
    if finding.replaced:
        before, now = _plain_words(item, finding.was), examination.sheet.answers.get(item.id)
        parts.append(f"{before} → {answer_text(item, now)}")
    return f"{item.id}  {' · '.join(parts)}"


def _plain_words(item: Item, plain: PlainAnswer) -> str:
    return answer_text(item, None if plain is None else answer_from_plain(item, plain))


def plain_case(examination: Examination) -> dict[str, Any]:
    """Return a case as `case show --json` prints it.

    `format`; `unit` {code, name, kind}; `year`; `id` of the assessment; `state` (open, signed, returned,
    approved, noticed, appealed, decided, rectifying, closed); `next` in words; `score`, `grade` as they stand
    (null while open); `first` {score, grade, day} of the first notice or null; `signed_by`, `signed_at`,
    `approved_by`; `notice` {name, day, appeal_until, score, grade} or null; `vetoes` [{id, ground, reason,
    name}]; `returned` [{item, reason, changed, reply, replied_by}]; `claims` [{item, claim, name, day, upheld
    (null: undecided), reason, decided_by, decided_on, was, answer}]; `findings` [{item, lost (a fraction),
    due, safety, fails, status, overdue, settled, response, person, fixed, fixed_on, outcome, rechecked_by,
    rechecked_on, was, answer}]; `closed` {name, reason, at} or null. Days are YYYY-MM-DD, moments UTC,
    figures printed text, answers as `score` reads them.
    """
    unit, assessment, dossier = examination.unit, examination.assessment, examination.dossier
    result, waiting = examination.result, SecondLook(examination).unanswered
    is_told = result.complete and examination.shows_grade
    return {
        "format": FORMAT,
        "unit": {"code": unit.code, "name": unit.name, "kind": unit.kind},
        "year": assessment.year,
        "id": assessment.id,
        "state": assessment.state,
        "next": case_step(examination.standing, examination.today, len(waiting)),
        "score": str(result.score.figure) if is_told and result.score.figure is not None else None,
        "grade": result.grade if is_told else None,
        "first": dossier.first and _fields(dossier.first, "score grade day"),
        "signed_by": list(assessment.signers),
        "signed_at": assessment.signed_at or None,
        "approved_by": assessment.approved_by or None,
        "notice": dossier.notice and _fields(dossier.notice, "name day appeal_until score grade"),
        "vetoes": [{"id": name} | _fields(v, "ground reason name") for name, v in dossier.vetoes.items()],
        "returned": list(_plain_returned(examination)),
        "claims": list(_plain_claims(examination)),
        "findings": list(_plain_findings(examination)),
        "closed": dossier.closed and _fields(dossier.closed, "name reason at"),
    }


def _fields(said: object, names: str) -> dict[str, Any]:
    return {name: getattr(said, name) for name in names.split()}


def _plain_returned(examination: Examination) -> Iterator[dict[str, Any]]:
    changed = changed_since_return(examination.dossier, examination.sheet)
    for item, one in _in_order(examination, examination.dossier.returned):
        said = _fields(one, "reason reply replied_by")
        yield {"item": item.id, "changed": item.id in changed} | said


def _plain_claims(examination: Examination) -> Iterator[dict[str, Any]]:
    names = "claim name day upheld reason decided_by decided_on was answer"
    for item, claim in _in_order(examination, examination.dossier.claims):
        yield {"item": item.id} | _fields(claim, names)


def _plain_findings(examination: Examination) -> Iterator[dict[str, Any]]:
    today = examination.today
    names = "lost due safety fails response person fixed fixed_on outcome rechecked_on was"
    for item, finding in _in_order(examination, examination.dossier.findings):
        answer = examination.sheet.answers.get(item.id)
        yield (
            {"item": item.id}
            | _fields(finding, names)
            | {
                "status": finding_status(finding, today),
                "overdue": finding.is_overdue(today),
                "settled": finding.is_settled,
                "rechecked_by": list(finding.rechecked_by),
                "answer": None if answer is None else answer_to_plain(answer),
            }
        )


def finding_status(finding: FindingFile, today: str) -> str:
    """Return the key of how a finding stands: withdrawn, passed, fixed, overdue, improved, failed or open."""
    if finding.withdrawn:
        return "withdrawn"
    if finding.outcome == "passed":
        return "passed"
    if finding.fixed_on:
        return "fixed"
    if finding.is_overdue(today):
        return "overdue"
    return finding.outcome or "open"

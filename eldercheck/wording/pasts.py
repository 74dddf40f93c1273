"""How an assessment stood at a moment, in words: state, figures, what held the grade, what changed since."""

from __future__ import annotations

from collections.abc import Iterator

from eldercheck.domain.clean_text import visible
from eldercheck.domain.grading import Limit
from eldercheck.language import _, ngettext
from eldercheck.services.history import Past
from eldercheck.wording.case_words import CASE_STATES, evidence_words
from eldercheck.wording.moments import local_moment
from eldercheck.wording.results import Standing, answer_text, limit_text, listed, printed, range_text


def moment_title(past: Past) -> str:
    """Say which moment this is."""
    return _("As it stood on {moment}").format(moment=local_moment(past.at))


def state_words(past: Past) -> str:
    """Say how far it was, who had signed and who had approved it."""
    standing = past.standing
    parts = []
    if standing.signers:
        parts.append(_("Signed by {names}.").format(names=listed(map(visible, standing.signers))))
    if standing.approved_by:
        parts.append(_("Approved by {name}.").format(name=visible(standing.approved_by)))
    return " · ".join(filter(None, (_(CASE_STATES[standing.state]), " ".join(parts))))


def figures_text(past: Past) -> str:
    """Say the score and the grade; of an unfinished sheet how far it is, and its range where it is shown."""
    result = past.result
    if result.complete:
        text = _("Score {score}, grade {grade}")
        return text.format(score=printed(result.score.figure), grade=result.grade or "—")
    done = _("{done} of {total} answered").format(
        done=len(past.sheet.answers), total=len(past.checklist.items)
    )
    return f"{done} · {range_text(result)}" if past.shows_grade else done


def limits_text(past: Past) -> Iterator[tuple[Limit, str]]:
    """Return every rule that held the grade down, with its words."""
    standing = Standing.of_sheet(past.result)
    for limit in past.result.limits:
        yield limit, limit_text(limit, standing, past.sheet.answers)


def dossier_lines(past: Past) -> Iterator[str]:
    """Say what had followed: the notice, objections, what was still to be put right, what was attached."""
    dossier = past.standing.dossier
    if notice := dossier.notice:
        text = _("Notice given on {day}: score {score}, grade {grade}")
        yield text.format(day=visible(notice.day), score=visible(notice.score), grade=visible(notice.grade))
    for item, claim in dossier.claims.items():
        words = {None: _("undecided"), True: _("upheld"), False: _("refused")}[claim.upheld]
        yield _("{item}: objection {outcome}").format(item=visible(item), outcome=words)
    if left := dossier.unsettled:
        yield _("Still to be put right: {items}").format(items=visible(" ".join(left)))
    if pieces := len(past.evidence):
        text = ngettext("{number} piece of evidence", "{number} pieces of evidence", pieces)
        yield text.format(number=pieces)


def evidence_of(past: Past, item: str) -> list[str]:
    """Return the evidence on an item in words."""
    return [evidence_words(piece) for piece in past.evidence if piece.item == item]


def answer_now(past: Past, item: str) -> str:
    """Say what stands on an item now, where that is another answer; empty where it is the same."""
    if item not in past.later:
        return ""
    return _("now: {answer}").format(answer=answer_text(past.checklist.item(item), past.later[item]))

"""Whose name a form of a case begins with: somebody who may do it, as far as that is known here."""

from __future__ import annotations

from collections.abc import Iterable

from eldercheck.domain.evidence import Purpose
from eldercheck.domain.proceedings import examined
from eldercheck.services.examination import Examination


def second_person(examination: Examination) -> str:
    """Return somebody who did not examine: who writes here, else who looked at it before; else nobody."""
    known = (examination.author, examination.assessment.approved_by, examination.dossier.returned_by)
    return _first(name for name in known if not examined(examination.standing, name))


def examiner(examination: Examination) -> str:
    """Return one of the examiners: who writes here, where that is one, else the first of the visit."""
    author, visit = examination.author, examination.dossier.visit
    known = visit.examiners if visit else ()
    return author if author and examined(examination.standing, author) else _first((*known, author))


def supervisor(examination: Examination) -> str:
    """Return who gave the notice, else somebody who did not examine."""
    notice = examination.dossier.notice
    return notice.name if notice else second_person(examination)


def of_the_bank(examination: Examination) -> str:
    """Return who spoke for the bank last, in this case; empty before anybody did."""
    dossier = examination.dossier
    said = [(claim.day, claim.name) for claim in dossier.claims.values()]
    said += [(one.fixed_on, one.fixed_by) for one in dossier.findings.values()]
    return max(said, default=("", ""))[1]


def evidence_giver(examination: Examination, purpose: Purpose) -> str:
    """Return whose evidence it is: for an objection or a repair the bank's, by name once that is known.

    Empty for whoever writes here.
    """
    return (of_the_bank(examination) or examination.unit.name) if purpose in ("appeal", "fix") else ""


def responsible(examination: Examination, item: str) -> str:
    """Return who is responsible for a finding, else for the others of this case; empty where nobody is."""
    findings = examination.dossier.findings
    return findings[item].person or _first(finding.person for finding in findings.values())


def examiners(examination: Examination) -> tuple[str, ...]:
    """Return those who re-checked last, else those who signed."""
    done = sorted(
        (one.rechecked_on, one.rechecked_by) for one in examination.dossier.findings.values() if one.outcome
    )
    return done[-1][1] if done else examination.assessment.signers


def _first(names: Iterable[str]) -> str:
    return next(filter(None, names), "")

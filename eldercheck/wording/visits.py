"""What a visit and its vetoes say in words: for a title, a review page, a report and the command line."""

from __future__ import annotations

from collections.abc import Iterator

from eldercheck.domain.answers import Answers
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.clean_text import visible
from eldercheck.domain.dossier import Veto
from eldercheck.domain.visit import Visit
from eldercheck.domain.visit_rules import Disagreement
from eldercheck.language import _
from eldercheck.services.vetoes import VetoFile
from eldercheck.wording.case_words import WAYS, WEATHERS, evidence_words, word
from eldercheck.wording.results import answer_text, listed, veto_event


def visit_title(visit: Visit | None) -> str:
    """Say the weather and the day of a visit in a word or two, for a title."""
    if visit is None:
        return _("visit not recorded")
    day = visible(visit.day[5:])
    if visit.weather is None:
        return _("visit {day}").format(day=day)
    return (_("wet, {day}") if visit.weather == "wet" else _("dry, {day}")).format(day=day)


def visit_facts(visit: Visit) -> Iterator[tuple[str, str]]:
    """Yield what a visit says, each with its label; what it does not say is left out."""
    if visit.day:
        yield _("Visited on"), visible(visit.day)
    if visit.start:
        yield _("Time of the visit"), f"{visible(visit.start)}–{visible(visit.end) or '…'}"
    if visit.way:
        yield _("Way of the visit"), word(WAYS, visit.way)
    if visit.weather:
        yield _("Weather"), word(WEATHERS, visit.weather)
    if visit.met:
        yield _("Met by"), visible(visit.met)
    if visit.examiners:
        yield _("Examiners"), listed(map(visible, visit.examiners))


def disagreement_text(disagreement: Disagreement, checklist: Checklist, answers: Answers) -> str:
    """Say what an answer is and what the visit wants instead."""
    item = checklist.item(disagreement.item)
    given = answer_text(item, answers.get(item.id))
    match disagreement.kind:
        case "wet_item_on_a_dry_day":
            return _(
                "“{answer}”, but the visit was on a dry day: leave it out, or correct the weather"
            ).format(answer=given)
        case "wet_item_left_out":
            return _("“{answer}”, but it was wet on the visit: answer it, or correct the weather").format(
                answer=given
            )
        case "count_not_due":
            return _("“{answer}”, but {due} were due by the visit").format(answer=given, due=disagreement.due)


def veto_text(veto: Veto) -> str:
    """Return the ground and the reason of a veto on one line."""
    return veto_event(veto.event)


def veto_source(file: VetoFile) -> str:
    """Say who recorded a veto, and what shows it."""
    name = _("recorded by {name}").format(name=visible(file.veto.name))
    return _("; ").join([name, *map(evidence_words, file.evidence)])

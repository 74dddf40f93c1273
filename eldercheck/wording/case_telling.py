"""What happens after the signature in words: vetoes, notice, objection, rectification, re-check, closing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from eldercheck.domain.clean_text import visible
from eldercheck.language import _, ngettext
from eldercheck.wording.case_words import GROUNDS, OUTCOMES, word
from eldercheck.wording.results import points_text
from eldercheck.wording.telling import Telling, Told, quoted


def vetoed(telling: Telling) -> Told:
    """A veto was recorded."""
    text = _("recorded a veto, which holds the grade at C: {ground}")
    ground = word(GROUNDS, telling.said["ground"])
    return text.format(ground=ground), [*telling.reason(), *telling.evidence()]


def veto_lifted(telling: Telling) -> Told:
    """A veto was taken back."""
    veto = telling.entry.before.dossier.vetoes.get(telling.said["veto"])
    text = _("lifted the veto: {ground}")
    ground = word(GROUNDS, veto.ground) if veto else visible(str(telling.said["veto"]))
    return text.format(ground=ground), telling.reason()


def noticed(telling: Telling) -> Told:
    """The unit was told of its grade."""
    said = telling.said
    findings = said["findings"]
    number = ngettext("{number} finding", "{number} findings", len(findings)).format(number=len(findings))
    text = _(
        "gave notice of the grade on {day}: score {score}, grade {grade}; objections until {until}; {number}"
    )
    line = text.format(
        day=visible(said["day"]),
        score=visible(str(said["score"] or "—")),
        grade=visible(str(said["grade"] or "—")),
        until=visible(said["appeal_until"]),
        number=number,
    )
    return line, [_finding(item, about) for item, about in findings.items() if telling.shows(item)]


def _finding(item: str, about: dict[str, Any]) -> str:
    text = _("{item}: {points} points lost, to be put right by {due}").format(
        item=visible(item), points=points_text(Fraction(about["lost"])), due=visible(about["due"])
    )
    marks = [_("safety")] if about.get("safety") else []
    marks += [_("a critical item that fails")] if about.get("fails") else []
    return " · ".join((text, *marks))


def appealed(telling: Telling) -> Told:
    """The bank objected to one item."""
    said = telling.said
    text = _("{item}: objected on {day}: {claim}")
    line = text.format(item=visible(said["item"]), day=visible(said["day"]), claim=quoted(said["claim"]))
    return line, telling.evidence()


def decided(telling: Telling) -> Told:
    """An objection was decided."""
    said = telling.said
    item = said["item"]
    if not said["upheld"]:
        text = _("{item}: refused the objection on {day}; the answer stays: {before}")
    else:
        text = _("{item}: upheld the objection on {day}: {before} → {after}")
    line = text.format(item=visible(item), day=visible(said["day"]), **_answers(telling))
    withdrawn = [_("Nothing is left to put right here.")] if said.get("withdrawn") else []
    return line, [*telling.reason(), *withdrawn]


def responded(telling: Telling) -> Told:
    """The bank said what it will do."""
    text = _("{item}: the bank says on {day} how it will be put right: {text}; responsible: {person}")
    return text.format(**_report(telling)), []


def fixed(telling: Telling) -> Told:
    """The bank reported it put right."""
    text = _("{item}: the bank reports it put right on {day}: {text}; responsible: {person}")
    return text.format(**_report(telling)), telling.evidence()


def extended(telling: Telling) -> Told:
    """A finding got more time."""
    item = telling.said["item"]
    finding = telling.entry.before.dossier.findings.get(item)
    text = _("{item}: more time to put it right: {before} → {after}")
    line = text.format(
        item=visible(item),
        before=visible(finding.due) if finding else "—",
        after=visible(telling.said["due"]),
    )
    return line, telling.reason()


def rechecked(telling: Telling) -> Told:
    """An item was asked again."""
    said = telling.said
    outcome = said["outcome"]
    if outcome == "failed":
        text = _("{item}: re-check of {day}, {outcome}: found {after}; the answer stays: {before}")
    else:
        text = _("{item}: re-check of {day}, {outcome}: {before} → {after}")
    line = text.format(
        item=visible(said["item"]),
        day=visible(said["day"]),
        outcome=word(OUTCOMES, outcome),
        **_answers(telling),
    )
    note = [_("Note: {note}").format(note=visible(said["note"]))] if said.get("note") else []
    return line, [*note, *telling.evidence()]


def closed(telling: Telling) -> Told:
    """The case was closed."""
    left = telling.entry.before.dossier.unsettled
    details = telling.reason()
    if left:
        text = _("Still to be put right: {items}")
        details.insert(0, text.format(items=visible(" ".join(left))))
    return _("closed the case"), details


def _answers(telling: Telling) -> dict[str, str]:
    said, item = telling.said, telling.said["item"]
    return {
        "before": telling.plain_words(said.get("was"), item),
        "after": telling.plain_words(said.get("answer"), item),
    }


def _report(telling: Telling) -> dict[str, str]:
    said = telling.said
    named = {name: visible(said[name]) for name in ("item", "day", "person")}
    return {**named, "text": quoted(said["text"])}

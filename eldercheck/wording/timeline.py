"""The history of an assessment in words: one readable sentence for every event, with all that it says."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from eldercheck.domain.checklist import Checklist
from eldercheck.domain.clean_text import name_key, visible
from eldercheck.domain.ledger import EventKind
from eldercheck.language import N_, _, current
from eldercheck.services.history import Entry
from eldercheck.wording.case_telling import (
    appealed,
    closed,
    decided,
    extended,
    fixed,
    noticed,
    rechecked,
    responded,
    veto_lifted,
    vetoed,
)
from eldercheck.wording.case_words import PURPOSES, WAYS, WEATHERS, evidence_words, word
from eldercheck.wording.moments import local_moment
from eldercheck.wording.results import listed
from eldercheck.wording.telling import Telling, Told, quoted
from eldercheck.wording.year_history import told as told_of_year


@dataclass(frozen=True, slots=True)
class Line:
    """One event of a history as a person reads it."""

    moment: str
    """Local time, to the minute."""
    who: str
    """Who says it: whoever the event names, else whoever wrote it."""
    text: str
    """What was said, to be read after the name."""
    details: tuple[str, ...]
    about: str
    """The question of the one item it is about; empty for none or several."""
    written_by: str = ""
    """Whoever wrote it down, where that is somebody else."""

    @property
    def whole(self) -> str:
        """Everything but moment and name."""
        return "\n".join((self.text, *self.details))


def line_of(entry: Entry, checklist: Checklist, item: str = "") -> Line:
    """Return an event in words; with an item, of several items only what is said of that one."""
    event = entry.event
    names = _names(entry)
    who = listed(map(visible, names)) or visible(event.author) or "—"
    by = "" if not names or name_key(event.author) in map(name_key, names) else visible(event.author)
    text, details = _told(Telling(entry, checklist, item))
    about = entry.items[0] if len(entry.items) == 1 else ""
    ask = checklist.item(about).ask.in_language(current()) if about in checklist else ""
    return Line(local_moment(event.at), who, text, tuple(details), ask, by)


def _names(entry: Entry) -> list[str]:
    said = entry.event.payload
    named = said.get("names") if entry.event.kind in ("signed", "rechecked") else [said.get("name")]
    return [str(name) for name in named or () if name]


def _told(telling: Telling) -> Told:
    kind = telling.entry.event.kind
    if kind == "visits_drawn":
        seed = _("Seed {seed}").format(seed=visible(str(telling.said.get("seed", ""))))
        return _("drew the visits; this unit is among them"), [seed, *telling.reason()]
    if telling.entry.of_year:
        line = told_of_year(telling.entry.event)
        return line.title, list(line.details)
    with suppress(KeyError, TypeError, AttributeError, ValueError, ZeroDivisionError):
        return SENTENCES[kind](telling)
    text = _("said something that only a newer version of eldercheck can show ({kind})")
    return text.format(kind=visible(kind)), []


def _opened(telling: Telling) -> Told:
    said = telling.said
    checklist = said["checklist"]
    text = _("began the self-assessment") if said.get("party") == "bank" else _("began the examination")
    unit, name = said["unit"], f"{checklist['id']}@{checklist['version']}"
    return text, [
        _("Unit {code}").format(code=visible(f"{unit['code']} {unit['name']}")),
        _("Checklists: {names}").format(names=visible(name)),
    ]


def _answered(telling: Telling) -> Told:
    item, was = telling.said["item"], telling.entry.was
    after = telling.said["answer"]
    if after is None:
        text = _("{item}: took the answer away (it was: {before})")
    elif was is None:
        text = _("{item}: {after}")
    else:
        text = _("{item}: {before} → {after}")
    line = text.format(
        item=visible(item), before=telling.words(was, item), after=telling.plain_words(after, item)
    )
    return _because(telling, line), []


def _noted(telling: Telling) -> Told:
    item, before, after = telling.said["item"], telling.entry.note_was, telling.said["note"]
    if not after:
        text = _("{item}: took the note away (it was: {before})")
    elif not before:
        text = _("{item}: note {after}")
    else:
        text = _("{item}: note {before} → {after}")
    line = text.format(item=visible(item), before=quoted(before), after=quoted(after or ""))
    return _because(telling, line), []


def _because(telling: Telling, line: str) -> str:
    because = {
        "undo": N_("undone: {line}"),
        "redo": N_("done again: {line}"),
        "visit": N_("as the visit has it: {line}"),
    }
    wrapped = because.get(str(telling.said.get("because", "")))
    return _(wrapped).format(line=line) if wrapped else line


def _visited(telling: Telling) -> Told:
    said = telling.said
    when = f"{said.get('day') or '—'} {said.get('start') or '…'}–{said.get('end') or '…'}"
    details = []
    if said.get("way"):
        details.append(_("Way: {way}").format(way=word(WAYS, said["way"])))
    if said.get("weather"):
        details.append(_("Weather: {weather}").format(weather=word(WEATHERS, said["weather"])))
    if said.get("met"):
        details.append(_("Met: {name}").format(name=visible(said["met"])))
    if said.get("examiners"):
        details.append(_("Examiners: {names}").format(names=listed(map(visible, said["examiners"]))))
    return _("recorded the visit of {when}").format(when=visible(when)), details


def _attached(telling: Telling) -> Told:
    purpose = word(PURPOSES, telling.said["purpose"])
    pieces = [evidence_words(piece) for piece in telling.entry.evidence.values()]
    item = visible(telling.said["item"])
    text = _("{item}: attached evidence {purpose}") if item else _("attached evidence {purpose}")
    return text.format(item=item, purpose=purpose), pieces


def _detached(telling: Telling) -> Told:
    pieces = [evidence_words(piece) for piece in telling.entry.evidence.values()]
    item = visible(" ".join(telling.entry.items))
    text = _("{item}: took evidence back; its file stays kept") if item else _("took evidence back")
    return text.format(item=item), [*pieces, *telling.reason()]


def _signed(telling: Telling) -> Told:
    said = telling.said
    score, grade = said.get("score"), said.get("grade")
    text = _("signed: score {score}, grade {grade}") if score else _("signed")
    details = []
    if missing := [item for item in said.get("evidence_missing") or () if telling.shows(item)]:
        rules = {"warn": N_("warned of"), "pass": N_("let pass"), "block": N_("not allowed")}
        rule = rules.get(str(said.get("evidence_rule")), "")
        line = _("Evidence missing ({rule}): {items}")
        details.append(line.format(rule=_(rule) if rule else "—", items=listed(map(visible, missing))))
    return text.format(score=visible(str(score)), grade=visible(str(grade or "—"))), details


def _returned(telling: Telling) -> Told:
    reasons = {item: reason for item, reason in telling.said["reasons"].items() if telling.shows(item)}
    lines = []
    for item, reason in reasons.items():
        lines.append(_("{item}: {reason}").format(item=visible(item), reason=quoted(reason)))
        if item in telling.said.get("was", {}):
            was = telling.plain_words(telling.said["was"][item], item)
            lines[-1] += " · " + _("answer then: {answer}").format(answer=was)
    return _("gave the sheet back: {items}").format(items=listed(map(visible, reasons))), lines


def _replied(telling: Telling) -> Told:
    text = _("{item}: replied to the return: {text}")
    return text.format(item=visible(telling.said["item"]), text=quoted(telling.said["text"])), []


def _approved(_telling: Telling) -> Told:
    return _("approved the sheet after a second look"), []


def _reopened(telling: Telling) -> Told:
    return _("took the signature back, with all that followed it"), telling.reason()


SENTENCES: dict[EventKind, Callable[[Telling], Told]] = {
    "opened": _opened,
    "answered": _answered,
    "noted": _noted,
    "visited": _visited,
    "attached": _attached,
    "detached": _detached,
    "vetoed": vetoed,
    "veto_lifted": veto_lifted,
    "signed": _signed,
    "returned": _returned,
    "replied": _replied,
    "approved": _approved,
    "reopened": _reopened,
    "noticed": noticed,
    "appealed": appealed,
    "decided": decided,
    "responded": responded,
    "fixed": fixed,
    "extended": extended,
    "rechecked": rechecked,
    "closed": closed,
}
"""What is said of an assessment; what is said of a year stands in `wording.year_history`."""

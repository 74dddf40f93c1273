"""How far a year is, in words, and what was said of it: who, when, what, why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from eldercheck.domain.clean_text import visible
from eldercheck.domain.ledger import Event
from eldercheck.domain.programme import Programme
from eldercheck.language import N_, _
from eldercheck.services.years import YearStanding
from eldercheck.wording.moments import local_moment
from eldercheck.wording.results import listed
from eldercheck.wording.years import OBSTACLES, setting_title, setting_value

Stage = Literal["not_open", "open", "locked", "correction", "changed", "published"]
"""How far the rules and the table of a year are settled."""
STAGES: dict[Stage, str] = {
    "not_open": N_("not opened"),
    "open": N_("opened"),
    "locked": N_("under way"),
    "correction": N_("correction"),
    "changed": N_("changed since"),
    "published": N_("published"),
}
SHORT_DIGEST = 12
"""How many signs of a digest are shown, or read aloud over the telephone; the foot of a report has all."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a year as a person reads it."""

    moment: str
    """Local time, to the minute."""
    author: str
    title: str
    details: tuple[str, ...]


def stage(standing: YearStanding, history: Sequence[Event]) -> Stage:
    """Return how far a year is; `history` is its ledger."""
    if not standing.is_open:
        return "not_open"
    if not standing.publications:
        return "locked" if standing.locked else "open"
    if standing.corrections:
        return "correction"
    return "changed" if _since_publication(history) else "published"


def standing_text(standing: YearStanding, history: Sequence[Event]) -> str:
    """Say how far a year is, and what that allows."""
    publication = standing.published
    match stage(standing, history):
        case "not_open":
            return _("Not opened. Opening it freezes the checklists and sets the rules.")
        case "open":
            return _("Open. Every rule may still be changed; the first signature locks them.")
        case "locked":
            return _("Under way. Something was signed: a rule changes only by an amendment, with its reason.")
        case "correction":
            units = [
                _("{code} ({reason})").format(code=visible(code), reason=visible(reason))
                for code, reason in corrections(history)
            ]
            return _("Correction under way since publication {number}: {units}").format(
                number=publication.number if publication else 0, units=listed(units)
            )
        case "changed":
            return _("Changed since publication {number}; publish again, so that the change counts.").format(
                number=publication.number if publication else 0
            )
        case "published":
            return published_text(standing)


def published_text(standing: YearStanding) -> str:
    """Say when and by whom a year was published, and the digest of its table."""
    if (publication := standing.published) is None:
        return ""
    return _("Published on {moment} by {who}: number {number}, digest {digest}. Read-only.").format(
        moment=local_moment(publication.at),
        who=visible(publication.author),
        number=publication.number,
        digest=publication.digest[:SHORT_DIGEST],
    )


def corrections(history: Sequence[Event]) -> list[tuple[str, str]]:
    """Return the units whose correction is under way, and why, the first opened first."""
    return [
        (str(event.payload["unit"]), str(event.payload["reason"]))
        for event in _since_publication(history)
        if event.kind == "correction_opened"
    ]


def told(event: Event) -> Told:
    """Return an event of a year in words."""
    titles = {
        "year_opened": N_("opened the year"),
        "rules_changed": N_("changed rules"),
        "rules_amended": N_("amended rules"),
        "visits_drawn": N_("drew the visits"),
        "bonus_given": N_("gave a bonus"),
        "correction_opened": N_("opened a correction"),
        "published": N_("published the grade table"),
    }
    title = _(titles[event.kind]) if event.kind in titles else event.kind
    details = tuple(_details(event))
    return Told(local_moment(event.at), visible(event.author), title, details)


def change_text(name: str, before: str, after: str) -> str:
    """Return a changed rule: its title, its old value, its new one."""
    return _("{setting}: {before} → {after}").format(
        setting=setting_title(name), before=setting_value(name, before), after=setting_value(name, after)
    )


def _details(event: Event) -> Iterator[str]:
    said = event.payload
    match event.kind:
        case "year_opened":
            programme = Programme.from_plain(said["programme"])
            yield _("Checklists: {names}").format(
                names=listed(visible(frozen.reference) for frozen in programme.checklists.values())
            )
        case "rules_changed" | "rules_amended":
            for name, before, after in said["changed"]:
                yield change_text(name, before, after)
        case "visits_drawn":
            yield _("Seed {seed}: {codes}").format(
                seed=visible(said["seed"]), codes=visible(" ".join(said["codes"]))
            )
        case "bonus_given":
            yield from _bonus(said)
        case "correction_opened":
            yield _("Unit {code}").format(code=visible(str(said["unit"])))
        case "published":
            yield from _published(said)
    if reason := said.get("reason"):
        yield _("Reason: {reason}").format(reason=visible(reason))


def _bonus(said: Any) -> Iterator[str]:
    if not said["entries"]:
        yield _("{code}: no bonus any more").format(code=visible(said["code"]))
    for entry, points in said["entries"].items():
        reason = visible(said["reasons"].get(entry, ""))
        line = _("{entry}: +{points}, {reason}")
        yield line.format(entry=visible(f"{said['code']} · {entry}"), points=points, reason=reason)


def _published(said: Any) -> Iterator[str]:
    yield _("Number {number}, digest {digest}").format(
        number=said["number"], digest=said["digest"][:SHORT_DIGEST]
    )
    for kind, codes in said["passed"].items():
        title = next((_(text).removesuffix(".") for known, text in OBSTACLES.items() if known == kind), kind)
        yield _("Let pass: {what} ({number})").format(what=visible(title), number=len(codes))


def _since_publication(history: Sequence[Event]) -> list[Event]:
    last = max((place for place, event in enumerate(history) if event.kind == "published"), default=-1)
    return list(history[last + 1 :])

"""An item as the card shows it: what is asked, how to answer, what it means, how to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.answers import Answer, Given, NotApplicable
from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.checklist import Checklist, Item
from eldercheck.domain.evidence import Evidence
from eldercheck.domain.evidence_needs import lacks_evidence
from eldercheck.language import _, current, ngettext
from eldercheck.services.examination import Examination
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.wording.evidence import attached_text
from eldercheck.wording.results import RATIO, critical_text, dimension_title, evidence_text, measure_text


@dataclass(frozen=True)
class Card:
    """Everything the card needs to know of an item."""

    checklist: Checklist
    item: Item
    answer: Answer | None
    note: str
    typed: str = ""
    """What was typed and not yet confirmed."""
    fault: str = ""
    """What is wrong with it, in words."""
    due: int | None = None
    """The second number of a count by the day of the visit; None where nothing fixes it."""
    evidence: tuple[Evidence, ...] = ()
    """What is attached to the item."""
    lacks_evidence: bool = False
    """Whether its answer asks for evidence that is not attached."""
    offer: tuple[Paragraph, ...] = ()
    """What is offered to be taken as the answer."""
    remarks: tuple[Paragraph, ...] = ()
    """What was said of it before: by a second look, a decision, a re-check."""


def card_of(examination: Examination, item: Item, typed: str, fault: str) -> Card:
    """Return the card of an item as its sheet stands."""
    sheet, due = examination.sheet, examination.total_due(item.id)
    answer, note = sheet.answers.get(item.id), sheet.notes.get(item.id, "")
    pieces = tuple(piece for piece in examination.evidence if piece.item == item.id)
    lacks = lacks_evidence(item, answer, pieces)
    return Card(examination.checklist, item, answer, note, typed, fault, due, pieces, lacks)


def card_paragraphs(card: Card) -> Iterator[Paragraph]:
    """Return the card of an item, from top to bottom."""
    item = card.item
    yield Paragraph(_head(card))
    yield Paragraph()
    yield Paragraph(plain(item.ask.in_language(current())).stylize("bold"))
    yield Paragraph()
    if card.remarks:
        yield from card.remarks
        yield Paragraph()
    yield from _warnings(card)
    yield from _field(card)
    if card.fault:
        yield Paragraph(Content.styled(card.fault, "$error bold"), indent=1)
    yield from _leaving_out(card)
    yield from card.offer
    yield Paragraph()
    if item.guide:
        yield Paragraph(plain(item.guide.in_language(current())))
        yield Paragraph()
    yield from _margin(card)


def _head(card: Card) -> Content:
    item = card.item
    points = ngettext("{number} point", "{number} points", item.points).format(number=item.points)
    about = f" · {points} · {dimension_title(card.checklist, item.dimension)} · {' '.join(item.clauses)}"
    beyond = _(" · beyond the plan") if item.beyond_the_plan else ""
    return Content.assemble((item.id, "bold $accent"), (about + beyond, "$muted"))


def _warnings(card: Card) -> Iterator[Paragraph]:
    """Say what an answer brings with it, before it is given."""
    lines = [critical_text(card.item)] if card.item.caps_at else []
    for line in lines:
        yield Paragraph(Content.styled(line, "$error"), lead=Content.styled(_("!") + " ", "$error bold"))
    if card.item.consequence:
        text = plain(card.item.consequence.in_language(current())).stylize("$warning")
        yield Paragraph(text, lead=Content.styled("→ ", "$warning bold"))
    if lines or card.item.consequence:
        yield Paragraph()


def _field(card: Card) -> Iterator[Paragraph]:
    given = card.answer.text if isinstance(card.answer, Given) else ""
    match card.item.answer:
        case YesNo():
            yield _choice("1 y", _("yes"), given == "yes", "say('yes')")
            yield _choice("0 n", _("no"), given == "no", "say('no')")
        case Levels(sentences):
            for level, sentence in enumerate(sentences):
                text = sentence.in_language(current())
                yield _choice(str(level), text, given == str(level), f"level({level})")
        case Count() as count:
            yield _entry(card.typed or given, bool(card.typed), "")
            hint = _count_hint(count) if card.due is None else _due_hint(card.due)
            yield Paragraph(Content.styled(hint, "$muted"), indent=1)
        case Measure() as measure:
            unit = measure.unit.in_language(current())
            yield _entry(card.typed or given, bool(card.typed), unit)
            yield Paragraph(Content.styled(_measure_hint(measure), "$muted"), indent=1)


def _choice(key: str, text: str, chosen: bool, target: str) -> Paragraph:
    lead = Content.assemble(("> " if chosen else "  ", "bold $success"), (key, "bold $accent"), " ")
    return Paragraph(plain(text).stylize("bold reverse" if chosen else ""), target, lead=lead)


def _entry(text: str, typing: bool, unit: str) -> Paragraph:
    box = Content.assemble((f" {text or ' '}", "bold"), ("▏" if typing else " ", "bold $accent"), " ")
    mark = "> " if text and not typing else "  "
    return Paragraph(
        Content.assemble((mark, "bold $success"), box.stylize("on $cursor"), "  ", plain(unit)),
        target="entry",
    )


def _count_hint(count: Count) -> str:
    if count.of is not None:
        if count.of < 10:
            return _("Type one digit, 0 to {of}").format(of=count.of)
        return _("Type how many of {of}, then Enter").format(of=count.of)
    if count.of_at_most is not None:
        return _("Type two numbers, such as 2/{of} (second at most {of}), then Enter").format(
            of=count.of_at_most
        )
    if count.of_at_least is not None:
        return _("Type two numbers, such as 2/{of} (second at least {of}), then Enter").format(
            of=count.of_at_least
        )
    return _("Type two numbers, such as 3/5, then Enter; the second is the total")


def _due_hint(due: int) -> str:
    if due == 0:
        return _("None was due by the visit: type 0, and the item is left out")
    return _("Due by the visit: {due}. Type one digit, 0 to {due}").format(due=due)


def _measure_hint(measure: Measure) -> str:
    unit, sign = measure.unit.in_language(current()), "≤" if measure.better == "lower" else "≥"
    if unit == RATIO:
        sign, unit = f"x {sign}", ""
    full, half = (measure_text(decimal_text(line), unit).strip() for line in (measure.full, measure.half))
    return _("Full marks {sign} {full} · half marks {sign} {half} · type a number, then Enter").format(
        sign=sign, full=full, half=half
    )


def _leaving_out(card: Card) -> Iterator[Paragraph]:
    item = card.item
    if item.not_applicable is None:
        return
    reason = item.not_applicable.in_language(current())
    chosen = isinstance(card.answer, NotApplicable)
    if isinstance(card.answer, NotApplicable):
        reason = card.answer.reason or _("no reason yet")
    text = plain(_("not applicable: {reason}").format(reason=reason))
    lead = Content.assemble(("> " if chosen else "  ", "bold $success"), ("-", "bold $accent"), " ")
    yield Paragraph(text.stylize("bold reverse" if chosen else "$muted"), "leave_out", lead=lead)


def _margin(card: Card) -> Iterator[Paragraph]:
    item, language = card.item, current()
    if card.note:
        yield _labelled(_("Note"), plain(card.note, multiline=True), "note")
    yield from _evidence(card)
    for clause in item.clauses:
        title = card.checklist.clauses[clause].title.in_language(language)
        yield _labelled(_("Plan"), plain(f"{clause} {title}"))
    for cite in item.cites:
        yield _labelled(_("Source"), plain(cite.in_language(language)))


def _evidence(card: Card) -> Iterator[Paragraph]:
    """Say what is attached, else what is wanted; whether it is missing stands first."""
    wanted = evidence_text(card.item)
    said = plain(attached_text(card.evidence))
    if card.lacks_evidence:
        missing = Content.styled(_("still missing"), "bold $warning")
        said = (
            Content.assemble(missing, " ", said, "  ") if card.evidence else Content.assemble(missing, "  ")
        )
    elif card.evidence:
        said = Content.assemble(said.stylize("$success"), "  ")
    if wanted or card.evidence:
        text = Content.assemble(said, (wanted, "$muted" if card.evidence or card.lacks_evidence else ""))
        yield _labelled(_("Evidence"), text, "evidence")


def _labelled(label: str, text: Content, target: str = "") -> Paragraph:
    return Paragraph(text, target, lead=Content.styled(f"{label}  ", "$muted"))

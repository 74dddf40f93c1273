"""A self-assessment beside the examination as a report: figures, items, over-claimed ones as findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from eldercheck.domain.agreement import Agreement, coefficient_text
from eldercheck.domain.answers import answer_to_plain
from eldercheck.domain.checklist import Item
from eldercheck.domain.comparison import ItemPair
from eldercheck.domain.figures import Figure
from eldercheck.domain.programme import Programme
from eldercheck.language import _, current
from eldercheck.reports.answer_words import answer_words
from eldercheck.reports.grade_rows import Row
from eldercheck.reports.naming import checklist_name, day_text, letter_facts
from eldercheck.reports.report import Column, Report, Sheet
from eldercheck.services.comparison import Comparison
from eldercheck.wording.comparison import (
    VERDICTS,
    WHYS_NOT,
    agreement_text,
    handed_in_text,
    over_text,
    percent_text,
    score_text,
)
from eldercheck.wording.results import listed

VERSION = "eldercheck.comparison.v1"


def comparison_report(
    found: Comparison, programme: Programme, day: date, *, one_table: bool = False
) -> Report:
    """Return both sheets beside each other: over-claimed items first, what cannot be compared last.

    `one_table` is for a form that holds no second table: the agreement by section stands in its head.
    """
    rows = tuple(_rows(found))
    title = _("{name}: self-assessment beside the examination {year}")
    return Report(
        title=title.format(name=found.unit.name, year=programme.year),
        head=tuple(_head(found, day, sections=one_table)),
        mark=_("Working paper, not published; the self-assessment is not counted in the grade"),
        is_published=False,
        columns=_columns(),
        rows=rows,
        count=len(rows),
        foot=tuple(_foot()),
        sheets=() if one_table else (*_findings(found), _by_section(found)),
        author=programme.authority,
        day=day,
        is_draft=False,
        stands_out=lambda row: row[-2] == _(VERDICTS["over"]),
        plain=lambda: _plain(found),
        facts=letter_facts(
            programme.year, programme.authority, programme.contact, checklist_name(found.checklist), day
        ),
    )


def _head(found: Comparison, day: date, *, sections: bool) -> Iterator[tuple[str, str]]:
    bank, examined = found.bank.assessment, found.examined.assessment
    yield _("Unit"), f"{found.unit.code} {found.unit.name}"
    yield _("Year"), str(examined.year)
    yield _("Checklist"), checklist_name(found.checklist)
    if found.bank_checklist.digest != found.checklist.digest:
        yield _("The bank's checklist"), checklist_name(found.bank_checklist)
    yield _("Self-assessment"), f"{score_text(found.bank.score)} · {listed(bank.signers)}"
    yield _("Handed in"), handed_in_text(found)
    yield _("Examination"), f"{score_text(found.examined.score)} · {listed(examined.signers)}"
    if first := examined.dossier.first:
        yield _("First grade"), f"{first.score} {first.grade}"
    yield _("Over-claimed"), over_text(found)
    yield _("Agreement"), agreement_text(found.items.agreement)
    for section, figures in found.items.by_section if sections else ():
        yield section.title.in_language(current()), agreement_text(figures)
    yield _("Date"), day_text(day)


def _columns() -> tuple[Column, ...]:
    return (
        Column("section", _("Section"), "text", 14),
        Column("item", _("Item"), "code", 10),
        Column("question", _("Question"), "text", 40),
        Column("points", _("Points"), "whole", 7),
        Column("bank_answer", _("The bank's answer"), "text", 20),
        Column("examiner_answer", _("The examiners' answer"), "text", 20),
        Column("bank_credit", _("Bank %"), "figure", 9),
        Column("examiner_credit", _("Examiners %"), "figure", 9),
        Column("bank_lost", _("Bank lost"), "figure", 9),
        Column("examiner_lost", _("Examiners lost"), "figure", 9),
        Column("verdict", _("Comparison"), "text", 16),
        Column("over", _("Over-claimed"), "figure", 9),
    )


def _rows(found: Comparison) -> Iterator[Row]:
    language = current()
    for pair in found.items.by_weight:
        yield (
            pair.section.title.in_language(language),
            pair.item.id,
            pair.item.ask.in_language(language),
            pair.item.points,
            answer_words(pair.item, pair.bank),
            answer_words(pair.item, pair.examiner),
            _credit(pair.bank_credit),
            _credit(pair.examiner_credit),
            Figure.of(pair.bank_lost),
            Figure.of(pair.examiner_lost),
            _(VERDICTS[pair.verdict]),
            Figure.of(pair.over) if pair.over > 0 else None,
        )
    for left in found.items.not_compared:
        why = _("not compared: {why}").format(why=_(WHYS_NOT[left.why]))
        item = left.item
        empty = (None,) * 6
        yield (None, item.id, item.ask.in_language(language), item.points, *empty, why, None)


def _findings(found: Comparison) -> Iterator[Sheet]:
    """Yield the over-claimed items as a list of findings; none where nothing is over-claimed."""
    if not found.items.over_claimed:
        return
    columns = (
        Column("item", _("Item"), "code", 10),
        Column("question", _("Question"), "text", 40),
        Column("bank_answer", _("The bank's answer"), "text", 22),
        Column("examiner_answer", _("The examiners' answer"), "text", 22),
        Column("over", _("Points over-claimed"), "figure", 9),
        Column("note", _("The examiners' note"), "text", 30),
    )
    yield Sheet(_("Findings: over-claimed items"), columns, tuple(map(_finding, found.items.over_claimed)))


def _by_section(found: Comparison) -> Sheet:
    columns = (
        Column("section", _("Section"), "text", 24),
        Column("n", _("Items compared (n)"), "whole", 10),
        Column("percent", _("Agreement"), "text", 10),
        Column("kappa", "Kappa (Cohen)", "text", 10),
        Column("ac1", "AC1 (Gwet)", "text", 10),
    )
    lines = [(section.title.in_language(current()), figures) for section, figures in found.items.by_section]
    rows = (
        (title, one.n, percent_text(one), coefficient_text(one.kappa), coefficient_text(one.ac1))
        for title, one in (*lines, (_("Whole sheet"), found.items.agreement))
    )
    return Sheet(_("Agreement by section"), columns, tuple(rows))


def _finding(pair: ItemPair) -> Row:
    return (
        pair.item.id,
        pair.item.ask.in_language(current()),
        answer_words(pair.item, pair.bank),
        answer_words(pair.item, pair.examiner),
        Figure.of(pair.over),
        pair.examiner_note or None,
    )


def _foot() -> Iterator[str]:
    yield _(
        "Over-claimed: the bank's answer loses fewer points than the examiners'; an item left out loses "
        "none. Under-claimed: it loses more."
    )
    yield _(
        "Agreement is that of four categories (full, part, nothing, not applicable) over the items that both "
        "answered by the same wording; n is their number. Kappa and AC1 leave out what chance agrees on; "
        "1 is full agreement."
    )
    yield _(
        "The examiners' answers are those of the visit: what a re-check replaced since is not held against "
        "the bank's claim. Figures are rounded half up."
    )


def _credit(credit: Fraction | None) -> Figure | None:
    return None if credit is None else Figure.of(100 * credit)


def _plain(found: Comparison) -> dict[str, Any]:
    """Return the comparison for programs: printed figures as text, exact points as fractions."""
    items = found.items
    return {
        "format": VERSION,
        "unit": {"code": found.unit.code, "name": found.unit.name, "kind": found.unit.kind},
        "year": found.examined.assessment.year,
        "bank": _plain_case(found, "bank"),
        "examiner": _plain_case(found, "examiner"),
        "handed_in": found.handed_in.isoformat(),
        "examination_began": found.began.isoformat(),
        "late": found.is_late,
        "agreement": _plain_agreement(items.agreement),
        "sections": [
            {"id": section.id, "title": section.title.in_language(current())} | _plain_agreement(figures)
            for section, figures in items.by_section
        ],
        "over_claimed": [pair.item.id for pair in items.over_claimed],
        "points_over_claimed": str(items.points_over),
        "items": [_plain_pair(pair) for pair in items.by_weight],
        "not_compared": [_plain_item(left.item) | {"why": left.why} for left in items.not_compared],
    }


def _plain_case(found: Comparison, party: str) -> dict[str, Any]:
    case, checklist = (
        (found.bank, found.bank_checklist) if party == "bank" else (found.examined, found.checklist)
    )
    score = case.score
    return {
        "score": str(score.figure) if score and score.figure else None,
        "grade": score.grade if score else None,
        "checklist": checklist.reference,
        "signed_by": list(case.assessment.signers),
    }


def _plain_agreement(found: Agreement) -> dict[str, Any]:
    """Return printed figures; null where one is not defined."""
    return {
        "n": found.n,
        "percent": None if found.percent is None else str(Figure.of(found.percent)),
        "kappa": None if found.kappa is None else coefficient_text(found.kappa),
        "ac1": None if found.ac1 is None else coefficient_text(found.ac1),
    }


def _plain_pair(pair: ItemPair) -> dict[str, Any]:
    return _plain_item(pair.item) | {
        "section": pair.section.id,
        "bank": answer_to_plain(pair.bank),
        "examiner": answer_to_plain(pair.examiner),
        "bank_credit": None if pair.bank_credit is None else str(pair.bank_credit),
        "examiner_credit": None if pair.examiner_credit is None else str(pair.examiner_credit),
        "bank_lost": str(pair.bank_lost),
        "examiner_lost": str(pair.examiner_lost),
        "equal": pair.equal,
        "same_category": pair.same_category,
        "verdict": pair.verdict,
    }


def _plain_item(item: Item) -> dict[str, Any]:
    return {"item": item.id, "question": item.ask.in_language(current()), "points": item.points}

"""The history of an assessment as a report: every event, or the sheet and the grade as they once stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from eldercheck.domain.answers import answer_to_plain
from eldercheck.domain.figures import Figure
from eldercheck.domain.past import Group
from eldercheck.language import _, current
from eldercheck.reports.answer_words import answer_words
from eldercheck.reports.grade_rows import Row
from eldercheck.reports.naming import checklist_name, day_text, letter_facts
from eldercheck.reports.report import Column, Report
from eldercheck.services.history import Entry, History, Past
from eldercheck.storage.ledger_tables import plain_answer
from eldercheck.wording.case_words import CASE_STATES, GROUPS
from eldercheck.wording.moments import local_moment
from eldercheck.wording.pasts import dossier_lines, evidence_of, figures_text, limits_text, state_words
from eldercheck.wording.timeline import line_of


def timeline_report(history: History, day: date, item: str = "", group: Group | None = None) -> Report:
    """Return every event in its order, of an item (empty: of all) and of a group (None: of all)."""
    entries, programme, checklist = history.only(item, group), history.programme, history.checklist
    head = _about(history, day)
    if item:
        ask = checklist.item(item).ask.in_language(current())
        head.append((_("Item"), f"{item} {ask}"))
    return Report(
        title=_("{name}: history {year}").format(name=history.unit.name, year=programme.year),
        head=tuple(head),
        mark=_(CASE_STATES[history.now.standing.state]),
        is_published=False,
        columns=_timeline_columns(asks=not item),
        rows=tuple(_event_row(entry, history, item) for entry in entries),
        count=len(entries),
        foot=(_("Moments are those of this computer's time; the ledger keeps UTC."),),
        author=programme.authority,
        day=day,
        is_draft=False,
        plain=lambda: _plain_timeline(history, entries, item),
        facts=letter_facts(
            programme.year, programme.authority, programme.contact, checklist_name(checklist), day
        ),
    )


def past_report(history: History, past: Past, day: date, item: str = "") -> Report:
    """Return the sheet (or one item of it) and the grade as they stood at a moment."""
    programme, checklist = past.programme, past.checklist
    rows = [row for row in _past_rows(past) if item in ("", row[0])]
    head = [*_about(history, day), (_("State"), state_words(past)), (_("Figures"), figures_text(past))]
    head += [(_("Held at {letter}").format(letter=limit.to), words) for limit, words in limits_text(past)]
    return Report(
        title=_("{name}: as it stood on {moment}").format(name=past.unit.name, moment=local_moment(past.at)),
        head=tuple(head),
        mark=_("As it stood then, not as it stands now"),
        is_published=False,
        columns=_past_columns(),
        rows=tuple(rows),
        count=len(rows),
        foot=tuple(dossier_lines(past)),
        author=programme.authority,
        day=day,
        is_draft=False,
        plain=lambda: _plain_past(past),
        facts=letter_facts(
            programme.year, programme.authority, programme.contact, checklist_name(checklist), day
        ),
    )


def _about(history: History, day: date) -> list[tuple[str, str]]:
    own = history.assessment.party == "bank"
    return [
        (_("Unit"), f"{history.unit.code} {history.unit.name}"),
        (_("Year"), str(history.assessment.year)),
        (_("Assessment"), _("Self-assessment") if own else _("Examination")),
        (_("Checklist"), checklist_name(history.checklist)),
        (_("Date"), day_text(day)),
    ]


def _timeline_columns(*, asks: bool) -> tuple[Column, ...]:
    question = (Column("question", _("Question"), "text", 32),) if asks else ()
    return (
        Column("moment", _("Moment"), "code", 17),
        Column("who", _("Who"), "text", 16),
        Column("group", _("Matter"), "text", 12),
        Column("item", _("Item"), "code", 10),
        Column("what", _("What was said"), "text", 64),
        *question,
        Column("written_by", _("Written by"), "text", 12),
    )


def _event_row(entry: Entry, history: History, item: str) -> Row:
    line = line_of(entry, history.checklist, item)
    shown = (item,) if item in entry.items else entry.items
    return (
        line.moment,
        line.who,
        _(GROUPS[entry.group]),
        " ".join(shown) or None,
        line.whole,
        *(() if item else (line.about or None,)),
        line.written_by or None,
    )


def _past_columns() -> tuple[Column, ...]:
    return (
        Column("item", _("Item"), "code", 10),
        Column("question", _("Question"), "text", 44),
        Column("answer", _("Answer then"), "text", 24),
        Column("score", _("Points earned"), "figure", 9),
        Column("now", _("Answer now"), "text", 24),
        Column("note", _("Note"), "text", 28),
        Column("evidence", _("Evidence"), "text", 30),
    )


def _past_rows(past: Past) -> Iterator[Row]:
    marks, language = past.result.score.marks, current()
    for item in past.checklist:
        mark = marks.get(item.id)
        yield (
            item.id,
            item.ask.in_language(language),
            answer_words(item, past.sheet.answers.get(item.id)),
            None if mark is None or mark.credit is None else Figure.of(mark.earned),
            answer_words(item, past.later[item.id]) if item.id in past.later else None,
            past.sheet.notes.get(item.id) or None,
            "\n".join(evidence_of(past, item.id)) or None,
        )


def _plain_timeline(history: History, entries: Sequence[Entry], item: str) -> Mapping[str, Any]:
    return {
        **_plain_about(history),
        "item": item,
        "events": [_plain_entry(e, history, item) for e in entries],
    }


def _plain_entry(entry: Entry, history: History, item: str) -> dict[str, Any]:
    event, line = entry.event, line_of(entry, history.checklist, item)
    changes = {"before": plain_answer(entry.was)} if entry.event.kind == "answered" else {}
    return {
        "id": event.id,
        "hash": event.hash,
        "at": event.at,
        "local": line.moment,
        "author": event.author,
        "device": event.device,
        "who": line.who,
        "kind": event.kind,
        "group": entry.group,
        "items": list(entry.items),
        "text": line.whole,
        **changes,
        "said": dict(event.payload),
    }


def _plain_past(past: Past) -> Mapping[str, Any]:
    result, standing = past.result, past.standing
    complete = result.complete
    return {
        "unit": {"code": past.unit.code, "name": past.unit.name},
        "year": past.assessment.year,
        "party": past.assessment.party,
        "at": past.at,
        "state": standing.state,
        "signers": list(standing.signers),
        "approved_by": standing.approved_by,
        "score": str(result.score.figure) if complete and result.score.figure else None,
        "grade": result.grade,
        "limits": [{"rule": limit.rule, "to": limit.to, "subject": limit.subject} for limit in result.limits],
        "answers": {item: answer_to_plain(answer) for item, answer in past.sheet.answers.items()},
        "notes": dict(past.sheet.notes),
        "evidence": [piece.plain() for piece in past.evidence],
        "changed_later": {item: plain_answer(answer) for item, answer in past.later.items()},
        "dossier": standing.dossier.plain(),
        "checklist": {"reference": past.checklist.reference, "digest": past.checklist.digest},
    }


def _plain_about(history: History) -> dict[str, Any]:
    return {
        "unit": {"code": history.unit.code, "name": history.unit.name},
        "year": history.assessment.year,
        "party": history.assessment.party,
        "state": history.now.standing.state,
        "checklist": {"reference": history.checklist.reference, "digest": history.checklist.digest},
    }

"""`eldercheck visit` and `veto`: what is said of the visit of an examination, and what holds its grade."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eldercheck.cli.choosing import examination_of, unit_argument, year_option
from eldercheck.cli.office import FINDINGS, FINE, opened, say
from eldercheck.cli.spoken import SpokenCommand
from eldercheck.language import _

if TYPE_CHECKING:
    from eldercheck.domain.visit import Visit
    from eldercheck.domain.visit_rules import VisitField
    from eldercheck.services.examination import Examination


def add_visits(app: typer.Typer) -> None:
    """Add both commands."""
    _add_visit(app)
    _add_veto(app)


def _add_visit(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand, help=_("Record the visit of an examination; without options: print what it says.")
    )
    def visit(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        year: Annotated[int | None, year_option()] = None,
        day: Annotated[str, typer.Option("--day", metavar="DAY", help=_("The day, as 2026-11-24."))] = "",
        start: Annotated[str, typer.Option("--start", metavar="TIME", help=_("Its start, as 9:30."))] = "",
        end: Annotated[str, typer.Option("--end", metavar="TIME", help=_("Its end, as 11:15."))] = "",
        way: Annotated[
            str, typer.Option("--way", metavar="WAY", help=_("announced, unannounced or secret."))
        ] = "",
        weather: Annotated[str, typer.Option("--weather", metavar="WEATHER", help=_("wet or dry."))] = "",
        met: Annotated[str, typer.Option("--met", metavar="NAME", help=_("Whom the examiners met."))] = "",
        examiners: Annotated[
            list[str] | None,
            typer.Option("--examiner", metavar="NAME", help=_("Who examined; may be repeated.")),
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
    ) -> None:
        said = {"day": day, "start": start, "end": end, "way": way, "weather": weather, "met": met}
        given = {name: text for name, text in said.items() if text}
        records = bool(given or examiners)
        with opened(context, read_only=not records) as office:
            examination = examination_of(office, year, code, writing=records)
            if records:
                _record(examination, given, examiners or [])
            holds = _print_visit(examination, as_json=as_json)
        raise typer.Exit(FINE if holds or records else FINDINGS)


def _add_veto(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand,
        help=_("Record a veto on an examination, or take one back; without options: list those in force."),
    )
    def veto(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        year: Annotated[int | None, year_option()] = None,
        ground: Annotated[
            str,
            typer.Option(
                "--ground", metavar="GROUND", help=_("refused, immobile, kept_card or false_evidence.")
            ),
        ] = "",
        reason: Annotated[str, typer.Option("--reason", help=_("What happened; or why it is lifted."))] = "",
        name: Annotated[str, typer.Option("--name", help=_("Who says so; kept in the ledger."))] = "",
        evidence: Annotated[
            str, typer.Option("--evidence", help=_("What shows it: a document's number, or where it lies."))
        ] = "",
        file: Annotated[
            Path | None, typer.Option("--file", metavar="FILE", help=_("A photo or document that shows it."))
        ] = None,
        lift: Annotated[str, typer.Option("--lift", metavar="ID", help=_("Take this veto back."))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
    ) -> None:
        from eldercheck.services.vetoes import Vetoes

        changes = any((ground, reason, evidence, file, lift))
        with opened(context, read_only=not changes) as office:
            examination = examination_of(office, year, code)
            vetoes = Vetoes(examination, office.evidence(examination))
            author = name or office.years.author
            if lift:
                vetoes.lift(lift, reason, author)
            elif changes:
                vetoes.record(ground, reason, author, evidence, file)
            _print_vetoes(examination, as_json=as_json)


def _record(examination: Examination, given: dict[str, str], examiners: list[str]) -> None:
    """Record what is given over what was recorded before. Raises VisitFaults."""
    from eldercheck.domain.visit import WAYS, WEATHERS, Visit
    from eldercheck.domain.visit_rules import VisitError, VisitFaults
    from eldercheck.services.visits import Visits, typed_visit

    words: list[tuple[VisitField, tuple[str, ...]]] = [("way", WAYS), ("weather", WEATHERS)]
    unknown = [
        VisitError("visit_word_unknown", field, given=given[field], known=", ".join(known))
        for field, known in words
        if field in given and given[field] not in known
    ]
    if unknown:
        raise VisitFaults(unknown)
    visits = Visits(examination)
    before = visits.visit or Visit()
    kept = {name: value for name, value in before.plain().items() if isinstance(value, str)}
    visits.record(typed_visit(kept | given, examiners or before.examiners))


def _print_visit(examination: Examination, *, as_json: bool) -> bool:
    """Print the visit and what is to be settled; tell whether it holds up a signature."""
    from eldercheck.services.visits import Visits
    from eldercheck.wording.errors import explain
    from eldercheck.wording.visits import disagreement_text, visit_facts

    visits = Visits(examination)
    visit, review = visits.visit, visits.review()
    missing = [explain(fault) for fault in review.faults]
    answers, checklist = examination.sheet.answers, examination.checklist
    wrong = [(one, disagreement_text(one, checklist, answers)) for one in review.disagreements]
    if as_json:
        faults = [
            {"field": fault.field, "code": fault.code, "says": text}
            for fault, text in zip(review.faults, missing, strict=True)
        ]
        lines = [{"item": one.item, "kind": one.kind, "due": one.due, "says": text} for one, text in wrong]
        print(_json(examination, visit=_plain(visit), missing=faults, disagreements=lines))
        return review.is_clean
    for label, text in visit_facts(visit) if visit else ():
        print(_("{label}: {text}").format(label=label, text=text))
    if visit is None:
        say(_("The visit is not recorded."))
        return False
    for text in [*missing, *(f"{one.item}  {text}" for one, text in wrong)]:
        say(text)
    return review.is_clean


def _print_vetoes(examination: Examination, *, as_json: bool) -> None:
    from eldercheck.services.vetoes import Vetoes
    from eldercheck.wording.visits import veto_source, veto_text

    files = Vetoes(examination).in_force()
    if as_json:
        vetoes = [
            {
                "id": file.id,
                "ground": file.veto.ground,
                "reason": file.veto.reason,
                "name": file.veto.name,
                "at": file.veto.at,
                "evidence": [piece.plain() for piece in file.evidence],
            }
            for file in files
        ]
        print(_json(examination, vetoes=vetoes))
        return
    for file in files:
        print(f"{file.id}  {veto_text(file.veto)}  ({veto_source(file)})")
    if not files:
        say(_("No veto is in force."))


def _plain(visit: Visit | None) -> dict[str, Any] | None:
    return None if visit is None else visit.plain()


def _json(examination: Examination, **said: object) -> str:
    about = {"unit": examination.unit.code, "year": examination.assessment.year}
    return json.dumps(about | said, ensure_ascii=False)

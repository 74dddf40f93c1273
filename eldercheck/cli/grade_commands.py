"""`eldercheck grades`, `sheet` and `findings`: what leaves as a file, or is printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eldercheck.cli.office import opened
from eldercheck.cli.spoken import SpokenCommand
from eldercheck.language import _

if TYPE_CHECKING:
    from eldercheck.assemble import Office
    from eldercheck.services.county import UnitYear


def add_grades(app: typer.Typer) -> None:
    """Add the commands of the reports."""
    _add_grades(app)
    _add_sheet(app)
    _add_findings(app)


def _add_grades(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand,
        help=_("Hand over the annual grade table: print it, or write xlsx, docx, html, csv or json."),
    )
    def grades(
        context: typer.Context,
        year: Annotated[int | None, year_option()] = None,
        output: Annotated[Path | None, output_option()] = None,
        form: Annotated[str, form_option()] = "",
        audience: Annotated[
            str,
            typer.Option(
                "--for",
                metavar="office|internal",
                help=_("The civilisation office, or the authority itself with all that it knows."),
            ),
        ] = "office",
        as_published: Annotated[
            bool, typer.Option("--as-published", help=_("The table as it was published last."))
        ] = False,
        template: Annotated[Path | None, template_option()] = None,
        force: Annotated[bool, force_option()] = False,
    ) -> None:
        from eldercheck.cli.handing_over import chosen_audience, hand_over
        from eldercheck.reports.grades import grade_report

        with opened(context, read_only=True) as office:
            reader, now = chosen_audience(audience), office.county.year(opened_year(office, year))
            last = office.county.before(now.programme.year)
            report = grade_report(now, last, reader, date.today(), as_published=as_published)  # noqa: DTZ011
            hand_over(report, output, form, force=force, template=template)


def _add_sheet(app: typer.Typer) -> None:
    @app.command(cls=SpokenCommand, help=_("Hand over the scored sheet of one unit."))
    def sheet(
        context: typer.Context,
        code: Annotated[str, typer.Argument(metavar="CODE", help=_("The code of the unit."))],
        year: Annotated[int | None, year_option()] = None,
        output: Annotated[Path | None, output_option()] = None,
        form: Annotated[str, form_option()] = "",
        own: Annotated[bool, typer.Option("--self", help=_("The bank's self-assessment."))] = False,
        template: Annotated[Path | None, template_option()] = None,
        force: Annotated[bool, force_option()] = False,
    ) -> None:
        from eldercheck.cli.handing_over import hand_over
        from eldercheck.reports.errors import ReportError
        from eldercheck.reports.sheets import sheet_report

        with opened(context, read_only=True) as office:
            chosen = opened_year(office, year)
            entry = unit_entry(office, chosen, code)
            case = entry.self_assessed if own else entry.examined
            if case is None:
                missing = "unit_not_self_assessed" if own else "unit_not_examined"
                raise ReportError(missing, name=entry.unit.name, unit_code=entry.unit.code, year=chosen)
            examination = office.casebook.resume(case.assessment.id)
            today = date.today()  # noqa: DTZ011
            hand_over(
                sheet_report(examination, today, entry.institution.name),
                output,
                form,
                force=force,
                template=template,
            )


def _add_findings(app: typer.Typer) -> None:
    @app.command(cls=SpokenCommand, help=_("Hand over what lost marks, over the year or in one unit."))
    def findings(
        context: typer.Context,
        year: Annotated[int | None, year_option()] = None,
        unit: Annotated[
            str,
            typer.Option(
                "--unit",
                metavar="CODE",
                help=_("Only this unit; an institution with all that belongs to it."),
            ),
        ] = "",
        output: Annotated[Path | None, output_option()] = None,
        form: Annotated[str, form_option()] = "",
        template: Annotated[Path | None, template_option()] = None,
        force: Annotated[bool, force_option()] = False,
    ) -> None:
        from eldercheck.cli.handing_over import hand_over
        from eldercheck.reports.findings import findings_report

        with opened(context, read_only=True) as office:
            chosen = opened_year(office, year)
            about = unit_entry(office, chosen, unit).unit if unit else None
            now = office.county.year(chosen)
            report = findings_report(now, office.casebook, date.today(), about)  # noqa: DTZ011
            hand_over(report, output, form, force=force, template=template)


def year_option() -> Any:
    """Return the option that names a programme year."""
    return typer.Option("--year", metavar="YEAR", help=_("The programme year; without it the newest."))


def output_option() -> Any:
    """Return the option that names the file to write."""
    about = _("The file to write; the end of its name says in which form.")
    return typer.Option("-o", "--output", metavar="FILE", help=about)


def form_option() -> Any:
    """Return the option that names the form to print."""
    about = _("What is printed without a file: text, csv, json or html.")
    return typer.Option("--format", metavar="FORM", help=about)


def template_option() -> Any:
    """Return the option that names an office's own template."""
    about = _("The office's own template of a Word document; see document-template.")
    return typer.Option("--template", metavar="FILE", help=about)


def force_option() -> Any:
    """Return the option that lets a file be overwritten."""
    return typer.Option("--force", help=_("Overwrite the file where it exists."))


def opened_year(office: Office, wish: int | None) -> int:
    """Return the year asked for, which must have been opened. Raises ReportError."""
    from eldercheck.reports.errors import ReportError

    years = [programme.year for programme in office.years.programmes()]
    if not years:
        raise ReportError("no_year_yet")
    year = years[-1] if wish is None else wish
    if year not in years:
        raise ReportError("year_not_here", year=year, known=", ".join(map(str, years)))
    return year


def unit_entry(office: Office, year: int, code: str) -> UnitYear:
    """Return a unit of a year by its code. Raises ReportError, which names codes and names like it."""
    from difflib import get_close_matches

    from eldercheck.reports.errors import ReportError
    from eldercheck.wording.results import listed

    entries = {entry.unit.code: entry for entry in office.county.year(year).units}
    if code in entries:
        return entries[code]
    names = {entry.unit.name: entry.unit.code for entry in entries.values()}
    near = get_close_matches(code[:60], entries, 3, 0.7) or [
        names[name] for name in get_close_matches(code[:60], names, 3)
    ]
    if not near:
        raise ReportError("unit_not_here", unit_code=code, year=year)
    found = listed(f"{near_code} {entries[near_code].unit.name}" for near_code in near)
    raise ReportError("unit_not_here_but", unit_code=code, year=year, near=found)

"""`eldercheck grades`, `sheet` and `findings`: what leaves as a file, or is printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from eldercheck.cli.choosing import (
    force_option,
    form_option,
    opened_year,
    output_option,
    own_option,
    template_option,
    unit_argument,
    unit_case,
    unit_entry,
    year_option,
)
from eldercheck.cli.office import opened
from eldercheck.cli.spoken import SpokenCommand
from eldercheck.language import _


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
        code: Annotated[str, unit_argument()],
        year: Annotated[int | None, year_option()] = None,
        output: Annotated[Path | None, output_option()] = None,
        form: Annotated[str, form_option()] = "",
        own: Annotated[bool, own_option()] = False,
        template: Annotated[Path | None, template_option()] = None,
        force: Annotated[bool, force_option()] = False,
    ) -> None:
        from eldercheck.cli.handing_over import hand_over
        from eldercheck.reports.sheets import sheet_report

        with opened(context, read_only=True) as office:
            entry, case = unit_case(office, opened_year(office, year), code, own=own)
            examination = office.casebook.resume(case.assessment.id)
            report = sheet_report(examination, date.today(), entry.institution.name)  # noqa: DTZ011
            hand_over(report, output, form, force=force, template=template)


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

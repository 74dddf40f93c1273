"""`eldercheck compare`: a bank's own view beside what the examiners found."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from eldercheck.cli.choosing import (
    force_option,
    opened_year,
    output_option,
    unit_argument,
    unit_entry,
    year_option,
)
from eldercheck.cli.office import opened
from eldercheck.cli.spoken import SpokenCommand
from eldercheck.language import _


def add_compare(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(
        cls=SpokenCommand,
        help=_("Compare a unit's self-assessment with its examination: agreement and over-claimed items."),
    )
    def compare(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        year: Annotated[int | None, year_option()] = None,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))] = False,
        output: Annotated[Path | None, output_option()] = None,
        force: Annotated[bool, force_option()] = False,
    ) -> None:
        from eldercheck.cli.handing_over import hand_over
        from eldercheck.reports.comparison import comparison_report
        from eldercheck.services.comparison import compare as compare_unit

        with opened(context, read_only=True) as office:
            chosen = opened_year(office, year)
            unit = unit_entry(office, chosen, code).unit
            found = compare_unit(office.casebook, unit, chosen)
            programme = office.years.programme(chosen)
            one_table = output is None or output.suffix.lower() in (".csv", ".txt")
            today = date.today()  # noqa: DTZ011
            report = comparison_report(found, programme, today, one_table=one_table)
            hand_over(report, output, "json" if as_json else "", force=force)

"""What commands ask for alike: a year, a unit, one of its assessments, a file to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from eldercheck.language import _

if TYPE_CHECKING:
    from eldercheck.assemble import Office
    from eldercheck.services.casebook import Case
    from eldercheck.services.county import UnitYear
    from eldercheck.services.examination import Examination


def unit_argument() -> Any:
    """Return the argument that names a unit."""
    return typer.Argument(metavar="CODE", help=_("The code of the unit."))


def own_option() -> Any:
    """Return the option that asks for the bank's own assessment."""
    return typer.Option("--self", help=_("The bank's self-assessment."))


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


def unit_case(office: Office, year: int, code: str, *, own: bool = False) -> tuple[UnitYear, Case]:
    """Return a unit of a year with its examination, or with its self-assessment. Raises ReportError."""
    from eldercheck.reports.errors import ReportError

    entry = unit_entry(office, year, code)
    case = entry.self_assessed if own else entry.examined
    if case is None:
        missing = "unit_not_self_assessed" if own else "unit_not_examined"
        raise ReportError(missing, name=entry.unit.name, unit_code=entry.unit.code, year=year)
    return entry, case


def examination_of(
    office: Office, year: int | None, code: str, *, own: bool = False, writing: bool = False
) -> Examination:
    """Return the examination (or the self-assessment) of a unit; to write, one still open comes first.

    Raises ReportError where there is none.
    """
    chosen = opened_year(office, year)
    entry, case = unit_case(office, chosen, code, own=own)
    begun = office.casebook.cases(chosen).get(entry.unit.id, []) if writing else []
    ours = (one for one in begun if one.assessment.party == case.assessment.party and one.assessment.is_open)
    return office.casebook.resume(next(ours, case).assessment.id)

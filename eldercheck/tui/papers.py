"""What can be handed over from the screen: which report, what its file is called, where it lies."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from eldercheck.domain.clean_text import clean_line
from eldercheck.language import N_, _

if TYPE_CHECKING:
    from eldercheck.domain.grade_table import GradeTable
    from eldercheck.reports.grade_rows import Audience
    from eldercheck.reports.report import Report
    from eldercheck.services.comparison import Comparison
    from eldercheck.services.county import CountyYear
    from eldercheck.services.examination import Examination
    from eldercheck.tui.app import EldercheckApp

FORMS = {
    "xlsx": N_("Excel"),
    "docx": N_("Word"),
    "html": N_("Web page"),
    "csv": N_("CSV"),
    "json": N_("JSON"),
}
"""The ends of file names and what they are called."""
LONGEST = 80
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_TAKEN_BY_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
"""Devices to Windows, whatever the end of the name."""


@dataclass(frozen=True)
class Paper:
    """One report that can be handed over."""

    id: str
    title: str
    """As the choice names it."""
    file: str
    """The name of its file without the end."""
    make: Callable[[], Report]
    """Reads and makes it; called behind the screen."""
    form: str = "xlsx"
    """The form it is first offered in."""


def year_papers(app: EldercheckApp, county: CountyYear, last: GradeTable | None) -> tuple[Paper, ...]:
    """Return what a year hands over: the table for the office, the internal one, what lost marks."""

    def table(audience: Audience, *, as_published: bool = False) -> Callable[[], Report]:
        def make() -> Report:
            from eldercheck.reports.grades import grade_report

            return grade_report(county, last, audience, _today(), as_published=as_published)

        return make

    def findings() -> Report:
        from eldercheck.reports.findings import findings_report

        return findings_report(county, app.casebook, _today())

    about = {"year": county.programme.year, "authority": county.programme.authority}
    papers = [
        Paper("office", _("for the office"), _("{authority} grade table {year}"), table("office")),
        Paper("internal", _("internal"), _("{authority} grade table {year}, internal"), table("internal")),
        Paper("findings", _("findings"), _("{authority} findings {year}"), findings),
    ]
    if county.published and not county.is_published:
        make = table("office", as_published=True)
        papers.insert(
            1, Paper("published", _("as published"), _("{authority} grade table {year}, published"), make)
        )
    return tuple(replace(one, file=file_name(one.file.format(**about))) for one in papers)


def unit_papers(app: EldercheckApp, examination: Examination) -> tuple[Paper, ...]:
    """Return what one unit hands over: its sheet, what lost marks; once signed its notice with the list."""
    unit, year = examination.unit, examination.assessment.year

    def head() -> str:
        heads = {head.id: head.name for head in app.casebook.units() if head.kind == "institution"}
        return heads.get(unit.parent or "", "")

    def sheet() -> Report:
        from eldercheck.reports.sheets import sheet_report

        return sheet_report(examination, _today(), head())

    def notice() -> Report:
        from eldercheck.reports.notices import notice_report

        return notice_report(examination, app.casebook.history(examination.assessment.id), head())

    def finding_list() -> Report:
        from eldercheck.reports.finding_lists import finding_list_report

        history = app.casebook.history(examination.assessment.id)
        return finding_list_report(examination, history, _today(), head())

    def findings() -> Report:
        from eldercheck.reports.findings import findings_report

        return findings_report(app.county.year(year), app.casebook, _today(), unit)

    about = {"name": unit.name, "code": unit.code, "year": year}
    papers = [
        Paper("sheet", _("scored sheet"), _("{code} {name} scored sheet {year}"), sheet),
        Paper("findings", _("findings"), _("{code} {name} findings {year}"), findings),
    ]
    if examination.assessment.party == "examiner" and not examination.assessment.is_open:
        papers += [
            Paper("notice", _("grade notice"), _("{code} {name} grade notice {year}"), notice, "docx"),
            Paper("finding-list", _("findings list"), _("{code} {name} findings list {year}"), finding_list),
        ]
    return tuple(replace(one, file=file_name(one.file.format(**about))) for one in papers)


def comparison_papers(app: EldercheckApp, found: Comparison) -> tuple[Paper, ...]:
    """Return the comparison of a self-assessment with the examination."""
    year = found.examined.assessment.year

    def make() -> Report:
        from eldercheck.reports.comparison import comparison_report

        return comparison_report(found, app.years.programme(year), _today())

    name = _("{code} {name} self-assessment beside examination {year}")
    name = name.format(code=found.unit.code, name=found.unit.name, year=year)
    return (Paper("comparison", _("comparison"), file_name(name), make),)


def file_name(text: str) -> str:
    """Return a text as every system takes it for the name of a file."""
    name = _NOT_IN_NAMES.sub(" ", clean_line(text, LONGEST))
    name = " ".join(name.split()).strip(" .") or "eldercheck"
    return f"_{name}" if _TAKEN_BY_WINDOWS.match(name) else name


def own_folder() -> Path:
    """Return the folder of the user's documents, else the user's own."""
    import platformdirs

    documents = platformdirs.user_documents_path()
    return documents if documents.is_dir() else Path.home()


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on this laptop

"""The annual grade table as a report: for the civilisation office, or with all that the authority knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from eldercheck.domain.grade_table import GradeTable
from eldercheck.domain.grading import Letter
from eldercheck.domain.register import UNIT_KINDS
from eldercheck.domain.table_facts import TableFacts
from eldercheck.language import _, ngettext
from eldercheck.reports.grade_facts import GradeFacts
from eldercheck.reports.grade_json import grades_plain
from eldercheck.reports.grade_rows import Audience, columns_for, is_institution, rows_for
from eldercheck.reports.grade_sheets import sheets_for
from eldercheck.reports.naming import checklists_text, day_text, letter_facts
from eldercheck.reports.report import Report
from eldercheck.services.county import CountyYear
from eldercheck.wording.moments import local_day
from eldercheck.wording.year_history import SHORT_DIGEST


def grade_report(
    county: CountyYear,
    last: GradeTable | None,
    audience: Audience,
    day: date,
    *,
    as_published: bool = False,
) -> Report:
    """Return the grade table of a year as it stands now, or as it was published last.

    `last` is the table of the year before. Only a table that is what was published, to the letter, carries
    the mark of a publication. Raises ReportError (`not_published`).
    """
    facts = GradeFacts.of(county, last, as_published=as_published)
    table, rows = facts.table, rows_for(facts, audience)
    names = checklists_text(table.checklists, facts.checklists.values())
    return Report(
        title=_title(table, audience),
        head=(
            (_("Year"), str(table.year)),
            (_("Authority"), table.authority or "—"),
            (_("Checklists"), names or "—"),
            (_("Date"), day_text(day)),
            (_("Contact"), table.contact or "—"),
        ),
        mark=_mark(facts),
        is_published=facts.publication is not None,
        columns=columns_for(facts, audience),
        rows=rows,
        count=len(rows),
        foot=tuple(_foot(facts)),
        distribution=tuple(_distribution(table)),
        sheets=sheets_for(facts, audience),
        author=table.authority,
        day=day,
        stands_out=is_institution if audience == "internal" else None,
        plain=lambda: grades_plain(table, is_published=facts.publication is not None),
        facts=letter_facts(table.year, table.authority, table.contact, names, day),
    )


def _title(table: GradeTable, audience: Audience) -> str:
    title = _("Grade table {year}: service of financial institutions to seniors")
    internal = _("Grade table {year}: service of financial institutions to seniors (internal)")
    return (internal if audience == "internal" else title).format(year=table.year)


def _mark(facts: GradeFacts) -> str:
    """Say whether this is the published table; no draft ever says so."""
    publication = facts.publication
    if publication is None:
        return _("Draft, not published")
    return _("Published, no. {number}, {day} · digest {digest}").format(
        number=publication.number,
        day=day_text(local_day(publication.at)),
        digest=publication.digest[:SHORT_DIGEST],
    )


def _foot(facts: GradeFacts) -> Iterator[str]:
    yield _("Figures are rounded half up to one decimal; the grade follows the printed figure.")
    rules = facts.programme.roll_up
    yield _(
        "Total score: {sheet}% own sheet, {branches}% mean of the branches, {points}% mean of the service "
        "points, all from printed figures; a part without units leaves the weights. Then the bonus is added."
    ).format(sheet=rules.sheet_weight, branches=rules.branches_weight, points=rules.points_weight)
    if number := len(facts.table.left_out):
        yield ngettext(
            "{number} unit is not counted; why stands in “Left out”.",
            "{number} units are not counted; why stands in “Left out”.",
            number,
        ).format(number=number)
    if facts.publication is not None:
        yield _("Digest of what was published (SHA-256): {digest}").format(digest=facts.publication.digest)
        if facts.publication.reason:
            yield _("Why it was amended: {reason}").format(reason=facts.publication.reason)


def _distribution(table: GradeTable) -> Iterator[tuple[str, Mapping[Letter, int]]]:
    letters = TableFacts.of(table).letters
    titles = {
        "institution": _("Institutions"),
        "branch": _("Branches"),
        "service_point": _("Service points"),
    }
    for kind in UNIT_KINDS:
        if any(letters[kind].values()):
            yield titles[kind], letters[kind]

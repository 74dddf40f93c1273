"""The annual grade table as a report: for the civilisation office, or with all that the authority knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from eldercheck.domain.grade_table import GradeTable
from eldercheck.domain.grading import Letter
from eldercheck.language import _, ngettext
from eldercheck.reports.grade_facts import GradeFacts
from eldercheck.reports.grade_json import grades_plain
from eldercheck.reports.grade_rows import Audience, columns_for, is_institution, rows_for
from eldercheck.reports.grade_sheets import sheets_for
from eldercheck.reports.naming import checklists_text, day_text, moment_day
from eldercheck.reports.report import Report
from eldercheck.services.county import CountyYear

LETTERS: tuple[Letter, ...] = ("A", "B", "C")
SHORT_DIGEST = 12
"""How much of a digest is read aloud over the telephone; the whole of it stands in the foot."""


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
    known = _known(facts, day)
    return Report(
        title=_title(table, audience),
        head=(
            (_("Year"), known["year"]),
            (_("Authority"), table.authority or "—"),
            (_("Checklists"), known["checklists"] or "—"),
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
        facts=known,
    )


def _known(facts: GradeFacts, day: date) -> dict[str, str]:
    """Return what a letter names."""
    table = facts.table
    return {
        "year": str(table.year),
        "authority": table.authority,
        "contact": table.contact,
        "checklists": checklists_text(table.checklists, facts.checklists.values()),
        "day": day.isoformat(),
    }


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
        day=day_text(moment_day(publication.at)),
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
        yield f"SHA-256 {facts.publication.digest}"
        if facts.publication.reason:
            yield _("Why it was amended: {reason}").format(reason=facts.publication.reason)


def _distribution(table: GradeTable) -> Iterator[tuple[str, Mapping[Letter, int]]]:
    rows = table.institutions
    for title, letters in (
        (_("Institutions"), [row.grade for row in rows]),
        (_("Branches"), [unit.grade for row in rows for unit in row.branches]),
        (_("Service points"), [unit.grade for row in rows for unit in row.service_points]),
    ):
        counted = Counter(letter for letter in letters if letter)
        if counted:
            yield title, {letter: counted[letter] for letter in LETTERS}

"""The grade of an institution explained: why, what would raise it, and every sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from eldercheck.domain.figures import Figure
from eldercheck.domain.grade_table import GradedInstitution, GradeTable
from eldercheck.domain.raising import goal, raising
from eldercheck.domain.table_facts import TableFacts, change, change_text
from eldercheck.language import _, current, ngettext
from eldercheck.services.county import CountyYear
from eldercheck.tui.plain import plain
from eldercheck.tui.result_text import GRADE_STYLES
from eldercheck.tui.small_bars import left, letter, right, share_bar
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.wording.results import printed
from eldercheck.wording.roll_ups import (
    coverage_lines,
    dimension_lines,
    limit_lines,
    no_score_text,
    score_lines,
)
from eldercheck.wording.years import first_text, raise_text

if TYPE_CHECKING:
    from eldercheck.storage.year_store import GivenBonus

BAR_CELLS = 24


def roll_up_paragraphs(
    county: CountyYear,
    row: GradedInstitution,
    bonus: Sequence[GivenBonus],
    last: TableFacts | None,
    width: int,
) -> Iterator[Paragraph]:
    """Return the whole page."""
    yield from _headline(row, last)
    yield from _why(county, row)
    yield from _raising(county, row)
    yield from _dimensions(county.table, row, width)
    yield from _sums(county, row)
    yield from _bonus(county, row, bonus)
    yield from _changed(row)
    yield _title(_("What was examined"))
    for line in coverage_lines(row, county.programme.roll_up):
        yield Paragraph(Content(line), indent=2)


def _headline(row: GradedInstitution, last: TableFacts | None) -> Iterator[Paragraph]:
    old = last.by_code.get(row.code) if last else None
    parts: list[Content | str] = [
        Content.styled(_("Score {score}").format(score=printed(row.score)), "bold"),
        "   ",
        Content.styled(_("Grade") + "  ", "bold"),
        letter(row.grade),
    ]
    if row.by_score and row.by_score != row.grade:
        parts.append(f"   {_('by score alone {letter}').format(letter=row.by_score)}")
    if row.raw_grade != row.grade and row.raw_grade:
        parts.append(f"   {_('{letter} before the quota').format(letter=row.raw_grade)}")
    if row.provisional:
        parts.append(Content.styled("   " + _("provisional"), "$warning bold"))
    yield Paragraph(Content.assemble(*parts))
    if old is not None:
        step = change_text(change(row.score, old.score))
        text = _("Last year {score} {letter}").format(score=printed(old.score), letter=old.grade or "—")
        yield Paragraph(Content.styled(f"{text}  {step}", "$muted"))
    if row.sheet is not None and row.sheet.self_score is not None:
        text = _("By its own assessment of the sheet: {score} (not counted)")
        yield Paragraph(Content.styled(text.format(score=row.sheet.self_score), "$muted"))
    yield Paragraph()


def _why(county: CountyYear, row: GradedInstitution) -> Iterator[Paragraph]:
    if missing := no_score_text(row):
        yield Paragraph(plain(missing).stylize("$warning bold"), indent=2)
        yield Paragraph()
        return
    yield _title(_("Why {letter}").format(letter=row.grade))
    if not row.limits:
        yield Paragraph(Content(_("No rule holds it down: every rule of the year allows A.")), indent=2)
    lines = limit_lines(county.table, row, county.programme, county.checklists["institution"])
    for limit, text in sorted(lines, key=lambda pair: pair[0].to, reverse=True):
        lead = Content.assemble(
            (_("at most {letter}").format(letter=limit.to), f"bold {GRADE_STYLES[limit.to]}"), "  "
        )
        yield Paragraph(plain(text), indent=2, lead=lead)
    yield Paragraph()


def _raising(county: CountyYear, row: GradedInstitution) -> Iterator[Paragraph]:
    letter_wanted = goal(row)
    steps = raising(county.table, row, county.programme)
    if letter_wanted is None or not steps:
        return
    yield _title(_("What would raise it to {letter}: all of these").format(letter=letter_wanted))
    for step in steps:
        text = raise_text(step, letter_wanted, county.checklists["institution"])
        yield Paragraph(plain(text), indent=2, lead=Content("· "))
    yield Paragraph()


def _dimensions(table: GradeTable, row: GradedInstitution, width: int) -> Iterator[Paragraph]:
    if row.score is None:
        return
    yield _title(_("Dimensions"))
    cells = min(40, max(8, width - 30))
    for name, title in table.dimensions:
        figure = row.dimensions.get(name)
        yield Paragraph(
            Content.assemble(
                left(plain(title.in_language(current())), 14),
                right(printed(figure), 6),
                " ",
                _bar(figure, cells),
            ),
            indent=2,
        )
    yield Paragraph()


def _bar(figure: Figure | None, cells: int) -> Content:
    return share_bar(figure.tenths, 1000, cells, "$accent") if figure else Content("")


def _sums(county: CountyYear, row: GradedInstitution) -> Iterator[Paragraph]:
    """Every figure as a sum that can be checked with pencil and paper."""
    if row.score is None:
        return
    yield _title(_("How each figure was reached"))
    for line in score_lines(row, county.programme):
        yield Paragraph(Content(line), indent=2)
    for line in dimension_lines(row, county.programme, county.checklists["institution"]):
        yield Paragraph(plain(line), indent=2)
    text = _("From printed figures, rounded once, half up; the grade follows the printed score.")
    yield Paragraph(Content.styled(text, "$muted"), indent=2)
    yield Paragraph()


def _bonus(county: CountyYear, row: GradedInstitution, bonus: Sequence[GivenBonus]) -> Iterator[Paragraph]:
    if not row.bonus.tenths and not bonus:
        return
    yield _title(_("Bonus {total}").format(total=row.bonus))
    titles = {entry.id: entry for entry in county.checklists["institution"].bonus}
    for line in bonus:
        entry = titles.get(line.entry)
        said = entry.ask.in_language(current()) if entry else ""
        lead = Content.assemble(
            plain(f"{line.entry} ").stylize("bold $accent"), f"+{Figure.of(line.points)}  "
        )
        yield Paragraph(plain(f"{said} · {line.reason}"), indent=2, lead=lead)
    limit = Figure.of(county.programme.roll_up.bonus_at_most)
    yield Paragraph(Content.styled(_("At most {limit} in all.").format(limit=limit), "$muted"), indent=2)
    yield Paragraph()


def _changed(row: GradedInstitution) -> Iterator[Paragraph]:
    """Say which of its units were told another grade first."""
    units = (*filter(None, (row.sheet,)), *row.branches, *row.service_points)
    changed = [unit for unit in units if unit.is_changed]
    if not changed:
        return
    yield _title(_("First grade and final grade"))
    for unit in changed:
        number = ngettext("{number} item re-checked", "{number} items re-checked", unit.rechecked)
        said = [first_text(unit), number.format(number=unit.rechecked) if unit.rechecked else ""]
        lead = plain(f"{unit.code} {unit.name}  ").stylize("$muted")
        yield Paragraph(plain(_("; ").join(filter(None, said))), indent=2, lead=lead)
    yield Paragraph()


def _title(text: str) -> Paragraph:
    return Paragraph(Content.styled(text, "bold $primary"))

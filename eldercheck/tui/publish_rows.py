"""What stands in the way of publishing and what would be published, as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from eldercheck.domain.grade_table import GradedInstitution
from eldercheck.domain.grading import LETTERS, Letter
from eldercheck.domain.rollup import RollUpRules, units_wanted
from eldercheck.language import _, ngettext
from eldercheck.services.county import CountyYear, Obstacle, ObstacleKind, UnitYear
from eldercheck.tui.plain import plain
from eldercheck.tui.result_text import GRADE_STYLES
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.case_words import CASE_STATES, word
from eldercheck.wording.results import printed
from eldercheck.wording.year_history import SHORT_DIGEST, corrections, published_text
from eldercheck.wording.years import OBSTACLES, STATES, WHYS, first_text

if TYPE_CHECKING:
    from eldercheck.domain.ledger import Event
    from eldercheck.services.publishing import Correction

UNITS_SHOWN = 5
"""How many units of an obstacle stand below it until it is unfolded."""
CHANGED_SHOWN = 8
"""How many units are named whose grade is another than they were told first."""
NAME_CELLS = 30
IN_THE_CASE: frozenset[str] = frozenset(("not_noticed", "open_cases"))
"""The obstacles whose units are mended in their case."""


def obstacle_rows(
    county: CountyYear, passed: Collection[ObstacleKind], unfolded: Collection[ObstacleKind]
) -> Iterator[Row]:
    """Return each obstacle with the units behind it; what was let pass is ticked."""
    units = {entry.unit.code: entry for entry in county.units}
    for obstacle in county.obstacles():
        yield _obstacle(obstacle, obstacle.kind in passed)
        if obstacle.kind == "no_authority":
            yield _row("mend", Content.assemble("      ", (_("Write its name"), "$accent")))
        shown = obstacle.codes if obstacle.kind in unfolded else obstacle.codes[:UNITS_SHOWN]
        for code in shown:
            row = county.table.institution(code) if obstacle.kind == "provisional" else None
            yield _unit(obstacle.kind, units[code], _covered(row, county.programme.roll_up) if row else "")
        if more := len(obstacle.codes) - len(shown):
            text = ngettext("… and {number} more", "… and {number} more", more).format(number=more)
            yield _row(f"more {obstacle.kind}", Content.styled(f"      {text}", "$accent"))
        yield _line("")


def verdict(county: CountyYear, passed: Collection[ObstacleKind]) -> Content:
    """Say whether the year can be published, and what to do first."""
    standing = county.standing
    if county.is_published:
        text = _("Nothing changed since then: there is nothing to publish.")
        return Content.styled(f"{published_text(standing)}\n{text}", "$success")
    if not county.table.has_figures:
        return Content.styled(_("No signed examination counts yet: there is nothing to publish."), "$warning")
    left = sum(obstacle.kind not in passed for obstacle in county.obstacles())
    if left:
        text = ngettext(
            "{number} thing stands in the way. Let it pass, or go to its units and mend it.",
            "{number} things stand in the way. Let each pass, or go to its units and mend it.",
            left,
        ).format(number=left)
        return Content.styled(text, "bold $warning")
    return Content.styled(_("Nothing stands in the way any more; p publishes."), "bold $success")


def content_rows(county: CountyYear) -> Iterator[Row]:
    """Return what would be published: grades by kind, what is left out, the digest."""
    yield _line(_("What will be published"), "bold $primary")
    for title, text in content_lines(county):
        yield _line(Content.assemble(plain(title).truncate(20, pad=True), text), indent=3)
    changed = county.table.changed
    for unit in changed[:CHANGED_SHOWN]:
        text = plain(f"{unit.code}  {unit.name}  {first_text(unit)}")
        yield _line(text.stylize("$muted"), indent=5)
    if (more := len(changed) - CHANGED_SHOWN) > 0:
        rest = ngettext("… and {number} more", "… and {number} more", more).format(number=more)
        yield _line(Content.styled(rest, "$muted"), indent=5)


def content_lines(county: CountyYear) -> Iterator[tuple[str, Content]]:
    """Return the titles and counts of what would be published."""
    table = county.table
    yield _("Institutions"), _grades(row.grade for row in table.institutions)
    yield _("Branches"), _grades(unit.grade for row in table.institutions for unit in row.branches)
    yield (
        _("Service points"),
        _grades(unit.grade for row in table.institutions for unit in row.service_points),
    )
    if number := len(table.changed):
        text = ngettext("{number} unit", "{number} units", number).format(number=number)
        yield _("Not as first told"), Content(text)
    left_out = Counter(unit.why for unit in table.left_out)
    whys = [f"{_(WHYS[why])} {number}" for why, number in left_out.most_common()]
    yield _("Left out"), Content(f"{len(table.left_out)}" + (f" · {' · '.join(whys)}" if whys else ""))
    yield _("Digest"), Content.styled(table.digest[:SHORT_DIGEST], "$muted")


def correction_rows(
    county: CountyYear, lines: Sequence[Correction], history: Sequence[Event]
) -> Iterator[Row]:
    """Return what an amendment changes: why, and the old figure beside the new."""
    publication = county.published
    if publication is None or county.is_published:
        return
    yield _line("")
    yield _line(_("Against publication {number}").format(number=publication.number), "bold $primary")
    for code, reason in corrections(history):
        yield _line(plain(f"{code}  {reason}").stylize("$muted"), indent=3)
    for line in lines:
        yield _line(correction_text(line), indent=3)
    if not lines:
        yield _line(Content(_("No score and no grade differs.")), indent=3)


def correction_text(line: Correction) -> Content:
    """Return the old figure beside the new."""
    name = plain(f"{line.code}  {line.name}").truncate(NAME_CELLS, ellipsis=True, pad=True)
    old = Content.styled(f"{_score(line.old_score)} {line.old_grade or '—'}", "$muted")
    return Content.assemble(
        name, " ", old, " → ", (f"{_score(line.new_score)} {line.new_grade or '—'}", "bold")
    )


def _score(figure: object) -> str:
    return "—" if figure is None else str(figure)


def _grades(grades: Iterable[Letter | None]) -> Content:
    counted = Counter(grades)
    parts = [
        Content.assemble((letter, f"bold {GRADE_STYLES[letter]}"), f" {counted[letter]}")
        for letter in LETTERS
    ]
    if counted[None]:
        parts.append(Content(_("without a grade {number}").format(number=counted[None])))
    return Content(" · ").join(parts)


def _obstacle(obstacle: Obstacle, passed: bool) -> Row:
    mark, style = ("✓", "bold $success") if passed else ("○", "bold $warning")
    number = len(obstacle.codes)
    count = ngettext("{number} unit", "{number} units", number).format(number=number) if number else ""
    word = _("let pass") if passed else ""
    right = Content.styled("  ".join(filter(None, (word, count))), "$muted")

    def draw(width: int) -> Content:
        left = Content.assemble((f" {mark} ", style), plain(_(OBSTACLES[obstacle.kind])).stylize("bold"))
        room = max(0, width - right.cell_length - 2)
        return Content.assemble(left.truncate(room, ellipsis=True, pad=True), " ", right)

    return Row(f"obstacle {obstacle.kind}", draw)


def _covered(row: GradedInstitution, rules: RollUpRules) -> str:
    """Say how many branches and service points are in the table, of how many that the year wants."""
    branches_wanted, points_wanted = units_wanted(row.registered, rules)
    return _("branches {branches}/{branches_wanted} · points {points}/{points_wanted}").format(
        branches=len(row.branches),
        branches_wanted=branches_wanted,
        points=len(row.service_points),
        points_wanted=points_wanted,
    )


def _unit(kind: ObstacleKind, entry: UnitYear, standing: str) -> Row:
    if not standing:
        graded = entry.graded
        step = (
            f"{word(CASE_STATES, entry.case_state)} · " if kind == "open_cases" and entry.case_state else ""
        )
        standing = f"{step}{printed(graded.score)} {graded.grade}" if graded else _(STATES[entry.state])

    def draw(width: int) -> Content:
        left = Content.assemble(
            "      ", plain(entry.unit.code).stylize("$muted"), "  ", plain(entry.unit.name)
        )
        room = max(0, width - Content(standing).cell_length - 2)
        return Content.assemble(left.truncate(room, ellipsis=True, pad=True), " ", (standing, "$muted"))

    return Row(f"unit {kind} {entry.unit.code}", draw)


def _row(name: str, content: Content) -> Row:
    return Row(name, lambda width: content.truncate(width, ellipsis=True))


def _line(text: str | Content, style: str = "", indent: int = 1) -> Row:
    content = Content(" " * indent) + (Content.styled(text, style) if isinstance(text, str) else text)
    return Row(f"§{content.plain}", lambda width: content.truncate(width, ellipsis=True), selectable=False)

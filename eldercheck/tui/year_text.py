"""What the page of a year shows besides its rules: how far each year is, its history, what to do first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from eldercheck.language import _, ngettext
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.tui.year_rows import differing
from eldercheck.wording.year_history import Stage, stage, standing_text, told

if TYPE_CHECKING:
    from eldercheck.domain.ledger import Event
    from eldercheck.domain.programme import Programme
    from eldercheck.services.years import Years, YearStanding

STAGE_STYLES: dict[Stage, str] = {
    "not_open": "$muted",
    "open": "$foreground",
    "locked": "$foreground",
    "correction": "$warning",
    "changed": "$warning",
    "published": "$success",
}


@dataclass(frozen=True)
class YearView:
    """A year as it was read last, with the years beside it."""

    opened: tuple[Programme, ...]
    """The oldest first."""
    standing: YearStanding
    history: tuple[Event, ...]
    stages: Mapping[int, Stage]
    """How far each opened year is."""

    @property
    def year(self) -> int:
        """Which year."""
        return self.standing.programme.year

    @property
    def stage(self) -> Stage:
        """How far it is."""
        return self.stages[self.year]

    @property
    def before(self) -> Programme | None:
        """The rules of the year opened before it."""
        return next((one for one in reversed(self.opened) if one.year < self.year), None)

    def neighbour(self, step: int) -> int:
        """Return the year some places on (or back), held to the ends."""
        years = [programme.year for programme in self.opened]
        return years[max(0, min(len(years) - 1, years.index(self.year) + step))]


def read_year(years: Years, wished: int, known: Mapping[int, Stage]) -> YearView | None:
    """Read a year (the newest where that one was never opened); None where none was opened.

    `known` are the stages read before, so that only the year in view is read again.
    """
    opened = years.programmes()
    if not opened:
        return None
    year = wished if wished in {programme.year for programme in opened} else opened[-1].year
    standing, history = years.standing(year), years.history(year)
    stages = {
        one.year: known.get(one.year) or stage(years.standing(one.year), years.history(one.year))
        for one in opened
        if one.year != year
    }
    return YearView(opened, standing, history, {**stages, year: stage(standing, history)})


def standing_content(view: YearView) -> Content:
    """Return how far the year in view is, and by how many rules it differs from the one before."""
    text = plain(standing_text(view.standing, view.history)).stylize(STAGE_STYLES[view.stage])
    if view.before is None:
        return text
    number = differing(view.standing.programme, view.before)
    count = ngettext(
        "≠ {number} rule differs from {year}.", "≠ {number} rules differ from {year}.", number
    ).format(number=number, year=view.before.year)
    return Content.assemble(text, "\n", (count, "$muted"))


def teaching_paragraphs() -> Iterator[Paragraph]:
    """Return what a county without any year is told."""
    yield Paragraph(Content.styled(_("No year was opened yet."), "bold"), indent=2)
    yield Paragraph()
    steps = (
        ("n", _("Open the year: who assesses, by which rules. Its checklists are frozen then."), "open_year"),
        ("i", _("Read the register of institutions, branches and service points."), "register"),
        ("Esc", _("Examine: from home, one unit after another; the first signature locks the rules."), ""),
        ("p", _("Publish: a check names what stands in the way; then the table is read-only."), ""),
    )
    for key, text, target in steps:
        lead = Content.styled(key, "bold $accent").truncate(5, pad=True)
        yield Paragraph(Content(text), target, indent=4, lead=lead)


def history_paragraphs(history: Sequence[Event]) -> Iterator[Paragraph]:
    """Return what was said of a year, the newest first."""
    for event in reversed(history):
        line = told(event)
        yield Paragraph(
            Content.assemble(
                (line.moment, "$muted"), " ", plain(line.author).stylize("bold"), f" {line.title}"
            )
        )
        for detail in line.details:
            yield Paragraph(plain(detail), indent=2)
        yield Paragraph()

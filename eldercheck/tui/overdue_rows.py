"""What is overdue, as the county's screens show it: a line for the county, a figure for each institution."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from eldercheck.language import _, ngettext
from eldercheck.services.county import CountyYear, Tally
from eldercheck.tui.behind import target
from eldercheck.tui.small_bars import left, right
from eldercheck.tui.widgets.figure_list import Cell, FigureRow

OVERDUE_CELLS = 5


def overdue_rows(county: CountyYear) -> Iterator[FigureRow]:
    """Return a line that says how many findings are overdue, in how many units; none where none is."""
    tally = county.tally()
    if not tally.overdue:
        return
    units = ngettext("{number} unit", "{number} units", tally.overdue_units).format(
        number=tally.overdue_units
    )
    text = _("{findings}, in {units}").format(findings=overdue_text(tally.overdue), units=units)

    def cells(width: int) -> tuple[Cell, ...]:
        return (Cell(left(Content.styled(f" ! {text}", "bold $error"), width), target("overdue", "")),)

    yield FigureRow("overdue", cells)


def overdue_cell(county: CountyYear, tally: Tally, head: str) -> Iterator[Cell]:
    """Return the figure of an institution (by its id) or the county; none where nothing at all is overdue."""
    if not county.tally().overdue:
        return
    number = tally.overdue
    shown = right(str(number) if number else "·", OVERDUE_CELLS, "bold $error" if number else "$muted")
    yield Cell(shown, target("overdue", head) if number else "")


def overdue_text(number: int) -> str:
    """Say how many findings are overdue."""
    return ngettext("{number} finding overdue", "{number} findings overdue", number).format(number=number)

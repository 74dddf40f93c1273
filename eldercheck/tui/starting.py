"""Starting an assessment of a unit from a list: whose, what there is already, and the walk that follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from eldercheck.domain.errors import EldercheckError, StateError
from eldercheck.tui.home_rows import standings
from eldercheck.tui.screens.start import StartDialog
from eldercheck.wording.errors import explain

if TYPE_CHECKING:
    from eldercheck.domain.assessment import Party
    from eldercheck.domain.register import Unit
    from eldercheck.services.casebook import Case
    from eldercheck.services.examination import Examination
    from eldercheck.tui.app import EldercheckApp
    from eldercheck.tui.keyed_screen import KeyedScreen


def offer_visit(office: EldercheckApp, examination: Examination, field: str = "") -> None:
    """Ask for the visit of an examination; Escape leaves it for later. A bank's self-assessment has none.

    `field` is where the cursor stands first; empty for the day.
    """
    from eldercheck.tui.screens.visit import VisitDialog

    if examination.assessment.party == "examiner":
        office.push_screen(VisitDialog(office, examination, field))


def offer_start(
    screen: KeyedScreen,
    unit: Unit,
    cases: Sequence[Case],
    walk: Callable[[Examination], object],
    first: Party = "examiner",
) -> None:
    """Ask who assesses a unit, open its assessment of this year and walk it; say why where it cannot be.

    `cases` are the assessments of the unit that there are already, the newest first; on `first` the cursor
    stands.
    """
    office = screen.office
    if not office.may_write():
        return
    year = office.casebook.this_year
    if office.years.standing(year).is_closed_to(unit.code):
        refused = explain(StateError("year_published", year=year))
        screen.notify(refused, severity="warning", markup=False)
        return

    def start(party: Party | None) -> None:
        if party is None:
            return
        try:
            examination = office.casebook.start(unit, party)
        except EldercheckError as error:
            office.report(error)
        else:
            walk(examination)
            offer_visit(office, examination)

    screen.app.push_screen(StartDialog(unit, year, standings(cases, year), first), start)

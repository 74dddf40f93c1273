"""The bonus of an institution for a year: points and reason by entry, with the running total."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.checklist import BonusEntry, Checklist
from eldercheck.domain.clean_text import visible
from eldercheck.domain.errors import EldercheckError, SheetError, StateError
from eldercheck.domain.figures import Figure, narrow_digits, read_decimal
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit
from eldercheck.language import _, current
from eldercheck.services.years import Years, YearStanding
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.form import Field, FormDialog

if TYPE_CHECKING:
    from eldercheck.tui.keyed_screen import KeyedScreen


class BonusDialog(FormDialog[bool]):
    """Every entry of the bonus, its question and its maximum."""

    def __init__(self, years: Years, programme: Programme, unit: Unit) -> None:
        super().__init__()
        self._years, self._programme, self._unit = years, programme, unit
        self._checklist: Checklist = years.checklist(programme, "institution")
        self._given = {line.entry: line for line in years.bonus_lines(programme.year, unit)}

    def heading(self) -> Content:
        """Name the institution and the year."""
        return Content.assemble(
            _("Bonus {year}").format(year=self._programme.year), " · ", plain(self._unit.name)
        )

    def fields(self) -> list[Field]:
        """Return points and reason of every entry."""
        return [field for entry in self._checklist.bonus for field in self._entry(entry)]

    def after(self) -> list[Widget]:
        """Return the running total."""
        return [Static("", id="total")]

    def on_mount(self) -> None:
        """Show the total of what was given before."""
        self._add_up()

    def place_of(self, error: EldercheckError) -> str:
        """Put an error beside its entry; a missing reason beside the first that lacks one."""
        if error.code == "bonus_needs_reason":
            values = self.values()
            lacking = (
                f"reason-{entry.id}"
                for entry in self._checklist.bonus
                if values[entry.id].strip() and not values[f"reason-{entry.id}"].strip()
            )
            return next(lacking, "")
        return str(error.values.get("item", ""))

    def save(self, values: Mapping[str, str]) -> bool:
        """Read the points, then give them."""
        given: dict[str, tuple[Fraction, str]] = {}
        for entry in self._checklist.bonus:
            points = self._points(entry, values[entry.id])
            if points:
                given[entry.id] = points, values[f"reason-{entry.id}"]
        self._years.give_bonus(self._programme.year, self._unit, given)
        return True

    @on(Input.Changed)
    def _add_up(self) -> None:
        values, total = self.values(), Fraction(0)
        for entry in self._checklist.bonus:
            total += read_decimal(narrow_digits(values[entry.id])) or 0
        most = self._programme.roll_up.bonus_at_most
        counted = Figure.of(min(total, most))
        text = _("Together {total}").format(total=Figure.of(total))
        more = _("; the year counts at most {most}, so {counted} counts").format(
            most=decimal_text(most), counted=counted
        )
        within = _(" of at most {most}").format(most=decimal_text(most))
        line = (
            Content.styled(text + more, "bold $warning")
            if total > most
            else Content.styled(text + within, "bold")
        )
        self.query_one("#total", Static).update(line)

    def _entry(self, entry: BonusEntry) -> tuple[Field, Field]:
        given = self._given.get(entry.id)
        ask = f"{entry.id}  {entry.ask.in_language(current())}"
        points = decimal_text(given.points) if given else ""
        return (
            Field(entry.id, ask, points, _("0–{most} points").format(most=entry.at_most), 8, cells=8),
            Field(f"reason-{entry.id}", _("why"), given.reason if given else "", longest=200, beside=True),
        )

    def _points(self, entry: BonusEntry, text: str) -> Fraction | None:
        text = narrow_digits(text)
        points = read_decimal(text) if text else Fraction(0)
        if points is None:
            raise SheetError("bonus_not_decimal", item=entry.id, given=text)
        if points > entry.at_most:
            raise SheetError("bonus_out_of_range", item=entry.id, at_most=entry.at_most)
        return points


def ask_bonus(screen: KeyedScreen, standing: YearStanding, unit: Unit | None = None) -> None:
    """Ask for the bonus of an institution; without one, ask which first."""
    from eldercheck.tui.screens.find import FindDialog

    office, year = screen.office, standing.programme.year
    if standing.is_final:
        office.report(StateError("year_published", year=year))
        return
    heads = {
        one.id: one for one in office.casebook.units() if one.kind == "institution" and one.stands_in(year)
    }
    if unit is None and len(heads) == 1:
        unit = next(iter(heads.values()))
    if unit is not None:
        given_to = unit

        def done(saved: bool | None) -> None:
            if saved:
                screen.repaint()
                text = _("The bonus of {name} is kept.").format(name=visible(given_to.name))
                screen.notify(text, markup=False)

        screen.app.push_screen(BonusDialog(office.years, standing.programme, unit), done)
    elif not heads:
        screen.notify(_("There is no institution yet; the register comes first."), markup=False)
    else:
        given = office.years.bonus(year)
        lines = [(one.id, _line(one, given.get(one.id, {}))) for one in heads.values()]

        def chosen(unit_id: str | None) -> None:
            if unit_id in heads:
                ask_bonus(screen, standing, heads[unit_id])

        screen.app.push_screen(FindDialog(lines), chosen)


def _line(unit: Unit, given: Mapping[str, Fraction]) -> str:
    total = sum(given.values(), Fraction(0))
    return f"{unit.code}  {unit.name}" + (f"  +{decimal_text(total)}" if total else "")

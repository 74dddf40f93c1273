"""The ways from a screen to the county, the grade table and the register of the year it shows."""

from __future__ import annotations

from eldercheck.language import _
from eldercheck.tui.keyed_screen import KeyedScreen


class WaysOfAYear(KeyedScreen):
    """A screen from which one goes on to what else there is of a year."""

    def year_in_view(self) -> int | None:
        """Return the year that is shown; None for the one that work goes on in."""
        return None

    def action_county(self) -> None:
        """See how far the county's year is."""
        from eldercheck.tui.screens.county import CountyScreen

        self.app.push_screen(CountyScreen(self.year_in_view()))

    def action_grades(self) -> None:
        """Show the grade table, and hand it over from there."""
        from eldercheck.tui.screens.grades import GradesScreen

        self.app.push_screen(GradesScreen(self.year_in_view()))

    def action_inbox(self) -> None:
        """See what waits for whom."""
        from eldercheck.tui.screens.inbox import InboxScreen

        self.app.push_screen(InboxScreen())

    def action_draw(self) -> None:
        """Draw the visits of the year in view, or see who was drawn."""
        from eldercheck.services.drawing import Draw
        from eldercheck.tui.screens.draw import DrawDialog, draw_paragraphs
        from eldercheck.tui.screens.page import PageDialog

        def drawn(draw: Draw | None) -> None:
            if draw is not None:
                units = self.office.casebook.units()
                self.app.push_screen(PageDialog(_("Drawn for a visit"), tuple(draw_paragraphs(draw, units))))

        if self.office.may_write():
            year = self.year_in_view() or self.office.years.current()
            self.app.push_screen(DrawDialog(self.office, year), drawn)

    def action_register(self) -> None:
        """Keep the register."""
        from eldercheck.tui.screens.register import RegisterScreen

        self.app.push_screen(RegisterScreen())

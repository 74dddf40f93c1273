"""What the screens of the county share: the year as read once, other years, and the way to a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size

from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.table_facts import TableFacts
from eldercheck.language import _
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.bars import TitleBar
from eldercheck.tui.widgets.pane import Pane, Paragraph
from eldercheck.wording.errors import explain
from eldercheck.wording.moments import local_day

if TYPE_CHECKING:
    from eldercheck.domain.grade_table import GradeTable
    from eldercheck.services.county import CountyYear, UnitYear
    from eldercheck.services.examination import Examination

DIGEST_CELLS = 8
"""How much of a digest stands in a title; the whole one stands in what is published."""


class ReadsYear(KeyedScreen):
    """A screen over one year of the county, read anew on coming back and at no other time."""

    def __init__(self, year: int | None = None) -> None:
        super().__init__()
        self.year = year
        """None: the year that work goes on in."""
        self.county: CountyYear | None = None
        self.last: GradeTable | None = None
        """The table of the year before; None where there is none."""
        self.last_facts: TableFacts | None = None
        self._stale = True
        self._drawn_at: Size | None = None

    def on_screen_resume(self) -> None:
        """Read anew on coming back, when the handler of every screen draws."""
        self._stale = True

    def redraw_in_new_size(self) -> None:
        """Draw anew unless this size was drawn for already."""
        if self.app.size != self._drawn_at:
            self.redraw()

    def repaint(self) -> None:
        """Read the year where that is due, and draw it."""
        self._drawn_at = self.app.size
        if self._stale:
            self._read()
        if self.county is not None:
            self.draw(self.county)
        self.show_keys(self.office.standing())

    def draw(self, county: CountyYear) -> None:
        """Draw the year as it was read."""
        raise NotImplementedError

    def action_other_year(self, step: int) -> None:
        """Show the year before or after, of those that were opened."""
        years = [programme.year for programme in self.office.years.programmes()]
        now = self.county.programme.year if self.county else 0
        beside = [year for year in years if (year - now) * step > 0]
        if not beside:
            text = _("No later year was opened.") if step > 0 else _("No earlier year was opened.")
            self.notify(text, markup=False)
            return
        self.year, self._stale = beside[0] if step > 0 else beside[-1], True
        self.repaint()

    def show_title(self, what: str) -> None:
        """Say which county and year this is, and whether it is published."""
        if self.county is None:
            return
        programme = self.county.programme
        left = Content.assemble(
            plain(what).stylize("bold"),
            f" · {programme.year}",
            plain(f" · {programme.authority}" if programme.authority else ""),
        )
        self.query_one(TitleBar).show(left, year_mark(self.county))

    def action_export(self) -> None:
        """Hand the grade table or the findings of the year over as a file."""
        from eldercheck.tui.papers import year_papers
        from eldercheck.tui.screens.export import ExportDialog

        if self.county is not None:
            self.app.push_screen(ExportDialog(year_papers(self.office, self.county, self.last)))

    def open_unit(self, entry: UnitYear) -> None:
        """Show a unit's result, go on with its examination, or start one."""
        case = entry.examined
        if case is None:
            self._offer_start(entry)
        elif case.assessment.is_open:
            self._walk(self.office.resume(case.assessment.id))
        else:
            self.show_result(case.assessment.id)

    def show_comparison(self, entry: UnitYear | None) -> None:
        """Put the self-assessment of a unit beside its examination."""
        from eldercheck.tui.screens.compare import CompareScreen

        if entry is not None and self.county is not None:
            self.app.push_screen(CompareScreen(entry.unit, self.county.programme.year))

    def open_case(self, entry: UnitYear) -> None:
        """Show the case of a unit's examination: what became of it since its signature."""
        from eldercheck.tui.screens.case import CaseScreen

        examination = self.office.resume(entry.examined.assessment.id) if entry.examined else None
        if examination is not None:
            self.app.push_screen(CaseScreen(examination))

    def show_result(self, assessment_id: str) -> None:
        """Show the result of a signed examination."""
        from eldercheck.tui.screens.result import ResultScreen

        examination = self.office.resume(assessment_id)
        if examination is not None:
            self.app.push_screen(ResultScreen(examination))

    def show_unit_history(self, entry: UnitYear | None) -> None:
        """Show who said what of a unit's examination."""
        if entry is None or entry.examined is None:
            self.notify(_("This unit has no assessment in this year yet."), markup=False)
        else:
            self.show_history(entry.examined.assessment.id)

    def unit_by_code(self, code: str) -> UnitYear | None:
        """Return a unit of the year by its code."""
        units = self.county.units if self.county else ()
        return next((entry for entry in units if entry.unit.code == code), None)

    def _read(self) -> None:
        try:
            county = self.office.county.year(self.year)
            last = self.office.county.before(county.programme.year)
        except EldercheckError as error:
            self.county = None
            self.say_fault(explain(error))
        else:
            if last is not self.last:
                self.last_facts = TableFacts.of(last) if last else None
            self.county, self.last = county, last
        self._stale = False

    def say_fault(self, text: str) -> None:
        """Say in place of the figures why there are none."""
        self.query_one("#fault", Pane).display = True
        self.query_one("#fault", Pane).show([Paragraph(plain(text, multiline=True), indent=2)])

    def say_empty(self) -> None:
        """Say what comes first in a year without any unit."""
        text = _(
            "No unit stands in this year yet. From home, y opens the year and i reads the register; "
            "then the figures appear here."
        )
        self.say_fault(text)

    def _offer_start(self, entry: UnitYear) -> None:
        from eldercheck.tui.starting import offer_start

        if self.county is None or self.county.programme.year != self.office.casebook.this_year:
            self.notify(_("This unit was not examined that year."), markup=False)
        else:
            cases = () if entry.self_assessed is None else (entry.self_assessed,)
            offer_start(self, entry.unit, cases, self._walk)

    def _walk(self, examination: Examination | None) -> None:
        from eldercheck.tui.screens.walk import WalkScreen

        if examination is not None:
            self.app.push_screen(WalkScreen(examination))


def year_mark(county: CountyYear) -> Content:
    """Say whether a year is a draft, published (with the digest), or changed since."""
    published = county.published
    if published is None:
        text = _("draft, not published") if county.standing.is_open else _("not opened yet")
        return Content.styled(text, "$warning bold")
    digest = published.digest[:DIGEST_CELLS]
    if county.is_published:
        text = _("published {day} · {digest}").format(day=local_day(published.at), digest=digest)
        return Content.styled(text, "$success bold")
    return Content.styled(_("changed since published · {digest}").format(digest=digest), "$error bold")

"""Opening a year: which, whose, and by which rules; what differs is shown before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.figures import narrow_digits
from eldercheck.domain.programme import Programme
from eldercheck.domain.programme_settings import ProgrammeError, differences
from eldercheck.language import N_, _, ngettext
from eldercheck.services.years import ProgrammeFaults
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.form import Field, FormDialog
from eldercheck.tui.screens.rules import read_rules
from eldercheck.tui.widgets.choice import Choice
from eldercheck.tui.widgets.pane import Pane, Paragraph
from eldercheck.wording.year_history import change_text
from eldercheck.wording.years import setting_title

if TYPE_CHECKING:
    from eldercheck.tui.app import EldercheckApp

DEFAULTS = "defaults"
EARLIER_SHOWN = 3


class OpenYearDialog(FormDialog[Programme]):
    """Starts from the last year where there is one, else from the defaults."""

    saves = N_("open the year")

    def __init__(self, office: EldercheckApp, year: int, earlier: Sequence[Programme]) -> None:
        super().__init__()
        self._office, self._year = office, year
        self._earlier = {str(one.year): one for one in reversed(earlier[-EARLIER_SHOWN:])}
        self._filled = self._from(next(iter(self._earlier), DEFAULTS))

    def heading(self) -> Content:
        """Say what opening does."""
        return Content(_("Open a year: its checklists are frozen as they are now"))

    def fields(self) -> list[Field]:
        """Return the year, who assesses, and what to start from."""
        starts = [*((name, name) for name in self._earlier), (DEFAULTS, _("the defaults"))]
        return [
            Field("year", _("Year"), str(self._year), "2000–2100", 4, cells=10),
            Field("authority", setting_title("authority"), self._filled.authority),
            Field("contact", setting_title("contact"), self._filled.contact),
            Field("author", _("Your name, kept in the history"), self._office.years.author, longest=60),
            Field("start", _("Start from the rules of"), self._filled_by, choices=tuple(starts)),
        ]

    @property
    def _filled_by(self) -> str:
        return next(iter(self._earlier), DEFAULTS)

    def after(self) -> list[Widget]:
        """Return where the differences are shown."""
        return [Pane(id="differences")]

    def on_mount(self) -> None:
        """Show the differences of the first choice."""
        self._compare()

    def save(self, values: Mapping[str, str]) -> Programme:
        """Open the year."""
        text = narrow_digits(values["year"])
        if not (text.isascii() and text.isdigit()):
            raise ProgrammeFaults([ProgrammeError("year_out_of_bounds", "year", given=values["year"])])
        if not values["authority"].strip():
            raise ProgrammeFaults([ProgrammeError("authority_wanted", "authority")])
        typed = {name: values[name] for name in ("authority", "contact")}
        programme = replace(self._from(values["start"]), year=int(text), checklists={})
        programme = read_rules(programme, typed)
        self._office.write_as(values["author"])
        return self._office.years.open(programme)

    def place_of(self, error: EldercheckError) -> str:
        """A year that is open already is a fault of the year typed."""
        return "year" if error.code == "year_open_already" else super().place_of(error)

    @on(Choice.Changed, "#start")
    def _start_chosen(self, message: Choice.Changed) -> None:
        start = self._from(message.choice.value)
        for name, text in (("authority", start.authority), ("contact", start.contact)):
            field = self.query_one(f"#{name}", Input)
            if text and field.value in ("", getattr(self._filled, name)):
                field.value = text
        self._filled = start
        self._compare()

    def _from(self, start: str) -> Programme:
        return self._earlier.get(start, Programme(self._year))

    def _compare(self) -> None:
        """Show how the start differs: an earlier year from the defaults, the defaults from the last year."""
        chosen = self.query_one("#start", Choice).value
        newest = next(iter(self._earlier), None)
        if chosen == DEFAULTS and newest is None:
            self.query_one(Pane).show(
                [Paragraph(_muted(_("Every rule can be changed until the first signature.")))]
            )
            return
        base = self._earlier[newest] if chosen == DEFAULTS and newest else Programme(self._year)
        lines = [
            Paragraph(
                plain(change_text(name, old, new)),
                indent=2,
            )
            for name, old, new in differences(
                replace(base, checklists={}), replace(self._from(chosen), checklists={})
            )
            if name not in ("authority", "contact")
        ]
        than = _("the defaults") if base.year == self._year else str(base.year)
        count = ngettext(
            "{number} rule differs from {than}", "{number} rules differ from {than}", len(lines)
        ).format(number=len(lines), than=than)
        self.query_one(Pane).show([Paragraph(_muted(count)), *lines])


def _muted(text: str) -> Content:
    return Content.styled(text, "$muted")

"""The visit of an examination: when, how, in what weather, whom they met and who they were."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.content import Content

from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.visit import WAYS, WEATHERS, Visit, Way
from eldercheck.language import N_, _
from eldercheck.services.examination import Examination
from eldercheck.services.visits import Visits, cleaned, typed_visit
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.dialog import key_line
from eldercheck.tui.screens.form import Field, FormDialog
from eldercheck.wording.case_words import WEATHERS as WEATHER_WORDS

if TYPE_CHECKING:
    from eldercheck.tui.app import EldercheckApp

SHORT_WAYS: dict[Way, str] = {
    "announced": N_("announced"),
    "unannounced": N_("unannounced"),
    "secret": N_("secret"),
}
"""How the examiners came, in words that stand side by side on a narrow screen."""
NAMES_IN_A_LINE = 3
NAME_CELLS, DAY_CELLS, TIME_CELLS = 17, 14, 9


class VisitDialog(FormDialog[bool]):
    """Asks what a visit must say; whatever is missing is told under its field. Its end may wait."""

    saves = N_("record")

    def __init__(self, office: EldercheckApp, examination: Examination, field: str = "") -> None:
        super().__init__()
        self.begin_at = "examiner0" if field == "examiners" else field
        self._office, self._examination = office, examination
        self._visits = Visits(examination)
        self._filled = self._visits.visit or Visit(
            examination.today, office.time_now(), examiners=tuple(office.names)
        )

    def heading(self) -> Content:
        """Name the unit."""
        return Content.assemble(_("The visit"), " · ", plain(self._examination.unit.name))

    def fields(self) -> list[Field]:
        """Return what a visit says; the weather only where an item hangs on it."""
        visit = self._filled
        weathers = [(name, _(WEATHER_WORDS[name])) for name in WEATHERS]
        weather = Field("weather", _("Weather"), visit.weather or "", choices=tuple(weathers), unset=True)
        ways = tuple((name, _(SHORT_WAYS[name])) for name in WAYS)
        return [
            Field("day", _("Day, start and end"), visit.day, longest=40, cells=DAY_CELLS),
            Field("start", _("start"), visit.start, longest=12, cells=TIME_CELLS, beside=True),
            Field("end", _("end"), visit.end, longest=12, cells=TIME_CELLS, beside=True),
            Field("way", _("How the examiners came"), visit.way or "", choices=ways, unset=True),
            *([weather] if self._visits.asks_weather else []),
            Field("met", _("Met by (staff of the unit, never a customer)"), visit.met, longest=120),
            *self._examiners(),
        ]

    def keys(self) -> Content:
        """Return the line of keys: what was never recorded can wait."""
        away = _("back") if self._visits.visit else _("later")
        return key_line(("↑↓", _("next field")), ("↵", _(self.saves)), ("Esc", away))

    def _examiners(self) -> list[Field]:
        least = self._visits.least_examiners
        names = self._filled.examiners
        label = _("Examiners, at least {number}").format(number=least)
        return [
            Field(
                f"examiner{place}",
                _("their name") if place % NAMES_IN_A_LINE else label,
                names[place] if place < len(names) else "",
                longest=60,
                cells=NAME_CELLS,
                beside=bool(place % NAMES_IN_A_LINE),
            )
            for place in range(max(least, len(names)) + 1)
        ]

    def save(self, values: Mapping[str, str]) -> bool:
        """Record the visit, and offer the names the next time."""
        names = [text for name, text in values.items() if name.startswith("examiner")]
        visit = typed_visit(values, names)
        try:
            self._visits.record(visit)
        except EldercheckError:
            with suppress(EldercheckError):
                self._examination.reload()
            raise
        self._office.remember_names(cleaned(visit).examiners)
        return True

    def place_of(self, error: EldercheckError) -> str:
        """Return the field that an error is about: of the examiners the first without a name."""
        field = str(error.values.get("field", ""))
        if field != "examiners":
            return field
        names = {name: text for name, text in self.values().items() if name.startswith("examiner")}
        return next((name for name, text in names.items() if not text.strip()), next(iter(names)))

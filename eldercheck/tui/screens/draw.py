"""Drawing the visits of a year: the seed, whom it draws, and the draw that is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.register import Unit
from eldercheck.language import N_, _, ngettext
from eldercheck.services.drawing import Draw
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.form import Field, FormDialog
from eldercheck.tui.widgets.pane import Pane, Paragraph
from eldercheck.wording.moments import local_moment

if TYPE_CHECKING:
    from eldercheck.tui.app import EldercheckApp


class DrawDialog(FormDialog[Draw]):
    """Asks for the seed, for the name of whoever draws, and after a first draw for the reason of another."""

    saves = N_("draw")
    begin_at = "seed"

    def __init__(self, office: EldercheckApp, year: int) -> None:
        super().__init__()
        self._office, self._year = office, year
        self._before = office.drawing.standing(year)

    def heading(self) -> Content:
        """Say what is drawn."""
        return Content(_("Draw the branches and service points to visit in {year}").format(year=self._year))

    def before(self) -> list[Widget]:
        """Say that anybody can repeat it, and what was drawn already."""
        text = _("Best a seed drawn in public: with it and the register anybody draws the same units.")
        notes = [Static(Content(text), classes="form-note")]
        if self._before is not None:
            said = _("Drawn already with the seed {seed}; drawing again takes a reason.")
            warning = plain(said.format(seed=self._before.seed)).stylize("$warning")
            notes.append(Static(warning, classes="form-note"))
        return list[Widget](notes)

    def fields(self) -> list[Field]:
        """Ask for the seed and the name."""
        fields = [
            Field("seed", _("Seed"), hint=_("any text or numbers"), longest=60),
            Field("author", _("Your name, kept in the history"), self._office.years.author, longest=60),
        ]
        return fields if self._before is None else [*fields, Field("reason", _("Reason"), longest=200)]

    def after(self) -> list[Widget]:
        """Show whom the draw that is kept drew."""
        return [] if self._before is None else [Pane(id="drawn")]

    def on_mount(self) -> None:
        """Write whom it drew."""
        if self._before is not None:
            units = self._office.casebook.units()
            self.query_one("#drawn", Pane).show(tuple(draw_paragraphs(self._before, units)))

    def place_of(self, error: EldercheckError) -> str:
        """Put a missing reason beside its field, all else beside the seed."""
        return "reason" if error.code == "drawn_already" and self._before is not None else "seed"

    def save(self, values: Mapping[str, str]) -> Draw:
        """Draw, and keep it."""
        self._office.write_as(values["author"])
        return self._office.drawing.draw(self._year, values["seed"], values.get("reason", ""))


def draw_paragraphs(draw: Draw, units: Sequence[Unit]) -> Iterator[Paragraph]:
    """Return the units of a draw below their institutions, with the seed that drew them."""
    by_code, heads = {unit.code: unit for unit in units}, {unit.id: unit for unit in units}
    number = len(draw.codes)
    text = ngettext("{number} unit, seed {seed}", "{number} units, seed {seed}", number)
    yield Paragraph(plain(text.format(number=number, seed=draw.seed)).stylize("bold"))
    yield Paragraph(plain(f"{draw.author} · {local_moment(draw.at)}").stylize("$muted"))
    above = ""
    for code in draw.codes:
        unit = by_code.get(code)
        head = heads.get(unit.parent or "") if unit else None
        if head is not None and head.name != above:
            above = head.name
            yield Paragraph()
            yield Paragraph(plain(above).stylize("bold"))
        name = unit.name if unit else ""
        yield Paragraph(plain(name), indent=1, lead=plain(f"{code}  ").stylize("$muted"))

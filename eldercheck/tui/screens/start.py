"""Starting an assessment: by examiners, or a bank's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from eldercheck.domain.assessment import Party
from eldercheck.domain.register import Unit
from eldercheck.language import _
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.dialog import Dialog, key_line
from eldercheck.tui.walk_margin import party_title
from eldercheck.tui.widgets.row_list import Row, RowList


class StartDialog(Dialog[Party]):
    """Two choices; Enter takes the examination, or the one that was meant."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False),
        Binding("1,１", "party('examiner')", show=False),
        Binding("2,２", "party('bank')", show=False),
    ]

    def __init__(
        self, unit: Unit, year: int, there: Mapping[str, str] | None = None, first: Party = "examiner"
    ) -> None:
        """`there` says for each party how its assessment of this year stands, where there is one."""
        super().__init__()
        self._unit, self._year, self._there = unit, year, dict(there or {})
        self._first = first

    def heading(self) -> Content:
        """Name the unit."""
        return Content.assemble(_("New assessment of "), plain(self._unit.name).stylize("bold"))

    def parts(self) -> list[Widget]:
        """Return the choices."""
        return [RowList(id="parties")]

    def keys(self) -> Content:
        """Return the line of keys."""
        return key_line(("↑↓", _("choose")), ("↵", _("start")), ("Esc", _("back")))

    def on_mount(self) -> None:
        """Show the choices."""
        meanings = {
            "examiner": _("by examiners; it counts"),
            "bank": _("by the bank; the grade shows as you go"),
        }
        rows = [self._choice(n, party, meaning) for n, (party, meaning) in enumerate(meanings.items(), 1)]
        self.query_one(RowList).show(rows, self._first)
        self.query_one(RowList).focus()

    def _choice(self, number: int, party: str, meaning: str) -> Row:
        text = f"{number} " + _("{party}: {meaning}").format(
            party=party_title(party, self._year), meaning=meaning
        )
        return Row(party, lambda width: plain(text).truncate(width, ellipsis=True))

    def action_take(self) -> None:
        """Take the choice under the cursor."""
        self.action_party(self.query_one(RowList).current)

    def action_party(self, party: str) -> None:
        """Take a choice; where there is such an assessment already, only when asked twice."""
        if party in self._there:
            text = _("There is one already: {title}, {standing}. The same key again starts another.")
            self.show_fault(
                text.format(title=party_title(party, self._year), standing=self._there.pop(party))
            )
            return
        self.dismiss("bank" if party == "bank" else "examiner")

    @on(RowList.Chosen)
    def _clicked(self, message: RowList.Chosen) -> None:
        self.action_party(message.row)

"""The inbox: what waits for a role, the longest waiting first; Enter goes to where it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.waiting import ROLES, Role
from eldercheck.language import _
from eldercheck.services.inbox import Waiting, about
from eldercheck.tui.inbox_keys import INBOX
from eldercheck.tui.inbox_rows import empty_paragraphs, inbox_heads, inbox_rows, role_tabs, row_id
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.head_line import HeadLine
from eldercheck.tui.widgets.pane import Pane, Paragraph
from eldercheck.tui.widgets.row_list import RowList
from eldercheck.wording.errors import explain

if TYPE_CHECKING:
    from eldercheck.domain.register import Unit
    from eldercheck.services.examination import Examination

_IN_THE_SHEET = frozenset({"to_finish", "returned", "own_to_finish"})
"""What is done by walking the sheet; the rest of what has an assessment is done in its case."""
_ALL = "*"


class InboxScreen(KeyedScreen):
    """Three lists, one for each role; the role and the bank are remembered."""

    KEYS: ClassVar[Sequence[Key]] = INBOX
    BINDINGS: ClassVar[list[BindingType]] = bindings(INBOX)
    AUTO_FOCUS = "#waiting"

    def __init__(self) -> None:
        super().__init__()
        self.year = 0
        """The year in view; 0 before it is read."""
        self.found: dict[Role, tuple[Waiting, ...]] = dict.fromkeys(ROLES, ())
        """What waits for each role, of all institutions."""
        self.bank: Unit | None = None
        """The institution whose inbox is shown; None for all."""
        self.fault = ""

    def compose(self) -> ComposeResult:
        """Lay out the title, the roles, the heads, the rows (or what an empty list teaches) and the keys."""
        yield TitleBar()
        yield HeadLine(id="roles")
        yield HeadLine(id="heads")
        yield RowList(id="waiting")
        yield Pane(id="nothing")
        yield KeyBar()

    def keys_now(self) -> Sequence[Key]:
        """Leave out what the role in view, or an empty list, does not take."""
        silent = set() if self.role == "bank" else {"inbox.bank"}
        if not self.shown:
            silent |= {"inbox.open", "inbox.find"}
        return [key for key in INBOX if key.id not in silent]

    @property
    def role(self) -> Role:
        """The role in view."""
        return self.office.role

    @property
    def shown(self) -> tuple[Waiting, ...]:
        """What stands in the list."""
        return self._of(self.role)

    def on_screen_resume(self) -> None:
        """Read anew on coming back, and draw."""
        self._read()
        super().on_screen_resume()

    def repaint(self) -> None:
        """Draw the role in view."""
        shown, bank = self.shown, self.bank if self.role == "bank" else None
        title = Content.assemble((_("Inbox"), "bold"), f" · {self.year}")
        whose = plain(bank.name) if bank else Content("")
        late = sum(one.wait.overdue for one in shown)
        overdue = (
            Content.styled(_("overdue {number}").format(number=late), "bold $error") if late else Content("")
        )
        parts = [part for part in (whose, overdue) if part]
        self.query_one(TitleBar).show(title, Content(" · ").join(parts))
        numbers = {role: len(self._of(role)) for role in ROLES}
        self.query_one("#roles", HeadLine).show(lambda _width: role_tabs(numbers, self.role))
        heads, rows, nothing = (
            self.query_one("#heads", HeadLine),
            self.query_one("#waiting", RowList),
            self.query_one("#nothing", Pane),
        )
        heads.display = rows.display = bool(shown)
        nothing.display = not shown
        if shown:
            heads.show(lambda _width: [(inbox_heads(shown, rows.scrollable_content_region.width), "")])
            rows.show(tuple(inbox_rows(shown)))
        else:
            nothing.show(self._nothing())
        self.show_keys(self.office.standing())

    def action_open(self) -> None:
        """Go to where the thing under the cursor is done."""
        from eldercheck.tui.screens.case import CaseScreen
        from eldercheck.tui.screens.publish import PublishScreen
        from eldercheck.tui.starting import offer_start

        current = self.query_one("#waiting", RowList).current
        one = next((one for one in self.shown if row_id(one) == current), None)
        if one is None:
            return
        if one.unit is None:
            self.app.push_screen(PublishScreen(self.year))
        elif one.case is None:
            offer_start(self, one.unit, (), self._walk, "bank")
        elif (examination := self.office.resume(one.case.assessment.id)) is None:
            return
        elif one.wait.kind in _IN_THE_SHEET:
            self._walk(examination)
        else:
            self.app.push_screen(CaseScreen(examination))

    def action_next_role(self, step: int) -> None:
        """Show the next role, or the one before."""
        self.action_role((ROLES.index(self.role) + step) % len(ROLES))

    def action_role(self, place: int) -> None:
        """Show a role by its place, and remember it."""
        self.office.remember_role(ROLES[place])
        self.repaint()
        self.query_one("#waiting", RowList).scroll_to(y=0, animate=False)

    def action_other_year(self, step: int) -> None:
        """Show the year before or after, of those that were opened."""
        years = [programme.year for programme in self.office.years.programmes()]
        beside = [year for year in years if (year - self.year) * step > 0]
        if not beside:
            text = _("No later year was opened.") if step > 0 else _("No earlier year was opened.")
            self.notify(text, markup=False)
            return
        self.year = beside[0] if step > 0 else beside[-1]
        self._read()
        self.repaint()

    def action_bank(self) -> None:
        """Choose the institution whose inbox is shown, or all."""
        from eldercheck.tui.screens.find import FindDialog

        if self.role == "bank":
            lines = [(unit.code, f"{unit.code} {unit.name}") for unit in self._institutions()]
            self.app.push_screen(FindDialog([(_ALL, _("All institutions")), *lines]), self._chosen)

    def action_find(self) -> None:
        """Find a unit in the list."""
        from eldercheck.tui.screens.find import FindDialog

        lines = [(row_id(one), f"{one.unit.code} {one.unit.name}") for one in self.shown if one.unit]
        self.app.push_screen(
            FindDialog(lines), lambda row: self.query_one("#waiting", RowList).move_to(row or "")
        )

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_open()

    @on(HeadLine.Pressed)
    def _tab(self, message: HeadLine.Pressed) -> None:
        self.action_role(next(place for place, role in enumerate(ROLES) if role == message.column))

    def _of(self, role: Role) -> tuple[Waiting, ...]:
        found = self.found[role]
        return about(found, self.bank) if role == "bank" else found

    def _chosen(self, code: str | None) -> None:
        if code is not None:
            self.office.remember_role("bank", "" if code == _ALL else code)
            self.bank = self.office.bank_unit()
            self.repaint()

    def _institutions(self) -> list[Unit]:
        return [unit for unit in self.office.casebook.units() if unit.kind == "institution"]

    def _read(self) -> None:
        try:
            self.year = self.year or self.office.casebook.this_year
            self.found, self.fault = dict(self.office.inbox.of_roles(self.year)), ""
            self.bank = self.office.bank_unit()
        except EldercheckError as error:
            self.found, self.fault = dict.fromkeys(ROLES, ()), explain(error)

    def _nothing(self) -> Sequence[Paragraph]:
        if self.fault:
            return (Paragraph(), Paragraph(plain(self.fault, multiline=True), indent=2))
        return tuple(empty_paragraphs(self.role, is_open=self.office.years.standing(self.year).is_open))

    def _walk(self, examination: Examination) -> None:
        from eldercheck.tui.screens.walk import WalkScreen

        self.app.push_screen(WalkScreen(examination))

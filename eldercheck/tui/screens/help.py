"""Help: every key of the screen below, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from eldercheck.language import _
from eldercheck.tui.keys import Key
from eldercheck.tui.leaving import LeavesOnce
from eldercheck.tui.widgets.pane import Pane, Paragraph


class HelpScreen(LeavesOnce[None], ModalScreen[None]):
    """A page of keys; any of the usual keys leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,？,q,enter", "leave", show=False)
    ]

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with Vertical(classes="dialog -tall"):
            yield Pane(id="help")

    def on_mount(self) -> None:
        """Write the page."""
        self.query_one(Pane).show(tuple(self._paragraphs()))
        self.query_one(Pane).focus()

    def action_leave(self) -> None:
        """Close the page."""
        self.dismiss()

    def _paragraphs(self) -> Iterator[Paragraph]:
        yield Paragraph(Content.styled(_("Keys on this screen"), "bold $primary"))
        for key in self._keys:
            lead = Content.styled(f" {key.shown}", "bold $accent").truncate(7, pad=True)
            yield Paragraph(Content(_(key.help)), lead=lead)
        yield Paragraph()
        for text in (
            _("Digits answer as well as letters; full-width digits and letters count too."),
            _("If an input method takes the letters, switch it to English (often Shift) or use digits."),
            _("Every answer is on the disk when the screen says saved. Nothing needs saving by hand."),
            _("Larger print: enlarge the letters of the terminal (often Ctrl and +)."),
        ):
            yield Paragraph(Content(text))
        yield Paragraph()
        yield Paragraph(Content.styled(_("Esc closes this page."), "$muted"))

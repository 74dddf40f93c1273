"""What a register file would change, to be taken over or left; or its faults, each with its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from eldercheck.domain.errors import EldercheckError
from eldercheck.language import _, ngettext
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.register_keys import PREVIEW
from eldercheck.tui.register_reading import Reading, read, reading_paragraphs
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from eldercheck.domain.register_changes import RegisterChanges


class RegisterPreviewScreen(KeyedScreen):
    """Enter takes the changes over; Escape leaves everything as it was."""

    KEYS: ClassVar[Sequence[Key]] = PREVIEW
    BINDINGS: ClassVar[list[BindingType]] = bindings(PREVIEW)
    AUTO_FOCUS = "#preview"

    @dataclass
    class Finished(Message):
        """The thread has done what it was asked: read the file again, or taken it over."""

        reading: Reading | None = None
        """What the file says now; None after taking it over."""
        error: EldercheckError | None = None

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading = reading
        self._is_busy = False

    def compose(self) -> ComposeResult:
        """Lay out the title, the rows and the keys."""
        yield TitleBar()
        yield Pane(id="preview")
        yield KeyBar()

    def keys_now(self) -> Sequence[Key]:
        """Offer to take over only what changes something."""
        changes = self.reading.changes
        takes = changes is not None and not changes.is_nothing
        return [key for key in PREVIEW if takes or key.id != "preview.apply"]

    def repaint(self) -> None:
        """Draw what was read."""
        faults = self.reading.faults
        if faults is not None:
            number = len(faults.found)
            right = ngettext("{number} fault", "{number} faults", number).format(number=number)
        else:
            right = _("nothing taken over yet")
        name = plain(self.reading.path.name).stylize("bold")
        self.query_one(TitleBar).show(name, Content(right))
        self.query_one(Pane).show(tuple(reading_paragraphs(self.reading)), from_top=False)
        self.show_keys(self.office.standing())

    def action_apply(self) -> None:
        """Take over what the file says."""
        changes = self.reading.changes
        if changes is None:
            self.notify(_("Put the faults right in the file, then r reads it again."), markup=False)
        elif changes.is_nothing:
            self.dismiss()
        elif not self._is_busy and self.office.may_write():
            self._begin(_("taking over…"))
            self._apply(changes)

    def action_read_again(self) -> None:
        """Read the same file again, as it is now."""
        if not self._is_busy:
            self._begin(_("reading…"))
            self._read()

    def on_register_preview_screen_finished(self, message: Finished) -> None:
        """Show what is read, or go back to the register."""
        self._is_busy = False
        if message.error is not None:
            self.repaint()
            self.office.report(message.error)
        elif message.reading is not None:
            self.reading = message.reading
            self.repaint()
            self.query_one(Pane).scroll_home(animate=False)
        else:
            self.app.notify(_("The register is changed."), markup=False)
            self.dismiss("changed")

    def _begin(self, text: str) -> None:
        self._is_busy = True
        self.query_one(KeyBar).say(Content.styled(text, "$accent"))

    @work(thread=True, group="register")
    def _apply(self, changes: RegisterChanges) -> None:
        try:
            self.office.register.apply(changes)
        except EldercheckError as error:
            self.post_message(self.Finished(error=error))
        else:
            self.post_message(self.Finished())

    @work(thread=True, group="register")
    def _read(self) -> None:
        try:
            self.post_message(self.Finished(read(self.office.register, self.reading.path)))
        except EldercheckError as error:
            self.post_message(self.Finished(error=error))

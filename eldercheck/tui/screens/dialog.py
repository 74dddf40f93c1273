"""What every dialog shares: a box in the middle, a title, a line that says which keys there are."""

from __future__ import annotations

from typing import ClassVar, Generic

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from eldercheck.tui.leaving import LeavesOnce, Outcome


class Dialog(LeavesOnce[Outcome], ModalScreen[Outcome], Generic[Outcome]):
    """Asks one thing; Escape leaves without an outcome."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical(classes="dialog"):
            yield Static(self.heading(), classes="heading")
            yield from self.parts()
            yield Static("", id="fault")
            yield Static(self.keys(), classes="keys")

    def on_key(self, event: events.Key) -> None:
        """Hand a key that came before a field had the focus back to the app, so that none is lost."""
        if self.focused is None and self.focus_chain and event.key != "escape":
            event.stop()
            self.set_focus(self.focus_chain[0])
            self.app.post_message(events.Key(event.key, event.character))

    def heading(self) -> Content:
        """Return what is asked."""
        raise NotImplementedError

    def parts(self) -> list[Widget]:
        """Return the fields."""
        return []

    def keys(self) -> Content:
        """Return the line of keys."""
        return Content("")

    def show_fault(self, text: str) -> None:
        """Say beside the fields what is wrong."""
        self.query_one("#fault", Static).update(Content.styled(text, "$error bold"))

    def action_leave(self) -> None:
        """Leave without an outcome."""
        self.dismiss(None)


def labelled(label: str, field: Widget) -> Horizontal:
    """Return a field with its label before it: what it asks for is still to be read once it is filled."""
    return Horizontal(Static(Content(label)), field, classes="labelled")


def key_line(*pairs: tuple[str, str]) -> Content:
    """Return a line of keys and what they do."""
    return Content("  ").join([Content.assemble((key, "bold $accent"), " ", label) for key, label in pairs])

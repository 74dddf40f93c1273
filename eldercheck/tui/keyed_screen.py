"""What every screen shares: one table of keys, a bar that shows them, and a way to draw itself anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content

from eldercheck.language import _
from eldercheck.tui.keys import EVERYWHERE, Key
from eldercheck.tui.leaving import LeavesOnce
from eldercheck.tui.widgets.bars import BarKey, KeyBar

if TYPE_CHECKING:
    from eldercheck.tui.app import EldercheckApp


class KeyedScreen(LeavesOnce[str]):
    """A screen with a table of keys."""

    KEYS: ClassVar[Sequence[Key]] = ()
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (76, "-normal"),
        (112, "-wide"),
    ]

    @property
    def office(self) -> EldercheckApp:
        """The application, by its own type."""
        from eldercheck.tui.app import EldercheckApp

        assert isinstance(self.app, EldercheckApp)
        return self.app

    def keys_now(self) -> Sequence[Key]:
        """Return the keys that mean something just now, the most useful first."""
        return self.KEYS

    def repaint(self) -> None:
        """Draw everything anew from values: after a change of language, of size, or on coming back."""
        self.show_keys()

    def show_keys(self, status: Content | None = None) -> None:
        """Show the keys in the bar."""
        keys = [BarKey(key.shown, _(key.label), key.action) for key in self.keys_now() if key.bar]
        self.query_one(KeyBar).show(keys, status)

    def all_keys(self) -> Sequence[Key]:
        """Return the keys of this screen and those that work everywhere."""
        known = {key.id for key in self.KEYS}
        return [*self.KEYS, *(key for key in EVERYWHERE if key.id not in known)]

    @on(KeyBar.Pressed)
    async def _do(self, message: KeyBar.Pressed) -> None:
        await self.run_action(message.action)

    def redraw(self) -> None:
        """Repaint if this screen still stands: what was asked for may come when its widgets are gone."""
        if self.is_mounted and self in self.app.screen_stack:
            self.repaint()

    def on_screen_resume(self) -> None:
        """Draw anew on coming back."""
        self.redraw()

    def on_resize(self) -> None:
        """Draw anew in the new size."""
        self.call_after_refresh(self.redraw_in_new_size)

    def redraw_in_new_size(self) -> None:
        """Draw anew once the new size is laid out."""
        self.redraw()

    def show_history(self, assessment_id: str, item: str = "") -> None:
        """Show who said what of an assessment, or of one item of it."""
        from eldercheck.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(assessment_id, item))

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.dismiss()

"""Leaving a screen once, however often the key that leaves it was pressed."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

Outcome = TypeVar("Outcome")


class LeavesOnce(Screen[Outcome], Generic[Outcome]):
    """A screen whose second dismissal does nothing, where Textual would end the program."""

    def dismiss(self, result: Outcome | None = None) -> AwaitComplete:
        """Leave with a result, if this is the screen in view."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def may_leave(self) -> bool:
        """Keep what was typed here; tell whether nothing holds one back from quitting."""
        return True

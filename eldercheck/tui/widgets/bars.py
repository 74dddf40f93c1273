"""The line at the top that says where one is, and the line at the bottom that says which keys there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget


class TitleBar(Widget):
    """One line: what this is on the left, how far it is on the right; the left gives way."""

    DEFAULT_CSS = """
    TitleBar { height: 1; padding: 0 1; background: $panel; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left, self._right = Content(""), Content("")

    def show(self, left: Content, right: Content | None = None) -> None:
        """Show these two texts."""
        right = right or Content("")
        if not (self._left.is_same(left) and self._right.is_same(right)):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Content:
        """Draw the line in the width there is."""
        width = self.size.width
        right = self._right.truncate(width, ellipsis=True)
        room = max(0, width - right.cell_length - 1)
        left = self._left.truncate(room, ellipsis=True) if room else Content("")
        gap = max(0, width - left.cell_length - right.cell_length)
        return Content.assemble(left, " " * gap, right)


@dataclass(frozen=True, slots=True)
class BarKey:
    """One key as the bar shows it."""

    shown: str
    label: str
    action: str


class KeyBar(Widget):
    """One line of keys, as many as fit; each can be clicked. The right end says what just happened."""

    DEFAULT_CSS = """
    KeyBar { height: 1; padding: 0 1; background: $panel; color: $foreground; }
    """
    GAP: ClassVar[int] = 2

    @dataclass
    class Pressed(Message):
        """A key of the bar was clicked."""

        action: str
        """The action of the screen that it stands for."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: tuple[BarKey, ...] = ()
        self._status = Content("")
        self._spans: list[tuple[int, int, str]] = []

    def show(self, keys: Sequence[BarKey], status: Content | None = None) -> None:
        """Show these keys, the most useful first."""
        status = status or Content("")
        if self._keys != tuple(keys) or not self._status.is_same(status):
            self._keys, self._status = tuple(keys), status
            self.refresh()

    def say(self, status: Content) -> None:
        """Show another status."""
        self._status = status
        self.refresh()

    def render(self) -> Content:
        """Draw as many keys as fit beside the status."""
        width = self.size.width
        status = self._status.truncate(max(0, width - 12), ellipsis=True)
        room = width - status.cell_length - (1 if status else 0)
        parts, used = [], 0
        self._spans = []
        for key in self._keys:
            part = Content.assemble((key.shown, "bold $accent"), " ", key.label)
            if used + part.cell_length > room:
                continue
            self._spans.append((used, used + part.cell_length, key.action))
            parts.append(part)
            used += part.cell_length + self.GAP
        line = Content(" " * self.GAP).join(parts)
        gap = max(0, width - line.cell_length - status.cell_length)
        return Content.assemble(line, " " * gap, status)

    def on_click(self, event: Click) -> None:
        """Do what the clicked key does."""
        offset = event.get_content_offset(self)
        for start, end, action in self._spans:
            if offset and start <= offset.x < end:
                self.post_message(self.Pressed(action))

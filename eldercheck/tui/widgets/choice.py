"""One of a few values, all in view, in a line or one below another: arrows, digits or a click choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.widget import Widget

from eldercheck.tui.number_entry import typed_character
from eldercheck.tui.plain import plain

GAP = 3
UNSET = -1
"""The place of no value."""


class Choice(Widget, can_focus=True):
    """A line of values, one of them chosen; Enter hands the form over."""

    DEFAULT_CSS = """
    Choice { height: 1; width: 1fr; padding: 0 1; }
    Choice:focus { background: $cursor; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space,l,ｌ", "step(1)", show=False),
        Binding("left,h,ｈ", "step(-1)", show=False),
        Binding("enter", "submit", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        choice: Choice

        @property
        def control(self) -> Choice:
            """The widget, for `on` with a selector."""
            return self.choice

    class Submitted(Message):
        """Enter was pressed."""

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        value: str,
        *,
        id: str | None = None,
        unset: bool = False,
        tall: bool = False,
    ) -> None:
        """A value that is none of the choices begins with the first, or `unset` with none.

        `tall` gives each value a line of its own, with the key that chooses it: its number in the row, or
        itself where every value is one digit or a dash, as the levels of an item are.
        """
        super().__init__(id=id)
        self._tall = tall
        if tall:
            self.styles.height = len(choices)
        self._choices = tuple(choices)
        known = [name for name, _title in choices]
        self._place = known.index(value) if value in known else UNSET if unset else 0
        self._spans: list[tuple[int, int, int]] = []
        named = all(name == "-" or (len(name) == 1 and name.isdigit()) for name in known)
        self._keys = known if named else [str(number) for number in range(1, len(known) + 1)]

    @property
    def value(self) -> str:
        """The chosen value; empty where none is."""
        return "" if self._place == UNSET else self._choices[self._place][0]

    def render(self) -> Content:
        """Draw every value, the chosen one filled."""
        if self._tall:
            return self._lines()
        parts, used = [], 0
        self._spans = []
        for place, (_name, title) in enumerate(self._choices):
            chosen = place == self._place
            mark, style = ("●", "bold $accent") if chosen else ("○", "$muted")
            part = Content.assemble((f"{mark} ", style), plain(title).stylize("bold" if chosen else ""))
            self._spans.append((used, used + part.cell_length, place))
            used += part.cell_length + GAP
            parts.append(part)
        return Content(" " * GAP).join(parts).truncate(self.size.width, ellipsis=True)

    def choose(self, value: str) -> None:
        """Choose a value by its name; one that is not there changes nothing."""
        known = [name for name, _title in self._choices]
        if value in known:
            self._choose(known.index(value))

    def action_step(self, step: int) -> None:
        """Choose the next value, going round."""
        here = self._place if self._place != UNSET or step > 0 else 0
        self._choose((here + step) % len(self._choices))

    def action_submit(self) -> None:
        """Say that the form is done."""
        self.post_message(self.Submitted())

    def on_key(self, event: Key) -> None:
        """Choose by key; full-width digits count."""
        character = typed_character(event.character or "")
        if character in self._keys:
            event.stop()
            self._choose(self._keys.index(character))

    def on_click(self, event: Click) -> None:
        """Choose what was clicked."""
        offset = event.get_content_offset(self)
        if self._tall and offset and offset.y < len(self._choices):
            self._choose(offset.y)
        for start, end, place in self._spans:
            if offset and start <= offset.x < end:
                self._choose(place)

    def _lines(self) -> Content:
        lines = []
        for place, (_name, title) in enumerate(self._choices):
            chosen = place == self._place
            mark, style = ("●", "bold $accent") if chosen else ("○", "$muted")
            text = plain(title).stylize("bold" if chosen else "")
            line = Content.assemble((f"{mark} ", style), (f"{self._keys[place]} ", "bold $accent"), text)
            lines.append(line.truncate(self.size.width, ellipsis=True))
        return Content("\n").join(lines)

    def _choose(self, place: int) -> None:
        if place != self._place:
            self._place = place
            self.refresh()
            self.post_message(self.Changed(self))

"""Figures in large digits side by side, each with its title and its key; a click shows what stands behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.renderables.digits import DIGITS, DIGITS3X3
from textual.widget import Widget


class BigFigures(Widget):
    """One widget for all of them: a figure in digits three lines high, its title below."""

    DEFAULT_CSS = """
    BigFigures { height: 4; }
    """

    @dataclass
    class Pressed(Message):
        """A figure was clicked."""

        number: int
        """Which one, from 0."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._figures: tuple[tuple[str, str], ...] = ()

    def show(self, figures: Sequence[tuple[str, str]]) -> None:
        """Show these figures: title and figure of each."""
        self._figures = tuple(figures)
        self.refresh()

    def render(self) -> Content:
        """Draw them in columns of the same width."""
        lines = [Content("")] * 4
        for number, (title, figure) in enumerate(self._figures):
            lead = Content.styled(str(number + 1), "bold $accent")
            texts = [*_large(figure), Content.assemble(lead, f" {title}")]
            for place, text in enumerate(texts):
                lines[place] += text.truncate(self._cells, pad=True)
        return Content("\n").join(lines)

    def on_click(self, event: Click) -> None:
        """Say which one was clicked."""
        offset = event.get_content_offset(self)
        if offset and offset.x // self._cells < len(self._figures):
            self.post_message(self.Pressed(offset.x // self._cells))

    @property
    def _cells(self) -> int:
        return max(1, self.size.width // max(1, len(self._figures)))


def _large(figure: str) -> list[Content]:
    lines = ["", "", ""]
    for character in figure:
        place = DIGITS.find(character)
        drawn = DIGITS3X3[place * 3 : place * 3 + 3] if place >= 0 else ["", "", f" {character}"]
        lines = [line + part.ljust(3) for line, part in zip(lines, drawn, strict=True)]
    return [Content(line).stylize("bold") for line in lines]

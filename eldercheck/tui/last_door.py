"""The last door before the terminal: no control character of any text passes, whichever widget drew it."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from eldercheck.domain.clean_text import drawable


class NoControls(LineFilter):
    """Takes out what a terminal would obey; what widgets of ours draw was made visible before (`plain`)."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line, harmless."""
        return [
            segment
            if segment.control or segment.text.isprintable()
            else Segment(drawable(segment.text), segment.style)
            for segment in segments
        ]

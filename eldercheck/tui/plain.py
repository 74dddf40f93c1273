"""The only door to the screen for text we did not write: shown as it is, never obeyed."""

from __future__ import annotations

from rich.text import Text
from textual.content import Content

from eldercheck.domain.clean_text import visible


def plain(text: str, *, multiline: bool = False) -> Content:
    """Return `text` for any widget of Textual's but DataTable and Tree: no markup, nothing hidden."""
    return Content(visible(text, multiline=multiline))


def plain_cell(text: str) -> Text:
    """Return `text` for a DataTable cell or a Tree label, which measure `Content` wrongly."""
    return Text(visible(text))

"""A path as people give it to a terminal: typed, pasted in quotes, or dragged from a file manager."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "「": "」"}


def typed_path(text: str) -> Path | None:
    """Return the path that a text means; None where it is empty.

    Understands quotes around it, file:// addresses, `~` for the own folder, and the backslashes that a POSIX
    terminal puts before the blanks of a name that is dragged into it.
    """
    said = text.strip().removeprefix("& ").strip()
    if len(said) > 1 and _QUOTES.get(said[0]) == said[-1]:
        said = said[1:-1]
    if said.lower().startswith("file://"):
        said = _of_address(said)
    if not said:
        return None
    path = Path(said)
    if os.name != "nt" and "\\" in said and not _exists(path):
        path = Path(re.sub(r"\\(.)", r"\1", said))
    try:
        return path.expanduser()
    except (RuntimeError, ValueError):
        return path


def _of_address(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return unquote(address[7:])
    host = f"//{parts.netloc}" if parts.netloc not in ("", "localhost") else ""
    return url2pathname(host + parts.path)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False

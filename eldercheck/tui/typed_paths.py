"""A path as people give it to a terminal: typed, pasted in quotes, or dragged from a file manager."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "「": "」", "『": "』", "`": "`"}
_BROKEN_OFF = ("'\\''", "'\"'\"'")
"""How a shell writes a quote within quotes: it leaves them, says the quote, and goes on."""
_ONE = re.compile(
    r"""(?P<text>'(?:[^']|''|'\\''|'"'"')*'|"(?:[^"]|"")*"|“[^”]*”|‘[^’]*’|(?:\\.|[^\s'"\\])(?:\\.|[^\s\\])*)(?:\s+|$)""",
    re.DOTALL,
)
"""One of several: in quotes, or up to a blank that no backslash stands before."""
_ONE_WINDOWS = re.compile(r"""(?P<text>'(?:[^']|'')*'|"[^"]*"|“[^”]*”|‘[^’]*’|\S+)(?:\s+|$)""", re.DOTALL)
_BEGINS = re.compile(r"""['"“‘「『`]?(?:/|~|\\\\|[A-Za-z]:[\\/]|file://)""", re.IGNORECASE)


def typed_path(text: str) -> Path | None:
    """Return the path that a text means; None where it is empty.

    Understands quotes around it, file:// addresses, `~` for the own folder, and the backslashes that a POSIX
    terminal puts before the blanks of a name that is dragged into it.
    """
    said = unquoted(text)
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


def typed_paths(text: str) -> tuple[Path, ...]:
    """Return the paths that a text means: one a line, or several in one line as they are dragged together.

    What is there by the whole line is one path, blanks and all.
    """
    found: list[Path] = []
    for line in text.splitlines():
        whole = typed_path(line)
        if whole is None:
            continue
        several = [path for part in several_in(line) if (path := typed_path(part)) is not None]
        found += several if len(several) > 1 and not _exists(whole) else [whole]
    return tuple(dict.fromkeys(found))


def is_like_a_path(text: str, suffixes: tuple[str, ...] = ()) -> bool:
    """Tell whether a text that was pasted means files: it begins as a path does, or ends as a file does."""
    said = text.strip().removeprefix("& ").strip()
    if not said or set(said) <= set("0123456789/. "):
        return False
    return bool(_BEGINS.match(said)) or unquoted(said).lower().endswith(suffixes or ("\0",))


def unquoted(text: str) -> str:
    """Return a text without the quotes around it, those within as they are meant; a call sign (&) goes."""
    said = text.strip().removeprefix("& ").strip()
    quote = said[:1]
    if len(said) < 2 or _QUOTES.get(quote) != said[-1]:
        return said
    said = said[1:-1]
    if quote == "'":
        for broken in _BROKEN_OFF:
            said = said.replace(broken, "'")
    return said.replace(quote * 2, quote) if quote in "'\"" else said


def several_in(line: str, system: str = os.name) -> list[str]:
    """Return the parts of a line that each begin as a path does; the line alone where they do not."""
    said, place, parts = line.strip().removeprefix("& ").strip(), 0, []
    pattern = _ONE_WINDOWS if system == "nt" else _ONE
    while place < len(said):
        match = pattern.match(said, place)
        if match is None or not _BEGINS.match(match["text"]):
            return [line]
        parts.append(match["text"])
        place = match.end()
    return parts or [line]


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

"""A folder as the chooser shows it: the folders in it, then the files that may be evidence, newest first."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from textual.content import Content

from eldercheck.language import _
from eldercheck.storage.evidence_kinds import SUFFIXES
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.case_words import size_text

MOST = 2000
"""Entries that are listed of one folder."""
OFFERED = frozenset({*SUFFIXES.values(), ".jpeg", ".jpe", ".heic", ".heif"})
"""Endings that are listed; the first bytes decide, and a HEIC picture is answered with what to do."""
ABOVE = ".."


@dataclass(frozen=True, slots=True)
class Entry:
    """One folder or file."""

    path: Path
    is_folder: bool
    size: int = 0
    changed: float = 0.0
    """Seconds, as the system counts them."""


def read_folder(folder: Path) -> tuple[Entry, ...]:
    """Return what a folder holds that can be chosen. Raises OSError."""
    folders: list[Entry] = []
    files: list[Entry] = []
    with os.scandir(folder) as found:
        for one in found:
            if one.name.startswith((".", "$")) or len(folders) + len(files) >= MOST:
                continue
            path = folder / one.name
            try:
                if one.is_dir():
                    folders.append(Entry(path, is_folder=True))
                elif path.suffix.lower() in OFFERED and one.is_file():
                    about = one.stat()
                    files.append(Entry(path, False, about.st_size, about.st_mtime))
            except OSError:
                continue
    folders.sort(key=lambda entry: entry.path.name.casefold())
    files.sort(key=lambda entry: (-entry.changed, entry.path.name.casefold()))
    return (*folders, *files)


def folder_rows(entries: Sequence[Entry], *, has_above: bool) -> Iterator[Row]:
    """Return the rows of a folder; their ids are places in `entries`, or ABOVE."""
    if has_above:
        yield Row(ABOVE, lambda width: Content(" ../").truncate(width))
    for place, entry in enumerate(entries):
        yield Row(str(place), lambda width, entry=entry: _line(entry, width))  # type: ignore[misc]
    if not entries:
        nothing = _("no picture or document in this folder")
        text = Content.styled(f" {nothing}", "$muted")
        yield Row("§nothing", lambda width: text.truncate(width, ellipsis=True), selectable=False)


def _line(entry: Entry, width: int) -> Content:
    name = plain(entry.path.name)
    if entry.is_folder:
        return Content.assemble(" ", (name + "/").stylize("$accent")).truncate(width, ellipsis=True)
    day = datetime.fromtimestamp(entry.changed).astimezone().strftime("%m-%d %H:%M")
    right = f"{size_text(entry.size):>8}  {day} "
    left = Content.assemble(" ", name).truncate(max(8, width - len(right) - 1), ellipsis=True)
    gap = " " * max(1, width - left.cell_length - len(right))
    return Content.assemble(left, gap, (right, "$muted")).truncate(width, ellipsis=True)

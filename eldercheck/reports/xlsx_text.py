"""Texts fit for a workbook: nothing that breaks the file, no longer than a cell, safe names of sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eldercheck.domain.clean_text import visible
from eldercheck.reports.naming import fact_text
from eldercheck.reports.text_cells import cells_of

LONGEST_CELL, LONGEST_NAME, LONGEST_HEADER = 32_767, 31, 70
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
GAP = "    "


def cell_text(text: str) -> str:
    """Return a text as a cell holds it: every sign shows, cut where a cell ends (counted in UTF-16)."""
    text = visible(text, multiline=True)
    if len(text) * 2 <= LONGEST_CELL:
        return text
    wide = text.encode("utf-16-le")
    if len(wide) <= 2 * LONGEST_CELL:
        return text
    return wide[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"


def sheet_name(title: str, taken: set[str]) -> str:
    """Return a name that a sheet may have, unlike those taken (which it joins)."""
    clean = " ".join(visible(title).translate(_FORBIDDEN).split()).strip("'")[:LONGEST_NAME].strip("' ")
    name = clean = clean or "1"
    number = 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = f"{clean[: LONGEST_NAME - 4]} {number}"
    taken.add(name.casefold())
    return name


def header_text(text: str) -> str:
    """Return a text for the head or foot of a printed page: short, on one line, its & no command.

    A blank goes before: a digit right after the size of the letters would be taken for a part of it.
    """
    text = visible(text)
    short = text if len(text) <= LONGEST_HEADER else f"{text[: LONGEST_HEADER - 1]}…"
    return " " + short.replace("&", "&&")


def head_lines(head: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    """Yield the head in lines of at most so many half-width characters, several facts in one."""
    line = ""
    for label, text in head:
        fact = fact_text(label, text)
        if line and cells_of(line) + len(GAP) + cells_of(fact) > width:
            yield line
            line = ""
        line = f"{line}{GAP}{fact}" if line else fact
    if line:
        yield line

"""From the bytes of a checklist file to text that the YAML reader may see."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from eldercheck.storage.checklist_faults import MOST_FAULTS, UNSEEN, FaultBook, Place, codepoint

MOST_BYTES = 1024 * 1024
"""The size of a checklist file, at most."""

_INDENTATION = re.compile(r"^[ \t]++(?!\n|\Z)", re.MULTILINE)


def checklist_text(data: bytes, book: FaultBook) -> str | None:
    """Return the text, mended where only characters are at fault; None where there is no text at all."""
    if len(data) > MOST_BYTES:
        book.add(Place(1, 1), "too_large", size=len(data), most=MOST_BYTES)
        return None
    if b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        book.add(_place_in(data, data.index(b"\0")), "binary_file")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        book.add(_place_in(data, fault.start), "not_utf8")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        book.add(Place(1, 1), "empty_file")
        return None
    return _with_plain_indentation(_without_unseen(text, book), book)


def place_of(text: str, index: int) -> Place:
    """Return the place of the character at `index`."""
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _place_in(data: bytes, index: int) -> Place:
    before = data[:index].decode("utf-8-sig", "replace")
    return place_of(before, len(before))


def _without_unseen(text: str, book: FaultBook) -> str:
    matches = UNSEEN.finditer(text)
    for match in islice(matches, MOST_FAULTS):
        book.add(place_of(text, match.start()), "control_character", codepoint=codepoint(match[0]))
    book.leave_out(sum(1 for _ in matches))
    return UNSEEN.sub("\ufffd", text)


def _with_plain_indentation(text: str, book: FaultBook) -> str:
    def blanks(match: re.Match[str]) -> str:
        if "\t" in match[0] and book.full:
            book.leave_out(1)
        elif "\t" in match[0]:
            book.add(place_of(text, match.start() + match[0].index("\t")), "tab_indent")
        return " " * len(match[0])

    return _INDENTATION.sub(blanks, text) if "\t" in text else text

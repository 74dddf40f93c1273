"""Name and mend full-width signs where YAML wants ASCII: `id： branch`, `“id”: x`, `{zh: 甲， en: A}`.

Only looked for in a file that is already found faulty, since the parser's own message does not help there.
Lines that continue a text are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from eldercheck.storage.checklist_faults import FaultBook, Place

_PLAIN = {"：": ":", "，": ",", "［": "[", "］": "]", "｛": "{", "｝": "}", "\u3000": " ", "\xa0": " "}
_PLAIN |= dict.fromkeys("“”„‟〝〞＂", '"') | dict.fromkeys("‘’＇", "'")
_WORD = r"[A-Za-z][A-Za-z0-9_.-]{0,39}"
_KEY = rf"[“”„‟〝〞＂‘’＇\"']?{_WORD}[“”„‟〝〞＂‘’＇\"']?"
_WORDS = (
    "zh|en|background|points|title|when|kind|unit|better|full|half|of|item|is|levels|count|measure|rule|says"
)
_KEY_LINE = re.compile(rf"(?P<lead>[ \u3000\xa0]*(?:-[ \u3000\xa0]+)*)(?P<key>{_KEY}\s*[:：])(?P<value>.*)")
_DASH_LINE = re.compile(r"(?P<lead>[ \u3000\xa0]*(?:-[ ]+)*-[ ])(?P<value>.*)")
_QUOTED = re.compile(r"""(?<=[\s:,\[{，：])("(?:[^"\\]|\\.)*+"|'[^']*+')""")
_IN_FLOW = (
    re.compile(rf"(?:[{{｛,]\s*{_KEY}|，\s*[“\"]?(?:{_WORDS})[”\"]?)\s*(：)"),
    re.compile(rf"(?:[{{｛,，]\s*)([“‘])(?={_WORD}[”’]\s*[:：])"),
    re.compile(rf"(?:[{{｛,，]\s*[“‘]{_WORD})([”’])(?=\s*[:：])"),
    re.compile(rf"(，)(?=\s*[“\"]?(?:{_WORDS})[”\"]?\s*[:：])"),
    re.compile(r"[}\]｝］\"']\s*(，)"),
    re.compile(r"(?:^|[:：,，\[［{｛])\s*([［｛])"),
)
_CLOSING = re.compile(r"([］｝])(?=\s*(?:[,，\]}］｝#]|$))")
_ID_LIST = re.compile(r"(?:clauses|items)[\"”]?\s*[:：]\s*[\[［](?P<ids>[\s\w.,，-]*)[\]］]", re.ASCII)
_ITEM_WORDS = frozenset(("id", "ask", "zh", "en", "rule", "item"))
"""What the first field of a list entry can be."""


class Mended(NamedTuple):
    """A text in which the signs found are replaced by those meant."""

    text: str
    inserted: frozenset[Place]
    """The colons after which a blank was put in that the file does not have."""

    def place_in_file(self, place: Place) -> Place:
        """Return where in the file a place of the mended text is."""
        line, column = place
        before = sorted(colon.column for colon in self.inserted if colon.line == line)
        shift = sum(column > colon + number for number, colon in enumerate(before))
        return Place(line, column - shift)


def mend_signs(text: str, book: FaultBook) -> Mended:
    """Note every full-width sign in a place of structure and return the text as it was meant."""
    lines, inserted = text.split("\n"), set[Place]()
    for number, columns in _structure_signs(lines):
        if book.full:
            book.leave_out(len(columns))
            continue
        line = lines[number]
        for column in columns:
            sign = line[column]
            place = Place(number + 1, column + 1)
            code = "wide_blank_indent" if sign.isspace() else "full_width_sign"
            book.add(place, code, found=sign, wanted=_PLAIN[sign])
        lines[number] = _mended(line, columns, number, inserted)
    return Mended("\n".join(lines), frozenset(inserted))


def _mended(line: str, columns: list[int], number: int, inserted: set[Place]) -> str:
    characters = list(line)
    for column in columns:
        characters[column] = _PLAIN[line[column]]
        if line[column] == "：" and line[column + 1 : column + 2].strip():
            characters[column] = ": "
            inserted.add(Place(number + 1, column + 1))
    return "".join(characters)


def _structure_signs(lines: list[str]) -> Iterator[tuple[int, list[int]]]:
    """Give the lines with such signs and the columns of them, from 0."""
    reader = _Lines()
    for number, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            columns = sorted(set(reader.columns(line)))
            if columns:
                yield number, columns


class _Lines:
    """Knows, line after line, whether one is inside a text or an open bracket."""

    def __init__(self) -> None:
        self._text_of: int | None = None
        self._open = 0

    def columns(self, line: str) -> list[int]:
        if self._open:
            return self._flow(line, 0)
        if self._text_of is not None and _indent(line) > self._text_of:
            return []
        self._text_of = None
        if match := _KEY_LINE.match(line):
            return [*_wide(line, match.end("lead")), *_key_signs(match), *self._value(line, match)]
        if match := _DASH_LINE.match(line):
            return self._value(line, match)
        return []

    def _value(self, line: str, match: re.Match[str]) -> list[int]:
        value = match["value"].strip()
        if value.startswith(("{", "[", "｛", "［")):
            return self._flow(line, match.start("value"))
        if value and not value.startswith("#"):
            self._text_of = len(match["lead"]) if "key" in match.re.groupindex else _indent(line)
        return []

    def _flow(self, line: str, start: int) -> list[int]:
        masked = _QUOTED.sub(lambda quoted: f'"{"_" * (len(quoted[0]) - 2)}"', line)[start:]
        columns = [match.start(1) for sign in _IN_FLOW for match in sign.finditer(masked)]
        columns += _closing(masked, columns)
        self._open = max(0, self._open + _opened(masked, columns))
        in_ids = [column for ids in _ID_LIST.finditer(line) for column in range(*ids.span("ids"))]
        return [start + column for column in columns] + [column for column in in_ids if line[column] == "，"]


def _opened(masked: str, columns: list[int]) -> int:
    signs = "".join(_PLAIN[masked[column]] for column in columns) + masked
    return sum(signs.count(sign) for sign in "[{") - sum(signs.count(sign) for sign in "]}")


def _closing(masked: str, columns: list[int]) -> list[int]:
    opening = {masked[column] for column in columns} & set("［｛")
    unpaired = masked.count("{") + masked.count("[") + len(opening) > masked.count("}") + masked.count("]")
    return [match.start(1) for match in _CLOSING.finditer(masked)] if unpaired else []


def _key_signs(match: re.Match[str]) -> list[int]:
    if "-" in match["lead"] and not _ITEM_WORDS & set(re.findall(_WORD, match["key"])):
        return []
    return [match.start("key") + i for i, sign in enumerate(match["key"]) if sign in _PLAIN]


def _wide(line: str, end: int) -> list[int]:
    return [i for i in range(end) if line[i] in "\u3000\xa0"]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

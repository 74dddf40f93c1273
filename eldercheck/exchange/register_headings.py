"""Which column of a sheet says what: the headings that people write, and the kinds of units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from eldercheck.domain.register import UnitKind
from eldercheck.exchange.grids import column_letter
from eldercheck.exchange.heading_words import HEADINGS, KIND_OR_GROUP, KINDS, OF_AN_INSTITUTION, SAYS_NOTHING

NEEDED = ("code", "name")
"""Without these columns nothing can be read."""


def folded(text: str) -> str:
    """Return what two ways of writing a heading have in common."""
    text = re.sub(r"[（(\[【〔].*?[）)\]】〕]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"[\s_\-*:：.。、，,※★]", "", text).casefold()


def kind_of(text: str) -> UnitKind | None:
    """Return the kind that a word means, None where it means none."""
    return KINDS.get(folded(text))


def kind_of_sheet(title: str) -> UnitKind | None:
    """Return the kind of units that the name of a sheet tells of: 网点, 服务点名录, Branches."""
    word = re.sub(r"(名录|名单|清单|登记表|登记册|一览表|列表|表|信息|list|register)+$", "", folded(title))
    return KINDS.get(word)


def known_headings(texts: Sequence[str]) -> int:
    """Return how many different fields a row of texts names."""
    words = [folded(text) for text in texts]
    fields = {HEADINGS[word] for word in words if word in HEADINGS}
    return len(fields) + any(word in KIND_OR_GROUP for word in words)


@dataclass
class Columns:
    """The columns of a sheet, found in its row of headings."""

    places: dict[str, int] = field(default_factory=dict)
    """By the name of a field, from 0."""
    titles: dict[str, str] = field(default_factory=dict)
    unknown: list[tuple[int, str, str]] = field(default_factory=list)
    """Place, heading, and the known heading that is nearest (or nothing)."""
    twice: list[tuple[int, str, str]] = field(default_factory=list)
    """Place, heading and field of a column that says what another says already."""

    def letters(self) -> dict[str, tuple[str, str]]:
        """Return, by field, the letter of its column and its heading."""
        return {name: (column_letter(place), self.titles[name]) for name, place in self.places.items()}

    def take(self, name: str, place: int, title: str) -> None:
        """Let a column say a field."""
        if name in self.places:
            self.twice.append((place, title, name))
        else:
            self.places[name], self.titles[name] = place, title


def find_columns(headings: Sequence[str], below: Sequence[Sequence[str]]) -> Columns:
    """Return what each column says; `below` are some rows under the headings."""
    columns, own = Columns(), [folded(heading) for heading in headings]
    later: list[tuple[int, str]] = []
    for place, (title, word) in enumerate(zip(headings, own, strict=True)):
        if not word or word in SAYS_NOTHING:
            continue
        if word in OF_AN_INSTITUTION and _says_it_too(word, own):
            later.append((place, title))
        elif word in KIND_OR_GROUP:
            columns.take(_kind_or_group(place, below), place, title)
        elif word in HEADINGS:
            columns.take(HEADINGS[word], place, title)
        else:
            columns.unknown.append((place, title, _nearest(word)))
    for place, title in sorted(later, key=lambda told: HEADINGS[folded(told[1])]):
        if "parent" in columns.places:
            columns.unknown.append((place, title, ""))
        else:
            columns.take("parent", place, title)
    return columns


def _says_it_too(word: str, words: Sequence[str]) -> bool:
    """Tell whether another column that is not of an institution says the same field."""
    return any(HEADINGS.get(other) == HEADINGS[word] and other not in OF_AN_INSTITUTION for other in words)


def _kind_or_group(place: int, below: Sequence[Sequence[str]]) -> str:
    values = [row[place] for row in below if place < len(row) and row[place].strip()]
    return "kind" if any(kind_of(value) for value in values) or not values else "ranking_group"


def _nearest(word: str) -> str:
    return next(iter(get_close_matches(word, HEADINGS, 1, 0.6)), "")

"""A sheet as its file holds it: rows of cells, before anybody asks what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from eldercheck.domain.errors import EldercheckError

MOST_BYTES = 50_000_000
"""The size of a file, at most."""
MOST_UNPACKED = 200_000_000
"""The bytes that a workbook unpacks to, at most: a zip bomb has more."""
MOST_ROWS = 100_000
"""Rows of a sheet, at most."""
MOST_COLUMNS = 60
"""Columns of a sheet that are looked at."""

CellProblem = Literal["", "formula_without_value", "error_value"]


class RegisterFileError(EldercheckError):
    """A file that cannot be read at all. Values: `path`, and what the code needs."""


@dataclass(frozen=True, slots=True)
class RawCell:
    """What one cell holds."""

    value: str | int | float | date | None
    number_format: str = ""
    problem: CellProblem = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.problem and (self.value is None or not str(self.value).strip())


BLANK = RawCell(None)


@dataclass(frozen=True)
class Grid:
    """One sheet."""

    name: str
    rows: Iterable[Sequence[RawCell]]
    is_text: bool = False
    """Whether it comes out of a text file, in which a number is a text as well."""
    epoch_1904: bool = False
    """Whether its day 0 is 1904-01-01, as in workbooks of old Macs."""

    def numbered(self) -> Iterator[tuple[int, Sequence[RawCell]]]:
        """Yield each row that is not blank with its number, from 1."""
        for number, row in enumerate(self.rows, 1):
            if any(not cell.is_blank for cell in row):
                yield number, row


def column_letter(index: int) -> str:
    """Return the letter of a column counted from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, left = divmod(index - 1, 26)
        letters = chr(65 + left) + letters
    return letters

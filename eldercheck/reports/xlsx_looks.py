"""How the cells of a workbook look: one format for each kind of cell, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eldercheck.language import current
from eldercheck.reports.report import Cell, CellKind, Report

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FONTS = {"zh": "宋体", "en": "Calibri"}
GRADES = {"A": ("#E2F0D9", "#1E5C2B"), "B": ("#FFF2CC", "#7A5200"), "C": ("#F8D7DA", "#8B1A1A")}
"""Fill and letter; the letter itself stays, for whoever prints in black or sees colours differently."""
LINE, SHADE, STRONG = "#A6A6A6", "#D9E2F3", "#F2F2F2"
BOTH = (False, True)
_KINDS: dict[CellKind, dict[str, Any]] = {
    "text": {"text_wrap": True},
    "code": {"num_format": "@", "align": "left"},
    "whole": {"num_format": "0", "align": "center"},
    "figure": {"num_format": "0.0", "align": "right", "indent": 1},
    "grade": {"align": "center", "bold": True},
}


class Looks:
    """The formats of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._font = {"font_name": FONTS[current()], "font_size": 10, "valign": "vcenter"}
        self.title = self._made(font_size=16, bold=True, align="center")
        self.head = self._made(align="left")
        self.foot = self._made(align="left", font_color="#404040", font_size=9)
        frame = {"border": 1, "border_color": LINE, "align": "center"}
        self.heading = self._made(**frame, bold=True, text_wrap=True, bg_color=SHADE)
        self._published = self._made(bold=True, align="center", font_color="#1E5C2B")
        self._told = self._made(bold=True, align="center")
        self._draft = self._made(bold=True, align="center", font_color="#8B1A1A")
        self._cells = {(kind, strong): self._cell(kind, strong) for kind in _KINDS for strong in BOTH}
        self._grades = {letter: self._grade(letter) for letter in GRADES}

    def mark(self, report: Report) -> Format:
        """Return the format of the mark: a draft stands out in red, a publication in green."""
        if report.is_published:
            return self._published
        return self._draft if report.is_draft else self._told

    def cell(self, kind: CellKind, cell: Cell, strong: bool) -> Format:
        """Return the format of a cell; a grade has its colour, a row that stands out its shade."""
        if kind == "grade" and cell in self._grades:
            return self._grades[str(cell)]
        return self._cells[kind, strong]

    def _cell(self, kind: CellKind, strong: bool) -> Format:
        more = {"bold": True, "bg_color": STRONG} if strong else {}
        return self._made(**{"border": 1, "border_color": LINE, **_KINDS[kind], **more})

    def _grade(self, letter: str) -> Format:
        fill, ink = GRADES[letter]
        plain = {"border": 1, "border_color": LINE, "align": "center", "bold": True}
        return self._made(**plain, bg_color=fill, font_color=ink)

    def _made(self, **wish: Any) -> Format:
        return self._workbook.add_format({**self._font, **wish})

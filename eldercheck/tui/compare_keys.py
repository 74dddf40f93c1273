"""The keys of the comparison of a self-assessment with an examination."""

from __future__ import annotations

from eldercheck.language import N_
from eldercheck.tui.keys import BACK, HELP, Key

COMPARE = (
    Key(
        "compare.open",
        "enter,space",
        "↵",
        "open",
        N_("Open"),
        N_("Show both answers to the item with their notes; where it changed, how"),
    ),
    Key(
        "compare.filter",
        "f,ｆ",
        "f",
        "filter",
        N_("Differences"),
        N_("Show only the items on which the two differ, or all again"),
    ),
    Key(
        "compare.sections",
        "s,ｓ",
        "s",
        "sections",
        N_("Agreement"),
        N_("Show the agreement of each section, and what its figures mean"),
    ),
    Key(
        "compare.export",
        "x,ｘ",
        "x",
        "export",
        N_("Export"),
        N_("Write the comparison to a file: Excel, Word, a page, CSV, JSON"),
    ),
    HELP,
    BACK,
)

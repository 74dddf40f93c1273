"""The keys of a history, and the one that leads to it from a sheet or a list of units."""

from __future__ import annotations

from collections.abc import Sequence

from eldercheck.language import N_
from eldercheck.tui.keys import BACK, HELP, Key

TO_HISTORY = Key(
    "sheet.history",
    "h,ｈ",
    "h",
    "history",
    N_("Timeline"),
    N_("Show who said what of this, when, and on what evidence"),
)

HISTORY = (
    Key(
        "history.then",
        "enter,space",
        "↵",
        "then",
        N_("As it stood"),
        N_("Read this entry whole, with the sheet and the grade as they stood right after it"),
    ),
    Key(
        "history.group",
        "right,g,ｇ",
        "→",
        "group(1)",
        N_("Matter"),
        N_("Show only the entries of the next matter: answers, evidence, second look and so on"),
    ),
    Key(
        "history.group_before",
        "left",
        "←",
        "group(-1)",
        N_("Matter"),
        N_("Show only the entries of the matter before"),
        bar=False,
    ),
    Key(
        "history.item",
        "slash,／,i,ｉ",
        "/",
        "find",
        N_("One item"),
        N_("Show only what was said of one item"),
    ),
    Key("history.all", "a,ａ,0,０", "a", "all", N_("All"), N_("Show everything again")),
    Key("history.export", "x,ｘ", "x", "export", N_("Export"), N_("Write what is shown here to a file")),
    HELP,
    BACK,
)


def with_history(keys: Sequence[Key]) -> tuple[Key, ...]:
    """Return some keys with the one that leads to the history before help and the way back."""
    place = next((place for place, key in enumerate(keys) if key in (HELP, BACK)), len(keys))
    return (*keys[:place], TO_HISTORY, *keys[place:])

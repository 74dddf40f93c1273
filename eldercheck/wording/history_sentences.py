"""The sentences of what a history cannot answer."""

from __future__ import annotations

from eldercheck.language import N_

HISTORY = {
    "before_the_first": N_(
        "Nothing had been said of this assessment then: it begins on {since}. Ask for that moment or a later one."
    ),
    "moment_unknown": N_(
        "“{given}” is no moment. Write it as 2026-03-05, or 2026-03-05 14:30, in the time of this computer."
    ),
    "item_not_here": N_(
        "{item}: this checklist has no such item. An item is named as on the sheet, such as {like}."
    ),
}

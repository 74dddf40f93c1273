"""The keys of a case, of giving a sheet back, and of a re-check."""

from __future__ import annotations

from collections.abc import Mapping

from eldercheck.domain.ledger import EventKind
from eldercheck.language import N_
from eldercheck.tui.keys import BACK, HELP, Key

CASE = (
    Key("case.item", "enter,space", "↵", "item", N_("Item"), N_("Look at this item in the sheet"), bar=False),
    Key(
        "case.approve",
        "v,ｖ",
        "v",
        "approve",
        N_("Approve"),
        N_("Approve the sheet after a second look by somebody who did not examine"),
    ),
    Key(
        "case.return",
        "b,ｂ",
        "b",
        "give_back",
        N_("Give back"),
        N_("Walk the sheet, write what is wrong with an item, and return it to the examiners"),
    ),
    Key(
        "case.notice", "n,ｎ", "n", "notice", N_("Notice"), N_("Tell the unit its grade and what lost marks")
    ),
    Key(
        "case.decide",
        "d,ｄ",
        "d",
        "decide",
        N_("Decide"),
        N_("Decide this objection: uphold it with another answer, or refuse it"),
    ),
    Key(
        "case.object",
        "a,ａ",
        "a",
        "object",
        N_("Object"),
        N_("Object to the answer of an item, for the bank"),
    ),
    Key(
        "case.respond",
        "p,ｐ",
        "p",
        "respond",
        N_("Plan"),
        N_("Say for the bank how this finding will be put right, and who is responsible"),
    ),
    Key(
        "case.fixed",
        "f,ｆ",
        "f",
        "fixed",
        N_("Put right"),
        N_("Report for the bank that this finding is put right"),
    ),
    Key(
        "case.recheck",
        "r,ｒ",
        "r",
        "recheck",
        N_("Re-check"),
        N_("Ask again what was not passed, and only that"),
    ),
    Key("case.extend", "l,ｌ", "l", "extend", N_("More time"), N_("Give this finding a later last day")),
    Key("case.close", "c,ｃ", "c", "close", N_("Close"), N_("Close the case")),
    Key("case.sheet", "w,ｗ", "w", "sheet", N_("Sheet"), N_("Look at the answers, item by item")),
    Key("case.result", "g,ｇ", "g", "result", N_("Result"), N_("Show score, grade and reasons")),
    Key(
        "case.export",
        "x,ｘ",
        "x",
        "export",
        N_("Export"),
        N_("Write the sheet, the notice or the findings to a file"),
    ),
    HELP,
    BACK,
    Key(
        "case.reopen",
        "o,ｏ",
        "o",
        "reopen",
        N_("Reopen"),
        N_("Take the signature back with all that followed it, with a reason"),
        bar=False,
    ),
)
ACTS: Mapping[str, EventKind] = {
    "case.approve": "approved",
    "case.return": "returned",
    "case.notice": "noticed",
    "case.decide": "decided",
    "case.object": "appealed",
    "case.respond": "responded",
    "case.fixed": "fixed",
    "case.recheck": "rechecked",
    "case.extend": "extended",
    "case.close": "closed",
    "case.reopen": "reopened",
}
"""The keys that record something, and what."""

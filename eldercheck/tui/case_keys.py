"""The keys of a case, of giving a sheet back, and of a re-check."""

from __future__ import annotations

from collections.abc import Mapping

from eldercheck.domain.ledger import EventKind
from eldercheck.language import N_
from eldercheck.tui.keys import BACK, HELP, VETO, WALK, Key

CASE = (
    Key("case.item", "enter,space", "↵", "item", N_("Look"), N_("Look at this item in the sheet"), bar=False),
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
        N_("Respond"),
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
    Key(
        "case.evidence",
        "e,ｅ",
        "e",
        "evidence",
        N_("Evidence"),
        N_("Look at the evidence of this item, or attach what shows an objection or a repair"),
    ),
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
    VETO,
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
    "sheet.veto": "vetoed",
}
"""The keys that record something, and what."""
_WALK = {key.id: key for key in WALK}
RETURNING = (
    Key(
        "returning.next",
        "enter,down,j,ｊ",
        "↵",
        "move(1)",
        N_("Next"),
        N_("Go to the next item"),
    ),
    _WALK["item.previous"],
    Key(
        "returning.reason",
        "b,ｂ,space",
        "b",
        "reason",
        N_("Reason"),
        N_("Write why this item is given back"),
    ),
    Key(
        "returning.drop",
        "d,ｄ,delete",
        "d",
        "drop",
        N_("Drop"),
        N_("Take the reason of this item away again"),
    ),
    Key(
        "returning.written",
        "o,ｏ",
        "o",
        "next_written",
        N_("Next reason"),
        N_("Go to the next item with a reason"),
    ),
    Key(
        "returning.send",
        "s,ｓ",
        "s",
        "send",
        N_("Give back"),
        N_("Return the sheet to the examiners with every reason written so far"),
    ),
    _WALK["item.find"],
    HELP,
    BACK,
    *(
        _WALK[name]
        for name in (
            "section.next",
            "section.previous",
            "item.first",
            "item.last",
            "card.down",
            "card.up",
        )
    ),
)
RECHECK = (
    Key(
        "recheck.save",
        "enter",
        "↵",
        "accept",
        N_("Save"),
        N_("Save what was found and go to the next item; nothing found yet: just go on"),
    ),
    Key("recheck.next", "down,j,ｊ", "↓", "move(1)", N_("Next"), N_("Go to the next item"), bar=False),
    _WALK["item.previous"],
    _WALK["item.leave_out"],
    _WALK["item.evidence"],
    Key("recheck.note", "m,ｍ", "m", "note", N_("Note"), N_("Write a note that is saved with the answer")),
    Key(
        "recheck.drop",
        "d,ｄ,delete",
        "d",
        "clear",
        N_("Clear"),
        N_("Take away what was chosen and not saved"),
    ),
    HELP,
    BACK,
    *(
        _WALK[name]
        for name in (
            "item.yes",
            "item.no",
            "item.level",
            "item.number",
            "item.first",
            "item.last",
            "card.down",
            "card.up",
        )
    ),
)
RETURNED = (
    Key(
        "returned.next",
        "b,ｂ",
        "b",
        "next_returned",
        N_("Next returned"),
        N_("Go to the next item that was given back and not answered yet"),
    ),
    Key(
        "returned.reply",
        "t,ｔ",
        "t",
        "reply",
        N_("Reply"),
        N_("Answer in words why the item was given back, where the answer stays"),
    ),
)
"""What the walk takes besides after a sheet was given back."""

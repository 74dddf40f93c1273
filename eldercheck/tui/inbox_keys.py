"""The keys of the inbox, and the one that leads to it."""

from __future__ import annotations

from eldercheck.language import N_
from eldercheck.tui.county_keys import YEARS
from eldercheck.tui.keys import BACK, HELP, Key

TO_INBOX = Key("home.inbox", "b,ｂ,6,６", "b", "inbox", N_("Inbox"), N_("See what waits for you"))

INBOX = (
    Key(
        "inbox.open",
        "enter,space",
        "↵",
        "open",
        N_("Go there"),
        N_("Go to where this is done: the sheet, the case, a new self-assessment, or publishing"),
    ),
    Key(
        "inbox.next",
        "tab,right,v,ｖ",
        "Tab",
        "next_role(1)",
        N_("Role"),
        N_("Show what waits for the next role"),
    ),
    Key(
        "inbox.bank",
        "f,ｆ",
        "f",
        "bank",
        N_("One bank"),
        N_("Show only what waits for one institution, or all"),
    ),
    Key("inbox.find", "slash,／", "/", "find", N_("Find"), N_("Find a unit by name or code")),
    HELP,
    BACK,
    Key(
        "inbox.before",
        "shift+tab,left",
        "←",
        "next_role(-1)",
        N_("Role before"),
        N_("Show what waits for the role before"),
        bar=False,
    ),
    Key("inbox.examiner", "1,１", "1", "role(0)", N_("Examiners"), N_("What waits for examiners"), bar=False),
    Key("inbox.of_bank", "2,２", "2", "role(1)", N_("Bank"), N_("What waits for the banks"), bar=False),
    Key(
        "inbox.supervisor",
        "3,３",
        "3",
        "role(2)",
        N_("Supervisor"),
        N_("What waits for those who decide and publish"),
        bar=False,
    ),
    *YEARS,
)

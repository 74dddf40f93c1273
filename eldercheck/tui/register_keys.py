"""The keys of the register and of the page that shows what a file would change."""

from __future__ import annotations

from eldercheck.language import N_
from eldercheck.tui.keys import BACK, HELP, Key

REGISTER = (
    Key("register.change", "enter,e,ｅ", "↵", "change_unit", N_("Edit"), N_("Correct this unit")),
    Key(
        "register.add",
        "a,ａ",
        "a",
        "add_unit",
        N_("Add"),
        N_("Add an institution, branch or service point"),
    ),
    Key(
        "register.find", "slash,／", "/", "find", N_("Find"), N_("Find units by words in code, name or place")
    ),
    Key(
        "register.kind",
        "v,ｖ,right",
        "v",
        "next_kind(1)",
        N_("Level"),
        N_("Show institutions, branches or service points in turn"),
    ),
    Key(
        "register.standing",
        "o,ｏ",
        "o",
        "next_standing",
        N_("Open?"),
        N_("Show the open, the closed or the exempt units in turn"),
    ),
    Key("register.read", "r,ｒ", "r", "read", N_("Read"), N_("Read units from a file: Excel or CSV")),
    Key(
        "register.write",
        "w,ｗ",
        "w",
        "write",
        N_("Write"),
        N_("Write the register to a file, to fill in and read again"),
    ),
    HELP,
    BACK,
    Key(
        "register.kind_before",
        "left",
        "←",
        "next_kind(-1)",
        N_("Before"),
        N_("Show the level before"),
        bar=False,
    ),
    Key("register.all", "0,０", "0", "kind(0)", N_("All"), N_("Show all units again"), bar=False),
    Key(
        "register.institutions",
        "1,１",
        "1",
        "kind(1)",
        N_("Institutions"),
        N_("Show the institutions"),
        bar=False,
    ),
    Key("register.branches", "2,２", "2", "kind(2)", N_("Branches"), N_("Show the branches"), bar=False),
    Key(
        "register.points",
        "3,３",
        "3",
        "kind(3)",
        N_("Service points"),
        N_("Show the service points"),
        bar=False,
    ),
)

PREVIEW = (
    Key("preview.apply", "enter", "↵", "apply", N_("Take over"), N_("Take over what the file says")),
    Key(
        "preview.again", "r,ｒ", "r", "read_again", N_("Read again"), N_("Read the file again, as it is now")
    ),
    HELP,
    Key(
        "screen.back",
        "escape",
        "Esc",
        "back",
        N_("Leave it as it was"),
        N_("Go back; the register stays as it was"),
    ),
)

"""The keys of the evidence of an item."""

from __future__ import annotations

from eldercheck.language import N_
from eldercheck.tui.keys import BACK, HELP, Key

EVIDENCE = (
    Key(
        "evidence.file",
        "a,ａ",
        "a",
        "add_file",
        N_("Add a file"),
        N_("Attach photos or documents: type or paste their path, drag them here, or choose them"),
    ),
    Key(
        "evidence.words",
        "t,ｔ",
        "t",
        "add_words",
        N_("In words"),
        N_("Attach a document number, a reading or a tally of those asked"),
    ),
    Key(
        "evidence.open",
        "enter,o,ｏ",
        "↵",
        "open",
        N_("Open"),
        N_("Open a copy with the program of this computer; the kept file stays as it is"),
    ),
    Key(
        "evidence.detach",
        "d,ｄ,delete",
        "d",
        "detach",
        N_("Take off"),
        N_("Take this piece off, with a reason; its file stays kept"),
    ),
    Key(
        "evidence.undo",
        "u,ｕ,ctrl+z",
        "u",
        "undo",
        N_("Undo"),
        N_("Attach again what was taken off last"),
    ),
    HELP,
    BACK,
)

CHOOSING = (
    Key("choosing.go", "enter,right", "↵", "go", N_("Choose"), N_("Go into the folder, or take the file")),
    Key("choosing.up", "backspace,left", "←", "up", N_("Folder above"), N_("Go to the folder above")),
    HELP,
    BACK,
)

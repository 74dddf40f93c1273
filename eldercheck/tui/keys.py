"""The one table of keys: what each does on which screen, and what bar, palette and help say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from eldercheck.language import N_


@dataclass(frozen=True, slots=True)
class Key:
    """One thing a key does."""

    id: str
    """Area and verb, for a person's own key map."""
    keys: str
    """Textual's names, the main one first; full-width forms count, as an input method types them. Empty for
    what is typed rather than pressed: the help names it all the same."""
    shown: str
    """How the key is written on the screen."""
    action: str
    label: str
    """A word or two for the bar (a message id)."""
    help: str
    """A sentence for the help and the palette (a message id)."""
    bar: bool = True
    """Whether the bar shows it, as long as there is room."""


HELP = Key(
    "help.show", "question_mark,f1,？", "?", "app.help", N_("Help"), N_("Show the keys and what they do")
)
BACK = Key("screen.back", "escape", "Esc", "back", N_("Back"), N_("Go back to the screen before"))
QUIT = Key(
    "app.leave",
    "ctrl+q",
    "^q",
    "app.leave",
    N_("Quit"),
    N_("Leave eldercheck; everything is saved"),
    bar=False,
)
PALETTE = Key(
    "app.palette",
    "ctrl+p",
    "^p",
    "app.command_palette",
    N_("Commands"),
    N_("Search for any command"),
    bar=False,
)
LANGUAGE = Key(
    "app.language", "f2", "F2", "app.switch_language", N_("中文"), N_("Switch between Chinese and English")
)
THEME = Key(
    "app.theme",
    "f3",
    "F3",
    "app.next_theme",
    N_("Theme"),
    N_("Switch between light, dark and high contrast"),
    bar=False,
)

EVERYWHERE = (HELP, QUIT, PALETTE, LANGUAGE, THEME)

HOME = (
    Key(
        "home.open",
        "enter,space",
        "↵",
        "open",
        N_("Open"),
        N_("Go on where the assessment was left, or start one"),
    ),
    Key("home.start", "n,ｎ", "n", "start", N_("New"), N_("Start a new assessment of this unit")),
    Key("home.find", "slash,／", "/", "find", N_("Find"), N_("Find a unit by name or code")),
    Key("home.county", "c,ｃ,2,２", "c", "county", N_("County"), N_("See how far the county's year is")),
    Key("home.grades", "t,ｔ,3,３", "t", "grades", N_("Grades"), N_("Show the grade table of the year")),
    Key(
        "home.year",
        "y,ｙ,4,４",
        "y",
        "year",
        N_("Year"),
        N_("Open a year, change its rules, publish its grade table"),
    ),
    Key(
        "home.register",
        "i,ｉ,5,５",
        "i",
        "register",
        N_("Register"),
        N_("Keep the register: read it from a workbook, search, edit"),
    ),
    HELP,
    Key("home.result", "g,ｇ", "g", "result", N_("Result"), N_("Show score, grade and reasons")),
    Key(
        "home.add", "a,ａ", "a", "add_unit", N_("Add unit"), N_("Add an institution, branch or service point")
    ),
    Key(
        "home.change",
        "e,ｅ",
        "e",
        "change_unit",
        N_("Edit"),
        N_("Correct the name, code or place of this unit"),
    ),
    Key(
        "home.example",
        "x,ｘ",
        "x",
        "example",
        N_("Example"),
        N_("Open the example county (a copy, yours to try)"),
    ),
    LANGUAGE,
)

VISIT = Key(
    "sheet.visit",
    "v,ｖ",
    "v",
    "visit",
    N_("Visit"),
    N_("Record the visit: day, times, weather, whom you met, who examines"),
)
VETO = Key(
    "sheet.veto",
    "z,ｚ",
    "z",
    "veto",
    N_("Veto"),
    N_("Record a veto with what shows it, or take one back"),
)

WALK = (
    Key(
        "item.next",
        "enter,down,j,ｊ",
        "↵",
        "accept",
        N_("Next"),
        N_("Confirm what was typed and go to the next item"),
    ),
    Key("item.previous", "up,k,ｋ", "↑", "move(-1)", N_("Previous"), N_("Go to the item before"), bar=False),
    Key(
        "item.leave_out",
        "minus,－,x,ｘ",
        "-",
        "leave_out",
        N_("N/A"),
        N_("Not applicable: leave this item out"),
    ),
    Key("item.note", "m,ｍ", "m", "note", N_("Note"), N_("Write a note on this item")),
    Key("item.evidence", "e,ｅ", "e", "evidence", N_("Evidence"), N_("Attach photos, documents, tallies")),
    Key("item.undo", "u,ｕ,ctrl+z", "u", "undo", N_("Undo"), N_("Take the last change back")),
    Key("item.open", "o,ｏ", "o", "next_open", N_("Next open"), N_("Go to the next item without an answer")),
    Key("item.find", "slash,／", "/", "find", N_("Find"), N_("Find an item by its words or code")),
    Key(
        "sheet.review", "r,ｒ", "r", "review", N_("Review"), N_("See what is open or contradictory, and sign")
    ),
    VISIT,
    HELP,
    BACK,
    Key(
        "item.last_year",
        "l,ｌ",
        "l",
        "last_year",
        N_("Last year"),
        N_("In a self-assessment: take your own answer of last year; where the item changed, see how"),
    ),
    Key("item.redo", "U,Ｕ,ctrl+y", "U", "redo", N_("Redo"), N_("Do again what undo took back"), bar=False),
    Key(
        "item.clear", "delete,d,ｄ", "d", "clear", N_("Clear"), N_("Take this item's answer away"), bar=False
    ),
    Key("item.yes", "y,ｙ,Y,Ｙ", "y", "say('yes')", N_("Yes"), N_("Answer yes (also 1)"), bar=False),
    Key("item.no", "n,ｎ,N,Ｎ", "n", "say('no')", N_("No"), N_("Answer no (also 0)"), bar=False),
    Key("item.level", "", "0-5", "", N_("Level"), N_("Answer by the level of that number"), bar=False),
    Key(
        "item.number",
        "",
        "3/5↵",
        "",
        N_("Number"),
        N_("Answer a count; 12.5 and Enter for a reading"),
        bar=False,
    ),
    Key(
        "section.next",
        "right_square_bracket,right,】",
        "]",
        "section(1)",
        N_("Section"),
        N_("Next section"),
        bar=False,
    ),
    Key(
        "section.previous",
        "left_square_bracket,left,【",
        "[",
        "section(-1)",
        N_("Section"),
        N_("Previous section"),
        bar=False,
    ),
    Key("item.first", "home", "Home", "edge(0)", N_("First"), N_("First item"), bar=False),
    Key("item.last", "end", "End", "edge(-1)", N_("Last"), N_("Last item"), bar=False),
    Key("card.down", "pagedown", "PgDn", "scroll_card(1)", N_("More"), N_("Read on in the card"), bar=False),
    Key("card.up", "pageup", "PgUp", "scroll_card(-1)", N_("Less"), N_("Read back in the card"), bar=False),
    Key(
        "sheet.saved",
        "ctrl+s",
        "^s",
        "saved",
        N_("Save"),
        N_("Nothing to do: each answer is saved at once"),
        bar=False,
    ),
)

REVIEW = (
    Key("review.go", "enter", "↵", "go", N_("Go there"), N_("Go to this item")),
    Key("review.sign", "s,ｓ", "s", "sign", N_("Sign"), N_("Complete the assessment and sign it")),
    Key("review.result", "g,ｇ", "g", "result", N_("Result"), N_("Show score, grade and reasons")),
    VISIT,
    VETO,
    HELP,
    BACK,
)

TO_COMPARE = Key(
    "unit.compare",
    "c,ｃ",
    "c",
    "compare",
    N_("Compare"),
    N_("Put the bank's self-assessment beside the examination"),
)
"""From a list of units, or from a result."""

RESULT = (
    Key("result.sheet", "w,ｗ,1,１", "w", "sheet", N_("Sheet"), N_("Look at the answers, item by item")),
    Key(
        "result.case", "k,ｋ,5,５", "k", "case", N_("Case"), N_("See what became of it, and what comes next")
    ),
    Key(
        "result.approve",
        "v,ｖ,2,２",
        "v",
        "approve",
        N_("Approve"),
        N_("Approve the sheet after a second look by somebody who did not sign"),
    ),
    Key(
        "result.reopen",
        "o,ｏ,3,３",
        "o",
        "reopen",
        N_("Reopen"),
        N_("Take the signature back, with a reason; in a published year: open a correction"),
    ),
    Key(
        "result.export",
        "x,ｘ,4,４",
        "x",
        "export",
        N_("Export"),
        N_("Write this sheet to a file, or what lost marks on it"),
    ),
    VETO,
    TO_COMPARE,
    HELP,
    BACK,
)


def bindings(keys: Sequence[Key]) -> list[BindingType]:
    """Return Textual's bindings of some keys."""
    return [
        Binding(
            key.keys,
            key.action,
            key.label,
            show=False,
            key_display=key.shown,
            tooltip=key.help,
            id=key.id,
            priority=key is QUIT,
        )
        for key in keys
        if key.keys
    ]

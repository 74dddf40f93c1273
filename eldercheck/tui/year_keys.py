"""The keys of the year, of publishing it, and of the result's second look."""

from __future__ import annotations

from eldercheck.language import N_
from eldercheck.tui.keys import BACK, HELP, Key

YEAR = (
    Key("year.change", "enter,space", "↵", "change", N_("Change"), N_("Change this rule")),
    Key(
        "year.open", "n,ｎ,1,１", "n", "open_year", N_("Open a year"), N_("Open a new year: who, which rules")
    ),
    Key(
        "year.publish",
        "p,ｐ,2,２",
        "p",
        "publish",
        N_("Publish"),
        N_("Check the year, then publish its table"),
    ),
    Key(
        "year.draw",
        "v,ｖ,9,９",
        "v",
        "draw",
        N_("Draw visits"),
        N_("Draw the branches and service points to visit, or see who was drawn"),
        bar=False,
    ),
    Key("year.bonus", "b,ｂ,3,３", "b", "bonus", N_("Bonus"), N_("Give an institution its bonus")),
    Key(
        "year.differences",
        "d,ｄ,4,４",
        "d",
        "differences",
        N_("Differences"),
        N_("Show only what differs from the year before, or everything"),
    ),
    Key(
        "year.history",
        "h,ｈ,5,５",
        "h",
        "history",
        N_("History"),
        N_("Read who opened, changed and published the year, when and why"),
    ),
    Key(
        "year.earlier",
        "left,left_square_bracket,【",
        "←",
        "year(-1)",
        N_("Earlier"),
        N_("Look at the year before"),
        bar=False,
    ),
    Key(
        "year.later",
        "right,right_square_bracket,】",
        "→",
        "year(1)",
        N_("Later"),
        N_("Look at the year after"),
        bar=False,
    ),
    Key(
        "year.register",
        "i,ｉ,6,６",
        "i",
        "register",
        N_("Register"),
        N_("Keep the register: read it from a workbook, search, edit"),
    ),
    Key("year.grades", "t,ｔ,7,７", "t", "grades", N_("Grades"), N_("Show the grade table of the year")),
    Key("year.county", "c,ｃ,8,８", "c", "county", N_("County"), N_("See how far the county's year is")),
    HELP,
    BACK,
)

PUBLISH = (
    Key(
        "publish.pass",
        "space,enter,x,ｘ",
        "↵",
        "go",
        N_("Let pass, or go there"),
        N_("Let what stands in the way pass, or not; on a unit: go to it"),
    ),
    Key("publish.publish", "p,ｐ,1,１", "p", "publish", N_("Publish"), N_("Publish the table as it stands")),
    HELP,
    BACK,
)

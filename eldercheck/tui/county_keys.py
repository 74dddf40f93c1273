"""The keys of the county's screens: the year at a glance, its grade table, the units behind a figure."""

from __future__ import annotations

from eldercheck.language import N_
from eldercheck.tui.keys import BACK, HELP, TO_COMPARE, Key

YEARS = (
    Key(
        "county.year_before",
        "left_square_bracket,【",
        "[",
        "other_year(-1)",
        N_("Year before"),
        N_("Show the year before"),
        bar=False,
    ),
    Key(
        "county.year_after",
        "right_square_bracket,】",
        "]",
        "other_year(1)",
        N_("Year after"),
        N_("Show the year after"),
        bar=False,
    ),
)
_EXPORT = Key(
    "county.export",
    "x,ｘ",
    "x",
    "export",
    N_("Export"),
    N_("Write the grade table to a file: Excel, Word, a page, CSV, JSON"),
)
_FIND = Key("county.find", "slash,／", "/", "find", N_("Find"), N_("Find a unit by name or code"))

COUNTY = (
    Key("county.open", "enter,space", "↵", "open", N_("Units"), N_("Show the units behind this figure")),
    Key("county.grades", "t,ｔ", "t", "grades", N_("Grades"), N_("Show the grade table of the year")),
    _FIND,
    _EXPORT,
    HELP,
    BACK,
    Key(
        "county.figure",
        "",
        "← →",
        "",
        N_("Figure"),
        N_("Go to the figure beside; Tab to the next block"),
        bar=False,
    ),
    Key(
        "county.overdue",
        "o,ｏ",
        "o",
        "overdue",
        N_("Overdue"),
        N_("Units with findings that are overdue"),
        bar=False,
    ),
    Key("county.first", "1,１", "1", "number(0)", N_("Examined"), N_("Units that were examined"), bar=False),
    Key(
        "county.second",
        "2,２",
        "2",
        "number(1)",
        N_("Second look"),
        N_("Units signed and waiting for the second look"),
        bar=False,
    ),
    Key("county.third", "3,３", "3", "number(2)", N_("Grade C"), N_("Units at C"), bar=False),
    Key(
        "county.fourth",
        "4,４",
        "4",
        "number(3)",
        N_("Graded"),
        N_("Institutions that have a grade"),
        bar=False,
    ),
    *YEARS,
)

UNITS = (
    Key(
        "units.open",
        "enter,space",
        "↵",
        "open",
        N_("Open"),
        N_("Show the unit's result, go on with its examination, or start one"),
    ),
    Key(
        "units.overdue",
        "o,ｏ",
        "o",
        "overdue",
        N_("Overdue"),
        N_("Show only units with overdue findings, or all again"),
        bar=False,
    ),
    Key("units.grade", "g,ｇ", "g", "why", N_("Why"), N_("Explain the grade of its institution")),
    TO_COMPARE,
    _FIND,
    HELP,
    BACK,
)

GRADES = (
    Key(
        "grades.why", "enter,space", "↵", "why", N_("Why"), N_("Explain this grade, and what would raise it")
    ),
    Key(
        "grades.kind",
        "v,ｖ",
        "v",
        "next_kind",
        N_("Level"),
        N_("Show institutions, branches or service points in turn"),
    ),
    Key("grades.sort", "s,ｓ", "s", "sort", N_("Sort"), N_("Sort by the next column")),
    Key("grades.filter", "f,ｆ", "f", "filter", N_("Filter"), N_("Show only some rows")),
    Key("grades.left_out", "o,ｏ", "o", "left_out", N_("Left out"), N_("Show the units left out, and why")),
    Key("grades.find", "slash,／", "/", "find", N_("Find"), N_("Show only rows with some words in them")),
    _EXPORT,
    HELP,
    BACK,
    Key("grades.reverse", "S,Ｓ", "S", "reverse", N_("Reverse"), N_("Sort the other way round"), bar=False),
    Key("grades.all", "F,Ｆ", "F", "show_all", N_("All rows"), N_("Show all rows again"), bar=False),
    Key(
        "grades.county",
        "c,ｃ",
        "c",
        "county",
        N_("County"),
        N_("See how far the county's year is"),
        bar=False,
    ),
    Key(
        "grades.institutions",
        "1,１",
        "1",
        "kind('institution')",
        N_("Institutions"),
        N_("Show the institutions"),
        bar=False,
    ),
    Key("grades.branches", "2,２", "2", "kind('branch')", N_("Branches"), N_("Show the branches"), bar=False),
    Key(
        "grades.points",
        "3,３",
        "3",
        "kind('service_point')",
        N_("Service points"),
        N_("Show the service points"),
        bar=False,
    ),
    *YEARS,
)

ROLL_UP = (
    Key(
        "roll_up.open",
        "enter,space",
        "↵",
        "open",
        N_("Result"),
        N_("Show the result of the unit under the cursor"),
    ),
    TO_COMPARE,
    Key("roll_up.more", "pagedown", "PgDn", "read_on(1)", N_("More"), N_("Read on")),
    Key("roll_up.less", "pageup", "PgUp", "read_on(-1)", N_("Less"), N_("Read back"), bar=False),
    Key(
        "roll_up.next",
        "right_square_bracket,】",
        "]",
        "beside(1)",
        N_("Next row"),
        N_("Explain the next row"),
    ),
    Key(
        "roll_up.before",
        "left_square_bracket,【",
        "[",
        "beside(-1)",
        N_("Row before"),
        N_("Explain the row before"),
        bar=False,
    ),
    HELP,
    BACK,
)

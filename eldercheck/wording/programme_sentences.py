"""The sentence of each fault of a year: rules that make no sense, and acts that its state does not allow."""

from __future__ import annotations

from eldercheck.language import N_

RULES = {
    "unknown_setting": N_("{setting}: there is no such rule; known are: {known}."),
    "wants_yes_or_no": N_("{setting}: {given} is neither yes nor no."),
    "wants_one_of": N_("{setting}: {given} is none of {choices}."),
    "wants_whole_number": N_("{setting}: {given} is not a whole number."),
    "wants_one_decimal": N_(
        "{setting}: {given} is not a number with one decimal at most, such as 90 or 89.5."
    ),
    "out_of_bounds": N_("{setting}: {given} is not within {least} to {most}."),
    "authority_wanted": N_("Write who assesses; the name stands on the grade table."),
    "year_out_of_bounds": N_("The year {given} is not within 2000 to 2100."),
    "bands_do_not_tile": N_(
        "The bands leave a gap or overlap: B must begin above 0 and below A (B from {b}, A from {a})."
    ),
    "floors_crossed": N_("The floor of B ({b}) is above the floor of A ({a}); it must be the lower one."),
    "floor_above_band": N_(
        "{setting}: a dimension would need more than the whole score; the floor is at most the band."
    ),
    "low_line_above_band": N_("{setting}: this line lies within grade C, at most where B begins ({line})."),
    "weights_not_100": N_("The three weights add up to {total}; they must make 100."),
    "safety_days_longer": N_(
        "A finding about safety has more days than any other; it must have as many or fewer."
    ),
    "programme_faults": N_("These rules make no sense together. {found} Nothing was saved."),
}

YEARS = {
    "year_open_already": N_("The year {id} is open already. Nothing was changed. Change its rules instead."),
    "no_such_year": N_("The year {id} was never opened. Nothing was changed. Open it first."),
    "year_not_open": N_("The year {year} was never opened. Nothing was changed. Open it first."),
    "amendment_needs_reason": N_(
        "Something was signed or published in this year: a change is an amendment and needs its reason. Nothing was saved."
    ),
    "checklists_frozen": N_(
        "The checklists of this year are frozen since the first signature: items beyond the plan cannot come or go. Nothing was saved."
    ),
    "year_published": N_(
        "The year {year} is published and read-only. Nothing was saved. A correction is opened from the result of a unit, with its reason."
    ),
    "seed_needed": N_(
        "A draw needs its seed: any text, best one that was drawn in public. Nothing was kept."
    ),
    "nobody_to_draw": N_(
        "Nothing was drawn: the register has no open branch or service point of this year. Read the register first."
    ),
    "drawn_already": N_(
        "{year} was drawn already, with the seed {seed}. Nothing was kept. A second draw needs its reason."
    ),
    "not_drawn": N_(
        "No draw of {year} is kept yet. Name a seed to see whom it draws, and --keep to keep it."
    ),
    "bonus_for_institution": N_("A bonus is for institutions only. Nothing was saved."),
    "bonus_needs_reason": N_("A bonus needs its reason. Nothing was saved."),
    "obstacles_stand": N_("Nothing was published. These stand in the way and were not let pass: {kinds}"),
    "nothing_to_publish": N_("Nothing was published: no signed examination of {year} counts yet."),
    "published_already": N_(
        "Nothing was published: the table of {year} is, to the letter, the published one."
    ),
    "approver_needed": N_("The name of whoever takes the second look is needed. Nothing was saved."),
    "approver_signed": N_(
        "{name} took part in the examination, so the second look is for somebody else. Nothing was saved."
    ),
    "day_unknown": N_("{given} is no day of the calendar; wanted year-month-day, such as 2026-03-15."),
    "time_unknown": N_("{given} is no time of day; wanted hours and minutes, such as 9:30."),
    "closed_before_opened": N_("It would close ({closed}) before it opened ({opened})."),
}

"""The sentences about visits and vetoes: what is missing or wrong, and what is wanted."""

from __future__ import annotations

from eldercheck.language import N_

VISITS = {
    "visit_faults": N_("Nothing was recorded. {found}"),
    "visit_day_missing": N_("The day of the visit is missing."),
    "visit_day_unknown": N_("{given} is no day; write it like 2026-11-24."),
    "visit_day_of_another_year": N_(
        "{given} does not belong to the year {year}: a visit lies between 1 January and 31 January {next_year}."
    ),
    "visit_day_ahead": N_("{given} lies ahead; today is {today}."),
    "visit_start_missing": N_("When the visit began is missing."),
    "visit_end_missing": N_("When the visit ended is missing."),
    "visit_time_unknown": N_("{given} is no time of day; write it like 9:30."),
    "visit_end_not_after_start": N_("The visit ends at {end}, which is not after its start at {start}."),
    "visit_way_missing": N_("How the examiners came is missing: announced, unannounced or secret."),
    "visit_weather_missing": N_(
        "The weather is missing: wet or dry. It decides whether laid mats are asked for."
    ),
    "visit_met_missing": N_("Whom the examiners met is missing; only a secret visit goes without."),
    "visit_examiners_missing": N_("The names of the examiners are missing; the year wants at least {least}."),
    "visit_examiners_too_few": N_("Too few different examiners: {given} of at least {least}."),
    "visit_word_unknown": N_("{given} will not do here; it is one of {known}."),
    "visit_not_clean": N_(
        "The record of the visit is not whole, or answers do not agree with it. The review page lists what."
    ),
    "count_not_due": N_(
        "{item}: answered {given}; {due} were due by the visit of {day}, so the second number is {due}."
    ),
    "count_is_due": N_("{item}: {due} were due by the visit of {day}, so it cannot be left out as none due."),
    "veto_faults": N_("Nothing was recorded. {found}"),
    "veto_ground_missing": N_("The ground of the veto is missing."),
    "veto_ground_unknown": N_("{given} is no ground of a veto; it is one of {known}."),
    "veto_reason_missing": N_("What happened is missing: a veto stands on what was seen."),
    "veto_name_missing": N_("Who says so is missing."),
    "veto_evidence_missing": N_("A veto needs evidence: the number of a document, or where it lies."),
    "no_such_veto": N_("There is no such veto in force here; it may have been lifted already."),
}
"""By the code of an error; those of a visit that end in _missing say what the review page lists."""

"""The sentence of each error code: what happened, whether the work is safe, what to do next."""

from __future__ import annotations

from eldercheck.language import N_

ANSWERS = {
    "unknown_item": N_("{item}: the checklist has no such item."),
    "wants_yes_no": N_("{item}: answered {given}; wanted yes or no."),
    "wants_level": N_(
        "{item}: answered {given}; wanted the number of a level, from 0 (the worst) up, as listed."
    ),
    "wants_count": N_("{item}: answered {given}; wanted two whole numbers such as 3/5."),
    "count_have_above_of": N_(
        "{item}: {given} has more than there are; the first number is at most the second."
    ),
    "count_of_wrong": N_("{item}: answered {given}; the second number must be {of}."),
    "count_of_above": N_("{item}: answered {given}; the second number is at most {of}."),
    "count_of_below": N_("{item}: answered {given}; the second number is at least {of}."),
    "count_of_nothing": N_("{item}: {given} says there are none, but this item cannot be left out."),
    "wants_measure": N_("{item}: answered {given}; wanted a number of 0 or more, such as 12 or 12.5."),
    "not_applicable_not_allowed": N_("{item}: this item cannot be left out; it always applies."),
    "reason_missing": N_("{item}: not applicable needs its reason."),
}

SHEETS = {
    "not_json": N_("This is not JSON (line {line}, column {column}: {detail})."),
    "not_a_number": N_("{given} is not a number."),
    "empty_input": N_("The input is empty; wanted a JSON object with a checklist and its answers."),
    "too_deep": N_("The input has too many brackets within brackets."),
    "field_twice": N_("The field {field} stands twice."),
    "unknown_field": N_("There is no field {field} here; known are: {allowed}."),
    "field_missing": N_("The field {field} is missing."),
    "wants_object": N_("Wanted a JSON object with a checklist and its answers."),
    "wants_mapping": N_("{field}: wanted an object in braces."),
    "wants_list": N_("{field}: wanted a list in square brackets."),
    "wants_text": N_("{field}: wanted text in quotes, not empty."),
    "wants_grade": N_("{field}: {given} is not a grade; wanted A, B or C."),
    "wants_figure": N_("{field}: {given} is not a printed figure; wanted 0.0 to 100.0 with one decimal."),
    "registered_not_whole": N_("registered.{field}: {given} is not a whole number."),
    "unknown_bonus": N_("{item}: the checklist has no such bonus."),
    "bonus_not_decimal": N_("{item}: {given} is not a decimal such as 1 or 0.5."),
    "bonus_out_of_range": N_("{item}: the bonus is 0 to {at_most}."),
    "input_unreadable": N_("{path} cannot be read: {reason}."),
    "input_not_utf8": N_("{path} is not UTF-8 text."),
    "bad_line": N_("Line {line}: {fault}"),
}

STATES = {
    "signed_already": N_(
        "This sheet is signed and read-only. It can be reopened from the result page, with a reason."
    ),
    "not_ready_to_sign": N_("The sheet cannot be signed yet: items are open, or left out without a reason."),
    "too_few_signers": N_("Too few different names: {given} of at least {least}."),
    "reason_needed": N_("A reason is needed."),
    "code_missing": N_("A unit needs a code."),
    "name_missing": N_("A unit needs a name."),
    "institution_missing": N_(
        "A branch or service point belongs to an institution; an institution stands alone."
    ),
    "no_such_unit": N_("No unit of the register has the code {unit_code}."),
    "wants_name_and_value": N_("Wanted NAME=VALUE, not {given}."),
    "author_missing": N_("Nobody is named who publishes. Say who does it; the name is kept in the ledger."),
    "handed_not_regular": N_(
        "{path} is not an ordinary file and was left as it is. Nothing was written. Give another name."
    ),
    "file_exists": N_("{path} exists already and was left as it is. Give another name, or delete it first."),
}

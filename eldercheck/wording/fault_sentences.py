"""The sentence of each fault of a checklist file: what was found, what is wanted."""

from __future__ import annotations

from eldercheck.language import N_

FAULTS = {
    "too_large": N_("The file has {size} bytes; a checklist has at most {most}."),
    "binary_file": N_("This is not a text file: it holds a NUL byte here."),
    "not_utf8": N_("This is not UTF-8 text from here on; save the file as UTF-8."),
    "empty_file": N_("The file says nothing."),
    "control_character": N_("An invisible control character ({codepoint}) stands here; take it out."),
    "tab_indent": N_("A tab stands where the line is indented; use blanks."),
    "wide_blank_indent": N_(
        "A full-width or no-break blank stands where the line is indented; use ordinary blanks."
    ),
    "full_width_sign": N_(
        "A full-width {found} stands where {wanted} is wanted (followed by a blank if it is a colon)."
    ),
    "yaml_syntax": N_("The file cannot be read on from here: {problem}."),
    "yaml_syntax_since": N_(
        "The file cannot be read on from here: {problem}. What began in line {since} may not be closed."
    ),
    "too_deep": N_("Lists and fields stand in one another more than {most} deep here."),
    "too_many_values": N_("The file has more than {most} values."),
    "second_document": N_("A second document begins here; a checklist file holds one."),
    "directive": N_("YAML directives (lines beginning with %) are not read; take them out."),
    "tag": N_("A YAML tag ({found}) is not read; take it out."),
    "anchor": N_("A YAML anchor ({found}) is not read; take it out."),
    "alias": N_("A YAML alias ({found}) is not read; write out what is meant."),
    "merge_key": N_("The merge key << is not read; write out what is meant."),
    "duplicate_key": N_("{field} stands here a second time; it is already in line {first_line}."),
    "key_not_text": N_("The name of a field must be a word."),
    "not_a_checklist": N_("A checklist is a list of fields (id: …, version: …); this is not one."),
    "unknown_field": N_("There is no field {found} here; did you mean {nearest}?"),
    "unknown_field_listed": N_("There is no field {found} here; the fields are {known}."),
    "missing_field": N_("The field {field} is missing here."),
    "empty_value": N_("{field} is empty; fill it in or leave it out."),
    "wants_mapping": N_("{field} wants fields (name: value), not {found}."),
    "wants_list": N_("{field} wants a list, not {found}."),
    "wants_text": N_("{field} wants a text, not {found}."),
    "bad_id": N_(
        "{found} will not do as a name in {field}: 1 to 40 of A-Z a-z 0-9 _ . -, beginning with a letter or digit."
    ),
    "line_break": N_("{field} must stand on one line."),
    "not_whole_number": N_("{field} wants a whole number in plain digits, not {found}."),
    "not_decimal": N_("{field} wants a plain decimal like 12 or 12.5, not {found}."),
    "not_true_or_false": N_("{field} wants true or false, not {found}."),
    "not_day_of_year": N_(
        '{field} wants days of every year as month-day in quotes, like "03-15", not {found}.'
    ),
    "number_too_small": N_("{field} is {found}; the least is {limit}."),
    "number_too_large": N_("{field} is {found}; the most is {limit}."),
    "text_too_long": N_("{field} has {found} characters; the most is {limit}."),
    "too_few": N_("{field} has {found} entries; at least {limit} are wanted."),
    "too_many": N_("{field} has {found} entries; at most {limit} are allowed."),
    "not_one_of": N_("{field} cannot be {found}; it is one of {known}."),
    "not_one_of_near": N_("{field} cannot be {found}; did you mean {nearest}? It is one of {known}."),
    "answer_kind": N_("answer wants yes_no or exactly one of levels, count and measure, not {found}."),
    "of_excludes": N_("{field} cannot stand beside of."),
    "least_above_most": N_("of_at_least ({least}) is above of_at_most ({most})."),
    "thresholds_wrong_way": N_(
        "The thresholds are the wrong way round: {better} is better, but full is {full} and half is {half}."
    ),
    "evidence_kind_missing": N_("Evidence kept {when} needs its kind."),
    "evidence_kind_forbidden": N_("Evidence that is never kept has no kind."),
    "fails_below_without_cap": N_("fails_below_percent needs caps_at."),
    "needs_not_applicable": N_("{field} needs not_applicable, which says why the item is then left out."),
    "due_days_need_count": N_("due_days belong to a count: they say what its second number is."),
    "due_days_exclude": N_("{field} cannot stand beside due_days, which say what the second number is."),
    "due_days_above_most": N_("There are {number} due_days, but of_at_most is {most}."),
    "duplicate_id": N_("The id {found} is taken already in line {first_line}."),
    "duplicate_section": N_("The section id {found} is taken already in line {first_line}."),
    "repeated_entry": N_("{found} is named twice; it stands already in line {first_line}."),
    "unknown_dimension": N_("There is no dimension {found}; did you mean {nearest}?"),
    "unknown_dimension_listed": N_("There is no dimension {found}; the dimensions are {known}."),
    "dimension_without_item": N_("No item belongs to the dimension {dimension}."),
    "dimension_sum": N_("The dimension {dimension} has {points} points, but its items add up to {total}."),
    "dimensions_sum": N_("The points of the dimensions add up to {total}, not to 100."),
    "unknown_clause": N_("There is no clause {found}; did you mean {nearest}?"),
    "unknown_clause_listed": N_("There is no clause {found}; the clauses are {known}."),
    "clause_not_asked": N_("No item asks about the clause {clause}; ask it, or mark it background: true."),
    "bonus_not_here": N_("Only an institution's checklist has a bonus; this one is for a {unit}."),
    "unknown_item": N_("There is no item {found}; did you mean {nearest}?"),
    "unknown_item_listed": N_("There is no item {found}; the items are {known}."),
    "not_a_count": N_("{item} is not answered by a count."),
    "more_faults": N_("{number} more faults are not shown."),
}
"""By the code of a `Fault`; `known` is a list of words, `field` the name of a field."""

FILES = {
    "checklist_faulty": N_("{file} has {number} faults."),
    "file_missing": N_("{file} is not there."),
    "file_is_folder": N_("{file} is a folder, not a file."),
    "file_not_permitted": N_("You have no permission to read {file}."),
    "file_not_regular": N_("{file} is not an ordinary file."),
    "file_too_large": N_("{file} has {size} bytes; a checklist has at most {most}."),
    "file_unreadable": N_("{file} cannot be read: {reason}."),
    "unknown_checklist": N_("There is no checklist {name}; did you mean {nearest}?"),
}
"""By the code of an error about a whole file."""

"""The sentence of each error and fault of a register file: what was found, what is wanted."""

from __future__ import annotations

from eldercheck.language import N_

REGISTER = {
    "day_ambiguous": N_(
        "{given} can be read in two ways. Write the year first, in four digits: 2024-05-01, 2024/5/1 or 20240501."
    ),
    "day_incomplete": N_("{given} is not a whole day. Write year, month and day: 2024-05-01 or 20240501."),
    "register_changed": N_(
        "The register was changed since the file was compared with it. Nothing was taken over. Read the file again."
    ),
    "register_faulty": N_(
        "The file was not taken over: {number} faults. The register is as it was. Put them right in the file and read it again."
    ),
    "register_missing": N_("There is no file {path}. The register is as it was. Look at the name again."),
    "register_is_folder": N_("{path} is a folder. The register is as it was. Name a file in it."),
    "register_not_regular": N_("{path} is not an ordinary file. The register is as it was."),
    "register_not_permitted": N_(
        "{path} may not be read: it is locked by another program or not yours. The register is as it was. Close it there and try again."
    ),
    "register_unreadable": N_("{path} cannot be read ({reason}). The register is as it was."),
    "register_too_large": N_(
        "{path} has more than {most}. A register is far smaller: the register is as it was. Take pictures and other sheets out of the file."
    ),
    "register_empty": N_("{path} is empty. The register is as it was. Choose another file."),
    "register_wrong_type": N_(
        "{path} is neither a workbook (.xlsx) nor a csv file, whatever its name says. The register is as it was. Open it in Excel or WPS and save it as .xlsx."
    ),
    "register_old_workbook": N_(
        "{path} is a workbook of the old kind (.xls). The register is as it was. Open it in Excel or WPS and save it as .xlsx."
    ),
    "register_password": N_(
        "{path} is protected by a password. The register is as it was. Save it without one, then read it again."
    ),
    "register_damaged": N_(
        "{path} is damaged and cannot be opened. The register is as it was. Open it in Excel or WPS, save it under a new name and read that."
    ),
    "register_unpacks_too_large": N_(
        "{path} unpacks to far more than a register. It was not opened, and the register is as it was. Copy the table into a new workbook."
    ),
    "register_too_many_rows": N_(
        "{path} has more than {most} rows. Nothing was taken over. Copy the table alone into a new file."
    ),
    "register_binary": N_(
        "{path} is not a text file. The register is as it was. Save the table as .xlsx, or as csv in UTF-8."
    ),
    "register_undecodable": N_(
        "The characters of {path} cannot be read: it is neither UTF-8 nor GBK. The register is as it was. Save the table as .xlsx, or as csv in UTF-8."
    ),
    "register_quotes": N_(
        "{path}: a double quote in line {line} is not closed, or stands in the middle of a cell. Nothing was taken over. Put it right, or save the table as .xlsx."
    ),
    "register_without_headings": N_(
        "{path} has no row of headings such as code and name. Nothing was taken over. Begin with the template that “eldercheck register template” writes."
    ),
    "register_without_units": N_("{path} has headings and no unit below them. The register is as it was."),
    "register_suffix": N_("{path} cannot be written: the name must end in .xlsx or .csv."),
}
"""By the code of an error about a whole file."""

REGISTER_FAULTS = {
    "column_missing": N_("The column “{wanted}” is missing. Add a heading with this name."),
    "column_missing_near": N_("The column “{wanted}” is missing. Is this the one? Then name it so."),
    "column_twice": N_("This column says the same as column {first}. Leave one of the two."),
    "column_unknown": N_("This column says nothing to the register and was passed over."),
    "column_unknown_near": N_(
        "This column was passed over: its heading is not known. Did you mean “{nearest}”?"
    ),
    "sheet_without_headings": N_("This sheet has no row of headings and was passed over."),
    "cell_formula": N_(
        "A formula whose result is not stored. Copy the column and paste it as values, or save the file in Excel once."
    ),
    "cell_error": N_("The formula in this cell gives an error. Write the value itself."),
    "cell_code_is_day": N_(
        "The spreadsheet made a day of this code. Give the column the format Text and type the code again."
    ),
    "cell_code_scientific": N_(
        "The spreadsheet made a number of this code and lost digits. Give the column the format Text and type the code again."
    ),
    "cell_code_not_whole": N_(
        "The spreadsheet made a number of this code. Give the column the format Text and type the code again."
    ),
    "cell_code_shaped": N_(
        "This number is shown in another form ({shape}) than it has. Give the column the format Text and type the code as it is meant."
    ),
    "cell_day_ambiguous": N_(
        "This day can be read in two ways. Write the year first, in four digits: 2024-05-01."
    ),
    "cell_day_incomplete": N_("This is not a whole day. Write year, month and day: 2024-05-01."),
    "cell_day_unknown": N_("This is no day of the calendar. Write year, month and day: 2024-05-01."),
    "cell_kind_missing": N_("The kind is missing. Wanted is one of: {known}."),
    "cell_kind_unknown": N_("There is no such kind. Wanted is one of: {known}."),
    "cell_kind_unknown_near": N_(
        "There is no such kind; did you mean “{nearest}”? Wanted is one of: {known}."
    ),
    "cell_exempt_is_yes": N_(
        "Write why the institution gets no grade, not only yes; leave the cell empty for one that gets a grade."
    ),
    "line_without_code": N_("The code is missing."),
    "line_without_name": N_("The name is missing."),
    "line_too_long": N_("This is longer than {most} characters."),
    "line_code_twice": N_(
        "This code stands already in {first_sheet}, row {first_row}. Each unit has its own."
    ),
    "line_kind_changed": N_(
        "In the register this code is of another kind ({before}). A unit keeps its kind: look at the code again."
    ),
    "line_institution_belongs": N_(
        "An institution belongs to no other. Leave the cell empty, or correct the kind."
    ),
    "line_exempt_no_institution": N_("Only an institution is exempt. Leave the cell empty."),
    "line_group_no_institution": N_(
        "Only an institution has a ranking group; its branches and service points follow it. Leave the cell empty."
    ),
    "line_parent_column_missing": N_(
        "The column “{wanted}” is missing, and this unit is new: nobody knows where it belongs."
    ),
    "line_without_parent": N_("The institution that it belongs to is missing. Write its code."),
    "line_parent_ambiguous": N_("Several institutions have this name: {codes}. Write the code."),
    "line_parent_no_institution": N_(
        "This is the code of another kind of unit ({kind}), not of an institution."
    ),
    "line_parent_unknown": N_(
        "No institution has this code or name, in the file or in the register. Add its row, or correct the code."
    ),
    "line_parent_unknown_near": N_(
        "No institution has this code or name, in the file or in the register; did you mean “{nearest}”?"
    ),
    "line_closed_before_opened": N_("It would close before it opened ({opened})."),
}
"""By the code of a `RegisterFault`."""

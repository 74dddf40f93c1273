"""The sentence of each error of a report: what happened, whether the work is safe, what to do."""

from __future__ import annotations

from eldercheck.language import N_

REPORTS = {
    "report_exists": N_(
        "{path} exists already and was left as it is. Give another name, or say that it may be overwritten (--force)."
    ),
    "report_in_use": N_(
        "{path} cannot be replaced: it is open in another program (Excel, WPS), or write-protected. It is as it was. Close it there and try again, or give another name."
    ),
    "report_is_folder": N_("{path} is a folder. Nothing was written. Name a file in it."),
    "report_not_regular": N_(
        "{path} is not an ordinary file and was left as it is. Nothing was written. Give another name."
    ),
    "report_no_folder": N_(
        "There is no folder {path}. Nothing was written. Make the folder, plug in the stick, or choose another."
    ),
    "report_unwritable": N_(
        "Nothing can be written in {path}. Choose another folder, or take the write protection off."
    ),
    "report_disk_full": N_(
        "The disk is full, so {path} was not written; what was there is as it was. The assessments are safe. Free some space and try again."
    ),
    "report_disk_error": N_(
        "{path} could not be written ({detail}); what was there is as it was. The assessments are safe. Try another folder or another disk."
    ),
    "report_cancelled": N_("Stopped as you wished. Nothing was written."),
    "report_too_long": N_(
        "A workbook holds {most} rows, and this report has more. Nothing was written. Choose csv, or one unit."
    ),
    "report_kind_unknown": N_(
        "The form of {path} is not known. Nothing was written. Let its name end in one of {known}."
    ),
    "report_kinds_differ": N_(
        "The name {path} asks for another form than --format {given}. Nothing was written. Leave one of them out."
    ),
    "report_kind_not_shown": N_(
        "{given} cannot be printed here; it takes a file: -o NAME. On the screen it can be {known}."
    ),
    "not_published": N_(
        "{year} was not published yet, so there is no published table. Leave out --as-published, or publish it first."
    ),
    "year_not_here": N_("{year} was not opened in this file; opened are: {known}."),
    "no_year_yet": N_("No year was opened in this file yet. Open one first: eldercheck year open."),
    "unit_not_here": N_("There is no unit {unit_code} in {year}."),
    "unit_not_here_but": N_("There is no unit {unit_code} in {year}. Did you mean {near}?"),
    "unit_not_examined": N_("{name} ({unit_code}) was not examined in {year}: there is no sheet."),
    "notice_not_ready": N_(
        "{name} ({unit_code}) has no signed examination of {year}: there is no grade to give notice of. Nothing was written."
    ),
    "unit_not_self_assessed": N_("{name} ({unit_code}) did not assess itself in {year}: there is no sheet."),
    "no_such_audience": N_("--for takes office or internal, not “{given}”."),
    "no_such_format": N_("--format takes one of {known}, not “{given}”."),
}

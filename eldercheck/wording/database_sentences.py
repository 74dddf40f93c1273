"""The sentence of each error of the database: what happened, whether the work is safe, what to do."""

from __future__ import annotations

from eldercheck.language import N_

DATABASE = {
    "not_ours": N_(
        "{path} was not written by eldercheck. It was not changed. Choose another file, or a new name."
    ),
    "newer_file": N_(
        "{path} was written by a later eldercheck (schema {found}; this one knows {known}). It was not changed. Install the later version."
    ),
    "damaged": N_(
        "{path} is damaged ({detail}). It was not changed. Copy the last good backup, {newest_backup}, over it; keep the damaged file beside it under another name."
    ),
    "damaged_without_backup": N_(
        "{path} is damaged ({detail}). It was not changed, and no good backup lies beside it. Keep the file, look for a copy of it on a stick or in the mail, and ask for help."
    ),
    "database_unreadable": N_(
        "{path} cannot be read ({reason}). It was not changed. Ask whoever looks after the computer for the right to read it."
    ),
    "is_folder": N_("{path} is a folder. Nothing was changed. Name a file in it."),
    "no_such_folder": N_(
        "There is no folder {path}. Nothing was changed. Plug in the stick, or make the folder, and try again."
    ),
    "no_such_database": N_(
        "There is nothing to read in {path}. Nothing was changed. Look at the name again."
    ),
    "folder_unwritable": N_(
        "Nothing can be written in {path}. What was saved before is safe. Choose another folder, or take the write protection off."
    ),
    "file_unwritable": N_(
        "{path} cannot be written. What was saved before is safe; the last change is not saved. Take the write protection off, or work on a copy."
    ),
    "file_gone": N_(
        "{path} was moved, renamed or deleted while it was open. The last change is not saved. Put the file back and open it again."
    ),
    "disk_full": N_(
        "The disk is full. The last change is not saved; everything before it is safe. Free some space and try again."
    ),
    "disk_error": N_(
        "The disk failed while {path} was in use ({detail}). Whether the last change is saved is shown when the sheet is read again; everything before it is safe. Make a copy on another disk and try again."
    ),
    "busy": N_(
        "Another program is using {path}. The last change is not saved; everything before it is safe. Close the other program, or wait a moment, and try again."
    ),
    "no_room_for_backup": N_(
        "There is too little room for a backup of {path} ({free} are free, {wanted} are wanted). Nothing was changed. Free some space and try again."
    ),
    "backup_unsound": N_(
        "The backup of {path} did not pass its check ({detail}) and was thrown away. The file and the older backups are as they were. Make a copy on another disk and try again."
    ),
    "migration_failed": N_(
        "{path} could not be brought to the form of this version (step {step}: {detail}). It is as it was before that step. Go on with the earlier version and report this."
    ),
    "read_only_asked": N_(
        "{path} is open for reading only, as you asked. The file stays as it is: changes made here are not saved. Open it again to write."
    ),
    "read_only_held": N_(
        "{who} has had {path} open on {host} since {since}, so here it can only be read. The file stays as it is: changes made here are not saved. Close the other window and open the file again."
    ),
    "read_only_held_by_somebody": N_(
        "{path} is open in another window, so here it can only be read. The file stays as it is: changes made here are not saved. Close the other window and open the file again."
    ),
    "read_only_folder": N_(
        "Nothing can be written in the folder of {path}, so it can only be read. The file stays as it is: changes made here are not saved. Copy the file to another folder and open it there."
    ),
    "read_only_file": N_(
        "{path} is write-protected, so it can only be read. The file stays as it is: changes made here are not saved. Take the protection off, or open a copy."
    ),
    "code_taken": N_(
        "The code {unit_code} belongs to {name} already. Nothing was saved. Give another code, or change {name}."
    ),
    "no_such_assessment": N_(
        "There is no assessment {id} in this file. Nothing was changed. Go back to the list."
    ),
    "no_such_checklist": N_(
        "The checklist {id} is not kept in this file. Nothing was changed. Open a backup, or ask for help."
    ),
    "stale": N_(
        "This sheet was changed elsewhere since it was read. The last change is not saved; everything before it is safe. The sheet is read again: look, and repeat the change."
    ),
    "not_open": N_("This sheet is signed. The change is not saved. Reopen the sheet first."),
    "not_signed": N_(
        "This sheet does not wait for a second look: it is not signed, or approved already. Nothing was changed. Only a signed sheet is approved, given back or reopened."
    ),
    "rule_broken": N_(
        "The file does not allow that ({detail}). Nothing was saved; everything before it is safe. Please report this."
    ),
    "event_disagrees": N_(
        "The record {id} does not say what was to be done. Nothing was saved; everything before it is safe. Please report this."
    ),
    "event_altered": N_(
        "The record {id} is not as it was written: the file was damaged or changed by hand. Nothing was saved. Compare it with the last good backup."
    ),
    "event_unreadable": N_(
        "The record {id} cannot be read: the file was damaged or changed by hand. Nothing was saved. Compare it with the last good backup."
    ),
}

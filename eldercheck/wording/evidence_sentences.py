"""The sentence of each fault of evidence: what happened, that nothing is lost, what to do next."""

from __future__ import annotations

from eldercheck.language import N_

EVIDENCE_FAULTS = {
    "evidence_missing": N_(
        "Evidence that the checklist asks for is missing, and this year is signed only with it: {items}. Nothing was signed. Attach it with e on each item; the review leads there."
    ),
    "evidence_dead_link": N_(
        "{path} is a link that leads nowhere: what it points to was moved or deleted. Nothing was attached. Give the file itself."
    ),
    "evidence_not_there": N_(
        "There is no file {path}: it was moved, renamed or deleted, or the path is not quite right. Nothing was attached. Drag the file into this window, or choose it."
    ),
    "evidence_is_folder": N_(
        "{path} is a folder. Nothing was attached. Give one file in it, or several one after the other."
    ),
    "evidence_not_regular": N_(
        "{path} is not an ordinary file but a device or a pipe. Nothing was attached. Give a file."
    ),
    "evidence_not_permitted": N_(
        "{path} may not be read by you on this computer. Nothing was attached. Copy it to your own folder first, or close the program that has it open."
    ),
    "evidence_unreadable": N_(
        "{path} cannot be read: {reason}. Nothing was attached. Copy it to this computer first and give the copy."
    ),
    "evidence_changing": N_(
        "{path} is still being written: it changed while it was read. Nothing was attached. Wait until it is copied or downloaded, then attach it again."
    ),
    "evidence_empty": N_("{path} is empty (0 bytes). Nothing was attached. Copy or save it once more."),
    "evidence_too_large": N_(
        "{path} has {size}; a file of evidence has at most {most}. Nothing was attached. Save a smaller picture, or only the pages that matter."
    ),
    "evidence_too_many_pixels": N_(
        "{path} has {pixels} million pixels; a picture has at most {most} million. Nothing was attached. Save it smaller first."
    ),
    "evidence_wrong_type": N_(
        "{path} is not a file that is kept as evidence, whatever the end of its name says: JPEG, PNG or WebP pictures, PDF, Word (.docx) and Excel (.xlsx) are. Nothing was attached. Save it as one of these."
    ),
    "evidence_heic": N_(
        "{path} is a HEIC picture, which not every computer can show. Nothing was attached. On the iPhone: Settings, Camera, Formats, Most Compatible, so that new photos are JPEG; convert this one by sending it to yourself as a picture, or save it as JPEG on the computer."
    ),
    "evidence_old_office": N_(
        "{path} is of an old office program or has a password. Nothing was attached. Open it and save it as .docx, .xlsx or PDF without a password."
    ),
    "evidence_macros": N_(
        "{path} holds macros, that is programs. Nothing was attached. Save it as .docx, .xlsx or PDF, which hold none."
    ),
    "evidence_damaged": N_(
        "{path} is damaged: it ends too early, or cannot be read through. Nothing was attached. Copy it once more from the phone or whoever sent it."
    ),
    "evidence_twice": N_(
        "{path} has the same content as {name}, which {item} has already. Nothing was attached; it is there once."
    ),
    "evidence_words_twice": N_("{item} has “{text}” already. Nothing was attached; it is there once."),
    "evidence_text_missing": N_("Nothing is written here. Write the number, the reading or the tally."),
    "evidence_photo_in_words": N_(
        "A photo cannot be given in words. Nothing was attached. Attach the picture itself, or choose another kind."
    ),
    "evidence_identity_number": N_(
        "This holds what looks like an identity number (18 digits). Nothing was attached. No old person is named in an assessment: give tallies only, such as “5 asked, 4 content”."
    ),
    "evidence_mobile_number": N_(
        "This holds what looks like a mobile number (11 digits). Nothing was attached. No old person is named in an assessment: give tallies only, such as “5 asked, 4 content”."
    ),
    "evidence_account_number": N_(
        "This holds what looks like the number of a bank card (16 to 19 digits). Nothing was attached. Leave it out."
    ),
    "detach_needs_reason": N_("Taking evidence off needs a reason; it is kept. Nothing was changed."),
    "no_such_evidence": N_("That evidence is not attached any more. Nothing was changed."),
    "evidence_kind_unknown": N_("{given} is no kind of evidence; it is one of {known}."),
    "evidence_file_lost": N_(
        "The kept file of “{name}” (SHA-256 {sha256}…) is not there: {path}. The answers and the ledger are safe. Put the folder of the evidence back beside the database from a backup, or attach the original file again."
    ),
    "evidence_file_altered": N_(
        "The kept file of “{name}” (SHA-256 {sha256}…) is not as it was kept: {path}. The answers and the ledger are safe. Put it back from a backup, or attach the original file again."
    ),
    "picture_damaged": N_("This picture cannot be shown: it is damaged."),
    "picture_too_large": N_("This picture has {pixels} million pixels and is not shown."),
    "nothing_opens_it": N_(
        "No program on this computer opens {name} from here. A copy lies at {path} until this program ends."
    ),
    "files_to_attach_missing": N_("Give at least one file, or words with --text."),
    "files_or_text": N_("Give either files or --text, not both at once."),
    "export_folder_is_file": N_("{path} is a file. Nothing was written. Give a folder."),
}
"""By the code of an error."""

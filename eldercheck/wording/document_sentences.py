"""The sentence of each fault of a document's template: what is wrong, where, and what to do."""

from __future__ import annotations

from eldercheck.language import N_

DOCUMENTS = {
    "template_missing": N_(
        "{path} is not there. Nothing was written. Look at the name of the template again."
    ),
    "template_is_folder": N_("{path} is a folder, not a template. Nothing was written. Name a file in it."),
    "template_unreadable": N_(
        "The template {path} cannot be read ({reason}). Nothing was written. Close it in Word or WPS, or copy it elsewhere, and try again."
    ),
    "template_too_large": N_(
        "The template {path} is larger than {most} bytes. Nothing was written. Take large pictures out of it."
    ),
    "template_empty": N_(
        "The template {path} is empty. Nothing was written. Begin again from the one that “eldercheck document-template” writes."
    ),
    "template_old_word": N_(
        "{path} is in the old form of Word or WPS (.doc, .wps), or has a password. Nothing was written. Save it as .docx without a password."
    ),
    "template_not_word": N_(
        "{path} is not a Word document (.docx). Nothing was written. Begin from the one that “eldercheck document-template” writes."
    ),
    "template_with_macros": N_(
        "The template {path} can hold macros (.docm). Nothing was written. Save it as .docx."
    ),
    "template_damaged": N_(
        "The template {path} is damaged. Nothing was written. Open it in Word or WPS, save it again, and try again."
    ),
    "template_for_docx_only": N_(
        "{path}: a template is for a Word document. Nothing was written. Name a file that ends in .docx, or leave --template out."
    ),
    "template_name": N_("{path}: the name of a template ends in .docx. Nothing was written."),
    "template_fields_misspelt": N_(
        "The template {path} has fields that do not exist; did you mean: {fields}? Nothing was written. Correct them in Word or WPS."
    ),
    "template_fields_unknown": N_(
        "The template {path} has fields that do not exist: {fields}. Nothing was written. “eldercheck document-template” lists those that do."
    ),
    "template_field_missing": N_(
        "The template {path} lacks {field}, which no document goes without. Nothing was written. Put it in its place."
    ),
    "template_tag": N_(
        "The template {path} has a tag that cannot be read, near “{place}” ({detail}). Nothing was written. Compare it with the one that “eldercheck document-template” writes."
    ),
    "template_not_read": N_(
        "The template {path} asks for more than fields, conditions and loops, near “{place}” ({what}). Nothing was written. Take it out."
    ),
    "template_wide_braces": N_(
        "The template {path} has full-width braces, near “{place}”. Nothing was written. Type {{{{ and }}}} with half-width characters."
    ),
}

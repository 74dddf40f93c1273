"""What is attached, in words: for the card of an item, a list, a sheet, and what missing evidence does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eldercheck.domain.checklist import EvidenceKind
from eldercheck.domain.clean_text import visible
from eldercheck.domain.evidence import Evidence
from eldercheck.domain.programme import EvidenceRule
from eldercheck.language import N_, _, ngettext
from eldercheck.wording.case_words import PURPOSES, size_text, word
from eldercheck.wording.moments import local_moment
from eldercheck.wording.results import EVIDENCE, listed

WORDS: dict[EvidenceKind, str] = {
    "document": N_("document number"),
    "interview": N_("tally of those asked"),
    "reading": N_("reading"),
}
"""What each kind is called where it is given in words."""
FORMS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WebP",
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
}
RULES: dict[EvidenceRule, str] = {
    "block": N_("{missing}: not signed without it"),
    "warn": N_("{missing}: may be signed, and is recorded"),
    "pass": N_("{missing}: let pass, and recorded"),
}
SHORT = 8
"""Signs of a digest in a list and on a sheet."""


def kind_text(piece: Evidence) -> str:
    """Return what a piece is called: by its kind, and in words what kind of words."""
    return word(EVIDENCE if piece.file else WORDS | {"photo": EVIDENCE["photo"]}, piece.kind)


def line_text(piece: Evidence) -> str:
    """Return what a list says of a piece beside its kind: the words, else the name of the file."""
    return visible(piece.text or (piece.file.name if piece.file else ""))


def attached_text(pieces: Iterable[Evidence]) -> str:
    """Say in short what is attached: how many files of each kind, and every text; empty where nothing is."""
    counts: dict[str, int] = {}
    words: list[str] = []
    for piece in pieces:
        if piece.file:
            counts[piece.kind] = counts.get(piece.kind, 0) + 1
        else:
            words.append(f"{kind_text(piece)} {visible(piece.text)}")
    files = [f"{word(EVIDENCE, kind)} {number}" for kind, number in counts.items()]
    return " · ".join([*files, *words])


def detail_lines(piece: Evidence) -> Iterator[tuple[str, str]]:
    """Yield everything that is known of a piece: label and text."""
    yield _("Kind of evidence"), kind_text(piece)
    if piece.purpose != "answer":
        yield _("For"), word(PURPOSES, piece.purpose)
    if piece.text:
        yield _("Words"), visible(piece.text)
    if file := piece.file:
        yield _("File"), visible(file.name)
        if file.taken_at:
            yield _("Taken"), taken_text(file.taken_at)
        yield _("Form"), f"{visible(FORMS.get(file.media, file.media))} · {size_text(file.size)}"
        yield "SHA-256", visible(file.sha256[:SHORT])
    by = listed(part for part in (visible(piece.name), local_moment(piece.at) if piece.at else "") if part)
    if by:
        yield _("Attached"), by


def taken_text(taken_at: str) -> str:
    """Return when a photo was taken by its camera's clock, to the minute."""
    return visible(taken_at.replace("T", " ")[:16])


def sheet_text(piece: Evidence) -> str:
    """Return what a sheet says of a piece, as it is: kind, words, file, digest and when it was taken."""
    parts = [kind_text(piece), piece.text]
    if file := piece.file:
        parts += [file.name, file.sha256[:SHORT]]
        if file.taken_at:
            parts.append(_("taken {moment}").format(moment=taken_text(file.taken_at)))
    return " ".join(part for part in parts if part)


def rule_text(rule: EvidenceRule, number: int) -> str:
    """Say what a year does about missing evidence, and on how many items it is missing."""
    missing = ngettext("Evidence missing on {number} item", "Evidence missing on {number} items", number)
    return _(RULES[rule]).format(missing=missing.format(number=number))

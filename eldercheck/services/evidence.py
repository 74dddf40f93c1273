"""Evidence on an assessment: attaching files and words, taking them off, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from eldercheck.domain.checklist import EvidenceKind
from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.errors import EldercheckError, StateError
from eldercheck.domain.evidence import Evidence, KeptFile, Purpose
from eldercheck.domain.private_numbers import private_number
from eldercheck.services.casebook import Casebook
from eldercheck.services.examination import Examination
from eldercheck.storage.errors import FileError
from eldercheck.storage.evidence_files import EvidenceFiles
from eldercheck.storage.evidence_kinds import PICTURES, SUFFIXES

LONGEST_TEXT = 200


class EvidenceError(EldercheckError):
    """Evidence that is not taken as it was given. Values: what the code needs."""


@dataclass(frozen=True, slots=True)
class Attached:
    """What was attached, and where else the same file is."""

    evidence: Evidence
    also_on: tuple[str, ...] = ()
    """The other items of this assessment that have the same file: one photo may show two things."""


class ItemEvidence:
    """The evidence of one assessment; a file lies on the disk before the event that names it is written."""

    def __init__(self, examination: Examination, files: EvidenceFiles) -> None:
        self._examination = examination
        self.files = files

    def reload(self) -> None:
        """Read the assessment again, as the store holds it, after an act that failed."""
        self._examination.reload()

    def on(self, item: str, purpose: Purpose | None = None) -> tuple[Evidence, ...]:
        """Return what is attached to an item, the first attached first."""
        return tuple(
            piece
            for piece in self._examination.evidence
            if piece.item == item and purpose in (None, piece.purpose)
        )

    def attach_file(
        self,
        item: str,
        path: Path,
        kind: EvidenceKind | None = None,
        text: str = "",
        purpose: Purpose = "answer",
        name: str = "",
    ) -> Attached:
        """Keep a file and attach it; without a kind a picture is a photo, anything else a document.

        Saved when this returns. Raises EvidenceFileError for a file that cannot be taken, EvidenceError
        (`unknown_item`, `evidence_twice`, a person's number in `text`), StateError as the state demands,
        StorageError.
        """
        text = _fit_to_keep(text)
        return self.attach_kept(item, self.take_in(item, path, purpose), kind, text, purpose, name)

    def take_in(self, item: str, path: Path, purpose: Purpose = "answer") -> KeptFile:
        """Read a file and keep it, to be attached with `attach_kept`; safe to call from another thread.

        Raises what `attach_file` does.
        """
        self._refuse_early(item, purpose)
        kept = self.files.keep(self.files.look_at(path))  # Puts a lost file right, attached already or not.
        self._refuse_twice(item, kept)
        return kept

    def attach_kept(
        self,
        item: str,
        file: KeptFile,
        kind: EvidenceKind | None = None,
        text: str = "",
        purpose: Purpose = "answer",
        name: str = "",
    ) -> Attached:
        """Attach a file that `take_in` kept. Saved when this returns; raises what `attach_file` does."""
        text = _fit_to_keep(text)
        others = self._refuse_twice(item, file)
        kind = kind or ("photo" if file.media in PICTURES else "document")
        piece = Evidence(self._new_id(), item, purpose, kind, text, self._who(name), file)
        return Attached(self._append(piece), others)

    def attach_text(
        self, item: str, kind: EvidenceKind, text: str, purpose: Purpose = "answer", name: str = ""
    ) -> Evidence:
        """Attach words: a document number, a reading, an interview tally. Saved when this returns.

        Raises EvidenceError (`evidence_text_missing`, `evidence_photo_in_words`, a person's number, the same
        words twice), StateError as the state demands, StorageError.
        """
        self._refuse_early(item, purpose)
        text = _fit_to_keep(text)
        if not text:
            raise EvidenceError("evidence_text_missing")
        if kind == "photo":
            raise EvidenceError("evidence_photo_in_words")
        if any((piece.kind, piece.text) == (kind, text) and piece.file is None for piece in self.on(item)):
            raise EvidenceError("evidence_words_twice", item=item, text=text)
        return self._append(Evidence(self._new_id(), item, purpose, kind, text, self._who(name)))

    def attach_again(self, piece: Evidence) -> Evidence:
        """Attach once more what was taken off; its file was kept all along. Saved when this returns.

        Raises LostFileError where the file is gone, StateError, StorageError.
        """
        if piece.file is not None:
            self.files.read(piece.file)
        return self._append(replace(piece, id=self._new_id(), name=self._who("")))

    def detach(self, evidence_id: str, reason: str) -> Evidence:
        """Take a piece off, with the reason; its file stays kept. Saved when this returns.

        Raises EvidenceError (`no_such_evidence`, `detach_needs_reason`), StateError, StorageError.
        """
        piece = self.piece(evidence_id)
        reason = clean_line(reason, LONGEST_TEXT)
        if not reason:
            raise EvidenceError("detach_needs_reason")
        self._refuse_early(piece.item, piece.purpose)
        self._examination.append("detached", evidence=evidence_id, reason=reason)
        return piece

    def piece(self, evidence_id: str) -> Evidence:
        """Return a piece by its id. Raises EvidenceError (`no_such_evidence`)."""
        for piece in self._examination.evidence:
            if piece.id == evidence_id:
                return piece
        raise EvidenceError("no_such_evidence", id=evidence_id)

    def named_copies(self) -> Iterator[tuple[str, KeptFile]]:
        """Yield every attached file with the name under which it leaves: nothing of its own name is in it."""
        numbers: dict[str, int] = {}
        for piece in self._examination.evidence:
            if piece.file is not None:
                item = piece.item or "veto"
                numbers[item] = numbers.get(item, 0) + 1
                yield f"{item}-{numbers[item]}{SUFFIXES.get(piece.file.media, '.bin')}", piece.file

    def _refuse_twice(self, item: str, file: KeptFile) -> tuple[str, ...]:
        """Refuse a file that the item has already; return the other items that have it."""
        others: dict[str, None] = {}
        for piece in self._examination.evidence:
            if piece.file is None or piece.file.sha256 != file.sha256 or not piece.item:
                continue
            if piece.item == item:
                raise EvidenceError("evidence_twice", item=item, path=file.name, name=piece.file.name)
            others[piece.item] = None
        return tuple(others)

    def _append(self, piece: Evidence) -> Evidence:
        event = self._examination.append("attached", **piece.plain())
        return replace(piece, at=event.at)

    def _refuse_early(self, item: str, purpose: Purpose) -> None:
        """Refuse before a file is read and kept; what else the state forbids is refused with the event."""
        one = self._examination
        if item not in one.checklist and (item or purpose != "veto"):
            raise EvidenceError("unknown_item", item=item)
        if one.is_published:
            raise StateError("year_published", year=one.assessment.year)
        if purpose == "answer" and not one.is_open:
            raise StateError("signed_already")

    def _new_id(self) -> str:
        return self._examination.new_id()

    def _who(self, name: str) -> str:
        return clean_line(name) or self._examination.author


def _fit_to_keep(text: str) -> str:
    text = clean_line(text, LONGEST_TEXT)
    if number := private_number(text):
        raise EvidenceError(f"evidence_{number}_number")
    return text


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What the check of one kept file found, and what the file belongs to."""

    where: str
    """Unit, year and item; for one that was taken off since its name in the folder."""
    fault: FileError | None
    """None where every byte is as it was kept."""


def check_files(casebook: Casebook, files: EvidenceFiles) -> Iterator[CheckedFile]:
    """Read every kept file through: those attached by unit and item, then those taken off since.

    Raises StorageError where the database or the folder cannot be read.
    """
    units, known = {unit.id: unit for unit in casebook.units()}, set[str]()
    for assessment in casebook.assessments():
        unit = units[assessment.unit]
        for piece in casebook.evidence(assessment.id):
            if piece.file is not None and piece.file.sha256 not in known:
                known.add(piece.file.sha256)
                where = f"{unit.code} {unit.name} {assessment.year} {piece.item}".strip()
                yield from (CheckedFile(where, one.fault) for one in files.check([piece.file]))
    yield from (CheckedFile(one.file.name, one.fault) for one in files.check_others(known))

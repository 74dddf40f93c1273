"""The files of the evidence: kept beside the database, named by what is in them, never changed again.

Why beside and not in it: the database is copied whole before every change of its form, and a county's photos
would make that slow. The ledger has each file's SHA-256, so that one lost or altered is named.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from eldercheck.domain.evidence import KeptFile
from eldercheck.storage.errors import FileError, IsFolderError
from eldercheck.storage.evidence_kinds import PICTURES, SUFFIXES
from eldercheck.storage.evidence_reading import Incoming, read_incoming
from eldercheck.storage.faults import named_faults
from eldercheck.storage.handed_files import write_handed
from eldercheck.storage.pictures import clean_picture
from eldercheck.storage.whole_files import sync_folder, write_whole

_DIGEST = re.compile("[0-9a-f]{64}")


class LostFileError(FileError):
    """A kept file that is not there. Values: `path`, `name`, `sha256` (short)."""

    code = "evidence_file_lost"


class AlteredFileError(FileError):
    """A kept file whose bytes are not those that were kept. Values: `path`, `name`, `sha256` (short)."""

    code = "evidence_file_altered"


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of one kept file found."""

    file: KeptFile
    fault: FileError | None
    """None where every byte is as it was kept."""


class EvidenceFiles:
    """The folder of the evidence of one database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def beside(cls, database: Path) -> EvidenceFiles:
        """Return the files that belong to a database."""
        return cls(database.with_name(f"{database.name}.evidence"))

    def look_at(self, path: Path) -> Incoming:
        """Read a file that is offered as evidence; nothing is kept yet.

        Raises EvidenceFileError for anything that cannot be taken.
        """
        return read_incoming(path)

    def keep(self, incoming: Incoming) -> KeptFile:
        """Keep a file, whole and on the disk when this returns; the same bytes are kept once.

        A kept file that was lost or altered since is put right by it. Raises StorageError.
        """
        kept = incoming.file
        path = self.path_of(kept)
        with named_faults(path):
            if not self._is_sound(path, kept):
                self._make_folder(path.parent)
                write_whole(path, lambda part: _fill(part, incoming.data))
        return kept

    def path_of(self, kept: KeptFile) -> Path:
        """Return where a kept file lies; a digest that a hand altered leads nowhere else."""
        digest = kept.sha256 if _DIGEST.fullmatch(kept.sha256) else "0" * 64
        return self.folder / digest[:2] / f"{digest}{SUFFIXES.get(kept.media, '.bin')}"

    def read(self, kept: KeptFile) -> bytes:
        """Return the bytes of a kept file. Raises LostFileError, AlteredFileError, StorageError."""
        path = self.path_of(kept)
        about = {"name": kept.name, "sha256": kept.sha256[:8]}
        with named_faults(path):
            if not path.is_file():  # A pipe or a device in its place would be read without end.
                raise LostFileError(path, **about)
            data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != kept.sha256:
            raise AlteredFileError(path, **about)
        return data

    def clean_copy(self, kept: KeptFile, target: Path, *, replace: bool = False) -> None:
        """Write what may leave the machine to `target`.

        A picture is written anew from its pixels, without place, device or remarks; a document leaves as it
        is, with whatever its program wrote into it.
        Raises StorageError (LostFileError, AlteredFileError among them), StateError where `target` is there.
        """
        data = self.read(kept)
        if kept.media in PICTURES:
            data = clean_picture(data, kept.media)
        write_handed(target, lambda part: _fill(part, data), replace=replace)

    def check(self, kept: Iterable[KeptFile]) -> Iterator[Checked]:
        """Read every file through and compare it with its digest; one after the other."""
        for file in kept:
            try:
                self.read(file)
            except FileError as error:
                yield Checked(file, error)
            else:
                yield Checked(file, None)

    def check_others(self, known: Collection[str]) -> Iterator[Checked]:
        """Read through what lies in the folder besides the files of the `known` digests.

        That is what was taken off since: it stays kept, and must be as it was. Raises StorageError where the
        folder cannot be read.
        """
        with named_faults(self.folder):
            found = sorted(path for path in self.folder.glob("??/*") if _DIGEST.fullmatch(path.stem))
        media = {suffix: media for media, suffix in SUFFIXES.items()}
        others = (path for path in found if path.stem not in known and path.suffix in media)
        yield from self.check(KeptFile(path.stem, path.name, 0, media[path.suffix]) for path in others)

    def _is_sound(self, path: Path, kept: KeptFile) -> bool:
        if path.is_dir():
            raise IsFolderError(path)
        return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == kept.sha256

    def _make_folder(self, folder: Path) -> None:
        """Make the two folders that a file lies in, for their owner only, their names on the disk."""
        for one in (self.folder, folder):
            if not one.is_dir():
                one.mkdir(mode=0o700)
                sync_folder(one.parent)


def _fill(part: Path, data: bytes) -> None:
    with part.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())

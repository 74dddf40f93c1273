"""The one place that builds the graph: settings, database, services."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from eldercheck.domain.errors import EldercheckError, StateError
from eldercheck.services.identity import Identity, system_clock
from eldercheck.storage.drafts import Drafts
from eldercheck.storage.errors import StorageError, UnreadableError
from eldercheck.storage.places import default_database, is_example, settings_path
from eldercheck.storage.settings import Settings, SettingsFile

if TYPE_CHECKING:
    from eldercheck.services.casebook import Casebook
    from eldercheck.services.county import County
    from eldercheck.services.drawing import Drawing
    from eldercheck.services.evidence import ItemEvidence
    from eldercheck.services.examination import Examination
    from eldercheck.services.inbox import Inbox
    from eldercheck.services.publishing import Publishing
    from eldercheck.services.register import Register
    from eldercheck.services.years import Years
    from eldercheck.storage.evidence_files import EvidenceFiles
    from eldercheck.storage.opening import OpenDatabase

EXAMPLE_NAME = "example.db"


@dataclass(frozen=True)
class Office:
    """Everything over one open database; to be closed."""

    path: Path
    casebook: Casebook
    years: Years
    county: County
    publishing: Publishing
    register: Register
    drawing: Drawing
    inbox: Inbox
    drafts: Drafts
    is_copy: bool
    """Whether this is a copy of an example, thrown away later."""
    why_read_only: EldercheckError | None
    """What a write is refused with; None where it is not."""
    _database: OpenDatabase = field(repr=False)
    _throw_away: Path | None = None
    """The folder that was made for the copy of an example, and holds nothing else."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._database.read_only

    def evidence(self, examination: Examination) -> ItemEvidence:
        """Return the evidence of an assessment, its files beside this database."""
        from eldercheck.services.evidence import ItemEvidence

        return ItemEvidence(examination, self.evidence_files)

    @property
    def evidence_files(self) -> EvidenceFiles:
        """The files of the evidence."""
        from eldercheck.storage.evidence_files import EvidenceFiles

        return EvidenceFiles.beside(self.path)

    def close(self) -> None:
        """Close the file and let others write; a copy of an example is thrown away with its folder."""
        self._database.close()
        if self._throw_away is not None:
            shutil.rmtree(self._throw_away, ignore_errors=True)


def own_settings() -> tuple[Settings, Callable[[Settings], None]]:
    """Return what is remembered of the person at this computer, and how to remember more."""
    file = SettingsFile(settings_path())

    def keep(settings: Settings) -> None:
        with suppress(StorageError):
            file.write(settings)

    return file.with_device(), keep


def open_office(db: Path | None, settings: Settings, *, read_only: bool = False) -> Office:
    """Open a database (None: the usual one) with the services over it; to read, it must be there.

    Raises StorageError.
    """
    path = db or default_database()
    with _named(path):
        path = path.expanduser().resolve()
        return _office(path, settings, is_copy=is_example(path), read_only=read_only)


def open_example(settings: Settings) -> Office:
    """Open a fresh copy of the example county."""
    path = Path(EXAMPLE_NAME)
    with _named(path):
        path = Path(tempfile.mkdtemp(prefix="eldercheck-")) / EXAMPLE_NAME
        write_demo(path)
        return _office(path, settings, is_copy=True)


@dataclass(frozen=True)
class Written:
    """What an example holds."""

    units: int
    years: tuple[int, ...]


def write_demo(path: Path) -> Written:
    """Write the example county to a new file, the same rows each time. Raises StateError where it exists."""
    with _named(path):
        return _write_demo(path)


def _write_demo(path: Path) -> Written:
    from eldercheck.services.example.writing import write_county
    from eldercheck.storage.opening import open_database

    if path.exists():
        raise StateError("file_exists", path=str(path))
    partial = path.with_name(f"{path.name}.part.db")
    partial.unlink(missing_ok=True)
    try:
        with open_database(partial, clock=system_clock) as database:
            write_county(database.register, database.assessments, database.years)
            years = tuple(programme.year for programme in database.years.programmes())
            written = Written(len(database.register.units()), years)
        partial.replace(path)
        return written
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let what the system says of a path leave as a named error: a loop of links, an unknown home."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise UnreadableError(path, str(error)) from error


def _office(path: Path, settings: Settings, *, is_copy: bool, read_only: bool = False) -> Office:
    from eldercheck.services.casebook import Casebook
    from eldercheck.services.county import County
    from eldercheck.services.drawing import Drawing
    from eldercheck.services.inbox import Inbox
    from eldercheck.services.publishing import Publishing
    from eldercheck.services.register import Register
    from eldercheck.services.years import Years
    from eldercheck.storage.opening import open_database

    identity = Identity(settings.author, settings.device)
    database = open_database(path, clock=system_clock, who=identity.author, read_only=read_only)
    years = Years(database.years, database.assessments, identity)
    casebook = Casebook(database.register, database.assessments, years, identity)
    county = County(casebook, years)
    made_for_it = database.path.parent if is_copy else None
    drafts = Drafts(database.path)
    return Office(
        database.path,
        casebook,
        years,
        county,
        Publishing(database.years, county, years),
        Register(database.register, identity, database.back_up),
        Drawing(database.years, years, casebook),
        Inbox(casebook, years),
        drafts,
        is_copy,
        database.refusal,
        database,
        made_for_it,
    )

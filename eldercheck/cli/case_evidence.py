"""Evidence that goes along with an objection, a repair or a re-check on the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from eldercheck.cli.case_options import item_of, print_step
from eldercheck.cli.office import opened
from eldercheck.language import _

if TYPE_CHECKING:
    from eldercheck.assemble import Office
    from eldercheck.domain.checklist import Item
    from eldercheck.domain.evidence import KeptFile, Purpose
    from eldercheck.domain.ledger import EventKind
    from eldercheck.services.examination import Examination


class ActOnItem:
    """Something to do about one item, with the files that show it."""

    def __init__(self, office: Office, examination: Examination, item: Item) -> None:
        self.examination, self.item = examination, item
        self._office = office
        self._kept: list[KeptFile] = []

    def look_at(self, kind: EventKind, files: Sequence[Path], purpose: Purpose, **said: Any) -> None:
        """Refuse what cannot be done before a file is read, then keep the files; nothing is attached yet.

        Raises StateError, EvidenceError, EvidenceFileError, StorageError.
        """
        from eldercheck.domain.clean_text import clean_note
        from eldercheck.domain.ledger import Event
        from eldercheck.domain.proceedings import refuse

        if not files:
            return
        if self._office.why_read_only is not None:
            raise self._office.why_read_only
        kept = {name: clean_note(text) if isinstance(text, str) else text for name, text in said.items()}
        about = kept | {"item": self.item.id, "day": self.examination.today}
        refuse(self.examination.standing, Event("", "", kind, "", "", "", (), about))
        evidence = self._office.evidence(self.examination)
        self._kept = [evidence.take_in(self.item.id, file, purpose) for file in files]

    def attach(self, purpose: Purpose, name: str) -> list[str]:
        """Attach the files; return the ids of all that is attached to the item for this purpose."""
        evidence = self._office.evidence(self.examination)
        for file in self._kept:
            evidence.attach_kept(self.item.id, file, purpose=purpose, name=name)
        return [piece.id for piece in evidence.on(self.item.id, purpose)]


@contextmanager
def acting_on(context: typer.Context, year: int | None, code: str, item: str) -> Iterator[ActOnItem]:
    """Open the examination of a unit to do something about an item, and say how its case stands after."""
    from eldercheck.cli.choosing import examination_of

    with opened(context) as office:
        examination = examination_of(office, year, code)
        yield ActOnItem(office, examination, item_of(examination, item))
        print_step(examination)


def evidence_option() -> Any:
    """Return the option for files that show what is said."""
    about = _("A photo or document that shows it; may be repeated.")
    return typer.Option("--evidence", metavar="FILE", help=about)

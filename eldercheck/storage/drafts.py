"""A draft: a note being written, kept beside the database so that a crash does not take it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from eldercheck.storage.whole_files import write_whole


@dataclass(frozen=True, slots=True)
class Draft:
    """What was being written, and where."""

    assessment: str
    item: str
    text: str


class Drafts:
    """The one draft of a database; a folder that cannot be written keeps none."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".draft.json")

    def write(self, draft: Draft) -> None:
        """Keep a draft in place of the one before, whole or not at all."""
        text = json.dumps(asdict(draft), ensure_ascii=False)
        with suppress(OSError):
            write_whole(self._path, lambda part: _fill(part, text))

    def read(self, assessment: str) -> Draft | None:
        """Return the draft of an assessment, if there is one that can be read."""
        try:
            draft = Draft(**json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        whole = all(isinstance(value, str) for value in asdict(draft).values())
        return draft if whole and draft.assessment == assessment else None

    def clear(self) -> None:
        """Throw the draft away."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _fill(part: Path, text: str) -> None:
    part.write_text(text, encoding="utf-8")

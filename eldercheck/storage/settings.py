"""What the program remembers of the person at this computer; a broken file costs only habits."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args
from uuid import uuid4

from eldercheck.storage.errors import StorageError
from eldercheck.storage.faults import named_faults
from eldercheck.storage.whole_files import write_whole

Language = Literal["", "zh", "en"]
"""Empty: as the computer says."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is remembered between two starts."""

    language: Language = ""
    theme: str = ""
    """Empty: the program's own."""
    names: tuple[str, ...] = ()
    """The names last signed with."""
    author: str = ""
    """Who writes on this computer."""
    device: str = ""
    """Random; tells this computer's events from another's. Empty until first needed."""
    row: str = ""
    """Where the cursor stood in the list of units; an id that another database does not know."""
    role: str = ""
    """Whose inbox was in view last; empty before any was."""
    bank: str = ""
    """The code of the institution whose inbox was in view last; empty for all."""


class SettingsFile:
    """The file in which the settings are kept."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Settings:
        """Return what is remembered, the defaults where there is nothing or nothing legible.

        A file that cannot be understood is set aside under its name with `.broken`.
        """
        try:
            return _settings(json.loads(self.path.read_text(encoding="utf-8")))
        except OSError:
            return Settings()
        except (ValueError, RecursionError):
            self._set_aside()
            return Settings()

    def write(self, settings: Settings) -> None:
        """Remember these settings; raises StorageError where the file cannot be written."""
        text = json.dumps(asdict(settings), ensure_ascii=False, indent=1) + "\n"
        with named_faults(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, lambda part: _fill(part, text))

    def with_device(self) -> Settings:
        """Return the settings with an id for this computer, made and remembered at first need.

        Where it cannot be remembered it serves until the program ends.
        """
        settings = self.read()
        if not settings.device:
            settings = replace(settings, device=uuid4().hex)
            with suppress(StorageError):
                self.write(settings)
        return settings

    def _set_aside(self) -> None:
        with suppress(OSError):
            self.path.replace(self.path.with_name(f"{self.path.name}.broken"))


def _fill(part: Path, text: str) -> None:
    part.write_text(text, encoding="utf-8")


def _settings(plain: Any) -> Settings:
    """Return the settings of a mapping, other entries left out. Raises ValueError for a wrong form."""
    if not isinstance(plain, dict):
        raise ValueError(plain)  # noqa: TRY004 - one error for every form that is not ours
    known = {field.name: plain[field.name] for field in fields(Settings) if field.name in plain}
    names = known.pop("names", [])
    texts = [*known.values(), *(names if isinstance(names, list) else [None])]
    if not all(isinstance(text, str) for text in texts) or known.get("language", "") not in get_args(
        Language
    ):
        raise ValueError(plain)
    return Settings(names=tuple(names), **known)

"""Text in the two languages of a checklist: Chinese always, English where given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One text of a checklist."""

    zh: str
    """Chinese (simplified); never empty."""
    en: str = ""
    """English; empty where the checklist gives none."""

    def in_language(self, language: str) -> str:
        """Return the text in `language` ("zh" or "en"), Chinese where English is missing."""
        return self.en if language == "en" and self.en else self.zh

    def plain(self) -> dict[str, str]:
        """Return the canonical mapping of this text."""
        return {"zh": self.zh, "en": self.en} if self.en else {"zh": self.zh}

    @classmethod
    def from_plain(cls, plain: Mapping[str, str]) -> Wording:
        """Read back what `plain` gave."""
        return cls(plain["zh"], plain.get("en", ""))

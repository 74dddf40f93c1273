"""Evidence: what shows that an answer, a claim or a repair is so, and the file it lies in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from eldercheck.domain.checklist import EvidenceKind

Purpose = Literal["answer", "appeal", "fix", "recheck", "veto"]
"""What the evidence is for."""
PURPOSES: tuple[Purpose, ...] = ("answer", "appeal", "fix", "recheck", "veto")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is kept, named by what is in it."""

    sha256: str
    name: str
    """What it was called where it came from; text only, never a path."""
    size: int
    """Bytes."""
    media: str
    """Its media type, as its first bytes tell: "image/jpeg"."""
    taken_at: str = ""
    """When a photo was taken by its camera's clock (YYYY-MM-DDTHH:MM:SS, no zone); empty where unknown."""

    def plain(self) -> dict[str, Any]:
        """Return the canonical mapping."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence on an item, or on a veto."""

    id: str
    item: str
    """Empty for a veto's."""
    purpose: Purpose
    kind: EvidenceKind
    text: str = ""
    """A document number, a reading, an interview tally, a caption; never a senior's name or number."""
    name: str = ""
    """Who attached it."""
    file: KeptFile | None = None
    at: str = ""
    """When it was attached (UTC), as the event says."""

    def plain(self) -> dict[str, Any]:
        """Return what the event of its attaching says."""
        said: dict[str, Any] = {
            "evidence": self.id,
            "item": self.item,
            "purpose": self.purpose,
            "kind": self.kind,
            "text": self.text,
            "name": self.name,
        }
        return said | ({"file": self.file.plain()} if self.file else {})

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any], at: str = "") -> Evidence:
        """Read back what `plain` gave, with the moment of its event."""
        file = KeptFile(**plain["file"]) if "file" in plain else None
        said = {name: plain[name] for name in ("item", "purpose", "kind", "text", "name")}
        return cls(plain["evidence"], **said, file=file, at=at)

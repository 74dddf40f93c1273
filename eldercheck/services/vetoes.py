"""Vetoes: an event so grave that it holds the grade for the year, with its ground, reason and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.dossier import GROUNDS, Ground, Veto
from eldercheck.domain.errors import EldercheckError, ManyFaults
from eldercheck.domain.evidence import Evidence
from eldercheck.domain.private_numbers import private_number
from eldercheck.services.evidence import ItemEvidence
from eldercheck.services.examination import Examination

LONGEST = 300
"""Characters of a reason."""


class VetoError(EldercheckError):
    """One thing that a veto does not say, or says wrongly. Values: `field`, and what the code needs."""

    def __init__(self, code: str, field: str, **values: object) -> None:
        super().__init__(code, field=field, **values)


class VetoFaults(ManyFaults):
    """A veto that cannot be recorded as it was given. Values: `found`, each a VetoError."""

    code = "veto_faults"


@dataclass(frozen=True, slots=True)
class VetoFile:
    """A veto in force with what shows it."""

    id: str
    veto: Veto
    evidence: tuple[Evidence, ...]

    @property
    def event(self) -> str:
        """What the limit of a grade is about that this veto makes."""
        return self.veto.event


class Vetoes:
    """The vetoes of one examination; a bank's self-assessment has none."""

    def __init__(self, examination: Examination, evidence: ItemEvidence | None = None) -> None:
        """`evidence` keeps files; without it a veto is shown by words."""
        self._examination, self._evidence = examination, evidence

    def in_force(self) -> tuple[VetoFile, ...]:
        """Return the vetoes in force, the oldest first."""
        one = self._examination
        ordered = sorted(one.dossier.vetoes.items(), key=lambda line: (line[1].at, line[0]))
        return tuple(
            VetoFile(veto_id, veto, tuple(piece for piece in one.evidence if piece.id in veto.evidence))
            for veto_id, veto in ordered
        )

    def record(
        self,
        ground: str,
        reason: str,
        name: str,
        document: str = "",
        path: Path | None = None,
        evidence: Sequence[str] = (),
    ) -> str:
        """Record a veto and return its id. Saved when this returns.

        It is shown by a document named in words (a number, where it lies), by a file, or by pieces of
        evidence attached before (their ids). Raises VetoFaults with everything that is missing, an error of
        `services.evidence` for a file that cannot be kept, StateError where state or party do not allow it.
        """
        reason, name, document = clean_line(reason, LONGEST), clean_line(name), clean_line(document)
        known = next((one for one in GROUNDS if one == ground), None)
        faults = list(_faults(ground, known, reason, name, bool(document or path or evidence)))
        if number := private_number(document):
            faults.append(VetoError(f"evidence_{number}_number", "evidence"))
        if faults or known is None:
            raise VetoFaults(faults)
        ids = [*evidence, *self._attach(document, path, name)]
        veto_id = self._examination.new_id()
        self._examination.append("vetoed", veto=veto_id, ground=known, reason=reason, name=name, evidence=ids)
        return veto_id

    def lift(self, veto_id: str, reason: str, name: str) -> None:
        """Take a veto back that was recorded wrongly; the ledger keeps it. Saved when this returns.

        Raises VetoFaults without a reason or name, StateError (`no_such_veto`, `case_closed`).
        """
        reason, name = clean_line(reason, LONGEST), clean_line(name)
        missing = [field for field, text in (("reason", reason), ("name", name)) if not text]
        if missing:
            raise VetoFaults([VetoError(f"veto_{field}_missing", field) for field in missing])
        self._examination.append("veto_lifted", veto=veto_id, reason=reason, name=name)

    def _attach(self, document: str, path: Path | None, name: str) -> list[str]:
        if path is not None and self._evidence is not None:
            attached = self._evidence.attach_file("", path, text=document, purpose="veto", name=name)
            return [attached.evidence.id]
        if not document:
            return []
        piece = Evidence(self._examination.new_id(), "", "veto", "document", document, name)
        self._examination.append("attached", **piece.plain())
        return [piece.id]


def _faults(
    given: str, known: Ground | None, reason: str, name: str, has_evidence: bool
) -> Iterator[VetoError]:
    if not given:
        yield VetoError("veto_ground_missing", "ground")
    elif known is None:
        yield VetoError("veto_ground_unknown", "ground", given=given, known=", ".join(GROUNDS))
    if not reason:
        yield VetoError("veto_reason_missing", "reason")
    if not name:
        yield VetoError("veto_name_missing", "name")
    if not has_evidence:
        yield VetoError("veto_evidence_missing", "evidence")

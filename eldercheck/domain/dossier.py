"""A dossier: everything that was said of an assessment besides its answers, as its events leave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from fractions import Fraction
from typing import Any, Literal

from eldercheck.domain.dossier_fields import fits
from eldercheck.domain.visit import Visit

Ground = Literal["refused", "immobile", "kept_card", "false_evidence"]
"""Cash or staffed service refused; an immobile elder made to come; a card or PIN kept; false evidence."""
GROUNDS: tuple[Ground, ...] = ("refused", "immobile", "kept_card", "false_evidence")
Outcome = Literal["passed", "improved", "failed"]
"""Of a re-check: no marks lost any more; more earned than before; no more than before."""
PlainAnswer = str | Mapping[str, str] | None
"""An answer as events carry it; None where none stood there."""


@dataclass(frozen=True, slots=True)
class Veto:
    """An event that holds the grade at C for the year, whatever the score."""

    ground: Ground
    reason: str
    name: str
    """Who recorded it."""
    evidence: tuple[str, ...] = ()
    """The ids of what shows it."""
    at: str = ""

    @property
    def event(self) -> str:
        """The veto as a grade names it: ground and reason."""
        return f"{self.ground}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """An item that the second look gave back."""

    reason: str
    was: PlainAnswer = None
    """The answer as it stood then; one that differs now was changed after the return."""
    note: str = ""
    """The note as it stood then."""
    reply: str = ""
    replied_by: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """The grade as the unit was told."""

    name: str
    """Who gave it."""
    score: str
    """As printed."""
    grade: str
    day: str
    appeal_until: str
    """The last day (YYYY-MM-DD) on which the bank may object."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A bank's objection to one item, and what was decided of it."""

    claim: str
    name: str
    day: str
    evidence: tuple[str, ...] = ()
    upheld: bool | None = None
    """None while nobody has decided."""
    reason: str = ""
    decided_by: str = ""
    decided_on: str = ""
    was: PlainAnswer = None
    answer: PlainAnswer = None
    """What stands instead, where the claim was upheld."""


@dataclass(frozen=True, slots=True)
class FindingFile:
    """One item that lost marks, from the notice to the re-check that closes it."""

    lost: str
    """Points, as an exact fraction: "3/2"."""
    due: str
    """The last day (YYYY-MM-DD) to put it right."""
    safety: bool = False
    fails: bool = False
    """Whether a critical item fails, which holds the grade down."""
    withdrawn: bool = False
    """Whether an upheld claim left nothing to put right."""
    response: str = ""
    """What the bank says it will do."""
    person: str = ""
    """Who is responsible at the bank."""
    responded_on: str = ""
    fixed: str = ""
    """What the bank says it has done; empty again after a re-check that did not pass."""
    fixed_by: str = ""
    fixed_on: str = ""
    evidence: tuple[str, ...] = ()
    """The ids of what shows the repair."""
    outcome: Outcome | None = None
    """Of the newest re-check."""
    rechecked_by: tuple[str, ...] = ()
    rechecked_on: str = ""
    was: PlainAnswer = None
    """The answer before the first re-check that replaced it; None where none did."""

    @property
    def points(self) -> Fraction:
        """The points lost when the notice was given."""
        return Fraction(self.lost)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to put right."""
        return self.withdrawn or self.outcome == "passed"

    @property
    def awaits_recheck(self) -> bool:
        """Whether the bank reports it put right and nobody has looked yet."""
        return not self.is_settled and bool(self.fixed_on)

    @property
    def replaced(self) -> bool:
        """Whether the answer on the sheet is that of a re-check."""
        return self.was is not None

    def is_overdue(self, today: str) -> bool:
        """Whether its last day is over and it was not reported put right."""
        return not self.is_settled and not self.fixed_on and today > self.due


@dataclass(frozen=True, slots=True)
class FirstGrade:
    """The score and the grade of the first notice, kept beside the final ones."""

    score: str
    grade: str
    day: str


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a case."""

    name: str
    reason: str = ""
    """Why, where a finding was still open."""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything but the answers; what did not happen is empty."""

    visit: Visit | None = None
    vetoes: Mapping[str, Veto] = field(default_factory=dict)
    """Those in force, by their ids."""
    evidence_rule: str = ""
    """How missing evidence was judged at the signature, "warn" or "pass"; empty where none was missing."""
    evidence_missing: tuple[str, ...] = ()
    """The items that were signed without the evidence they ask for."""
    returned: Mapping[str, ReturnedItem] = field(default_factory=dict)
    """The items that the newest return named."""
    returned_by: str = ""
    notice: Notice | None = None
    claims: Mapping[str, Claim] = field(default_factory=dict)
    findings: Mapping[str, FindingFile] = field(default_factory=dict)
    """By item."""
    first: FirstGrade | None = None
    closed: Closing | None = None

    def plain(self) -> dict[str, Any]:
        """Return the canonical mapping, without what did not happen."""
        plain = _plain(self)
        assert isinstance(plain, dict)
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Dossier:
        """Read back what `plain` gave. Raises KeyError, TypeError or ValueError for anything else."""
        if unknown := set(plain) - {line.name for line in fields(cls)}:
            raise ValueError(unknown)
        read: dict[str, Any] = dict(plain)
        for name, part in _PARTS.items():
            if name in plain:
                read[name] = _read(part, plain[name])
        for name, part in _MANY.items():
            if name in plain:
                read[name] = {key: _read(part, one) for key, one in plain[name].items()}
        for name in _SAID.intersection(plain):
            _check(cls, name, plain[name])
        read["evidence_missing"] = tuple(plain.get("evidence_missing", ()))
        return cls(**read)

    @property
    def veto_texts(self) -> tuple[str, ...]:
        """The vetoes in force as a grade names them: ground and reason."""
        in_order = sorted(self.vetoes.items(), key=lambda line: (line[1].at, line[0]))
        return tuple(veto.event for _id, veto in in_order)

    @property
    def undecided(self) -> tuple[str, ...]:
        """The items whose claims nobody has decided."""
        return tuple(item for item, claim in self.claims.items() if claim.upheld is None)

    @property
    def unsettled(self) -> tuple[str, ...]:
        """The items that are still to be put right."""
        return tuple(item for item, finding in self.findings.items() if not finding.is_settled)

    @property
    def rechecked(self) -> frozenset[str]:
        """The items whose answers are those of a re-check."""
        return frozenset(item for item, finding in self.findings.items() if finding.replaced)

    def overdue(self, today: str) -> tuple[str, ...]:
        """The items that ought to be put right by now (`today` YYYY-MM-DD)."""
        return tuple(item for item, finding in self.findings.items() if finding.is_overdue(today))


EMPTY = Dossier()
_PARTS: Mapping[str, type] = {"visit": Visit, "notice": Notice, "first": FirstGrade, "closed": Closing}
_MANY: Mapping[str, type] = {
    "vetoes": Veto,
    "returned": ReturnedItem,
    "claims": Claim,
    "findings": FindingFile,
}
_SAID = frozenset({"evidence_rule", "evidence_missing", "returned_by"})
_TEXTS = frozenset({"evidence", "rechecked_by", "examiners"})
"""The fields that hold several texts."""


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {
            line.name: _plain(getattr(value, line.name))
            for line in fields(value)
            if getattr(value, line.name) != _default(line)
        }
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _default(line: Field[Any]) -> Any:
    if line.default_factory is not MISSING:
        return line.default_factory()
    return line.default


def _check(part: type, name: str, value: object) -> None:
    if not fits(part.__name__, name, value):
        raise ValueError(f"{part.__name__}.{name}")


def _read(part: type, plain: Mapping[str, Any]) -> Any:
    for name, value in plain.items():
        _check(part, name, value)
    return part(**{name: tuple(value) if name in _TEXTS else value for name, value in plain.items()})

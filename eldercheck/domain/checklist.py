"""A checklist: the versioned list of items by which one kind of unit is assessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from eldercheck.domain.answer_kinds import AnswerKind, Count, kind_from_plain
from eldercheck.domain.canonical import digest
from eldercheck.domain.checks import Check, check_from_plain, plain_check
from eldercheck.domain.register import UnitKind
from eldercheck.domain.wordings import Wording

EvidenceWhen = Literal["always", "when_marks_lost", "never"]
EvidenceKind = Literal["photo", "document", "interview", "reading"]


@dataclass(frozen=True, slots=True)
class Clause:
    """An obligation of the plan that items ask about."""

    title: Wording
    background: bool = False
    """Named for the record; no item needs to ask it."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A scoring aspect; the points of its items add up to `points`."""

    id: str
    points: int
    title: Wording


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is to be kept for an item, and when."""

    when: EvidenceWhen
    kind: EvidenceKind | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a checklist."""

    id: str
    ask: Wording
    guide: Wording | None
    """How to look: where to stand, what to try, what counts."""
    dimension: str
    points: int
    answer: AnswerKind
    evidence: Evidence
    clauses: tuple[str, ...]
    caps_at: str | None = None
    """A critical item: where it fails, the grade is held at this letter."""
    fails_below_percent: int | None = None
    """A critical item fails below this credit, in percent, instead of at nothing earned."""
    not_applicable: Wording | None = None
    """When the item may be left out; None where it may not."""
    cites: tuple[Wording, ...] = ()
    consequence: Wording | None = None
    """What an answer here means for other items, said before it is given."""
    beyond_the_plan: bool = False
    weather: Literal["wet"] | None = None
    """Asked only on a visit in such weather."""
    due_days: tuple[str, ...] = ()
    """Days of the year (MM-DD): this count's second number is how many of them are over by the visit."""
    safety: bool = False
    """A finding here is about the safety of somebody's body or money, with a short time to put it right."""

    @property
    def zero_of_zero_leaves(self) -> bool:
        """Whether the count 0/0 takes this item off the sheet by itself."""
        kind = self.answer
        return (
            isinstance(kind, Count)
            and kind.of is None
            and not kind.none_earns_nothing
            and self.not_applicable is not None
        )

    def plain(self) -> dict[str, Any]:
        """Return the canonical mapping, without what is not set."""
        fields: dict[str, Any] = {
            "id": self.id,
            "ask": self.ask.plain(),
            "guide": self.guide and self.guide.plain(),
            "dimension": self.dimension,
            "points": self.points,
            "answer": self.answer.plain(),
            "evidence": {"when": self.evidence.when}
            | ({"kind": self.evidence.kind} if self.evidence.kind else {}),
            "clauses": list(self.clauses),
            "caps_at": self.caps_at,
            "fails_below_percent": self.fails_below_percent,
            "not_applicable": self.not_applicable and self.not_applicable.plain(),
            "cites": [cite.plain() for cite in self.cites] or None,
            "consequence": self.consequence and self.consequence.plain(),
            "beyond_the_plan": self.beyond_the_plan or None,
            "weather": self.weather,
            "due_days": list(self.due_days) or None,
            "safety": self.safety or None,
        }
        return {name: value for name, value in fields.items() if value is not None}

    @property
    def digest(self) -> str:
        """The wording digest: equal only where not a word of the item differs."""
        return digest(self.plain())

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Item:
        """Read back what `plain` gave."""
        optional = {
            name: plain[name]
            for name in ("caps_at", "fails_below_percent", "beyond_the_plan", "weather", "safety")
            if name in plain
        }
        return cls(
            plain["id"],
            Wording.from_plain(plain["ask"]),
            _wording(plain, "guide"),
            plain["dimension"],
            plain["points"],
            kind_from_plain(plain["answer"]),
            Evidence(plain["evidence"]["when"], plain["evidence"].get("kind")),
            tuple(plain["clauses"]),
            not_applicable=_wording(plain, "not_applicable"),
            cites=tuple(Wording.from_plain(cite) for cite in plain.get("cites", ())),
            consequence=_wording(plain, "consequence"),
            due_days=tuple(plain.get("due_days", ())),
            **optional,
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the walk; its items stand in walking order."""

    id: str
    title: Wording
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class BonusEntry:
    """What an institution may earn on top of its score."""

    id: str
    ask: Wording
    at_most: int
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Checklist:
    """An instrument, whole and sound: whoever builds one has checked it (see `storage.checklist_files`)."""

    id: str
    version: str
    unit: UnitKind
    title: Wording
    clauses: Mapping[str, Clause]
    dimensions: tuple[Dimension, ...]
    """In sheet order."""
    sections: tuple[Section, ...]
    bonus: tuple[BonusEntry, ...] = ()
    checks: tuple[Check, ...] = ()
    _positions: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._positions.update((item.id, position) for position, item in enumerate(self.items))

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items in sheet order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def reference(self) -> str:
        """The checklist and its version, as results name it."""
        return f"{self.id}@{self.version}"

    def __contains__(self, item_id: object) -> bool:
        return item_id in self._positions

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def item(self, item_id: str) -> Item:
        """Return the item of that id; KeyError where there is none."""
        return self.items[self._positions[item_id]]

    def position(self, item_id: str) -> int:
        """Return the place of an item in sheet order, from 0."""
        return self._positions[item_id]

    def section_of(self, item_id: str) -> Section:
        """Return the section an item stands in."""
        position, passed = self._positions[item_id], 0
        for section in self.sections:
            passed += len(section.items)
            if position < passed:
                return section
        raise KeyError(item_id)

    def dimension(self, dimension_id: str) -> Dimension:
        """Return the dimension of that id; KeyError where there is none."""
        return next(d for d in self.dimensions if d.id == dimension_id)

    def within_the_plan(self) -> Checklist:
        """Return the checklist without the items beyond the plan, for a year that does not ask them.

        A section or check that loses an item goes with it; dimensions keep their points.
        """
        if not any(item.beyond_the_plan for item in self.items):
            return self
        sections = (
            replace(section, items=tuple(item for item in section.items if not item.beyond_the_plan))
            for section in self.sections
        )
        gone = {item.id for item in self.items if item.beyond_the_plan}
        return replace(
            self,
            sections=tuple(section for section in sections if section.items),
            checks=tuple(check for check in self.checks if gone.isdisjoint(check.items)),
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON: a comment changes nothing, a word does."""
        return digest(self.plain())

    def plain(self) -> dict[str, Any]:
        """Return the canonical mapping: a checklist file with its dimensions as a list, in order."""
        plain: dict[str, Any] = {
            "id": self.id,
            "version": self.version,
            "unit": self.unit,
            "title": self.title.plain(),
            "clauses": {
                name: clause.title.plain() | ({"background": True} if clause.background else {})
                for name, clause in self.clauses.items()
            },
            "dimensions": [
                {"id": d.id, "points": d.points, "title": d.title.plain()} for d in self.dimensions
            ],
            "sections": [
                {"id": s.id, "title": s.title.plain(), "items": [item.plain() for item in s.items]}
                for s in self.sections
            ],
        }
        if self.bonus:
            plain["bonus"] = [
                {"id": b.id, "ask": b.ask.plain(), "at_most": b.at_most, "clauses": list(b.clauses)}
                for b in self.bonus
            ]
        if self.checks:
            plain["checks"] = [plain_check(check) for check in self.checks]
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Checklist:
        """Build a checklist from its canonical mapping; the mapping is trusted to be sound."""
        return cls(
            plain["id"],
            plain["version"],
            plain["unit"],
            Wording.from_plain(plain["title"]),
            {
                name: Clause(Wording.from_plain(clause), clause.get("background", False))
                for name, clause in plain["clauses"].items()
            },
            tuple(
                Dimension(d["id"], d["points"], Wording.from_plain(d["title"])) for d in plain["dimensions"]
            ),
            tuple(
                Section(
                    s["id"], Wording.from_plain(s["title"]), tuple(Item.from_plain(i) for i in s["items"])
                )
                for s in plain["sections"]
            ),
            tuple(
                BonusEntry(b["id"], Wording.from_plain(b["ask"]), b["at_most"], tuple(b["clauses"]))
                for b in plain.get("bonus", ())
            ),
            tuple(check_from_plain(check) for check in plain.get("checks", ())),
        )


def _wording(plain: Mapping[str, Any], name: str) -> Wording | None:
    return Wording.from_plain(plain[name]) if name in plain else None

"""A small county of two years, written straight into the store; a test names only what matters to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from eldercheck.domain.answers import answer_to_plain
from eldercheck.domain.assessment import Assessment
from eldercheck.domain.ledger import EventKind
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import Unit
from tests.builders import VISIT, Desk, a_desk, full_answers

State = Literal["planned", "in_progress", "signed", "approved"]
GOOD: Mapping[str, str] = {}
HELD_AT_B = {"TM_06": "0/4"}
AT_C = {"GC_01": "no", "GC_03": "no", "TM_06": "0/4", "HV_01": "no", "HV_03": "no", "HV_04": "no"}


@dataclass(frozen=True)
class Seen:
    """How a unit was found in a year."""

    state: State = "approved"
    differs: Mapping[str, str] = field(default_factory=dict)


UNITS = (
    Unit("i1", "institution", "01", "青山银行", ranking_group="农商行"),
    Unit("b1", "branch", "0101", "北关支行", "i1"),
    Unit("b2", "branch", "0102", "柳林支行", "i1"),
    Unit("b3", "branch", "0103", "东门支行", "i1"),
    Unit("p1", "service_point", "0151", "下柳村服务点", "i1"),
    Unit("p2", "service_point", "0152", "石桥村服务点", "i1"),
    Unit("i2", "institution", "02", "丰安银行", ranking_group="国有行"),
    Unit("b4", "branch", "0201", "河西[/x]支行", "i2"),
    Unit("i3", "institution", "03", "清河银行", exempt="年内合并"),
)
NOW = {
    "i1": Seen(),
    "b1": Seen(),
    "b2": Seen("signed", HELD_AT_B),
    "b3": Seen("approved", AT_C),
    "p1": Seen("signed"),
    "b4": Seen("in_progress"),
}
BEFORE = {"i1": Seen(), "b1": Seen("approved", HELD_AT_B), "b2": Seen("approved", HELD_AT_B)}


def make_county(path: Path, now: Mapping[str, Seen] = NOW, before: Mapping[str, Seen] = BEFORE) -> Path:
    """Write the county: 2025 as `before` says, 2026 as `now`."""
    with a_desk(path) as desk:
        desk.database.register.save_units(UNITS)
        for year, seen in ((2025, before), (2026, now)):
            programme = desk.years.open(Programme(year, authority="青山县文明办", counts="signed"))
            for unit in UNITS:
                if seen.get(unit.id, Seen("planned")).state != "planned":
                    examine(desk, programme, unit, seen[unit.id])
    return path


def examine(desk: Desk, programme: Programme, unit: Unit, seen: Seen) -> None:
    """Write one examination with all its events."""
    checklist = desk.years.checklist(programme, unit.kind)
    identity = desk.identity
    assessment = Assessment(
        identity.new_id(), unit.id, programme.year, "examiner", checklist.digest, "open", "", identity.now()
    )
    events = [identity.event(assessment.id, "opened", (), unit={"name": unit.name})]

    def say(kind: EventKind, **payload: object) -> None:
        events.append(identity.event(assessment.id, kind, (events[-1].hash,), **payload))

    say("visited", **replace(VISIT, day=f"{programme.year}-10-08").plain())
    answers = list(full_answers(checklist, **seen.differs).items())
    for item, answer in answers[: 5 if seen.state == "in_progress" else len(answers)]:
        say("answered", item=item, answer=answer_to_plain(answer))
    if seen.state != "in_progress":
        say("signed", names=["林晓梅", "陈志远"])
    if seen.state == "approved":
        say("approved", name="王䶮")
    desk.database.assessments.take_in([(assessment, events, checklist)])


def codes(units: Sequence[object]) -> list[str]:
    """Return the codes of some units of a year."""
    return [entry.unit.code for entry in units]  # type: ignore[attr-defined]

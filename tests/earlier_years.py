"""Assessments of an earlier year for tests, by the checklist of today or by one asked in other words."""

from __future__ import annotations

from dataclasses import replace

from eldercheck.domain.answers import answer_to_plain
from eldercheck.domain.assessment import Assessment, Party
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.ledger import EventKind
from eldercheck.domain.register import Unit
from eldercheck.domain.wordings import Wording
from tests.builders import Desk, full_answers, shipped

BRANCH = shipped("branch")
ITEM = BRANCH.items[0]


def reworded(checklist: Checklist = BRANCH) -> Checklist:
    """The branch's checklist as it was, its first item asked in other words."""
    first, *rest = checklist.sections
    asked = replace(ITEM, ask=Wording("原来的问法", "asked otherwise"))
    sections = (replace(first, items=(asked, *first.items[1:])), *rest)
    return replace(checklist, version="2025.1", sections=sections)


def earlier(
    desk: Desk, unit: Unit, year: int, party: Party = "bank", *, signed: bool = True, **changes: str
) -> Assessment:
    """Write an assessment of an earlier year, by the branch's checklist or the reworded one."""
    checklist = reworded() if year == 2025 and "reworded" in changes else BRANCH
    changes.pop("reworded", "")
    identity = desk.identity
    one = Assessment(identity.new_id(), unit.id, year, party, checklist.digest, "open", "", identity.now())
    events = [identity.event(one.id, "opened", (), year=year, party=party)]

    def say(kind: EventKind, **payload: object) -> None:
        events.append(identity.event(one.id, kind, (events[-1].hash,), **payload))

    for item, answer in full_answers(checklist, **changes).items():
        say("answered", item=item, answer=answer_to_plain(answer))
    if signed:
        say("signed", names=["赵行长", "钱会计"])
    desk.database.assessments.take_in([(one, events, checklist)])
    return one

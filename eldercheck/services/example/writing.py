"""Writing the example county through the services themselves: register, both years, publications."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from eldercheck.domain.answers import Given
from eldercheck.domain.assessment import Assessment
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.evidence import Evidence
from eldercheck.domain.ledger import Event
from eldercheck.domain.programme import Programme
from eldercheck.domain.programme_settings import with_setting
from eldercheck.domain.register import Unit
from eldercheck.domain.visit_rules import due
from eldercheck.services.casebook import Casebook
from eldercheck.services.county import County
from eldercheck.services.examination import Examination
from eldercheck.services.example import case_words, evidence, natures, stories, visits
from eldercheck.services.example.answers import Nature, fill
from eldercheck.services.example.cases import OFFICE, Case
from eldercheck.services.example.chance import Dice, Watch, ids
from eldercheck.services.example.county import APPROVERS, EXAMINERS
from eldercheck.services.example.course import RETURNED
from eldercheck.services.example.hand import Hand
from eldercheck.services.example.pad import Pad
from eldercheck.services.example.plan import Visit, plan, workday
from eldercheck.services.example.register import units
from eldercheck.services.identity import Identity
from eldercheck.services.notices import Notices
from eldercheck.services.publishing import Publishing
from eldercheck.services.rectification import Rectification
from eldercheck.services.second_look import SecondLook
from eldercheck.services.years import Years

if TYPE_CHECKING:
    from eldercheck.storage.assessment_store import AssessmentStore
    from eldercheck.storage.register_store import RegisterStore
    from eldercheck.storage.year_store import YearStore

DEVICE = "example"
AUTHORITY = "青山县金融服务监督办公室"
CONTACT = "消费者权益保护股，电话（0000）555-0123"
QUOTA = "40"
Whole = tuple[Assessment, Sequence[Event], Checklist]


class Writer:
    """Fills an empty database with the example county."""

    def __init__(self, register: RegisterStore, assessments: AssessmentStore, years: YearStore) -> None:
        self._register = register
        self._assessments = assessments
        self._store = years
        self._watch = Watch(date(2025, 3, 3))
        self._new_id: Callable[[], str] = ids("eldercheck")
        self._office = Identity(APPROVERS[0], DEVICE, self._watch, self._new_id)
        self._years = Years(years, assessments, self._office)
        self._units: list[Unit] = []

    def write(self) -> None:
        """Write the register, then one year after the other."""
        self._units = units(self._new_id)
        self._register.save_units(self._units)
        self._years.open(Programme(2025, authority=AUTHORITY, contact=CONTACT))
        self._examine(2025)
        self._give_bonus(2025, date(2025, 12, 10))
        self._publish(2025, date(2025, 12, 26), "")
        self._correct()
        self._publish(2025, date(2026, 2, 13), stories.AMENDED)
        self._watch.set(date(2026, 2, 25), 10)
        opened = self._years.open(self._years.draft(2026, like=2025))
        self._watch.set(date(2026, 3, 2), 15)
        self._years.change(with_setting(opened, "quota_percent", QUOTA))
        self._examine(2026)
        self._give_bonus(2026, date(2026, 11, 3))

    def _examine(self, year: int) -> None:
        pad = Pad()
        self._assessments.take_in([self._whole(pad, visit) for visit in plan(self._units, year)])

    def _whole(self, pad: Pad, visit: Visit) -> Whole:
        dice = Dice(f"{visit.unit.code} {visit.year} {visit.party} hours")
        signers = self._signers(visit, dice)
        begun = 9 + 5 * dice.below(2), dice.below(50)
        self._watch.set(visit.day, *begun)
        identity = replace(self._office, author=signers[0])
        started = Casebook(self._register, pad, self._years, identity).start(visit.unit, visit.party)
        hand = Hand(pad, self._office, self._watch)
        examination = hand.take(started, signers[0])
        self._answer(examination, visit)
        if visit.party == "examiner":
            self._record_visit(examination, visit, begun, signers)
        if visit.how != "open":
            examination.sign(signers)
        if visit.party == "examiner":
            self._carry_on(Case(hand, visit, signers), examination, dice)
        return *pad.whole(), examination.checklist

    def _record_visit(
        self, examination: Examination, visit: Visit, begun: tuple[int, int], signers: Sequence[str]
    ) -> None:
        """Write down the evidence and, at its end, the visit; of one that goes on not yet."""
        dice = Dice(f"{visit.unit.code} {visit.year} visit")
        for item, kind, text in evidence.pieces(examination, dice):
            piece = Evidence(examination.new_id(), item, "answer", kind, text, signers[0])
            examination.append("attached", **piece.plain())
        if visit.how == "open":
            return
        record = visits.recorded(visit.unit.kind, examination.checklist, visit.day, begun, signers, dice)
        hour, minute = map(int, record.end.split(":"))
        self._watch.set(visit.day, hour, minute)
        examination.append("visited", **record.plain())

    def _carry_on(self, case: Case, examination: Examination, dice: Dice) -> None:
        """Let follow on the signature what the plan says."""
        visit = case.visit
        day = workday(visit.day + timedelta(days=2 + dice.below(6)))
        if (visit.unit.code, visit.year) in stories.VETOED:
            examination = case.veto(examination, workday(visit.day + timedelta(days=1)))
        if visit.how == "returned":
            case.give_back(examination, day, replied=1)
        if visit.how != "approved":
            return
        if Dice(f"{visit.unit.code} {visit.year} return").falls(RETURNED):
            examination = case.give_back(examination, day, replied=2)
            examination.sign(case.signers)
            day = workday(day + timedelta(days=3))
        case.follow(case.approve(examination, day), day)

    def _answer(self, examination: Examination, visit: Visit) -> None:
        unit, checklist = visit.unit, examination.checklist
        story = stories.STORIES.get((unit.code, visit.year), {})
        said = stories.SAID.get((unit.code, visit.year), {})
        if visit.party == "bank":
            story, said = {}, {}
        sheet = fill(checklist, self._nature(visit, checklist), unit.code, visit.year, visit.quality, story)
        items = checklist.items[: round(len(checklist.items) * visit.share)]
        for item in items:
            place = examination.neighbour(item.id, 1)
            examination.answer(item.id, sheet.answers[item.id], place=place)
            if note := said.get(item.id, sheet.notes.get(item.id, "")):
                examination.note(item.id, note)

    def _nature(self, visit: Visit, checklist: Checklist) -> Nature:
        unit, month = visit.unit, visit.day.month
        dated = next(item for item in checklist if item.due_days)
        campaigns = due(dated, visit.year, visit.day.isoformat(), unit.opened)
        if unit.kind == "branch":
            return natures.branch(unit.code, campaigns, rain=visits.rains(visit.day))
        if unit.kind == "service_point":
            return natures.point(unit.code, month, campaigns)
        below = [u for u in self._units if u.parent == unit.id and u.stands_in(visit.year)]
        return natures.institution(unit, below, campaigns)

    def _signers(self, visit: Visit, dice: Dice) -> tuple[str, ...]:
        if visit.party == "bank":
            return (visit.bank.signer,)
        first = dice.below(len(EXAMINERS))
        return EXAMINERS[first], EXAMINERS[(first + 1 + dice.below(2)) % len(EXAMINERS)]

    def _give_bonus(self, year: int, day: date) -> None:
        self._watch.set(day, 10)
        by_code = {unit.code: unit for unit in self._units}
        for code, given in stories.BONUS[year].items():
            self._years.give_bonus(year, by_code[code], given)

    def _publish(self, year: int, day: date, reason: str) -> None:
        self._watch.set(day, 16)
        casebook = Casebook(self._register, self._assessments, self._years, self._office)
        county = County(casebook, self._years)
        passed = [obstacle.kind for obstacle in county.year(year).obstacles()]
        Publishing(self._store, county, self._years).publish(year, passed, reason)

    def _correct(self) -> None:
        """Let one appeal be right: reopened, changed, signed again and looked at a second time."""
        code, item, text, reason = stories.CORRECTED
        self._watch.set(date(2026, 2, 11), 14)
        unit = next(unit for unit in self._units if unit.code == code)
        casebook = Casebook(self._register, self._assessments, self._years, self._office)
        found = next(
            a for a in self._assessments.assessments(2025) if a.unit == unit.id and a.party == "examiner"
        )
        examination = casebook.resume(found.id)
        signers = examination.assessment.signers
        examination.reopen(reason)
        examination.answer(item, Given(text))
        examination.note(item, "")
        examination.sign(signers)
        hand, name = Hand(self._assessments, self._office, self._watch), APPROVERS[1]
        SecondLook(hand.at(examination, date(2026, 2, 12), name, 16)).approve(name)
        Notices(hand.at(examination, date(2026, 2, 12), OFFICE, 17)).give(OFFICE)
        Rectification(hand.at(examination, date(2026, 2, 13), OFFICE)).close(OFFICE, case_words.CARRIED_OVER)


def write_county(register: RegisterStore, assessments: AssessmentStore, years: YearStore) -> None:
    """Fill an empty database with the example county."""
    Writer(register, assessments, years).write()

"""What follows a signature in the example: the second look, the notice, objections, repairs, the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.answers import Answer, Given
from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.checklist import Item
from eldercheck.domain.evidence import Evidence, Purpose
from eldercheck.services.appeals import Appeals
from eldercheck.services.examination import Examination
from eldercheck.services.example import case_words as words
from eldercheck.services.example import stories
from eldercheck.services.example.chance import Dice
from eldercheck.services.example.county import APPROVERS
from eldercheck.services.example.course import LAST_DAY, Course, course
from eldercheck.services.example.hand import CountyExamination, Hand
from eldercheck.services.example.plan import Visit, workday
from eldercheck.services.notices import Notices
from eldercheck.services.rectification import Rectification
from eldercheck.services.second_look import SecondLook
from eldercheck.services.vetoes import Vetoes

OFFICE = APPROVERS[0]
"""Who gives the notices and closes the cases."""
DECIDER = APPROVERS[1]
"""Who decides objections."""
PASSES, IMPROVES = 0.68, 0.84
"""Up to which share a repair holds, and from which on it is half done."""
Do = Callable[[CountyExamination], None]


@dataclass(frozen=True)
class Act:
    """One thing that somebody does in a case."""

    day: date
    hour: int
    author: str
    do: Do


@dataclass(frozen=True)
class Case:
    """Carries one signed examination on to where it is at the end of the example."""

    hand: Hand
    visit: Visit
    signers: tuple[str, ...]

    def give_back(self, one: Examination, day: date, *, replied: int) -> CountyExamination:
        """Return the sheet with reasons; so many of the items get a reply."""
        dice, here = self._dice("return"), self.hand.at(one, day, self.approver, 15)
        items = [*_lost(here), here.checklist.items[0].id][:2]
        SecondLook(here).give_back(self.approver, {item: _of(words.RETURNED, dice) for item in items})
        here = self.hand.at(here, workday(day + timedelta(days=1)), self.signers[0], 9, 5)
        for item in items[:replied]:
            SecondLook(here).reply(item, _of(words.REPLIED, dice), self.signers[0])
        return here

    def veto(self, one: Examination, day: date) -> CountyExamination:
        """Record what holds the grade for the year."""
        here = self.hand.at(one, day, self.signers[0], 10)
        Vetoes(here).record("refused", words.VETO, self.signers[0], words.VETO_DOCUMENT)
        return here

    def approve(self, one: Examination, day: date) -> CountyExamination:
        """Approve the sheet."""
        here = self.hand.at(one, day, self.approver, 16)
        SecondLook(here).approve(self.approver)
        return here

    def follow(self, one: Examination, approved: date) -> None:
        """Go on from the approval as far as the case goes: all that is to be said, each at its moment."""
        way = course(self.visit, approved)
        if way.stage == "approved":
            return
        here = self.hand.at(one, way.noticed, OFFICE, 9)
        Notices(here).give(OFFICE)
        planned = [*self._dispute(here, way), *self._put_right(here, way)]
        if way.stage == "closed":
            planned.append(Act(way.closed, 17, OFFICE, self._close))
        moment: tuple[date, int] | None = None
        for act in sorted(planned, key=lambda act: (act.day, act.hour)):
            same = moment == (act.day, act.hour)
            here = (
                self.hand.take(here, act.author)
                if same
                else self.hand.at(here, act.day, act.author, act.hour)
            )
            moment = act.day, act.hour
            act.do(here)

    @property
    def approver(self) -> str:
        """Who takes the second look."""
        return APPROVERS[self._dice("approver").below(len(APPROVERS))]

    def _dice(self, about: str) -> Dice:
        return Dice(f"{self.visit.unit.code} {self.visit.year} {about}")

    def _dispute(self, one: Examination, way: Course) -> Iterator[Act]:
        dice, story = self._dice("dispute"), stories.STORIES.get((self.visit.unit.code, self.visit.year), {})
        items = [item for item in map(one.checklist.item, _lost(one)) if item.caps_at is None]
        items = [item for item in items if item.id not in story]
        if not way.disputed or not items:
            return
        item, name = items[dice.below(len(items))], self.visit.bank.signer
        day = workday(way.noticed + timedelta(days=1 + dice.below(3)))

        def claim(here: CountyExamination) -> None:
            shown = _attach(here, item.id, "appeal", "说明材料一份", name)
            text = words.CLAIMS.get(item.id, words.CLAIM)
            Appeals(here).claim(item.id, text, name, here.today, [shown])

        def decide(here: CountyExamination) -> None:
            if dice.falls(0.45):
                Appeals(here).uphold(item.id, _best(item, here), words.UPHELD, DECIDER)
            else:
                Appeals(here).refuse(item.id, _of(words.REFUSED, dice), DECIDER)

        yield Act(day, 10, name, claim)
        if way.stage != "appealed":
            yield Act(workday(day + timedelta(days=4)), 15, DECIDER, decide)

    def _put_right(self, one: Examination, way: Course) -> Iterator[Act]:
        if not way.put_right:
            return
        under_way, dice = way.stage == "rectifying", self._dice("repair")
        found = list(one.dossier.findings)
        for place, item in enumerate(found[: max(2, len(found) * 2 // 3) if under_way else 2]):
            yield Act(self._day(way, 7), 11, self.visit.bank.signer, self._respond(item, dice))
            if under_way and place % 3 == 2:
                if dice.falls(0.5):
                    yield Act(self._day(way, 9), 12, OFFICE, self._extend(item))
                continue
            days = 16 + dice.below(8)
            yield Act(self._day(way, days), 13, self.visit.bank.signer, self._fix(item, dice))
            if not under_way or place % 3 == 0:
                yield Act(self._day(way, days + 3), 16, self.signers[0], self._look_again(item, dice))

    def _day(self, way: Course, days: int) -> date:
        return min(workday(way.noticed + timedelta(days=days)), LAST_DAY[self.visit.year])

    def _respond(self, item: str, dice: Dice) -> Do:
        def respond(here: CountyExamination) -> None:
            if not here.dossier.findings[item].is_settled:
                promised, person = words.PROMISED[words.section(item)], _of(words.PEOPLE, dice)
                Rectification(here).respond(item, promised, person, self.visit.bank.signer)

        return respond

    def _extend(self, item: str) -> Do:
        def extend(here: CountyExamination) -> None:
            finding = here.dossier.findings[item]
            if not finding.is_settled:
                due = workday(date.fromisoformat(finding.due) + timedelta(days=60))
                Rectification(here).extend(item, due.isoformat(), words.EXTENDED, OFFICE)

        return extend

    def _fix(self, item: str, dice: Dice) -> Do:
        def fix(here: CountyExamination) -> None:
            finding, name, section = here.dossier.findings[item], self.visit.bank.signer, words.section(item)
            if finding.is_settled:
                return
            shown = [_attach(here, item, "fix", words.SHOWN[section], name)] if dice.falls(0.5) else []
            Rectification(here).report_fixed(item, words.REPAIRED[section], finding.person, name, shown)

        return fix

    def _look_again(self, item: str, dice: Dice) -> Do:
        def look(here: CountyExamination) -> None:
            if here.dossier.findings[item].is_settled:
                return
            asked, old, share = here.checklist.item(item), here.sheet.answers[item], dice.share()
            holds = self.visit.unit.code in stories.LOOKED_AT_AGAIN[self.visit.year]
            answer, note = old, words.FAILED
            if holds or share < PASSES:
                answer, note = _best(asked, here), words.PASSED
            elif share > IMPROVES and isinstance(asked.answer, Count) and isinstance(old, Given):
                answer = _better(old)
                passed = Rectification(here).outcome(item, answer) == "passed"
                note = words.PASSED if passed else words.IMPROVED
            Rectification(here).recheck(item, answer, self.signers, note)

        return look

    def _close(self, here: CountyExamination) -> None:
        merged = self.visit.unit.closed == here.today
        reason = words.MERGED if merged else words.CARRIED_OVER
        Rectification(here).close(OFFICE, reason if here.dossier.unsettled else "")


def _lost(one: Examination) -> list[str]:
    """Return the items that lose marks, in sheet order."""
    return [mark.item.id for mark in one.score.marks.values() if mark.lost]


def _attach(here: CountyExamination, item: str, purpose: Purpose, text: str, name: str) -> str:
    piece = Evidence(here.new_id(), item, purpose, "document", text, name)
    here.append("attached", **piece.plain())
    return piece.id


def _of(choices: tuple[str, ...], dice: Dice) -> str:
    return choices[dice.below(len(choices))]


def _best(item: Item, one: Examination) -> Answer:
    """Return the answer that earns all there is; a count keeps its second number."""
    match item.answer:
        case YesNo():
            return Given("yes")
        case Levels() as levels:
            return Given(str(levels.best))
        case Count():
            given = one.sheet.answers[item.id]
            assert isinstance(given, Given)
            of = given.text.partition("/")[2]
            return Given(f"{of}/{of}")
        case Measure() as measure:
            return Given(decimal_text(measure.full))


def _better(given: Given) -> Answer:
    """Return a count that is one better."""
    have, _of, whole = given.text.partition("/")
    return Given(f"{min(int(have) + 1, int(whole))}/{whole}")

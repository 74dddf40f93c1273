"""Putting findings right: what the bank says it does, the re-check of each, and the end of the case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from eldercheck.domain.answers import Answer, answer_to_plain, credit
from eldercheck.domain.clean_text import clean_line, clean_note, distinct_names
from eldercheck.domain.dossier import Outcome
from eldercheck.domain.errors import StateError
from eldercheck.domain.register import is_day
from eldercheck.domain.scoring import Mark
from eldercheck.services.examination import Examination


class Rectification:
    """The findings of one examination."""

    def __init__(self, examination: Examination) -> None:
        self._examination = examination

    def respond(self, item: str, text: str, person: str, name: str) -> None:
        """Say for the bank what will be done and who is responsible. Raises StateError."""
        self._of_the_bank("responded", item, text, person, name)

    def report_fixed(
        self, item: str, text: str, person: str, name: str, evidence: Sequence[str] = ()
    ) -> None:
        """Report for the bank that it is put right; `evidence` names what is attached for it.

        Raises StateError (`not_noticed`, `no_such_finding`, `finding_settled`, `text_needed`,
        `person_needed`, `name_needed`).
        """
        self._of_the_bank("fixed", item, text, person, name, evidence=list(evidence))

    def extend(self, item: str, due: str, reason: str, name: str) -> None:
        """Give a finding a later last day. Raises StateError (`day_unknown`, `extension_not_later`…)."""
        if not is_day(due):
            raise StateError("day_unknown", given=due)
        self._examination.append(
            "extended", item=item, due=due, reason=clean_note(reason).strip(), name=clean_line(name)
        )

    def recheck(
        self, item: str, answer: Answer, names: Sequence[str], note: str = "", day: str = ""
    ) -> Outcome:
        """Look again at a finding and answer its item anew; return what came of it.

        An answer that earns more than the one that stands takes its place and is marked so; the finding is
        settled once no marks are lost, and the cap of a critical item that holds is lifted. One that earns no
        more leaves the old answer standing. Raises AnswerError for an answer that does not fit, StateError
        (`too_few_signers`, `no_such_finding`, `finding_settled`, `appeal_undecided`, `day_unknown`,
        `recheck_day_wrong`).
        """
        examination, checked_by = self._examination, distinct_names(map(clean_line, names))
        least = examination.programme.least_examiners
        if item not in examination.dossier.findings:
            raise StateError("no_such_finding", item=item)
        if len(checked_by) < least:
            raise StateError("too_few_signers", least=least, given=len(checked_by))
        self._refuse_day(day)
        was = examination.sheet.answers.get(item)
        outcome = self.outcome(item, answer)
        examination.append(
            "rechecked",
            item=item,
            answer=answer_to_plain(answer),
            was=None if was is None else answer_to_plain(was),
            names=list(checked_by),
            day=day or examination.today,
            outcome=outcome,
            note=clean_note(note).strip(),
        )
        return outcome

    def outcome(self, item: str, answer: Answer) -> Outcome:
        """Return what would come of a re-check that found this answer. Raises AnswerError."""
        asked, was = self._examination.checklist.item(item), self._examination.sheet.answers.get(item)
        now = Mark(asked, credit(asked, answer))
        if not now.lost:
            return "passed"
        before = Mark(asked, None if was is None else credit(asked, was))
        return "improved" if now.lost < before.lost else "failed"

    def _refuse_day(self, day: str) -> None:
        """Refuse a day on which nobody can have looked again: before the notice, or years after it."""
        if day and not is_day(day):
            raise StateError("day_unknown", given=day)
        notice, year = self._examination.dossier.notice, self._examination.assessment.year
        if day and notice is not None and not notice.day <= day <= f"{year + 2}-12-31":
            raise StateError("recheck_day_wrong", given=day, notice=notice.day)

    def close(self, name: str, reason: str = "") -> None:
        """End the case; a finding that is still open takes a reason.

        Raises StateError (`appeal_undecided`, `closing_needs_reason`, `name_needed`, `not_noticed`).
        """
        self._examination.append("closed", name=clean_line(name), reason=clean_note(reason).strip())

    def _of_the_bank(
        self,
        kind: Literal["responded", "fixed"],
        item: str,
        text: str,
        person: str,
        name: str,
        **more: object,
    ) -> None:
        examination = self._examination
        examination.append(
            kind,
            item=item,
            text=clean_note(text).strip(),
            person=clean_line(person),
            name=clean_line(name),
            day=examination.today,
            **more,
        )

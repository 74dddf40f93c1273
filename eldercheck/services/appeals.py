"""Objections of the bank, item by item, each decided by somebody who did not examine."""

from __future__ import annotations

from collections.abc import Sequence

from eldercheck.domain.answers import Answer, answer_to_plain, credit
from eldercheck.domain.clean_text import clean_line, clean_note
from eldercheck.domain.errors import StateError
from eldercheck.domain.scoring import Mark
from eldercheck.services.examination import Examination


class Appeals:
    """The objections to one examination."""

    def __init__(self, examination: Examination) -> None:
        self._examination = examination

    def claim(self, item: str, text: str, name: str, day: str = "", evidence: Sequence[str] = ()) -> None:
        """Object to the answer of an item; `evidence` names what is attached for it, `day` empty is today.

        Raises StateError (`not_noticed`, `appeal_too_late`, `claimed_already`, `no_such_item`,
        `claim_needed`, `name_needed`).
        """
        examination = self._examination
        if item not in examination.checklist:
            raise StateError("no_such_item", item=item)
        examination.append(
            "appealed",
            item=item,
            claim=clean_note(text).strip(),
            name=clean_line(name),
            day=day or examination.today,
            evidence=list(evidence),
        )

    def uphold(self, item: str, answer: Answer, reason: str, name: str) -> None:
        """Decide for the bank: `answer` stands from now on, the old one is kept beside it.

        Raises AnswerError for one that does not fit its item, StateError (`no_such_claim`,
        `decider_examined`, `reason_needed`, `name_needed`, `decision_changes_nothing`).
        """
        examination = self._examination
        if item not in examination.checklist:
            raise StateError("no_such_item", item=item)
        asked = examination.checklist.item(item)
        mark = Mark(asked, credit(asked, answer))
        if answer == examination.sheet.answers.get(item):
            raise StateError("decision_changes_nothing", item=item)
        self._decide(item, reason, name, answer=answer_to_plain(answer), withdrawn=not mark.lost)

    def refuse(self, item: str, reason: str, name: str) -> None:
        """Decide against the bank: the answer stays. Raises StateError as `uphold` does."""
        self._decide(item, reason, name, answer=None, withdrawn=False)

    def _decide(self, item: str, reason: str, name: str, *, answer: object, withdrawn: bool) -> None:
        examination = self._examination
        was = examination.sheet.answers.get(item)
        examination.append(
            "decided",
            item=item,
            upheld=answer is not None,
            reason=clean_note(reason).strip(),
            name=clean_line(name),
            day=examination.today,
            was=None if was is None else answer_to_plain(was),
            answer=answer,
            withdrawn=withdrawn,
        )

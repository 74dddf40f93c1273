"""The second look at a signed examination, by somebody who did not examine: given back, or approved."""

from __future__ import annotations

from collections.abc import Mapping

from eldercheck.domain.answers import answer_to_plain
from eldercheck.domain.clean_text import clean_line, clean_note
from eldercheck.domain.errors import StateError
from eldercheck.domain.second_look import unanswered
from eldercheck.services.examination import Examination


class SecondLook:
    """Gives an examination back item by item, or approves it."""

    def __init__(self, examination: Examination) -> None:
        self._examination = examination

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The returned items that were neither changed nor replied to, in sheet order."""
        examination = self._examination
        return unanswered(examination.checklist, examination.dossier, examination.sheet)

    def give_back(self, name: str, reasons: Mapping[str, str]) -> None:
        """Return the sheet with a reason for each item; it can then be changed again.

        Raises StateError (`not_signed`, `approver_needed`, `approver_signed`, `return_needs_reasons`,
        `no_such_item`).
        """
        examination, sheet = self._examination, self._examination.sheet
        reasons = {item: clean_note(reason).strip() for item, reason in reasons.items()}
        for item in reasons:
            if item not in examination.checklist:
                raise StateError("no_such_item", item=item)
        answers = {item: sheet.answers.get(item) for item in reasons}
        examination.append(
            "returned",
            name=clean_line(name),
            reasons=reasons,
            was={item: answer_to_plain(answer) for item, answer in answers.items() if answer is not None},
            notes={item: sheet.notes[item] for item in reasons if item in sheet.notes},
        )

    def reply(self, item: str, text: str, name: str) -> None:
        """Answer the reason of a returned item in words. Raises StateError."""
        self._examination.append("replied", item=item, text=clean_note(text).strip(), name=clean_line(name))

    def approve(self, name: str) -> None:
        """Approve the sheet; each returned item must have been changed or replied to.

        Raises StateError (`approver_needed`, `approver_signed`, `not_signed`, `return_unanswered`).
        """
        name = clean_line(name)
        if name and (waiting := self.unanswered):
            raise StateError("return_unanswered", items=" ".join(waiting))
        self._examination.append("approved", name=name)

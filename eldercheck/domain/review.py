"""What stands in the way of signing: open items, items left out without a reason, answers that contradict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eldercheck.domain.answer_kinds import Count
from eldercheck.domain.answers import Answer, Answers, Given, NotApplicable, credit, is_listed_reason
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.checks import Check, Implies, SameTotal, State


@dataclass(frozen=True)
class Review:
    """What a person should look at before signing."""

    open: tuple[str, ...]
    without_reason: tuple[str, ...]
    """Items left out as not applicable with no reason given."""
    contradictions: tuple[Check, ...]

    @property
    def can_sign(self) -> bool:
        """Whether nothing is open and every item left out has its reason; a contradiction only warns."""
        return not self.open and not self.without_reason

    @property
    def clean(self) -> bool:
        """Whether there is nothing at all to look at."""
        return self.can_sign and not self.contradictions


def review(checklist: Checklist, answers: Answers) -> Review:
    """Look through a sheet."""
    return Review(
        tuple(item.id for item in checklist if item.id not in answers),
        tuple(item.id for item in checklist if _lacks_reason(answers.get(item.id))),
        tuple(check for check in checklist.checks if not holds(check, checklist, answers)),
    )


def holds(check: Check, checklist: Checklist, answers: Answers) -> bool:
    """Tell whether a check holds; one that looks at an open item holds."""
    if isinstance(check, SameTotal):
        return len(set(_totals(check, checklist, answers))) <= 1
    when, then = answers.get(check.if_item), answers.get(check.then_item)
    if when is None or then is None:
        return True
    if _left_out_for_another_reason(checklist, check, answers):
        return True
    return not _is(checklist, check.if_item, when, check.if_is) or _is(
        checklist, check.then_item, then, check.then_is
    )


def checks_about(checklist: Checklist, item_id: str) -> tuple[Check, ...]:
    """Return the checks that look at an item."""
    return tuple(check for check in checklist.checks if item_id in check.items)


def _left_out_for_another_reason(checklist: Checklist, check: Implies, answers: Answers) -> bool:
    """Tell whether leaving out says nothing of what the check is about: only the listed reason does.

    A height that could not be measured does not say that there is no machine.
    """
    return (check.if_is == "not_applicable" and _has_own_reason(checklist, check.if_item, answers)) or (
        check.then_is == "applicable" and _has_own_reason(checklist, check.then_item, answers)
    )


def _has_own_reason(checklist: Checklist, item_id: str, answers: Answers) -> bool:
    answer = answers.get(item_id)
    if not isinstance(answer, NotApplicable) or not answer.reason.strip():
        return False
    return not is_listed_reason(checklist.item(item_id), answer)


def _lacks_reason(answer: Answer | None) -> bool:
    return isinstance(answer, NotApplicable) and not answer.reason.strip()


def _totals(check: SameTotal, checklist: Checklist, answers: Answers) -> Iterator[str]:
    for item_id in check.items:
        answer = answers.get(item_id)
        if isinstance(answer, Given) and isinstance(checklist.item(item_id).answer, Count):
            yield str(int(answer.text.partition("/")[2]))


def _is(checklist: Checklist, item_id: str, answer: Answer, state: State) -> bool:
    earned = credit(checklist.item(item_id), answer)
    match state:
        case "not_applicable":
            return earned is None
        case "applicable":
            return earned is not None
        case "full":
            return earned == 1
        case "nothing":
            return earned == 0
        case "something":
            return earned is not None and earned > 0

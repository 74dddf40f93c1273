"""What a sentence about an event is made from: the event in its place, and its answers in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eldercheck.domain.answers import Answer
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.clean_text import visible
from eldercheck.language import _
from eldercheck.services.history import Entry
from eldercheck.storage.ledger_tables import answer_of
from eldercheck.wording.case_words import evidence_words
from eldercheck.wording.results import answer_text

Told = tuple[str, list[str]]
"""A sentence, and its details one by one."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An event to be told."""

    entry: Entry
    checklist: Checklist
    item: str = ""
    """Of several items only this one is told of; empty for all."""

    @property
    def said(self) -> Mapping[str, Any]:
        """What the event says."""
        return self.entry.event.payload

    def shows(self, item: str) -> bool:
        """Whether an item is told of."""
        return self.item in ("", item)

    def words(self, answer: Answer | None, item: str) -> str:
        """Return an answer to an item in words; to one that the checklist does not have as it is."""
        if answer is None:
            return _("open")
        return (
            answer_text(self.checklist.item(item), answer) if item in self.checklist else visible(str(answer))
        )

    def plain_words(self, plain: Any, item: str) -> str:
        """Return an answer as events carry it in words."""
        return self.words(answer_of(plain), item)

    def reason(self) -> list[str]:
        """Return the reason as a detail, where there is one."""
        reason = self.said.get("reason")
        return [_("Reason: {reason}").format(reason=visible(reason))] if reason else []

    def evidence(self) -> list[str]:
        """Return every piece of evidence that the event names."""
        named = self.entry.evidence.values()
        return [_("Evidence: {what}").format(what=evidence_words(piece)) for piece in named]


def quoted(text: str) -> str:
    """Return what somebody wrote, in quotation marks."""
    return _("“{text}”").format(text=visible(" ".join(text.split())))

"""An examination or a self-assessment as a whole: walked, signed, and whatever is said of it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eldercheck.domain.assessment import Assessment
from eldercheck.domain.clean_text import clean_line, distinct_names
from eldercheck.domain.dossier import Dossier
from eldercheck.domain.errors import StateError
from eldercheck.domain.evidence_needs import missing_evidence
from eldercheck.domain.ledger import Event, EventKind
from eldercheck.domain.proceedings import refuse
from eldercheck.domain.standing import Standing
from eldercheck.domain.visit_rules import VisitReview, review_visit
from eldercheck.services.walking import Progress as Progress
from eldercheck.services.walking import Walk


class Examination(Walk):
    """One assessment; what follows the signature stands in the services that are made over it."""

    @property
    def dossier(self) -> Dossier:
        """Everything that was said of it besides its answers."""
        return self.assessment.dossier

    @property
    def standing(self) -> Standing:
        """How it stands, as its events leave it."""
        return Standing.of(self.assessment)

    @property
    def today(self) -> str:
        """The day on this laptop (YYYY-MM-DD)."""
        return self._identity.clock().astimezone().date().isoformat()

    @property
    def author(self) -> str:
        """Who writes; empty where nobody was named yet."""
        return self._identity.author

    def new_id(self) -> str:
        """Return an id that no other laptop will make."""
        return self._identity.new_id()

    def append(self, kind: EventKind, /, **payload: Any) -> Event:
        """Record one act with all that follows from it. Saved when this returns.

        Raises StateError where the state, the person or a published year does not allow it
        (`domain.proceedings`), StorageError where it is not saved.
        """
        if self.is_published:
            raise StateError("year_published", year=self.assessment.year)
        event = self._identity.event(self.assessment.id, kind, self._heads, **payload)
        refuse(self.standing, event)
        self._store.append(event)
        self._take_in(event)
        return event

    @property
    def missing_evidence(self) -> tuple[str, ...]:
        """The items whose answers ask for evidence that is not attached, in sheet order."""
        return missing_evidence(self.checklist, self.sheet.answers, self.evidence)

    @property
    def visit_review(self) -> VisitReview:
        """What the record of the visit lacks, and which answers do not agree with it; a bank records none."""
        if self.assessment.party == "bank" or not self.programme.visit_record:
            return VisitReview()
        return review_visit(
            self.checklist,
            self.sheet.answers,
            self.dossier.visit,
            self.assessment.year,
            self.unit.opened,
            self.least_signers,
        )

    def sign(self, names: Sequence[str]) -> None:
        """Complete the sheet and sign it; from then on it is read-only.

        Raises StateError where something is open (`not_ready_to_sign`), too few different names are given
        (`too_few_signers`), the visit is not recorded or disagrees (`visit_not_clean`), or evidence is
        missing in a year that blocks on it (`evidence_missing`).
        """
        signers = distinct_names(map(clean_line, names))
        least, missing = self.least_signers, self.missing_evidence
        if not self.review().can_sign:
            raise StateError("not_ready_to_sign")
        if len(signers) < least:
            raise StateError("too_few_signers", least=least, given=len(signers))
        if not self.visit_review.is_clean:
            raise StateError("visit_not_clean")
        if missing and self.programme.evidence == "block":
            raise StateError("evidence_missing", items=" ".join(missing))
        recorded = {"evidence_rule": self.programme.evidence, "evidence_missing": list(missing)}
        self.append(
            "signed",
            names=list(signers),
            checklist=self.checklist.digest,
            grade=self.result.grade,
            score=str(self.result.score.figure),
            **(recorded if missing else {}),
        )

    @property
    def least_signers(self) -> int:
        """How many different names it takes to sign: one for a bank, the year's number for examiners."""
        return 1 if self.assessment.party == "bank" else self.programme.least_examiners

    def reopen(self, reason: str) -> None:
        """Take a signature back with all that followed it, with the reason kept in the ledger.

        In a published year this opens a correction, and the reason goes into the amendment.
        """
        reason = clean_line(reason)
        if not reason:
            raise StateError("reason_needed")
        if self._correct is not None:
            self._correct(reason)
            self._correct = None
            if self.assessment.is_open:
                return
        self.append("reopened", reason=reason)

    def _take_in(self, event: Event) -> None:
        """Take in what follows from an event that was appended."""
        self._after(event.hash)
        self.assessment: Assessment = self._store.assessment(self.assessment.id)
        if event.kind in ("decided", "rechecked"):
            self.sheet = self._store.sheet(self.assessment.id)
        if event.kind in ("attached", "detached"):
            self.evidence = self._store.evidence(self.assessment.id)

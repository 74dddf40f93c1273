"""The assessments of a year with their scores; one whose events are the same is not scored again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eldercheck.domain.assessment import Assessment
from eldercheck.domain.checklist import Checklist
from eldercheck.domain.errors import AnswerError
from eldercheck.domain.grading import GradeRules
from eldercheck.domain.quick_scores import Line, QuickScore, QuickScorer

if TYPE_CHECKING:
    from eldercheck.storage.assessment_store import AssessmentStore

FEW = 40
"""Up to so many sheets are read one by one, more in one reading of the whole year."""


@dataclass(frozen=True)
class Case:
    """One assessment as a list shows it."""

    assessment: Assessment
    score: QuickScore | None
    """None where a stored answer does not fit its item."""
    fault: AnswerError | None = None
    """What stored answer does not fit its item: the file was changed by hand."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is open."""
        return self.score is not None and self.score.complete


class ScoredCases:
    """Scores the sheets of whole years, and keeps each score for as long as its ledger has the same head."""

    def __init__(self, assessments: AssessmentStore, checklist: Callable[[str], Checklist]) -> None:
        self._assessments = assessments
        self._checklist = checklist
        self._rules: dict[int, GradeRules] = {}
        self._kept: dict[int, dict[str, tuple[str, QuickScore | None, AnswerError | None]]] = {}

    def of_year(self, year: int, rules: GradeRules) -> dict[str, list[Case]]:
        """Return the assessments of a year by their units, the oldest first."""
        if self._rules.get(year) != rules:
            self._rules[year], self._kept[year] = rules, {}
        kept, heads = self._kept[year], self._assessments.year_heads(year)
        changed = [name for name, head in heads.items() if name not in kept or kept[name][0] != head]
        assessments = self._assessments.assessments(year)
        if changed:
            self._score(year, rules, {one.id: one for one in assessments}, heads, changed)
        cases: dict[str, list[Case]] = {}
        for assessment in assessments:
            _head, score, fault = kept.get(assessment.id, ("", None, None))
            cases.setdefault(assessment.unit, []).append(Case(assessment, score, fault))
        return cases

    def _score(
        self,
        year: int,
        rules: GradeRules,
        assessments: dict[str, Assessment],
        heads: dict[str, str],
        changed: list[str],
    ) -> None:
        lines = self._assessments.year_lines(year, changed if len(changed) <= FEW else None)
        scorers: dict[str, QuickScorer] = {}
        for name in changed:
            if name not in assessments:
                continue
            digest = assessments[name].checklist_digest
            if digest not in scorers:
                scorers[digest] = QuickScorer(self._checklist(digest), rules)
            vetoes = assessments[name].dossier.veto_texts
            score, fault = _scored(scorers[digest], lines.get(name, ()), vetoes)
            self._kept[year][name] = heads[name], score, fault


def _scored(
    scorer: QuickScorer, lines: Iterable[Line], vetoes: Sequence[str]
) -> tuple[QuickScore | None, AnswerError | None]:
    try:
        return scorer.score(lines, vetoes), None
    except AnswerError as fault:
        return None, fault

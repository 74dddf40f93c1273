"""How far an assessment is, in words: what its state is called, and what comes next from whom."""

from __future__ import annotations

from collections.abc import Mapping

from eldercheck.domain.assessment import Assessment, AssessmentState, Party
from eldercheck.language import N_, _
from eldercheck.wording.case_words import CASE_STATES, word

NEXT: Mapping[AssessmentState, str] = {
    "open": N_("The examiners answer every item, record the visit and sign."),
    "signed": N_(
        "Somebody who did not examine takes the second look: approves it, or gives it back with reasons."
    ),
    "returned": N_("The examiners change or reply to each item that was given back, and sign anew."),
    "approved": N_("The supervisor gives the unit notice of its grade."),
    "noticed": N_(
        "The bank may object until the day set, says who puts each finding right, and reports it done."
    ),
    "appealed": N_("Somebody who did not examine decides what the bank objects to."),
    "decided": N_("The bank says who puts each finding right, and reports it done."),
    "rectifying": N_(
        "The bank reports what is put right, the examiners re-check it, and the supervisor closes the case."
    ),
    "closed": N_("Nothing is left to do; the case is read-only."),
}
"""What comes next with an examination, and who does it."""
OWN_NEXT: Mapping[AssessmentState, str] = {
    "open": N_("The bank answers every item and signs."),
    "signed": N_("Handed in: it stands beside the examination and is never counted in the grade."),
}
"""The same of a bank's self-assessment, which knows two states only."""


def state_word(state: AssessmentState) -> str:
    """Return what a state is called."""
    return word(CASE_STATES, state)


def next_text(state: AssessmentState, party: Party = "examiner") -> str:
    """Say what comes next, and who does it."""
    return _(OWN_NEXT.get(state, NEXT[state]) if party == "bank" else NEXT[state])


def state_text(assessment: Assessment) -> str:
    """Return the word of an assessment's state with what comes next."""
    word_of_it = state_word(assessment.state)
    text = _("{state}: {next}")
    return text.format(state=word_of_it, next=next_text(assessment.state, assessment.party))

"""The sentences about what follows a signature: second look, notice, objection, rectification, closing."""

from __future__ import annotations

from eldercheck.language import N_

CASES = {
    "self_assessment_only": N_(
        "This is a bank's self-assessment: it is never looked at a second time, noticed or re-checked. Nothing was saved. Choose the examination of the unit."
    ),
    "return_needs_reasons": N_(
        "A sheet is given back with a reason for each item that is meant. Nothing was saved. Name at least one item with its reason."
    ),
    "not_returned": N_(
        "This sheet was not given back, or is signed anew, so there is nothing to reply to. Nothing was saved."
    ),
    "item_not_returned": N_("{item} was not given back. Nothing was saved. Reply to an item that was."),
    "return_unanswered": N_(
        "The sheet is not approved yet: the reasons for these items are neither replied to nor is their answer changed: {items}. Nothing was saved. Give the sheet back again, or reopen it and answer them."
    ),
    "not_approved": N_(
        "A notice needs an approved sheet: it is not approved yet, or the notice was given already. Nothing was saved."
    ),
    "appeal_days_short": N_(
        "The bank would have until {given} to object; the rules of the year leave it at least until {least}. Nothing was saved. Give that day or a later one."
    ),
    "notice_of_another_year": N_(
        "{given} is no day on which a grade of {year} is told. Nothing was saved. Give the day on which the unit is told."
    ),
    "recheck_day_wrong": N_(
        "Nobody can have looked again on {given}: the notice is of {notice}. Nothing was saved. Give the day of the re-check."
    ),
    "not_noticed": N_(
        "The unit is not told of its grade yet, or its case is closed. Nothing was saved. This comes between the notice and the closing."
    ),
    "case_closed": N_("This case is closed and read-only. Nothing was saved."),
    "appeal_too_late": N_(
        "The time to object ended on {until}; this would be of {day}. Nothing was saved. What is wrong all the same is corrected by reopening the sheet."
    ),
    "claimed_already": N_(
        "The bank objected to {item} already; one objection an item. Nothing was saved. It stands as it was made."
    ),
    "no_such_claim": N_("No objection to {item} waits for a decision. Nothing was saved."),
    "decider_examined": N_(
        "{name} took part in the examination, so somebody else decides what the bank objects to. Nothing was saved."
    ),
    "decision_needs_answer": N_(
        "An objection that is upheld needs the answer that stands from now on. Nothing was saved."
    ),
    "decision_changes_nothing": N_(
        "{item}: this answer stands there already, so nothing would be upheld. Nothing was saved. Give another answer, or refuse the objection."
    ),
    "no_such_finding": N_("The notice has no finding {item}. Nothing was saved. Choose one of its findings."),
    "finding_settled": N_(
        "{item} is put right, or was withdrawn by a decision: nothing is left to do there. Nothing was saved."
    ),
    "extension_not_later": N_("It is due on {due} already; more time needs a later day. Nothing was saved."),
    "appeal_undecided": N_(
        "The objection to {item} is not decided yet. Nothing was saved. Decide it first: the decision may change the answer."
    ),
    "closing_needs_reason": N_(
        "Findings that are not put right: {number}. The case is not closed. Closing it all the same needs its reason."
    ),
    "no_such_item": N_("The checklist has no item {item}. Nothing was saved."),
    "name_needed": N_("The name of whoever does this is needed; it is kept. Nothing was saved."),
    "text_needed": N_("Some words are needed: what is said or was done. Nothing was saved."),
    "person_needed": N_("The name of who is responsible at the bank is needed. Nothing was saved."),
    "claim_needed": N_("An objection needs its grounds: what is not right, and why. Nothing was saved."),
    "wants_item_and_reason": N_("Wanted ITEM=REASON, not {given}. Nothing was saved."),
    "uphold_or_refuse": N_(
        "A decision either upholds or refuses: give --uphold ANSWER or --refuse. Nothing was saved."
    ),
    "answer_or_leave_out": N_(
        "Give the answer that was found, or --leave-out REASON where the item does not apply. Nothing was saved."
    ),
}
"""By the code of an error."""

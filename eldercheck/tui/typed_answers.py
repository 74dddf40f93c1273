"""An answer as it is typed in a form: in words or numbers, a dash for an item that does not apply."""

from __future__ import annotations

from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.answers import Answer, NotApplicable
from eldercheck.domain.checklist import Item
from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.errors import AnswerError, StateError
from eldercheck.language import _, current
from eldercheck.tui.number_entry import entered, typed_character
from eldercheck.tui.screens.form import Field

NOT_APPLICABLE = "-"


def answer_field(item: Item, label: str) -> Field:
    """Return the field for another answer to an item, the way the item is answered."""
    leave = [(NOT_APPLICABLE, _("not applicable"))] if item.not_applicable else []
    match item.answer:
        case YesNo():
            choices = (("yes", _("yes")), ("no", _("no")), *leave)
            return Field("answer", label, choices=choices, unset=True)
        case Levels(sentences):
            levels = [(str(level), text.in_language(current())) for level, text in enumerate(sentences)]
            return Field("answer", label, choices=(*levels, *leave), unset=True, tall=True)
        case Count() as count:
            known = count.of or count.of_at_most or count.of_at_least
            hint = _("such as {example}").format(example=f"3/{known or 5}")
        case Measure(unit=unit):
            hint = _("a number, {unit}").format(unit=unit.in_language(current()))
    if leave:
        hint = _("{hint}; - for not applicable").format(hint=hint)
    return Field("answer", label, hint=hint, longest=24, cells=14)


def typed_answer(item: Item, text: str, due: int | None = None) -> Answer:
    """Return the answer that was typed; `due` is the total of a count that hangs on the day of the visit.

    Raises StateError (`decision_needs_answer`) for an empty text, AnswerError for a dash where an item always
    applies; whether the answer fits is for the service.
    """
    text = "".join(map(typed_character, text.strip()))
    if not text:
        raise StateError("decision_needs_answer")
    if text != NOT_APPLICABLE:
        return entered(item, text, due)
    if item.not_applicable is None:
        raise AnswerError("not_applicable_not_allowed", item.id, text)
    return NotApplicable(clean_line(item.not_applicable.in_language(current())))

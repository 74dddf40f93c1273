"""What a re-check shows: the items with what came of each, and what there is to know before looking again."""

from __future__ import annotations

from textual.content import Content

from eldercheck.domain.answers import Answer
from eldercheck.domain.checklist import Item
from eldercheck.domain.dossier import Outcome
from eldercheck.language import N_, _, current, ngettext
from eldercheck.services.examination import Examination
from eldercheck.services.rectification import Rectification
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.pane import Paragraph
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.case_words import OUTCOMES, word
from eldercheck.wording.results import answer_text, points_text

STYLES: dict[Outcome, str] = {"passed": "$success", "improved": "$warning", "failed": "$error"}
SHORT: dict[Outcome, str] = {"passed": N_("pass"), "improved": N_("better"), "failed": N_("fail")}
MARK_CELLS = 6


def recheck_row(item: Item, outcome: Outcome | None) -> Row:
    """Return the row of an item that is asked again."""
    mark = Content.styled(_(SHORT[outcome]), f"{STYLES[outcome]} bold") if outcome else Content("")

    def draw(width: int) -> Content:
        text = plain(item.ask.in_language(current())).stylize("$muted" if outcome else "")
        line = Content.assemble(
            " ", mark.truncate(MARK_CELLS, pad=True), " ", item.id.partition("-")[2], " ", text
        )
        return line.truncate(width, ellipsis=True)

    return Row(item.id, draw)


def outcome_content(outcome: Outcome) -> Content:
    """Return what came of a re-check in words."""
    return Content.styled(_("re-check: {outcome}").format(outcome=word(OUTCOMES, outcome)), STYLES[outcome])


def recheck_remarks(examination: Examination, item: str, chosen: Answer | None) -> tuple[Paragraph, ...]:
    """Return what was found before, what the bank says, and what would come of the answer chosen."""
    finding, asked = examination.dossier.findings[item], examination.checklist.item(item)
    answer = answer_text(asked, examination.sheet.answers.get(item))
    text = _("Found before: {answer} · {points} points lost").format(
        answer=answer, points=points_text(examination.score.marks[item].lost)
    )
    lines = [Paragraph(plain(text))]
    if finding.fixed:
        said = _("The bank, {day}: {text}").format(day=finding.fixed_on, text=" ".join(finding.fixed.split()))
        lines.append(Paragraph(plain(said)))
    elif finding.response:
        said = _("The bank plans, {day}: {text}").format(
            day=finding.responded_on, text=" ".join(finding.response.split())
        )
        lines.append(Paragraph(plain(said).stylize("$muted")))
    else:
        lines.append(Paragraph(Content.styled(_("The bank reported nothing."), "$muted")))
    number = sum(one.item == item and one.purpose == "fix" for one in examination.evidence)
    if number:
        pieces = ngettext("Evidence: {number} piece", "Evidence: {number} pieces", number)
        lines.append(Paragraph(Content(pieces.format(number=number))))
    if finding.outcome:
        done = _("Re-check of {day}: {outcome}").format(
            day=finding.rechecked_on, outcome=word(OUTCOMES, finding.outcome)
        )
        lines.append(Paragraph(Content.styled(done, f"{STYLES[finding.outcome]} bold")))
    if chosen is not None:
        outcome = Rectification(examination).outcome(item, chosen)
        lead = Content.assemble(("↵ ", "bold $accent"))
        saves = _("saves {answer} · {outcome}").format(
            answer=answer_text(asked, chosen), outcome=word(OUTCOMES, outcome)
        )
        lines.append(Paragraph(plain(saves).stylize(f"{STYLES[outcome]} bold"), "accept", lead=lead))
    return tuple(lines)

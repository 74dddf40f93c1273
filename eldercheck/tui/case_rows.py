"""A case as rows: how it stands, then what was returned, objected to and found, item by item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from textual.content import Content

from eldercheck.domain.answers import answer_from_plain, answer_to_plain
from eldercheck.domain.dossier import Claim, FindingFile, PlainAnswer, ReturnedItem
from eldercheck.domain.second_look import changed_since_return, examiners_answer
from eldercheck.language import _, current, ngettext
from eldercheck.services.examination import Examination
from eldercheck.services.second_look import SecondLook
from eldercheck.tui.case_facts import fact_lines
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.row_list import Row
from eldercheck.wording.case_steps import finding_step
from eldercheck.wording.case_words import OUTCOMES, word
from eldercheck.wording.results import answer_text, listed, points_text

INDENT, HANG = 4, 2
LEAST_WIDTH = 24


class CaseRows:
    """Makes the rows of one case in a width, in cells."""

    def __init__(self, examination: Examination, width: int) -> None:
        self._examination, self._dossier = examination, examination.dossier
        self._width = max(LEAST_WIDTH, width - 1)
        self._numbers = count()
        self._today = examination.today

    def rows(self) -> Iterator[Row]:
        """Return every row; those of items can be chosen: "finding B-TM-06"."""
        facts = tuple(fact_lines(self._examination))
        widest = max((Content(label).cell_length for label, _text in facts), default=0)
        for label, text in facts:
            title = Content.styled(label, "$muted").truncate(widest + 2, pad=True)
            yield from self._lines(text, 1, title)
        yield from self._returned()
        yield from self._claims()
        yield from self._findings()

    def _returned(self) -> Iterator[Row]:
        returned = self._dossier.returned
        if not returned:
            return
        waiting = len(SecondLook(self._examination).unanswered)
        text = ngettext("Returned: {number} item", "Returned: {number} items", len(returned))
        more = _(" · {number} to be answered").format(number=waiting) if waiting else ""
        yield from self._title(text.format(number=len(returned)) + more)
        changed = changed_since_return(self._dossier, self._examination.sheet)
        for item in self._in_order(returned):
            yield from self._returned_item(item, returned[item], is_changed=item in changed)

    def _returned_item(self, item: str, returned: ReturnedItem, *, is_changed: bool) -> Iterator[Row]:
        if is_changed:
            status = Content.styled(_("changed"), "$success")
        elif returned.reply:
            status = Content.styled(_("replied"), "$success")
        else:
            status = Content.styled(_("to be answered"), "$warning bold")
        yield self._head("returned", item, Content(""), status)
        yield from self._said(_("Returned: {text}"), returned.reason)
        if is_changed:
            then = examiners_answer(self._dossier, self._examination.sheet, item)
            yield from self._line(self._change(item, returned.was, then))
        if returned.reply:
            text = _("Reply of {name}: {text}").format(name=returned.replied_by, text=returned.reply)
            yield from self._line(plain(_flat(text)))

    def _claims(self) -> Iterator[Row]:
        claims = self._dossier.claims
        if not claims:
            return
        text = ngettext("Objections: {number}", "Objections: {number}", len(claims))
        waiting = len(self._dossier.undecided)
        more = _(" · {number} undecided").format(number=waiting) if waiting else ""
        yield from self._title(text.format(number=len(claims)) + more)
        for item in self._in_order(claims):
            yield from self._claim(item, claims[item])

    def _claim(self, item: str, claim: Claim) -> Iterator[Row]:
        status = {
            None: Content.styled(_("undecided"), "$warning bold"),
            True: Content.styled(_("upheld"), "$success"),
            False: Content.styled(_("refused"), "$muted"),
        }[claim.upheld]
        yield self._head("claim", item, Content(""), status)
        yield from self._said(_("Objection of {name}, {day}: {text}"), claim.claim, claim.name, claim.day)
        yield from self._evidence(item, "appeal")
        if claim.upheld is None:
            answer = self._words(item, self._now(item))
            yield from self._line(plain(_("Answer that stands: {answer}").format(answer=answer)))
            return
        if claim.upheld:
            yield from self._line(self._change(item, claim.was, claim.answer))
        else:
            answer = self._words(item, claim.was)
            yield from self._line(plain(_("The answer stays: {answer}").format(answer=answer)))
        yield from self._said(
            _("Decided by {name}, {day}: {text}"), claim.reason, claim.decided_by, claim.decided_on
        )

    def _findings(self) -> Iterator[Row]:
        findings = self._dossier.findings
        if not findings:
            return
        left, overdue = len(self._dossier.unsettled), len(self._dossier.overdue(self._today))
        text = ngettext("Findings: {number}", "Findings: {number}", len(findings))
        more = _(" · {number} not settled").format(number=left) if left else _(" · all settled")
        late = _(" · {number} OVERDUE").format(number=overdue) if overdue else ""
        title = Content.assemble((text.format(number=len(findings)) + more, ""), (late, "$error"))
        yield from self._title(title)
        for item in self._in_order(findings):
            yield from self._finding(item, findings[item])

    def _finding(self, item: str, finding: FindingFile) -> Iterator[Row]:
        late = finding.is_overdue(self._today)
        style = "$error bold" if late else "$success" if finding.is_settled else "$warning"
        lost = Content.styled(f"-{points_text(finding.points)} ", "$warning")
        yield self._head("finding", item, lost, Content.styled(finding_step(finding, self._today), style))
        yield from self._line(self._about(item, finding, late=late))
        if finding.response:
            yield from self._said(
                _("Plan, {day}: {text} · responsible: {name}"),
                finding.response,
                finding.person,
                finding.responded_on,
            )
        if finding.fixed:
            yield from self._said(
                _("Put right, says {name}, {day}: {text}"), finding.fixed, finding.fixed_by, finding.fixed_on
            )
        yield from self._evidence(item, "fix")
        if finding.outcome:
            yield from self._rechecked(item, finding)

    def _about(self, item: str, finding: FindingFile, *, late: bool) -> Content:
        parts = [plain(self._words(item, self._now(item)))]
        if not finding.is_settled:
            due = _("by {day}").format(day=finding.due)
            parts.append(
                Content.styled(f"{due} {_('OVERDUE')}" if late else due, "$error bold" if late else "")
            )
        if finding.person and not finding.response:
            parts.append(plain(_("responsible: {name}").format(name=finding.person)))
        if finding.safety:
            parts.append(Content.styled(_("safety"), "$warning"))
        if finding.fails and not finding.is_settled:
            parts.append(Content.styled(_("a critical item that fails"), "$error"))
        return Content(" · ").join(parts)

    def _rechecked(self, item: str, finding: FindingFile) -> Iterator[Row]:
        assert finding.outcome is not None
        text = _("Re-check of {day} by {names}: {outcome}").format(
            day=finding.rechecked_on,
            names=listed(finding.rechecked_by),
            outcome=word(OUTCOMES, finding.outcome),
        )
        line = plain(text)
        if finding.replaced:
            line = Content.assemble(line, " · ", self._change(item, finding.was, self._now(item)))
        yield from self._line(line)
        yield from self._evidence(item, "recheck")

    def _evidence(self, item: str, purpose: str) -> Iterator[Row]:
        number = sum(one.item == item and one.purpose == purpose for one in self._examination.evidence)
        if number:
            text = ngettext("Evidence: {number} piece", "Evidence: {number} pieces", number)
            yield from self._line(Content(text.format(number=number)))

    def _change(self, item: str, before: PlainAnswer, after: PlainAnswer) -> Content:
        """Return the old answer beside the new one."""
        old, new = self._words(item, before), self._words(item, after)
        return Content.assemble(plain(old).stylize("strike $muted"), " → ", plain(new).stylize("bold"))

    def _words(self, item: str, answer: PlainAnswer) -> str:
        asked = self._examination.checklist.item(item)
        return answer_text(asked, None if answer is None else answer_from_plain(asked, answer))

    def _now(self, item: str) -> PlainAnswer:
        answer = self._examination.sheet.answers.get(item)
        return None if answer is None else answer_to_plain(answer)

    def _in_order(self, items: Iterable[str]) -> list[str]:
        held = set(items)
        return [item.id for item in self._examination.checklist if item.id in held]

    def _head(self, what: str, item: str, before: Content, status: Content) -> Row:
        ask = plain(self._examination.checklist.item(item).ask.in_language(current()))

        def draw(width: int) -> Content:
            room = max(0, width - status.cell_length - 2)
            left = Content.assemble("  ", (f"{item} ", "bold $accent"), before, ask)
            left = left.truncate(room, ellipsis=True, pad=True)
            return Content.assemble(left, " ", status)

        return Row(f"{what} {item}", draw)

    def _said(self, pattern: str, text: str, name: str = "", day: str = "") -> Iterator[Row]:
        said = pattern.format(text=_flat(text), name=name, day=day)
        yield from self._line(plain(said))

    def _line(self, content: Content) -> Iterator[Row]:
        yield from self._lines(content, INDENT)

    def _title(self, text: str | Content) -> Iterator[Row]:
        content = text if isinstance(text, Content) else Content(text)
        yield from self._lines(Content(""), 0)
        yield from self._lines(content.stylize_before("bold $primary"), 1)

    def _lines(self, content: Content, indent: int, title: Content | None = None) -> Iterator[Row]:
        """Return a text as the rows it takes: beside its title, or the later ones standing in a little."""
        hang = title.cell_length if title else HANG
        lines = content.wrap(max(LEAST_WIDTH, self._width - indent - hang)) or [content]
        for place, line in enumerate(lines):
            first = Content.assemble(title or "", line)
            shown = line.pad_left(hang) if place else first
            yield _still(f"§{next(self._numbers)}", shown.pad_left(indent))


def _flat(text: str) -> str:
    """Return a text of several lines as one."""
    return " ".join(text.split())


def _still(row: str, content: Content) -> Row:
    return Row(row, lambda width: content.truncate(width, ellipsis=True), selectable=False)

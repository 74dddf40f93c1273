"""The review: what is open, left out without a reason, contradictory; one key leads to each. Then signing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from eldercheck.domain.errors import EldercheckError
from eldercheck.language import _, current
from eldercheck.services.examination import Examination
from eldercheck.tui.evidence_rows import missing_rows
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.keys import REVIEW, Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.returned_items import unanswered_now
from eldercheck.tui.screens.result import ResultScreen
from eldercheck.tui.screens.sign import SignDialog
from eldercheck.tui.screens.veto import open_vetoes
from eldercheck.tui.starting import offer_visit
from eldercheck.tui.visit_rows import VETO, VISIT, visit_rows
from eldercheck.tui.walk_margin import party_title
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.row_list import Row, RowList
from eldercheck.wording.results import answer_mark, listed, printed, range_text


class ReviewScreen(KeyedScreen):
    """Before signing; its outcome is the item to go to."""

    KEYS: ClassVar[Sequence[Key]] = REVIEW
    BINDINGS: ClassVar[list[BindingType]] = bindings(REVIEW)

    def __init__(self, examination: Examination) -> None:
        super().__init__()
        self.examination = examination

    def compose(self) -> ComposeResult:
        """Lay out the title, the list and the keys."""
        yield TitleBar()
        yield RowList(id="review")
        yield KeyBar()

    def keys_now(self) -> Sequence[Key]:
        """Leave out signing until it can be done, and the result until there is one."""
        silent = set() if self._leads_anywhere() else {"review.go"}
        if not self.examination.is_open or not self._can_sign:
            silent.add("review.sign")
        if self.examination.assessment.party == "bank":
            silent |= {"sheet.visit", "sheet.veto"}
        if not self.examination.progress().complete:
            silent.add("review.result")
        return [key for key in REVIEW if key.id not in silent]

    def repaint(self) -> None:
        """Draw everything anew."""
        progress = self.examination.progress()
        party = party_title(self.examination.assessment.party, self.examination.assessment.year)
        title = Content.assemble(
            plain(self.examination.unit.name).stylize("bold"), f" · {party} · ", _("Review")
        )
        done = _("sheet {answered}/{total}").format(answered=progress.answered, total=progress.total)
        self.query_one(TitleBar).show(title, Content.styled(done, "bold"))
        self.query_one(RowList).show(tuple(self._rows()))
        self.show_keys()

    def action_go(self) -> None:
        """Go to the item under the cursor."""
        self._leave_for(self.query_one(RowList).current)

    def action_sign(self) -> None:
        """Ask for the names."""
        if not self.examination.review().can_sign:
            self.notify(_("Open items and missing reasons come first."), severity="warning", markup=False)
        elif not self._can_sign:
            evidence = _("The evidence comes first: it is attached with e on its item.")
            text = evidence if self._evidence_blocks else _("The visit comes first: v records it.")
            self.notify(text, severity="warning", markup=False)
        elif self.office.read_only:
            self.notify(self.office.why_read_only(), severity="warning", markup=False)
        elif self.examination.is_open:
            names = self.office.offered_signers(self.examination)
            self.app.push_screen(SignDialog(self.examination, names), self._sign)

    def action_result(self) -> None:
        """Show the result, or say why there is none."""
        if self.examination.progress().complete:
            self.app.push_screen(ResultScreen(self.examination))
        else:
            self.notify(_("There is no result yet: items are still open."), markup=False)

    def action_visit(self, field: str = "") -> None:
        """Record the visit, beginning at one of its fields."""
        if not self.examination.is_open:
            self.notify(_("The sheet is signed: its visit stays as it is."), markup=False)
        elif self.office.may_write():
            offer_visit(self.office, self.examination, field)

    def action_veto(self) -> None:
        """Record a veto, or take one back."""
        if self.examination.assessment.party == "examiner":
            open_vetoes(self.office, self.examination)

    @on(RowList.Chosen)
    def _clicked(self, message: RowList.Chosen) -> None:
        self._leave_for(message.row)

    @property
    def _can_sign(self) -> bool:
        ready = self.examination.review().can_sign and self.examination.visit_review.is_clean
        return ready and not self._evidence_blocks

    @property
    def _evidence_blocks(self) -> bool:
        return self.examination.programme.evidence == "block" and bool(self.examination.missing_evidence)

    def _leads_anywhere(self) -> bool:
        one = self.examination
        return not one.review().clean or bool(one.missing_evidence) or one.assessment.party == "examiner"

    def _leave_for(self, row: str) -> None:
        item_id, _gap, about = row.partition(" ")
        if item_id == VISIT:
            self.action_visit(about)
        elif item_id == VETO:
            self.action_veto()
        elif item_id in self.examination.checklist:
            self.dismiss(item_id)

    def _sign(self, names: list[str] | None) -> None:
        if names is None:
            return
        try:
            self.examination.sign(names)
        except EldercheckError as error:
            with suppress(EldercheckError):
                self.examination.reload()
            self.office.report(error)
            return
        self.office.remember_names(names, self.examination.assessment.party)
        self.app.push_screen(ResultScreen(self.examination))

    def _rows(self) -> Iterator[Row]:
        review = self.examination.review()
        yield from self._verdict()
        yield from self._items(_("Given back, to be answered"), unanswered_now(self.examination), "$warning")
        yield from self._items(_("Unanswered"), review.open, "$warning")
        yield from self._items(_("Left out without a reason"), review.without_reason, "$warning")
        if review.contradictions:
            yield _line(_("Answers that contradict each other"), "bold $warning")
        for number, check in enumerate(review.contradictions):
            text = plain(f"{' · '.join(check.items)}  {check.says.in_language(current())}")
            first, *more = text.wrap(max(20, self.size.width - 4))
            yield _row(f"{check.items[-1]} {number}", first.pad_left(2))
            for place, line in enumerate(more):
                content = line.pad_left(4)
                yield replace(_row(f"§{number} {place}", content), selectable=False)
        yield from visit_rows(self.examination, self.size.width - 4)
        yield from missing_rows(self.examination)

    def _verdict(self) -> Iterator[Row]:
        examination = self.examination
        review = examination.review()
        if not examination.is_open:
            yield _line(
                _("Signed by {names}.").format(names=listed(examination.assessment.signers)), "$success"
            )
        elif review.can_sign and not self._can_sign:
            visit = _("Everything is answered. The visit comes before signing.")
            evidence = _("Everything is answered. The missing evidence comes before signing.")
            yield _line(evidence if self._evidence_blocks else visit, "$warning")
        elif review.clean:
            yield _line(_("Everything is answered and nothing contradicts. s signs."), "bold $success")
        elif review.can_sign:
            yield _line(
                _("Everything is answered. Look at the contradictions; s signs all the same."), "$success"
            )
        else:
            yield _line(_("These stand before signing; Enter goes to each:"), "")
        if examination.shows_grade:
            yield _line(self._standing(), "bold")
        yield _line("", "")

    def _standing(self) -> str:
        result = self.examination.result
        if not result.complete:
            return _("As it stands: {range}").format(range=range_text(result))
        return _("Score {score}, grade {grade}").format(
            score=printed(result.score.figure), grade=result.grade or "—"
        )

    def _items(self, title: str, items: Sequence[str], style: str) -> Iterator[Row]:
        if items:
            yield _line(f"{title} · {len(items)}", f"bold {style}")
        for item_id in items:
            yield self._item(item_id)

    def _item(self, item_id: str) -> Row:
        item = self.examination.checklist.item(item_id)
        mark = answer_mark(item, self.examination.sheet.answers.get(item_id))
        critical = _("!") if item.caps_at else ""
        shown = Content(critical or mark).truncate(2, pad=True)
        text = Content.assemble(f"  {item.id} ", shown, " ", plain(item.ask.in_language(current())))
        return _row(f"{item.id} {mark}", text)


def _row(row: str, content: Content) -> Row:
    return Row(row, lambda width: content.truncate(width, ellipsis=True))


def _line(text: str, style: str) -> Row:
    content = plain(f" {text}").stylize(style)
    return Row(f"§{text}", lambda width: content.truncate(width, ellipsis=True), selectable=False)

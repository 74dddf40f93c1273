"""The evidence of one item: what is attached, how a picture looks, and what attaches, opens or takes off."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.evidence import Evidence, Purpose
from eldercheck.language import _
from eldercheck.services.examination import Examination
from eldercheck.storage.evidence_kinds import SUFFIXES
from eldercheck.tui.case_people import evidence_giver
from eldercheck.tui.evidence_keys import EVIDENCE
from eldercheck.tui.evidence_looks import LooksAtFiles
from eldercheck.tui.evidence_rows import asked_paragraphs, detail_paragraphs, piece_rows
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.typed_paths import is_like_a_path
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.half_cells import HalfCells
from eldercheck.tui.widgets.pane import Pane
from eldercheck.tui.widgets.row_list import RowList
from eldercheck.wording.errors import shown

if TYPE_CHECKING:
    from eldercheck.tui.screens.add_evidence import Added

WRITES = frozenset({"evidence.file", "evidence.words", "evidence.detach", "evidence.undo"})


class EvidenceScreen(LooksAtFiles):
    """The evidence of one item; what is added here is for one purpose."""

    KEYS: ClassVar[Sequence[Key]] = EVIDENCE
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVIDENCE)
    AUTO_FOCUS = "#pieces"

    def __init__(
        self, examination: Examination, item: str, purpose: Purpose = "answer", path: str = ""
    ) -> None:
        super().__init__()
        self.examination, self.item, self.purpose = examination, item, purpose
        self._path = path
        """A path that was pasted before this screen stood."""
        self._taken_off: list[Evidence] = []

    def compose(self) -> ComposeResult:
        """Lay out the title, the pieces beside the picture, and the keys."""
        yield TitleBar()
        with Horizontal(id="evidence"):
            with Vertical():
                yield Pane(id="asked")
                yield RowList(id="pieces")
                yield Pane(id="about")
            yield HalfCells(id="look")
        yield KeyBar()

    def on_mount(self) -> None:
        """The pieces have the keys; a path that was pasted is asked about."""
        for pane in self.query(Pane).results(Pane):
            pane.can_focus = False
        if self._path:
            self.call_after_refresh(self.action_add_file, self._path)

    def keys_now(self) -> Sequence[Key]:
        """Leave out what does not go just now."""
        silent = set(WRITES) if not self._may_write(quiet=True) else set()
        piece = self.chosen
        if piece is None:
            silent.add("evidence.detach")
        if piece is None or piece.file is None:
            silent.add("evidence.open")
        if not self._taken_off:
            silent.add("evidence.undo")
        return [key for key in EVIDENCE if key.id not in silent]

    def repaint(self) -> None:
        """Draw everything anew."""
        name = plain(self.examination.unit.name).stylize("bold")
        pieces = self.evidence.on(self.item)
        self.query_one(TitleBar).show(Content.assemble(name, f" · {self.item} · ", _("Evidence")))
        self.query_one("#asked", Pane).show(tuple(asked_paragraphs(self.examination, self.item)))
        self.query_one(RowList).show(tuple(piece_rows(pieces)))
        self._show_piece()

    def nothing_yet(self) -> str:
        """Say how something is attached."""
        return _("Drag a photo into this window, or press a.") if self._may_write(quiet=True) else ""

    def action_add_file(self, path: str = "") -> None:
        """Ask for files."""
        from eldercheck.tui.screens.add_evidence import AddFilesDialog

        if self._may_write():
            giver = evidence_giver(self.examination, self.purpose)
            dialog = AddFilesDialog(self.evidence, self.item, self.purpose, path, giver)
            self.app.push_screen(dialog, self._added)

    def action_add_words(self) -> None:
        """Ask for words."""
        from eldercheck.tui.screens.evidence_words import WordsDialog

        if self._may_write():
            item = self.examination.checklist.item(self.item)
            giver = evidence_giver(self.examination, self.purpose)
            self.app.push_screen(WordsDialog(self.evidence, item, self.purpose, giver), self._changed)

    def action_detach(self) -> None:
        """Ask for the reason, and take the piece off."""
        from eldercheck.tui.screens.evidence_words import DetachDialog

        piece = self.chosen
        if piece is not None and self._may_write():
            self.app.push_screen(DetachDialog(self.evidence, piece), self._detached)

    def action_undo(self) -> None:
        """Attach again what was taken off last."""
        if not self._taken_off or not self._may_write():
            return
        try:
            self._changed(self.evidence.attach_again(self._taken_off[-1]))
        except EldercheckError as error:
            with suppress(EldercheckError):
                self.examination.reload()
            self.office.report(error)
        else:
            self._taken_off.pop()

    def action_open(self) -> None:
        """Open a copy outside."""
        piece = self.chosen
        if piece is not None and piece.file is not None:
            self.show_keys(Content.styled(_("One moment…"), "$muted"))
            self.open_outside(piece.file)

    def on_paste(self, event: events.Paste) -> None:
        """Take a path that is pasted or dragged here."""
        event.stop()
        if is_like_a_path(event.text, tuple(SUFFIXES.values())):
            self.action_add_file(event.text)

    @on(RowList.Moved)
    @on(RowList.Chosen)
    def _moved(self) -> None:
        self._show_piece()

    def _may_write(self, *, quiet: bool = False) -> bool:
        if self.purpose == "answer" and not self.examination.is_open:
            if not quiet:
                self.notify(_("This sheet is signed; its evidence stays as it is."), markup=False)
            return False
        return not self.office.read_only if quiet else self.office.may_write()

    def _added(self, added: Added | None) -> None:
        if added is None:
            return
        if added.also_on:
            text = _(
                "The same file is also on {items}: that is allowed, and said here so that it is no slip."
            )
            self.notify(text.format(items=shown(added.also_on)), markup=False)
        self._changed(added.evidence[-1])

    def _changed(self, piece: Evidence | None) -> None:
        if piece is not None:
            self.repaint()
            self.query_one(RowList).move_to(piece.id)
            self._show_piece()

    def _detached(self, piece: Evidence | None) -> None:
        if piece is not None:
            self._taken_off.append(piece)
            self.repaint()

    def _show_piece(self) -> None:
        piece = self.chosen
        self.query_one("#about", Pane).show(tuple(detail_paragraphs(piece)) if piece else ())
        self.look_at(piece)
        self.show_keys()

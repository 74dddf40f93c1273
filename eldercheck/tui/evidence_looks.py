"""Looking at the files of the evidence: a picture made small in a thread, a copy opened outside."""

from __future__ import annotations

from dataclasses import dataclass

from textual import work
from textual.content import Content
from textual.message import Message

from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.evidence import Evidence, KeptFile
from eldercheck.language import _
from eldercheck.services.evidence import ItemEvidence
from eldercheck.services.examination import Examination
from eldercheck.storage.evidence_kinds import PICTURES
from eldercheck.storage.pictures import Small, small_picture
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.half_cells import HalfCells
from eldercheck.tui.widgets.row_list import RowList
from eldercheck.wording.errors import explain
from eldercheck.wording.evidence import FORMS


class LooksAtFiles(KeyedScreen):
    """A screen with pieces of evidence in a list, and room for how the chosen one looks."""

    examination: Examination

    @dataclass
    class Seen(Message):
        """A picture is made small, or cannot be shown."""

        sha256: str
        """Of the file."""
        small: Small | None
        """None where it cannot be shown."""
        fault: str = ""
        """Why, in words."""

    @dataclass
    class Opened(Message):
        """A copy was handed to a program of this computer, or none took it."""

        error: EldercheckError | None
        """Why it was not opened; None where it was."""

    @property
    def evidence(self) -> ItemEvidence:
        """The service over this assessment."""
        return self.office.evidence(self.examination)

    @property
    def chosen(self) -> Evidence | None:
        """The piece under the cursor."""
        current = self.query_one(RowList).current
        return next((piece for piece in self.examination.evidence if piece.id == current), None)

    def look_at(self, piece: Evidence | None) -> None:
        """Show how a piece looks: the picture once it is read, the words, or what it is."""
        look = self.query_one(HalfCells)
        if piece is None:
            look.say(Content.styled(self.nothing_yet(), "$muted"))
        elif piece.file is None:
            look.say(plain(piece.text).stylize("bold"))
        elif piece.file.media not in PICTURES:
            text = _("{form} document: Enter opens a copy.").format(form=FORMS.get(piece.file.media, ""))
            look.say(Content.styled(text, "$muted"))
        else:
            self._look(self.evidence, piece.file, *look.room)

    def nothing_yet(self) -> str:
        """Say what can be done where nothing is attached."""
        return ""

    def open_outside(self, file: KeptFile) -> None:
        """Open a copy with a program of this computer."""
        self._open(self.evidence, file)

    @work(thread=True, exclusive=True, group="look")
    def _look(self, evidence: ItemEvidence, file: KeptFile, width: int, height: int) -> None:
        try:
            small = small_picture(evidence.files.read(file), width, height)
        except EldercheckError as error:
            self.post_message(self.Seen(file.sha256, None, explain(error)))
        else:
            self.post_message(self.Seen(file.sha256, small))

    def on_looks_at_files_seen(self, message: Seen) -> None:
        """Show the picture, if the cursor still stands on it."""
        piece, look = self.chosen, self.query_one(HalfCells)
        if piece is None or piece.file is None or piece.file.sha256 != message.sha256:
            return
        if message.small is None:
            look.say(Content.styled(message.fault, "$error"))
        else:
            look.show(message.small)

    @work(thread=True, group="outside")
    def _open(self, evidence: ItemEvidence, file: KeptFile) -> None:
        from eldercheck.tui.outside import open_copy

        try:
            open_copy(evidence.files, file)
        except EldercheckError as error:
            self.post_message(self.Opened(error))
        else:
            self.post_message(self.Opened(None))

    def on_looks_at_files_opened(self, message: Opened) -> None:
        """Say that it was opened, or why not."""
        self.show_keys(Content.styled(_("opened: a copy"), "$success") if message.error is None else None)
        if message.error is not None:
            self.office.report(message.error)

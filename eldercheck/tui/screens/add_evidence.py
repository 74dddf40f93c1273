"""Asking for files to attach: their paths typed, pasted, dragged or chosen; read and kept in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.evidence import Evidence, KeptFile, Purpose
from eldercheck.language import _, ngettext
from eldercheck.services.evidence import ItemEvidence
from eldercheck.tui.screens.dialog import Dialog, key_line
from eldercheck.tui.typed_paths import typed_paths
from eldercheck.wording.errors import explain

if TYPE_CHECKING:
    from eldercheck.tui.app import EldercheckApp


@dataclass(frozen=True, slots=True)
class Added:
    """What was attached, at least one piece."""

    evidence: tuple[Evidence, ...]
    also_on: tuple[str, ...]
    """Other items that have one of these files too."""


class AddFilesDialog(Dialog[Added]):
    """One line of paths; a fault leaves those that were not attached, to be mended."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o,f2", "choose", show=False, priority=True),
    ]
    app: EldercheckApp

    @dataclass
    class Read(Message):
        """The files are read: those that are kept, and what is wrong with the others."""

        kept: tuple[KeptFile, ...]
        """In the order they were given."""
        refused: tuple[tuple[Path, EldercheckError], ...]
        """Path and reason."""

    def __init__(
        self, evidence: ItemEvidence, item: str, purpose: Purpose, path: str = "", name: str = ""
    ) -> None:
        super().__init__()
        self._giver = name
        self._evidence, self._item, self._purpose = evidence, item, purpose
        self._path, self._is_busy = _one_line(path), False
        self._folder: Path | None = None
        self._done: list[Evidence] = []
        self._also_on: dict[str, None] = {}

    def heading(self) -> Content:
        """Name the item."""
        return Content(_("Attach to {item}").format(item=self._item))

    def parts(self) -> list[Widget]:
        """Return the field and what may be given."""
        hint = _(
            "A photo (JPEG, PNG, WebP) or a document (PDF, Word, Excel), at most 30 MB. Type its path, "
            "paste it, or drag the file into this window; several at once are taken one by one."
        )
        reminder = _("No names, numbers or faces of seniors: tallies only.")
        return [
            Input(self._path, placeholder=_("path of the file"), id="path", max_length=20_000),
            Static(Content.styled(hint, "$muted")),
            Static(Content.styled(reminder, "$warning")),
        ]

    def keys(self) -> Content:
        """Return the line of keys."""
        return key_line(("↵", _("attach")), ("^o", _("choose a file")), ("Esc", _("back")))

    def action_choose(self) -> None:
        """Look through the folders."""
        from eldercheck.tui.screens.choose_file import ChooseFileScreen

        if not self._is_busy:
            self.app.push_screen(ChooseFileScreen(self.app.evidence_folder), self._chosen)

    def action_leave(self) -> None:
        """Leave; what was attached before a fault stays attached."""
        self.dismiss(self._outcome)

    def on_paste(self, event: events.Paste) -> None:
        """Take paths that are pasted beside the field."""
        event.stop()
        self.query_one(Input).value = _one_line(event.text)

    @property
    def _outcome(self) -> Added | None:
        return Added(tuple(self._done), tuple(self._also_on)) if self._done else None

    def _chosen(self, path: str | None) -> None:
        if path is not None:
            self._start((Path(path),))

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        paths = typed_paths(event.value)
        if not paths:
            self.show_fault(_("The path of a file is needed."))
        else:
            self._start(paths)

    def _start(self, paths: Sequence[Path]) -> None:
        if not self._is_busy:
            self._is_busy, self._folder = True, paths[-1].parent
            self.query_one("#fault", Static).update(Content.styled(_("One moment…"), "$muted"))
            self._read(tuple(paths))

    @work(thread=True, group="evidence")
    def _read(self, paths: tuple[Path, ...]) -> None:
        kept: list[KeptFile] = []
        refused: list[tuple[Path, EldercheckError]] = []
        for path in paths:
            try:
                kept.append(self._evidence.take_in(self._item, path, self._purpose))
            except EldercheckError as error:
                refused.append((path, error))
        self.post_message(self.Read(tuple(kept), tuple(refused)))

    def on_add_files_dialog_read(self, message: Read) -> None:
        """Attach what was kept; say what was not, and leave where nothing is left to mend."""
        self._is_busy = False
        refused = list(message.refused)
        for file in message.kept:
            try:
                attached = self._evidence.attach_kept(
                    self._item, file, purpose=self._purpose, name=self._giver
                )
            except EldercheckError as error:
                refused.append((Path(file.name), error))
                with suppress(EldercheckError):
                    self._evidence.reload()
            else:
                self._done.append(attached.evidence)
                self._also_on |= dict.fromkeys(attached.also_on)
        if message.kept:
            self.app.evidence_folder = self._folder
        if not refused:
            self.dismiss(self._outcome)
        else:
            self._tell(refused)

    def _tell(self, refused: Sequence[tuple[Path, EldercheckError]]) -> None:
        text = explain(refused[0][1])
        if done := len(self._done):
            before = ngettext("{number} attached.", "{number} attached.", done).format(number=done)
            text = f"{before} {text}"
        if more := len(refused) - 1:
            others = ngettext("{number} more was refused.", "{number} more were refused.", more)
            text = f"{text} {others.format(number=more)}"
        self.query_one(Input).value = " ".join(f'"{path}"' for path, _error in refused)
        self.show_fault(text)


def _one_line(text: str) -> str:
    """Return pasted paths in the one line of a field: each line in quotes where there are several."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return "".join(lines)
    return " ".join(line if line[0] in "'\"“‘" else f'"{line}"' for line in lines)

"""Choosing a file by looking through the folders; each is read in a thread, for a disk may be slow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from eldercheck.language import _
from eldercheck.tui.evidence_keys import CHOOSING
from eldercheck.tui.folder_rows import ABOVE, Entry, folder_rows, read_folder
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.keys import Key, bindings
from eldercheck.tui.plain import plain
from eldercheck.tui.widgets.bars import KeyBar, TitleBar
from eldercheck.tui.widgets.row_list import RowList


class ChooseFileScreen(KeyedScreen):
    """One folder at a time; its outcome is the path of the file."""

    KEYS: ClassVar[Sequence[Key]] = CHOOSING
    BINDINGS: ClassVar[list[BindingType]] = bindings(CHOOSING)
    AUTO_FOCUS = "#folder"

    @dataclass
    class Listed(Message):
        """A folder is read, or cannot be."""

        folder: Path
        """Which one."""
        entries: tuple[Entry, ...] | None
        """None where it cannot be read."""
        reason: str = ""
        """Why not, as the system says."""

    def __init__(self, begin: Path | None = None) -> None:
        super().__init__()
        self.folder = begin if begin is not None and begin.is_dir() else Path.home()
        self._entries: tuple[Entry, ...] = ()
        self._came_from = ""

    def compose(self) -> ComposeResult:
        """Lay out the title, the folder and the keys."""
        yield TitleBar()
        yield RowList(id="folder")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the folder to begin with."""
        self.folder = self.folder.absolute()
        self._read(self.folder)

    def repaint(self) -> None:
        """Draw the folder anew."""
        title = Content.assemble((_("Choose a file"), "bold"), " · ", plain(str(self.folder)))
        self.query_one(TitleBar).show(title, Content.styled(_("newest first"), "$muted"))
        has_above = self.folder.parent != self.folder
        rows = tuple(folder_rows(self._entries, has_above=has_above))
        names = (
            str(place) for place, entry in enumerate(self._entries) if entry.path.name == self._came_from
        )
        first = next(names, "0" if self._entries else ABOVE)
        self.query_one(RowList).show(rows, first)
        self.show_keys()

    def action_go(self) -> None:
        """Go into the folder, or take the file."""
        row = self.query_one(RowList).current
        if row == ABOVE:
            self.action_up()
        elif row.isdigit():
            entry = self._entries[int(row)]
            if entry.is_folder:
                self._read(entry.path)
            else:
                self.dismiss(str(entry.path))

    def action_up(self) -> None:
        """Go to the folder above."""
        self._read(self.folder.parent)

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_go()

    @work(thread=True, exclusive=True, group="folder")
    def _read(self, folder: Path) -> None:
        try:
            entries = read_folder(folder)
        except OSError as error:
            self.post_message(self.Listed(folder, None, error.strerror or str(error)))
        else:
            self.post_message(self.Listed(folder, entries))

    def on_choose_file_screen_listed(self, message: Listed) -> None:
        """Show the folder, or say why it cannot be read."""
        if message.entries is None:
            text = _("{path} cannot be read: {reason}.")
            told = text.format(path=plain(message.folder.name).plain, reason=message.reason)
            self.notify(told, severity="warning", markup=False)
            return
        self._came_from = self.folder.name if self.folder.parent == message.folder else ""
        self.folder, self._entries = message.folder, message.entries
        self.repaint()

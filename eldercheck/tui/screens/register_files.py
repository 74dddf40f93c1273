"""Asking for the file to read the register from, or to write it to; both happen behind the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from eldercheck.domain.errors import EldercheckError
from eldercheck.language import _
from eldercheck.tui.leaving import Outcome
from eldercheck.tui.screens.dialog import Dialog, key_line
from eldercheck.tui.typed_paths import typed_path
from eldercheck.wording.errors import explain, shown

if TYPE_CHECKING:
    from eldercheck.domain.register import Unit
    from eldercheck.services.register import Register
    from eldercheck.tui.register_reading import Reading


class FileDialog(Dialog[Outcome]):
    """One path; what is done with it runs in a thread, and a fault leaves the path to be mended."""

    @dataclass
    class Failed(Message):
        """It did not work."""

        error: EldercheckError
        """Why."""

    def __init__(self, path: str = "") -> None:
        super().__init__()
        self._path, self._is_busy = path, False

    def parts(self) -> list[Widget]:
        """Return the field and what to do."""
        hint = Static(Content.styled(self.hint(), "$muted"))
        return [Input(self._path, placeholder=_("path of the file"), id="path", max_length=4096), hint]

    def hint(self) -> str:
        """Say how a path is given."""
        raise NotImplementedError

    def start(self, path: Path) -> None:
        """Do it, in a thread of its own."""
        raise NotImplementedError

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        path = typed_path(event.value)
        if path is None:
            self.show_fault(_("The path of a file is needed."))
        elif not self._is_busy:
            self._is_busy = True
            self.query_one("#fault", Static).update(Content.styled(_("One moment…"), "$muted"))
            self.start(path)

    def on_file_dialog_failed(self, message: Failed) -> None:
        """Say why, beside the path."""
        self._is_busy = False
        self.show_fault(explain(message.error))


class ReadDialog(FileDialog["Reading"]):
    """Asks for a file and reads it; the outcome is what it would change, or its faults."""

    @dataclass
    class Read(Message):
        """The file is read."""

        reading: Reading
        """What came of it."""

    def __init__(self, register: Register, path: str = "") -> None:
        super().__init__(path)
        self._register = register

    def heading(self) -> Content:
        """Say what is read."""
        return Content(_("Read units from a file"))

    def hint(self) -> str:
        """Say how a path is given."""
        return _(
            "An Excel workbook (.xlsx) or a csv file. Type its path, or drag the file into this window. "
            "You see what would change before anything is taken over."
        )

    def keys(self) -> Content:
        """Return the line of keys."""
        return key_line(("↵", _("read")), ("Esc", _("back")))

    def start(self, path: Path) -> None:
        """Read the file."""
        self._read(path)

    @work(thread=True, group="register")
    def _read(self, path: Path) -> None:
        from eldercheck.tui.register_reading import read

        try:
            self.post_message(self.Read(read(self._register, path)))
        except EldercheckError as error:
            self.post_message(self.Failed(error))

    def on_read_dialog_read(self, message: Read) -> None:
        """Hand it over."""
        self.dismiss(message.reading)


class WriteDialog(FileDialog[Path]):
    """Asks for a file and writes the register to it; the outcome is its path."""

    @dataclass
    class Written(Message):
        """The file is written."""

        path: Path
        """Where it is."""

    def __init__(self, units: Sequence[Unit]) -> None:
        super().__init__(str(Path.home() / _("register.xlsx")))
        self._units = units
        self._there: Path | None = None

    def heading(self) -> Content:
        """Say what is written."""
        return Content(_("Write the register to a file"))

    def hint(self) -> str:
        """Say what the file is for."""
        if self._units:
            return _("A file with every unit, .xlsx or .csv: change it in Excel or WPS and read it again.")
        return _("An empty workbook to fill in with Excel or WPS, .xlsx or .csv; then read it.")

    def keys(self) -> Content:
        """Return the line of keys."""
        return key_line(("↵", _("write")), ("Esc", _("back")))

    def start(self, path: Path) -> None:
        """Write the file; one that is there is replaced only when it is asked for a second time."""
        self._write(path)

    @work(thread=True, group="register")
    def _write(self, path: Path) -> None:
        from eldercheck.exchange.register_template import write_register

        try:
            write_register(path, self._units, replace=path == self._there)
        except EldercheckError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Written(path))

    def on_file_dialog_failed(self, message: FileDialog.Failed) -> None:
        """Say why; offer to replace a file that is there."""
        super().on_file_dialog_failed(message)
        path = typed_path(self.query_one(Input).value)
        self._there = path if message.error.code == "file_exists" else None
        if self._there is not None:
            text = _("{path} is there already. Enter once more replaces it.")
            self.show_fault(text.format(path=shown(self._there.name)))

    def on_write_dialog_written(self, message: Written) -> None:
        """Say where it is."""
        self.app.notify(_("{path}: written").format(path=shown(message.path)), markup=False)
        self.dismiss(message.path)

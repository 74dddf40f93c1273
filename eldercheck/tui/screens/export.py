"""Handing a report over as a file: which, in what form, where to; written behind the screen, whole or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from eldercheck.domain.clean_text import visible
from eldercheck.domain.errors import EldercheckError
from eldercheck.language import _
from eldercheck.tui.papers import FORMS, Paper, own_folder
from eldercheck.tui.screens.dialog import Dialog, key_line
from eldercheck.tui.typed_paths import typed_path
from eldercheck.tui.widgets.choice import Choice
from eldercheck.wording.errors import explain, shown

KNOWN = (*FORMS, "htm", "txt")
"""The ends of names that say a form; any other name gets the end of the chosen form."""
SPOKEN = 12
"""Seconds for which it is said where the file lies."""


class ExportDialog(Dialog[Path]):
    """Chooses a report, a form and a path; Escape stops the writing, then leaves."""

    @dataclass
    class Told(Message):
        """Some rows are written."""

        done: int
        total: int

    @dataclass
    class Written(Message):
        """The file is written."""

        path: Path

    @dataclass
    class Failed(Message):
        """It did not work, or was stopped."""

        path: Path
        error: EldercheckError

    def __init__(self, papers: Sequence[Paper], paper: str = "") -> None:
        super().__init__()
        self._papers = {one.id: one for one in papers}
        self._begin = paper if paper in self._papers else papers[0].id
        self._stop: Event | None = None
        self._there: Path | None = None
        """The file that is there and may be replaced when it is asked for once more."""
        first = self._papers[self._begin]
        self._path = str(own_folder() / f"{first.file}.{first.form}")

    def heading(self) -> Content:
        """Say what is done."""
        return Content(_("Hand over as a file"))

    def parts(self) -> list[Widget]:
        """Return the report, the form and the path."""
        papers = [(one.id, one.title) for one in self._papers.values()]
        return [
            Choice(papers, self._begin, id="paper"),
            Choice(
                [(end, _(title)) for end, title in FORMS.items()], self._papers[self._begin].form, id="form"
            ),
            Input(self._path, placeholder=_("path of the file"), id="path", max_length=4096),
            Static("", id="progress"),
        ]

    def keys(self) -> Content:
        """Return the line of keys."""
        return key_line(
            ("↵", _("write")), ("Tab", _("next field")), ("← →", _("choose")), ("Esc", _("stop, back"))
        )

    def may_leave(self) -> bool:
        """Stop the writing: no half file stays."""
        if self._stop is not None:
            self._stop.set()
        return True

    def action_leave(self) -> None:
        """Stop the writing where it is under way, else leave."""
        if self._stop is not None:
            self._stop.set()
            self._say(_("Stopping…"))
        else:
            self.dismiss(None)

    @on(Choice.Changed, "#paper")
    def _another_paper(self) -> None:
        path = typed_path(self._typed) or Path(self._path)
        known = {one.file for one in self._papers.values()}
        if path.stem in known:
            self._put(path.with_name(f"{self._paper.file}{path.suffix}"))

    @on(Choice.Changed, "#form")
    def _another_form(self) -> None:
        path = typed_path(self._typed)
        if path is not None and path.name and path.suffix.lower() != f".{self._form.value}":
            known = path.suffix.lower().removeprefix(".") in FORMS
            self._put(path.with_suffix(f".{self._form.value}") if known else self._ended(path))

    @on(Input.Changed, "#path")
    def _follow_the_name(self) -> None:
        path = typed_path(self._typed)
        end = path.suffix.lower().removeprefix(".") if path else ""
        if end in FORMS:
            self._form.choose(end)

    @on(Input.Submitted)
    @on(Choice.Submitted)
    def _done(self) -> None:
        path = typed_path(self._typed)
        if path is None or not path.name:
            self.show_fault(_("The path of a file is needed."))
        elif self._stop is None:
            path = (
                path if path.suffix.lower().removeprefix(".") in (*FORMS, "htm", "txt") else self._ended(path)
            )
            self.show_fault("")
            self._say(_("One moment…"))
            self._stop = Event()
            self._write(self._paper, path, self._stop, force=path == self._there)

    @work(thread=True, group="export")
    def _write(self, paper: Paper, path: Path, stop: Event, *, force: bool) -> None:
        from eldercheck.reports.writing import write_report

        def told(done: int, total: int) -> None:
            self.post_message(self.Told(done, total))

        try:
            write_report(paper.make(), path, force=force, progress=told, is_cancelled=stop.is_set)
        except EldercheckError as error:
            self.post_message(self.Failed(path, error))
        else:
            self.post_message(self.Written(path))

    def on_export_dialog_told(self, message: Told) -> None:
        """Say how far it is."""
        if self._stop is not None and not self._stop.is_set():
            rows = _("{done} of {total} rows")
            self._say(rows.format(done=f"{message.done:,}", total=f"{message.total:,}"))

    def on_export_dialog_failed(self, message: Failed) -> None:
        """Say why; offer to replace a file that is there."""
        self._stop = None
        self._say("")
        self._there = message.path if message.error.code == "report_exists" else None
        if self._there is None:
            self.show_fault(explain(message.error))
        else:
            text = _("{path} is there already. Enter once more replaces it.")
            self.show_fault(text.format(path=shown(self._there.name)))

    def on_export_dialog_written(self, message: Written) -> None:
        """Say where it lies."""
        self._stop = None
        text = _("{path}: written").format(path=visible(str(message.path)))
        self.app.notify(text, markup=False, timeout=SPOKEN)
        self.dismiss(message.path)

    @property
    def _typed(self) -> str:
        return self.query_one("#path", Input).value

    @property
    def _form(self) -> Choice:
        return self.query_one("#form", Choice)

    @property
    def _paper(self) -> Paper:
        return self._papers[self.query_one("#paper", Choice).value]

    def _ended(self, path: Path) -> Path:
        return path.with_name(f"{path.name}.{self._form.value}")

    def _put(self, path: Path) -> None:
        self.query_one("#path", Input).value = str(path)

    def _say(self, text: str) -> None:
        self.query_one("#progress", Static).update(Content.styled(text, "$muted"))

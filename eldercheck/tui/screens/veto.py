"""Vetoes: recorded with ground, reason and evidence; taken back with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from eldercheck.domain.dossier import GROUNDS
from eldercheck.domain.errors import EldercheckError
from eldercheck.language import N_, _
from eldercheck.services.examination import Examination
from eldercheck.services.vetoes import Vetoes, VetoFile
from eldercheck.storage.evidence_kinds import SUFFIXES
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.dialog import Dialog, key_line
from eldercheck.tui.screens.form import Field, FormDialog
from eldercheck.tui.typed_paths import is_like_a_path, typed_path
from eldercheck.tui.widgets.row_list import Row, RowList
from eldercheck.wording.case_words import GROUNDS as GROUND_WORDS
from eldercheck.wording.visits import veto_source, veto_text

if TYPE_CHECKING:
    from eldercheck.tui.app import EldercheckApp

NEW = "new"


def open_vetoes(office: EldercheckApp, examination: Examination) -> None:
    """Record a veto; where some are in force, ask first whether another one or which is taken back."""
    if not office.may_write():
        return
    files = {file.id: file for file in Vetoes(examination).in_force()}

    def chosen(veto_id: str | None) -> None:
        if veto_id == NEW:
            office.push_screen(VetoDialog(office, examination))
        elif veto_id in files:
            office.push_screen(LiftDialog(office, examination, files[veto_id]))

    if files:
        office.push_screen(VetoesDialog(tuple(files.values())), chosen)
    else:
        chosen(NEW)


class VetoesDialog(Dialog[str]):
    """The vetoes in force; its outcome is the one to take back, or `NEW`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "take", show=False)]

    def __init__(self, files: tuple[VetoFile, ...]) -> None:
        super().__init__()
        self._files = files

    def heading(self) -> Content:
        """Say what there is."""
        return Content(_("Vetoes in force"))

    def parts(self) -> list[Widget]:
        """Return the list."""
        return [RowList(id="vetoes")]

    def keys(self) -> Content:
        """Return the line of keys."""
        return key_line(("↑↓", _("choose")), ("↵", _("continue")), ("Esc", _("back")))

    def on_mount(self) -> None:
        """Show another one first, then each to take back."""
        rows = [_row(NEW, _("Record another veto"))]
        rows += [
            _row(file.id, _("Take back: {veto}").format(veto=veto_text(file.veto))) for file in self._files
        ]
        self.query_one(RowList).show(rows)
        self.query_one(RowList).focus()

    def action_take(self) -> None:
        """Go on with what is under the cursor."""
        self.dismiss(self.query_one(RowList).current)

    @on(RowList.Chosen)
    def _clicked(self, message: RowList.Chosen) -> None:
        self.dismiss(message.row)


class _AboutVeto(FormDialog[bool]):
    """What the two forms share."""

    otherwise = ""
    """The field of an error that names none."""

    def __init__(self, office: EldercheckApp, examination: Examination) -> None:
        super().__init__()
        self._office, self._examination = office, examination

    def place_of(self, error: EldercheckError) -> str:
        """Return the field that an error is about."""
        return str(error.values.get("field", "")) or self.otherwise

    def save(self, values: Mapping[str, str]) -> bool:
        """Save it; after a failure the sheet is read again."""
        try:
            self.do(Vetoes(self._examination, self._office.evidence(self._examination)), values)
        except EldercheckError:
            with suppress(EldercheckError):
                self._examination.reload()
            raise
        self._office.write_as(values["name"])
        return True

    def do(self, vetoes: Vetoes, values: Mapping[str, str]) -> None:
        """Record, or take back."""
        raise NotImplementedError


class VetoDialog(_AboutVeto):
    """Asks for the ground, what happened, who says so and what shows it: words, or the path of a file."""

    otherwise = "evidence"
    saves = N_("record the veto")

    def heading(self) -> Content:
        """Say what a veto does."""
        return Content.assemble(
            _("Veto: holds the grade at C for the year"), " · ", plain(self._examination.unit.name)
        )

    def fields(self) -> list[Field]:
        """Return what is asked."""
        grounds = tuple((name, _(GROUND_WORDS[name])) for name in GROUNDS)
        return [
            Field("ground", _("Ground"), choices=grounds, unset=True, tall=True),
            Field("reason", _("What happened, and when"), longest=300),
            Field("evidence", _("What shows it: number of a document, or a file"), longest=200),
            Field("name", _("Your name"), self._office.years.author, longest=60),
        ]

    def do(self, vetoes: Vetoes, values: Mapping[str, str]) -> None:
        """Record it."""
        shown_by = values["evidence"]
        path = typed_path(shown_by) if is_like_a_path(shown_by, tuple(SUFFIXES.values())) else None
        document = "" if path else shown_by
        vetoes.record(values["ground"], values["reason"], values["name"], document, path)


class LiftDialog(_AboutVeto):
    """Asks why a veto is taken back that ought not to have been recorded."""

    saves = N_("take it back")

    def __init__(self, office: EldercheckApp, examination: Examination, file: VetoFile) -> None:
        super().__init__(office, examination)
        self._file = file

    def heading(self) -> Content:
        """Say what it does."""
        return Content(_("Take a veto back? It was recorded wrongly; the ledger keeps it."))

    def before(self) -> list[Widget]:
        """Name the veto."""
        lines = [plain(veto_text(self._file.veto)), plain(veto_source(self._file)).stylize("$muted")]
        return [Static(Content("\n").join(lines), classes="form-note")]

    def fields(self) -> list[Field]:
        """Ask for the reason."""
        return [
            Field("reason", _("Reason"), longest=300),
            Field("name", _("Your name"), self._office.years.author, longest=60),
        ]

    def do(self, vetoes: Vetoes, values: Mapping[str, str]) -> None:
        """Take it back."""
        vetoes.lift(self._file.id, values["reason"], values["name"])


def _row(row: str, text: str) -> Row:
    return Row(row, lambda width: plain(text).truncate(width, ellipsis=True))

"""`eldercheck evidence …`: list, attach, hand over and check what shows that the answers are so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eldercheck.cli.choosing import examination_of, force_option, own_option, unit_argument, year_option
from eldercheck.cli.office import BAD_INPUT, FINDINGS, failed, opened, say, shown
from eldercheck.cli.spoken import SpokenCommand, SpokenGroup
from eldercheck.language import _, ngettext

if TYPE_CHECKING:
    from eldercheck.domain.checklist import EvidenceKind
    from eldercheck.services.evidence import ItemEvidence
    from eldercheck.services.examination import Examination


def add_evidence(app: typer.Typer) -> None:
    """Add the commands of the evidence."""
    evidence = typer.Typer(
        cls=SpokenGroup,
        help=_("List, attach, hand over and check what shows that the answers are so."),
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    app.add_typer(evidence, name="evidence")
    _add_list(evidence)
    _add_add(evidence)
    _add_export(evidence)
    _add_check(evidence)


def _add_list(app: typer.Typer) -> None:
    @app.command(
        "list", cls=SpokenCommand, help=_("List what is attached to a unit's sheet, and what is missing.")
    )
    def list_evidence(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        year: Annotated[int | None, year_option()] = None,
        own: Annotated[bool, own_option()] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))] = False,
    ) -> None:
        from eldercheck.cli.evidence_text import evidence_lines, plain_evidence

        with opened(context, read_only=True) as office:
            examination = examination_of(office, year, code, own=own)
        if as_json:
            print(json.dumps(plain_evidence(examination), ensure_ascii=False))
            return
        for line in evidence_lines(examination):
            print(line)


def _add_add(app: typer.Typer) -> None:
    @app.command(
        "add", cls=SpokenCommand, help=_("Attach files to an item, or words: a number, a reading, a tally.")
    )
    def add(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        item: Annotated[str, typer.Argument(metavar="ITEM", help=_("The id of the item, such as B-GC-01."))],
        files: Annotated[list[Path] | None, _files()] = None,
        text: Annotated[
            str, typer.Option("--text", metavar="WORDS", help=_("Words in place of files."))
        ] = "",
        kind: Annotated[str, _kind_option()] = "",
        by: Annotated[str, typer.Option("--by", help=_("Who does this; kept in the ledger."))] = "",
        year: Annotated[int | None, year_option()] = None,
        own: Annotated[bool, own_option()] = False,
    ) -> None:
        from eldercheck.services.evidence import EvidenceError

        with opened(context) as office:
            if bool(files) == bool(text):
                raise EvidenceError("files_or_text" if files else "files_to_attach_missing")
            if office.why_read_only is not None:
                raise office.why_read_only
            examination = examination_of(office, year, code, own=own, writing=True)
            evidence, chosen = office.evidence(examination), _kind(kind)
            if text:
                _attach_text(examination, evidence, item, text, chosen, by)
            elif not _attach_files(evidence, item, files or [], chosen, by):
                raise typer.Exit(BAD_INPUT)


def _add_export(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand,
        help=_(
            "Write copies of a unit's files of evidence into a folder: pictures without place, device or "
            "remarks and at most 2048 pixels, documents as they are."
        ),
    )
    def export(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        folder: Annotated[
            Path, typer.Option("-o", "--output", metavar="FOLDER", help=_("The folder to write into."))
        ],
        year: Annotated[int | None, year_option()] = None,
        own: Annotated[bool, own_option()] = False,
        force: Annotated[bool, force_option()] = False,
    ) -> None:
        from eldercheck.services.evidence import EvidenceError
        from eldercheck.storage.faults import named_faults

        with opened(context, read_only=True) as office:
            evidence = office.evidence(examination_of(office, year, code, own=own))
            with named_faults(folder):
                if folder.exists() and not folder.is_dir():
                    raise EvidenceError("export_folder_is_file", path=str(folder))
                folder.mkdir(parents=True, exist_ok=True)
            number = 0
            for name, file in evidence.named_copies():
                evidence.files.clean_copy(file, folder / name, replace=force)
                number += 1
        done = ngettext("{number} file written to {path}", "{number} files written to {path}", number)
        say(done.format(number=number, path=shown(str(folder))))


def _add_check(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand,
        help=_("Read every kept file through and name those that were lost or altered (exit code 1)."),
    )
    def check(context: typer.Context) -> None:
        from eldercheck.services.evidence import check_files
        from eldercheck.wording.errors import explain

        number = faults = 0
        with opened(context, read_only=True) as office:
            for found in check_files(office.casebook, office.evidence_files):
                number += 1
                if found.fault is not None:
                    faults += 1
                    print(f"{shown(found.where)}: {explain(found.fault)}")
        counted = ngettext("{number} file is kept", "{number} files are kept", number).format(number=number)
        if faults:
            bad = ngettext("{number} is lost or altered", "{number} are lost or altered", faults)
            say(f"{counted}; {bad.format(number=faults)}.")
            raise typer.Exit(FINDINGS)
        say(_("{counted}; every byte is as it was.").format(counted=counted))


def _attach_text(
    examination: Examination, evidence: ItemEvidence, item: str, text: str, kind: EvidenceKind | None, by: str
) -> None:
    checklist = examination.checklist
    wanted = checklist.item(item).evidence.kind if item in checklist else None
    by_item: EvidenceKind = "document" if wanted in (None, "photo") else wanted
    piece = evidence.attach_text(item, kind or by_item, text, name=by)
    print(_("{item}: attached: {text}").format(item=item, text=shown(piece.text)))


def _attach_files(
    evidence: ItemEvidence, item: str, files: list[Path], kind: EvidenceKind | None, by: str
) -> bool:
    """Attach the files one by one; tell whether all were taken, and say of each that was not why."""
    from eldercheck.domain.errors import EldercheckError
    from eldercheck.storage.errors import StorageError
    from eldercheck.wording.results import listed

    all_taken = True
    for path in files:
        try:
            attached = evidence.attach_file(item, path, kind, name=by)
        except StorageError:
            raise
        except EldercheckError as error:
            failed(error)
            all_taken = False
            continue
        file = attached.evidence.file
        name = file.name if file else path.name
        print(_("{item}: attached: {text}").format(item=item, text=shown(name)))
        if attached.also_on:
            say(_("{name} is also on {items}.").format(name=shown(name), items=listed(attached.also_on)))
    return all_taken


def _kind(given: str) -> EvidenceKind | None:
    """Return the kind asked for; None where the file or the item tells it. Raises EvidenceError."""
    from eldercheck.services.evidence import EvidenceError
    from eldercheck.wording.results import EVIDENCE

    if not given:
        return None
    for kind in EVIDENCE:
        if kind == given:
            return kind
    raise EvidenceError("evidence_kind_unknown", given=given, known=", ".join(EVIDENCE))


def _files() -> Any:
    about = _("Photos (JPEG, PNG, WebP) or documents (PDF, docx, xlsx).")
    return typer.Argument(metavar="[FILE]…", help=about)


def _kind_option() -> Any:
    about = _("photo, document, interview or reading; without it by the file, or by the item.")
    return typer.Option("--kind", metavar="KIND", help=about)

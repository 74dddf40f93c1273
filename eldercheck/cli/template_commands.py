"""`eldercheck document-template`: the template of documents, for the office to make its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eldercheck.cli.office import failed, shown
from eldercheck.cli.spoken import SpokenCommand
from eldercheck.language import _

LIST = "{%p for line in notes %} {{ line }} {%p endfor %}"


def add_template(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(
        "document-template",
        cls=SpokenCommand,
        help=_("Write the template of Word documents, to be changed in Word or WPS."),
    )
    def document_template(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The file to write; it ends in .docx."))],
        plain: Annotated[
            bool, typer.Option("--plain", help=_("Title, table and notes alone, without a letter."))
        ] = False,
        notice: Annotated[
            bool, typer.Option("--notice", help=_("The notice of a grade to one unit."))
        ] = False,
        force: Annotated[
            bool, typer.Option("--force", help=_("Overwrite the file where it exists."))
        ] = False,
    ) -> None:
        from eldercheck.domain.errors import EldercheckError
        from eldercheck.reports.docx_template import FIELDS, write_template

        try:
            write_template(file, "notice" if notice else "plain" if plain else "letter", force=force)
        except EldercheckError as error:
            raise failed(error) from error
        print(_("{path}: written").format(path=shown(str(file))))
        print(_("The fields, each in double braces:"))
        for name, meaning in FIELDS.items():
            print(f"  {f'{{{{ {name} }}}}':<20}  {_(meaning)}")
        print(_("A list is written so, its three parts each a paragraph: {example}").format(example=LIST))

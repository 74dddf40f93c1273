"""The commands: each asks a service and prints what it says.

Exit codes: 0 fine, 1 findings, 2 usage or bad input, 3 the data or the disk.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from eldercheck import __version__, language
from eldercheck.cli.case_commands import add_cases
from eldercheck.cli.compare_commands import add_compare
from eldercheck.cli.evidence_commands import add_evidence
from eldercheck.cli.grade_commands import add_grades
from eldercheck.cli.history_commands import add_history
from eldercheck.cli.inbox_command import add_inbox
from eldercheck.cli.office import BAD_DATA, BAD_INPUT, FINDINGS, FINE, failed, remember, say, shown
from eldercheck.cli.register_commands import add_register
from eldercheck.cli.spoken import SpokenCommand, SpokenGroup
from eldercheck.cli.template_commands import add_template
from eldercheck.cli.visit_commands import add_visits
from eldercheck.cli.year_commands import add_year
from eldercheck.language import _

Launch = Callable[[Path | None, str], int]
"""Opens the screen on a database (None: the usual one) with a wish for a language; gives the exit code."""

STDIN = "-"


def build(launch: Launch) -> typer.Typer:
    """Return the commands, in the language in use; `launch` opens the screen."""
    app = typer.Typer(
        name="eldercheck",
        cls=SpokenGroup,
        help=_("Assess how well bank branches serve old people. Without a command: opens the screen."),
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    _add_options(app, launch)
    _add_score(app)
    _add_check(app)
    _add_demo(app)
    add_grades(app)
    add_compare(app)
    add_evidence(app)
    add_history(app)
    add_inbox(app)
    add_year(app)
    add_template(app)
    add_register(app)
    add_visits(app)
    add_cases(app)
    return app


def _add_options(app: typer.Typer, launch: Launch) -> None:
    @app.callback(invoke_without_command=True)
    def options(
        context: typer.Context,
        db: Annotated[
            Path | None,
            typer.Option("--db", metavar="PATH", envvar="ELDERCHECK_DB", help=_("The database to open.")),
        ] = None,
        lang: Annotated[str, typer.Option("--lang", metavar="zh|en", help=_("The language: zh or en."))] = "",
        version: Annotated[bool, typer.Option("--version", help=_("Print the version and leave."))] = False,
    ) -> None:
        if version:
            print(f"eldercheck {__version__}")
            raise typer.Exit(FINE)
        if lang and lang not in language.LANGUAGES:
            say(_("--lang takes zh or en, not “{given}”.").format(given=shown(lang)))
            raise typer.Exit(BAD_INPUT)
        remember(context, db)
        if context.invoked_subcommand is None:
            raise typer.Exit(launch(db, lang))


def _add_score(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand,
        help=_("Score one sheet, or many (JSON Lines), from a file or from - (standard input)."),
    )
    def score(
        file: Annotated[
            str, typer.Argument(metavar="FILE|-", help=_("JSON with a checklist and its answers."))
        ],
        as_json: Annotated[
            bool, typer.Option("--json", help=_("Print one JSON object for each sheet."))
        ] = False,
    ) -> None:
        from eldercheck.domain.errors import EldercheckError
        from eldercheck.services.scorecard import plain_scorecard, score_text
        from eldercheck.storage.checklist_files import find_checklist
        from eldercheck.wording.scorecards import scorecard_text

        try:
            cards = score_text(_read(file), find_checklist)
        except EldercheckError as error:
            raise failed(error, BAD_INPUT) from error
        for card in cards:
            print(json.dumps(plain_scorecard(card), ensure_ascii=False) if as_json else scorecard_text(card))


def _add_check(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand, help=_("Check checklist files and name every fault with line and column.")
    )
    def check(
        files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=_("Checklist files (YAML)."))],
        as_json: Annotated[bool, typer.Option("--json", help=_("Print the faults as JSON."))] = False,
    ) -> None:
        from eldercheck.services.checking import check_files, plain_fault
        from eldercheck.wording.errors import explain
        from eldercheck.wording.faults import fault_text

        outcomes = check_files(files)
        if as_json:
            faults = [plain_fault(fault) for outcome in outcomes for fault in outcome.faults]
            print(json.dumps({"ok": all(o.sound for o in outcomes), "faults": faults}, ensure_ascii=False))
        for outcome in outcomes:
            if outcome.unreadable is not None:
                say(explain(outcome.unreadable))
            if as_json:
                continue
            for fault in outcome.faults:
                print(f"{shown(fault.file)}:{fault.line}:{fault.column}: {fault_text(fault)}")
            if outcome.checklist is not None:
                sound = _("{file}: sound ({name}, {items} items)")
                about = {"name": outcome.checklist.reference, "items": len(outcome.checklist.items)}
                print(sound.format(file=shown(str(outcome.file)), **about))
        raise typer.Exit(max(BAD_INPUT if o.unreadable else FINDINGS if o.faults else FINE for o in outcomes))


def _add_demo(app: typer.Typer) -> None:
    @app.command(cls=SpokenCommand, help=_("Write the example county, the same each time."))
    def demo(
        path: Annotated[Path, typer.Argument(help=_("The file to write; it must not exist yet."))] = Path(
            "demo.db"
        ),
    ) -> None:
        from eldercheck.assemble import write_demo
        from eldercheck.domain.errors import EldercheckError

        try:
            written = write_demo(path)
        except EldercheckError as error:
            raise failed(error, BAD_DATA) from error
        told = _("{path}: written ({units} units, the years {first} to {last})")
        first, last = written.years[0], written.years[-1]
        print(told.format(path=shown(str(path)), units=written.units, first=first, last=last))


def _read(file: str) -> str:
    from eldercheck.domain.errors import SheetError

    try:
        data = sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise SheetError("input_unreadable", path=file, reason=error.strerror or "") from error
    except ValueError as error:
        raise SheetError("input_not_utf8", path=file) from error

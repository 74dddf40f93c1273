"""`eldercheck register …`: write the register to fill in, read it back, list it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eldercheck.cli.office import BAD_INPUT, FINDINGS, failed, opened, say, shown
from eldercheck.cli.spoken import SpokenCommand, SpokenGroup
from eldercheck.language import _

if TYPE_CHECKING:
    from eldercheck.domain.register import Unit, UnitKind
    from eldercheck.domain.register_changes import RegisterChanges
    from eldercheck.domain.register_lines import RegisterFault, RegisterFaults

_YES = {"y", "yes", "是", "好", "对", "确认"}


def add_register(app: typer.Typer) -> None:
    """Add the commands of the register."""
    register = typer.Typer(
        cls=SpokenGroup,
        help=_("Keep the register: write it as a file to fill in, read it, list it."),
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    app.add_typer(register, name="register")
    _add_template(register)
    _add_read(register)
    _add_list(register)


def _add_template(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand,
        help=_("Write the register to an .xlsx or .csv file: empty to fill in, or with what is known."),
    )
    def template(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The file to write: .xlsx or .csv."))],
        force: Annotated[bool, typer.Option("--force", help=_("Replace a file that is there."))] = False,
    ) -> None:
        from eldercheck.domain.errors import EldercheckError
        from eldercheck.exchange.register_template import write_register

        units = _known_units(context)
        try:
            write_register(file, units, replace=force)
        except EldercheckError as error:
            raise failed(error) from error
        print(_("{path}: written").format(path=shown(str(file))))


def _add_read(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand,
        help=_("Read units from an .xlsx or .csv file: first what would change, then the question."),
    )
    def read(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The file: .xlsx or .csv."))],
        yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Take it over without a question."))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
    ) -> None:
        from eldercheck.cli.register_text import changes_lines, plain_changes
        from eldercheck.domain.errors import EldercheckError
        from eldercheck.domain.register_lines import RegisterFaults
        from eldercheck.exchange.register_file import read_register

        try:
            found = read_register(file)
        except EldercheckError as error:
            raise failed(error) from error
        with opened(context) as office:
            try:
                changes = office.register.preview(found.lines, found.faults)
            except RegisterFaults as faults:
                raise _faulty(faults, found.notes, as_json) from faults
            if not as_json:
                print("\n".join(changes_lines(changes, found.notes)))
            go_on = changes.is_nothing or yes or _asked()
            if go_on:
                office.register.apply(changes)
            if as_json:
                applied = bool(go_on) and not changes.is_nothing
                print(json.dumps(plain_changes(changes, found.notes, applied=applied), ensure_ascii=False))
            _say_outcome(changes, go_on)


def _add_list(app: typer.Typer) -> None:
    @app.command("list", cls=SpokenCommand, help=_("List the units of the register."))
    def list_units(
        context: typer.Context,
        kind: Annotated[
            str,
            typer.Option(metavar="KIND", help=_("Only these: institution, branch or service_point.")),
        ] = "",
        find: Annotated[str, typer.Option(metavar="WORDS", help=_("Words in code, name or place."))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
    ) -> None:
        from eldercheck.cli.register_text import plain_unit, unit_lines
        from eldercheck.domain.register_search import Wanted, find_units, in_register_order

        wanted = Wanted(find, _kind(kind))
        with opened(context, read_only=True) as office:
            units = in_register_order(office.register.units())
        chosen, codes = find_units(units, wanted), {unit.id: unit.code for unit in units}
        if as_json:
            print(json.dumps([plain_unit(unit, codes) for unit in chosen], ensure_ascii=False))
            return
        for line in unit_lines(chosen):
            print(line)
        if not chosen:
            say(_("No unit fits."))


def _known_units(context: typer.Context) -> tuple[Unit, ...]:
    """Return the units of the database; none where there is no database yet."""
    from eldercheck.assemble import open_office, own_settings
    from eldercheck.cli.office import wanted
    from eldercheck.domain.errors import EldercheckError
    from eldercheck.storage.errors import NoSuchDatabaseError

    settings, _keep = own_settings()
    try:
        office = open_office(wanted(context), settings, read_only=True)
    except NoSuchDatabaseError:
        return ()
    except EldercheckError as error:
        raise failed(error) from error
    try:
        return office.register.units()
    except EldercheckError as error:
        raise failed(error) from error
    finally:
        office.close()


def _faulty(error: RegisterFaults, notes: Sequence[RegisterFault], as_json: bool) -> typer.Exit:
    from eldercheck.cli.register_text import fault_lines, plain_faults
    from eldercheck.wording.errors import explain

    if as_json:
        print(json.dumps(plain_faults(error, notes), ensure_ascii=False))
    else:
        print("\n".join(fault_lines(error.found)))
    say(explain(error))
    return typer.Exit(FINDINGS)


def _asked() -> bool | None:
    """Ask whether to take it over; None where there is nobody to ask."""
    if not sys.stdin.isatty():
        return None
    print(_("Take it over? [y/N]"), end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in _YES


def _say_outcome(changes: RegisterChanges, go_on: bool | None) -> None:
    if changes.is_nothing:
        say(_("The register says this already; nothing to do."))
    elif go_on:
        say(_("The register is changed."))
    elif go_on is None:
        say(_("Nothing was taken over: there is no terminal to ask at. Say --yes to take it over."))
        raise typer.Exit(BAD_INPUT)
    else:
        say(_("Nothing was taken over; the register is as it was."))


def _kind(said: str) -> UnitKind | None:
    from eldercheck.exchange.register_headings import kind_of

    kind = kind_of(said) if said else None
    if said and kind is None:
        sentence = _("--kind takes institution, branch or service_point, not “{given}”.")
        say(sentence.format(given=shown(said)))
        raise typer.Exit(BAD_INPUT)
    return kind

"""`eldercheck year …`: open a programme year, change its rules, give a bonus, publish its grade table."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from eldercheck.cli.draw_command import add_draw
from eldercheck.cli.office import BAD_INPUT, FINDINGS, FINE, opened, say, shown
from eldercheck.cli.spoken import SpokenCommand, SpokenGroup
from eldercheck.language import _

if TYPE_CHECKING:
    from eldercheck.assemble import Office
    from eldercheck.domain.programme import Programme


def add_year(app: typer.Typer) -> None:
    """Add the commands of the year."""
    year = typer.Typer(
        cls=SpokenGroup,
        help=_("Open a programme year, change its rules, publish its grade table."),
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    app.add_typer(year, name="year")
    _add_open(year)
    _add_change(year)
    _add_show(year)
    _add_list(year)
    _add_bonus(year)
    add_draw(year)
    _add_publish(year)


def _add_open(app: typer.Typer) -> None:
    @app.command("open", cls=SpokenCommand, help=_("Open a year with its rules and the checklists of today."))
    def open_year(
        context: typer.Context,
        year: Annotated[int, typer.Argument(metavar="YEAR", help=_("The programme year."))],
        authority: Annotated[str, typer.Option(help=_("The name of who assesses."))] = "",
        contact: Annotated[str, typer.Option(help=_("Whom to ask about the table."))] = "",
        like: Annotated[
            int | None, typer.Option("--like", metavar="YEAR", help=_("Begin with the rules of this year."))
        ] = None,
        settings: Annotated[
            list[str] | None,
            typer.Option("--set", metavar="NAME=VALUE", help=_("A rule and its value; may be repeated.")),
        ] = None,
        by: Annotated[str, typer.Option("--by", help=_("Who does this; kept in the ledger."))] = "",
    ) -> None:
        with opened(context) as office:
            _write_as(office, by)
            named = [
                f"{name}={text}" for name, text in (("authority", authority), ("contact", contact)) if text
            ]
            begun = office.years.draft(year, like)
            programme = office.years.open(_with(begun, [*named, *(settings or ())]))
            print(_("{year} is open.").format(year=programme.year))
            _print_differences(begun if like is None else office.years.programme(like), programme)


def _add_change(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand,
        help=_("Change rules of a year; once something was signed, as an amendment with a reason."),
    )
    def change(
        context: typer.Context,
        year: Annotated[int, typer.Argument(metavar="YEAR", help=_("The programme year."))],
        settings: Annotated[
            list[str] | None,
            typer.Option("--set", metavar="NAME=VALUE", help=_("A rule and its value; may be repeated.")),
        ] = None,
        reason: Annotated[str, typer.Option("--reason", help=_("Why; kept in the ledger."))] = "",
        by: Annotated[str, typer.Option("--by", help=_("Who does this; kept in the ledger."))] = "",
    ) -> None:
        if not settings:
            say(_("Nothing to change: give --set NAME=VALUE. The names: eldercheck year show --json."))
            raise typer.Exit(BAD_INPUT)
        with opened(context) as office:
            _write_as(office, by)
            before = office.years.programme(year)
            after = office.years.change(_with(before, settings), reason)
            _print_differences(before, after)


def _add_show(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand, help=_("Show a year: its state, its rules, what differs from the year before.")
    )
    def show(
        context: typer.Context,
        year: Annotated[int | None, typer.Argument(metavar="YEAR", help=_("The programme year."))] = None,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
    ) -> None:
        from eldercheck.cli.year_text import plain_year, year_lines

        with opened(context, read_only=True) as office:
            chosen = office.years.current() if year is None else year
            _must_be_open(office, chosen)
            if as_json:
                print(json.dumps(plain_year(office, chosen), ensure_ascii=False))
            else:
                print("\n".join(year_lines(office, chosen)))


def _add_list(app: typer.Typer) -> None:
    @app.command("list", cls=SpokenCommand, help=_("List the years that were opened."))
    def list_years(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
    ) -> None:
        from eldercheck.cli.year_text import plain_year, state_text

        with opened(context, read_only=True) as office:
            for programme in office.years.programmes():
                if as_json:
                    print(json.dumps(plain_year(office, programme.year), ensure_ascii=False))
                else:
                    state = state_text(office.years.standing(programme.year))
                    print(f"{programme.year}  {shown(programme.authority) or '—'}  {state}")


def _add_bonus(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand, help=_("Give an institution its bonus of a year, in place of what it had.")
    )
    def bonus(
        context: typer.Context,
        code: Annotated[str, typer.Argument(metavar="CODE", help=_("The code of the institution."))],
        entries: Annotated[
            list[str] | None, typer.Argument(metavar="ENTRY=POINTS", help=_("None takes the bonus back."))
        ] = None,
        year: Annotated[int | None, typer.Option("--year", help=_("The programme year."))] = None,
        reason: Annotated[str, typer.Option("--reason", help=_("Why; kept in the ledger."))] = "",
        by: Annotated[str, typer.Option("--by", help=_("Who does this; kept in the ledger."))] = "",
    ) -> None:
        from eldercheck.domain.errors import SheetError, StateError
        from eldercheck.domain.figures import read_decimal

        with opened(context) as office:
            _write_as(office, by)
            unit = next((unit for unit in office.casebook.units() if unit.code == code), None)
            if unit is None:
                raise StateError("no_such_unit", unit_code=code)
            given = {}
            for name, text in _pairs(entries or ()):
                points = read_decimal(text)
                if points is None:
                    raise SheetError("bonus_not_decimal", item=name, given=text)
                given[name] = (points, reason)
            office.years.give_bonus(office.years.current() if year is None else year, unit, given)
            print(_("{name}: the bonus is kept.").format(name=shown(unit.name)))


def _add_publish(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand,
        help=_("Publish the grade table of a year; it is read-only from then on, but for amendments."),
    )
    def publish(
        context: typer.Context,
        year: Annotated[int | None, typer.Argument(metavar="YEAR", help=_("The programme year."))] = None,
        let_pass: Annotated[
            list[str] | None,
            typer.Option(
                "--let-pass", metavar="KIND", help=_("What stands in the way and is let pass; or all.")
            ),
        ] = None,
        check: Annotated[bool, typer.Option("--check", help=_("Only say what stands in the way."))] = False,
        reason: Annotated[str, typer.Option("--reason", help=_("Why; kept in the ledger."))] = "",
        by: Annotated[str, typer.Option("--by", help=_("Who does this; kept in the ledger."))] = "",
    ) -> None:
        from eldercheck.cli.year_text import correction_lines, obstacle_lines

        with opened(context, read_only=check) as office:
            _write_as(office, by)
            chosen = office.years.current() if year is None else year
            _must_be_open(office, chosen)
            now = office.county.year(chosen)
            obstacles, passed = now.obstacles(), set(let_pass or ())
            standing = [o for o in obstacles if "all" not in passed and o.kind not in passed]
            print(
                "\n".join((*correction_lines(office, now), *obstacle_lines(standing))),
                end="\n" * bool(standing),
            )
            if check or standing:
                raise typer.Exit(FINDINGS if standing else FINE)
            publication = office.publishing.publish(chosen, {o.kind for o in obstacles}, reason)
            text = _("{year} is published: number {number}, digest {digest}.")
            print(text.format(year=chosen, number=publication.number, digest=publication.digest))


def _write_as(office: Office, by: str) -> None:
    """Write in the name of whoever `--by` names; without it as whoever is known here."""
    if by:
        office.casebook.named(by)


def _must_be_open(office: Office, year: int) -> None:
    from eldercheck.domain.errors import StateError

    if year not in {programme.year for programme in office.years.programmes()}:
        raise StateError("year_not_open", year=year)


def _with(programme: Programme, pairs: Iterable[str]) -> Programme:
    from eldercheck.domain.programme_settings import with_setting

    for name, text in _pairs(pairs):
        programme = with_setting(programme, name, text)
    return programme


def _pairs(given: Iterable[str]) -> list[tuple[str, str]]:
    from eldercheck.domain.errors import StateError

    pairs = [text.partition("=") for text in given]
    for name, equals, _text in pairs:
        if not equals or not name.strip():
            raise StateError("wants_name_and_value", given=name)
    return [(name.strip(), text.strip()) for name, _equals, text in pairs]


def _print_differences(before: Programme, after: Programme) -> None:
    from eldercheck.domain.programme_settings import differences
    from eldercheck.wording.years import setting_title, setting_value

    for name, old, new in differences(before, after):
        print(f"{setting_title(name)}: {setting_value(name, old)} → {setting_value(name, new)}")

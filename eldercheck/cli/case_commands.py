"""`eldercheck case …` and `notice`: an examination from its signature to the closing of its case."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eldercheck.cli.case_options import (
    acting,
    item_argument,
    item_of,
    name_option,
    print_step,
    reason_option,
    text_option,
)
from eldercheck.cli.choosing import (
    force_option,
    form_option,
    output_option,
    template_option,
    unit_argument,
    year_option,
)
from eldercheck.cli.finding_commands import add_findings_of_a_case
from eldercheck.cli.office import opened
from eldercheck.cli.spoken import SpokenCommand, SpokenGroup
from eldercheck.language import _

if TYPE_CHECKING:
    from eldercheck.assemble import Office
    from eldercheck.reports.report import Report
    from eldercheck.services.examination import Examination


def add_cases(app: typer.Typer) -> None:
    """Add the commands."""
    case = typer.Typer(
        cls=SpokenGroup,
        help=_("Take a signed examination on: second look, notice, objection, findings, closing."),
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    app.add_typer(case, name="case")
    _add_show(case)
    _add_return(case)
    _add_reply(case)
    _add_approve(case)
    _add_notify(case)
    add_findings_of_a_case(case)
    _add_close(case)
    _add_reopen(case)
    _add_notice(app)


def _add_show(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand, help=_("Show how a case stands: what comes next, grades, objections, findings.")
    )
    def show(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        year: Annotated[int | None, year_option()] = None,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))] = False,
    ) -> None:
        from eldercheck.cli.case_text import case_lines, plain_case
        from eldercheck.cli.choosing import examination_of

        with opened(context, read_only=True) as office:
            examination = examination_of(office, year, code)
            if as_json:
                print(json.dumps(plain_case(examination), ensure_ascii=False))
            else:
                print("\n".join(case_lines(examination)))


def _add_return(app: typer.Typer) -> None:
    @app.command("return", cls=SpokenCommand, help=_("Give a signed sheet back, item by item with reasons."))
    def give_back(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        items: Annotated[
            list[str] | None,
            typer.Option("--item", metavar="ITEM=REASON", help=_("An item and why; may be repeated.")),
        ] = None,
        name: Annotated[str, name_option()] = "",
        year: Annotated[int | None, year_option()] = None,
    ) -> None:
        from eldercheck.domain.errors import StateError
        from eldercheck.services.second_look import SecondLook

        with acting(context, year, code) as examination:
            reasons = {}
            for given in items or ():
                item, equals, reason = given.partition("=")
                if not equals:
                    raise StateError("wants_item_and_reason", given=given)
                reasons[item_of(examination, item.strip()).id] = reason
            SecondLook(examination).give_back(name, reasons)


def _add_reply(app: typer.Typer) -> None:
    @app.command(cls=SpokenCommand, help=_("Reply to the reason for which an item was given back."))
    def reply(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        item: Annotated[str, item_argument()],
        text: Annotated[str, text_option(_("What is replied."))] = "",
        name: Annotated[str, name_option()] = "",
        year: Annotated[int | None, year_option()] = None,
    ) -> None:
        from eldercheck.services.second_look import SecondLook

        with acting(context, year, code) as examination:
            SecondLook(examination).reply(item_of(examination, item).id, text, name)


def _add_approve(app: typer.Typer) -> None:
    @app.command(cls=SpokenCommand, help=_("Approve a signed sheet; by somebody who did not examine."))
    def approve(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        name: Annotated[str, name_option()] = "",
        year: Annotated[int | None, year_option()] = None,
    ) -> None:
        from eldercheck.services.second_look import SecondLook

        with acting(context, year, code) as examination:
            SecondLook(examination).approve(name)


def _add_notify(app: typer.Typer) -> None:
    @app.command(cls=SpokenCommand, help=_("Give a unit notice of its grade, and write the letter (-o)."))
    def notify(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        name: Annotated[str, name_option()] = "",
        day: Annotated[
            str, typer.Option("--day", metavar="DAY", help=_("The day of the notice; without it today."))
        ] = "",
        until: Annotated[
            str,
            typer.Option(
                "--appeal-until",
                metavar="DAY",
                help=_("The last day to object; without it as the rules of the year say."),
            ),
        ] = "",
        year: Annotated[int | None, year_option()] = None,
        output: Annotated[Path | None, output_option()] = None,
        force: Annotated[bool, force_option()] = False,
    ) -> None:
        from eldercheck.cli.choosing import examination_of
        from eldercheck.cli.handing_over import hand_over
        from eldercheck.domain.typed_days import typed_day
        from eldercheck.reports.writing import check_place
        from eldercheck.services.notices import Notices

        with opened(context) as office:
            if output is not None:
                check_place(output, force=force)
            examination = examination_of(office, year, code)
            Notices(examination).give(name, typed_day(day), typed_day(until))
            print_step(examination)
            if output is not None:
                hand_over(_notice(office, examination), output, "", force=force)


def _add_close(app: typer.Typer) -> None:
    @app.command(cls=SpokenCommand, help=_("Close a case; a finding that is still open takes a reason."))
    def close(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        name: Annotated[str, name_option()] = "",
        reason: Annotated[str, reason_option()] = "",
        year: Annotated[int | None, year_option()] = None,
    ) -> None:
        from eldercheck.services.rectification import Rectification

        with acting(context, year, code) as examination:
            Rectification(examination).close(name, reason)


def _add_reopen(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand, help=_("Take the signature back with all that followed it, to correct the sheet.")
    )
    def reopen(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        reason: Annotated[str, reason_option()] = "",
        year: Annotated[int | None, year_option()] = None,
    ) -> None:
        with acting(context, year, code) as examination:
            examination.reopen(reason)


def _add_notice(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand,
        help=_("Hand over the grade notice of a unit with its findings; before it is given, a draft."),
    )
    def notice(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        as_list: Annotated[
            bool,
            typer.Option("--list", help=_("The findings list as it stands now, not the letter.")),
        ] = False,
        year: Annotated[int | None, year_option()] = None,
        output: Annotated[Path | None, output_option()] = None,
        form: Annotated[str, form_option()] = "",
        template: Annotated[Path | None, template_option()] = None,
        force: Annotated[bool, force_option()] = False,
    ) -> None:
        from eldercheck.cli.choosing import examination_of
        from eldercheck.cli.handing_over import hand_over

        with opened(context, read_only=True) as office:
            examination = examination_of(office, year, code)
            report = _list(office, examination) if as_list else _notice(office, examination)
            hand_over(report, output, form, force=force, template=template)


def _notice(office: Office, examination: Examination) -> Report:
    from eldercheck.reports.notices import notice_report

    history = office.casebook.history(examination.assessment.id)
    return notice_report(examination, history, _institution(office, examination))


def _list(office: Office, examination: Examination) -> Report:
    from eldercheck.reports.finding_lists import finding_list_report

    history = office.casebook.history(examination.assessment.id)
    today = date.fromisoformat(examination.today)
    return finding_list_report(examination, history, today, _institution(office, examination))


def _institution(office: Office, examination: Examination) -> str:
    """Return the name of the institution that a unit belongs to; empty for an institution."""
    parent = examination.unit.parent
    return next((unit.name for unit in office.casebook.units() if unit.id == parent), "")

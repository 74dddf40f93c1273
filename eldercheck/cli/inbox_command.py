"""`eldercheck inbox`: what waits for a role, the longest waiting first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eldercheck.cli.office import BAD_INPUT, opened, say, shown
from eldercheck.cli.spoken import SpokenCommand
from eldercheck.language import _

if TYPE_CHECKING:
    from eldercheck.services.inbox import Waiting


def add_inbox(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(
        cls=SpokenCommand,
        help=_("Say what waits for examiners, for a bank or for the supervisor, the longest waiting first."),
    )
    def inbox(
        context: typer.Context,
        role: Annotated[
            str,
            typer.Option(
                "--role", metavar="examiner|bank|supervisor", help=_("For whom; without it for all.")
            ),
        ] = "",
        code: Annotated[
            str,
            typer.Option(
                "--unit", metavar="CODE", help=_("Only an institution with its units, or one unit.")
            ),
        ] = "",
        year: Annotated[
            int | None,
            typer.Option("--year", metavar="YEAR", help=_("The programme year; without it the newest.")),
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object for each."))] = False,
    ) -> None:
        from eldercheck.cli.choosing import opened_year, unit_entry
        from eldercheck.domain.waiting import ROLES
        from eldercheck.services.inbox import about

        _must_be_known(role)
        with opened(context, read_only=True) as office:
            chosen = opened_year(office, year)
            of = unit_entry(office, chosen, code).unit if code else None
            found = office.inbox.of_roles(chosen)
            for one in (one for name in ROLES if role in ("", name) for one in about(found[name], of)):
                print(json.dumps(_plain(one), ensure_ascii=False) if as_json else _text(one))


def _must_be_known(role: str) -> None:
    from eldercheck.domain.waiting import ROLES

    if role and role not in ROLES:
        text = _("--role takes examiner, bank or supervisor, not “{given}”.")
        say(text.format(given=shown(role)))
        raise typer.Exit(BAD_INPUT)


def _text(one: Waiting) -> str:
    from eldercheck.wording.inbox import ROLES, WAITS, due_text, number_text, since_day

    unit = f"{shown(one.unit.code)} {shown(one.unit.name)}" if one.unit else _("the year")
    parts = (
        _(ROLES[one.wait.role]),
        since_day(one.wait),
        unit,
        _(WAITS[one.wait.kind]),
        number_text(one),
        due_text(one.wait),
    )
    return "  ".join(filter(None, parts))


def _plain(one: Waiting) -> dict[str, Any]:
    wait = one.wait
    return {
        "role": wait.role,
        "kind": wait.kind,
        "code": one.unit.code if one.unit else None,
        "name": one.unit.name if one.unit else None,
        "assessment": one.case.assessment.id if one.case else None,
        "items": list(wait.items),
        "number": one.number,
        "since": wait.since,
        "due": wait.due or None,
        "overdue": wait.overdue,
    }

"""`eldercheck history`: everything that was said of an assessment, or how it stood at a moment."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eldercheck.cli.choosing import (
    force_option,
    opened_year,
    output_option,
    own_option,
    unit_argument,
    unit_case,
    year_option,
)
from eldercheck.cli.office import opened
from eldercheck.cli.spoken import SpokenCommand
from eldercheck.language import _

if TYPE_CHECKING:
    from eldercheck.assemble import Office
    from eldercheck.domain.checklist import Checklist
    from eldercheck.services.history import History


def add_history(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(
        cls=SpokenCommand,
        help=_("Tell the history of a unit's assessment, or its sheet and grade as they once stood (--at)."),
    )
    def history(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        year: Annotated[int | None, year_option()] = None,
        own: Annotated[bool, own_option()] = False,
        item: Annotated[str, typer.Option("--item", metavar="ID", help=_("Only this item."))] = "",
        at: Annotated[str, _at()] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_("Print one JSON object."))] = False,
        output: Annotated[Path | None, output_option()] = None,
        force: Annotated[bool, force_option()] = False,
    ) -> None:
        from eldercheck.cli.handing_over import hand_over
        from eldercheck.reports.timeline import past_report, timeline_report
        from eldercheck.services.history import typed_moment

        today = date.today()  # noqa: DTZ011 - the day on this laptop
        with opened(context, read_only=True) as office:
            moment = typed_moment(at) if at else None
            found = _history(office, code, year, own=own)
            wanted = known_item(found.checklist, item)
            if moment is None:
                report = timeline_report(found, today, wanted)
            else:
                report = past_report(found, found.as_of(moment), today, wanted)
            hand_over(report, output, "json" if as_json else "", force=force)


def _at() -> Any:
    about = _("The sheet and the grade at this moment here; a bare day means its end.")
    return typer.Option("--at", metavar='"2026-03-05[ 14:30]"', help=about)


def _history(office: Office, code: str, year: int | None, *, own: bool) -> History:
    """Return the history of a unit's assessment. Raises ReportError where there is none."""
    _entry, case = unit_case(office, opened_year(office, year), code, own=own)
    return office.casebook.history(case.assessment.id)


def known_item(checklist: Checklist, wish: str) -> str:
    """Return the id of an item, however its letters were typed. Raises StateError (`item_not_here`)."""
    from difflib import get_close_matches

    from eldercheck.domain.errors import StateError

    if not wish or wish in checklist:
        return wish
    ids = [item.id for item in checklist]
    if wish.upper() in checklist:
        return wish.upper()
    near = get_close_matches(wish.upper()[:20], ids, 1, 0.5) or ids[:1]
    raise StateError("item_not_here", item=wish, like=near[0])

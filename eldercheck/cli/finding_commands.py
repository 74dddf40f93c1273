"""`eldercheck case appeal|decide|respond|fix|extend|recheck`: what is said of one item after the notice."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eldercheck.cli.case_evidence import acting_on, evidence_option
from eldercheck.cli.case_options import (
    acting,
    answer_of,
    item_argument,
    item_of,
    leave_out_option,
    name_option,
    person_option,
    reason_option,
    text_option,
)
from eldercheck.cli.choosing import unit_argument, year_option
from eldercheck.cli.spoken import SpokenCommand
from eldercheck.language import _


def add_findings_of_a_case(app: typer.Typer) -> None:
    """Add the commands to the group of a case."""
    _add_appeal(app)
    _add_decide(app)
    _add_respond(app)
    _add_fix(app)
    _add_extend(app)
    _add_recheck(app)


def _add_appeal(app: typer.Typer) -> None:
    @app.command(cls=SpokenCommand, help=_("Object to one item, for the bank."))
    def appeal(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        item: Annotated[str, item_argument()],
        claim: Annotated[
            str, typer.Option("--claim", metavar="TEXT", help=_("What is not right, and why."))
        ] = "",
        name: Annotated[str, name_option(_("Who objects for the bank; kept in the ledger."))] = "",
        files: Annotated[list[Path] | None, evidence_option()] = None,
        year: Annotated[int | None, year_option()] = None,
    ) -> None:
        from eldercheck.services.appeals import Appeals

        with acting_on(context, year, code, item) as act:
            act.look_at("appealed", files or (), "appeal", claim=claim, name=name)
            shown_by = act.attach("appeal", name)
            Appeals(act.examination).claim(act.item.id, claim, name, evidence=shown_by)


def _add_decide(app: typer.Typer) -> None:
    @app.command(cls=SpokenCommand, help=_("Decide an objection; by somebody who did not examine."))
    def decide(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        item: Annotated[str, item_argument()],
        uphold: Annotated[
            str,
            typer.Option(
                "--uphold",
                metavar="ANSWER",
                help=_("The objection is right; this answer stands from now on (yes, no, 2, 3/5, 12.5)."),
            ),
        ] = "",
        leave_out: Annotated[
            str,
            typer.Option(
                "--leave-out", metavar="REASON", help=_("The objection is right; the item does not apply.")
            ),
        ] = "",
        refuse: Annotated[
            bool, typer.Option("--refuse", help=_("The objection is not right; the answer stays."))
        ] = False,
        reason: Annotated[str, reason_option()] = "",
        name: Annotated[str, name_option(_("Who decides; kept in the ledger."))] = "",
        year: Annotated[int | None, year_option()] = None,
    ) -> None:
        from eldercheck.domain.errors import StateError
        from eldercheck.services.appeals import Appeals

        with acting(context, year, code) as examination:
            asked, appeals = item_of(examination, item), Appeals(examination)
            if refuse == bool(uphold or leave_out):
                raise StateError("uphold_or_refuse")
            if refuse:
                appeals.refuse(asked.id, reason, name)
            else:
                appeals.uphold(asked.id, answer_of(asked, uphold, leave_out), reason, name)


def _add_respond(app: typer.Typer) -> None:
    @app.command(cls=SpokenCommand, help=_("Say for the bank how a finding will be put right, and by whom."))
    def respond(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        item: Annotated[str, item_argument()],
        text: Annotated[str, text_option(_("What will be done."))] = "",
        person: Annotated[str, person_option()] = "",
        name: Annotated[str, name_option(_("Who says so for the bank; kept in the ledger."))] = "",
        year: Annotated[int | None, year_option()] = None,
    ) -> None:
        from eldercheck.services.rectification import Rectification

        with acting(context, year, code) as examination:
            Rectification(examination).respond(item_of(examination, item).id, text, person, name)


def _add_fix(app: typer.Typer) -> None:
    @app.command(cls=SpokenCommand, help=_("Report for the bank that a finding is put right."))
    def fix(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        item: Annotated[str, item_argument()],
        text: Annotated[str, text_option(_("What was done."))] = "",
        person: Annotated[str, person_option()] = "",
        name: Annotated[str, name_option(_("Who says so for the bank; kept in the ledger."))] = "",
        files: Annotated[list[Path] | None, evidence_option()] = None,
        year: Annotated[int | None, year_option()] = None,
    ) -> None:
        from eldercheck.services.rectification import Rectification

        with acting_on(context, year, code, item) as act:
            act.look_at("fixed", files or (), "fix", text=text, person=person, name=name)
            shown_by = act.attach("fix", name)
            Rectification(act.examination).report_fixed(act.item.id, text, person, name, shown_by)


def _add_extend(app: typer.Typer) -> None:
    @app.command(cls=SpokenCommand, help=_("Give a finding a later last day."))
    def extend(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        item: Annotated[str, item_argument()],
        due: Annotated[str, typer.Option("--due", metavar="DAY", help=_("The new last day."))] = "",
        reason: Annotated[str, reason_option()] = "",
        name: Annotated[str, name_option()] = "",
        year: Annotated[int | None, year_option()] = None,
    ) -> None:
        from eldercheck.domain.typed_days import typed_day
        from eldercheck.services.rectification import Rectification

        with acting(context, year, code) as examination:
            asked = item_of(examination, item)
            Rectification(examination).extend(asked.id, typed_day(due), reason, name)


def _add_recheck(app: typer.Typer) -> None:
    @app.command(
        cls=SpokenCommand,
        help=_("Ask a finding again; an answer that earns more takes the place of the old one."),
    )
    def recheck(
        context: typer.Context,
        code: Annotated[str, unit_argument()],
        item: Annotated[str, item_argument()],
        answer: Annotated[
            str, typer.Argument(metavar="ANSWER", help=_("What was found: yes, no, 2, 3/5, 12.5."))
        ] = "",
        names: Annotated[
            list[str] | None,
            typer.Option("--name", metavar="NAME", help=_("Who re-checked; to be repeated.")),
        ] = None,
        note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_("What was seen."))] = "",
        day: Annotated[
            str, typer.Option("--day", metavar="DAY", help=_("The day of the re-check; without it today."))
        ] = "",
        leave_out: Annotated[str, leave_out_option()] = "",
        files: Annotated[list[Path] | None, evidence_option()] = None,
        year: Annotated[int | None, year_option()] = None,
    ) -> None:
        from eldercheck.cli.office import shown
        from eldercheck.domain.typed_days import typed_day
        from eldercheck.services.rectification import Rectification
        from eldercheck.wording.case_words import OUTCOMES, word

        with acting_on(context, year, code, item) as act:
            checked_by, asked = names or [], act.item
            found = answer_of(asked, answer, leave_out)
            act.look_at("rechecked", files or (), "recheck", names=checked_by)
            work = Rectification(act.examination)
            outcome = work.recheck(asked.id, found, checked_by, note, typed_day(day))
            act.attach("recheck", ", ".join(checked_by))
            text = _("{item}: re-check {outcome}")
            print(text.format(item=shown(asked.id), outcome=word(OUTCOMES, outcome)))

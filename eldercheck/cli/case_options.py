"""What the commands of a case share: their options, the item they are about, what they say at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from eldercheck.cli.office import opened, shown
from eldercheck.language import _

if TYPE_CHECKING:
    from eldercheck.domain.answers import Answer
    from eldercheck.domain.checklist import Item
    from eldercheck.services.examination import Examination


@contextmanager
def acting(context: typer.Context, year: int | None, code: str) -> Iterator[Examination]:
    """Open the examination of a unit to do something with it, and say how its case stands after.

    A named error is said on stderr and ends the command with its exit code; nothing was saved then.
    """
    from eldercheck.cli.choosing import examination_of

    with opened(context) as office:
        examination = examination_of(office, year, code)
        yield examination
        print_step(examination)


def print_step(examination: Examination) -> None:
    """Say how a case stands and what comes next."""
    from eldercheck.services.second_look import SecondLook
    from eldercheck.wording.case_steps import case_step

    unit, waiting = examination.unit, len(SecondLook(examination).unanswered)
    step = case_step(examination.standing, examination.today, waiting)
    print(_("{code} {name}: {step}").format(code=shown(unit.code), name=shown(unit.name), step=step))


def item_of(examination: Examination, wish: str) -> Item:
    """Return the item that was meant, however its letters were typed. Raises StateError (`item_not_here`)."""
    from eldercheck.cli.history_commands import known_item

    return examination.checklist.item(known_item(examination.checklist, wish))


def answer_of(item: Item, given: str, leave_out: str) -> Answer:
    """Return an answer as it was typed (yes, no, 2, 3/5, 12.5), or that the item does not apply, and why.

    Raises AnswerError for one that does not fit, StateError where not exactly one of both is given.
    """
    from unicodedata import normalize

    from eldercheck.domain.answers import NotApplicable, answer_from_plain, credit
    from eldercheck.domain.clean_text import clean_line
    from eldercheck.domain.errors import StateError

    if bool(given) == bool(leave_out):
        raise StateError("answer_or_leave_out")
    if leave_out:
        answer = NotApplicable(clean_line(leave_out))
        credit(item, answer)
        return answer
    return answer_from_plain(item, normalize("NFKC", given).strip().lower())


def item_argument() -> Any:
    """Return the argument that names an item."""
    return typer.Argument(metavar="ITEM", help=_("The item, such as B-GC-01."))


def name_option(about: str = "") -> Any:
    """Return the option for who does this; the name is kept in the ledger."""
    return typer.Option("--name", metavar="NAME", help=about or _("Who does this; kept in the ledger."))


def reason_option() -> Any:
    """Return the option for why something is done."""
    return typer.Option("--reason", metavar="TEXT", help=_("Why; kept in the ledger."))


def text_option(about: str) -> Any:
    """Return the option for what is said."""
    return typer.Option("--text", metavar="TEXT", help=about)


def person_option() -> Any:
    """Return the option for who is responsible at the bank."""
    return typer.Option("--person", metavar="NAME", help=_("Who is responsible at the bank."))


def leave_out_option() -> Any:
    """Return the option for an item that does not apply."""
    return typer.Option("--leave-out", metavar="REASON", help=_("The item does not apply, and why."))

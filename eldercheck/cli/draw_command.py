"""`eldercheck year draw`: which branches and service points are visited, by a stated seed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from eldercheck.cli.office import opened, shown
from eldercheck.cli.spoken import SpokenCommand
from eldercheck.language import _, ngettext

if TYPE_CHECKING:
    from eldercheck.assemble import Office


def add_draw(app: typer.Typer) -> None:
    """Add the command of the draw."""

    @app.command(
        cls=SpokenCommand,
        help=_("Draw the branches and service points to visit by a seed that anybody can repeat."),
    )
    def draw(
        context: typer.Context,
        seed: Annotated[
            str,
            typer.Argument(
                metavar="SEED",
                help=_("Any text, best one drawn in public; none: show the draw that is kept."),
            ),
        ] = "",
        year: Annotated[int | None, typer.Option("--year", help=_("The programme year."))] = None,
        keep: Annotated[bool, typer.Option("--keep", help=_("Keep this draw in the ledger."))] = False,
        reason: Annotated[str, typer.Option("--reason", help=_("Why it is drawn again."))] = "",
        by: Annotated[str, typer.Option("--by", help=_("Who does this; kept in the ledger."))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
    ) -> None:
        with opened(context, read_only=not keep) as office:
            if by:
                office.casebook.named(by)
            chosen = office.years.current() if year is None else year
            if keep:
                office.drawing.draw(chosen, seed, reason)
            seed, codes, kept = _drawn(office, chosen, "" if keep else seed)
            if as_json:
                said = {"year": chosen, "seed": seed, "kept": kept, "codes": list(codes)}
                print(json.dumps(said, ensure_ascii=False))
                return
            names = {unit.code: unit.name for unit in office.casebook.units()}
            for code in codes:
                print(f"{shown(code)}  {shown(names.get(code, ''))}")
            text = ngettext("{number} unit, seed {seed}", "{number} units, seed {seed}", len(codes))
            print(text.format(number=len(codes), seed=shown(seed)))


def _drawn(office: Office, year: int, seed: str) -> tuple[str, tuple[str, ...], bool]:
    """Return a seed, whom it draws, and whether that draw is kept; an empty seed stands for the one kept."""
    from eldercheck.domain.errors import StateError

    kept = office.drawing.standing(year)
    if seed:
        codes = tuple(unit.code for unit in office.drawing.preview(year, seed))
        return seed, codes, kept is not None and (seed, codes) == (kept.seed, kept.codes)
    if kept is None:
        raise StateError("not_drawn", year=year)
    return kept.seed, kept.codes, True

"""`eldercheck year draw`: which branches and service points are visited, by a stated seed."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from eldercheck.cli.office import opened, shown
from eldercheck.cli.spoken import SpokenCommand
from eldercheck.language import _, ngettext


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
        from eldercheck.domain.errors import StateError

        with opened(context, read_only=not keep) as office:
            if by:
                office.casebook.named(by)
            chosen = office.years.current() if year is None else year
            if keep:
                office.drawing.draw(chosen, seed, reason)
            kept = office.drawing.standing(chosen)
            if seed and not keep:
                codes = tuple(unit.code for unit in office.drawing.preview(chosen, seed))
            elif kept is not None:
                seed, codes = kept.seed, kept.codes
            else:
                raise StateError("not_drawn", year=chosen)
            if as_json:
                recorded = kept is not None and (seed, codes) == (kept.seed, kept.codes)
                print(
                    json.dumps(
                        {"year": chosen, "seed": seed, "kept": recorded, "codes": list(codes)},
                        ensure_ascii=False,
                    )
                )
                return
            names = {unit.code: unit.name for unit in office.casebook.units()}
            for code in codes:
                print(f"{shown(code)}  {shown(names.get(code, ''))}")
            text = ngettext("{number} unit, seed {seed}", "{number} units, seed {seed}", len(codes))
            print(text.format(number=len(codes), seed=shown(seed)))

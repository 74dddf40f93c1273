"""What the commands share: the database asked for, what an error says, and the exit code it gives."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from eldercheck.assemble import Office
    from eldercheck.domain.errors import EldercheckError

FINE, FINDINGS, BAD_INPUT, BAD_DATA = 0, 1, 2, 3
"""The exit codes: fine, findings, usage or bad input, the data or the disk."""


def remember(context: typer.Context, db: Path | None) -> None:
    """Keep the database that was asked for (None: the usual one) for the command that follows."""
    context.obj = db


def wanted(context: typer.Context) -> Path | None:
    """Return the database that was asked for, None for the usual one."""
    return context.obj if isinstance(context.obj, Path) else None


@contextmanager
def opened(context: typer.Context, *, read_only: bool = False) -> Iterator[Office]:
    """Open the database that was asked for and close it after; to read, it must be there.

    A named error, on opening or later, is said on stderr and ends the command with its exit code.
    """
    from eldercheck.assemble import open_office, own_settings
    from eldercheck.domain.errors import EldercheckError

    settings, _keep = own_settings()
    try:
        with closing(open_office(wanted(context), settings, read_only=read_only)) as office:
            yield office
    except EldercheckError as error:
        raise failed(error) from error


def failed(error: EldercheckError, code: int | None = None) -> typer.Exit:
    """Say an error on stderr; return the exit that goes with it (None: 3 for data and disk, else 2)."""
    from eldercheck.storage.errors import StorageError
    from eldercheck.wording.errors import explain

    say(explain(error))
    if code is None:
        code = BAD_DATA if isinstance(error, StorageError) else BAD_INPUT
    return typer.Exit(code)


def say(text: str) -> None:
    """Print a message for the person, on stderr."""
    print(text, file=sys.stderr)


def shown(text: str) -> str:
    """Return a text from outside with nothing in it that a terminal obeys."""
    from eldercheck.domain.clean_text import visible

    return visible(text)

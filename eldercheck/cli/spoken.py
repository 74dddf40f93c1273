"""Typer in the language in use: its headings, and what it says of wrong usage."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from eldercheck.domain.clean_text import visible
from eldercheck.language import N_, _

BAD_INPUT = 2

HEADINGS = {
    "Usage:": N_("Usage:"),
    "Options:": N_("Options:"),
    "Commands:": N_("Commands:"),
    "Arguments:": N_("Arguments:"),
    "[OPTIONS]": N_("[OPTIONS]"),
    "COMMAND [ARGS]...": N_("COMMAND [ARGS]..."),
    "Show this message and exit.": N_("Show this message and exit."),
    "[env var: ": N_("[env var: "),
    "[default: ": N_("[default: "),
    "[required]": N_("[required]"),
}
"""What Typer writes into a help page, and how we say it."""

FAULTS = (
    (r"Missing (?:argument|parameter) '(?P<name>[^']*)'\.?.*", N_("The argument {name} is missing.")),
    (r"Missing command\..*", N_("A command is missing.")),
    (r"No such option: (?P<name>\S+).*", N_("There is no option {name}.")),
    (r"No such command '(?P<name>.*)'\..*", N_("There is no command {name}.")),
    (
        r"Got unexpected extra argument(?:s|\(s\))? \((?P<name>.*)\).*",
        N_("There is one argument too many: {name}."),
    ),
    (r"Option '(?P<name>[^']*)' requires .*", N_("The option {name} needs a value.")),
    (
        r"Invalid value for '(?P<name>[^']*)': Input should be a valid integer.*",
        N_("{name} wants a whole number."),
    ),
)
"""What Typer says of wrong usage, and how we say it."""


class SpokenGroup(TyperGroup):
    """The commands, their help in the language in use."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return spoken_help(super().get_help(ctx))


class SpokenCommand(TyperCommand):
    """One command, its help in the language in use."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return spoken_help(super().get_help(ctx))


def spoken_help(page: str) -> str:
    """Return a help page with Typer's own words translated."""
    for words, message in HEADINGS.items():
        page = page.replace(words, _(message))
    return page


def spoken_fault(message: str) -> str:
    """Return what Typer says of wrong usage in our words; as it is where we have none."""
    for pattern, sentence in FAULTS:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return _(sentence).format(**{name: visible(value) for name, value in match.groupdict().items()})
    return visible(message)


def run(app: typer.Typer, arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; wrong usage is a sentence on stderr and 2."""
    try:
        code = app(arguments, standalone_mode=False)
    except TyperException as fault:
        print(spoken_fault(fault.format_message()), file=sys.stderr)
        print(_("How to use it: {command}").format(command="eldercheck --help"), file=sys.stderr)
        return BAD_INPUT
    except typer.Abort:
        return BAD_INPUT
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):
            raise left.__context__ from None
        raise
    return code if isinstance(code, int) else 0

"""The command line: the same services as the screen. Data on stdout, messages on stderr."""

from eldercheck.cli.commands import Launch, build

__all__ = ["Launch", "build"]

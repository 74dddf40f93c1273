"""The command palette in the program's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.app import SystemCommand
from textual.command import CommandList, CommandPalette
from textual.content import Content
from textual.screen import Screen
from textual.widgets.option_list import Option

from eldercheck.language import _
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.keys import EVERYWHERE


class Palette(CommandPalette):
    """Textual's palette, saying in the language in use that nothing was found."""

    def __init__(self) -> None:
        super().__init__(placeholder=_("Search for commands…"), id="--command-palette")

    def _start_no_matches_countdown(self, search_value: str) -> None:
        def show() -> None:
            if search_value:
                nothing = Option(Content(_("nothing found")), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(nothing)
            self._list_visible = bool(search_value)

        self._stop_no_matches_countdown()
        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show)


def commands(screen: Screen[object]) -> Iterator[SystemCommand]:
    """Return every key of a screen as a command, found by its label as well as by what it does."""
    keys = screen.all_keys() if isinstance(screen, KeyedScreen) else EVERYWHERE
    for key in keys:
        if key.action not in ("", "app.command_palette"):
            title = _("{label}: {help}").format(label=_(key.label), help=_(key.help))
            yield SystemCommand(title, key.shown, _runner(screen, key.action))


def _runner(screen: Screen[object], action: str) -> Callable[[], None]:
    def run() -> None:
        screen.app.call_later(screen.app.run_action, action, screen)

    return run

"""The application: opens the database behind the first paint, and holds what every screen needs.

The first paint waits for every import at the top; what an action opens is imported by the action.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.events import Resize
from textual.message import Message
from textual.screen import Screen

from eldercheck import language
from eldercheck.domain.errors import EldercheckError
from eldercheck.tui import line_breaking
from eldercheck.tui.having_office import HasOffice
from eldercheck.tui.keyed_screen import KeyedScreen
from eldercheck.tui.keys import EVERYWHERE, bindings
from eldercheck.tui.last_door import NoControls
from eldercheck.tui.leaving import LeavesOnce
from eldercheck.tui.screens.home import HomeScreen
from eldercheck.tui.theme import SMALLEST, THEMES
from eldercheck.tui.widgets.row_list import RowList
from eldercheck.wording.errors import explain, mistake_text

if TYPE_CHECKING:
    from eldercheck.assemble import Office
    from eldercheck.services.examination import Examination
    from eldercheck.storage.settings import Settings

Opener = Callable[[], "Office"]
TOO_SMALL = "-too-small"
"""The class of the notice that stands while the terminal is too small."""


class EldercheckApp(HasOffice):
    """Home, walk, review, result."""

    TITLE = "eldercheck"
    CSS_PATH = "eldercheck.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow-app"), (76, "-normal-app")]
    NOTIFICATION_TIMEOUT = 6

    @dataclass
    class Opened(Message):
        """The database is open."""

        office: Office
        """Everything that was assembled over it."""

    @dataclass
    class NotOpened(Message):
        """The database could not be opened."""

        error: EldercheckError
        """Why."""

    def __init__(
        self, opener: Opener, example: Opener, settings: Settings, keep: Callable[[Settings], None]
    ) -> None:
        super().__init__(settings, keep)
        self._opener, self._example = opener, example
        line_breaking.install()
        self._filters.append(NoControls())
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = next((theme.name for theme in THEMES if theme.name == settings.theme), THEMES[0].name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give any other theme the colours that only ours name."""
        return dict(THEMES[0].variables)

    def get_default_screen(self) -> Screen[object]:
        """Begin at home, which paints before anything is loaded."""
        return HomeScreen()  # type: ignore[return-value]

    def on_mount(self) -> None:
        """Open the database once the first picture stands."""
        self.call_after_refresh(self._open, self._opener)

    def show_sheet(self, examination: Examination, item_id: str = "") -> None:
        """Show the walk of an assessment, above home and nothing else."""
        from eldercheck.tui.screens.walk import WalkScreen

        self._go_home()
        self.push_screen(WalkScreen(examination, item_id))

    def _go_home(self) -> None:
        """Leave everything above home; what was typed is kept before."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, LeavesOnce):
                screen.may_leave()
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def open_example(self) -> None:
        """Open a fresh copy of the example county instead of the present file; it is written first."""
        if not self._is_opening:
            self._is_opening = True
            self._open(self._example)

    def action_help(self) -> None:
        """Show the keys of the screen in view."""
        from eldercheck.tui.screens.help import HelpScreen

        screen = self.screen
        self.push_screen(HelpScreen(screen.all_keys() if isinstance(screen, KeyedScreen) else EVERYWHERE))

    def action_switch_language(self) -> None:
        """Speak the other language."""
        other: language.Language = "en" if language.current() == "zh" else "zh"
        language.use(other)
        self._change_settings(language=other)
        for screen in self.screen_stack:
            if isinstance(screen, KeyedScreen):
                screen.redraw()

    def action_next_theme(self) -> None:
        """Put on the next look."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self._change_settings(theme=self.theme)

    async def action_leave(self) -> None:
        """Leave; a walk keeps where it stood, a number half typed stays unless it fits."""
        if not isinstance(self.screen, LeavesOnce) or self.screen.may_leave():
            self.remember_row(self.screen_stack[0].query_one(RowList).current)
            self.exit()

    def action_command_palette(self) -> None:
        """Search for any command."""
        from eldercheck.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every key of the screen in view as a command."""
        from eldercheck.tui.palette import commands

        return commands(screen)

    def on_resize(self, event: Resize) -> None:
        """Show a notice while the terminal is too small."""
        small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        shown = self.screen.has_class(TOO_SMALL)
        if small and not shown:
            from eldercheck.tui.screens.notices import TooSmallScreen

            self.push_screen(TooSmallScreen(classes=TOO_SMALL))
        elif shown and not small:
            self.pop_screen()

    def on_unmount(self) -> None:
        """Give the file back."""
        if self._office is not None:
            self._office.close()

    @work(thread=True, group="open", exit_on_error=True)
    def _open(self, opener: Opener) -> None:
        try:
            office = opener()
            if not self.post_message(self.Opened(office)):
                office.close()
        except EldercheckError as error:
            self.post_message(self.NotOpened(error))

    def on_eldercheck_app_opened(self, message: Opened) -> None:
        """Take the database in place of the one before, and show it.

        What was loaded until then stays to the end: no key waits while it is looked through for garbage.
        """
        self._go_home()
        self._is_opening = False
        before, self._office = self._office, message.office
        if before is None:
            gc.freeze()
        else:
            before.close()
        if isinstance(self.screen, KeyedScreen):
            self.screen.redraw()
        if self.read_only:
            self.notify(self.why_read_only(), severity="warning", markup=False, timeout=12)

    def on_eldercheck_app_not_opened(self, message: NotOpened) -> None:
        """Say why; without any database there is nothing to do but leave."""
        from eldercheck.tui.screens.notices import ProblemDialog

        self._is_opening = False
        leave = None if self.is_ready else (lambda _outcome: self.exit(return_code=3))
        self.push_screen(ProblemDialog(explain(message.error)), leave)

    def bell(self) -> None:
        """Stay quiet: an examiner stands among customers."""

    def _fatal_error(self) -> None:
        """End with a sentence in place of Textual's traceback; the report lies in a file."""
        error = sys.exception() or self._exception
        if error is not None:
            self._exit_renderables.append(Text(mistake_text(error)))
        self._close_messages_no_wait()

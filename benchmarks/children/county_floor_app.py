"""The floor of the county's screens: the year's rows read in SQL, and a screen with nothing on it.

Usage: county_floor_app.py DB YEAR. The key c reads and shows, Escape goes back, control and q leave.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from benchmarks.county_queries import read_year


class Empty(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss")]

    def compose(self) -> ComposeResult:
        yield Static("shown")


class FloorApp(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [("c", "show"), ("ctrl+q", "quit")]

    def compose(self) -> ComposeResult:
        yield Static("floor")

    def action_show(self) -> None:
        with closing(sqlite3.connect(sys.argv[1])) as connection:
            read_year(connection, int(sys.argv[2]))
        self.push_screen(Empty())


if __name__ == "__main__":
    FloorApp().run()

"""Driving the program by keys as a person would, and what its screen says of a sheet."""

from __future__ import annotations

import re
from pathlib import Path

from eldercheck.domain.answer_kinds import Count, Levels, Measure, YesNo
from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.checklist import Checklist, Item
from eldercheck.services.identity import system_clock
from eldercheck.storage.opening import open_database
from tests.e2e.opened import casebook_of

from .terminal import Terminal

HOME = re.compile(r" · \d+ ?(units?\b|\S*单位)")
"""What the title says once the database is open, whatever it is called."""
CARD = re.compile(r"\b([BPI]-[A-Z]{2}-\d\d) · \d")
"""The head of the card: which item is in hand."""
BRANCH = "North Gate Branch"


def at_home(terminal: Terminal) -> None:
    """Wait until home stands and the database is open."""
    terminal.wait_for(lambda: HOME.search(terminal.lines[0]))


def in_hand(terminal: Terminal) -> str:
    """Return the item in hand; empty where no walk is in view."""
    match = CARD.search(terminal.text)
    return match[1] if match else ""


def wait_for_item(terminal: Terminal, item: Item) -> None:
    """Wait until an item is in hand."""
    terminal.wait_for(lambda: in_hand(terminal) == item.id)


def wait_for_dialog(terminal: Terminal, key: str = "Esc ") -> None:
    """Wait for the box in the middle; its last line names this key."""
    terminal.wait_for(lambda: "┌──" in terminal.text and key in terminal.text)


def wait_without_dialog(terminal: Terminal) -> None:
    """Wait until no box stands in the middle."""
    terminal.wait_for(lambda: "┌──" not in terminal.text)


def fill(terminal: Terminal, *texts: str) -> None:
    """Type one text into each field in turn, and Enter."""
    for number, text in enumerate(texts):
        if number:
            terminal.press("tab")
            pause_until_still(terminal, 0.2)
        terminal.type(text)
    terminal.press("enter")


def best(item: Item) -> str:
    """Return the answer that earns all there is, in its written form."""
    match item.answer:
        case YesNo():
            return "yes"
        case Levels() as levels:
            return str(levels.best)
        case Count() as count:
            of = count.of or count.of_at_most or count.of_at_least or 4
            return f"{of}/{of}"
        case Measure() as measure:
            return decimal_text(measure.full)


def mark_of(item: Item, given: str) -> str:
    """Return what the screen, in English, writes for an answer."""
    match item.answer:
        case YesNo():
            return {"yes": "Y", "no": "N"}[given]
        case Levels(sentences):
            return f"{given}/{len(sentences) - 1}"
        case _number:
            return given


def keys_for(item: Item, given: str) -> str:
    """Return the keys that give an answer."""
    match item.answer:
        case YesNo():
            return {"yes": "1", "no": "0"}[given]
        case Levels():
            return given
        case Count(of=of) if of is not None and of < 10:
            return given.partition("/")[0]
        case _number:
            return f"{given}\r"


def give(terminal: Terminal, item: Item, given: str) -> None:
    """Give an answer by keys; "-" leaves the item out for the reason that the checklist lists."""
    if given != "-":
        whole = keys_for(item, given)
        terminal.press(given.partition("/")[0] if item.due_days else whole)
        return
    terminal.press("-")
    wait_for_dialog(terminal)
    terminal.press("enter")
    wait_without_dialog(terminal)


def answer_all(terminal: Terminal, checklist: Checklist, answers: dict[str, str]) -> None:
    """Answer every item by keys, each once the one before is said to be saved."""
    items = checklist.items
    for number, item in enumerate(items):
        wait_for_item(terminal, item)
        give(terminal, item, answers[item.id])
        terminal.wait_for(lambda item=item: item.id in terminal.bottom)  # type: ignore[misc]
        wait_for_item(terminal, items[min(number + 1, len(items) - 1)])


def begun(path: Path, *, name: str = BRANCH) -> None:
    """Write a bank, a branch and a sheet of it through the services."""
    with open_database(path, clock=system_clock) as database:
        casebook = casebook_of(database)
        parent = casebook.add_unit("institution", "0101", "Qingshan Bank")
        unit = casebook.add_unit("branch", "010101", name, parent.id)
        casebook.start(unit, "examiner")


def to_the_walk(terminal: Terminal) -> None:
    """Go from home to the sheet of the second row."""
    at_home(terminal)
    terminal.press("home", "down", "enter")
    terminal.wait_for(lambda: in_hand(terminal))


def pause_until_still(terminal: Terminal, seconds: float = 1.0) -> None:
    """Wait until nothing has been drawn for a while."""
    while terminal.pump(seconds):
        pass

"""What every form shares: labelled fields, each fault under the field it is about, and saving from within.

The form stays until what was typed is saved, so that a refusal or a full disk loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets._select import SelectOverlay

from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.errors import EldercheckError, ManyFaults
from eldercheck.language import _
from eldercheck.tui.leaving import Outcome
from eldercheck.tui.plain import plain
from eldercheck.tui.screens.dialog import Dialog, key_line
from eldercheck.tui.widgets.choice import Choice
from eldercheck.wording.errors import explain

MANY = 4
"""With more lines than this the fields stand close on a low screen."""


@dataclass(frozen=True)
class Field:
    """One thing a form asks for."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    """What stands beside it: the range, the default."""
    longest: int = 120
    choices: tuple[tuple[str, str], ...] = ()
    """Where only a few values are possible: each with its title."""
    cells: int = 0
    """How wide the entry is; 0 for all there is."""
    unset: bool = False
    """Whether a choice begins with none of its values chosen, where `value` is none of them."""
    tall: bool = False
    """Whether each value of a choice has a line of its own."""
    beside: bool = False
    """Whether it stands in the line of the field before it; its label then shows while it is empty."""


class FormDialog(Dialog[Outcome]):
    """Some fields and a way to save them; Enter saves from any field, arrows go from one to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,tab", "field(1)", show=False, priority=True),
        Binding("up,shift+tab", "field(-1)", show=False, priority=True),
        Binding("ctrl+s,f10", "save", show=False, priority=True),
        Binding("enter", "save", show=False),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-high")]
    saves = ""
    """What Enter does, as the line of keys says it (a message id); empty for "save"."""
    begin_at = ""
    """The field that has the cursor first; empty for the first."""

    def fields(self) -> list[Field]:
        """Return what is asked for."""
        raise NotImplementedError

    def save(self, values: Mapping[str, str]) -> Outcome:
        """Save what was typed and return the outcome; an EldercheckError is shown where it belongs."""
        raise NotImplementedError

    def place_of(self, error: EldercheckError) -> str:
        """Return the field that an error is about; empty for the form as a whole."""
        return str(error.values.get("setting", ""))

    def before(self) -> list[Widget]:
        """Return what stands above the fields."""
        return []

    def after(self) -> list[Widget]:
        """Return what stands below the fields."""
        return []

    def parts(self) -> list[Widget]:
        """Return the fields, each with its label, its hint and room for its fault."""
        groups: list[list[Field]] = []
        for field in self.fields():
            if field.beside and groups:
                groups[-1].append(field)
            else:
                groups.append([field])
        return [*self.before(), *map(_shown, groups), *self.after()]

    def keys(self) -> Content:
        """Return the line of keys."""
        several = [("↑↓", _("next field"))] if len(self.fields()) > 1 else []
        return key_line(*several, ("↵", _(self.saves) if self.saves else _("save")), ("Esc", _("back")))

    def on_mount(self) -> None:
        """Begin where it was asked to, else with the first field."""
        names = [field.name for field in self.fields()]
        self.set_class(sum(not field.beside for field in self.fields()) > MANY, "-many")
        if names:
            self.query_one(f"#{self.begin_at if self.begin_at in names else names[0]}").focus()

    def values(self) -> dict[str, str]:
        """Return what stands in the fields."""
        typed: dict[str, str] = {}
        for field in self.fields():
            widget = self.query_one(f"#{field.name}")
            if isinstance(widget, (Input, Choice)):
                typed[field.name] = widget.value
        return typed

    def action_save(self) -> None:
        """Save, or say under the field what is wrong."""
        self.show_faults({})
        try:
            outcome = self.save(self.values())
        except ManyFaults as error:
            self.show_faults({self.place_of(one): explain(one) for one in reversed(error.found)})
        except EldercheckError as error:
            self.show_faults({self.place_of(error): explain(error)})
        else:
            self.dismiss(outcome)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the arrows to a list that hangs open."""
        return action != "field" or not isinstance(self.focused, SelectOverlay)

    def action_field(self, step: int) -> None:
        """Go to the next field or the one before, ahead of any key that was typed after this one."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong, each under its field, and put the cursor on the first of them."""
        names = [field.name for field in self.fields()]
        for name in names:
            line = self.query_one(f"#fault-{name}", Static)
            line.update(Content.styled(faults.get(name, ""), "$error bold"))
            line.display = name in faults
        self.show_fault(" ".join(text for name, text in faults.items() if name not in names))
        wrong = next((name for name in names if name in faults), None)
        if wrong is not None:
            self.query_one(f"#{wrong}").focus()
            fault = self.query_one(f"#fault-{wrong}")
            self.call_after_refresh(fault.scroll_visible, animate=False)

    @on(Input.Submitted)
    @on(Choice.Submitted)
    def _done(self) -> None:
        self.action_save()


def _shown(group: Sequence[Field]) -> Widget:
    """Return the fields of one line with their label above, and below it room for their faults."""
    line: list[Widget] = []
    for field in group:
        line += [_entry(field), Static(plain(field.hint), classes="field-hint")]
    faults = [Static("", id=f"fault-{field.name}", classes="field-fault") for field in group]
    for fault in faults:
        fault.display = False
    label = Static(plain(group[0].label), classes="field-label")
    entries = Horizontal(*line)
    if group[0].tall:
        entries.styles.height = len(group[0].choices)
    return Vertical(label, entries, *faults, classes="form-field")


def _entry(field: Field) -> Widget:
    if field.choices:
        return Choice(field.choices, field.value, id=field.name, unset=field.unset, tall=field.tall)
    entry = Input(
        clean_line(field.value, field.longest),
        placeholder=field.label if field.beside else "",
        id=field.name,
        max_length=field.longest,
    )
    if field.cells:
        entry.styles.width = field.cells
    return entry

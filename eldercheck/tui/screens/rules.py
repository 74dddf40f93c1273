"""Changing rules: those that mean something only together in one form, each with its range and default."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.programme import Programme
from eldercheck.domain.programme_settings import (
    BY_NAME,
    ProgrammeError,
    Setting,
    setting_text,
    with_setting,
)
from eldercheck.language import _
from eldercheck.services.years import ProgrammeFaults, YearStanding
from eldercheck.tui.screens.form import Field, FormDialog
from eldercheck.wording.years import GROUPS, VALUES, setting_title, setting_value

Save = Callable[[Programme, str], Programme]
"""Changes the rules of a year, with a reason; raises what the form shows."""


class RulesDialog(FormDialog[Programme]):
    """Some settings of a year; once something was signed it asks for the reason as well."""

    def __init__(
        self,
        standing: YearStanding,
        names: Sequence[str],
        save: Save,
        begin_at: str = "",
        last_year: Programme | None = None,
    ) -> None:
        super().__init__()
        self._programme, self._names, self._save = standing.programme, tuple(names), save
        self._last_year, self._amends = last_year, standing.locked
        self._published = bool(standing.publications)
        self.begin_at = begin_at

    def heading(self) -> Content:
        """Name what is changed, and the year."""
        group = _(GROUPS[BY_NAME[self._names[0]].group])
        return Content(_("{group} · {year}").format(group=group, year=self._programme.year))

    def before(self) -> list[Widget]:
        """Say what an amendment is."""
        if not self._amends:
            return []
        text = _("Something was signed in this year: this is an amendment, and its reason is kept.")
        if self._published:
            text = _(
                "The year is published: this is an amendment, and it counts once the year is published again."
            )
        return [Static(Content.styled(text, "$warning"), classes="form-note")]

    def fields(self) -> list[Field]:
        """Return the settings, and the reason of an amendment."""
        fields = [self._field(BY_NAME[name]) for name in self._names]
        reason = Field("reason", _("Reason of the amendment"), longest=200)
        return [*fields, reason] if self._amends else fields

    def place_of(self, error: EldercheckError) -> str:
        """Put a missing reason beside its field."""
        return "reason" if error.code == "amendment_needs_reason" else super().place_of(error)

    def save(self, values: Mapping[str, str]) -> Programme:
        """Read every setting, then save all of them at once."""
        typed = {name: values[name] for name in self._names}
        return self._save(read_rules(self._programme, typed), values.get("reason", ""))

    def _field(self, setting: Setting) -> Field:
        text = setting_text(self._programme, setting.name)
        label, hint = setting_title(setting.name), setting_hint(setting, self._last_year)
        if setting.kind in ("yes_no", "choice"):
            names = setting.choices or ("yes", "no")
            return Field(setting.name, label, text, hint, choices=tuple((n, _(VALUES[n])) for n in names))
        if setting.kind == "text":
            return Field(setting.name, label, text, hint)
        return Field(setting.name, label, text, hint, 8, cells=10)


def setting_hint(setting: Setting, last_year: Programme | None) -> str:
    """Return what stands beside a setting: its range, its default, last year's value."""
    default = setting_value(setting.name, setting_text(Programme(2000), setting.name))
    parts = []
    if setting.kind in ("line", "whole"):
        parts.append(f"{setting.least}–{setting.most}")
    if setting.kind != "text":
        parts.append(_("default {value}").format(value=default))
    if last_year is not None:
        value = setting_value(setting.name, setting_text(last_year, setting.name))
        parts.append(_("{year}: {value}").format(year=last_year.year, value=value))
    return " · ".join(parts)


def read_rules(programme: Programme, typed: Mapping[str, str]) -> Programme:
    """Return the programme with several settings read from text.

    Raises ProgrammeFaults naming every text that is none of its setting's values.
    """
    found = []
    for name, text in typed.items():
        try:
            programme = with_setting(programme, name, text)
        except ProgrammeError as error:
            found.append(error)
    if found:
        raise ProgrammeFaults(found)
    return programme

"""The settings of a programme: each read from text and written as text, all checked against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from eldercheck.domain.canonical import decimal_text
from eldercheck.domain.clean_text import clean_line
from eldercheck.domain.errors import EldercheckError
from eldercheck.domain.figures import narrow_digits, read_decimal
from eldercheck.domain.programme import Programme
from eldercheck.domain.register import UNIT_KINDS

SettingKind = Literal["text", "line", "whole", "yes_no", "choice"]
"""A name; a printed figure (one decimal at most); a whole number; yes or no; one of a few words."""
Group = Literal["office", "bands", "roll_up", "coverage", "days", "walk"]


class ProgrammeError(EldercheckError):
    """A rule that makes no sense. Values: `setting`, and what the code needs."""

    def __init__(self, code: str, setting: str, **values: object) -> None:
        self.setting = setting
        super().__init__(code, setting=setting, **values)


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set for a year."""

    name: str
    kind: SettingKind
    group: Group
    part: str = ""
    """The field of the programme that holds it; empty for the programme itself."""
    field: str = ""
    """Its name there, where it differs."""
    least: int = 0
    most: int = 100
    choices: tuple[str, ...] = ()
    """The words of a choice."""


SETTINGS: tuple[Setting, ...] = (
    Setting("authority", "text", "office"),
    Setting("contact", "text", "office"),
    Setting("a_band", "line", "bands", "rules"),
    Setting("b_band", "line", "bands", "rules"),
    Setting("a_floor", "line", "bands", "rules"),
    Setting("b_floor", "line", "bands", "rules"),
    Setting("low_line", "line", "bands", "rules"),
    Setting("caps", "yes_no", "bands", "rules"),
    Setting("add_ons", "yes_no", "bands"),
    Setting("sheet_weight", "whole", "roll_up", "roll_up", least=1),
    Setting("branches_weight", "whole", "roll_up", "roll_up"),
    Setting("points_weight", "whole", "roll_up", "roll_up"),
    Setting("bonus_at_most", "line", "roll_up", "roll_up", most=20),
    Setting("spread", "yes_no", "roll_up", "roll_up"),
    Setting("spread_percent", "whole", "roll_up", "roll_up"),
    Setting("quota_percent", "whole", "roll_up", "roll_up"),
    Setting("branches_least", "whole", "coverage", "roll_up", most=999),
    Setting("branches_percent", "whole", "coverage", "roll_up"),
    Setting("points_least", "whole", "coverage", "roll_up", most=999),
    Setting("points_percent", "whole", "coverage", "roll_up"),
    Setting("counts", "choice", "coverage", choices=("signed", "approved")),
    Setting("appeal_days", "whole", "days", "days", "appeal", 1, 365),
    Setting("rectify_days", "whole", "days", "days", "rectify", 1, 365),
    Setting("safety_days", "whole", "days", "days", "safety", 1, 365),
    Setting("least_examiners", "whole", "walk", least=1, most=9),
    Setting("examiner_sees_grade", "yes_no", "walk"),
    Setting("visit_record", "yes_no", "walk"),
    Setting("evidence", "choice", "walk", choices=("block", "warn", "pass")),
)
"""All of them, in the order in which a page shows them."""

BY_NAME = {setting.name: setting for setting in SETTINGS}
YES, NO = ("yes", "y", "on", "true", "1", "是", "开"), ("no", "n", "off", "false", "0", "否", "关")


def setting_text(programme: Programme, name: str) -> str:
    """Return a setting as text: "90", "yes", "signed"."""
    value = _value(programme, BY_NAME[name])
    if isinstance(value, bool):
        return "yes" if value else "no"
    return decimal_text(value) if isinstance(value, Fraction) else str(value)


def with_setting(programme: Programme, name: str, text: str) -> Programme:
    """Return the programme with one setting read from text.

    Raises ProgrammeError where there is no such setting or the text is none of its values; how the settings
    stand to each other is for `faults`.
    """
    setting = BY_NAME.get(name)
    if setting is None:
        raise ProgrammeError("unknown_setting", name, known=", ".join(BY_NAME))
    value = _read(setting, text)
    field = setting.field or setting.name
    if not setting.part:
        return replace(programme, **{field: value})
    return replace(programme, **{setting.part: replace(getattr(programme, setting.part), **{field: value})})


def holds_values(programme: Programme) -> bool:
    """Tell whether each setting holds a value of its kind, within its bounds.

    One read from a file that was changed by hand may hold anything, and stumble only where it is used.
    """
    try:
        return all(_is_value(setting, _value(programme, setting)) for setting in SETTINGS)
    except (ProgrammeError, ValueError):
        return False


def faults(programme: Programme) -> tuple[ProgrammeError, ...]:
    """Name every rule that makes no sense beside the others; the bands must tile 0.0 to 100.0."""
    return tuple(_faults(programme))


def differences(one: Programme, other: Programme) -> tuple[tuple[str, str, str], ...]:
    """Return what differs between two programmes: name, text in the first, text in the second.

    A checklist is named `checklist_branch` and so on, and told by its id and version, with the beginning of
    its digest where only the wording differs.
    """
    lines = [(s.name, setting_text(one, s.name), setting_text(other, s.name)) for s in SETTINGS]
    for kind in UNIT_KINDS:
        before, after = one.checklists.get(kind), other.checklists.get(kind)
        if before != after:
            exactly = before and after and before.reference == after.reference
            texts = [
                "" if c is None else f"{c.reference} {c.digest[:8]}" if exactly else c.reference
                for c in (before, after)
            ]
            lines.append((f"checklist_{kind}", texts[0], texts[1]))
    return tuple(line for line in lines if line[1] != line[2])


def _is_value(setting: Setting, value: Any) -> bool:
    if setting.kind == "text":
        return isinstance(value, str) and bool(value.isascii() or value.encode())
    if setting.kind == "yes_no":
        return isinstance(value, bool)
    text = decimal_text(value) if isinstance(value, Fraction) else str(value)
    return bool(_read(setting, text) == value)


def _value(programme: Programme, setting: Setting) -> Any:
    part = getattr(programme, setting.part) if setting.part else programme
    return getattr(part, setting.field or setting.name)


def _read(setting: Setting, text: str) -> Any:
    text = clean_line(text)
    match setting.kind:
        case "text":
            return text
        case "yes_no":
            if text.lower() not in YES + NO:
                raise ProgrammeError("wants_yes_or_no", setting.name, given=text)
            return text.lower() in YES
        case "choice":
            if text not in setting.choices:
                raise ProgrammeError(
                    "wants_one_of", setting.name, given=text, choices=", ".join(setting.choices)
                )
            return text
        case "whole" | "line":
            return _number(setting, text)


def _number(setting: Setting, text: str) -> int | Fraction:
    number = read_decimal(narrow_digits(text.removesuffix("%").removesuffix("％")))
    places = 10 if setting.kind == "line" else 1
    if number is None or (number * places).denominator != 1:
        code = "wants_one_decimal" if setting.kind == "line" else "wants_whole_number"
        raise ProgrammeError(code, setting.name, given=text)
    if not setting.least <= number <= setting.most:
        raise ProgrammeError(
            "out_of_bounds", setting.name, given=text, least=setting.least, most=setting.most
        )
    return number if setting.kind == "line" else int(number)


def _faults(programme: Programme) -> Iterator[ProgrammeError]:
    rules, roll = programme.rules, programme.roll_up
    if not 2000 <= programme.year <= 2100:
        yield ProgrammeError("year_out_of_bounds", "year", given=programme.year)
    if not 0 < rules.b_band < rules.a_band <= 100:
        yield ProgrammeError(
            "bands_do_not_tile", "b_band", a=decimal_text(rules.a_band), b=decimal_text(rules.b_band)
        )
    if rules.b_floor > rules.a_floor:
        yield ProgrammeError(
            "floors_crossed", "b_floor", a=decimal_text(rules.a_floor), b=decimal_text(rules.b_floor)
        )
    if rules.a_floor > rules.a_band or rules.b_floor > rules.b_band:
        yield ProgrammeError("floor_above_band", "a_floor" if rules.a_floor > rules.a_band else "b_floor")
    if rules.low_line > rules.b_band:
        yield ProgrammeError("low_line_above_band", "low_line", line=decimal_text(rules.b_band))
    total = roll.sheet_weight + roll.branches_weight + roll.points_weight
    if total != 100:
        yield ProgrammeError("weights_not_100", "sheet_weight", total=total)
    if programme.days.safety > programme.days.rectify:
        yield ProgrammeError("safety_days_longer", "safety_days")
